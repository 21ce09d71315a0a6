"""What weakens a verdict: one small named function per reservation."""

from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType

from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.verdict.codes import (
    SHOWN,
    Basis,
    Direction,
    Hypothesis,
    Origin,
    Outcome,
    Plan,
    Reservation,
    Strength,
)
from trialgraph.verdict.derived import (
    conventional_includes_null,
    conventional_touches_null,
    limit,
)
from trialgraph.verdict.facts import Facts
from trialgraph.verdict.level_test import (
    excludes_null,
    interval_contradicts_p,
    p_outcome,
)
from trialgraph.verdict.polarity import null_value, smaller_is_better
from trialgraph.verdict.record import CONVENTIONAL, Verdict

CONVENTIONAL_ONE_SIDED = Decimal("0.025")
CONVENTIONAL_OF_EQUIVALENCE = Decimal("0.05")  # ICH E9, 3.3.2 and 5.2.3: a 90 % interval
_ENOUGH = Decimal("0.9")
ALWAYS_BLOCKING = frozenset(
    {
        Reservation.INFORMATION_SHORTFALL,
        Reservation.ERRATUM_UNRESOLVED,
        Reservation.RETRACTED,
    }
)
"""What forbids the plain word "confirmed" whatever else is known."""


@dataclass(frozen=True, slots=True)
class Graded:
    """The facts and the verdict so far, without reservations."""

    facts: Facts
    verdict: Verdict

    @property
    def is_shown(self) -> bool:
        """Tell whether the verdict claims an effect."""
        return self.verdict.strength in SHOWN

    @property
    def towards(self) -> Direction:
        """Return the arm whose effect was tested."""
        is_harm = self.verdict.direction is Direction.COMPARATOR
        return Direction.COMPARATOR if is_harm else Direction.EXPERIMENTAL


def lenient_level(graded: Graded) -> bool:
    """Met at a one-sided level above 0.025; of two one-sided tests for equivalence above 0.05."""
    level = graded.verdict.level
    is_twice = graded.verdict.hypothesis is Hypothesis.EQUIVALENCE
    usual = CONVENTIONAL_OF_EQUIVALENCE if is_twice else CONVENTIONAL_ONE_SIDED
    return graded.is_shown and level is not None and level.one_sided > usual


def information_shortfall(graded: Graded) -> bool:
    """Fewer than 90 % of the planned events at an analysis that is not an interim."""
    analysis = graded.facts.analysis
    if analysis.is_interim or analysis.total_events is None or analysis.planned_events is None:
        return False
    return analysis.total_events < _ENOUGH * analysis.planned_events


def level_assumed(graded: Graded) -> bool:
    """The level is convention, printed nowhere."""
    level = graded.verdict.level
    return level is not None and level.origin is Origin.ASSUMED


def level_from_later_document(graded: Graded) -> bool:
    """The level stands in a document that came later."""
    return graded.verdict.level is not None and graded.verdict.level.from_later_document


def asserted(graded: Graded) -> bool:
    """The authors' word decided."""
    return graded.verdict.basis is Basis.ASSERTED


def interval_disagrees(graded: Graded) -> bool:
    """Interval and p of the same level stand on different sides of it."""
    level = graded.verdict.level
    if level is None or graded.verdict.hypothesis is not Hypothesis.SUPERIORITY:
        return False
    return interval_contradicts_p(graded.facts.analysis, level, graded.towards)


def fails_conventional_level(graded: Graded) -> bool:
    """The two-sided 95 % interval, printed or derived, includes the null.

    The p decides where a limit prints as the null.
    """
    if graded.verdict.hypothesis is not Hypothesis.SUPERIORITY or not graded.is_shown:
        return False
    analysis = graded.facts.analysis
    if conventional_includes_null(analysis) is not True:
        return False
    by_p = conventional_touches_null(analysis) and p_outcome(analysis, CONVENTIONAL, graded.towards)
    return by_p is not Outcome.MET


def open_label_investigator(graded: Graded) -> bool:
    """Judged by investigators who knew the treatment."""
    analysis = graded.facts.analysis
    return analysis.is_open_label is True and analysis.assessor == "investigator"


def itt_incomplete(graded: Graded) -> bool:
    """Fewer patients analysed than randomised."""
    analysis = graded.facts.analysis
    if analysis.n_analysed is None or analysis.n_randomised is None:
        return False
    return analysis.n_analysed < analysis.n_randomised


