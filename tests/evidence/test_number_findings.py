"""Estimates of a trial held against events, patients and each other: findings out."""

from dataclasses import replace

import pytest
from tests.evidence.hand_made import readings
from tests.evidence.made_up_trial import (
    counts,
    derived_of,
    estimate,
    found,
    interval,
    median,
    message,
    number,
    p_value,
    place,
    report,
    response,
    share,
)

from trialgraph.evidence.contrast_findings import are_opposite
from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.evidence.findings import FindingCode, TrialFinding, finding, in_order
from trialgraph.model.result import ArmValue, Estimate
from trialgraph.model.text import Absence
from trialgraph.names import Iri
from trialgraph.terms.index import TermIndex


def test_the_hand_made_trials_fit_but_for_what_is_told_anyway(
    derived: dict[str, DerivedTrial],
) -> None:
    codes = {
        name: {one.code for one in trial.findings if not one.quantity}
        for name, trial in derived.items()
    }
    assert codes["CLEOPATRA"] == {"interaction_derived"}
    assert not codes["PATINA"]
    assert codes["PRECIOUS"] <= {"percentage_of_other_total", "denominator_mixed"}


ONE_LIMIT = interval("<0.967", 1)
MISREAD = interval("<0.967", 2)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # One-sided, as the paper means it: nothing to tell.
        (
            estimate("0.76", interval=ONE_LIMIT, p=p_value("0.022", 1), events=counts("90", "94")),
            set(),
        ),
        # The same limit taken for the end of a two-sided interval.
        (
            estimate("0.76", interval=MISREAD, p=p_value("0.022", 2), events=counts("90", "94")),
            {("impossible_precision", "violation"), ("side_suspect", "warning")},
        ),
        (
            estimate("0.81", interval=interval("<1.02", 2)),
            {("impossible_precision", "violation")},
        ),
        # Events of both arms together show the same, since they allow no more.
        (
            estimate("0.76", interval=MISREAD, total_events=number("184")),
            {("impossible_precision", "violation"), ("side_suspect", "warning")},
        ),
        (estimate("0.76", interval=ONE_LIMIT, total_events=number("184")), set()),
        # No count of patients bounds events that recur.
        (
            estimate("0.81", interval=interval("<1.02", 2), end_point_printed="recurrent falls"),
            set(),
        ),
        (
            estimate("0.62", "0.51 to 0.60"),
            {
                ("value_outside_interval", "violation"),
                ("interval_not_symmetric", "warning"),
                ("impossible_precision", "violation"),
            },
        ),
        (
            estimate("0.95", interval=interval("<0.99", 1)),
            {("imprecise_limit", "information"), ("impossible_precision", "violation")},
        ),
    ],
)
def test_value_limits_events_and_patients(
    printed: Estimate, expected: set[tuple[str, str]], terms: TermIndex
) -> None:
    assert found(report(printed), terms) == expected


def test_numbers_that_cannot_be_right_carry_no_verdict(terms: TermIndex) -> None:
    said = report(estimate("0.76", interval=MISREAD, p=p_value("0.022", 2)))
    (judged,) = derived_of(said, terms).results
    assert judged.given.is_contradicted
    assert (judged.verdict.strength, judged.verdict.reason) == (
        "undetermined",
        "conflicting_inputs",
    )
    assert judged.verdict.conventional is None
    said = report(estimate("0.76", interval=ONE_LIMIT, p=p_value("0.022", 1)))
    (judged,) = derived_of(said, terms).results
    assert not judged.given.is_contradicted
    assert judged.verdict.reason != "conflicting_inputs"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (estimate("0.62", "0.61 to 0.75"), {("interval_not_symmetric", "warning")}),
        (estimate("0.66", "0.53 to 0.79"), {("interval_not_symmetric", "information")}),
        (
            estimate("0.80", "0.64 to 1.00", p=p_value("0.005")),
            {("p_contradicts_interval", "warning")},
        ),
        (estimate("0.80", "0.64 to 1.00", p=p_value("0.05")), set()),
        (
            estimate("0.80", "0.64 to 0.99", p=p_value("0.06")),
            {("interval_disagrees", "information")},
        ),
        (
            estimate("0.80", "0.64 to 0.99", p=p_value("<0.001")),
            {("p_contradicts_interval", "warning")},
        ),
        # The p of a test of another kind is not that of the interval.
        (estimate("0.80", "0.64 to 0.99", p=p_value("<0.001"), model="Fisher exact"), set()),
        (response("MD", "-0.33", "-2.29 to 2.23"), {("interval_not_symmetric", "warning")}),
        (response("OR", "1.74", "0.49 to 9.90"), set()),
        (response("OR", "1.74", "1.10 to 4.90"), {("interval_not_symmetric", "warning")}),
        (response("OR", "1.74", "1.10 to 4.90", model="exact"), set()),
    ],
)
def test_limits_and_p(printed: Estimate, expected: set[tuple[str, str]], terms: TermIndex) -> None:
    said = report(printed, sizes=("800", "800"))
    assert found(said, terms) == expected


