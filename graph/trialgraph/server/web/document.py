"""The page of one document: what it is, what became of it, and its facts where they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from trialgraph import names
from trialgraph.catalogue.documents_found import FoundDocument, document_known_as, found_document
from trialgraph.catalogue.left_out import facts_left_out
from trialgraph.catalogue.licences import is_open, stands
from trialgraph.catalogue.panels import panel
from trialgraph.catalogue.words import FINDINGS, in_words
from trialgraph.errors import BadParameter, DocumentNotStored
from trialgraph.server.addresses import anchor_of, page_of, review_page
from trialgraph.server.requests import client_of, header
from trialgraph.server.web.contexts import text_of
from trialgraph.server.web.frame import Same, frame_of, same_of
from trialgraph.server.web.input_words import cut, fact_in_words
from trialgraph.server.web.marked_text import (
    Piece,
    Range,
    Span,
    asked_range,
    mark_id,
    part_with,
    parts,
    pieces,
    ranges_around,
)
from trialgraph.server.web.rejected import LeftOut, left_out_of
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.server.bounded import Readings
    from trialgraph.server.tokens import Gate
    from trialgraph.store import DocumentEntry, Reader

SECTION = "/documents"
_PLACE = re.compile(r"(\d+)-(\d+)")
_MOST_DIGITS = 9  # of the number of a part
_LISTED = {
    "journal": "Journal",
    "issued": "Issued",
    "pmid": "PubMed",
    "pmcid": "PubMed Central",
    "doi": "DOI",
    "licence": "Licence",
}
_ABOUT = ("registers", "reports", "mentions")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that was read from the document.

    Attributes:
        id: of the fact on the page.
        kind: what kind of fact.
        label: its name or its printed value; cut where it is as long as a citation.
        whole: the label as it is.
        endpoint: that it is about.
        rule: of the reader that found it.
        pointer: field of a record, as JSON Pointer (RFC 6901).
        place: its characters, in words.
        mark: address of the mark in the text, on this page.
        review: the page on which it is reviewed.
    """

    id: str
    kind: str
    label: str
    whole: str
    endpoint: str
    rule: str
    pointer: str
    place: str
    mark: str
    review: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read of the document for sure.

    Attributes:
        code: kind of the problem.
        message: what was found, and what was wanted.
        place: the characters that it is about, in words; empty where it is about none.
        mark: address of them on this page.
        pointer: field of a record, as JSON Pointer (RFC 6901).
    """

    code: str
    message: str
    place: str
    mark: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters without a gap.

    Attributes:
        pieces: the characters.
        is_first: whether the text begins with them.
        is_last: whether it ends with them.
    """

    pieces: tuple[Piece, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of the text with its facts.

    Attributes:
        ranges: of the text; characters are left out between them.
        facts: that begin in it.
        number: of the part, from 1.
        count: of parts.
        is_whole: whether all characters of the document are in some part.
        is_missing: whether the text is kept on another machine.
        is_replaced: whether the facts are from another text: the document is being replaced.
        is_asked_hidden: whether what the address asks for is not shown.
    """

    ranges: tuple[Stretch, ...] = ()
    facts: tuple[Fact, ...] = ()
    number: int = 1
    count: int = 1
    is_whole: bool = False
    is_missing: bool = False
    is_replaced: bool = False
    is_asked_hidden: bool = False


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the page shows.

    Attributes:
        found: what became of it, with its title and links.
        path: of the page.
        facts: name and words of what it says of itself.
        trials: relation to each trial, its name and its page.
        shown: its text; ``None`` for one that is not stored.
        odd: what does not fit in it: words, severity, message.
        problems: what could not be read of it for sure, in the order of the text.
        fact_count: of the whole document.
        left_out: facts of it that reviewers rejected.
    """

    found: FoundDocument
    path: str
    facts: tuple[tuple[str, str], ...]
    trials: tuple[tuple[str, str, str], ...]
    shown: Shown | None
    odd: tuple[tuple[str, str, str], ...]
    problems: tuple[Problem, ...]
    fact_count: int
    left_out: tuple[LeftOut, ...]
    same: Same


def page_of_document(
    reader: "Reader", identifier: str, *, at: str = "", part: str = "", is_trusted: bool = False
) -> DocumentPage:
    """Return what the page of a document shows.

    Args:
        reader: a published version of a store.
        identifier: of the document.
        at: characters to highlight, such as ``10-20``.
        part: of the text, from 1; empty for the one that ``at`` is in, or the first.
        is_trusted: whether the token came with the request.

    Raises:
        DocumentNotStored: it never came in.
        BadParameter: there are no such characters, or no such part.
    """
    entry = _entry(reader, identifier)
    asked = asked_range(at)
    iri = names.document(identifier)
    said, rows = (panel(reader, one, held=[iri]) for one in ("document", "document-facts"))
    facts = _facts(rows)
    shown = None
    if entry.state == "stored":
        text = text_of(reader, identifier)
        is_whole = is_trusted or is_open(entry.kind, _licences(said))
        shown = Shown(is_replaced=True)
        if not _is_replaced(text, rows):
            shown = _shown(text, facts, asked, part, is_whole=is_whole)
    return DocumentPage(
        found=found_document(reader, entry),
        path=page_of(iri) or "",
        facts=tuple(_said(said)),
        trials=tuple(_trials(said)),
        shown=shown,
        odd=tuple(map(_odd, panel(reader, "document-findings", held=[iri]))),
        problems=tuple(map(_problem, panel(reader, "document-problems", held=[iri]))),
        fact_count=len(facts),
        left_out=tuple(map(left_out_of, facts_left_out(reader, identifier))),
        same=same_of(iri, is_stored=entry.state == "stored"),
    )


def _licences(said: "Iterable[AnswerRow]") -> list[str]:
    """Return the licences that a document states."""
    return [one for row in said for one in row.words("licence")]


def _is_replaced(text: str | None, rows: "Sequence[AnswerRow]") -> bool:
    """Tell whether facts are from another text than the one that is kept by now."""
    passages = (one for row in rows for one in row.passages)
    return text is not None and not all(stands(text, one) for one in passages)


def _odd(row: "AnswerRow") -> tuple[str, str, str]:
    """Return a finding as its kind in words, its severity and its message."""
    return in_words(FINDINGS, row.text("code")), row.text("severity"), row.text("message")


def _entry(reader: "Reader", identifier: str) -> "DocumentEntry":
    """Return what the ledger has of a document; errors as ``page_of_document``."""
    entry = reader.entry(identifier)
    if entry is None:
        raise DocumentNotStored(
            f"found {identifier[:200]!r}, wanted the identifier of a document that came in; "
            "/documents finds it by any number or title"
        )
    return entry


def _said(rows: "Sequence[AnswerRow]") -> Iterator[tuple[str, str]]:
    for row in rows:
        for column, name in _LISTED.items():
            if row.words(column):
                yield name, "; ".join(row.words(column))


def _trials(rows: "Sequence[AnswerRow]") -> Iterator[tuple[str, str, str]]:
    for row in rows:
        for relation in _ABOUT:
            for trial in row.words(relation):
                yield relation, trial, page_of(names.trial(trial)) or ""


def _facts(rows: "Sequence[AnswerRow]") -> list[tuple[Span, Fact]]:
    """Return each fact with its characters, in the order of the text."""
    found: dict[str, tuple[Span, Fact]] = {}
    for row in rows:
        is_own = row.text("kind").startswith("reported_")
        if row.passages and (is_own or row.text("iri") not in found):
            found[row.text("iri")] = _fact(row)
    return sorted(found.values(), key=lambda one: (one[0].start, one[0].end, one[1].id))


def _fact(row: "AnswerRow") -> tuple[Span, Fact]:
    passage = row.passages[0]
    place = _PLACE.match(row.text("place"))
    own = (int(place[1]), int(place[2])) if place else (passage.start, passage.end)
    start, end = own if passage.start <= own[0] < own[1] else (passage.start, passage.end)
    id_ = anchor_of(row.text("iri"))
    fact = Fact(
        id=id_,
        kind=fact_in_words(row.text("kind")),
        label=cut(row.text("label")),
        whole=row.text("label"),
        endpoint=row.text("endpoint"),
        rule=row.text("rule"),
        pointer=row.text("pointer"),
        place=f"{start}-{end}",
        mark=f"#{mark_id(start)}",
        review=review_page(row.text("iri")),
    )
    return Span(start, end, id_), fact


def _problem(row: "AnswerRow") -> Problem:
    place = next((f"{one.start}-{one.end}" for one in row.passages), "")
    return Problem(
        code=row.text("code").replace("-", " "),
        message=row.text("message"),
        place=place,
        mark=f"?at={place}#at" if place else "",
        pointer=row.text("pointer"),
    )


def _shown(
    text: str | None,
    facts: list[tuple[Span, Fact]],
    asked: Range | None,
    part: str,
    *,
    is_whole: bool,
) -> Shown:
    """Return the part of a text that is asked for."""
    if text is None:
        return Shown(is_missing=True)
    spans = [one for one, _ in facts]
    ranges = [(0, len(text))] if is_whole else ranges_around(len(text), spans)
    found = parts(ranges, [one.start for one in spans])
    of_asked = part_with(found, asked[0]) if asked else None
    number = _number(part, len(found)) if part else (of_asked or 0)
    own = found[number]
    return Shown(
        ranges=tuple(
            Stretch(pieces(text, one, spans, asked), one[0] == 0, one[1] == len(text))
            for one in own
        ),
        facts=tuple(fact for span, fact in facts if any(s <= span.start < e for s, e in own)),
        number=number + 1,
        count=len(found),
        is_whole=is_whole,
        is_asked_hidden=asked is not None and of_asked is None,
    )


def _number(part: str, count: int) -> int:
    number = int(part) if part.isdecimal() and len(part) <= _MOST_DIGITS else 0
    if not 1 <= number <= count:
        raise BadParameter(
            f"found part={part[:50]!r}, wanted 1 to {count}; leave it out for the first"
        )
    return number - 1


def add(routes: APIRouter, pages: "Readings", gate: "Gate") -> None:
    """Add the page; those with the token see the whole text of any document."""

    @routes.get(f"{SECTION}/{{identifier:path}}")
    async def document(identifier: str, request: Request, at: str = "", part: str = "") -> Response:
        given = header(request.scope, b"authorization")

        def answer(reader: "Reader") -> Response:
            # In a thread: a token may take a tenth of a second to be told from others.
            is_trusted = gate.is_trusted(given, client_of(request.scope))
            other = _known_otherwise(reader, identifier)
            if other:
                return RedirectResponse(other, HTTPStatus.SEE_OTHER)
            page = page_of_document(reader, identifier, at=at, part=part, is_trusted=is_trusted)
            frame = frame_of(reader)
            made = render("document.html", frame, same=page.same, page=page, section=SECTION)
            made.headers["Vary"] = "Accept, Authorization"
            return made

        return await pages.within_limits(request, answer)


def _known_otherwise(reader: "Reader", identifier: str) -> str:
    """Return the page of the document that another of its names was given for, else nothing."""
    if reader.entry(identifier) is not None:
        return ""
    known = document_known_as(reader, known_terms(reader.place), identifier)
    return (page_of(names.document(known)) or SECTION) if known else ""
