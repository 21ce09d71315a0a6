"""A forest plot as SVG: a row an estimate, squares by weight, diamonds for what is pooled.

It can be read without colour and without sight: the title and the description say what the
drawing shows, every row carries its figures as text, and an arrow stands where a limit is not
printed or lies beyond the axis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10, sqrt
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

_TOP, _FOOT = 48, 46
_LINE = 16
_GAP = 12
_LARGEST, _SMALLEST = 8.0, 2.5  # half the side of a square
_ARROW = 6
_STEPS = (1.0, 2.0, 5.0)
_LOG_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_FINE_LOG_STEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5)
_FEWEST_TICKS = 3
_TICKS = 6
_EDGE = 0.05  # of the plot's width, left free at both ends
_WIDEST_RATIO = (0.05, 20.0)
_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One row: an estimate of a trial, or a pooled one.

    Attributes:
        label: such as the trial's name; where it is too long for its room, the end is left out of
            the drawing and stays in the title of its row.
        value: on the printed scale.
        low: limit; ``None`` where none is printed.
        high: limit; ``None`` where none is printed.
        figures: as they are to be read: ``0.76 (upper limit 0.967)``.
        weight: 0 to 1; ``None`` for an estimate that is not pooled.
        is_pooled: drawn as a diamond.
    """

    label: str
    value: float
    low: float | None
    high: float | None
    figures: str
    weight: float | None = None
    is_pooled: bool = False

    def to_json(self) -> dict[str, str | float | bool | None]:
        """Return the row as contracts print it; computed numbers have six decimals."""
        return {
            "label": self.label,
            "figures": self.figures,
            "value": round(self.value, _DIGITS),
            "low": None if self.low is None else round(self.low, _DIGITS),
            "high": None if self.high is None else round(self.high, _DIGITS),
            "weight": None if self.weight is None else round(self.weight, _DIGITS),
            "is_pooled": self.is_pooled,
        }


@dataclass(frozen=True, slots=True)
class _Room:
    """What has its place where.

    Attributes:
        left: of the axis, for labels.
        axis: its width.
        right: of the axis, for figures.
        row: height of a row.
        middle: of a row's square, below the row's upper edge.
        label, figures: where the words of a row begin.
        longest: characters of a label; more would run into the drawing.
    """

    left: int
    axis: int
    right: int
    row: int
    middle: int
    label: tuple[int, int]
    figures: tuple[int, int]
    longest: int


