"""Rows of the catalogue as values of a notebook."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from trialgraph.catalogue.effects import columns
from trialgraph.notebook.effect import Effect
from trialgraph.notebook.values import IRI

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trialgraph.catalogue.answer import AnswerRow, Cell
    from trialgraph.catalogue.card import Column
    from trialgraph.notebook.values import Value

SENTENCES = "sentences"
"""The column of a table that holds the words of the passages."""


def value(column: "Column", cell: "Cell") -> "Value":
    """Return a cell as its column's type says; numbers are decimals."""
    if cell is None:
        return None
    if isinstance(cell, list):
        return tuple(map(str, cell))
    match column.type:
        case "number":
            return Decimal(str(cell))
        case "iri":
            return IRI(cell)
        case "date":
            return date.fromisoformat(str(cell))
        case _:
            return cell


def values(columns: "Sequence[Column]", row: "AnswerRow") -> "Mapping[str, Value]":
    """Return the cells of a row, with the sentences of its passages."""
    cells = {one.name: value(one, row.cells[one.name]) for one in columns}
    return {**cells, SENTENCES: tuple(one.exact for one in row.passages)}


def effect(row: "AnswerRow") -> Effect:
    """Return an estimate with its types."""
    cells = {one.name: value(one, row.cells[one.name]) for one in columns()}
    # A test compares the fields of the class, and their types, with the columns.
    return Effect(**cast("dict[str, object]", cells), passages=row.passages)  # type: ignore[arg-type]
