"""Lists that are made whole, and given page by page."""

from collections.abc import Sequence

from trialgraph.catalogue.answer import AnswerRow, rows
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.paging import Page
from trialgraph.errors import BadParameter
from trialgraph.rdf.term import Term
from trialgraph.server.api.contract import Found
from trialgraph.server.bounded import BoundedReader

_MOST_DIGITS = 9


def in_pages(found: Sequence[AnswerRow], page: Page, version: int) -> Found:
    """Return a page of a list whose order the version of the data decides.

    Args:
        found: the whole list.
        page: which part of it.
        version: of the data.
    """
    start = _place(page.after) if page.after else 0
    end = start + page.limit
    part = page.part(found[start : end + 1], version, lambda _: str(end))
    return Found(part.rows, part.next_cursor)


def _place(key: str) -> int:
    """Return the place in a list that a cursor leads to.

    Raises:
        BadParameter: its key is none: this service gave no such cursor.
    """
    if not (key.isdecimal() and len(key) <= _MOST_DIGITS):
        raise BadParameter(
            "found a cursor that leads to no place in this list, wanted the next_cursor of an "
            "answer; begin again without one"
        )
    return int(key)


def question_rows(
    reader: BoundedReader, name: str, **given: Sequence[Term]
) -> tuple[AnswerRow, ...]:
    """Return the rows of a named question, asked with terms."""
    card = find_card(name)
    return rows(card, reader.select(bind(card, given)))
