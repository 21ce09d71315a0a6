"""The gutters of a page: strips without words between columns of prose.

A gutter is as high as several lines that stand on both sides of it. What tells it from
the gap between two columns of a table is the prose beside it.
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
_PROSE_WORDS = 2.9  # of a line's piece between wide gaps, on average
_MOST_FIGURES = 0.4  # of the words of prose; a column of a table has more
_LOWEST = 40.0  # points


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

    def sides(self, words: Iterable[Word]) -> tuple[list[Word], list[Word]]:
        """Return the words on its left and on its right."""
        left: list[Word] = []
        right: list[Word] = []
        for word in words:
            (left if word.right <= self.centre else right).append(word)
        return left, right


def usual_gutters(pages: Iterable[Sequence[Word]]) -> tuple[Gutter, ...]:
    """Return the gutters that pages share; none where a document is set in one column."""
    groups: list[list[Gutter]] = []
    for gutter in (one for words in pages for one in _nested(words)):
        alike = (group for group in groups if abs(group[0].centre - gutter.centre) < _ALIKE)
        group = next(alike, None)
        if group is None:
            groups.append([gutter])
        else:
            group.append(gutter)
    groups.sort(key=len, reverse=True)
    shared = [*groups[:1], *(group for group in groups[1:] if len(group) >= _FEWEST_SEEN)]
    return tuple(max(group, key=lambda one: one.lines) for group in shared)


def _nested(words: Sequence[Word]) -> Iterator[Gutter]:
    """Yield the gutter of some words, and those of the columns on its sides."""
    found = gutter_of(words) if words else None
    if found is not None:
        yield found
        for side in found.sides(word for word in words if not found.is_crossed_by(word)):
            yield from _nested(side)


def gutter_at(words: Sequence[Word], usual: Sequence[Gutter]) -> Gutter | None:
    """Return the gutter at which words are parted; ``None`` where they are one column.

    Args:
        words: of a page, or of a part of it.
        usual: the gutters of the document's other pages, looked for where these words
            show none of their own.
    """
    reach = _reach(words)
    found = (gutter_of(words), *(_widest(words, one.centre, reach, one) for one in usual))
    return max(filter(None, found), key=lambda one: one.lines, default=None)


def gutter_of(words: Sequence[Word]) -> Gutter | None:
    """Return the strip between two columns that most lines stand beside."""
    left, right = min(word.left for word in words), max(word.right for word in words)
    margin = _MARGIN * (right - left)
    reach = _reach(words)
    best: Gutter | None = None
    at = left + margin
    while at < right - margin:
        found = _widest(words, at, reach)
        if found is not None and (best is None or found.lines > best.lines):
            best = found
        at += _STEP
    return best


def _reach(words: Sequence[Word]) -> tuple[float, float]:
    """Return from where to where words stand, from the top."""
    return min(word.top for word in words) - 1, max(word.base for word in words) + 1


def _widest(
    words: Sequence[Word], at: float, reach: tuple[float, float], usual: Gutter | None = None
) -> Gutter | None:
    """Return the highest strip at a place, when enough lines stand on both its sides."""
    inside = sorted(
        (word.top, word.base)
        for word in words
        if word.left < at + _HALF and word.right > at - _HALF
    )
    top, bottom = reach
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
    sides = [printed(_next_to(at, left)), printed(_next_to(at, right))]
    lines = min(map(len, sides))
    are_prose = [_is_prose(side) for side in sides]
    is_seen = usual is not None and (any(are_prose) or _begin_at(sides[1], usual))
    if lines < fewest or not (all(are_prose) or is_seen):
        return None
    edge = min(word.left for word in right)
    # Ragged lines leave the left side open; the edge of the right column is the sure one.
    half = (edge - max(word.right for word in left)) / 2
    return Gutter(edge - min(half, _BESIDE), edge, lines)


def _next_to(at: float, words: list[Word]) -> list[Word]:
    """Return the words of the column next to a place: up to where no word stands again.

    Other columns may stand behind it, whose lines need not be level with its own.
    """
    found: list[Word] = []
    reached = 0.0
    for distance, width, word in sorted(_distances(at, words), key=lambda one: one[:2]):
        if found and distance - reached >= 2 * _HALF:
            break
        found.append(word)
        reached = max(reached, distance + width)
    return found


def _distances(at: float, words: list[Word]) -> Iterator[tuple[float, float, Word]]:
    """Yield how far words stand from a place, how wide they are, and the words."""
    for word in words:
        distance = word.left - at if word.left >= at else at - word.right
        yield distance, word.right - word.left, word


def _begin_at(lines: list[PrintedLine], usual: Gutter) -> bool:
    """Tell whether most lines begin at the edge that the column has on other pages.

    First lines of paragraphs may be set in; cells of a table begin at several places.
    """
    near = [line.left - usual.edge for line in lines if abs(line.left - usual.edge) < _SET_IN]
    places = {round(step / _ZONE) for step in near}
    return len(near) >= _MOST * len(lines) and len(places) <= _FEWEST_SEEN


def _is_prose(lines: list[PrintedLine]) -> bool:
    """Tell whether lines fill their column with words, as those of a table do not."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    cells = [cell for line in lines for cell in line.cells()]
    fill = sum(cell[-1].right - cell[0].left for cell in cells)
    words = [word.text for cell in cells for word in cell]
    figures = sum(any(map(str.isdigit, word)) for word in words)
    return (
        fill >= _PROSE_FILL * (right - left) * len(lines)
        and mean(map(len, cells)) >= _PROSE_WORDS
        and figures <= _MOST_FIGURES * len(words)
    )
