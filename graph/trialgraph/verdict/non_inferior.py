"""What non-inferiority still needs or allows: the other population, and a second claim.

Rules N8 and N9: ICH E9 5.2.3 gives the full analysis set and the per-protocol set equal
importance; a closed test lets superiority follow without paying alpha (CPMP/EWP/482/99).
"""

from dataclasses import replace

from trialgraph.verdict.codes import Direction, Hypothesis, Outcome, Reason, Reservation, Strength
from trialgraph.verdict.level_test import excludes_null
from trialgraph.verdict.record import AnalysisInput, Verdict

_OF_MARGIN = frozenset({Reservation.MARGIN_UNJUSTIFIED})
"""What weakens non-inferiority and says nothing of superiority."""


def is_shown(verdict: Verdict) -> bool:
    """Tell whether non-inferiority is confirmed."""
    is_margin = verdict.hypothesis is Hypothesis.NONINFERIORITY
    return is_margin and verdict.strength is Strength.CONFIRMED


def with_other_population(
    verdict: Verdict, other: Verdict | None, *, requires_both: bool
) -> Verdict:
    """Return the verdict of the primary population after that of the other one (N8).

    Args:
        verdict: in the population that the trial names as primary, or in all randomised.
        other: the same end point in the other of all randomised and per protocol;
            ``None`` where it is not reported.
        requires_both: the plan asks for both populations.
    """
    if not is_shown(verdict):
        return verdict
    if other is None:
        return verdict.with_reservations(Reservation.ONE_POPULATION_ONLY)
    if other.tested is Outcome.MET:  # planned or not: the margin is excluded there as well
        return verdict
    if not requires_both:
        return verdict.with_reservations(Reservation.PP_DISCORDANT)
    return replace(
        verdict, strength=Strength.NOT_SHOWN, reason=Reason.PP_FAILED, agrees=None, rule="N8"
    )


def also_superior(
    analysis: AnalysisInput, shown: Verdict, *, is_planned: bool, is_all_randomised: bool
) -> Verdict | None:
    """Return the verdict on superiority that confirmed non-inferiority allows (N9).

    ``None`` where non-inferiority is not confirmed, or the interval does not exclude
    the null on the favourable side.

    Args:
        analysis: whose interval excluded the margin.
        shown: its verdict.
        is_planned: the plan names superiority as the next test.
        is_all_randomised: of the analysis; elsewhere superiority is nominal.
    """
    if not is_shown(shown) or not excludes_null(analysis, Direction.EXPERIMENTAL):
        return None
    strength = Strength.CONFIRMED if is_all_randomised else Strength.NOMINAL
    reason = Reason.LEVEL_MET if is_all_randomised else Reason.NOT_IN_ALPHA_PLAN
    superior = replace(
        shown,
        hypothesis=Hypothesis.SUPERIORITY,
        strength=strength,
        reason=reason,
        rule="N9",
        agrees=None,
        reservations=tuple(one for one in shown.reservations if one not in _OF_MARGIN),
    )
    if is_planned:
        return superior
    return superior.with_reservations(Reservation.SUPERIORITY_NOT_PRESPECIFIED)