def early_stop_benefit(graded: Graded) -> bool:
    """The trial stopped at this look, where the estimate was by chance at its best."""
    analysis = graded.facts.analysis
    return analysis.stopped_for_benefit and analysis.is_interim and graded.is_shown


def detriment_not_excluded(graded: Graded) -> bool:
    """A safety end point whose unfavourable limit passes the harm threshold, or the null."""
    analysis = graded.facts.analysis
    smaller = smaller_is_better(analysis)
    if not analysis.is_safety_end_point or graded.is_shown or smaller is None:
        return False
    threshold = analysis.harm_threshold
    allowed = null_value(analysis) if threshold is None else threshold
    end = limit(analysis, upper=smaller)
    if not isinstance(end, Number) or allowed is None:
        return False
    return end.value > allowed if smaller else end.value < allowed


def statistically_worse(graded: Graded) -> bool:
    """Not inferior by the margin, yet the interval excludes no difference."""
    is_margin = graded.verdict.hypothesis is Hypothesis.NONINFERIORITY
    is_confirmed = graded.verdict.strength is Strength.CONFIRMED
    return is_margin and is_confirmed and excludes_null(graded.facts.analysis, Direction.COMPARATOR)


def margin_unjustified(graded: Graded) -> bool:
    """The margin is printed without its source (CONSORT, non-inferiority: 2b)."""
    analysis = graded.facts.analysis
    is_printed = analysis.margin is not None or analysis.equivalence_margins is not None
    is_margin = graded.verdict.hypothesis in {Hypothesis.NONINFERIORITY, Hypothesis.EQUIVALENCE}
    return is_margin and is_printed and analysis.margin_is_sourced is False


TABLE: MappingProxyType[Reservation, Callable[[Graded], bool]] = MappingProxyType(
    {
        Reservation.LENIENT_LEVEL: lenient_level,
        Reservation.INFORMATION_SHORTFALL: information_shortfall,
        Reservation.LEVEL_ASSUMED: level_assumed,
        Reservation.LEVEL_FROM_LATER_DOCUMENT: level_from_later_document,
        Reservation.ASSERTED: asserted,
        Reservation.INTERVAL_DISAGREES: interval_disagrees,
        Reservation.FAILS_CONVENTIONAL_LEVEL: fails_conventional_level,
        Reservation.OPEN_LABEL_INVESTIGATOR: open_label_investigator,
        Reservation.ITT_INCOMPLETE: itt_incomplete,
        Reservation.EARLY_STOP_BENEFIT: early_stop_benefit,
        Reservation.DETRIMENT_NOT_EXCLUDED: detriment_not_excluded,
        Reservation.MARGIN_UNJUSTIFIED: margin_unjustified,
        Reservation.STATISTICALLY_WORSE: statistically_worse,
        Reservation.SUBGROUP: lambda graded: graded.facts.analysis.plan is Plan.SUBGROUP,
        Reservation.POST_HOC: lambda graded: graded.facts.analysis.plan is Plan.POST_HOC,
        Reservation.PRIMARY_NOT_MET: lambda graded: graded.facts.analysis.primary_missed,
        Reservation.CROSSOVER: lambda graded: graded.facts.analysis.crossover,
        Reservation.ERRATUM_UNRESOLVED: lambda graded: graded.facts.analysis.erratum_unresolved,
        Reservation.RETRACTED: lambda graded: graded.facts.analysis.retracted,
        Reservation.SECOND_HAND: lambda graded: graded.facts.analysis.second_hand,
    }
)


def reservations(graded: Graded) -> tuple[Reservation, ...]:
    """Return all reservations that hold, with those noted elsewhere, sorted by code."""
    held = {code for code, holds in TABLE.items() if holds(graded)}
    return tuple(sorted(held | graded.facts.analysis.noted))


def blocking(verdict: Verdict) -> frozenset[Reservation]:
    """Return the reservations that forbid the plain word "confirmed".

    A lenient level blocks only where p1 is above 0.025 or unknown.
    """
    held = set(ALWAYS_BLOCKING.intersection(verdict.reservations))
    p = verdict.p_one_sided
    if Reservation.LENIENT_LEVEL in verdict.reservations and (
        p is None or p.upper > CONVENTIONAL_ONE_SIDED
    ):
        held.add(Reservation.LENIENT_LEVEL)
    return frozenset(held)