def test_the_odds_of_few_patients_may_have_limits_that_lean(terms: TermIndex) -> None:
    odds = response("OR", "0.14", "0.06 to 0.90")
    few = (share("active", "3/90", "3.3"), share("usual", "18/92", "19.6"))
    many = (share("active", "30/90", "33.3"), share("usual", "18/92", "19.6"))
    assert found(report(odds, *few), terms) == set()
    assert found(report(odds, *many), terms) == {("interval_not_symmetric", "warning")}


def test_a_credible_interval_is_held_against_nothing(terms: TermIndex) -> None:
    limits = interval("0.90 to 0.94", kind="credible")
    printed = estimate("0.91", interval=limits, p=p_value("0.4"), events=counts("9", "9"))
    assert found(report(printed), terms) == set()


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        (estimate("0.62", "0.61 to 0.75"), "a lower limit of 0.51 was expected"),
        (estimate("0.8", "0.64 to 1.00", p=p_value("<0.001")), "3.29 or more by the p-value"),
        (
            estimate("0.76", "0.66 to 0.87", events=counts("90", "94")),
            "times that of 90 and 94 events",
        ),
        (
            estimate("0.76", "0.66 to 0.87", total_events=number("184")),
            "its standard error is smaller than that of 184 events",
        ),
        (estimate("0.76", "0.73 to 0.79"), "and there are 1600 patients"),
        (estimate("0.95", interval=interval("<0.99", 1)), "by 25 %, usable are 10 %"),
        (estimate("0.62", "0.51 to 0.60"), "PFS HR 0.62 (interval 0.51 to 0.60): the value"),
        (estimate("0.62", interval=interval(">0.65", 1)), "0.62 (one-sided limit 0.65): the value"),
    ],
)
def test_a_finding_says_what_was_found_and_expected(
    printed: Estimate, words: str, terms: TermIndex
) -> None:
    said = report(printed, sizes=("800", "800"))
    assert any(words in one.message for one in derived_of(said, terms).findings)


def test_patients_of_a_third_arm_may_be_in_the_estimate(terms: TermIndex) -> None:
    said = report(estimate("0.81", interval=interval("<1.02", 2)))
    assert found(said, terms) == {("impossible_precision", "violation")}
    trial = said.trials[0]
    third = replace(trial.arms[0], label="double", n=number("108"), span=place())
    more = replace(trial, arms=(*trial.arms, third))
    assert found(replace(said, trials=(more,)), terms) == set()


def test_events_by_arm_must_be_two(terms: TermIndex) -> None:
    one_arm = estimate("0.76", "0.66 to 0.87", events=counts("90", "94")[:1])
    no_events = estimate("0.76", "0.66 to 0.87", events=counts("90", "0"))
    for printed in (one_arm, no_events):
        assert found(report(printed, sizes=("800", "800")), terms) == set()


