"""Differences of adverse events between arms, and whether a printed p is that of the counts.

Nothing here is a test of ours: a difference has no verdict.
"""

from fractions import Fraction
from math import comb, erfc, sqrt

from trialgraph.model.text import Number
from trialgraph.model.values import dataclass
from trialgraph.verdict.derived import half_unit

_HUNDRED = 100
_UNITS = 1.5  # one printed unit off, and rounding
_AS_LIKELY = 1 + 1e-7  # tables as likely as the observed one, whatever floats make of them


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


def fisher(first: tuple[int, int], second: tuple[int, int]) -> float:
    """Return the two-sided p of Fisher's exact test: all tables no likelier than the observed.

    Args:
        first: count and total of an arm.
        second: of the other.
    """
    (count, total), (other, rest) = first, second
    events, whole = count + other, comb(total + rest, count + other)
    tables = {
        events_here: comb(total, events_here) * comb(rest, events - events_here) / whole
        for events_here in range(max(0, events - rest), min(events, total) + 1)
    }
    return sum(one for one in tables.values() if one <= tables[count] * _AS_LIKELY)


def chi_squared(first: tuple[int, int], second: tuple[int, int]) -> float | None:
    """Return the two-sided p of Pearson's test; ``None`` where nobody or everybody had it."""
    (count, total), (other, rest) = first, second
    events, patients = count + other, total + rest
    if events in {0, patients}:
        return None
    share = Fraction(events, patients)
    squared = (Fraction(count, total) - Fraction(other, rest)) ** 2
    variance = share * (1 - share) * (Fraction(1, total) + Fraction(1, rest))
    return erfc(sqrt(squared / variance / 2))


def p_fits(printed: Number, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Tell whether a printed p is that of Fisher's or Pearson's test, give or take one unit."""
    unit = float(2 * half_unit(printed))
    found = (fisher(first, second), chi_squared(first, second))
    return any(p is not None and abs(p - float(printed.value)) <= _UNITS * unit for p in found)
