"""One estimate in two places, and two estimates that contradict each other."""

from dataclasses import replace

import pytest
from tests.verdict.figures import ONE_SIDED, hazard, interval, number, outside, p_value

from trialgraph.model.text import Absence
from trialgraph.verdict.rules import grade
from trialgraph.verdict.same import (
    assessors_disagree,
    may_be_same_p,
    methods_disagree,
    same_estimate,
    same_number,
)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("0.66", "0.656", True),
        ("0.656", "0.66", True),
        ("0.65", "0.656", False),
        ("0.12", "0.125", True),
        ("0.13", "0.125", True),
        ("0.50", "0.5", True),
        ("0.50", "0.51", False),
    ],
)
def test_the_finer_number_rounds_to_the_coarser(
    one: str,
    other: str,
    is_same: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert same_number(number(one), number(other)) is is_same


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("<1.37", "<1.369", True),
        ("<1.36", "<1.369", False),
        ("", "<1.369", True),
        ("<1.37", ">0.4", True),
    ],
)
def test_limits_count_where_both_places_print_them(
    one: str,
    other: str,
    is_same: bool,  # noqa: FBT001 - a column of the table
) -> None:
    limits = interval(one) if one else None
    assert same_estimate(number("0.66"), limits, number("0.656"), interval(other)) is is_same


def test_other_values_and_absences_are_never_the_same() -> None:
    assert not same_estimate(number("0.66"), None, number("0.76"), None)
    assert not same_estimate(Absence.NOT_REACHED, None, Absence.NOT_REACHED, None)


def test_assessors_on_both_sides_of_the_null_disagree() -> None:
    central = grade(replace(outside("1.03", "<1.36"), trial_level=ONE_SIDED))
    investigator = grade(replace(outside("0.81", "<1.02"), trial_level=ONE_SIDED))
    assert assessors_disagree(central, investigator)


def test_assessors_that_both_show_the_effect_agree() -> None:
    central, investigator = hazard("0.62", "0.51 to 0.75"), hazard("0.65", "0.54 to 0.78")
    assert not assessors_disagree(grade(central), grade(investigator))


def test_stratified_and_unstratified_may_differ_about_significance() -> None:
    responders = replace(
        outside("0.656", "<1.369"), trial_level=ONE_SIDED, randomised_comparison=False
    )
    unstratified = replace(responders, value=number("0.490"), interval=interval("<0.945"))
    assert methods_disagree(grade(responders), grade(unstratified))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("0.01", "0.02", False),
        ("0.012", "0.01", True),
        ("0.01", "0.010", True),
        ("<0.001", "0.0004", True),
        ("<0.001", "0.001", True),
        ("<0.001", "0.01", False),
        ("<0.001", "<0.05", True),
        (">0.05", "0.2", True),
        (">0.05", "0.02", False),
        (">=0.05", "<=0.01", False),
        ("1s 0.01", "0.02", True),
        ("1s 0.010", "0.010", False),
        ("1s 0.01", "1s 0.02", False),
    ],
)
def test_p_values_agree_within_rounding_bounds_and_sides(
    one: str,
    other: str,
    is_same: bool,  # noqa: FBT001 - a column of the table
) -> None:
    pair = p_value(one), p_value(other)
    assert may_be_same_p(*pair) is may_be_same_p(*reversed(pair)) is is_same


def test_a_p_value_without_sides_may_be_of_either() -> None:
    silent = p_value("0.02", None)
    assert may_be_same_p(silent, p_value("1s 0.01"))
    assert may_be_same_p(silent, p_value("1s 0.02"))
    assert not may_be_same_p(silent, p_value("1s 0.04"))
    assert not may_be_same_p(silent, p_value("0.01", None))


def test_a_p_value_that_is_not_printed_contradicts_none() -> None:
    assert may_be_same_p(None, p_value("0.01"))
    assert may_be_same_p(p_value("0.01"), None)
