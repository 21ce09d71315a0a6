"""Figures of a registry that are no numbers, or that cannot all be true: told, and not judged."""

from decimal import Decimal

import pytest
from tests.extract.made_up_records import TWO_ARMS, Values, outcome, reading

from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import PValue

POINTER = "/resultsSection/outcomeMeasuresModule/outcomeMeasures/0/analyses/0/"
HAZARD: Values = {
    "paramType": "Hazard Ratio (HR)",
    "paramValue": "0.62",
    "ciPctValue": "95",
    "ciNumSides": "TWO_SIDED",
    "ciLowerLimit": "0.51",
    "ciUpperLimit": "0.75",
    "nonInferiorityType": "SUPERIORITY",
}


def _posted(**analysis: str) -> TrialDocument:
    return reading(TWO_ARMS, outcome({**HAZARD, **analysis}))


def _p(printed: str, **more: str) -> PValue:
    found = _posted(pValue=printed, **more)
    assert found.problems == ()
    (estimate,) = found.estimates
    assert estimate.p is not None
    return estimate.p


@pytest.mark.parametrize(
    ("printed", "sign", "value"),
    [
        ("0·01", "=", "0.01"),
        ("<·001", "<", "0.001"),
        ("P-value = 0.03", "=", "0.03"),
        ("p<0.001", "<", "0.001"),
        ("≤ 0.05", "<=", "0.05"),
        ("2.5E-8", "=", "2.5E-8"),
        ("1", "=", "1"),
        ("0.05", "=", "0.05"),
        ("= 0.05", "=", "0.05"),
        (">.99", ">", ".99"),
        ("≤ 0.01", "<=", "0.01"),
        ("1.2E-5", "=", "1.2E-5"),
    ],
)
def test_a_p_value_is_read_in_each_way_it_is_typed(printed: str, sign: str, value: str) -> None:
    found = _p(printed)
    assert (found.comparator, found.number.value) == (sign, Decimal(value))
    assert found.number.printed in printed


@pytest.mark.parametrize(
    ("printed", "count"),
    [("0.004 (one-sided)", 1), ("0.004, two-tailed", 2), ("0.004 1-sided", 1)],
)
def test_sides_beside_a_p_value_are_those_of_its_test(printed: str, count: int) -> None:
    found = _p(printed)
    assert found.number.value == Decimal("0.004")
    assert found.sides is not None
    assert (found.sides.count, found.sides.origin) == (count, "printed")


def test_sides_that_the_method_denies_are_not_taken() -> None:
    assert _p("0.004 (one-sided)", pValueComment="two-sided").sides is None


@pytest.mark.parametrize("printed", ["NS", "-0.5", "0.05*", "1.2.3e-5", "not significant"])
def test_words_that_are_no_p_value_are_a_problem_at_their_place(printed: str) -> None:
    found = _posted(pValue=printed)
    assert [one.p for one in found.estimates] == [None]
    (problem,) = found.problems
    assert problem.code == "unreadable-number"
    assert problem.span is not None
    assert problem.span.pointer == f"{POINTER}pValue"


@pytest.mark.parametrize("printed", ["1.5", "95", "=20", "1.01 (one-sided)"])
def test_a_p_value_above_1_is_a_problem_and_its_analysis_no_estimate(printed: str) -> None:
    found = _posted(pValue=printed)
    assert found.estimates == ()
    (problem,) = found.problems
    assert problem.code == "unreadable-number"
    assert problem.span is not None
    assert problem.span.pointer == f"{POINTER}pValue"


def test_an_unreadable_p_value_is_told_where_no_effect_is_posted_too() -> None:
    found = reading(TWO_ARMS, outcome({"pValue": "NS"}))
    assert [one.code for one in found.problems] == ["unreadable-number"]


@pytest.mark.parametrize("printed", ["NA", "N/A", "not reported", ""])
def test_words_for_no_p_value_are_no_problem(printed: str) -> None:
    found = _posted(pValue=printed)
    assert ([one.p for one in found.estimates], found.problems) == ([None], ())


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        (("9.9", "0.5", "0.8"), "estimate-outside-interval"),
        (("0.3", "0.5", "0.8"), "estimate-outside-interval"),
        (("9.9", "NA", "0.8"), "estimate-outside-interval"),
        (("0.62", "0.88", "0.47"), "odd-interval"),
    ],
)
def test_figures_that_cannot_all_be_true_make_no_estimate(
    figures: tuple[str, str, str], code: str
) -> None:
    value, lower, upper = figures
    found = _posted(paramValue=value, ciLowerLimit=lower, ciUpperLimit=upper)
    assert found.estimates == ()
    (problem,) = found.problems
    assert problem.code == code
    assert problem.span is not None
    assert problem.span.pointer == f"{POINTER}paramValue"
    assert found.results is not None
    assert found.results.outcomes[0].analyses[0].value_printed == value


@pytest.mark.parametrize(
    "figures", [("0.6", "0.62", "0.88"), ("0.62", "0.62", "0.62"), ("NA", "0.5", "0.8")]
)
def test_what_rounding_or_absence_explains_is_no_contradiction(
    figures: tuple[str, str, str],
) -> None:
    value, lower, upper = figures
    found = _posted(paramValue=value, ciLowerLimit=lower, ciUpperLimit=upper)
    assert (len(found.estimates), found.problems) == (1, ())
