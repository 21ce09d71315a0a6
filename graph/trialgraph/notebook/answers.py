"""What a store answers in a notebook: rows of a query, of a question, and estimates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.effects import columns
from trialgraph.catalogue.sentences import foot_of
from trialgraph.notebook.shown import SENTENCES, values
from trialgraph.notebook.table import Table
from trialgraph.notebook.values import IRI

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from trialgraph.catalogue.answer import Answer, AnswerRow, Searched
    from trialgraph.catalogue.card import Column
    from trialgraph.notebook.effect import Effect
    from trialgraph.notebook.values import Solutions, Value
    from trialgraph.store.remarks import Remark


class Rows(Table):
    """The solutions of a query.

    Attributes:
        version: of the data that were asked.
        remarks: what is odd in the query though it was answered.
    """

    def __init__(self, found: "Solutions", version: int, remarks: "Sequence[Remark]" = ()) -> None:
        super().__init__(found.columns, found.rows, " ".join(one.message for one in remarks))
        self.version = version
        self.remarks = tuple(remarks)


class Answered(Table):
    """The answer to a named question; its last column holds the sentences of each row.

    Attributes:
        answer: all of it, with passages, documents and plots.
        searched: in which documents.
    """

    def __init__(self, answer: "Answer") -> None:
        names = (*(one.name for one in answer.columns), SENTENCES)
        rows = [values(answer.columns, one) for one in answer.rows]
        caption = f"{answer.words} {foot_of(answer.searched)}"
        super().__init__(names, rows, caption, (*answer.table, SENTENCES))
        self.answer = answer
        self.searched = answer.searched


class Panel(Table):
    """What there is to say of one side of a thing, such as the arms of a trial."""

    def __init__(self, of: "Sequence[Column]", rows: "Sequence[AnswerRow]", caption: str) -> None:
        names = (*(one.name for one in of), SENTENCES)
        super().__init__(names, [values(of, one) for one in rows], caption)


class Effects(Sequence["Effect"]):
    """Estimates, all that fit what was asked for.

    Attributes:
        rows: in the order of their IRIs.
        searched: in which documents.
    """

    def __init__(self, rows: "Sequence[Effect]", searched: "Searched") -> None:
        self.rows = tuple(rows)
        self.searched = searched

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> "Effect": ...
    @overload
    def __getitem__(self, index: slice) -> "tuple[Effect, ...]": ...
    def __getitem__(self, index: int | slice) -> "Effect | tuple[Effect, ...]":
        return self.rows[index]

    def __iter__(self) -> "Iterator[Effect]":
        """Yield the estimates."""
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<Effects: {len(self.rows)}>"

    def table(self) -> Table:
        """Return them as a table: all columns, and the sentences of each."""
        names = (*(one.name for one in columns()), SENTENCES)
        shown = (*find_card("effects").table, SENTENCES)
        caption = f"Effect estimates. {foot_of(self.searched)}"
        return Table(names, [_cells(one, names) for one in self.rows], caption, shown)

    def to_pandas(self) -> "pd.DataFrame":
        """Return a data frame as ``Table.to_pandas`` does; errors as there."""
        return self.table().to_pandas()

    def to_polars(self) -> "pl.DataFrame":
        """Return a data frame as ``Table.to_polars`` does; errors as there."""
        return self.table().to_polars()

    def _repr_html_(self) -> str:
        """Return the first rows as an HTML table, with how many there are."""
        return self.table()._repr_html_()


def _cells(one: "Effect", names: Sequence[str]) -> "Mapping[str, Value]":
    sentences = tuple(passage.exact for passage in one.passages)
    return {name: sentences if name == SENTENCES else getattr(one, name) for name in names}


@dataclass(frozen=True, slots=True)
class Trial:
    """What the documents held say of one trial.

    Attributes:
        iri: in the graph.
        label: its acronym, or the registration number.
        facts: kind of study, registrations, phase, sponsor, ...; one row.
        arms: who gets what.
        comparisons: what differs between two arms.
        endpoints: declared ones, and what is known of each.
        documents: that register, report or mention it.
        effects: its estimates.
    """

    iri: IRI
    label: str
    facts: Table
    arms: Table
    comparisons: Table
    endpoints: Table
    documents: Table
    effects: Effects

    def _repr_html_(self) -> str:
        """Return its tables as HTML, one below the other."""
        parts = (self.facts, self.arms, self.comparisons, self.endpoints, self.documents)
        return "".join(part._repr_html_() for part in (*parts, self.effects))
