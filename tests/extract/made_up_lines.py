"""Tables flattened to lines of text, about tea and water."""

from tests.extract.made_up_tables import ARMS

from trialgraph.extract.grids.flat import Flattened, flattened
from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.made import grids_of
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section
from trialgraph.model.text import Span
from trialgraph.model.trial import Arm


def printed(*tables: str) -> ReadingView:
    """Return the view of a text that is nothing but tables, each a section of its own."""
    sections, text = [], ""
    for table in tables:
        words = table.strip("\n") + "\n"
        start, text = len(text), text + words
        heading = words.split("\n", 1)[0]
        sections.append(Section("table", heading, Span(start, len(text))))
    return ReadingView(Document("sha-2", "text", "0" * 64, "test 1", text, tuple(sections)))


def rebuilt(*tables: str, arms: tuple[Arm, ...] = ARMS) -> Flattened:
    return flattened(printed(*tables), arms)


def grids(*tables: str, arms: tuple[Arm, ...] = ARMS) -> list[Grid]:
    return [grid for raw in rebuilt(*tables, arms=arms).tables for grid in grids_of(raw, arms)]


def rows(*tables: str, arms: tuple[Arm, ...] = ARMS) -> list[str]:
    """Return the rows as ``heading: label | arm cell | arm cell``, other columns by their kind."""
    return [
        " | ".join(
            [
                row.words,
                *(
                    f"{column.arm.removesuffix(' group') or column.kind} "
                    f"{row.cells[column.number].text}"
                    for column in grid.columns
                    if column.number in row.cells
                ),
                *([f"all {row.shared.text}"] if row.shared else []),
            ]
        )
        for grid in grids(*tables, arms=arms)
        for row in grid.rows
    ]


def reasons(*tables: str) -> list[str]:
    return [problem.message for problem in rebuilt(*tables).problems]
