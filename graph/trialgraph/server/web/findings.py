"""The page of findings: what does not fit in what documents say, by kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from trialgraph import names
from trialgraph.catalogue.ask import documents_of, resolved, searched
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.findings_found import QUESTION, count_findings, find_findings
from trialgraph.catalogue.paging import Page
from trialgraph.catalogue.sentences import cited, foot_of
from trialgraph.catalogue.words import FINDINGS, in_words
from trialgraph.errors import EvidenceError
from trialgraph.server.addresses import API, page_of
from trialgraph.server.problems import status_of
from trialgraph.server.questions import given_in
from trialgraph.server.web.fields import Input, field_of, held_choices
from trialgraph.server.web.frame import NO_SAME, Same, frame_of
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trialgraph.catalogue.answer import AnswerRow
    from trialgraph.catalogue.quoted import QuotedDocument
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

PATH = "/findings"
MOST = 200
"""Findings on a page; filters leave fewer."""


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """One finding.

    Attributes:
        trial: acronym or number; empty where it is about no trial.
        page: about the trial.
        severity: information, warning or violation.
        message: what was found, and what was expected.
        documents: that say what is blamed, each with its page.
    """

    trial: str
    page: str
    severity: str
    message: str
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Findings of one kind.

    Attributes:
        code: in the graph.
        words: what it means.
    """

    code: str
    words: str
    found: tuple[ListedFinding, ...]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """What the page shows.

    Attributes:
        inputs: the fields of the form.
        kinds: the findings, by kind.
        count: of all that fit, shown or not.
        searched: where, in words.
        wrong: what does not fit; empty when all does.
    """

    inputs: tuple[Input, ...]
    kinds: tuple[Kind, ...] = ()
    count: int = 0
    searched: str = ""
    wrong: str = ""
    same: Same = NO_SAME

    @property
    def shown(self) -> int:
        """Return how many the page shows."""
        return sum(len(one.found) for one in self.kinds)


def page_of_findings(
    reader: "Reader", terms: "TermIndex", given: Mapping[str, str]
) -> FindingsPage:
    """Return the findings that fit all filters.

    Raises:
        BadParameter: a filter is unknown, or its words do not fit it.
        UnknownName: there is no such trial.
    """
    words = {name: one.strip() for name, one in given.items() if one.strip()}
    card = find_card(QUESTION)
    wanted = resolved(reader, card, words, terms)
    found = find_findings(reader, wanted, Page(MOST)).rows
    asked = f"?{urlencode(words)}" if words else ""
    return FindingsPage(
        inputs=inputs_of(words),
        kinds=_kinds(found, documents_of(reader, card, found)),
        count=count_findings(reader, wanted),
        searched=foot_of(searched(reader)),
        same=Same(json=f"{API}{PATH}{asked}"),
    )


def inputs_of(given: Mapping[str, str]) -> tuple[Input, ...]:
    """Return the fields of the form with what was typed."""
    return tuple(
        field_of(
            one, given.get(one.name, ""), choices=tuple(FINDINGS) if one.name == "code" else ()
        )
        for one in find_card(QUESTION).parameters
    )


def _kinds(
    rows: "Iterable[AnswerRow]", documents: "Mapping[str, QuotedDocument]"
) -> tuple[Kind, ...]:
    by_code: dict[str, list[ListedFinding]] = {}
    for row in rows:
        by_code.setdefault(row.text("code"), []).append(_listed(row, documents))
    return tuple(
        Kind(code, in_words(FINDINGS, code), tuple(found))
        for code, found in sorted(by_code.items())
    )


def _listed(row: "AnswerRow", documents: "Mapping[str, QuotedDocument]") -> ListedFinding:
    trial = row.text("trial")
    return ListedFinding(
        trial=row.text("label") or trial,
        page=(page_of(names.trial(trial)) or "") if trial else "",
        severity=row.text("severity"),
        message=row.text("message"),
        documents=tuple(
            (cited(one, documents), page_of(names.document(one)) or "") for one in row.words("held")
        ),
    )


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the page."""

    @routes.get(PATH)
    async def findings(request: Request) -> Response:
        given = given_in(request)
        return await pages.within_limits(request, lambda reader: _answer(reader, given))


def _answer(reader: "Reader", given: Mapping[str, str]) -> Response:
    """Return the page as it is sent; what does not fit is told above the form."""
    status = HTTPStatus.OK
    try:
        page = page_of_findings(reader, known_terms(reader.place), given)
    except EvidenceError as error:
        page = FindingsPage(inputs_of(given), wrong=str(error))
        status = status_of(error)
    context = {"page": page, "held": held_choices(reader)}
    return render("findings.html", frame_of(reader), same=page.same, status=status, **context)
