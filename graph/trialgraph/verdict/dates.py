"""Dates as precise as they are printed: what was known on a day, and what came first."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from trialgraph.model.text import PartialDate
from trialgraph.verdict.codes import Known


def last_day(printed: PartialDate) -> date:
    """Return the last day the printed date allows: 2022-12-31 for 2022."""
    first = printed.first
    if printed.precision == "day":
        return first
    month = 12 if printed.precision == "year" else first.month
    return date(first.year, month, monthrange(first.year, month)[1])


def first_day(printed: PartialDate) -> date:
    """Return the first day the printed date allows: 2022-01-01 for 2022."""
    first = printed.first
    if printed.precision == "day":
        return first
    return first.replace(day=1, month=1 if printed.precision == "year" else first.month)


def known_on(dates: Iterable[PartialDate], day: date) -> Known:
    """Return whether something made public on the earliest of these dates was known on a day.

    Known for sure once any printed date has wholly passed, possibly from its
    first day on. Nothing printed means ``no``.
    """
    printed = tuple(dates)
    if any(last_day(one) <= day for one in printed):
        return Known.KNOWN
    return Known.POSSIBLY if any(first_day(one) <= day for one in printed) else Known.NO


def available_from(dates: Iterable[PartialDate]) -> PartialDate | None:
    """Return the date from which something was public for sure: the one that passes first."""
    return min(dates, key=lambda one: (last_day(one), first_day(one)), default=None)


def order_of_dates(one: PartialDate, other: PartialDate) -> int | None:
    """Return -1, 0 or 1 as ``one`` comes before, with or after; ``None`` where they overlap."""
    first, last = first_day(one), last_day(one)
    other_first, other_last = first_day(other), last_day(other)
    if last < other_first:
        return -1
    if other_last < first:
        return 1
    return 0 if (first, last) == (other_first, other_last) else None
