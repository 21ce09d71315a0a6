"""What runs across a gutter, told from what stands in the columns beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from trialgraph.documents.paper import CAPTION, is_caption
from trialgraph.documents.pdf_gutters import Gutter
from trialgraph.documents.pdf_lines import PrintedLine, printed
from trialgraph.documents.pdf_pages import Word

_TABLE_ROWS = 2
_FEWEST_ROWS = 2
_FEWEST_CELLS = 3  # one cell a column is prose
_CELL_WORDS = 5  # of a line of a cell beside the first
_BETWEEN_ROWS = 3  # lines of a title, of stub heads or of cells that go on
_LEVEL = 0.5  # of a word's height: how much of it stands beside another on its line


@dataclass
class Band:
    """Lines from top to bottom that run across a gutter, or stand on its sides."""

    is_across: bool
    lines: list[PrintedLine]


def bands(words: Sequence[Word], gutter: Gutter) -> list[Band]:
    """Return the lines from top to bottom, those across the gutter told apart.

    A wide table runs across with its title and all its rows, though the words of a row
    may leave the gutter free.
    """
    across = printed(_beside(words, gutter))
    taken = {id(word) for line in across for word in line.words}
    rest = printed(word for word in words if id(word) not in taken)
    lines = sorted([*across, *rest], key=lambda line: line.base)
    wide = {id(line) for line in [*across, *_tables(lines, gutter)]}
    found: list[Band] = []
    for line in lines:
        _add(found, Band(id(line) in wide, [line]))
    return _merged(found, gutter)


def _beside(words: Sequence[Word], gutter: Gutter) -> list[Word]:
    """Return the words on the lines of those that cross a gutter."""
    spans = sorted({(word.top, word.base) for word in words if gutter.is_crossed_by(word)})
    return [
        word
        for word in words
        if any(
            min(base, word.base) - max(top, word.top) > _LEVEL * (word.base - word.top)
            for top, base in spans
        )
    ]


def _tables(lines: Sequence[PrintedLine], gutter: Gutter) -> list[PrintedLine]:
    """Return the lines of the wide tables, from the title to the last row."""
    found: list[PrintedLine] = []
    for at, line in enumerate(lines):
        if _is_title(line, gutter):
            found += lines[at : _end_of_rows(lines, at, gutter)]
    return found


def _is_title(line: PrintedLine, gutter: Gutter) -> bool:
    """Tell whether a line is the title of a table, with nothing in the column on its right."""
    title = CAPTION.match(line.text)
    is_across = any(map(gutter.is_crossed_by, line.words))
    is_alone = line.right <= gutter.centre and len(line.cells()) == 1
    return (
        title is not None
        and title["what"].upper() == "TABLE"
        and (is_across or is_alone)
        and (is_caption(title["rest"]) or not title["rest"].strip(" ."))
    )


def _end_of_rows(lines: Sequence[PrintedLine], at: int, gutter: Gutter) -> int:
    """Return the number of the line after the last row; ``at`` where too few rows follow."""
    end, rows = at, 0
    for number, line in enumerate(lines[at + 1 :], start=at + 1):
        if _is_row(line, gutter):
            end, rows = number + 1, rows + 1
        elif number - max(end, at) > _BETWEEN_ROWS or _is_level_prose(line, gutter):
            break
    return end if rows >= _FEWEST_ROWS else at


def _is_row(line: PrintedLine, gutter: Gutter) -> bool:
    """Tell whether a line is one of a wide table; one of a narrow table has prose beside it."""
    _, *cells = line.cells()
    is_wide = line.left < gutter.centre < line.right
    are_short = max(map(len, cells), default=0) <= _CELL_WORDS
    return is_wide and are_short and len(cells) + 1 >= _FEWEST_CELLS


def _is_level_prose(line: PrintedLine, gutter: Gutter) -> bool:
    """Tell whether words stand on both sides of a gutter and in no other cells."""
    is_wide = line.left < gutter.centre < line.right
    is_parted = not any(map(gutter.is_crossed_by, line.words))
    return is_wide and is_parted and len(line.cells()) < _FEWEST_CELLS


def _merged(found: list[Band], gutter: Gutter) -> list[Band]:
    """Return the bands with the rows of wide tables joined to what runs across."""
    merged: list[Band] = []
    for number, band in enumerate(found):
        is_inside = 0 < number < len(found) - 1
        is_row = is_inside and len(band.lines) <= _TABLE_ROWS and _are_cells(band.lines, gutter)
        _add(merged, Band(band.is_across or is_row, band.lines))
    return merged


def _add(found: list[Band], band: Band) -> None:
    """Add a band, or its lines to the last one of the same kind."""
    if found and found[-1].is_across == band.is_across:
        found[-1].lines += band.lines
    else:
        found.append(Band(band.is_across, list(band.lines)))


def _are_cells(lines: list[PrintedLine], gutter: Gutter) -> bool:
    """Tell whether lines between two that cross are rows: their cells leave most places empty."""
    wide = [line for line in lines if line.left < gutter.centre < line.right]
    return all(len(line.cells()) >= _FEWEST_CELLS for line in wide)
