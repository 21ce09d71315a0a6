"""Dates of a publication's record, no more precise than its fields print them."""

import re
from dataclasses import replace
from datetime import date

from trialgraph.extract.printed_dates import printed_date
from trialgraph.model import lazy
from trialgraph.model.document import Document
from trialgraph.model.reading import HistoryDate
from trialgraph.model.record import Block
from trialgraph.model.text import PartialDate

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_RANGE = lazy.regex(
    rf"(?P<first>{_MONTH})[a-z]*\s*[-–/]\s*(?:(?P<year>\d{{4}})\s+)?(?P<last>{_MONTH})",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONGEST_ISSUE = 1
"""An issue of two months is dated by its first; a longer one by its year alone."""


def field_date(block: Block, document: Document) -> PartialDate | None:
    """Return the date that a group of fields holds; ``None`` where it holds none.

    ``text`` is the date as printed; without it year, month and day are.
    """
    leaf = block.leaf("text")
    words = leaf.words if leaf else _composed(block)
    found = printed_date(words, 0, len(words))
    if found is None:
        return None
    if _is_long(words):
        found = PartialDate(date(found.first.year, 1, 1), "year", found.printed, found.span)
    if leaf is not None:
        return replace(found, printed=leaf.words, span=leaf.span)
    return replace(found, printed=document.words(block.span).strip(), span=block.span)


def _composed(block: Block) -> str:
    """Return year, month and day as one date; what follows a gap is left out."""
    year, month, day = (block.words(name).strip() for name in ("year", "month", "day"))
    if not month:
        return year
    if month.isdecimal():
        return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
    return f"{year} {month} {day}".strip()


def _is_long(words: str) -> bool:
    """Tell whether a date names more months than two that follow each other."""
    match = _RANGE.search(words)
    if match is None:
        return False
    first, last = (_MONTHS.index(match[name].lower()) for name in ("first", "last"))
    return (last - first) % len(_MONTHS) > _LONGEST_ISSUE


def field_history(root: Block, document: Document) -> tuple[HistoryDate, ...]:
    """Return the steps of the history whose days can be read."""
    return tuple(
        HistoryDate(step=step, day=day, span=each.span)
        for each in root.blocks("history")
        if (step := each.words("step")) and (day := field_date(each, document))
    )
