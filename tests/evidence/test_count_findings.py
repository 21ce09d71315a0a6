"""Counts, percentages and what is computed from two arms: documents in, findings out."""

from dataclasses import replace

import pytest
from tests.evidence.made_up_trial import (
    derived_of,
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

from trialgraph.evidence.derived import derive_trial, held
from trialgraph.model.result import ArmValue, Estimate, Interval
from trialgraph.model.text import Absence
from trialgraph.terms.index import TermIndex

BOTH = (share("active", "17/90", "19.5"), share("usual", "18/92", "20.7"))


def test_percentages_of_another_total_and_a_ratio_of_the_printed_one(terms: TermIndex) -> None:
    said = report(*BOTH, response("OR", "0.957"))
    assert found(said, terms) == {
        ("percentage_of_other_total", "warning"),
        ("denominator_mixed", "warning"),
    }
    words = {one.message for one in derived_of(said, terms).findings}
    assert "ORR in active: 17 of 90 is 18.9 %, printed 19.5 %; totals that fit: 87" in words
    mixed = message(said, terms, "denominator_mixed")
    assert mixed.endswith("rest on 87 and 87, with which it would be 0.931")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # A risk ratio rests on its totals as an odds ratio does.
        ([*BOTH, response("RR", "0.965")], {"percentage_of_other_total", "denominator_mixed"}),
        # Printed the other way round, it rests on the same totals.
        (
            [*BOTH, response("OR", "1.045", experimental="usual", comparator="active")],
            {"percentage_of_other_total", "denominator_mixed"},
        ),
        ([*BOTH, response("OR", "1.045")], {"percentage_of_other_total"}),
        (
            [*BOTH, replace(response("OR", "1"), value=Absence.NOT_REPORTED)],
            {"percentage_of_other_total"},
        ),
        # One arm's percentage alone is of another total.
        (
            [BOTH[0], share("usual", "18/92", "19.6"), response("OR", "0.957")],
            {"percentage_of_other_total", "denominator_mixed"},
        ),
        # The ratio is of neither: it may be adjusted.
        ([*BOTH, response("OR", "0.90")], {"percentage_of_other_total"}),
        ([*BOTH, response("HR", "0.957")], {"percentage_of_other_total"}),
        # Several totals fit a rounder percentage: which one is meant is not known.
        (
            [share("active", "17/90", "20"), BOTH[1], response("OR", "0.957")],
            {"percentage_of_other_total"},
        ),
        # No ratio can be taken where nobody or everybody had it.
        (
            [share("active", "0/90", "5"), BOTH[1], response("RR", "0.957")],
            {"percentage_of_other_total"},
        ),
        (
            [BOTH[0], share("usual", "0/92", "5"), response("RR", "0.957")],
            {"percentage_of_other_total"},
        ),
        (
            [BOTH[0], share("usual", "0/92", "5"), response("OR", "0.957")],
            {"percentage_of_other_total"},
        ),
        # A rate at a time is no share of patients, and counts need a total.
        ([replace(BOTH[0], kind="rate_at_time", at="1 year")], set()),
        ([replace(BOTH[0], total=None)], set()),
        ([replace(BOTH[0], total=number("0"), n=number("0"))], set()),
        ([replace(BOTH[0], n=number("91"))], set()),
        ([replace(BOTH[0], value=Absence.NOT_REPORTED)], set()),
        ([share("active", "17/90", "18.9"), response("OR", "0.957")], set()),
        (
            [
                replace(BOTH[0], unit="patients", value=number("17")),
                replace(BOTH[1], unit="patients", value=number("18")),
                response("OR", "0.957"),
            ],
            set(),
        ),
    ],
)
def test_counts_and_percentages(
    facts: list[Estimate | ArmValue], expected: set[str], terms: TermIndex
) -> None:
    assert {code for code, _ in found(report(*facts), terms)} == expected


