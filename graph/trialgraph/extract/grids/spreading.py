"""Heads moved and widened over the columns that they belong to."""

from dataclasses import replace

from trialgraph.extract.grids.head_names import labels_in
from trialgraph.extract.grids.heads import Rows
from trialgraph.extract.grids.raw import Placed
from trialgraph.model.trial import Arm

_FEWEST = 2


def aligned(rows: Rows, body: Rows) -> Rows:
    """Return heads that stand one column too far to the right over their rows, moved back."""
    width = max((cell.column + cell.columns for row in body for cell in row), default=0)
    worded = [cell for row in rows for cell in row if cell.text]
    if not worded or max(cell.column + cell.columns for cell in worded) != width + 1:
        return rows
    if min(cell.column for cell in worded) < _FEWEST:
        return rows
    return [[replace(cell, column=cell.column - 1) for cell in row if cell.column] for row in rows]


def spread(rows: Rows, arms: tuple[Arm, ...]) -> Rows:
    """Return heads, each arm's as wide as the heads below it repeat.

    Where tabs alone make the columns, an arm's head stands over its first column
    or over nothing of its own: ``Any | Severe | Any | Severe`` under two arms.
    """
    if not rows:
        return rows
    rows = _filled(rows)
    named = [[c for c in row if c.column > 0 and labels_in(c.text, arms)] for row in rows]
    above = next((cells for cells in named if len(cells) >= _FEWEST), [])
    below = [cell.text for cell in rows[-1] if cell.column > 0 and cell.text]
    width = len(below) // max(1, len(above))
    repeats = above and below == below[:width] * len(above) and width >= _FEWEST
    if not repeats or any(cell.columns > 1 for cell in above):
        return rows
    wide = [
        replace(cell, column=1 + number * width, columns=width) for number, cell in enumerate(above)
    ]
    stubs = [cell for row in rows[:-1] for cell in row if cell.column == 0]
    return [[*stubs, *wide], rows[-1]]


def _filled(rows: Rows) -> Rows:
    """Return heads, each of the upper ones as wide as the empty cells after it.

    Tabs print a head once, over the first of its columns: ``Grade 3-4 | | Grade 5 |``.
    Only heads over heads are widened, and only where the lowest row has one in each column.
    """
    below = {cell.column for cell in rows[-1] if cell.text and cell.column > 0}
    return [*([_widened(row, below) for row in rows[:-1]]), rows[-1]]


def _widened(row: list[Placed], below: set[int]) -> list[Placed]:
    worded = [cell for cell in row if cell.text and cell.column > 0]
    if len(worded) < _FEWEST or any(cell.columns > 1 for cell in row):
        return row
    empty = {cell.column for cell in row if not cell.text}
    wide = [cell for cell in row if cell.column == 0]
    for cell in worded:
        end = cell.column + 1
        while end in empty and end in below:
            end += 1
        wide.append(replace(cell, columns=end - cell.column))
    return wide
