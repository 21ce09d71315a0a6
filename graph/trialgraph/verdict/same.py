"""One estimate printed twice, and estimates that contradict each other."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from trialgraph.model.result import Interval
from trialgraph.model.text import Absence, Number
from trialgraph.verdict.codes import Direction, Outcome
from trialgraph.verdict.record import Verdict

_BOTH_ARMS = frozenset({Direction.EXPERIMENTAL, Direction.COMPARATOR})
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


def methods_disagree(one: Verdict, other: Verdict) -> bool:
    """Tell whether two methods, as stratified and unstratified, differ about significance."""
    return {one.tested, other.tested} == _DECIDED


def assessors_disagree(one: Verdict, other: Verdict) -> bool:
    """Tell whether two assessors stand on opposite sides of the null or of significance."""
    return {one.direction, other.direction} == _BOTH_ARMS or methods_disagree(one, other)
