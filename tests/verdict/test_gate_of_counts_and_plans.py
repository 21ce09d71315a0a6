"""Printed counts and plans held against each other: percentages, sums, boundaries, sizes."""

from decimal import Decimal

import pytest
from tests.verdict.figures import number

from trialgraph.verdict.gate import Severity
from trialgraph.verdict.gate_counts import (
    difference_of_proportions,
    fitting_totals,
    percentage,
    total,
)
from trialgraph.verdict.gate_design import (
    boundary,
    design,
    information_fraction,
    medians_and_ratio,
)


@pytest.mark.parametrize(
    ("count", "whole", "printed", "severity"),
    [
        (17, 87, "19.5", Severity.PASS),
        (17, 90, "19.5", Severity.FINDING),
        (1, 8, "12.5", Severity.PASS),
        (1, 8, "13", Severity.PASS),
        (1, 8, "12", Severity.PASS),
        (0, 8, "0", Severity.PASS),
        (1, 8, "14", Severity.FINDING),
    ],
)
def test_a_percentage_is_that_of_its_count(
    count: int, whole: int, printed: str, severity: Severity
) -> None:
    assert percentage(count, whole, number(printed)).severity is severity


@pytest.mark.parametrize(
    ("count", "printed", "totals"),
    [(17, "19.5", [87]), (18, "20.7", [87]), (1, "50", [2]), (0, "0", []), (3, "77.7", [])],
)
def test_the_totals_that_would_fit_are_told(count: int, printed: str, totals: list[int]) -> None:
    assert list(fitting_totals(count, number(printed))) == totals


def test_parts_add_up_unless_they_overlap() -> None:
    fits, misses = total([40, 60], 100), total([40, 61], 100)
    assert fits is not None
    assert misses is not None
    assert (fits.severity, misses.severity) == (Severity.PASS, Severity.FINDING)
    assert misses.distance == 1
    assert total([40, 61], 100, may_overlap=True) is None


@pytest.mark.parametrize(
    ("printed", "is_stratified", "severity"),
    [
        ("10.8", False, Severity.PASS),
        ("-10.8", False, Severity.PASS),
        ("11.2", False, Severity.FINDING),
        ("11.2", True, Severity.PASS),
        ("12.5", True, Severity.FINDING),
    ],
)
def test_a_difference_is_that_of_the_counts(
    printed: str, *, is_stratified: bool, severity: Severity
) -> None:
    checked = difference_of_proportions(
        (275, 343), (233, 336), number(printed), is_stratified=is_stratified
    )
    assert checked.severity is severity


@pytest.mark.parametrize(
    ("value", "severity"),
    [("0.603", Severity.PASS), ("0.59", Severity.NOTE), ("0.70", Severity.FINDING)],
)
def test_a_boundary_is_the_same_as_ratio_and_as_p(value: str, severity: Severity) -> None:
    assert boundary(Decimal(value), Decimal("0.0012"), 165).severity is severity


@pytest.mark.parametrize(
    ("level", "severity"), [("0.05", Severity.PASS), ("0.025", Severity.FINDING)]
)
def test_the_sample_size_proves_the_side_of_the_level(level: str, severity: Severity) -> None:
    checked = design(Decimal(level), Decimal("0.865"), 325, Decimal("0.739"), None)
    assert checked.severity is severity


def test_a_sample_size_for_a_margin_is_held_against_the_margin() -> None:
    checked = design(Decimal("0.025"), Decimal("0.9"), 844, Decimal(1), Decimal("1.25"))
    assert checked.severity is Severity.PASS


@pytest.mark.parametrize(
    ("printed", "severity"),
    [("0.43", Severity.PASS), ("0.429", Severity.PASS), ("0.44", Severity.FINDING)],
)
def test_a_fraction_of_information_is_that_of_the_events(printed: str, severity: Severity) -> None:
    assert information_fraction(165, 385, number(printed)).severity is severity


@pytest.mark.parametrize(
    ("medians", "ratio", "severity"),
    [
        (("10.4", "10.1"), "0.78", Severity.PASS),
        (("10.1", "10.4"), "0.78", Severity.NOTE),
        (("4.4", "4.4"), "1.03", Severity.PASS),
        (("10.1", "10.4"), "1.00", Severity.PASS),
    ],
)
def test_medians_that_point_the_other_way_are_only_noted(
    medians: tuple[str, str], ratio: str, severity: Severity
) -> None:
    numerator, reference = map(Decimal, medians)
    assert medians_and_ratio(numerator, reference, Decimal(ratio)).severity is severity
