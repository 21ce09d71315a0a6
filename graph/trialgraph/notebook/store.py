"""A store as a program or a notebook asks it."""

import os
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self, Unpack

from trialgraph.catalogue.ask import ask, searched
from trialgraph.catalogue.effects import find_effects
from trialgraph.catalogue.named import Named, named
from trialgraph.catalogue.paging import MOST, Page
from trialgraph.catalogue.panels import panel, panel_card
from trialgraph.catalogue.trial_named import the_one, trials
from trialgraph.errors import BadParameter, UnknownThing
from trialgraph.names import Iri
from trialgraph.notebook.answers import Answered, Effects, Panel, Rows, Trial
from trialgraph.notebook.graphs import graph_query, is_name, parsed
from trialgraph.notebook.shown import effect
from trialgraph.notebook.values import IRI, solutions
from trialgraph.rdf.term import plain
from trialgraph.store import open_reader, place_of
from trialgraph.store.known_terms import known_terms
from trialgraph.store.lexer import query_kind
from trialgraph.store.limits import Limits
from trialgraph.store.worker import QueryWorker

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Graph

    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.notebook.effect import EffectFilters
    from trialgraph.store import Reader
    from trialgraph.store.address import Place

_PANELS = {
    "facts": "trial",
    "arms": "arms",
    "comparisons": "comparisons",
    "endpoints": "end-points",
    "documents": "trial-documents",
}


def open_store(place: "str | Path | Place", limits: Limits | None = None) -> "Store":
    """Return the store of a directory, or of the query URL of a server that keeps it.

    Args:
        place: where it is.
        limits: of each query; the usual ones when not given.

    Raises:
        BadParameter: the words name neither a directory nor a URL that is spoken to.
        StoreMissing: there is no store there.
        StoreFormat: it is another version's store.
        StoreUnreachable: its server does not answer.
    """
    return Store(place_of(os.fspath(place) if isinstance(place, os.PathLike) else place), limits)


class Store:
    """Answers from the newest published version, read-only; each call asks that of its time.

    A context manager; left open, it is closed when nothing refers to it any more.
    """

    def __init__(self, place: "Place", limits: Limits | None = None) -> None:
        """Take the place of a store; errors as ``open_store``."""
        self.place = place
        self._worker = QueryWorker(place, limits)
        self.close = weakref.finalize(self, self._worker.close)
        """Let go of the store; closing twice is harmless."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Store: {self.place}>"

    def query(self, sparql: str) -> Rows:
        """Return the solutions of a SELECT, or whether an ASK holds, within limits.

        Prefixes are declared, and relative IRIs are things of ours: ``<drug/pertuzumab>``.

        Raises:
            BadParameter: it asks for a graph; ``graph`` gives it.
            BadQuery: it does not parse.
            QueryRefused: it would reach out, change something, or is too deep or long.
            QueryStopped: it took too long, or its answer is too large.
        """
        if query_kind(sparql) not in {"SELECT", "ASK"}:
            raise BadParameter(
                "found a query that gives a graph, wanted a SELECT or an ASK; use store.graph"
            )
        answer = self._worker.answer(sparql, "json")
        return Rows(solutions(answer.content), answer.version, answer.remarks)

    def graph(self, what: str) -> "Graph":
        """Return a graph of rdflib, within limits.

        Args:
            what: a CONSTRUCT or DESCRIBE query, or the IRI of a named graph or of a thing.

        Raises:
            BadParameter: it is a query that gives rows; ``query`` gives them.
            BadQuery: it does not parse, or is no IRI.
            UnknownThing: it is an IRI of which nothing is said.
            QueryRefused: it would reach out, change something, or is too deep or long.
            QueryStopped: it took too long, or its answer is too large.
        """
        content = self._worker.answer(graph_query(what), "ntriples").content
        if not content and is_name(what):
            raise UnknownThing(
                f"found {what!r}, wanted a named graph or a thing that the store holds; "
                "store.resolve tells the IRIs of a name"
            )
        return parsed(content)

    def effects(self, **given: "Unpack[EffectFilters]") -> Effects:
        """Return all effect estimates that fit what is given, each with its sentences.

        Raises:
            BadParameter: a filter is unknown, or its words do not fit it.
            UnknownName: a name that the tables, or the store, do not know.
        """
        with self._reading() as reader:
            return self._effects(reader, given)

    def ask(self, question: str, **given: str) -> Answered:
        """Return the answer to a named question; ``trialgraph ask`` lists them.

        Raises:
            UnknownQuestion: no question of that name.
            BadParameter: the words do not fit the question.
            UnknownName: a name that the tables, or the store, do not know.
        """
        with self._reading() as reader:
            return Answered(ask(reader, question, given, known_terms(self.place)))

    def pool(self, drug: str, endpoint: str, **given: str) -> Answered:
        """Return the pooled effect of adding a drug on an end point, or why there is none.

        Args:
            drug: that one arm adds.
            endpoint: short or long name.
            given: assessor, measure, analysis, as_of, allow, between; see the question
                ``pooled-effect``.

        Raises:
            BadParameter: the words do not fit the question.
            UnknownName: a name that the tables do not know.
        """
        return self.ask("pooled-effect", drug=drug, endpoint=endpoint, **given)

    def trial(self, name: str) -> Trial:
        """Return what is held of a trial, by acronym, registration number or IRI.

        Raises:
            UnknownName: no held document speaks of it.
            BadParameter: several trials are called so.
        """
        with self._reading() as reader:
            found = trials(reader, known_terms(self.place), name)
            iri = the_one(found, name)
            if iri is None:
                several = ", ".join(plain(one) for one in found)
                raise BadParameter(
                    f"found {len(found)} trials called {name!r} ({several}), "
                    "wanted one; give its IRI or registration number"
                )
            return self._trial(reader, iri)

    def resolve(self, words: str) -> tuple[Named, ...]:
        """Return everything that a name stands for: drugs, end points, ..., trials, documents.

        Raises:
            BadParameter: it is empty, or longer than any name.
            UnknownName: nothing is called so; the nearest names are told.
        """
        with self._reading() as reader:
            return named(reader, known_terms(self.place), words)

    def _reading(self) -> "Reader":
        return open_reader(self.place)

    def _effects(self, reader: "Reader", given: Mapping[str, object]) -> Effects:
        """Return the estimates of all pages of one version."""
        wanted = {name: (one,) if isinstance(one, str) else one for name, one in given.items()}
        terms = known_terms(self.place)
        rows: list[AnswerRow] = []
        page = Page(MOST)
        while True:
            found = find_effects(reader, terms, wanted, page)  # type: ignore[arg-type]
            rows += found.rows
            if not found.next_cursor:
                break
            page = Page.of(reader.version, MOST, found.next_cursor)
        return Effects([effect(row) for row in rows], searched(reader))

    def _trial(self, reader: "Reader", iri: Iri) -> Trial:
        tables = {
            name: Panel(panel_card(of).columns, panel(reader, of, trial=[iri]), name)
            for name, of in _PANELS.items()
        }
        label = str(tables["facts"].rows[0]["label"])
        return Trial(IRI(iri), label, **tables, effects=self._effects(reader, {"trial": iri}))
