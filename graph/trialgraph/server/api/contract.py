"""What a resource of the JSON API takes and gives: read by its face, its document, its test."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from trialgraph.catalogue.answer import PASSAGES, AnswerRow, Cell
from trialgraph.catalogue.card import Column
from trialgraph.catalogue.paging import USUAL, Page, list_of
from trialgraph.names import Iri
from trialgraph.server.api.meaning import Meanings
from trialgraph.server.bounded import BoundedReader
from trialgraph.terms.index import TermIndex

Form = Literal["json", "csv", "ndjson", "turtle"]

DECIMAL = "_decimal"
"""Ending of the key that has a number's digits as a string, beside the JSON number."""

_PLACE_IN_PATH = re.compile(r"\{(\w+)(?::path)?\}")


@dataclass(frozen=True, slots=True)
class RowKind:
    """The rows that a resource gives.

    Attributes:
        name: of the schema, such as ``Effect``.
        columns: what each row says, in this order.
        has_passages: whether sentences stand behind a row.
        means: what its keys say of the thing ``iri``, for those who read it as JSON-LD.
        link: property that leads to ``iri`` from the thing whose part the row is.
    """

    name: str
    columns: tuple[Column, ...]
    has_passages: bool = True
    means: Meanings = field(default_factory=dict, hash=False)
    link: Iri | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the keys of a row, in their order."""
        names = [name for column in self.columns for name in _keys(column)]
        return (*names, *([PASSAGES] if self.has_passages else []))

    def to_json(self, row: AnswerRow) -> dict[str, Any]:
        """Return a row with all keys; a number has its digits as a string beside it."""
        told: dict[str, Any] = {}
        for column in self.columns:
            value = row.cells.get(column.name, [] if column.is_list else None)
            told[column.name] = value
            if column.type == "number":
                told[column.name + DECIMAL] = _digits(value)
        if self.has_passages:
            told[PASSAGES] = [one.to_json() for one in row.passages]
        return told


def _keys(column: Column) -> Iterator[str]:
    yield column.name
    if column.type == "number":
        yield column.name + DECIMAL


def _digits(value: Cell) -> str | None:
    """Return a number as ``xsd:decimal`` writes it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{Decimal(str(value)):f}"
    return None


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a resource can be asked by.

    Attributes:
        meaning: what it stands for, in a trialist's words.
        example: words that the example documents know.
        schema: of one value, as OpenAPI says it.
        is_repeatable: whether several are alternatives.
        place: query or path.
    """

    name: str
    meaning: str
    example: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    is_repeatable: bool = False
    is_required: bool = False
    place: Literal["query", "path"] = "query"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a resource reads it.

    Attributes:
        given: parameter to its words.
        path: as it was sent, percent-encoded.
        cursor: of the page before; empty for the first page.
        is_trusted: whether the token of the service came with it.
        is_whole: whether a list is wanted whole, and not page by page.
        room: the path without its ending: what list a cursor is of.
    """

    given: Mapping[str, tuple[str, ...]]
    path: str = ""
    limit: int = USUAL
    cursor: str = ""
    is_trusted: bool = False
    is_whole: bool = False
    room: str = ""

    def one(self, name: str) -> str:
        """Return the words of a parameter that is given once; empty where it is not."""
        return next(iter(self.given.get(name, ())), "")

    def page(self, reader: BoundedReader) -> Page:
        """Return which part of a list is wanted.

        Raises:
            BadParameter: the limit is out of bounds, or the cursor is none of this list.
            CursorExpired: the data has changed since the page before.
        """
        if self.is_whole:
            return Page.whole()
        of_list = list_of(self.room, self.given)
        return Page.of(reader.version, self.limit, self.cursor, of_list)


NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Found:
    """What a resource answers.

    Attributes:
        rows: of the resource's kind.
        next_cursor: leads to the next page; empty when there is none.
        parts: what else is said of the one thing asked for, by name.
        as_of: the day that the answer is of, where it is not that of the data.
        more: further keys of the body.
        is_current: whether all of it is of the version that is read; what rests on the names of
            an earlier one is another as soon as the new ones are there.
    """

    rows: Sequence[AnswerRow]
    next_cursor: str = ""
    parts: Mapping[str, Sequence[AnswerRow]] = field(default_factory=dict)
    as_of: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    is_current: bool = True


Answers = Callable[[Asked, BoundedReader, TermIndex], Found]


@dataclass(frozen=True, slots=True)
class Resource:
    """One address of the API and what it answers.

    Attributes:
        path: below ``/api/v1``; ``{id:path}`` may hold slashes.
        operation: its id in the OpenAPI document.
        summary: what it answers, one sentence.
        row: kind of its rows.
        answers: makes the answer.
        parameters: that it takes beside ``fields``, and ``limit`` and ``cursor``.
        parts: what else it says of one thing: name to the kind of rows.
        more: schemas of further keys of the body.
        table: its CSV, head first, where that is another one than of its rows.
        is_paged: whether it takes ``limit`` and ``cursor``.
        has_turtle: whether its rows are things of the graph.
        is_of_data: whether nothing but a new version of the data changes its answer.
    """

    path: str
    operation: str
    summary: str
    row: RowKind
    answers: Answers
    parameters: tuple[Parameter, ...] = ()
    parts: Mapping[str, RowKind] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    table: Callable[[Found], Sequence[Sequence[Cell]]] | None = None
    is_paged: bool = True
    has_turtle: bool = True
    is_of_data: bool = True

    @property
    def forms(self) -> tuple[Form, ...]:
        """Return the forms of its answer, the usual one first."""
        return ("json", "csv", "ndjson", *(("turtle",) if self.has_turtle else ()))

    @property
    def in_path(self) -> tuple[str, ...]:
        """Return the parameters that stand in its path."""
        return tuple(_PLACE_IN_PATH.findall(self.path))


class Moved(Exception):
    """What was asked for stands under another address.

    Attributes:
        location: of the thing, a path.
    """

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location