_WIDE = _Room(250, 360, 170, 26, 13, label=(0, 17), figures=(622, 17), longest=38)
_NARROW = _Room(8, 330, 8, 56, 44, label=(0, 14), figures=(0, 30), longest=50)
"""Words stand above the lines, so that a phone shows all of a row at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """What a plot shows.

    Attributes:
        title: of the drawing.
        description: in a sentence, for those who cannot see it.
        scale: logarithmic for ratios.
        null: where no effect lies.
        favours: what lies left and right of the null.
    """

    title: str
    description: str
    rows: Sequence[ForestRow]
    scale: Literal["log", "linear"]
    null: float
    favours: tuple[str, str] = ("", "")

    def to_json(self) -> dict[str, object]:
        """Return the plot as contracts print it."""
        return {
            "title": self.title,
            "description": self.description,
            "scale": self.scale,
            "null": self.null,
            "favours": list(self.favours),
            "rows": [row.to_json() for row in self.rows],
        }


def forest_svg(forest: Forest, name: str = "forest", *, is_narrow: bool = False) -> str:
    """Return the plot as an SVG element that stands on its own.

    Args:
        forest: what it shows.
        name: start of the ids in it; where several stand on a page, each has its own.
        is_narrow: made for a phone: the words of a row stand above its interval.

    Raises:
        ValueError: no rows, or a value or limit at or below 0 on a logarithmic scale.
    """
    room = _NARROW if is_narrow else _WIDE
    axis = _Axis.of(forest, room)
    width = room.left + room.axis + room.right
    height = _TOP + room.row * len(forest.rows) + _FOOT
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-description",
            "font-family": "sans-serif",
            "font-size": "12",
        },
    )
    SubElement(svg, "title", {"id": f"{name}-title"}).text = forest.title
    SubElement(svg, "desc", {"id": f"{name}-description"}).text = forest.description
    heading = SubElement(svg, "g", {"font-weight": "bold"})
    for line, words in enumerate(forest.title.split(": ", 1) if is_narrow else [forest.title], 1):
        _text(heading, (0, _LINE * line), words, "start")
    _draw_axis(svg, forest, axis)
    _draw_favours(svg, forest, axis)
    for place, row in enumerate(forest.rows):
        _draw_row(svg, row, axis, _TOP + room.row * place)
    return tostring(svg, encoding="unicode")


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where a number stands; ends are on the drawn scale."""

    is_log: bool
    low: float
    high: float
    room: _Room

    @property
    def left(self) -> int:
        """Return where the axis begins."""
        return self.room.left

    @property
    def right(self) -> int:
        """Return where the axis ends."""
        return self.room.left + self.room.axis

    @classmethod
    def of(cls, forest: Forest, room: _Room) -> "_Axis":
        numbers = [forest.null]
        for row in forest.rows:
            numbers += [one for one in (row.low, row.value, row.high) if one is not None]
        is_log = forest.scale == "log"
        if not forest.rows or (is_log and min(numbers) <= 0):
            message = "a forest plot needs rows, and numbers above 0 on a logarithmic scale"
            raise ValueError(message)
        if is_log:
            least, greatest = _WIDEST_RATIO
            numbers = [min(max(one, least), greatest) for one in numbers]
        ends = [_scaled(one, is_log=is_log) for one in (min(numbers), max(numbers))]
        free = _EDGE * (ends[1] - ends[0]) or 1.0
        return cls(is_log, ends[0] - free, ends[1] + free, room)

    def x(self, number: float) -> float:
        """Return the place of a number, cut off at the ends of the axis."""
        share = (_scaled(number, is_log=self.is_log) - self.low) / (self.high - self.low)
        return self.left + self.room.axis * min(max(share, 0.0), 1.0)

    def holds(self, number: float) -> bool:
        """Tell whether a number lies between the ends."""
        return self.low <= _scaled(number, is_log=self.is_log) <= self.high

    def ticks(self) -> list[float]:
        """Return round numbers on the axis."""
        if self.is_log:
            found = [one for one in _LOG_STEPS if self.holds(one)]
            if len(found) < _FEWEST_TICKS:
                found = [one for one in _FINE_LOG_STEPS if self.holds(one)]
            return found or [1.0]
        rough = (self.high - self.low) / _TICKS
        power = 10.0 ** floor(log10(rough))
        step = next((one * power for one in _STEPS if one * power >= rough), 10 * power)
        first = ceil(self.low / step)
        return [one * step for one in range(first, floor(self.high / step) + 1)]


def _scaled(number: float, *, is_log: bool) -> float:
    return log10(number) if is_log else number


def _bottom(forest: Forest, axis: _Axis) -> int:
    return _TOP + axis.room.row * len(forest.rows)


def _draw_axis(svg: Element, forest: Forest, axis: _Axis) -> None:
    bottom = _bottom(forest, axis)
    _line(svg, (axis.left, bottom), (axis.right, bottom))
    null = axis.x(forest.null)
    for start, end in _beside_words(forest, axis):
        _line(svg, (null, start), (null, end), dashed=True)
    for tick in axis.ticks():
        _line(svg, (axis.x(tick), bottom), (axis.x(tick), bottom + 4))
        _text(svg, (axis.x(tick), bottom + 17), f"{tick:g}", "middle")


def _beside_words(forest: Forest, axis: _Axis) -> list[tuple[float, float]]:
    """Return from where to where a line may run down without crossing words."""
    if axis.room is _WIDE:
        return [(_TOP - _GAP, _bottom(forest, axis))]
    ends = [_TOP + axis.room.row * place for place in range(1, len(forest.rows) + 1)]
    return [(end - 2 * (axis.room.row - axis.room.middle), end) for end in ends]