RESPONSES = (share("active", "275/343", "80.2"), share("usual", "233/336", "69.3"))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (response("RD", "10.8"), set()),  # the counts give 10.83, the percentages 10.9
        (response("RD", "11.5"), {("difference_not_of_counts", "information")}),
        (response("RD", "11.5", adjustment="stratified"), set()),
        (response("RD", "12.5"), {("difference_not_of_counts", "warning")}),
        (
            response("RD", "12.5", adjustment="stratified"),
            {("difference_not_of_counts", "warning")},
        ),
        (response("RD", "0.15"), set()),  # perhaps a fraction
        (response("RD", "10.8", p=p_value("0.001")), set()),
        (response("RD", "10.8", p=p_value("0.04")), {("p_not_of_counts", "information")}),
        (response("RD", "10.8", p=p_value("0.04"), adjustment="stratified"), set()),
        (response("RD", "10.8", p=p_value("0.04", 1)), set()),
        (response("RD", "10.8", p=p_value("<0.04")), set()),
    ],
)
def test_what_is_computed_from_two_arms(
    printed: Estimate, expected: set[tuple[str, str]], terms: TermIndex
) -> None:
    assert found(report(*RESPONSES, printed), terms) == expected


def test_a_p_that_the_counts_do_not_give_is_told_with_theirs(terms: TermIndex) -> None:
    said = report(*RESPONSES, response("RD", "10.8", p=p_value("0.04")))
    assert "the counts give 0.001 by Fisher's and 0.001 by Pearson's test" in message(
        said, terms, "p_not_of_counts"
    )
    none = (share("active", "0/90", "0"), share("usual", "0/92", "0"))
    said = report(*none, response("RR", "1.0", p=p_value("0.04")))
    assert message(said, terms, "p_not_of_counts").endswith("give 1.000 by Fisher's")


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (interval("<27.9", 1), False),
        (interval("<27.9", 2), True),  # Clopper and Pearson: the one-sided limit of 17 of 87
        (interval("<29.4", 2), False),
        (interval("<29.4", 1), True),
        (interval("<35.0", 2), False),
        (interval("<27.9", 2, kind="credible"), False),
        (replace(interval("<27.9", 2), level=None), False),
    ],
)
@pytest.mark.parametrize("counted", ["17/87", "17/90"])
def test_the_limit_of_a_proportion_is_the_exact_one_of_its_side(
    limits: Interval, counted: str, terms: TermIndex, *, expected: bool
) -> None:
    said = report(share("active", counted, "19.5", interval=limits))
    codes = {code for code, _ in found(said, terms)}
    assert ("limit_of_other_side" in codes) is expected


def test_a_total_that_is_not_known_allows_no_exact_limit(terms: TermIndex) -> None:
    said = report(share("active", "17/90", "20", interval=interval("<27.9", 2)))
    assert {code for code, _ in found(said, terms)} == {"percentage_of_other_total"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (median("active", "28.8", end_point="OS", end_point_printed="PFS"), True),
        (median("active", "28.8", end_point="OS", end_point_printed="overall survival"), False),
        (median("active", "28.8", end_point="OS", end_point_printed="survival at the end"), False),
        (median("active", "28.8", end_point="walking", end_point_printed="PFS"), False),
        (median("active", "28.8", end_point="ORR", end_point_printed="PFS"), False),
        (median("active", "28.8", end_point="OS", end_point_printed="PFS", kind="mean"), False),
    ],
)
def test_a_value_that_bears_another_end_point_s_name(
    value: ArmValue, terms: TermIndex, *, expected: bool
) -> None:
    assert found(report(value), terms) == ({("mislabelled", "warning")} if expected else set())


def test_a_report_of_two_trials_tells_its_percentages_once(terms: TermIndex) -> None:
    said = report(*BOTH)
    second = replace(said.trials[0], acronym=None, arms=(), comparisons=(), span=place())
    evidence = held([replace(said, trials=(*said.trials, second))])
    told = [
        one.code
        for trial in evidence.trials
        for one in derive_trial(trial, evidence, terms).findings
    ]
    assert told == ["percentage_of_other_total", "percentage_of_other_total"]
