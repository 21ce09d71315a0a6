"""Tails and quantiles, against printed tables and the distributions' own identities."""

from math import exp, isclose, pi, tan
from statistics import NormalDist

import pytest

from trialgraph.verdict.distributions import (
    chi_squared_tail,
    root,
    student_quantile,
    student_within,
)


@pytest.mark.parametrize(
    ("q", "df", "tail"),
    [
        (3.841458820694124, 1, 0.05),
        (5.991464547107979, 2, 0.05),
        (7.814727903251179, 3, 0.05),
        (18.307038053275146, 10, 0.05),
        (43.77297182574219, 30, 0.05),
        (6.634896601021214, 1, 0.01),
        (0.0, 4, 1.0),
        (-1.0, 4, 1.0),
    ],
)
def test_a_tail_is_that_of_the_tables(q: float, df: int, tail: float) -> None:
    assert isclose(chi_squared_tail(q, df), tail, rel_tol=1e-12)


def test_two_degrees_of_freedom_fall_exponentially() -> None:
    assert isclose(chi_squared_tail(9.0, 2), exp(-4.5), rel_tol=1e-14)


@pytest.mark.parametrize(
    ("df", "quantile"),
    [
        (1, 12.706204736432095),
        (2, 4.302652729911275),
        (3, 3.182446305284263),
        (4, 2.7764451051977987),
        (9, 2.2621571627409915),
        (30, 2.0422724563012373),
    ],
)
def test_a_quantile_is_that_of_the_tables(df: int, quantile: float) -> None:
    assert isclose(student_quantile(df), quantile, rel_tol=1e-9)


def test_one_degree_of_freedom_is_a_cauchy() -> None:
    assert isclose(student_quantile(1, 0.9), tan(pi * 0.45), rel_tol=1e-9)


def test_many_degrees_of_freedom_are_normal() -> None:
    within = 2 * NormalDist().cdf(1.5) - 1
    assert isclose(student_within(1.5, 20_001), within, rel_tol=1e-4)


def test_a_root_is_found_to_the_last_digit() -> None:
    assert isclose(root(lambda x: x * x - 2, 0.0, 2.0), 2**0.5, rel_tol=1e-15)
