"""A printed table to grids: its heads, its columns, its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trialgraph.extract.grids.flat import flattened
from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.heads import Rows, head_of, is_head_row, names_arms, sizes_row
from trialgraph.extract.grids.meaning import counting_columns, sharing_columns
from trialgraph.extract.grids.raw import Placed, RawTable, raw_tables
from trialgraph.extract.grids.rows import rows_of
from trialgraph.extract.grids.spreading import aligned, spread
from trialgraph.extract.grids.turned import turned
from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as printed and what it says."""

    raw: RawTable
    grids: tuple[Grid, ...]


@lru_cache(maxsize=1)
def tables_in(view: ReadingView, arms: tuple[Arm, ...]) -> tuple[Printed, ...]:
    """Return the tables of a document; results, harms and baseline ask for the same ones."""
    tables = (*raw_tables(view), *flattened(view, arms).tables)
    return tuple(Printed(raw, grids_of(raw, arms)) for raw in tables)


def grids_in(view: ReadingView, arms: tuple[Arm, ...]) -> tuple[Grid, ...]:
    """Return the grids of all tables of a document."""
    return tuple(grid for table in tables_in(view, arms) for grid in table.grids)


def grids_of(raw: RawTable, arms: tuple[Arm, ...]) -> tuple[Grid, ...]:
    """Return the grids of a table: one, or one for each layout where it changes half-way."""
    found = tuple(_grids(raw, arms))
    other = None if any(grid.arm_columns for grid in found) else turned(raw, arms)
    return tuple(_grids(other, arms)) if other else found


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
            yield Grid(
                title=raw.title,
                corner=grid_head.corner,
                columns=grid_head.columns,
                rows=rows,
                notes=raw.notes,
                span=raw.span,
                counting=counting_columns(grid_head.columns, rows),
                sharing=sharing_columns(grid_head.columns, rows),
            )


def _by_row(raw: RawTable) -> Rows:
    rows: dict[int, list[Placed]] = {}
    for cell in raw.cells:
        rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[number], key=lambda cell: cell.column) for number in sorted(rows)]


def _parts(rows: Rows) -> Iterator[tuple[Rows, Rows]]:
    """Yield each head with the rows under it; a heading right over a head is the first of them."""
    head: Rows = []
    body: Rows = []
    over: Rows = []
    is_first = True
    for row in rows:
        if not any(cell.text for cell in row):
            continue
        begun = body if head else [one for one in body if not _spans_all(one)]
        if is_head_row(row, first=is_first and not begun) and not _is_heading(row, head):
            body, over = _without_last_headings(body, over)
            if body:
                yield head, body
                head, body, is_first = [], [], False
            head.append(row)
        else:
            body += [*over, row]
            over = []
    if body:
        yield head, [*over, *body]


def _without_last_headings(body: Rows, over: Rows) -> tuple[Rows, Rows]:
    """Return the rows before a head, and the headings right over it."""
    last = len(body)
    while last and _spans_all(body[last - 1]):
        last -= 1
    return body[:last], [*over, *body[last:]]


def _spans_all(row: Sequence[Placed]) -> bool:
    """Tell whether a row only names the rows below it, and is not marked as a head."""
    worded = [cell for cell in row if cell.text]
    first = worded[0]
    is_alone = len(worded) == 1 and first.column == 0 and not first.is_head
    return is_alone and (first.columns > 1 or len(row) > 1)


def _is_heading(row: Sequence[Placed], head: Rows) -> bool:
    """Tell whether a row that is marked as a head only names the rows below the real head."""
    worded = [cell for cell in row if cell.text]
    named = [cell for above in head for cell in above if cell.text]
    corner = any(cell.column == 0 for cell in named)
    return corner and len(named) > len(worded) == 1 and worded[0].column == 0


def _sizes(body: Rows) -> dict[int, Number]:
    """Return the sizes of the columns where the first row of values prints nothing else."""
    return sizes_row(body[0]) if body else {}
