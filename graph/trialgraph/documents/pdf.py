"""A paper as PDF: its words in reading order, without page furniture, tables as cells."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from trialgraph.documents.layout import text_marks
from trialgraph.documents.lines import Mark, printed_lines, sections
from trialgraph.documents.pdf_columns import Column, columns
from trialgraph.documents.pdf_furniture import cleared
from trialgraph.documents.pdf_gutters import usual_gutters
from trialgraph.documents.pdf_lines import PrintedLine
from trialgraph.documents.pdf_pages import Page, pages
from trialgraph.documents.pdf_paragraphs import Joiner, Paragraph, Setting, setting
from trialgraph.documents.pdf_tables import GRID, PrintedTable, table_at, with_grids
from trialgraph.documents.pdf_text import Written, written
from trialgraph.errors import PdfWithoutText
from trialgraph.model.document import Document
from trialgraph.model.text import Problem

READER = "pdf-reader 1"

_MAGIC = b"%PDF-"
_HEAD = 1024  # the magic may stand after some other bytes (PDF 1.7, annex H)
_BLANK = b"\xef\xbb\xbf \t\r\n"
_FEWEST_LETTERS = 40  # fewer on a page are a stamp on a picture
_UNKNOWN = "\ufffd"


def recognises(content: bytes) -> bool:
    """Tell whether bytes are a PDF."""
    return content[:_HEAD].lstrip(_BLANK).startswith(_MAGIC)


def read(content: bytes) -> Document:
    """Return the paper that a PDF shows.

    Raises:
        UnreadableRecord: it is broken, or takes too long.
        PdfWithoutText: it is locked, or holds pictures of its pages only.
    """
    shown = pages(content)
    letters = sum(len(word.text) for page in shown for word in (*page.words, *page.turned))
    if letters < _FEWEST_LETTERS:
        raise PdfWithoutText(
            f"a PDF of {len(shown)} pages without text found, as scanned pages are; wanted one "
            "with text; run it through text recognition first"
        )
    text = _text(shown)
    marks = _marks(text)
    return Document(
        identifier=f"sha-{hashlib.sha256(content).hexdigest()[:16]}",
        kind="pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        reader=READER,
        text=text.text,
        sections=sections(marks, len(text.text)),
        problems=_problems(text.text),
        tables=text.tables,
    )


def _marks(text: Written) -> list[Mark]:
    """Return where the sections begin: those of the paper, then the page furniture."""
    prose = text.text[: text.furniture]
    found = text_marks(prose, printed_lines(prose))
    if text.furniture < len(text.text):
        found.append(Mark(text.furniture, "furniture"))
    return found


def _problems(text: str) -> tuple[Problem, ...]:
    unknown = text.count(_UNKNOWN)
    if not unknown:
        return ()
    message = f"{unknown} signs of the PDF do not say which letters they are; they show as U+FFFD"
    return (Problem("encoding", message),)


def _text(shown: Sequence[Page]) -> Written:
    """Return the canonical text of the pages."""
    found = cleared(shown)
    pieces: list[Piece] = []
    gridded = [with_grids(page) for page in found.pages]
    gutters = usual_gutters(words for words, _ in gridded)
    laid_out = [
        ([*columns(words, gutters), *columns(page.turned)], grids)
        for page, (words, grids) in zip(found.pages, gridded, strict=True)
    ]
    usual = setting(column for held, _ in laid_out for column in held)
    for held, grids in laid_out:
        for column in held:
            _follow(pieces, _pieces(column, grids, usual), Joiner(usual))
    return written(pieces, found.furniture, usual.words)


Piece = Paragraph | PrintedTable


def _pieces(column: Column, grids: Sequence[PrintedTable], usual: Setting) -> Iterator[Piece]:
    """Yield the paragraphs and tables of a column."""
    joiner = Joiner(usual)
    lines = list(column.lines)
    begun = at = 0
    while at < len(lines):
        found = _table(lines, at, (column, grids, usual))
        if found is None:
            at += 1
            continue
        yield from _paragraphs(lines[begun:at], column, joiner)
        table, at = found
        begun = at
        yield table
    yield from _paragraphs(lines[begun:], column, joiner)


def _table(
    lines: list[PrintedLine],
    at: int,
    where: tuple[Column, Sequence[PrintedTable], Setting],
) -> tuple[PrintedTable, int] | None:
    column, grids, usual = where
    text = lines[at].text
    if text.startswith(GRID):
        return grids[int(text.removeprefix(GRID).split()[0])], at + 1
    return table_at(lines, at, column, usual)


def _paragraphs(lines: list[PrintedLine], column: Column, joiner: Joiner) -> list[Paragraph]:
    if not lines:
        return []
    return joiner.paragraphs(Column(tuple(lines), column.left, column.right))


def _follow(pieces: list[Piece], found: Iterable[Piece], joiner: Joiner) -> None:
    """Add the pieces of a column; a paragraph that the column before cuts is whole again.

    A table or caption inside a sentence stays where it is printed: the reading view
    reads over it.
    """
    for number, piece in enumerate(found):
        before = pieces[-1] if pieces else None
        if (
            number == 0
            and isinstance(before, Paragraph)
            and isinstance(piece, Paragraph)
            and joiner.goes_on(before, piece)
        ):
            before.lines += piece.lines
            before.is_open = piece.is_open
        else:
            pieces.append(piece)
