"""The canonical text of a PDF: a paragraph a line, tables with tabs, furniture at the end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trialgraph.documents.paper import CAPTION
from trialgraph.documents.pdf_paragraphs import Paragraph, joined
from trialgraph.documents.pdf_tables import CellText, PrintedTable, columns_of
from trialgraph.model import lazy
from trialgraph.model.document import Cell, Table
from trialgraph.model.text import Span

_LABEL = lazy.regex(r"(?:TABLE|Table)\s+[A-Z]?\d+")
_FIGURE = lazy.regex(r"\d")


@dataclass(frozen=True, slots=True)
class Written:
    """A text with its tables.

    Attributes:
        furniture: offset where the lines begin that pages repeat.
    """

    text: str
    tables: tuple[Table, ...]
    furniture: int


def written(
    pieces: Iterable[Paragraph | PrintedTable], furniture: Sequence[str], words: Counter[str]
) -> Written:
    """Return paragraphs and tables as one text, with the page furniture after it."""
    scribe = _Scribe(words)
    for piece in pieces:
        if isinstance(piece, PrintedTable):
            scribe.table(piece)
        else:
            scribe.paragraph(joined((line.text for line in piece.lines), words))
    end = scribe.length
    for line in furniture:
        scribe.write(f"{line}\n")
    return Written("".join(scribe.parts), tuple(scribe.tables), end)


@dataclass
class _Scribe:
    """Writes and remembers how far it has come."""

    words: Counter[str]
    parts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    length: int = 0
    caption: Span | None = None

    def write(self, words: str) -> Span:
        """Write words and return where they stand, without the line break."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return Span(start, start + len(words.rstrip("\n")))

    def paragraph(self, words: str) -> None:
        """Write a paragraph with a blank line after it."""
        span = self.write(f"{words}\n\n")
        title = CAPTION.match(words)
        self.caption = span if title and title["what"].upper() == "TABLE" else None

    def table(self, table: PrintedTable) -> None:
        """Write a table: title, a row a line with tabs between cells, notes, a blank line."""
        start = self.length
        caption = self.caption
        if table.caption:
            caption = self.write(joined(table.caption, self.words) + "\n")
        rows = [[self._cell(cell, row) for cell in row] for row in table.rows]
        notes = tuple(self.write(f"{note}\n") for note in table.notes)
        end = self.length
        self.write("\n")
        label = _LABEL.match(self._text(caption)) if caption else None
        self.tables.append(
            Table(
                label=label[0] if label else "",
                caption=caption,
                cells=tuple(_placed(table, rows)),
                footnotes=notes,
                span=Span(start, end - 1),
            )
        )
        self.caption = None

    def _cell(self, cell: CellText, row: Sequence[CellText]) -> Span:
        span = self.write(cell.text)
        self.write("\n" if cell is row[-1] else "\t")
        return span

    def _text(self, span: Span) -> str:
        return "".join(self.parts)[span.start : span.end]


def _placed(table: PrintedTable, spans: list[list[Span]]) -> list[Cell]:
    """Return the cells with their rows and columns."""
    heads = _heads(table)
    return [
        Cell(row, column, 1, covered, row < heads, span)
        for row, (places, held) in enumerate(zip(columns_of(table.rows), spans, strict=True))
        for (column, covered), span in zip(places, held, strict=True)
    ]


def _heads(table: PrintedTable) -> int:
    """Return how many rows stand above the first one of figures."""
    for number, row in enumerate(table.rows):
        figures = sum(bool(_FIGURE.match(cell.text)) for cell in row[1:])
        if figures and 2 * figures >= len(row) - 1:
            return number
    return 1
