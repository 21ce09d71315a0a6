"""Checks of counts: percentages, sums, and differences of proportions."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from trialgraph.model.text import Number
from trialgraph.verdict.derived import half_unit, rounding_range
from trialgraph.verdict.gate import Check, Checked, Severity

_HUNDRED = 100
_POINTS = Fraction(5, 100)  # for differences of percentages that were rounded before
_STRATIFIED = Fraction(1)


def percentage(count: int, total: int, printed: Number) -> Checked:
    """G5: a percentage is its count over its total, rounded either way at a half."""
    distance = abs(Fraction(_HUNDRED * count, total) - Fraction(printed.value))
    tolerance = Fraction(half_unit(printed))
    severity = Severity.PASS if distance <= tolerance else Severity.FINDING
    return Checked(Check.PERCENTAGE, severity, distance=float(distance), tolerance=float(tolerance))


def fitting_totals(count: int, printed: Number) -> range:
    """Return the totals of which a count would be the printed percentage; none for 0 %."""
    low, high = rounding_range(printed)
    if low <= 0:
        return range(0)
    least = (_HUNDRED * Decimal(count) / high).to_integral_value(ROUND_CEILING)
    most = (_HUNDRED * Decimal(count) / low).to_integral_value(ROUND_FLOOR)
    return range(int(least), int(most) + 1)


def total(parts: Sequence[int], whole: int, *, may_overlap: bool = False) -> Checked | None:
    """G10: parts add up to the whole; ``None`` where the document says that they overlap."""
    if may_overlap:
        return None
    distance = abs(sum(parts) - whole)
    severity = Severity.FINDING if distance else Severity.PASS
    return Checked(Check.SUM, severity, distance=float(distance))


def difference_of_proportions(
    first: tuple[int, int],
    second: tuple[int, int],
    printed: Number,
    *,
    is_stratified: bool = False,
) -> Checked:
    """G11: a difference in percentage points is that of the counts, whichever arm comes first.

    Args:
        first: count and total of an arm.
        second: of the other.
        printed: difference in percentage points.
        is_stratified: weighted by strata, which may move it by a point.
    """
    shares = [Fraction(_HUNDRED * count, total) for count, total in (first, second)]
    expected = abs(shares[0] - shares[1])
    distance = abs(expected - abs(Fraction(printed.value)))
    tolerance = Fraction(half_unit(printed)) + (_STRATIFIED if is_stratified else _POINTS)
    severity = Severity.PASS if distance <= tolerance else Severity.FINDING
    return Checked(
        Check.DIFFERENCE_OF_PROPORTIONS,
        severity,
        distance=float(distance),
        tolerance=float(tolerance),
    )
