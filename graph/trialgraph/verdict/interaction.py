"""Whether an effect differs between two subgroups that share no patient; derived, never printed."""

from decimal import Decimal
from math import hypot
from statistics import NormalDist

from trialgraph.model.values import dataclass
from trialgraph.verdict.derived import Spread, spread
from trialgraph.verdict.record import AnalysisInput


@dataclass(frozen=True, slots=True)
class Interaction:
    """A derived test of difference: ``z``, and its two-sided ``p``."""

    z: Decimal
    p: Decimal


def _centre(found: Spread) -> tuple[float, float]:
    limits = tuple(end.value for end in found.limits)
    return found.scaled(found.value.value), found.error(found.value.value, limits)


def interaction(one: AnalysisInput, other: AnalysisInput) -> Interaction | None:
    """Return the test of two disjoint subgroups, ``None`` where no error can be taken.

    Not for overlapping subgroups, nor for a subgroup against the whole. A
    difference is no verdict: it only tells whether a claim of one is supported.
    """
    left, right = spread(one), spread(other)
    if left is None or right is None or one.measure != other.measure:
        return None
    (first, first_error), (second, second_error) = _centre(left), _centre(right)
    error = hypot(first_error, second_error)
    if error == 0:
        return None
    z = (first - second) / error
    p = 2 * NormalDist().cdf(-abs(z))
    unit = Decimal("0.001")
    return Interaction(Decimal(z).quantize(unit), Decimal(p).quantize(unit))
