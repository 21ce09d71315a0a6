"""Exact limits of proportions."""

import pytest
from tests.verdict.figures import number

from trialgraph.verdict.proportions import lower_limit, sides_of_limit, upper_limit


@pytest.mark.parametrize(
    ("count", "total", "tail", "lower", "upper"),
    [
        (17, 87, 0.05, "12.9", "27.9"),
        (17, 87, 0.025, "11.8", "29.4"),
        (18, 87, 0.05, "13.8", "29.1"),
        (0, 10, 0.025, "0.0", "30.8"),
        (10, 10, 0.025, "69.2", "100.0"),
        (5, 10, 0.025, "18.7", "81.3"),
    ],
)
def test_limits_are_those_of_the_textbooks(
    count: int, total: int, tail: float, lower: str, upper: str
) -> None:
    assert f"{lower_limit(count, total, tail):.1f}" == lower
    assert f"{upper_limit(count, total, tail):.1f}" == upper


def test_a_large_trial_has_limits_too() -> None:
    assert 49.0 < lower_limit(15_000, 30_000, 0.025) < 50 < upper_limit(15_000, 30_000, 0.025) < 51


@pytest.mark.parametrize(
    ("printed", "sides"), [("27.9", 1), ("29.4", 2), ("28.6", None), ("28", 1), ("0", None)]
)
def test_a_printed_limit_shows_its_side(printed: str, sides: int | None) -> None:
    assert sides_of_limit(number(printed), 17, 87, 0.95, is_upper=True) == sides


def test_a_lower_limit_shows_its_side() -> None:
    assert sides_of_limit(number("12.9"), 17, 87, 0.95, is_upper=False) == 1


def test_rounding_may_leave_both_sides() -> None:
    assert sides_of_limit(number("100"), 10, 10, 0.95, is_upper=True) is None
