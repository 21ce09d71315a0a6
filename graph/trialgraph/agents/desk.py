"""What an agent can ask of a store; every answer is a short text.

It must not know the protocol: ``trialgraph.agents.serving`` speaks it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.agents.schema import class_lines, schema_lines
from trialgraph.agents.texts import (
    answer,
    effect_line,
    effect_lines,
    pool_lines,
    shortened,
    within,
)
from trialgraph.catalogue.ask import ask, searched
from trialgraph.catalogue.effects import effect_rows, find_effects
from trialgraph.catalogue.left_out import left_out, sentence
from trialgraph.catalogue.named import named
from trialgraph.catalogue.paging import Page, cursor_to, list_of
from trialgraph.catalogue.panels import panel, panel_card
from trialgraph.catalogue.resolve import result
from trialgraph.catalogue.tables import word
from trialgraph.catalogue.trial_named import trials
from trialgraph.errors import UnknownName
from trialgraph.names import Iri
from trialgraph.rdf.term import plain
from trialgraph.store import open_reader
from trialgraph.store.known_terms import known_terms
from trialgraph.store.lexer import query_kind
from trialgraph.store.limits import Limits
from trialgraph.store.worker import QueryWorker

if TYPE_CHECKING:
    from trialgraph.rdf.term import Term
    from trialgraph.store import Place, Reader

USUAL = 10
"""Estimates of one answer when nobody says how many."""
_BETWEEN = ";"  # stands between alternatives
_SHOWN_OF_TRIAL = ("trial", "arms", "comparisons", "end-points", "trial-documents")
_UNSHOWN = {"iri", "trial"}


class Desk:
    """Answers an agent from the newest published version, read-only and within limits."""

    def __init__(self, place: "Place", limits: Limits | None = None) -> None:
        """Take the place of a store.

        Raises:
            StoreMissing: there is no store there.
            StoreFormat: it is another version's store.
        """
        self._place = place
        self._worker = QueryWorker(place, limits)

    def close(self) -> None:
        """Let go of the store."""
        self._worker.close()

    def find_effects(self, limit: int = USUAL, cursor: str = "", **filters: str) -> str:
        """Find effect estimates by filters; each is a line with its verdict.

        Ask get_effect for one of them to see the sentence it rests on. Alternatives of a
        filter are separated by semicolons.
        """
        given = {name: words.split(_BETWEEN) for name, words in filters.items() if words}
        with open_reader(self._place) as reader:
            of_list = list_of("find_effects", given)
            page = Page.of(reader.version, limit, cursor, of_list)
            found = find_effects(reader, known_terms(self._place), given, page)
            iris = [row.text("iri") for row in found.rows]
            lines = [
                effect_line(row, iri.removeprefix(names.ID))
                for row, iri in zip(found.rows, iris, strict=True)
            ]
            shown, is_whole = within(lines)
            following = found.next_cursor
            if not is_whole:
                following = cursor_to(reader.version, iris[len(shown) - 1], of_list)
            more = [f"More: the same filters with cursor={following}"] if following else []
            none = [] if shown else ["None in the documents held."]
            rejected = [sentence(row) for row in left_out(reader, known_terms(self._place), given)]
            return "\n".join([*shown, *none, *rejected, answer(more, found.searched)])

    def get_effect(self, effect: str) -> str:
        """Say everything of one estimate: numbers, verdict with its reason, its sentences.

        ``effect`` is as find_effects gives it, or the IRI.
        """
        with open_reader(self._place) as reader:
            found = effect_rows(reader, [result(effect)])
            if not found:
                raise UnknownName(
                    f"found {effect!r}, wanted an estimate that is held; find_effects lists them"
                )
            return answer(effect_lines(found[0]), searched(reader))

    def get_trial(self, trial: str) -> str:
        """Say what is held of a trial, by acronym, registration number or IRI."""
        with open_reader(self._place) as reader:
            found = trials(reader, known_terms(self._place), trial)
            lines = (line for one in found for line in _trial_lines(reader, one))
            return answer(lines, searched(reader), "ask find_effects or run_sparql for one side")

    def resolve_term(self, words: str) -> str:
        """Say what a name stands for: a drug, an end point, a condition, a trial, a document."""
        with open_reader(self._place) as reader:
            found = named(reader, known_terms(self._place), words)
            lines = (f"- {one.kind}: {one.label} <{one.iri}>" for one in found)
            return answer(lines, searched(reader))

    def pool_effects(self, drug: str, endpoint: str, **given: str) -> str:
        """Pool what trials report of adding a drug on an end point, or say what forbids it."""
        asked = {name: words for name, words in given.items() if words}
        with open_reader(self._place) as reader:
            terms = known_terms(self._place)
            told = ask(reader, "pooled-effect", {"drug": drug, "endpoint": endpoint} | asked, terms)
            return answer(pool_lines(told), told.searched, "say which measure or assessor")

    def schema_overview(self, of: str = "") -> str:
        """Say how the graph is built, for run_sparql; with ``of`` what things of a class have."""
        with open_reader(self._place) as reader:
            lines = class_lines(of) if of else schema_lines()
            return answer(lines, searched(reader), "ask for one class by its name")

    def run_sparql(self, query: str) -> str:
        """Run a SPARQL query of your own, read-only; prefixes are declared.

        A SELECT or an ASK gives CSV, a CONSTRUCT or a DESCRIBE gives Turtle.
        """
        form = {"SELECT": "csv", "ASK": "json"}.get(query_kind(query), "turtle")
        told = self._worker.answer(query, form)  # type: ignore[arg-type]
        remarks = [f"Note: {one.message}; {one.advice.hint}" for one in told.remarks]
        with open_reader(self._place) as reader:
            lines = [*remarks, *told.content.decode().splitlines()]
            return answer(lines, searched(reader), "add a LIMIT or fewer variables")


def _trial_lines(reader: "Reader", trial: "Term") -> Iterator[str]:
    """Yield what the panels of a trial say, a row a line."""
    yield f"Trial <{plain(trial)}>"
    for name in _SHOWN_OF_TRIAL:
        rows = panel(reader, name, trial=[Iri(plain(trial))])
        if rows:
            yield f"{name}:"
        for row in rows:
            said = (
                (column.name, word(row.cells[column.name]))
                for column in panel_card(name).columns
                if column.name not in _UNSHOWN
            )
            yield shortened("- " + "; ".join(f"{key}: {words}" for key, words in said if words))
