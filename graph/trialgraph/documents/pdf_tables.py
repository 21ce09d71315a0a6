"""Tables of a PDF: lines below a caption whose words stand in cells, and ruled grids."""

from collections.abc import Sequence
from dataclasses import dataclass

from trialgraph.documents.paper import CAPTION
from trialgraph.documents.pdf_columns import Column
from trialgraph.documents.pdf_lines import PrintedLine, printed
from trialgraph.documents.pdf_pages import Box, Page, Word
from trialgraph.documents.pdf_paragraphs import Setting
from trialgraph.model import lazy

GRID = "\ufffc"
"""Stands in the flow where a ruled grid is, followed by its number on the page."""

_NEAR = 7  # lines of a caption and of stub heads above the first row
_FULL = 0.8  # of the width of the column
_WIDE = 2.2  # times the usual distance of lines
_SMALLER = 0.96
_FEWEST_CELLS = 4
_CELL_WORDS = 40
_NOTE = lazy.regex(
    r"[*†‡§¶‖#]|[a-h⁰¹²³⁴⁵⁶⁷⁸⁹] ?[A-Z]|Abbreviations?\b|Notes?[:.]|Data (?:are|were)\b|Values are"
    r"|Percentages|[A-Z][A-Za-z\d/-]{1,9}[,:=] |\^\{"
)


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell: words and where they stand from left to right."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table before it has a place in the text.

    Attributes:
        caption: its title, empty for a grid whose title stands apart.
        rows: cells from left to right.
        notes: lines below it.
    """

    caption: tuple[str, ...]
    rows: tuple[tuple[CellText, ...], ...]
    notes: tuple[str, ...] = ()


def table_at(
    lines: Sequence[PrintedLine], at: int, column: Column, usual: Setting
) -> tuple[PrintedTable, int] | None:
    """Return the table whose caption a line is, and the number of the line after it."""
    title = CAPTION.match(lines[at].text)
    if title is None or title["what"].upper() != "TABLE":
        return None
    near = range(at + 1, min(at + 1 + _NEAR, len(lines)))
    first = next((n for n in near if len(lines[n].cells()) > 1), None)
    if first is None:
        return None
    end = _end_of_rows(lines, first, column, usual)
    last = _end_of_notes(lines, end, usual)
    caption = tuple(line.text for line in lines[at:first])
    rows = tuple(_cells(line) for line in lines[first:end])
    return PrintedTable(caption, rows, tuple(line.text for line in lines[end:last])), last


def _end_of_rows(lines: Sequence[PrintedLine], first: int, column: Column, usual: Setting) -> int:
    """Return the number of the line after the last row."""
    end = first + 1
    while end < len(lines):
        line = lines[end]
        gap = line.base - lines[end - 1].base
        is_row = len(line.cells()) > 1
        is_prose = not is_row and line.right - line.left > _FULL * (column.right - column.left)
        is_far = gap > _WIDE * usual.leading and not is_row
        if is_prose or is_far or CAPTION.match(line.text) or _NOTE.match(line.text):
            break
        end += 1
    while not is_cells(lines[end - 1]):
        end -= 1  # what follows the last row in one piece is a note, or the prose again
    return end


def is_cells(line: PrintedLine) -> bool:
    """Tell whether wide gaps part a line."""
    return len(line.cells()) > 1


def _end_of_notes(lines: Sequence[PrintedLine], end: int, usual: Setting) -> int:
    """Return the number of the line after a table's notes: marked ones, in small type."""
    is_small = end < len(lines) and lines[end].size < _SMALLER * usual.size
    is_note = end < len(lines) and bool(_NOTE.match(lines[end].text))
    while is_small and end < len(lines) and lines[end].size < _SMALLER * usual.size:
        if lines[end].base - lines[end - 1].base > _WIDE * usual.leading:
            break
        end += 1
    return end + 1 if is_note and not is_small else end


def _cells(line: PrintedLine) -> tuple[CellText, ...]:
    return tuple(
        CellText(" ".join(line.cells_words(cell)), cell[0].left, cell[-1].right)
        for cell in line.cells()
    )


def with_grids(page: Page) -> tuple[tuple[Word, ...], tuple[PrintedTable, ...]]:
    """Return the words of a page with each ruled grid as one sign, and the grids."""
    words = list(page.words)
    tables: list[PrintedTable] = []
    for cells in page.grids:
        inside = [(box, [word for word in words if _holds(box, word)]) for box in cells]
        table = _grid([(box, held) for box, held in inside if held])
        if table is None:
            continue
        taken = {id(word) for _, held in inside for word in held}
        words = [word for word in words if id(word) not in taken]
        left, top = min(box[0] for box in cells), min(box[1] for box in cells)
        right = max(box[2] for box in cells)
        words.append(Word(f"{GRID}{len(tables)}", left, right, top + 8, 10))
        tables.append(table)
    return tuple(words), tuple(tables)


def _holds(box: Box, word: Word) -> bool:
    left, top, right, bottom = box
    middle = (word.left + word.right) / 2
    return left <= middle <= right and top <= (word.top + word.base) / 2 <= bottom


def _grid(cells: list[tuple[Box, list[Word]]]) -> PrintedTable | None:
    """Return the rows of a grid; ``None`` for a frame around prose."""
    if len(cells) < _FEWEST_CELLS or sum(len(held) for _, held in cells) > _CELL_WORDS * len(cells):
        return None
    rows: dict[float, list[CellText]] = {}
    for box, held in sorted(cells, key=lambda one: (round(one[0][1]), one[0][0])):
        words = " ".join(line.text for line in printed(held))
        rows.setdefault(round(box[1]), []).append(CellText(words, box[0], box[2]))
    if max(map(len, rows.values())) < 2 or len(rows) < 2:  # noqa: PLR2004 - a grid goes both ways
        return None
    return PrintedTable((), tuple(map(tuple, rows.values())))


def columns_of(rows: Sequence[Sequence[CellText]]) -> list[list[tuple[int, int]]]:
    """Return for each cell of each row its column from 0 and how many it covers."""
    edges = _edges([cell for row in rows for cell in row])
    return [[_covered(cell, edges) for cell in row] for row in rows]


def _edges(cells: list[CellText]) -> list[tuple[float, float]]:
    """Return where the columns stand: stretches that narrow cells share."""
    found: list[tuple[float, float]] = []
    for cell in sorted(cells, key=lambda one: one.right - one.left):
        over = [one for one in found if one[0] < cell.right and cell.left < one[1]]
        if not over:
            found.append((cell.left, cell.right))
        elif len(over) == 1:
            (one,) = over
            found.remove(one)
            found.append((min(one[0], cell.left), max(one[1], cell.right)))
    return sorted(found)


def _covered(cell: CellText, edges: list[tuple[float, float]]) -> tuple[int, int]:
    over = [
        number
        for number, (left, right) in enumerate(edges)
        if left < cell.right and cell.left < right
    ]
    return over[0], over[-1] - over[0] + 1
