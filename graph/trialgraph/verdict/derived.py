"""Figures computed from printed ones: rounding boxes, standard errors, derived intervals.

Float is used only here; a derived number has inputs, not a place in a text.
"""

from decimal import Decimal
from functools import lru_cache
from itertools import product
from math import exp, log
from statistics import NormalDist
from typing import TYPE_CHECKING

from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.verdict.polarity import DIFFERENCES, RATIOS, Orientation, null_value
from trialgraph.verdict.record import AnalysisInput, DerivedInterval, OneSidedP

if TYPE_CHECKING:
    from trialgraph.model.result import Interval

_NORMAL = NormalDist()
_CONVENTIONAL_QUANTILE = _NORMAL.inv_cdf(0.975)
_MEDIAN = Decimal("0.5")  # the one-sided level at which a limit would be the value itself
IMPRECISE = 0.10  # relative error of an SE from a one-sided limit, above which nothing is derived


def half_unit(number: Number) -> Decimal:
    """Return half a unit of the last printed decimal: 0.005 for 0.76."""
    return _half_unit(number.decimals)


@lru_cache(maxsize=1 << 6)
def _half_unit(decimals: int) -> Decimal:
    return Decimal(5).scaleb(-decimals - 1)


def rounding_range(number: Number) -> tuple[Decimal, Decimal]:
    """Return what the printed number may have been before rounding."""
    half = half_unit(number)
    return number.value - half, number.value + half


def limit(analysis: AnalysisInput, *, upper: bool) -> Number | None:
    """Return a printed limit; 0 is none on a ratio scale."""
    if analysis.interval is None:
        return None
    printed = analysis.interval.upper if upper else analysis.interval.lower
    if not isinstance(printed, Number) or (analysis.measure in RATIOS and printed.value <= 0):
        return None
    return printed


def one_sided_level(interval: "Interval") -> Decimal | None:
    """Return 0.975 for a two-sided 95 % interval, 0.95 for a one-sided one."""
    if interval.level is None:
        return None
    return 1 - (1 - interval.level.value / 100) / interval.sides.count


@dataclass(frozen=True, slots=True)
class Spread:
    """Value and limits of an interval on the scale on which it is symmetric."""

    value: Number
    limits: tuple[Number, ...]
    quantile: float
    is_ratio: bool

    def scaled(self, number: Decimal) -> float:
        """Return a number on the symmetric scale."""
        return log(number) if self.is_ratio else float(number)

    def error(self, value: Decimal, limits: tuple[Decimal, ...]) -> float:
        """Return the standard error that value and limits imply."""
        ends = [self.scaled(end) for end in limits]
        width = abs(ends[-1] - ends[0]) / 2 if len(ends) > 1 else abs(ends[0] - self.scaled(value))
        return width / self.quantile

    @property
    def relative_error(self) -> float:
        """Return by how much rounding may move an SE taken from one limit."""
        (end,) = self.limits
        width = abs(self.scaled(end.value) - self.scaled(self.value.value))
        halves = [
            half_unit(n) / (abs(n.value) if self.is_ratio else Decimal(1))
            for n in (end, self.value)
        ]
        return float(sum(halves)) / width if width else float("inf")


def spread(analysis: AnalysisInput) -> Spread | None:
    """Return value and limits where a standard error may be taken from them.

    Credible and adjusted intervals, unknown scales, and values at or below 0 on a
    ratio scale give none; nor do levels that are unknown or of which no limit can be.
    """
    interval, value = analysis.interval, analysis.value
    if interval is None or interval.kind != "confidence" or not isinstance(value, Number):
        return None
    level = one_sided_level(interval)
    ends = tuple(end for end in (limit(analysis, upper=side) for side in (False, True)) if end)
    is_ratio = analysis.measure in RATIOS
    known = is_ratio or analysis.measure in DIFFERENCES
    if level is None or not _MEDIAN < level < 1:
        return None
    if not ends or not known or (is_ratio and value.value <= 0):
        return None
    return Spread(value, ends, _NORMAL.inv_cdf(float(level)), is_ratio)


def p_from_interval(analysis: AnalysisInput, sides: Orientation) -> OneSidedP | None:
    """Return p1 over all corners of the rounding box, ``None`` where no SE can be taken."""
    found = spread(analysis)
    if found is None or (found.is_ratio and sides.null <= 0):
        return None
    boxes = [rounding_range(number) for number in (found.value, *found.limits)]
    p_values = []
    for value, *ends in product(*boxes):
        error = found.error(value, tuple(ends))
        if error <= 0:
            return None
        z = (found.scaled(value) - found.scaled(sides.null)) / error
        p_values.append(_NORMAL.cdf(z if sides.smaller_is_better else -z))
    return OneSidedP(Decimal(min(p_values)), Decimal(max(p_values)))


def is_two_sided_95(analysis: AnalysisInput) -> bool:
    """Tell whether the conventional interval itself is printed."""
    interval = analysis.interval
    return (
        interval is not None
        and interval.kind != "credible"
        and interval.sides.count != 1
        and one_sided_level(interval) == Decimal("0.975")
        and all(limit(analysis, upper=side) is not None for side in (False, True))
    )


def conventional_interval(analysis: AnalysisInput) -> DerivedInterval | None:
    """Return the two-sided 95 % interval, with one decimal more than the value prints.

    ``None`` where it is printed, where no SE can be taken, or where rounding
    could move an SE from one limit by more than a tenth.
    """
    found = spread(analysis)
    if found is None or is_two_sided_95(analysis):
        return None
    if len(found.limits) == 1 and found.relative_error > IMPRECISE:
        return None
    error = found.error(found.value.value, tuple(end.value for end in found.limits))
    middle = found.scaled(found.value.value)
    unit = Decimal(1).scaleb(-found.value.decimals - 1)
    ends = [middle + sign * _CONVENTIONAL_QUANTILE * error for sign in (-1, 1)]
    lower, upper = (Decimal(exp(end) if found.is_ratio else end).quantize(unit) for end in ends)
    return DerivedInterval(lower, upper)


def conventional_includes_null(analysis: AnalysisInput) -> bool | None:
    """Tell whether the two-sided 95 % interval, printed or derived, includes the null."""
    null, limits = null_value(analysis), _conventional_limits(analysis)
    return None if null is None or limits is None else limits[0] <= null <= limits[1]


def conventional_touches_null(analysis: AnalysisInput) -> bool:
    """Tell whether a limit of the two-sided 95 % interval prints as the null: rounding hides it."""
    limits = _conventional_limits(analysis)
    return limits is not None and null_value(analysis) in limits


def _conventional_limits(analysis: AnalysisInput) -> tuple[Decimal, Decimal] | None:
    """Return the limits of the two-sided 95 % interval, derived where it is not printed."""
    interval = conventional_interval(analysis)
    if interval is not None:
        return interval.lower, interval.upper
    lower, upper = limit(analysis, upper=False), limit(analysis, upper=True)
    if not is_two_sided_95(analysis) or lower is None or upper is None:
        return None
    return lower.value, upper.value
