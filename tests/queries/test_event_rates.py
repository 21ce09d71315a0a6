"""What the answers on adverse events are held against is right itself."""

from fractions import Fraction
from math import isclose

import pytest
from tests.queries.event_rates import EventRate, difference
from tests.verdict.figures import number

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
