"""Non-inferiority in two populations, and the claim of superiority that may follow."""

from dataclasses import replace

import pytest
from tests.verdict.figures import hazard, number

from trialgraph.verdict.codes import Hypothesis, Plan, Reason, Reservation, Strength
from trialgraph.verdict.non_inferior import also_superior, with_other_population
from trialgraph.verdict.record import AnalysisInput, Verdict
from trialgraph.verdict.rules import grade, is_plain_benefit


def against(limits: str, value: str = "1.02", margin: str = "1.25") -> AnalysisInput:
    """Return a planned comparison with a margin."""
    return replace(
        hazard(value, limits),
        hypothesis=Hypothesis.NONINFERIORITY,
        plan=Plan.IN_PLAN,
        margin=number(margin),
    )


SHOWN = grade(against("0.85 to 1.22"))
MISSED = grade(against("0.89 to 1.31", "1.08"))


def test_a_plan_that_requires_both_fails_with_one() -> None:
    verdict = with_other_population(SHOWN, MISSED, requires_both=True)
    assert (verdict.strength, verdict.reason) == (Strength.NOT_SHOWN, Reason.PP_FAILED)
    assert verdict.rule == "N8"


def test_else_the_other_population_is_a_reservation() -> None:
    verdict = with_other_population(SHOWN, MISSED, requires_both=False)
    assert verdict.strength is Strength.CONFIRMED
    assert Reservation.PP_DISCORDANT in verdict.reservations


@pytest.mark.parametrize("requires_both", [True, False])
def test_two_populations_that_agree_leave_the_verdict(*, requires_both: bool) -> None:
    assert with_other_population(SHOWN, SHOWN, requires_both=requires_both) == SHOWN


@pytest.mark.parametrize("requires_both", [True, False])
def test_a_population_that_is_not_reported_is_a_reservation(*, requires_both: bool) -> None:
    verdict = with_other_population(SHOWN, None, requires_both=requires_both)
    assert verdict.strength is Strength.CONFIRMED
    assert Reservation.ONE_POPULATION_ONLY in verdict.reservations


def test_what_is_not_shown_needs_no_other_population() -> None:
    assert with_other_population(MISSED, SHOWN, requires_both=True) == MISSED
    superior = grade(hazard("0.70", "0.60 to 0.80"))
    assert with_other_population(superior, None, requires_both=True) == superior


def following(
    limits: str, *, is_planned: bool = True, is_all_randomised: bool = True
) -> Verdict | None:
    analysis = against(limits, "0.80")
    return also_superior(
        analysis, grade(analysis), is_planned=is_planned, is_all_randomised=is_all_randomised
    )


def test_superiority_follows_without_paying_alpha() -> None:
    verdict = following("0.66 to 0.97")
    assert verdict is not None
    assert (verdict.hypothesis, verdict.strength) == (Hypothesis.SUPERIORITY, Strength.CONFIRMED)
    assert verdict.rule == "N9"
    assert is_plain_benefit(verdict)


def test_superiority_that_the_plan_does_not_name_is_reserved() -> None:
    verdict = following("0.66 to 0.97", is_planned=False)
    assert verdict is not None
    assert Reservation.SUPERIORITY_NOT_PRESPECIFIED in verdict.reservations


def test_superiority_per_protocol_is_nominal() -> None:
    verdict = following("0.66 to 0.97", is_all_randomised=False)
    assert verdict is not None
    assert verdict.strength is Strength.NOMINAL


@pytest.mark.parametrize("limits", ["0.66 to 1.03", "0.66 to 1.00", "0.66 to 1.30"])
def test_superiority_needs_an_interval_below_the_null(limits: str) -> None:
    assert following(limits) is None
