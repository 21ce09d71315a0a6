"""What was planted: the truth of one invented trial, decided before a word of it was written."""

from dataclasses import dataclass, field

from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument

SeriesKey = tuple[str, str, str, str, str, str, str]
"""End point, measure, comparison, assessor, population, adjustment, time point."""


@dataclass(frozen=True, slots=True)
class ArmTruth:
    """One group of the trial; ``drugs`` are notations, ``choices`` alternatives of one group."""

    label: str
    role: str
    drugs: tuple[str, ...]
    choices: tuple[str, ...] = ()
    randomised: int = 0


@dataclass(frozen=True, slots=True)
class ComparisonTruth:
    """Two arms and what the first gets more, less, instead and alike (notations, sorted).

    Attributes:
        added: without placebo, which counts as absence; complete, whatever is removed.
        replaced: pairs (removed, added) where one drug stands in another's place.
        intensity: drugs of both arms in other doses or for another time.
    """

    experimental: str
    comparator: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    shared: tuple[str, ...] = ()
    intensity: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the comparison in words."""
        return f"{self.experimental} v {self.comparator}"

    @property
    def kind(self) -> str:
        """Return how the regimens differ: what is added or removed outweighs the intensity."""
        if self.added and self.removed:
            return "replacement"
        if self.added:
            return "add_on" if len(self.added) == 1 else "joint_add_on"
        return "withdrawal" if self.removed else "intensity_change"

    @property
    def adds(self) -> tuple[str, ...]:
        """Return the one drug added alone; several, or with a loss, are no such answer."""
        return self.added if len(self.added) == 1 and not self.removed else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTruth:
    """One estimate at one analysis with the verdict that its trial's plan gives it.

    Attributes:
        series: what it estimates.
        value: as printed.
        strength: a code, as all below.
        documents: identifiers of those that print it.
        is_current: nothing later in its series.
        is_decisive: its verdict is that of the series.
        sustained: of its series.
        is_original: a notice has replaced it, from the day of which another verdict holds.
        blocking: reservations that forbid the plain word.
    """

    series: SeriesKey
    value: str
    stage: str | None
    role: str | None
    hypothesis: str
    strength: str
    reason: str
    basis: str
    direction: str
    reservations: tuple[str, ...] = ()
    blocking: tuple[str, ...] = ()
    is_current: bool = True
    is_decisive: bool = True
    sustained: str = ""
    is_original: bool = False
    documents: tuple[str, ...] = ()
    lower: str = ""
    upper: str = ""
    p: str = ""

    @property
    def end_point(self) -> str:
        """Return the end point's notation."""
        return self.series[0]

    @property
    def superseded(self) -> bool:
        """Tell whether a later analysis took its place."""
        return not self.is_current

    @property
    def is_plain_benefit(self) -> bool:
        """Tell whether the unqualified word "benefit" may be used."""
        return (
            self.hypothesis == "superiority"
            and self.strength == "confirmed"
            and self.direction == "experimental"
            and self.series[4] == "all"
            and not self.blocking
        )


@dataclass(frozen=True, slots=True)
class EndPointTruth:
    """An end point that the trial declares, with what the documents make of it."""

    notation: str
    assessor: str
    population: str
    role: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialTruth:
    """All that is so of one trial.

    Attributes:
        scenario: names of the plans it was made from.
        year: of its first results.
        findings: codes with the documents they are about, sorted.
        claims: end point, outcome, document that claims.
    """

    name: str
    acronym: str
    scenario: str
    registrations: tuple[str, ...]
    phase: str
    sponsor: str
    year: int
    condition: str
    line: str
    arms: tuple[ArmTruth, ...]
    comparisons: tuple[ComparisonTruth, ...]
    results: tuple[ResultTruth, ...]
    end_points: tuple[EndPointTruth, ...]
    findings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    claims: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Planted:
    """A trial as its documents say it, with the truth; ``pages`` hold the words."""

    documents: tuple[TrialDocument, ...]
    truth: TrialTruth
    pages: tuple[Document, ...] = field(default=(), repr=False)
