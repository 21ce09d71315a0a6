"""Exact intervals of a proportion, and which side a printed limit of one was taken from."""

from math import exp, lgamma, log
from typing import Literal

from trialgraph.model.text import Number
from trialgraph.verdict.derived import rounding_range
from trialgraph.verdict.distributions import root

_HUNDRED = 100


def upper_limit(count: int, total: int, tail: float) -> float:
    """Return the exact upper limit of a percentage (Clopper and Pearson 1934).

    Args:
        count: of ``total``.
        total: above 0.
        tail: 0.05 for a one-sided 95 % limit, 0.025 for the end of a two-sided interval.
    """
    if count == total:
        return float(_HUNDRED)
    return _HUNDRED * root(lambda p: tail - _at_most(count, total, p), 0.0, 1.0)


def lower_limit(count: int, total: int, tail: float) -> float:
    """Return the exact lower limit of a percentage; arguments as for ``upper_limit``."""
    return _HUNDRED - upper_limit(total - count, total, tail)


def sides_of_limit(
    printed: Number, count: int, total: int, level: float, *, is_upper: bool
) -> Literal[1, 2] | None:
    """Return whether a printed limit of a percentage is one-sided or the end of two.

    ``None`` where neither fits, or rounding leaves both.

    Args:
        printed: the limit, in percent.
        count: of ``total``, as the percentage was computed.
        total: above 0.
        level: 0.95 for a 95 % interval.
        is_upper: the limit lies above the percentage.
    """
    low, high = (float(end) / _HUNDRED for end in rounding_range(printed))
    if not is_upper:
        low, high, count = 1 - high, 1 - low, total - count
    # The limit lies where the tail is that of the level; a greater limit has a smaller tail.
    most, least = _at_most(count, total, low), _at_most(count, total, high)
    sides: tuple[Literal[1, 2], ...] = (1, 2)
    fitting = [one for one in sides if least <= (1 - level) / one <= most]
    return fitting[0] if len(fitting) == 1 else None


def _at_most(count: int, total: int, p: float) -> float:
    """Return the probability of at most ``count`` of ``total``, each with probability p."""
    if p <= 0 or p >= 1:
        return float(p <= 0)
    ways = (lgamma(total + 1) - lgamma(i + 1) - lgamma(total - i + 1) for i in range(count + 1))
    return sum(exp(way + i * log(p) + (total - i) * log(1 - p)) for i, way in enumerate(ways))
