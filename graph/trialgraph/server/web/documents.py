"""The page of all documents with their states: is my paper in, and why not?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from trialgraph import names
from trialgraph.catalogue.documents_found import (
    STATES,
    FoundDocument,
    find_documents,
    list_documents,
)
from trialgraph.catalogue.paging import Page, list_of
from trialgraph.catalogue.sentences import counted
from trialgraph.server.addresses import API, page_of
from trialgraph.server.questions import given_in
from trialgraph.server.web.frame import Same, frame_of
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

PATH = "/documents"
ROWS = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One document.

    Attributes:
        label: title, or what else is known of it.
        page: about it; empty where it is only cited.
        found: what became of it.
        source: name of the file, or the address, that it came from.
    """

    label: str
    page: str
    found: FoundDocument
    source: str


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """What the page shows.

    Attributes:
        q: what was typed.
        state: that is asked for; empty for any.
        rows: the documents of this page.
        nearest: names that are spelled alike, where nothing was found.
        searched: where, in words.
        next_page: empty on the last.
    """

    q: str
    state: str
    rows: tuple[Listed, ...]
    nearest: tuple[str, ...]
    searched: str
    next_page: str
    same: Same
    states: tuple[str, ...] = STATES


def page_of_documents(
    reader: "Reader", terms: "TermIndex", given: "Mapping[str, str]"
) -> DocumentsPage:
    """Return a page of the documents that are asked for.

    Raises:
        BadParameter: the words are out of bounds, or there is no such state.
        CursorExpired: newer data were published.
    """
    q, state = given.get("q", "").strip(), given.get("state", "")
    kept = {name: one for name, one in (("q", q), ("state", state)) if one}
    page = Page.of(reader.version, ROWS, given.get("cursor", ""), list_of(PATH, kept))
    found = find_documents(reader, terms, q) if q else list_documents(reader, state, page)
    next_cursor = found.next_cursor
    return DocumentsPage(
        q=q,
        state=state,
        rows=tuple(_listed(one) for one in found.rows if state in {"", one.state}),
        nearest=found.nearest,
        searched=counted(found.searched.documents, found.searched.trials),
        next_page=f"{PATH}?{urlencode({**kept, 'cursor': next_cursor})}" if next_cursor else "",
        same=Same(json=f"{API}{PATH}{'?' if kept else ''}{urlencode(kept)}"),
    )


def _listed(one: FoundDocument) -> Listed:
    is_ours = one.state != "cited"
    page = page_of(names.document(one.identifier)) if is_ours else ""
    return Listed(one.label or one.identifier, page or "", one, one.bare_source)


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the page."""

    @routes.get(PATH)
    async def documents(request: Request) -> Response:
        given = given_in(request)

        def answer(reader: "Reader") -> Response:
            page = page_of_documents(reader, known_terms(reader.place), given)
            frame = frame_of(reader)
            return render("documents.html", frame, same=page.same, page=page, section=PATH)

        return await pages.within_limits(request, answer)
