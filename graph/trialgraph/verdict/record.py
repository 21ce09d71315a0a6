"""What a rule is given about an analysis, and the verdict that it gives back."""

from dataclasses import field, replace
from decimal import Decimal
from typing import Literal

from trialgraph.model.result import Boundary, Interval, Measure, PValue, Stage
from trialgraph.model.text import Absence, Number, Span
from trialgraph.model.trial import Assessor, EndPointRole
from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import (
    AuthorsWord,
    Basis,
    Direction,
    Formal,
    Gate,
    Hypothesis,
    Numerator,
    Origin,
    Outcome,
    Plan,
    Polarity,
    Reason,
    Reservation,
    Strength,
)

RULE_VERSION = "6"
"""Goes up whenever a rule could answer differently for the same input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of significance: ``alpha`` 0.05, never 5.

    Attributes:
        origin: ``inherited`` names its ``document`` and ``passage``.
        from_later_document: the document came after the analysis it is used for.
    """

    alpha: Decimal
    sides: Literal[1, 2]
    origin: Origin = Origin.PRINTED
    document: str = ""
    passage: Span | None = None
    from_later_document: bool = False

    @property
    def one_sided(self) -> Decimal:
        """Return the one-sided level a1: half of alpha for two-sided tests."""
        return self.alpha / self.sides


CONVENTIONAL = Level(alpha=Decimal("0.05"), sides=2, origin=Origin.ASSUMED)


@dataclass(frozen=True, slots=True)
class AdjustedP:
    """A p adjusted within its family, over all rounding, with the sides of the raw ones."""

    lower: Decimal
    upper: Decimal
    sides: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisInput:
    """Everything the rules need to know about one estimate at one analysis.

    Attributes:
        value: on the scale of ``measure``.
        favours: the arm that the words or arm values favour; used only when no
            value is printed beside a p.
        null: printed null value where it is not 1 (ratios) or 0 (differences).
        margin: non-inferiority margin on the scale of ``measure``.
        margin_prespecified: ``False`` where the margin came after the results.
        margin_is_sourced: ``False`` where no document says where the margin comes from.
        equivalence_margins: the lower and the upper one, on the scale of ``measure``.
        plan: is alpha spent on this end point, assessor, population and method?
        gate: of earlier steps at that time.
        step: order in a printed testing hierarchy, from 1.
        level: of this very analysis: alpha left at the end, the split, the alpha
            of this look; ``None`` when not printed. Never 0.05 at an interim.
        level_candidates: other readings of that level; verdicts that differ
            among them are ``conflicting_inputs``.
        trial_level: stated for this kind of end point; measures what is not in
            the plan or blocked. ``None`` falls back to two-sided 0.05.
        adjusted_p: derived where the raw p-values of a whole family are printed.
        boundary_sides: of the p printed as boundary; ``None`` = as the p.
        is_single_final_primary: the only primary end point at its only planned
            analysis, no interim or split mentioned.
        authors: their word about significance.
        randomised_comparison: ``False`` for responders only, single arms,
            historical controls, landmark survivors.
        co_primary_missed: all co-primaries are required and another was missed.
        total_events: (or patients) at this analysis; compared with ``planned_events``.
        n_analysed: patients in the analysis, filled only for the population of all
            randomised; compared with ``n_randomised``.
        is_open_label: of the trial.
        assessor: filled only where someone judges the end point (not for OS).
        is_safety_end_point: measured to exclude harm: no test for benefit.
        harm_threshold: printed limit that the unfavourable end must not exceed.
        primary_missed: the trial's primary end point was missed.
        stopped_for_benefit: the trial ended, or patients were told, as it was effective.
        noted: reservations found elsewhere or said by the authors
            (``assessor_discordant``, ``method_dependent``, ``matched_on_unknown``, ...);
            ``disputed_direction`` leaves the direction open and the verdict undetermined.
        is_contradicted: no reading of value and interval can be right (G1, G4n): unfit
            for a verdict and for pooling.
    """

    measure: Measure
    value: Number | Absence
    interval: Interval | None = None
    p: PValue | None = None
    polarity: Polarity = Polarity.UNKNOWN
    numerator: Numerator = Numerator.EXPERIMENTAL
    favours: Direction | None = None
    hypothesis: Hypothesis = Hypothesis.SUPERIORITY
    null: Decimal | None = None
    margin: Number | None = None
    margin_prespecified: bool | None = None
    margin_is_sourced: bool | None = None
    equivalence_margins: tuple[Number, Number] | None = None
    role: EndPointRole | None = None
    plan: Plan = Plan.UNKNOWN
    gate: Gate = Gate.NONE
    step: int | None = None
    level: Level | None = None
    level_candidates: tuple[Level, ...] = ()
    trial_level: Level | None = None
    adjusted_p: AdjustedP | None = None
    stage: Stage | None = None
    boundary: Boundary | None = None
    boundary_sides: Literal[1, 2] | None = None
    is_single_final_primary: bool = False
    authors: AuthorsWord = AuthorsWord.SILENT
    authors_passage: Span | None = None
    randomised_comparison: bool = True
    co_primary_missed: bool = False
    total_events: int | None = None
    planned_events: int | None = None
    n_analysed: int | None = None
    n_randomised: int | None = None
    is_open_label: bool | None = None
    assessor: Assessor | None = None
    is_safety_end_point: bool = False
    harm_threshold: Decimal | None = None
    primary_missed: bool = False
    crossover: bool = False
    stopped_for_benefit: bool = False
    erratum_unresolved: bool = False
    retracted: bool = False
    second_hand: bool = False
    noted: frozenset[Reservation] = frozenset()
    is_contradicted: bool = False

    @property
    def is_disputed(self) -> bool:
        """Tell whether words or figures beside the estimate favour the other arm."""
        return Reservation.DISPUTED_DIRECTION in self.noted

    @property
    def is_interim(self) -> bool:
        """Tell whether the trial goes on for this end point."""
        return self.stage == "interim"


@dataclass(frozen=True, slots=True)
class DerivedInterval:
    """A two-sided 95 % interval computed from what is printed; never printed itself."""

    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class OneSidedP:
    """The one-sided p towards the favourable side, over all rounding; derived or printed."""

    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an estimate supports, and by which rule.

    Attributes:
        null_value: ``None`` where the measure has none we know.
        level: the level the figures were held against, ``None`` where none was.
        tested: outcome at that level whatever the plan says; compares assessors,
            methods and later estimates.
        p_one_sided: for the condition under which a lenient level blocks.
        conventional: derived two-sided 95 % interval, where allowed and not printed.
        reservations: sorted by code.
        agrees: ``None`` where the authors are silent or nothing was determined.
        is_open: not significant at an interim; the trial continues.
        rule: such as ``V15``.
    """

    hypothesis: Hypothesis
    null_value: Decimal | None
    direction: Direction
    formal: Formal
    strength: Strength
    reason: Reason
    basis: Basis
    level: Level | None = None
    tested: Outcome = Outcome.UNKNOWN
    p_one_sided: OneSidedP | None = None
    conventional: DerivedInterval | None = None
    reservations: tuple[Reservation, ...] = ()
    authors: AuthorsWord = AuthorsWord.SILENT
    authors_passage: Span | None = None
    agrees: bool | None = None
    is_open: bool = False
    rule: str
    rule_version: str = field(default=RULE_VERSION)

    def with_reservations(self, *more: Reservation) -> "Verdict":
        """Return the verdict with reservations that only other results can show."""
        return replace(self, reservations=tuple(sorted({*self.reservations, *more})))
