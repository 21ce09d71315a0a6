"""The page of all trials, found by filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from trialgraph import names
from trialgraph.catalogue.paging import Page, list_of
from trialgraph.catalogue.sentences import counted
from trialgraph.catalogue.trial_heading import heading_of
from trialgraph.catalogue.trial_search import FILTERS, find_trials
from trialgraph.errors import EvidenceError
from trialgraph.rdf.term import iri_text, plain
from trialgraph.server.addresses import API, effects_page, page_of
from trialgraph.server.problems import status_of
from trialgraph.server.questions import given_in
from trialgraph.server.web.fields import Input, field_of, held_choices
from trialgraph.server.web.frame import NO_SAME, Same, frame_of
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms

if TYPE_CHECKING:
    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

PATH = "/trials"
ROWS = 50
_TITLES = f"""PREFIX : <{names.ONTOLOGY}>
SELECT ?trial ?title {{{{
  VALUES ?trial {{{{ {{wanted}} }}}} ?trial :reportedBy ?document . ?document :statedTitle ?title
}}}} ORDER BY ?trial DESC(?document)"""
_COUNTS = f"""PREFIX : <{names.ONTOLOGY}>
SELECT ?trial (COUNT(DISTINCT ?result) AS ?count) {{{{
  VALUES ?trial {{{{ {{wanted}} }}}} ?trial :hasResult ?result
}}}} GROUP BY ?trial"""


@dataclass(frozen=True, slots=True)
class ListedTrial:
    """One trial; every field is words, empty where nothing is known.

    Attributes:
        title: of its record, else of the first document that reports it.
        effects: number of estimates held, and the page of them where there are any.
    """

    label: str
    number: str
    page: str
    title: str
    phase: str
    status: str
    conditions: str
    randomised: str
    effects: tuple[int, str]


@dataclass(frozen=True, slots=True)
class TrialsPage:
    """What the page shows.

    Attributes:
        inputs: the fields of the form.
        rows: the trials of this page.
        searched: where, in words.
        next_page: empty on the last.
        wrong: what does not fit; empty when all does.
    """

    inputs: tuple[Input, ...]
    rows: tuple[ListedTrial, ...] = ()
    searched: str = ""
    next_page: str = ""
    wrong: str = ""
    same: Same = NO_SAME


def page_of_trials(reader: "Reader", terms: "TermIndex", given: Mapping[str, str]) -> TrialsPage:
    """Return a page of the trials that fit all filters.

    Raises:
        BadParameter: a filter is unknown, or its words do not fit it.
        UnknownName: a name that the tables, or the store, do not know.
    """
    words = {name: one.strip() for name, one in given.items() if name != "cursor" and one.strip()}
    filters = {name: (one,) for name, one in words.items()}
    page = Page.of(reader.version, ROWS, given.get("cursor", ""), list_of(PATH, filters))
    found = find_trials(reader, terms, filters, page)
    asked = f"?{urlencode(words)}" if words else ""
    here = f"{API}{PATH}"
    cursor = {**words, "cursor": found.next_cursor}
    return TrialsPage(
        inputs=inputs_of(words),
        rows=listed_of(reader, found.rows),
        searched=counted(found.searched.documents, found.searched.trials),
        next_page=f"{PATH}?{urlencode(cursor)}" if found.next_cursor else "",
        same=Same(json=f"{here}{asked}", turtle=f"{here}.ttl{asked}", csv=f"{here}.csv{asked}"),
    )


def inputs_of(given: Mapping[str, str]) -> tuple[Input, ...]:
    """Return the fields of the form with what was typed."""
    return tuple(field_of(one.parameter, given.get(name, "")) for name, one in FILTERS.items())


def listed_of(reader: "Reader", found: "Sequence[AnswerRow]") -> tuple[ListedTrial, ...]:
    """Return trials with the titles of their papers, and how many estimates each has."""
    trials = [names.trial(row.text("trial")) for row in found]
    if not trials:
        return ()
    wanted = " ".join(map(iri_text, trials))
    titles = {
        plain(row["trial"]): plain(row["title"])
        for row in reader.select(_TITLES.format(wanted=wanted))
    }
    counts = {
        plain(row["trial"]): int(plain(row["count"]))
        for row in reader.select(_COUNTS.format(wanted=wanted))
    }
    return tuple(
        _listed(row, titles.get(iri, ""), counts.get(iri, 0))
        for row, iri in zip(found, trials, strict=True)
    )


def _listed(row: "AnswerRow", printed: str, effects: int) -> ListedTrial:
    return ListedTrial(
        label=heading_of(row.text("label"), row.text("trial")),
        number=row.text("trial"),
        page=page_of(names.trial(row.text("trial"))) or "",
        title="; ".join(row.words("title")) or printed,
        phase=", ".join(row.words("phase")),
        status=", ".join(row.words("status")),
        conditions=", ".join(one.replace("-", " ") for one in row.words("conditions")),
        randomised=", ".join(row.words("randomised")),
        effects=(effects, effects_page(trial=row.text("trial")) if effects else ""),
    )


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the page."""

    @routes.get(PATH)
    async def trials(request: Request) -> Response:
        given = given_in(request)
        return await pages.within_limits(request, lambda reader: _answer(reader, given))


def _answer(reader: "Reader", given: Mapping[str, str]) -> Response:
    """Return the page as it is sent; what does not fit is told above the form."""
    status = HTTPStatus.OK
    try:
        page = page_of_trials(reader, known_terms(reader.place), given)
    except EvidenceError as error:
        page = TrialsPage(inputs_of(given), wrong=str(error))
        status = status_of(error)
    context = {"page": page, "held": held_choices(reader), "section": PATH}
    return render("trials.html", frame_of(reader), same=page.same, status=status, **context)
