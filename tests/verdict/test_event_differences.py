"""Differences of adverse events, and p-values of their counts."""

from fractions import Fraction
from math import isclose

import pytest
from tests.verdict.figures import number

from trialgraph.verdict.event_differences import (
    EventRate,
    chi_squared,
    difference,
    fisher,
    p_fits,
)

FIVE = Fraction(5)


def rate(count: int | None, total: int | None, percent: str = "") -> EventRate:
    return EventRate(count=count, total=total, percent=number(percent) if percent else None)


@pytest.mark.parametrize(
    ("first", "second", "reaches", "is_borderline"),
    [
        (rate(82, 105, "78.1"), rate(79, 108, "73.1"), False, True),
        (rate(82, 105), rate(79, 108), False, False),
        (rate(60, 100, "60"), rate(50, 100, "50"), True, False),
        (rate(None, None, "60"), rate(None, None, "50"), True, False),
        (rate(None, None, "55"), rate(None, None, "50"), True, True),
        (rate(None, None, "54"), rate(None, None, "50"), False, True),
        (rate(55, 100), rate(50, 100), True, False),
        (rate(50, 100, "50"), rate(60, 100, "60"), False, False),
    ],
)
def test_a_difference_is_held_against_a_threshold(
    first: EventRate, second: EventRate, *, reaches: bool, is_borderline: bool
) -> None:
    found = difference(first, second, FIVE)
    assert found is not None
    assert (found.reaches, found.is_borderline) == (reaches, is_borderline)


def test_counts_outrank_rounded_percentages() -> None:
    found = difference(rate(82, 105, "78.1"), rate(79, 108, "73.1"), FIVE)
    assert found is not None
    assert isclose(found.points, 4.9471, abs_tol=1e-4)


@pytest.mark.parametrize("missing", [rate(None, 100), rate(5, None), rate(5, 0), rate(None, None)])
def test_an_arm_without_figures_has_no_difference(missing: EventRate) -> None:
    assert difference(missing, rate(5, 100, "5"), FIVE) is None
    assert difference(rate(5, 100, "5"), missing, FIVE) is None


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        ((3, 4), (1, 4), 0.4857142857142857),  # Fisher's lady tasting tea
        ((1, 10), (11, 14), 0.0027594561852200836),
        ((0, 10), (0, 12), 1.0),
        ((10, 10), (12, 12), 1.0),
    ],
)
def test_an_exact_test_is_that_of_the_textbooks(
    first: tuple[int, int], second: tuple[int, int], p: float
) -> None:
    assert isclose(fisher(first, second), p, rel_tol=1e-9)
    assert isclose(fisher(second, first), p, rel_tol=1e-9)


def test_pearsons_test_is_that_of_the_textbooks() -> None:
    assert isclose(chi_squared((10, 50), (20, 50)) or 0, 0.0290963314, rel_tol=1e-6)
    assert chi_squared((0, 10), (0, 12)) is None
    assert chi_squared((10, 10), (12, 12)) is None


@pytest.mark.parametrize(
    ("printed", "fits"), [("0.029", True), ("0.03", True), ("0.048", True), ("0.2", False)]
)
def test_a_printed_p_may_be_of_either_test(printed: str, *, fits: bool) -> None:
    assert p_fits(number(printed), (10, 50), (20, 50)) is fits
