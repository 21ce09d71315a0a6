"""The order in which the lines of a page are read: columns, and what runs across them.

A gutter is a strip without words, as high as several lines that stand on both sides of
it. What crosses it is read where it stands; between two such lines each column is read
from top to bottom, the left one first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from trialgraph.documents.pdf_lines import PrintedLine, printed
from trialgraph.documents.pdf_pages import Word

_STEP = 2.0  # points
_HALF = 4.0  # half the narrowest gutter
_ZONE = 2.5
_BESIDE = 6.0
_ALIKE = 8.0  # odd and even pages may stand a little apart
_FEWEST_SEEN = 2
_SET_IN = 16.0
_MOST = 0.9
_MARGIN = 0.15  # of the width, where no gutter is looked for
_FEWEST_LINES = 5
_PROSE_FILL = 0.62  # of a column's width that its lines fill
_PROSE_WORDS = 3.5  # of a line's piece between wide gaps, on average
_LOWEST = 40.0  # points
_MOST_DEPTH = 3
_TABLE_ROWS = 2


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


@dataclass(frozen=True, slots=True)
class Gutter:
    """A strip between two columns.

    Attributes:
        centre: points from the left.
        edge: where the column on its right begins.
        lines: how many stand on the side that has fewer.
    """

    centre: float
    edge: float
    lines: int

    def is_crossed_by(self, word: Word) -> bool:
        """Tell whether a word stands in the gutter."""
        return word.left < self.centre + _ZONE and word.right > self.centre - _ZONE


def usual_gutter(pages: Iterable[Sequence[Word]]) -> Gutter | None:
    """Return the gutter that pages share, ``None`` where a document is set in one column."""
    found = [gutter for words in pages if words and (gutter := gutter_of(words)) is not None]
    return max(
        found,
        key=lambda one: sum(abs(one.centre - other.centre) < _ALIKE for other in found),
        default=None,
    )


def columns(words: Iterable[Word], usual: Gutter | None = None, depth: int = 0) -> Iterator[Column]:
    """Yield the columns of a page in the order in which they are read.

    Args:
        words: of the page.
        usual: the gutter of the document's other pages, looked for where this page
            shows none of its own.
        depth: how often its parts were parted before.
    """
    held = list(words)
    if not held:
        return
    own = gutter_of(held) if depth < _MOST_DEPTH else None
    seen = _widest(held, usual.centre, usual) if usual else None
    gutter = max(filter(None, (seen, own)), key=lambda one: one.lines, default=None)
    if gutter is None:
        yield _column(printed(held))
        return
    for is_across, lines in _bands(held, gutter):
        if is_across:
            yield _column(lines)
        else:
            inside = [word for line in lines for word in line.words]
            left = [word for word in inside if word.right <= gutter.centre]
            right = [word for word in inside if word.right > gutter.centre]
            yield from columns(left, None, depth + 1)
            yield from columns(right, None, depth + 1)


def _column(lines: Sequence[PrintedLine]) -> Column:
    return Column(tuple(lines), min(line.left for line in lines), max(line.right for line in lines))


def gutter_of(words: Sequence[Word]) -> Gutter | None:
    """Return the strip between two columns that most lines stand beside."""
    left, right = min(word.left for word in words), max(word.right for word in words)
    margin = _MARGIN * (right - left)
    best: Gutter | None = None
    at = left + margin
    while at < right - margin:
        found = _widest(words, at)
        if found is not None and (best is None or found.lines > best.lines):
            best = found
        at += _STEP
    return best


def _widest(words: Sequence[Word], at: float, usual: Gutter | None = None) -> Gutter | None:
    """Return the highest strip at a place, when enough lines stand on both its sides."""
    inside = sorted(
        (word.top, word.base)
        for word in words
        if word.left < at + _HALF and word.right > at - _HALF
    )
    top = min(word.top for word in words) - 1
    bottom = max(word.base for word in words) + 1
    ends = [top, *_reached(inside)]
    starts = [*(start for start, _ in inside), bottom]
    strips = sorted(zip(ends, starts, strict=True), key=lambda strip: strip[0] - strip[1])
    for above, below in strips[:2]:
        if below - above < _LOWEST:
            break
        beside = [word for word in words if word.top >= above and word.base <= below]
        found = _between(beside, at, usual)
        if found is not None:
            return found
    return None


def _reached(inside: list[tuple[float, float]]) -> Iterator[float]:
    """Yield how far down words reach, one after the other."""
    reached = 0.0
    for _, base in inside:
        reached = max(reached, base)
        yield reached


def _between(words: list[Word], at: float, usual: Gutter | None) -> Gutter | None:
    """Return the gutter between the words on the left and on the right of a place.

    Columns of prose stand on both its sides; where other pages have it, prose on one of
    them, or lines that begin at its edge, are enough: a figure may stand on the other.
    """
    left = [word for word in words if word.right <= at]
    right = [word for word in words if word.left >= at]
    fewest = _FEWEST_SEEN if usual else _FEWEST_LINES
    if min(len(left), len(right)) < fewest:
        return None
    sides = [printed(left), printed(right)]
    lines = min(map(len, sides))
    are_prose = [_is_prose(side) for side in sides]
    is_seen = usual is not None and (any(are_prose) or _begin_at(sides[1], usual))
    if lines < fewest or not (all(are_prose) or is_seen):
        return None
    edge = min(word.left for word in right)
    # Ragged lines leave the left side open; the edge of the right column is the sure one.
    half = (edge - max(word.right for word in left)) / 2
    return Gutter(edge - min(half, _BESIDE), edge, lines)


def _begin_at(lines: list[PrintedLine], usual: Gutter) -> bool:
    """Tell whether most lines begin at the edge that the column has on other pages.

    First lines of paragraphs may be set in; cells of a table begin at several places.
    """
    near = [line.left - usual.edge for line in lines if abs(line.left - usual.edge) < _SET_IN]
    places = {round(step / _ZONE) for step in near}
    return len(near) >= _MOST * len(lines) and len(places) <= _FEWEST_SEEN


def _is_prose(lines: list[PrintedLine]) -> bool:
    """Tell whether lines fill their column, or columns, as those of a table do not."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    cells = [cell for line in lines for cell in line.cells()]
    fill = sum(cell[-1].right - cell[0].left for cell in cells)
    words = mean(len(cell) for cell in cells)
    return fill >= _PROSE_FILL * (right - left) * len(lines) and words >= _PROSE_WORDS


