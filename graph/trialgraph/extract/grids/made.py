"""A printed table to grids: its heads, its columns, its rows."""

from collections.abc import Iterator
from functools import lru_cache

from trialgraph.extract.grids.flat import flattened
from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.heads import (
    Rows,
    aligned,
    head_of,
    is_head_row,
    names_arms,
    sizes_row,
    spread,
)
from trialgraph.extract.grids.raw import Placed, RawTable, raw_tables
from trialgraph.extract.grids.rows import rows_of
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm


@lru_cache(maxsize=1)
def grids_in(view: ReadingView, arms: tuple[Arm, ...]) -> tuple[Grid, ...]:
    """Return the grids of a document; results, harms and baseline ask for the same ones."""
    tables = (*raw_tables(view), *flattened(view, arms).tables)
    return tuple(grid for raw in tables for grid in grids_of(raw, arms))


def grids_of(raw: RawTable, arms: tuple[Arm, ...]) -> tuple[Grid, ...]:
    """Return the grids of a table: one, or one for each layout where it changes half-way."""
    return tuple(_grids(raw, arms))


def _grids(raw: RawTable, arms: tuple[Arm, ...]) -> Iterator[Grid]:
    whole: Rows = []
    sizes: dict[int, Number] = {}
    for head, lines in _parts(_by_row(raw)):
        found = _sizes(lines)
        body = lines[1:] if found else lines
        if not whole or names_arms([cell for row in head for cell in row], arms):
            whole, sizes = head, found
        heads = aligned([*whole, *(head if head is not whole else [])], body)
        grid_head = head_of(spread(heads, arms), body, sizes, arms, raw.notes)
        rows = rows_of(body, grid_head.stubs, grid_head.columns)
        if rows:
            yield Grid(raw.title, grid_head.corner, grid_head.columns, rows, raw.notes, raw.span)


def _by_row(raw: RawTable) -> Rows:
    rows: dict[int, list[Placed]] = {}
    for cell in raw.cells:
        rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[number], key=lambda cell: cell.column) for number in sorted(rows)]


def _parts(rows: Rows) -> Iterator[tuple[Rows, Rows]]:
    """Yield each head with the rows under it."""
    head: Rows = []
    body: Rows = []
    is_first = True
    for row in rows:
        if not any(cell.text for cell in row):
            continue
        if is_head_row(row, first=is_first and not body):
            if body:
                yield head, body
                head, body, is_first = [], [], False
            head.append(row)
        else:
            body.append(row)
    if body:
        yield head, body


def _sizes(body: Rows) -> dict[int, Number]:
    """Return the sizes of the columns where the first row of values prints nothing else."""
    return sizes_row(body[0]) if body else {}
