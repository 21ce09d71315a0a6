"""The order in which the lines of a page are read: columns, and what runs across them.

What crosses a gutter is read where it stands; between two such lines each column is read
from top to bottom, the left one first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trialgraph.documents.pdf_bands import bands
from trialgraph.documents.pdf_gutters import Gutter, gutter_at
from trialgraph.documents.pdf_lines import PrintedLine, printed
from trialgraph.documents.pdf_pages import Word


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one after the other.

    Attributes:
        left: edge of the column, which its lines need not reach.
        right: the other edge.
    """

    lines: tuple[PrintedLine, ...]
    left: float
    right: float


def columns(words: Iterable[Word], usual: Sequence[Gutter] = ()) -> Iterator[Column]:
    """Yield the columns of a page in the order in which they are read.

    Args:
        words: of the page.
        usual: the gutters of the document's other pages, looked for where this page
            shows none of its own.
    """
    held = list(words)
    if not held:
        return
    gutter = gutter_at(held, usual)
    if gutter is None:
        yield _column(printed(held))
        return
    for band in bands(held, gutter):
        if band.is_across:
            yield _column(band.lines)
        else:
            for side in gutter.sides(word for line in band.lines for word in line.words):
                yield from columns(side, usual)


def _column(lines: Sequence[PrintedLine]) -> Column:
    return Column(tuple(lines), min(line.left for line in lines), max(line.right for line in lines))
