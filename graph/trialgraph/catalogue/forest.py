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

_ROW, _TOP, _FOOT = 26, 48, 46
_TITLE = 16
_LABEL, _PLOT, _FIGURES = 250, 360, 170
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
        label: such as the trial's name.
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


def forest_svg(forest: Forest, name: str = "forest") -> str:
    """Return the plot as an SVG element that stands on its own.

    Args:
        forest: what it shows.
        name: start of the ids in it; where several stand on a page, each has its own.

    Raises:
        ValueError: no rows, or a value or limit at or below 0 on a logarithmic scale.
    """
    axis = _Axis.of(forest)
    width, height = _LABEL + _PLOT + _FIGURES, _TOP + _ROW * len(forest.rows) + _FOOT
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
    _text(heading, (0, _TITLE), forest.title, "start")
    _draw_axis(svg, forest, axis)
    for place, row in enumerate(forest.rows):
        _draw_row(svg, row, axis, _TOP + _ROW * (place + 0.5))
    return tostring(svg, encoding="unicode")


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where a number stands; ends are on the drawn scale."""

    is_log: bool
    low: float
    high: float

    @classmethod
    def of(cls, forest: Forest) -> "_Axis":
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
        room = _EDGE * (ends[1] - ends[0]) or 1.0
        return cls(is_log, ends[0] - room, ends[1] + room)

    def x(self, number: float) -> float:
        """Return the place of a number, cut off at the ends of the axis."""
        share = (_scaled(number, is_log=self.is_log) - self.low) / (self.high - self.low)
        return _LABEL + _PLOT * min(max(share, 0.0), 1.0)

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


def _draw_axis(svg: Element, forest: Forest, axis: _Axis) -> None:
    bottom = _TOP + _ROW * len(forest.rows)
    _line(svg, (_LABEL, bottom), (_LABEL + _PLOT, bottom))
    null = axis.x(forest.null)
    _line(svg, (null, _TOP - _GAP), (null, bottom), dashed=True)
    for tick in axis.ticks():
        _line(svg, (axis.x(tick), bottom), (axis.x(tick), bottom + 4))
        _text(svg, (axis.x(tick), bottom + 17), f"{tick:g}", "middle")
    left, right = forest.favours
    _text(svg, (null - _GAP, bottom + 36), f"← {left}" if left else "", "end")
    _text(svg, (null + _GAP, bottom + 36), f"{right} →" if right else "", "start")


def _draw_row(svg: Element, row: ForestRow, axis: _Axis, y: float) -> None:
    group = SubElement(svg, "g")
    if row.is_pooled:
        group.set("font-weight", "bold")
    _text(group, (0, y + 4), row.label, "start")
    _text(group, (_LABEL + _PLOT + _GAP, y + 4), row.figures, "start")
    if row.is_pooled and row.low is not None and row.high is not None:
        _draw_diamond(group, [axis.x(one) for one in (row.low, row.value, row.high)], y)
        return
    _draw_whisker(group, axis, row, y)
    side = max(_SMALLEST, _LARGEST * sqrt(row.weight or 0.0))
    corner = {"x": f"{axis.x(row.value) - side:.1f}", "y": f"{y - side:.1f}"}
    SubElement(group, "rect", {**corner, "width": f"{2 * side:.1f}", "height": f"{2 * side:.1f}"})


def _draw_whisker(group: Element, axis: _Axis, row: ForestRow, y: float) -> None:
    """Draw the interval, if there is one; an arrow stands where a side is open or off the axis."""
    if row.low is None and row.high is None:
        return
    open_low = row.low is None or not axis.holds(row.low)
    open_high = row.high is None or not axis.holds(row.high)
    left = _LABEL if row.low is None else axis.x(row.low)
    right = _LABEL + _PLOT if row.high is None else axis.x(row.high)
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
