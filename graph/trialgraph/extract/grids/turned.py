"""Tables whose rows are the arms, turned so that each arm has a column."""

from dataclasses import replace

from trialgraph.extract.grids.head_names import labels_in
from trialgraph.extract.grids.heads import compares
from trialgraph.extract.grids.raw import Placed, RawTable
from trialgraph.model.trial import Arm

_FEWEST = 2


def turned(raw: RawTable, arms: tuple[Arm, ...]) -> RawTable | None:
    """Return a table with rows for columns, where one head stands over rows of one arm each.

    Columns that compare the arms have no place in it; they are left out.
    """
    worded = [cell for cell in raw.cells if cell.text]
    if any(cell.rows > 1 or cell.columns > 1 for cell in worded):
        return None
    top = min((cell.row for cell in worded), default=0)
    stubs = [cell for cell in worded if cell.column == 0 and cell.row > top]
    below = {cell.row for cell in worded if cell.row > top}
    named = [labels_in(cell.text, arms) for cell in stubs]
    labels = {label for one in named for label in one}
    if len(stubs) != len(below) or not _FEWEST <= len(labels) == len(stubs):
        return None
    if any(len(one) != 1 for one in named):
        return None
    left_out = {cell.column for cell in worded if cell.row == top and compares(cell.text)}
    cells = tuple(_turned(cell, top) for cell in worded if cell.column not in left_out)
    return replace(raw, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _turned(cell: Placed, top: int) -> Placed:
    is_head = cell.column == 0
    return replace(cell, row=cell.column, column=cell.row - top, is_head=is_head, indent=0)
