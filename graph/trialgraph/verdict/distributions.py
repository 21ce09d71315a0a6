"""Chi-squared and Student distributions with whole degrees of freedom, in closed form.

The finite sums are formulas 26.4.4-5 and 26.7.3-4 of Abramowitz and Stegun's handbook.
"""

from collections.abc import Callable
from math import atan, cos, erfc, exp, lgamma, log, pi, sin, sqrt

_WIDEST = 1e6  # above the t of one degree of freedom that only one in a million exceeds


def chi_squared_tail(q: float, df: int) -> float:
    """Return the probability of a chi-squared of at least ``q``, by its degrees of freedom."""
    if q <= 0:
        return 1.0
    x = q / 2
    start = df % 2 / 2
    terms = (exp((start + i) * log(x) - x - lgamma(start + i + 1)) for i in range(df // 2))
    return sum(terms) + (erfc(sqrt(x)) if df % 2 else 0.0)


def student_within(t: float, df: int) -> float:
    """Return the probability of a t between minus ``t`` and ``t``."""
    angle = atan(t / sqrt(df))
    is_odd = df % 2
    term = cos(angle) if is_odd else 1.0
    total = 0.0
    for i in range(is_odd, df - 1, 2):
        total += term
        term *= cos(angle) ** 2 * (i + 1) / (i + 2)
    return 2 / pi * (angle + sin(angle) * total) if is_odd else sin(angle) * total


def student_quantile(df: int, level: float = 0.95) -> float:
    """Return the t whose interval around 0 holds ``level`` of the distribution: 2.776 for 4."""
    return root(lambda t: student_within(t, df) - level, 0.0, _WIDEST)


def root(rises: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that rises from one end to the other is zero, by halving."""
    middle = (low + high) / 2
    while low < middle < high:
        low, high = (middle, high) if rises(middle) < 0 else (low, middle)
        middle = (low + high) / 2
    return middle
