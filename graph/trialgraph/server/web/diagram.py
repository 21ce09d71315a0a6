"""The main classes and how they lead to each other, drawn; each link is one of the ontology."""

from dataclasses import dataclass

from trialgraph.rdf.manual import Manual

_CONCEPT = "skos:Concept"
_PLACES: dict[str, tuple[int, int]] = {
    "EndPoint": (0, 0),
    "Trial": (1, 0),
    "Comparison": (2, 0),
    "Arm": (3, 0),
    "Series": (0, 1),
    "Result": (1, 1),
    "Verdict": (2, 1),
    _CONCEPT: (3, 1),
    "ReportedEntity": (1, 2),
    "Passage": (2, 2),
    "Document": (3, 2),
}
"""Column and row of each class."""
_DRAWN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Trial", ("hasEndPoint",), "EndPoint"),
    ("Trial", ("hasComparison",), "Comparison"),
    ("Comparison", ("experimentalArm", "comparatorArm"), "Arm"),
    ("Trial", ("hasResult",), "Result"),
    ("Result", ("comparison",), "Comparison"),
    ("Comparison", ("adds", "removes"), _CONCEPT),
    ("Arm", ("includes",), _CONCEPT),
    ("Result", ("verdict",), "Verdict"),
    ("Result", ("series",), "Series"),
    ("Result", ("reportedAs",), "ReportedEntity"),
    ("ReportedEntity", ("passage",), "Passage"),
    ("Passage", ("inDocument",), "Document"),
)
_COLUMN, _ROW, _WIDE, _HIGH, _EDGE = 250, 120, 140, 44, 12
_GAP, _LINE, _BELOW = 8, 15, 26
SHOWN = {_CONCEPT: "concept", "ReportedEntity": "reported entity"}
"""What a box says where the name of the class would not be understood."""


@dataclass(frozen=True, slots=True)
class Box:
    """A class; corner and size in pixels."""

    name: str
    words: str
    x: int
    y: int
    width: int = _WIDE
    height: int = _HIGH

    @property
    def middle(self) -> tuple[int, int]:
        """Return its centre."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link between two classes.

    Attributes:
        start: x and y where it leaves a box.
        end: x and y where it reaches one.
        names: of the properties.
        label: x and y of the middle of the first line of words.
        anchor: ``middle`` or ``start`` of the words stands there.
    """

    of: str
    to: str
    names: tuple[str, ...]
    start: tuple[int, int]
    end: tuple[int, int]
    label: tuple[int, int]
    anchor: str

    def line(self, number: int) -> int:
        """Return y of a line of its words; on a level arrow they stand above and below it."""
        is_below = number and self.start[1] == self.end[1]
        return self.label[1] + (_BELOW if is_below else _LINE * number)


@dataclass(frozen=True, slots=True)
class Diagram:
    """All boxes and arrows, with the size of the whole in pixels."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def diagram(told: Manual) -> Diagram:
    """Return the diagram of an ontology; a link that it lacks is not drawn."""
    boxes = {name: _box(name, told) for name in _PLACES}
    links = ((of, _known(told, of, names, to), to) for of, names, to in _DRAWN)
    columns, rows = (max(place[axis] for place in _PLACES.values()) for axis in (0, 1))
    return Diagram(
        tuple(boxes.values()),
        tuple(_arrow(boxes[of], boxes[to], names) for of, names, to in links if names),
        width=columns * _COLUMN + _WIDE + 2 * _EDGE,
        height=rows * _ROW + _HIGH + 2 * _EDGE,
    )


def _known(told: Manual, of: str, names: tuple[str, ...], to: str) -> tuple[str, ...]:
    """Return those of some properties that lead from one class to another."""
    mine = (of, *told.above(of)) if any(one.name == of for one in told.classes) else (of,)
    found = {one.name: one for one in told.properties}
    return tuple(
        name
        for name in names
        if name in found and to in found[name].range and set(mine) & set(found[name].domain)
    )


def _box(name: str, told: Manual) -> Box:
    column, row = _PLACES[name]
    label = next((one.label for one in told.classes if one.name == name), name)
    return Box(name, SHOWN.get(name, label), _EDGE + column * _COLUMN, _EDGE + row * _ROW)


def _arrow(of: Box, to: Box, names: tuple[str, ...]) -> Arrow:
    """Return an arrow from the edge of a box to the edge of another."""
    is_level, is_upright = of.y == to.y, of.x == to.x
    sign_x, sign_y = (to.x > of.x) - (to.x < of.x), (to.y > of.y) - (to.y < of.y)
    side = 0 if is_upright else sign_x
    rise = 0 if is_level else sign_y
    start = (of.middle[0] + side * _WIDE // 2, of.middle[1] + rise * _HIGH // 2)
    end = (to.middle[0] - side * _WIDE // 2, to.middle[1] - rise * _HIGH // 2)
    return Arrow(of.name, to.name, names, start, end, *_label(start, end, len(names)))


def _label(start: tuple[int, int], end: tuple[int, int], lines: int) -> tuple[tuple[int, int], str]:
    """Return where the words of an arrow stand, clear of its line, and what part of them."""
    x, y = (start[0] + end[0]) // 2, (start[1] + end[1]) // 2
    if start[1] == end[1]:
        return (x, y - _GAP), "middle"
    if start[0] == end[0]:
        return (x + _GAP, y + _GAP // 2), "start"
    is_falling = (end[0] > start[0]) == (end[1] > start[1])
    return (x + _GAP, y - _LINE * (lines - 1) - 2 if is_falling else y + _LINE), "start"
