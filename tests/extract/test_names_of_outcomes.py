"""Which end point a number is of: never a cut abbreviation, other patients, or no outcome."""

import pytest
from tests.extract.made_up_estimates import one, read

from trialgraph.extract.assembly.topic import is_outcome
from trialgraph.extract.mentions.end_points import find_end_points


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("CR-SAEs were rare, CR was not", ["CR"]),
        ("PFS-IRC and OS were longer", ["PFS", "OS"]),
        ("PR-INTERVAL was prolonged", []),
        ("median PFS and treatment-free survival", ["PFS", "treatment-free survival"]),
        ("both overall and local recurrence-free survival", ["local RFS"]),
    ],
)
def test_names_are_whole(words: str, names: list[str]) -> None:
    found = [mention.value for mention in find_end_points(words, ())]
    assert [name for name in found if name in names] == names
    assert "CR" not in found or "CR was" in words
    assert not any(name.startswith(("and ", "or ")) for name in found)


def test_a_chance_that_something_occurs_is_named_by_it() -> None:
    found = one(
        "In the main analysis, the probability that a PX-ABE would occur was 7% with placebo"
        " versus 16% with novumab (hazard ratio, 2.1 [1.1-4.3], P = 0.03)."
    )
    assert found.end_point == "PX-ABE"


def test_patients_who_reached_an_end_point_are_not_what_is_compared() -> None:
    found = one(
        "Clinical benefit rate (CBR) was 80% and 60%; median time to progression (TTP) in patients"
        " achieving CBR was 17 months and 8 months, respectively, (hazard ratio = 0.40, 95% CI ="
        " 0.30-0.50)."
    )
    assert found.end_point == "TTP"
    assert found.population.startswith("responders")


def test_deaths_of_a_cause_are_no_overall_survival() -> None:
    found = one(
        "There were fewer deaths from all lung diseases, including asthma (26 novumab vs 39"
        " placebo; RR 0.66 [0.41-1.08]; p = 0.1)."
    )
    assert found.end_point == "deaths from all lung diseases"


@pytest.mark.parametrize(
    "name",
    [
        "risk",
        "the overall risk",
        "operation",
        "effect of the intervention",
        "much larger number",
        "treatment effects",
        "and treatment-free survival",
        "level of clinical risk",
        "randomised trial of a vaccine",
    ],
)
def test_words_that_say_nothing_of_an_outcome_name_none(name: str) -> None:
    assert not is_outcome(name)


@pytest.mark.parametrize(
    "name",
    ["risk of stroke", "surgical intervention", "toxic effects", "OS", "event-free survival"],
)
def test_outcomes_are_outcomes(name: str) -> None:
    assert is_outcome(name)


def test_a_number_of_no_outcome_is_left_out_with_a_problem() -> None:
    estimates, problems = read(
        (
            "results",
            (
                "The risk for an event was 38% less in the novumab group as compared"
                " with the placebo group (67 v 110, hazard ratio 0.62, 95% CI 0.46-0.83, p=0.0009)."
            ),
        )
    )
    assert estimates == ()
    assert [problem.code for problem in problems] == ["estimate-without-end-point"]


def test_what_stands_before_a_denial_is_not_what_is_denied() -> None:
    estimates, _ = read(
        (
            "results",
            (
                "Few women reported developing gout (4 vs 4), but there was no adverse effect on"
                " the much larger number with any pain (novumab 197 vs placebo 200; RR 0.98"
                " [0.80-1.19])."
            ),
        )
    )
    assert not any("gout" in estimate.end_point for estimate in estimates)
