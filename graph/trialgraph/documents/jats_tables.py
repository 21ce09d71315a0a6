"""Tables of JATS: rows and columns with their spans, title, notes."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

from trialgraph.documents.jats_inline import words_of
from trialgraph.documents.jats_page import Page
from trialgraph.model.document import Cell, Table
from trialgraph.model.text import Problem, Span

_MOST_COLUMNS = 1_000
_MOST_ROWS = 20_000
_DIGITS = 6  # of a span that is none of a bomb
_END = ".:?!)"


class Placed(NamedTuple):
    """A cell in its place, before it is written."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int
    is_header: bool


def write_table(page: Page, wrap: Element) -> None:
    """Write a table: its title on a line, a line a row with tabs between cells, its notes."""
    label, title = _label(wrap), _title(wrap)
    page.begin_apart("table", title)
    start = page.length
    caption = page.paragraph(title, "\n")
    cells: list[Cell] = []
    for grid in _grids(wrap):
        cells += list(_write_rows(page, grid, cells[-1].row + 1 if cells else 0))
    notes = tuple(page.paragraph(words, "\n") for words in _notes(wrap))
    span = Span(start, page.length)
    page.write("\n")
    if cells:
        page.tables.append(Table(label, caption if title else None, tuple(cells), notes, span))
    elif next(wrap.iter("graphic", "media"), None) is not None:
        message = f"the table {label!r} is a picture; its numbers are not read"
        page.problems.append(Problem("table-is-a-picture", message, caption))
    page.resume()


def _label(wrap: Element) -> str:
    label = wrap.find("label")
    return "" if label is None else words_of(label).rstrip(" .:")


def _title(wrap: Element) -> str:
    """Return label and caption on one line."""
    parts = [] if wrap.find("label") is None else [words_of(wrap.find("label"))]
    for caption in wrap.findall("caption"):
        parts += [words_of(part) for part in caption]
    return sentence_line(parts)


def sentence_line(parts: list[str]) -> str:
    """Return parts of a title on one line, each closed by a full stop where it is open."""
    named = [part for part in parts if part]
    closed = [part if part.endswith(tuple(_END)) else f"{part}." for part in named[:-1]]
    return " ".join([*closed, *named[-1:]])


def _grids(wrap: Element) -> Iterator[Element]:
    """Yield each grid once: of several forms of one table the first that has rows."""
    for child in wrap:
        if child.tag in ("table", "array"):
            yield child
        elif child.tag == "alternatives":
            yield from list(_grids(child))[:1]


def _notes(wrap: Element) -> Iterator[str]:
    """Yield the notes under a table, each on one line behind its mark."""
    notes: list[Element] = []
    for foot in wrap.findall("table-wrap-foot"):
        for part in foot:
            notes += list(part) if part.tag == "fn-group" else [part]
    for kind in ("attrib", "permissions", "fn"):
        notes += wrap.findall(kind)
    yield from filter(None, map(words_of, notes))


def _write_rows(page: Page, grid: Element, first: int) -> Iterator[Cell]:
    """Write the rows of a grid and yield its cells; its first row has the given number."""
    column, row = 0, 0
    for cell in placed(grid):
        if cell.row != row:
            page.write("\n" * (cell.row - row))
            column, row = 0, cell.row
        page.write("\t" * (cell.column - column))
        column = cell.column
        span = page.write(words_of(cell.element))
        yield Cell(first + row, column, cell.rows, cell.columns, cell.is_header, span)
    page.write("\n")


def placed(grid: Element) -> Iterator[Placed]:
    """Yield the cells of a grid in order; those that reach down push later ones on."""
    names = {spec.get("colname"): at for at, spec in enumerate(grid.iter("colspec"))}
    taken: dict[int, int] = {}  # column -> first row in which it is free
    for number, (row, in_head) in enumerate(islice(_rows(grid), _MOST_ROWS)):
        column = 0
        for element in row.iterchildren("td", "th", "entry"):
            while taken.get(column, 0) > number:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            columns = min(_columns(element, names), _MOST_COLUMNS - column)
            rows = _number(element.get("rowspan"), 1) + _number(element.get("morerows"), 0)
            taken.update(dict.fromkeys(range(column, column + columns), number + rows))
            header = in_head or element.tag == "th"
            yield Placed(element, number, column, rows, columns, header)
            column += columns


def _rows(grid: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a grid and whether they are its head; its foot comes last."""
    parts = [*grid.iterchildren(), *grid.iterchildren("tfoot")]
    for part in parts[: len(grid)]:
        if part.tag in ("tr", "row"):
            yield part, False
        elif part.tag in ("thead", "tbody"):
            yield from ((row, part.tag == "thead") for row in part.iterchildren("tr", "row"))
        elif part.tag == "tgroup":
            yield from _rows(part)
    for part in parts[len(grid) :]:
        yield from ((row, False) for row in part.iterchildren("tr", "row"))


def _columns(element: Element, names: dict[str | None, int]) -> int:
    """Return how many columns a cell covers, in the terms of HTML or of CALS."""
    first, last = element.get("namest"), element.get("nameend")
    if first in names and last in names:
        return max(1, names[last] - names[first] + 1)
    return _number(element.get("colspan"), 1)


def _number(printed: str | None, least: int) -> int:
    """Return a span as HTML reads it: the least where it is missing, wrong or 0."""
    plain = (printed or "").strip()
    number = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _DIGITS else least
    return max(least, min(number, _MOST_ROWS))
