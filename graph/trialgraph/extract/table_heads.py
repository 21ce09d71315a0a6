"""Tables that their source marks up, as they are read: one line of heads above the rows.

A column's head may stand in several rows, and one cell may stand above several
columns; here each column has its whole head in one place.
"""

from trialgraph.extract.traced import Traced, joined
from trialgraph.model import lazy
from trialgraph.model.document import Cell, Document, Section, Table
from trialgraph.model.text import Span

_LETTERS = "[\u02b0-\u02b8\u02e1-\u02e3\u1d43-\u1dbf\u2071\u207f]+"
_NOTE_MARKS = lazy.regex(rf"(?<=\S){_LETTERS}(?:,{_LETTERS})*(?!\S)")


def marked_up(document: Document) -> dict[int, Table]:
    """Return the tables that the source marks up, by where they begin."""
    return {table.span.start: table for table in document.tables}


def with_whole_heads(text: str, section: Section, table: Table) -> Traced:
    """Return a table's text with the rows of its head as one line, marks of footnotes left out."""
    depth = _depth(table)
    whole = Traced.of(text, section.span)
    head = [cell for cell in table.cells if cell.row < depth]
    if len({cell.row for cell in head}) > 1:
        start, end = head[0].span.start, _end_of_line(text, head[-1].span.end)
        whole = joined(
            [
                Traced.of(text, Span(section.span.start, start)),
                _one_line(text, head),
                Traced.of(text, Span(end, section.span.end)),
            ]
        )
    return whole.rewrite(_NOTE_MARKS, lambda _: "")


def _depth(table: Table) -> int:
    """Return how many rows the head has: those down to the first that is not all heads."""
    rows = [cell.row for cell in table.cells if not cell.is_header]
    reach = [cell.row + 1 for cell in table.cells if cell.is_header]
    return min([*rows, max(reach, default=0)])


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _one_line(text: str, head: list[Cell]) -> Traced:
    """Return the heads of all columns with tabs between, each from top to bottom."""
    width = max(cell.column + cell.columns for cell in head)
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for cell in head:
        for column in range(cell.column, cell.column + cell.columns):
            columns[column].append(cell)
    pieces: list[Traced] = []
    place = head[0].span.start
    for number, cells in enumerate(columns):
        worded = [Traced.of(text, cell.span) for cell in cells if cell.span.start < cell.span.end]
        for at, words in enumerate(worded):
            gap = " " if at else "\t" if number else ""
            pieces += [Traced(gap, [place] * len(gap), [place] * len(gap)), words]
            place = words.last
        if not worded and number:
            pieces.append(Traced("\t", [place], [place]))
    return joined(pieces)
