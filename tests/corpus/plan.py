"""A trial as it is planted: design, plan of alpha, analyses and papers, before any document."""

from dataclasses import dataclass, field
from random import Random
from typing import Literal, TypedDict, Unpack

from tests.corpus.figures import RATIOS, Effect, Figures, Level
from tests.corpus.truth import ArmTruth, ComparisonTruth, SeriesKey
from tests.corpus.vocabulary import end_points

from trialgraph.model.result import Measure, Stage
from trialgraph.model.trial import Assessor, EndPointRole, Multiplicity

State = Literal[
    "level",
    "first step",
    "step",
    "boundary",
    "unprinted boundary",
    "unprinted level",
    "blocked",
    "outside",
    "updated",
    "subgroup",
    "margin",
    "responders",
    "co-primary",
]
"""How the trial's plan stands to one analysis."""

Strength = Literal["significant", "improved", "trend", "no difference"]
Way = Literal["benefit", "no benefit", "harm", "unclear"]
PaperKind = Literal["record", "paper", "interim", "update", "review", "notice"]


@dataclass(slots=True, kw_only=True)
class Paper:
    """One document to be written.

    Attributes:
        identifier: filled in when it is written.
        year: of its issue.
        cutoff: of its figures.
        states_plan: it prints levels, steps and planned events.
        has_number: it prints the registration.
        erratum: it says that an erratum exists.
        miscounts: by how many patients its first arm is too large.
    """

    key: str
    kind: PaperKind
    year: int
    cutoff: str = ""
    follow_up: str = ""
    states_plan: bool = False
    has_number: bool = True
    erratum: bool = False
    retracted: bool = False
    miscounts: int = 0
    identifier: str = ""


@dataclass(slots=True, kw_only=True)
class Declared:
    """An end point of the protocol."""

    notation: str
    role: EndPointRole
    assessor: Assessor | None = None
    population: str = "all"
    is_safety: bool = False


@dataclass(slots=True, kw_only=True)
class Stop:
    """A group-sequential boundary as printed."""

    p: str = ""
    value: str = ""
    kind: Literal["efficacy", "futility", "harm"] = "efficacy"
    crossed: bool | None = None


@dataclass(slots=True, kw_only=True)
class Look:
    """One estimate at one analysis.

    Attributes:
        series: its looks stand in ``Draft.looks`` in the order of time.
        papers: keys of those that print it.
        state: how the plan stands to it; with the effect that decides the verdict.
        level: that decides it; ``None`` where none is printed.
        level_is_assumed: the convention stands in for a level that nothing prints.
        decides: its verdict is that of its series.
        word: what the authors call it.
        is_turned: the control arm is the numerator of what is printed.
        is_detail: adjustment is not printed though the series has one.
    """

    series: SeriesKey
    papers: tuple[str, ...]
    effect: Effect
    figures: Figures
    state: State
    level: Level | None
    level_is_assumed: bool = False
    stage: Stage | None = None
    role: EndPointRole | None = None
    hypothesis: Literal["superiority", "noninferiority"] = "superiority"
    margin: str = ""
    events: int | None = None
    planned: int | None = None
    analysed: int | None = None
    stop: Stop | None = None
    word: str = ""
    decides: bool = True
    is_detail: bool = False
    is_turned: bool = False
    strength: str = ""
    reason: str = ""
    basis: str = "verified"
    direction: str = ""
    reservations: set[str] = field(default_factory=set)
    sustained: str = ""


@dataclass(slots=True, kw_only=True)
class Record:
    """What a registry's record says beside who and what.

    Attributes:
        version: date of what is held of it, empty where it prints none.
        lists: keys of the papers among its references.
        enrolled_more: patients enrolled beyond those randomised.
        is_planned: the enrolment is a plan.
        end_points: as registered.
        switched: what of them the papers say otherwise.
    """

    status: str = ""
    version: str = ""
    says_no_results: bool = False
    lists: tuple[str, ...] = ()
    enrolled_more: int = 0
    is_planned: bool = False
    end_points: list[Declared] = field(default_factory=list)
    switched: Literal["", "assessor", "role"] = ""


