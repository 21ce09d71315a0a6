"""Dates as documents print them, no more precise than they are printed."""

import re
from datetime import date

from trialgraph.model import lazy
from trialgraph.model.text import PartialDate, Precision, Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"

_YEAR_FIRST = (
    rf"(?P<year>{_YEAR})\s+(?P<month>{_MONTH})(?:[-–]{_MONTH})?"
    r"(?:\s+(?P<day>\d{1,2})(?!\d))?(?:[-–]\d+)?"
)
_PATTERNS = (
    rf"(?P<year>{_YEAR})-(?P<number>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
    rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>{_YEAR})",
    rf"(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})",
    rf"(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})",
    _YEAR_FIRST,
    rf"(?P<year>{_YEAR})",
)
_FORMS = tuple(lazy.regex(pattern, re.IGNORECASE) for pattern in _PATTERNS)


def printed_date(text: str, start: int, end: int) -> PartialDate | None:
    """Return the first date between two offsets; ``None`` where there is none.

    >>> printed_date("Epub 2019 Nov-Dec.", 0, 18).iso
    '2019-11'
    """
    found = [match for form in _FORMS if (match := form.search(text, start, end))]
    if not found:
        return None
    # The earliest place; of several forms there the longest.
    match = min(found, key=lambda one: (one.start(), -one.end()))
    return _dated(match)


def _dated(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _month(parts.get("month"))
    day = int(parts["day"]) if parts.get("day") else 0
    precision: Precision = "day" if day and month else "month" if month else "year"
    try:
        first = date(int(parts["year"]), month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(first, precision, match[0], Span(match.start(), match.end()))


def _month(name: str | None) -> int:
    return _MONTHS.index(name[:3].lower()) + 1 if name else 0
