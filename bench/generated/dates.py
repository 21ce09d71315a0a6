"""When a study began and ended, and when its record came and changed."""

from dataclasses import dataclass
from datetime import date

from generated.chance import Chance

NEWEST = date(2026, 3, 1).toordinal()
"""No date of a record is later: the corpus is as of this day."""

_OLDEST = date(2005, 1, 1).toordinal()
_YEAR = 365
_ENDED = frozenset({"COMPLETED", "TERMINATED", "WITHDRAWN", "UNKNOWN"})
_PLANNED = frozenset({"NOT_YET_RECRUITING"})


@dataclass(frozen=True, slots=True)
class Dates:
    """Days of a study as ordinals; nought where there is none.

    Attributes:
        is_started: the start is actual.
        is_ended: the end is actual.
    """

    posted: int
    start: int
    primary: int
    end: int
    results: int
    updated: int
    is_started: bool
    is_ended: bool


def iso(day: int) -> str:
    """Return an ordinal as YYYY-MM-DD."""
    return date.fromordinal(day).isoformat()


def dates(chance: Chance, status: str, *, has_results: bool) -> Dates:
    """Return dates in an order that the status allows."""
    lasting = int(_YEAR * (0.5 + 4 * chance.random() * chance.random() * 1.6))
    is_ended = status in _ENDED
    if status in _PLANNED:
        start = NEWEST + chance.between(5, 300)
    elif is_ended:
        latest = NEWEST - lasting - _YEAR * (3 if has_results else 1)
        start = _OLDEST + int((latest - _OLDEST) * chance.random())
    else:
        start = NEWEST - int(lasting * chance.random()) - 30
    end = start + lasting
    primary = end - int(lasting * chance.random() * 0.4)
    posted = min(start + chance.between(-120, 90), NEWEST - 20)
    results = end + chance.between(200, 900) if has_results else 0
    last = results or (end if is_ended else posted)
    updated = min(NEWEST, max(posted, last) + int(700 * chance.random() ** 2))
    return Dates(posted, start, primary, end, results, updated, status not in _PLANNED, is_ended)