def _bands(words: list[Word], gutter: Gutter) -> list[tuple[bool, list[PrintedLine]]]:
    """Return the lines from top to bottom in bands, those across the gutter told apart."""
    crossing = [word for word in words if gutter.is_crossed_by(word)]
    across = printed(_beside(words, crossing))
    rest = _without(words, across)
    found: list[tuple[bool, list[PrintedLine]]] = []
    lines = [*((True, line) for line in across), *((False, line) for line in printed(rest))]
    for is_across, line in sorted(lines, key=lambda one: one[1].base):
        if found and found[-1][0] == is_across:
            found[-1][1].append(line)
        else:
            found.append((is_across, [line]))
    return _merged(found, gutter)


def _beside(words: list[Word], crossing: list[Word]) -> list[Word]:
    """Return the words on the lines of those that cross."""
    spans = sorted({(word.top, word.base) for word in crossing})
    return [
        word
        for word in words
        if any(
            min(base, word.base) - max(top, word.top) > 0.5 * (word.base - word.top)
            for top, base in spans
        )
    ]


def _without(words: list[Word], lines: list[PrintedLine]) -> list[Word]:
    taken = {id(word) for line in lines for word in line.words}
    return [word for word in words if id(word) not in taken]


def _merged(
    bands: list[tuple[bool, list[PrintedLine]]], gutter: Gutter
) -> list[tuple[bool, list[PrintedLine]]]:
    """Return the bands with the rows of wide tables joined to what runs across."""
    found: list[tuple[bool, list[PrintedLine]]] = []
    for number, (is_across, lines) in enumerate(bands):
        is_inside = 0 < number < len(bands) - 1
        is_row = is_inside and len(lines) <= _TABLE_ROWS and _are_cells(lines, gutter)
        if (is_across or is_row) and found and found[-1][0]:
            found[-1][1].extend(lines)
        else:
            found.append((is_across or is_row, list(lines)))
    return found


def _are_cells(lines: list[PrintedLine], gutter: Gutter) -> bool:
    """Tell whether lines between two that cross are rows: their cells leave most places empty."""
    wide = [line for line in lines if line.left < gutter.centre < line.right]
    return all(len(line.cells()) > 2 for line in wide)  # noqa: PLR2004 - one cell a column is prose
