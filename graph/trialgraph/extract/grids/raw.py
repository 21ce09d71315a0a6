"""A table as printed: words in rows and columns, wherever they came from.

Nothing here knows what a column means; ``made`` makes grids of it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from trialgraph.extract.folding import fold
from trialgraph.extract.traced import Traced
from trialgraph.extract.unreadable import without_runs
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.document import Cell, Section, Table
from trialgraph.model.text import Span

MOST_CELLS = 20_000
_LETTERS = "[\u02b0-\u02b8\u02e1-\u02e3\u1d43-\u1dbf\u2071\u207f]+"
_MARKS = (
    lazy.regex(rf"(?<=\S)[ ]?{_LETTERS}(?:,{_LETTERS}){{0,9}}(?![A-Z])"),
    lazy.regex(r"[ ]?\^\{?[a-z]\}?(?![\w^{])"),
    lazy.regex(r"(?<=[\w)%.\]])[ ]?[*†‡§¶∗#‖]{1,4}(?:,[*†‡§¶∗#‖]{1,4}){0,4}(?=\s|$|[,;()])"),
)
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell.

    Attributes:
        rows: how many rows it covers, 1 or more.
        columns: how many columns it covers, 1 or more.
        is_head: its source marks it as a heading.
        indent: how far its words stand from the left edge of the cell.
        words: as read (folded, marks of footnotes left out), each with its place.
    """

    row: int
    column: int
    rows: int
    columns: int
    is_head: bool
    indent: int
    words: Traced

    @property
    def text(self) -> str:
        """Return the words."""
        return self.words.text


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells of a table in order of the text, empty ones left out or not.

    Attributes:
        title: label and caption.
        notes: words under the table.
        span: the table with its title and notes.
    """

    title: Traced
    cells: tuple[Placed, ...]
    notes: str
    span: Span


def raw_tables(view: ReadingView) -> Iterator[RawTable]:
    """Yield the tables that the source marks up, and those printed with tabs."""
    for table in view.document.tables:
        if len(table.cells) <= MOST_CELLS:
            yield _marked_up(view, table)
    marked = [table.span.start for table in view.document.tables]
    for section in view.document.sections:
        if section.kind == "table" and section.span.start not in marked:
            yield from _tabbed(view, section)


def cleaned(words: Traced) -> Traced:
    """Return the words of a cell folded, without marks of footnotes and outer blanks."""
    words, _ = without_runs(words, table=True)
    for marks in _MARKS:
        words = words.rewrite(marks, lambda _: "")
    words, _ = fold(words, Counter(), glued=False)
    start = len(words.text) - len(words.text.lstrip())
    return words.cut(start, max(start, len(words.text.rstrip())))


def _marked_up(view: ReadingView, table: Table) -> RawTable:
    text = view.document.text
    title = cleaned(Traced.of(text, table.caption or Span(table.span.start, table.span.start)))
    cells = tuple(_placed(text, cell) for cell in table.cells)
    notes = " ".join(text[span.start : span.end] for span in table.footnotes)
    return RawTable(title, cells, notes, table.span)


def _placed(text: str, cell: Cell) -> Placed:
    start = cell.span.start
    line = max(text.rfind("\n", 0, start), text.rfind("\t", 0, start)) + 1
    printed = text[line : cell.span.end]
    indent = len(printed) - len(printed.lstrip())
    return Placed(
        cell.row,
        cell.column,
        cell.rows,
        cell.columns,
        cell.is_header,
        indent if printed.strip() else 0,
        cleaned(Traced.of(text, cell.span)),
    )


def _tabbed(view: ReadingView, section: Section) -> Iterator[RawTable]:
    """Yield the table of a section whose lines hold tabs."""
    text = view.document.text
    lines = _lines(text, section.span)
    rows = [number for number, line in enumerate(lines) if "\t" in text[line.start : line.end]]
    if len(rows) < _SEVERAL:
        return
    first, last = rows[0], rows[-1]
    title = cleaned(Traced.of(text, Span(section.span.start, lines[first].start)))
    cells = [
        cell for row, line in enumerate(lines[first : last + 1]) for cell in _split(text, line, row)
    ]
    if len(cells) <= MOST_CELLS:
        notes = " ".join(text[lines[last].end : section.span.end].split())
        yield RawTable(title, tuple(cells), notes, section.span)


def _lines(text: str, span: Span) -> list[Span]:
    found: list[Span] = []
    at = span.start
    for line in text[span.start : span.end].splitlines(keepends=True):
        if line.strip():
            found.append(Span(at, at + len(line.rstrip("\r\n"))))
        at += len(line)
    return found


def _split(text: str, line: Span, row: int) -> Iterator[Placed]:
    at = line.start
    for column, words in enumerate(text[line.start : line.end].split("\t")):
        indent = len(words) - len(words.lstrip()) if words.strip() else 0
        traced = cleaned(Traced.of(text, Span(at, at + len(words))))
        yield Placed(row, column, 1, 1, is_head=False, indent=indent, words=traced)
        at += len(words) + 1
