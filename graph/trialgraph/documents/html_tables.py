"""Tables of a web page: which of them are tables at all, and their rows as lines."""

from collections.abc import Callable, Iterator

from lxml.etree import _Element as Element

from trialgraph.documents.jats_page import Page
from trialgraph.documents.jats_tables import placed
from trialgraph.model.document import Cell

_LONGEST_CELL = 2_000
_FEWEST = 2


def is_table(element: Element) -> bool:
    """Tell a table of rows and columns from one that only lays out a page."""
    if (
        element.get("role") == "presentation"
        or next(element.iterdescendants("table"), None) is not None
    ):
        return False
    rows = list(element.iter("tr"))
    widest = max((len(row.findall("td") + row.findall("th")) for row in rows), default=0)
    cells = (cell for row in rows for cell in row)
    is_long = any(len("".join(cell.itertext())) > _LONGEST_CELL for cell in cells)
    return len(rows) >= _FEWEST and widest >= _FEWEST and not is_long


def write_rows(
    page: Page, table: Element, lines_of: Callable[[Element], list[str]]
) -> Iterator[Cell]:
    """Write the rows of a table and yield its cells."""
    column, row = 0, 0
    for cell in placed(table):
        if cell.row != row:
            page.write("\n" * (cell.row - row))
            column, row = 0, cell.row
        page.write("\t" * (cell.column - column))
        column = cell.column
        span = page.write(" ".join(lines_of(cell.element)))
        yield Cell(cell.row, column, cell.rows, cell.columns, cell.is_header, span)
