"""A search at one source: what is looked for, since when, and how many are wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from trialgraph.errors import BadParameter, SourceError
from trialgraph.sources.cache import FinishedSearch

Record = tuple[str, bytes | SourceError]
"""An identifier as it is shown, with the bytes of its record or why there are none."""

SourceName = Literal["ctgov", "pubmed"]

LAST = "last"
_LONGEST = 4_000  # characters; longer addresses are refused on the way


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for.

    Attributes:
        words: in the source's own language of queries.
        since: only records that changed on this day or later, ISO 8601; ``last`` for
            since the last finished run of the same words; empty for all.
        limit: so many records are fetched at most.
    """

    source: SourceName
    words: str
    since: str = ""
    limit: int = 1_000


@dataclass(frozen=True, slots=True)
class Listing:
    """What a search found.

    Attributes:
        found: how many the source has.
        offered: how many of them it gives out.
        records: those wanted, fetched as they are consumed.
        unknown: words that the source does not know and has left out.
    """

    found: int
    offered: int
    records: Iterator[Record]
    unknown: tuple[str, ...] = ()


def since_day(search: Search, last: FinishedSearch | None) -> str:
    """Return the first day of a search as ISO 8601, empty for no bound.

    Raises:
        BadParameter: no words, no date, or no earlier run.
    """
    if not search.words.strip() or len(search.words) > _LONGEST:
        raise BadParameter(
            f"found a search of {len(search.words.strip())} characters, wanted 1 to {_LONGEST:,}"
        )
    if search.since != LAST:
        return _day(search.since) if search.since else ""
    if last is None:
        raise BadParameter(
            f"found no finished run of the search {search.words!r} to continue from; "
            "give a date with --since, or run it once without"
        )
    # Sources date by their own day; one day more than needed misses none.
    return (datetime.fromisoformat(last.begun_at).date() - timedelta(days=1)).isoformat()


def _day(words: str) -> str:
    """Return a day as ISO 8601.

    Raises:
        BadParameter: no such day.
    """
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise BadParameter(
            f"found {words!r}, wanted a date such as 2025-01-31, or {LAST!r}"
        ) from None