def _draw_favours(svg: Element, forest: Forest, axis: _Axis) -> None:
    """Write what lies left and right of no effect: at its line, or at the ends of a short axis."""
    y, null = _bottom(forest, axis) + 36, axis.x(forest.null)
    left, right = forest.favours
    words = (f"← {left}" if left else "", f"{right} →" if right else "")
    if axis.room is _NARROW:
        _text(svg, (axis.left, y), words[0], "start")
        _text(svg, (axis.right, y), words[1], "end")
    else:
        _text(svg, (null - _GAP, y), words[0], "end")
        _text(svg, (null + _GAP, y), words[1], "start")


def _draw_row(svg: Element, row: ForestRow, axis: _Axis, top: float) -> None:
    group, room = SubElement(svg, "g"), axis.room
    if row.is_pooled:
        group.set("font-weight", "bold")
    if len(row.label) > room.longest:
        SubElement(group, "title").text = row.label
    for (x, below), words in (
        (room.label, _fitting(row.label, room.longest)),
        (room.figures, row.figures),
    ):
        _text(group, (x, top + below), words, "start")
    _draw_estimate(group, row, axis, top + room.middle)


def _draw_estimate(group: Element, row: ForestRow, axis: _Axis, y: float) -> None:
    if row.is_pooled and row.low is not None and row.high is not None:
        _draw_diamond(group, [axis.x(one) for one in (row.low, row.value, row.high)], y)
        return
    _draw_whisker(group, axis, row, y)
    side = max(_SMALLEST, _LARGEST * sqrt(row.weight or 0.0))
    corner = {"x": f"{axis.x(row.value) - side:.1f}", "y": f"{y - side:.1f}"}
    SubElement(group, "rect", {**corner, "width": f"{2 * side:.1f}", "height": f"{2 * side:.1f}"})


def _fitting(label: str, longest: int) -> str:
    """Return as much of a label as there is room for."""
    return f"{label[: longest - 1].rstrip()}…" if len(label) > longest else label


def _draw_whisker(group: Element, axis: _Axis, row: ForestRow, y: float) -> None:
    """Draw the interval, if there is one; an arrow stands where a side is open or off the axis."""
    if row.low is None and row.high is None:
        return
    open_low = row.low is None or not axis.holds(row.low)
    open_high = row.high is None or not axis.holds(row.high)
    left = axis.left if row.low is None else axis.x(row.low)
    right = axis.right if row.high is None else axis.x(row.high)
    _line(group, (left, y), (right, y))
    for x, is_open, inwards in ((left, open_low, _ARROW), (right, open_high, -_ARROW)):
        if is_open:
            points = f"{x:.1f},{y:.1f} {x + inwards:.1f},{y - 4:.1f} {x + inwards:.1f},{y + 4:.1f}"
            SubElement(group, "polygon", {"points": points, "class": "open"})
        else:
            _line(group, (x, y - 4), (x, y + 4))


def _draw_diamond(group: Element, places: Sequence[float], y: float) -> None:
    """Draw a pooled estimate from its lower limit over its value to its upper limit."""
    low, value, high = places
    points = f"{low:.1f},{y:.1f} {value:.1f},{y - 7:.1f} {high:.1f},{y:.1f} {value:.1f},{y + 7:.1f}"
    SubElement(group, "polygon", {"points": points, "class": "pooled"})


def _line(
    parent: Element, start: tuple[float, float], end: tuple[float, float], *, dashed: bool = False
) -> None:
    ends = {
        "x1": f"{start[0]:.1f}",
        "y1": f"{start[1]:.1f}",
        "x2": f"{end[0]:.1f}",
        "y2": f"{end[1]:.1f}",
        "stroke": "currentColor",
    }
    SubElement(parent, "line", ends | ({"stroke-dasharray": "3 3"} if dashed else {}))


def _text(parent: Element, place: tuple[float, float], words: str, anchor: str) -> None:
    if words:
        attributes = {"x": f"{place[0]:.1f}", "y": f"{place[1]:.1f}", "text-anchor": anchor}
        SubElement(parent, "text", attributes | {"fill": "currentColor"}).text = words
