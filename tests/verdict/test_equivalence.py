"""Equivalence: both limits against both margins."""

from dataclasses import replace

import pytest
from tests.verdict.figures import hazard, interval, number

from trialgraph.verdict.codes import (
    AuthorsWord,
    Basis,
    Formal,
    Gate,
    Hypothesis,
    Plan,
    Reason,
    Strength,
)
from trialgraph.verdict.record import AnalysisInput
from trialgraph.verdict.rules import grade, is_plain_benefit

WITHIN = (number("0.80"), number("1.25"))


def equivalent(limits: str, level: str = "90") -> AnalysisInput:
    """Return a planned comparison against 0.80 and 1.25."""
    return replace(
        hazard("0.97"),
        interval=interval(limits, level) if limits else None,
        hypothesis=Hypothesis.EQUIVALENCE,
        plan=Plan.IN_PLAN,
        equivalence_margins=WITHIN,
    )


@pytest.mark.parametrize(
    ("limits", "strength", "reason"),
    [
        ("0.84 to 1.12", Strength.CONFIRMED, Reason.MARGIN_EXCLUDED),
        ("0.81 to 1.24", Strength.CONFIRMED, Reason.MARGIN_EXCLUDED),
        ("0.95 to 1.27", Strength.NOT_SHOWN, Reason.MARGIN_NOT_EXCLUDED),
        ("0.70 to 1.10", Strength.NOT_SHOWN, Reason.MARGIN_NOT_EXCLUDED),
        ("0.70 to 1.25", Strength.NOT_SHOWN, Reason.MARGIN_NOT_EXCLUDED),
        ("0.80 to 1.12", Strength.UNDETERMINED, Reason.ROUNDING),
        ("0.84 to 1.25", Strength.UNDETERMINED, Reason.ROUNDING),
        ("<1.20", Strength.UNDETERMINED, Reason.NO_P_NO_INTERVAL),
        ("", Strength.UNDETERMINED, Reason.NO_P_NO_INTERVAL),
    ],
)
def test_both_limits_must_lie_inside(limits: str, strength: Strength, reason: Reason) -> None:
    verdict = grade(equivalent(limits))
    assert (verdict.rule, verdict.strength, verdict.reason) == ("E1", strength, reason)
    assert not is_plain_benefit(verdict)


def test_without_margins_nothing_is_held_against_them() -> None:
    verdict = grade(replace(equivalent("0.84 to 1.12"), equivalence_margins=None))
    assert (verdict.strength, verdict.reason) == (Strength.UNDETERMINED, Reason.MARGIN_NOT_PRINTED)


def test_a_credible_interval_is_no_test() -> None:
    analysis = equivalent("0.84 to 1.12")
    assert analysis.interval is not None
    credible = replace(analysis, interval=replace(analysis.interval, kind="credible"))
    assert grade(credible).strength is Strength.UNDETERMINED


@pytest.mark.parametrize(
    ("plan", "gate", "reason", "formal"),
    [
        (Plan.POST_HOC, Gate.NONE, Reason.POST_HOC, Formal.NONE),
        (Plan.NOT_IN_ALPHA_PLAN, Gate.NONE, Reason.NOT_IN_ALPHA_PLAN, Formal.NONE),
        (Plan.IN_PLAN, Gate.BLOCKED, Reason.HIERARCHY_BLOCKED, Formal.BLOCKED),
    ],
)
def test_outside_the_plan_it_is_nominal(
    plan: Plan, gate: Gate, reason: Reason, formal: Formal
) -> None:
    verdict = grade(replace(equivalent("0.84 to 1.12"), plan=plan, gate=gate))
    assert (verdict.strength, verdict.reason) == (Strength.NOMINAL, reason)
    assert verdict.formal is formal


@pytest.mark.parametrize(
    ("said", "strength"),
    [
        (AuthorsWord.SIGNIFICANT, Strength.CONFIRMED),
        (AuthorsWord.NOT_SIGNIFICANT, Strength.NOT_SHOWN),
        (AuthorsWord.SILENT, Strength.UNDETERMINED),
    ],
)
def test_authors_decide_where_no_limits_stand(said: AuthorsWord, strength: Strength) -> None:
    verdict = grade(replace(equivalent(""), authors=said))
    assert verdict.strength is strength
    assert (verdict.basis is Basis.ASSERTED) is (said is not AuthorsWord.SILENT)
