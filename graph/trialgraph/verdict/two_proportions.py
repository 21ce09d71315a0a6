"""Whether a printed p of two proportions is that of their counts."""

from fractions import Fraction
from math import comb, erfc, sqrt

from trialgraph.model.text import Number
from trialgraph.verdict.derived import half_unit

_UNITS = 1.5  # one printed unit off, and rounding
_AS_LIKELY = 1 + 1e-7  # tables as likely as the observed one, whatever floats make of them


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
