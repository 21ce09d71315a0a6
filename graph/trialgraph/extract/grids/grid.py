"""A grid: what a table says, apart from how it was printed.

A grid has one layout from its first row to its last; a table that changes its
columns half-way is two grids. Every word keeps its place.
"""

from dataclasses import dataclass
from typing import Literal

from trialgraph.extract.mentions.numbers import value_of
from trialgraph.extract.traced import Traced
from trialgraph.model.text import Number, Span

ColumnKind = Literal["stub", "arm", "total", "p", "effect", "interval", "other"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values.

    Attributes:
        kind: what stands in it; ``effect`` is a ratio or difference of arms,
            ``interval`` its interval alone.
        arm: label, for the kind ``arm``.
        head: the heads above it, top to bottom.
        n: patients in it.
        group: words that narrow the arm down (a subgroup), empty for all of it.
        words: all other words of its heads, such as ``Any grade`` or ``No. (%)``.
    """

    number: int
    kind: ColumnKind
    arm: str = ""
    head: tuple[Traced, ...] = ()
    n: Number | None = None
    group: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of values under its headings.

    Attributes:
        label: the words at its left, empty where it has none.
        path: headings that give it meaning, outermost first.
        cells: words by the number of their column; empty cells are left out.
        shared: a cell that stands under several arms at once.
        open_path: the headings that have no values of their own.
        line: the whole row.
    """

    label: Traced
    path: tuple[Traced, ...]
    cells: dict[int, Traced]
    line: Span
    shared: Traced | None = None
    open_path: tuple[Traced, ...] = ()

    @property
    def words(self) -> str:
        """Return headings and label as one text."""
        return ": ".join(part.text for part in (*self.path, self.label) if part.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one layout.

    Attributes:
        title: label and caption.
        corner: the words above the labels, such as ``Adverse event, n (%)``.
        columns: those of values, left to right.
        rows: with at least one value, or a heading with a p value.
        notes: words under the table.
        span: the table.
        counting: numbers of the columns where a bare 0 counts patients too.
        sharing: numbers of the columns whose brackets can only be shares of their patients.
    """

    title: Traced
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: str
    span: Span
    counting: frozenset[int] = frozenset()
    sharing: frozenset[int] = frozenset()

    @property
    def arm_columns(self) -> tuple[Column, ...]:
        """Return the columns that belong to an arm."""
        return tuple(column for column in self.columns if column.kind == "arm")


def number_in(words: Traced, start: int, end: int) -> Number:
    """Return the number that a range of a cell prints."""
    printed = words.text[start:end]
    return Number(value_of(printed), printed, words.span(start, end))