def test_without_numbers_of_patients_nothing_is_too_precise(terms: TermIndex) -> None:
    printed = estimate("0.76", "0.73 to 0.79")
    assert found(report(printed, sizes=("", "")), terms) == set()
    assert ("impossible_precision", "violation") in found(
        report(printed, sizes=("", ""), randomised="400"), terms
    )
    nobody = replace(printed, experimental="another group", comparator="a third")
    assert ("impossible_precision", "violation") in found(report(nobody, randomised="400"), terms)
    analysed = replace(printed, n_analysed=counts("6000", "6000"))
    assert found(report(analysed), terms) == set()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([median("active", "10.1"), median("usual", "10.4"), estimate("0.78")], True),
        ([median("active", "10.4"), median("usual", "10.1"), estimate("0.78")], False),
        ([median("active", "10.1"), median("usual", "10.1"), estimate("0.78")], False),
        ([median("active", "10.1"), estimate("0.78")], False),
        (
            [
                replace(median("active", "10.1"), value=Absence.NOT_REACHED),
                median("usual", "10.4"),
                estimate("0.78"),
            ],
            False,
        ),
        ([median("active", "10.1"), median("usual", "10.4"), response("OR", "0.78")], False),
        (
            [
                median("active", "10.4"),
                median("usual", "10.1"),
                estimate("0.78", experimental="usual", comparator="active"),
            ],
            True,
        ),
    ],
)
def test_medians_beside_a_ratio_are_only_noted(
    facts: list[Estimate | ArmValue], terms: TermIndex, *, expected: bool
) -> None:
    opposite = {("median_and_hr_point_opposite_ways", "information")}
    assert found(report(*facts), terms) == (opposite if expected else set())


def in_part(value: str, limits: str, population: str) -> Estimate:
    return estimate(value, limits, population=f"subgroup: {population}")


def test_two_subgroups_that_share_nobody_have_a_derived_test(terms: TermIndex) -> None:
    said = report(
        in_part("0.72", "0.55 to 0.95", "ER-positive"),
        in_part("0.55", "0.42 to 0.72", "ER-negative"),
        in_part("0.60", "0.45 to 0.80", "older than 65"),
        sizes=("800", "800"),
    )
    assert found(said, terms) == {("interaction_derived", "information")}
    assert message(said, terms, "interaction_derived").endswith("interaction z 1.38, p 0.17")
    bare = report(
        in_part("0.72", "0.55 to 0.95", "ER-positive"),
        estimate("0.55", population="subgroup: ER-negative"),
        sizes=("800", "800"),
    )
    assert found(bare, terms) == set()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ER-positive", "ER-negative", True),
        ("ER+", "ER-", True),
        ("prior trastuzumab", "no prior trastuzumab", True),
        ("patients with visceral disease", "patients without visceral disease", True),
        ("squamous", "non-squamous", True),
        ("no prior trastuzumab", "no prior taxane", False),
        ("younger than 65", "65 or older", False),
        ("ER-positive", "HER2-negative", False),
        ("ER-positive", "ER-positive", False),
    ],
)
def test_opposite_subgroups_are_told_by_their_words(
    one: str, other: str, *, expected: bool
) -> None:
    assert are_opposite(one, other) is expected


def test_findings_stand_in_one_order_and_once() -> None:
    here, there = Iri("https://example.org/b"), Iri("https://example.org/a")
    one = finding(FindingCode.SUM_DIFFERS, "warning", "z", [here, there, here])
    other = finding(FindingCode.SUM_DIFFERS, "warning", "a", [there, here])
    first = finding(FindingCode.IMPOSSIBLE_N, "warning", "b", [here])
    assert one.places == (there, here)
    assert in_order([one, other, first]) == (first, other)
    assert in_order([first, other, one]) == (first, other)
    assert TrialFinding("sum_differs", "warning", "z", (there, here)) == one


def test_hand_made_documents_give_the_same_findings_in_any_order(terms: TermIndex) -> None:
    documents = list(readings().values())
    told = []
    for order in (documents, documents[::-1]):
        evidence = held(order)
        told.append(
            {trial.name: derive_trial(trial, evidence, terms).findings for trial in evidence.trials}
        )
    assert told[0] == told[1]
    assert any(told[0].values())
