"""One estimate printed twice, and estimates that contradict each other."""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from trialgraph.model.result import Interval, PValue
from trialgraph.model.text import Absence, Number
from trialgraph.verdict.codes import Direction, Outcome
from trialgraph.verdict.record import Verdict

_BOTH_ARMS = frozenset({Direction.EXPERIMENTAL, Direction.COMPARATOR})
_BELOW_ALL, _ABOVE_ALL = Decimal(-1), Decimal(2)
_DECIDED = frozenset({Outcome.MET, Outcome.NOT_MET})


def same_number(one: Number, other: Number) -> bool:
    """Tell whether rounding the finer number to the coarser's decimals gives the coarser.

    Half-up and half-even are both in use, so both are accepted.
    """
    finer, coarser = (one, other) if one.decimals >= other.decimals else (other, one)
    unit = Decimal(1).scaleb(-coarser.decimals)
    roundings = (ROUND_HALF_UP, ROUND_HALF_EVEN)
    return coarser.value in {finer.value.quantize(unit, rounding) for rounding in roundings}


def _same_or_unprinted(one: Number | Absence, other: Number | Absence) -> bool:
    if isinstance(one, Number) and isinstance(other, Number):
        return same_number(one, other)
    return True


def same_estimate(
    value: Number | Absence,
    interval: Interval | None,
    other_value: Number | Absence,
    other_interval: Interval | None,
) -> bool:
    """Tell whether two places print one estimate; limits count where both print them."""
    if not (isinstance(value, Number) and isinstance(other_value, Number)):
        return False
    if not same_number(value, other_value):
        return False
    if interval is None or other_interval is None:
        return True
    return _same_or_unprinted(interval.lower, other_interval.lower) and _same_or_unprinted(
        interval.upper, other_interval.upper
    )


def may_be_same_p(one: PValue | None, other: PValue | None) -> bool:
    """Tell whether two prints may be of one p-value; one that is not printed contradicts none.

    A bound may be any value within it. A one-sided p is half the two-sided one; where only
    one print says its sides, the other may mean either.
    """
    if one is None or other is None:
        return True
    return any(
        max(low, other_low) < min(high, other_high)
        for low, high in _two_sided_ranges(one, other)
        for other_low, other_high in _two_sided_ranges(other, one)
    )


def _two_sided_ranges(one: PValue, beside: PValue) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield the range of values that a printed p stands for, for each reading of its sides."""
    value, half = one.number.value, Decimal("0.5").scaleb(-one.number.decimals)
    ends = {"<": (_BELOW_ALL, value), ">": (value, _ABOVE_ALL)}
    low, high = ends.get(one.comparator[0], (value - half, value + half))
    for sides in _sides_read(one, beside):
        yield (low * 2, high * 2) if sides == 1 else (low, high)


def _sides_read(one: PValue, beside: PValue) -> frozenset[int]:
    """Return how many sides a printed p may have."""
    if one.sides is not None:
        return frozenset({one.sides.count})
    return frozenset({1, 2}) if beside.sides is not None else frozenset({2})


def methods_disagree(one: Verdict, other: Verdict) -> bool:
    """Tell whether two methods, as stratified and unstratified, differ about significance."""
    return {one.tested, other.tested} == _DECIDED


def assessors_disagree(one: Verdict, other: Verdict) -> bool:
    """Tell whether two assessors stand on opposite sides of the null or of significance."""
    return {one.direction, other.direction} == _BOTH_ARMS or methods_disagree(one, other)
