"""Tables made of lines: cells between bars, heads behind ``H``, ``2*`` over two columns."""

import re
from decimal import Decimal

from trialgraph.extract.assembly.setting import Setting, setting_of
from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.made import grids_in
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Cell, Document, Section, Table
from trialgraph.model.text import Number, Span
from trialgraph.model.trial import Arm, ArmRole, EndPoint, Trial


def arm(label: str, n: int | None = None, role: ArmRole = "unclear", place: int = 0) -> Arm:
    size = Number(Decimal(n), str(n), Span(0, 0)) if n else None
    return Arm(label=label, role=role, n=size, span=Span(place, place + 1))


TEA = arm("tea group", 40, "experimental")
WATER = arm("water group", 41, "control", 2)
ARMS = (TEA, WATER)


def made(title: str, rows: str, notes: str = "") -> ReadingView:
    """Return the view of a document that is one marked-up table."""
    text, cells = f"{title}\n", []
    for row, line in enumerate(rows.strip("\n").splitlines()):
        is_head = line.startswith("H")
        column = 0
        for printed in line.removeprefix("H").split("|"):
            match = re.match(r"(\d)\*", printed)
            wide = int(match[1]) if match else 1
            words = printed[2:] if match else printed
            text += "\t" if column else ""
            place = Span(len(text), len(text) + len(words))
            cells.append(Cell(row, column, 1, wide, is_head, place))
            text += words
            column += wide
        text += "\n"
    footnotes = (Span(len(text), len(text) + len(notes)),)
    text += notes
    whole = Span(0, len(text))
    table = Table("Table 1", Span(0, len(title)), tuple(cells), footnotes, whole)
    section = Section("table", title, whole)
    return ReadingView(
        Document("sha-0", "jats", "0" * 64, "test 1", text, (section,), tables=(table,))
    )


def grids(title: str, rows: str, notes: str = "", arms: tuple[Arm, ...] = ARMS) -> tuple[Grid, ...]:
    return grids_in(made(title, rows, notes), arms)


def tabbed(text: str) -> ReadingView:
    """Return the view of a document that is one table printed with tabs."""
    section = Section("table", "", Span(0, len(text)))
    return ReadingView(Document("sha-1", "text", "0" * 64, "test 1", text, (section,)))


def setting(
    title: str,
    rows: str,
    notes: str = "",
    arms: tuple[Arm, ...] = ARMS,
    end_points: tuple[EndPoint, ...] = (),
) -> Setting:
    trial = Trial(role="reports", arms=arms, end_points=end_points, span=Span(0, 0))
    return setting_of(made(title, rows, notes), trial)


def figure(number: object) -> str:
    return number.printed if isinstance(number, Number) else "" if number is None else str(number)
