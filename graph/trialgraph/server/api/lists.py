"""Lists that are made whole, and given page by page."""

from collections.abc import Sequence

from trialgraph.catalogue.answer import AnswerRow, rows
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.paging import Page
from trialgraph.rdf.term import Term
from trialgraph.server.api.contract import Found
from trialgraph.server.bounded import BoundedReader


def in_pages(found: Sequence[AnswerRow], page: Page, version: int) -> Found:
    """Return a page of a list whose order the version of the data decides.

    Args:
        found: the whole list.
        page: which part of it.
        version: of the data.
    """
    start = int(page.after or 0)
    end = start + page.limit
    part = page.part(found[start : end + 1], version, lambda _: str(end))
    return Found(part.rows, part.next_cursor)


def question_rows(
    reader: BoundedReader, name: str, **given: Sequence[Term]
) -> tuple[AnswerRow, ...]:
    """Return the rows of a named question, asked with terms."""
    card = find_card(name)
    return rows(card, reader.select(bind(card, given)))
