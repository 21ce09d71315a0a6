"""An answer: rows with their passages, and where was searched."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trialgraph.catalogue.codes import Json, json_value, local_name
from trialgraph.rdf.term import plain
from trialgraph.rdf.term import text as literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trialgraph.catalogue.card import Card, Column
    from trialgraph.catalogue.forest import Forest
    from trialgraph.catalogue.quoted import QuotedDocument
    from trialgraph.rdf.term import Term

Cell = Json | list[Json]

PASSAGES = "passages"
"""Key of a row's passages, beside its columns."""

_MEDIAN = "median_"
_STATE = "_state"
_SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Passage:
    """The characters of a document that say it; offsets are code points of its text."""

    document: str
    start: int
    end: int
    exact: str

    def to_json(self) -> dict[str, str | int]:
        """Return the passage as contracts print it."""
        return {
            "document": self.document,
            "start": self.start,
            "end": self.end,
            "exact": self.exact,
        }


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One result, claim or gap, with every passage that says it.

    Attributes:
        cells: column name to JSON value; a list where the column holds several.
        passages: ordered by document and place.
    """

    cells: "Mapping[str, Cell]"
    passages: tuple[Passage, ...]

    @property
    def kind(self) -> str:
        """Return answer, near miss, superseded, claim, known gap or the question's own word."""
        return str(self.cells["kind"])

    def text(self, column: str) -> str:
        """Return a cell as words, empty where there is no value."""
        value = self.cells.get(column)
        return "" if value is None else str(value)

    def words(self, column: str) -> list[str]:
        """Return the values of a column that holds several."""
        value = self.cells.get(column)
        return [str(one) for one in value] if isinstance(value, list) else []

    def documents(self, columns: "Iterable[Column]") -> "Iterator[str]":
        """Yield the identifiers of the documents that a row quotes or names."""
        yield from (passage.document for passage in self.passages)
        for column in columns:
            if column.type == "ids":
                yield from self.words(column.name)
            elif column.type == "id":
                yield self.text(column.name)

    def to_json(self) -> dict[str, object]:
        """Return the row as contracts print it: the columns, then the passages."""
        return {**self.cells, PASSAGES: [passage.to_json() for passage in self.passages]}


def documents_in(found: "Iterable[AnswerRow]", columns: "Sequence[Column]") -> frozenset[str]:
    """Return the identifiers of the documents that rows quote or name."""
    return frozenset(one for row in found for one in row.documents(columns) if one)


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer was looked up in; nothing is said of other documents.

    Attributes:
        documents: held in the store.
        trials: that a held document reports or registers.
        data_version: of the snapshot.
        as_of: day of the answer.
    """

    documents: int
    trials: int
    data_version: str
    as_of: str

    def to_json(self) -> dict[str, Json]:
        """Return where was searched, as contracts print it."""
        return {
            "documents": self.documents,
            "trials": self.trials,
            "data_version": self.data_version,
            "as_of": self.as_of,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, complete for the documents held.

    Attributes:
        question: name of the question.
        words: the question as a sentence.
        parameters: as they were given.
        columns: in the order of the query's head.
        notes: how words of the question are meant.
        table: the columns that a table for a person shows.
        documents: that the rows quote or name, by identifier.
        forests: a plot of each pool; ``None`` where the question pools nothing.
        left_out: facts that reviewers rejected and that might have been in the answer.
    """

    question: str
    words: str
    parameters: "Mapping[str, str]"
    columns: "tuple[Column, ...]"
    rows: tuple[AnswerRow, ...]
    searched: Searched
    notes: tuple[str, ...] = ()
    table: tuple[str, ...] = ()
    documents: "Mapping[str, QuotedDocument]" = field(default_factory=dict)
    forests: "tuple[Forest, ...] | None" = None
    left_out: tuple[AnswerRow, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the answer as ``ask --json`` and the API print it."""
        plots: dict[str, object] = {}
        if self.forests is not None:
            plots["forest"] = [one.to_json() for one in self.forests]
        return {
            "question": self.question,
            "parameters": dict(self.parameters),
            "columns": [column.name for column in self.columns],
            "rows": [row.to_json() for row in self.rows],
            "documents": {name: one.to_json() for name, one in self.documents.items()},
            "searched": self.searched.to_json(),
            **plots,
            "left_out": [dict(row.cells) for row in self.left_out],
        }

    def of_kind(self, kind: str) -> "Iterator[AnswerRow]":
        """Yield the rows of one kind."""
        return (row for row in self.rows if row.kind == kind)


@dataclass(slots=True)
class _Group:
    """Rows of the query that tell of the same thing."""

    terms: "dict[str, Term]"
    medians: "dict[str, set[Term | None]]" = field(default_factory=dict)
    lists: "dict[str, set[Json]]" = field(default_factory=dict)
    passages: set[Passage] = field(default_factory=set)


def _passage(row: "Mapping[str, Term]") -> Passage | None:
    if not {"document", "start", "end", "exact"} <= row.keys():
        return None
    start, end = int(plain(row["start"])), int(plain(row["end"]))
    return Passage(local_name(row["document"]), start, end, plain(row["exact"]))


def _add(group: _Group, row: "Mapping[str, Term]", lists: "Iterable[Column]") -> None:
    for column in lists:
        values = group.lists.setdefault(column.name, set())
        if column.name in row:
            values.add(json_value(row[column.name], column.type))
    passage = _passage(row)
    if passage is not None:
        group.passages.add(passage)


def _single(group: _Group, name: str) -> "Term | None":
    """Return the one value of a column; none where a result has several medians.

    The state of such a median says so: what is there several times is not missing.
    """
    of = name.removesuffix(_STATE)
    if not any(len(group.medians.get(one, ())) > 1 for one in {name, of}):
        return group.terms.get(name)
    return None if name == of else literal(_SEVERAL)


def _row(group: _Group, columns: "Sequence[Column]") -> AnswerRow:
    cells: dict[str, Cell] = {
        column.name: sorted(group.lists[column.name], key=str)
        if column.is_list
        else json_value(_single(group, column.name), column.type)
        for column in columns
    }
    places = sorted(group.passages, key=lambda p: (p.document, p.start, p.end))
    return AnswerRow(cells, tuple(places))


def rows(card: "Card", found: "Iterable[Mapping[str, Term]]") -> tuple[AnswerRow, ...]:
    """Return the rows of a query, those of one thing made one: passages and lists gathered.

    Two rows tell of the same thing when they agree in every column that holds
    one value. Medians are no part of that: where a result has several for an
    arm, none is shown, for nothing says which is meant. The order is that of
    the query.
    """
    single = [column.name for column in card.columns if not column.is_list]
    medians = [name for name in single if "iri" in single and name.startswith(_MEDIAN)]
    lists = [column for column in card.columns if column.is_list]
    groups: dict[tuple[Term | None, ...], _Group] = {}
    for row in found:
        key = tuple(row.get(name) for name in single if name not in medians)
        group = groups.setdefault(key, _Group({n: row[n] for n in single if n in row}))
        _add(group, row, lists)
        for name in medians:
            group.medians.setdefault(name, set()).add(row.get(name))
    return tuple(_row(group, card.columns) for group in groups.values())