class Parts(TypedDict, total=False):
    """What else tells series apart; ``comparison`` is its place in the trial."""

    assessor: Assessor | None
    population: str
    adjustment: str
    at: str
    comparison: int


@dataclass(slots=True, kw_only=True)
class Draft:
    """A trial under construction.

    Attributes:
        steps_of_factors: what else a record compares that describes a factorial trial.
        originals: looks as they were judged until a notice came.
        findings: codes with the keys of the papers they are about.
        restates: value that the review gives instead of the paper's.
    """

    rng: Random
    number: int
    acronym: str
    registration: str
    phase: str
    sponsor: str
    year: int
    condition: tuple[str, str]
    line: str
    masking: str
    crossover: bool = False
    scenario: list[str] = field(default_factory=list)
    arms: list[ArmTruth] = field(default_factory=list)
    doses: dict[str, dict[str, str]] = field(default_factory=dict)
    comparisons: list[ComparisonTruth] = field(default_factory=list)
    steps_of_factors: list[ComparisonTruth] = field(default_factory=list)
    levels: list[tuple[Level, tuple[str, ...]]] = field(default_factory=list)
    steps: list[tuple[str, Assessor | None, str]] = field(default_factory=list)
    multiplicity: Multiplicity = "none stated"
    needs_all: bool = False
    planned_events: int | None = None
    end_points: list[Declared] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    originals: list[Look] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    claims: list["PlantedClaim"] = field(default_factory=list)
    findings: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    record: Record = field(default_factory=Record)
    restates: str = ""
    percents: list["Percent"] = field(default_factory=list)

    def key(self, end_point: str, measure: Measure = "HR", **parts: Unpack["Parts"]) -> SeriesKey:
        """Return the key of a series."""
        return (
            end_point,
            measure,
            self.comparisons[parts.get("comparison", 0)].label,
            parts.get("assessor") or "",
            parts.get("population", "all"),
            parts.get("adjustment", ""),
            parts.get("at", ""),
        )

    def paper(self, key: str) -> Paper:
        """Return a document by its key."""
        return next(one for one in self.papers if one.key == key)

    def find(self, code: str, *papers: str) -> None:
        """Plant something odd about some documents."""
        self.findings.append((code, tuple(papers)))

    def compared(self, label: str) -> int:
        """Return how many patients the two arms of a comparison have."""
        return sum(one.randomised for one in self.arms if one.label in label.split(" v "))

    @property
    def randomised(self) -> int:
        """Return how many patients the trial has."""
        return sum(one.randomised for one in self.arms)


@dataclass(slots=True, kw_only=True)
class PlantedClaim:
    """What a review says of the trial.

    Attributes:
        cites: key of a paper, ``elsewhere`` for one that is not held, empty for none.
        words: in which it is said, where they matter.
    """

    paper: str
    end_point: str
    strength: Strength
    direction: Way
    cites: str
    outcome: str
    words: str = ""


@dataclass(slots=True)
class Percent:
    """Patients of one arm with a response: ``n`` of ``total``, and the printed percentage."""

    paper: str
    end_point: str
    arm: str
    n: int
    total: int
    printed: str


def smaller_is_better(end_point: str, measure: str) -> bool | None:
    """Tell whether a smaller estimate favours the numerator."""
    term = end_points()[end_point]
    if term.kind == "time-to-event":
        is_bad = term.event == "bad"
        return is_bad if measure in {"HR", "csHR", "sHR", "RR", "IRR"} else not is_bad
    if not term.better:
        return None
    # The time without an event that is counted: more of it is better where less of the event is.
    return (term.better == "lower") != measure.startswith("RMST")


def is_ratio(measure: str) -> bool:
    """Tell whether a measure's null is 1."""
    return measure in RATIOS
