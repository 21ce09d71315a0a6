"""What compares no arms is of no comparison; verdicts that exclude each other are found."""

from typing import Any

import pytest
from tests.evidence.made_up_trial import derived_of, estimate, level, p_value, report

from trialgraph.model.result import Estimate
from trialgraph.model.trial import Design
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Strength

_DESIGN = Design(levels=(level("0.05", 2, "PFS"),))


def _of(terms: TermIndex, *estimates: Estimate) -> list[tuple[str, str]]:
    found = derived_of(report(*estimates, design=_DESIGN), terms).findings
    return [(one.code, one.quantity) for one in found if one.code == "verdicts_contradict"]


def _met(value: str, limits: str, **changes: Any) -> Estimate:  # noqa: ANN401 - fields by name
    p = p_value("0.012")
    return estimate(value, limits, p=p, role="primary", significant=True, **changes)


def _missed(value: str, limits: str, **changes: Any) -> Estimate:  # noqa: ANN401 - fields by name
    p = p_value("0.858")
    return estimate(value, limits, p=p, role="primary", significant=False, **changes)


def test_a_test_met_and_missed_at_one_look_contradict_each_other(terms: TermIndex) -> None:
    found = _of(terms, _met("0.666", "0.49 to 0.92"), _missed("1.026", "0.77 to 1.37"))
    assert found == [("verdicts_contradict", "verdict on HR of PFS")]


def test_tests_met_for_different_arms_contradict_each_other(terms: TermIndex) -> None:
    found = _of(terms, _met("0.666", "0.49 to 0.92"), _met("1.50", "1.09 to 2.04"))
    assert found == [("verdicts_contradict", "verdict on HR of PFS")]


@pytest.mark.parametrize(
    "changes",
    [
        {"population": "subgroup: women"},
        {"adjustment": "stratified"},
        {"stage": "interim"},
        {"experimental": "other", "comparator": None},
        {"end_point": "OS"},
    ],
)
def test_another_question_contradicts_none(changes: dict[str, Any], terms: TermIndex) -> None:
    other = _missed("1.026", "0.77 to 1.37", **changes)
    assert _of(terms, _met("0.666", "0.49 to 0.92"), other) == []


@pytest.mark.parametrize("population", ["non-randomised: high v low risk", "responders: those who"])
def test_groups_that_chance_did_not_make_are_of_no_comparison(
    population: str, terms: TermIndex
) -> None:
    open_arms: dict[str, Any] = {"experimental": None, "comparator": None}
    one = _met("0.48", "0.24 to 0.93", population=population, **open_arms)
    (result,) = derived_of(report(one), terms).results
    assert result.analysis.comparison is None
    assert result.verdict.strength is Strength.DESCRIPTIVE


def test_an_estimate_that_names_another_treatment_is_of_no_comparison(terms: TermIndex) -> None:
    one = _met("0.83", "0.7 to 0.95", experimental="XYZ FDR", comparator=None)
    (result,) = derived_of(report(one), terms).results
    assert result.analysis.comparison is None


def test_an_estimate_that_names_nothing_is_of_the_only_comparison(terms: TermIndex) -> None:
    one = _met("0.83", "0.7 to 0.95", experimental=None, comparator=None)
    (result,) = derived_of(report(one), terms).results
    assert result.analysis.comparison is not None
