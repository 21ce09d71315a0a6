"""A saved web page: its text as a reader sees it, its tables, what it states of itself."""

import hashlib
from dataclasses import replace

from trialgraph.documents.headings import kind_of, labelled
from trialgraph.documents.html_meta import publication_values
from trialgraph.documents.html_source import decoded, is_page, parsed
from trialgraph.documents.html_text import Heading, Written, written
from trialgraph.documents.layout import MAX_CHARACTERS, NCT_LINE, laid_out, missing_end
from trialgraph.documents.lines import Line, Mark, printed_lines, sections
from trialgraph.documents.publication_text import fields
from trialgraph.errors import DocumentTooLarge, EmptyDocument
from trialgraph.model.document import Document, DocumentKind, SectionKind, Table
from trialgraph.model.record import Record

READER = "html-reader 1"

_FEWEST_PARTS = 3


def recognises(content: bytes) -> bool:
    """Tell whether bytes begin as a web page does."""
    return is_page(content)


def read(content: bytes) -> Document:
    """Return the document that a saved page is: a page of a registry or library, or a text.

    What the page states of itself as a publication (``citation_...``) stands in the
    record, whose lines end the text.

    Raises:
        EmptyDocument: nothing is seen on it.
        UnreadableRecord: its elements stand too deep in each other.
        DocumentTooLarge: its text has more than ``MAX_CHARACTERS`` characters.
    """
    source, problems = decoded(content)
    root = parsed(source)
    page = written(root)
    lines = printed_lines(page.text)
    if not lines:
        raise EmptyDocument("a page on which nothing is seen found, wanted text; check the file")
    if len(page.text) > MAX_CHARACTERS:
        raise DocumentTooLarge(
            f"{len(page.text):,} characters found, at most {MAX_CHARACTERS:,} are read; "
            "cut the page in parts"
        )
    kind, marks = laid_out(page.text, lines)
    if kind == "text":
        marks = _headed(page) or marks
    else:
        problems = (*problems, *missing_end(page.text, kind, marks))
    digest = hashlib.sha256(content).hexdigest()
    document = Document(
        identifier=_identifier(kind, lines, digest),
        kind=kind,
        sha256=digest,
        reader=READER,
        text=page.text,
        problems=problems,
        tables=tuple(page.tables),
    )
    values = {} if kind == "ctgov-page" else publication_values(root)
    return _with_record(document, [*_around(marks, page.tables)], values)


def _identifier(kind: DocumentKind, lines: tuple[Line, ...], digest: str) -> str:
    if kind != "ctgov-page":
        return f"sha-{digest[:16]}"
    number = next(match for line in lines if (match := NCT_LINE.match(line.words)))
    return f"ctgov-{number[1]}"


def _headed(page: Written) -> list[Mark]:
    """Return the sections that the page's own headings begin, none where they are too few."""
    found: list[Mark] = []
    for heading in page.headings:
        kind = kind_of(heading.words)
        if kind is not None:
            found.append(Mark(heading.span.start, kind, heading.words))
    if len({mark.kind for mark in found}) < _FEWEST_PARTS:
        return []
    return [*_title(page.headings, found[0].start), *found, *_labels(page.text, found)]


def _title(headings: list[Heading], end: int) -> list[Mark]:
    """Return the marks of the title and of the people below it."""
    title = next((one for one in headings if one.level == 1 and one.span.start < end), None)
    if title is None:
        return []
    return [Mark(title.span.start, "title"), Mark(title.span.end, "front")]


def _labels(text: str, marks: list[Mark]) -> list[Mark]:
    """Return where the labelled parts of an abstract begin."""
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if mark.kind == "abstract":
            end = len(text) if following is None else following.start
            return labelled(text, mark.start + len(mark.heading), end)
    return []


def _around(marks: list[Mark], tables: list[Table]) -> list[Mark]:
    """Return the marks with the tables set apart; after each the part around it goes on."""
    found = sorted(marks, key=lambda mark: mark.start)
    for table in tables:
        before = [mark for mark in found if mark.start <= table.span.start]
        around: SectionKind = before[-1].kind if before else "front"
        found = [
            *before,
            Mark(table.span.start, "table"),
            Mark(table.span.end, around),
            *(mark for mark in found if mark.start >= table.span.end),
        ]
    return found


def _with_record(document: Document, marks: list[Mark], values: dict[str, object]) -> Document:
    """Return the document with its sections, and with its record at the end of the text."""
    if not values:
        return replace(document, sections=sections(marks, len(document.text)))
    text = document.text + "\n"
    lines, block = fields(values, len(text))
    marks = [*marks, Mark(len(text), "record")]
    text += lines
    return replace(
        document,
        text=text,
        sections=sections(marks, len(text)),
        record=Record("publication", block),
    )
