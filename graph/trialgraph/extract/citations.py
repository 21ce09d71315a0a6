"""The references that a document lists, one by one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from trialgraph.extract.printed_dates import printed_date
from trialgraph.extract.reference_text import Reference, read_reference
from trialgraph.model import lazy
from trialgraph.model.document import Document, Section
from trialgraph.model.reading import Citation
from trialgraph.model.text import PartialDate, Span

_NUMBERED = lazy.regex(r"^[ \t]*\[?(?P<number>\d{1,3})[.\]][ \t]+(?=\S)", re.MULTILINE)
_BROKEN = lazy.regex(r"(?<=[a-z])-[ \t]*\r?\n\s*(?=[a-z])")
_TYPE = lazy.regex(r"^Reference Type:?[ \t]+(?P<type>[A-Z]+)[ \t\r]*$", re.MULTILINE)
_PMID = lazy.regex(r"^PMID: ?\d+[^\r\n]*", re.MULTILINE)
_PARAGRAPH = lazy.regex(r"\S(?:[^\r\n]|\r?\n(?!\s*?\r?\n))*")
_EPUB = lazy.regex(r"Epub\s+")
_TYPES: dict[str, Literal["background", "result", "derived"]] = {
    "BACKGROUND": "background",
    "RESULT": "result",
    "DERIVED": "derived",
}


def read_citations(document: Document) -> tuple[Citation, ...]:
    """Return the references of a document's list, in order; nothing from its sentences."""
    found: list[Citation] = []
    for section in document.sections:
        if section.kind == "references":
            found += _registry(document, section) or _numbered(document, section)
    return tuple(found)


def _numbered(document: Document, section: Section) -> list[Citation]:
    """Return the entries of a numbered list.

    A page that was copied from a browser prints every number as 1; there the
    place in the list is the number.
    """
    text = document.text
    starts = list(_NUMBERED.finditer(text, section.span.start, section.span.end))
    numbers = [int(match["number"]) for match in starts]
    copied = len(numbers) > 1 and set(numbers) == {1}
    kept = [match for place, match in enumerate(starts) if copied or _follows(numbers, place)]
    ends = [match.start() for match in kept[1:]] + [section.span.end]
    return [
        _citation(document, match.end(), end, place if copied else int(match["number"]))
        for place, (match, end) in enumerate(zip(kept, ends, strict=False), 1)
    ]


def _follows(numbers: list[int], place: int) -> bool:
    """Tell whether a number at a line's start numbers an entry: one more than one before it."""
    return place == 0 or numbers[place] - 1 in numbers[:place]


def _citation(document: Document, start: int, end: int, number: int | None) -> Citation:
    printed = document.text[start:end].rstrip()
    reference = read_reference(_BROKEN.sub("", printed))
    return _filled(document, reference, Span(start, start + len(printed)), number)


def _filled(document: Document, reference: Reference, span: Span, number: int | None) -> Citation:
    issued, online = _dates(document.text, reference, span)
    return Citation(
        number=number,
        first_author=reference.authors[0] if reference.authors else "",
        title=reference.title,
        journal=reference.journal,
        year=reference.year,
        volume=reference.volume,
        pages=reference.pages,
        doi=reference.doi,
        pmid=reference.pmid,
        pmcid=reference.pmcid,
        issued=issued,
        online=online,
        span=span,
    )


def _dates(
    text: str, reference: Reference, span: Span
) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the dates of issue and of Epub, the first only where more than a year is printed."""
    issued = None
    if len(reference.date) > len("2012"):
        at = text.find(reference.date, span.start, span.end)
        issued = printed_date(text, at, at + len(reference.date)) if at >= 0 else None
        issued = issued if issued and issued.precision != "year" else None
    epub = _EPUB.search(text, span.start, span.end)
    online = printed_date(text, epub.end(), min(epub.end() + 14, span.end)) if epub else None
    return issued, online


def _registry(document: Document, section: Section) -> list[Citation]:
    """Return the references of a registry page, each followed by its type and its PMID."""
    found: list[Citation] = []
    for start, end, kind in _typed(document.text, section):
        citation = _citation(document, start, end, len(found) + 1)
        found.append(replace(citation, type=_TYPES.get(kind, "reference")))
    return found


def _typed(text: str, section: Section) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and type of each reference that a "Reference Type" line follows."""
    before = section.span.start
    for match in _TYPE.finditer(text, section.span.start, section.span.end):
        paragraphs = list(_PARAGRAPH.finditer(text, before, match.start()))
        if paragraphs:
            pmid = _PMID.match(text, _next_line(text, match.end()))
            end = pmid.end() if pmid else match.end()
            yield paragraphs[-1].start(), end, match["type"]
        before = match.end()


def _next_line(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in "\r\n":
        offset += 1
    return offset
