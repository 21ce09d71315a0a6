"""Differences of adverse events reckoned apart from the query that answers them."""

from fractions import Fraction

from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.verdict.derived import half_unit

_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRate:
    """How many patients of an arm had an event.

    Attributes:
        count: patients with the event, of ``total``; ``None`` where not printed.
        percent: as printed.
    """

    count: int | None = None
    total: int | None = None
    percent: Number | None = None

    @property
    def exact(self) -> Fraction | None:
        """Return the percentage from the counts."""
        if self.count is None or not self.total:
            return None
        return Fraction(_HUNDRED * self.count, self.total)

    @property
    def as_printed(self) -> Fraction | None:
        """Return the printed percentage."""
        return None if self.percent is None else Fraction(self.percent.value)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference in percentage points held against a threshold.

    Attributes:
        points: first arm minus second, from counts where all are printed.
        reaches: the threshold.
        is_borderline: rounding, or the way of computing it, could turn the answer.
    """

    points: Fraction
    reaches: bool
    is_borderline: bool


def difference(first: EventRate, second: EventRate, threshold: Fraction) -> Difference | None:
    """Return the difference of two arms; ``None`` where an arm has neither counts nor percent."""
    exact = _minus(first.exact, second.exact)
    printed = _minus(first.as_printed, second.as_printed)
    points = exact if exact is not None else printed
    if points is None:
        return None
    reaches = points >= threshold
    disagree = printed is not None and (printed >= threshold) is not reaches
    is_close = abs(points - threshold) <= _rounding(first, second) if printed is not None else False
    return Difference(points, reaches, disagree or is_close)


def _minus(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else first - second


def _rounding(first: EventRate, second: EventRate) -> Fraction:
    printed = [rate.percent for rate in (first, second) if rate.percent is not None]
    return sum((Fraction(half_unit(one)) for one in printed), Fraction(0))
