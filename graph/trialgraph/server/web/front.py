"""The first page: one box for any name or number, and six questions with blanks to fill in."""

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from trialgraph import names
from trialgraph.catalogue.codes import local_name
from trialgraph.errors import EvidenceError
from trialgraph.rdf.term import plain
from trialgraph.server.addresses import question_page
from trialgraph.server.problems import status_of
from trialgraph.server.questions import given_in
from trialgraph.server.web.fields import held_choices
from trialgraph.server.web.finding import Hits, hits
from trialgraph.server.web.frame import Remembered, frame_of
from trialgraph.server.web.questions import earlier_address
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms

if TYPE_CHECKING:
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

_HELD = f"""PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES["rdfs"]}>
SELECT ?drug ?endpoint ?trial ?condition {{{{
  ?result :comparison/:adds ?drug ; :endPoint ?endpoint ; :trial ?held ; :strength ?strength .
  ?held rdfs:label ?trial .
  OPTIONAL {{{{ ?held :treats ?condition }}}}
}}}} LIMIT {{most}}"""
_LOOKED_AT = 2000  # estimates; enough to find names that have answers
_WELL_KNOWN = ("OS", "PFS")


@dataclass(frozen=True, slots=True)
class Example:
    """Names that have answers in a store; empty where it holds no estimate.

    Attributes:
        drug: that some comparison adds.
        endpoint: of an estimate of that.
        condition: that its trial treats.
        trial: that has such an estimate.
    """

    drug: str = ""
    endpoint: str = ""
    condition: str = ""
    trial: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank in a sentence.

    Attributes:
        name: of the parameter.
        label: for who cannot see the sentence around it.
        value: an example with an answer.
        suggests: kind of the names that are suggested.
    """

    name: str
    label: str
    value: str
    suggests: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A question as a sentence.

    Attributes:
        parts: words and blanks in turn.
        action: address of the page that answers.
    """

    parts: tuple[str | Blank, ...]
    action: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the page shows.

    Attributes:
        sentences: the six questions.
        typed: into the one box.
        found: what it may mean; none when nothing was typed.
        wrong: what does not fit; empty when all does.
    """

    sentences: tuple[Sentence, ...]
    typed: str = ""
    found: Hits | None = None
    wrong: str = ""


def _example(reader: "Reader") -> Example:
    """Return the names that most estimates of a well-known end point share."""
    rows = reader.select(_HELD.format(most=_LOOKED_AT))
    known = [
        (
            local_name(row["drug"]),
            local_name(row["endpoint"]),
            local_name(row["condition"]) if "condition" in row else "",
            plain(row["trial"]),
        )
        for row in rows
    ]
    if not known:
        return Example()
    drugs = Counter((drug, endpoint) for drug, endpoint, _, _ in known)
    drug, endpoint = max(drugs, key=lambda one: (one[1] in _WELL_KNOWN, drugs[one], one))
    alike = [one for one in known if one[:2] == (drug, endpoint)]
    _, _, condition, trial = max(alike, key=lambda one: (bool(one[2]), alike.count(one), one))
    return Example(drug, endpoint, condition, trial)


example_of: Remembered[Example] = Remembered(_example)
"""Return names that have answers in a version."""


def in_full(example: Example, terms: "TermIndex") -> Example:
    """Return an example with names as people write them."""
    return Example(
        _label(terms, "drug", example.drug),
        _label(terms, "end-point", example.endpoint),
        _label(terms, "condition", example.condition),
        example.trial,
    )


def _label(terms: "TermIndex", scheme: str, notation: str) -> str:
    """Return a concept's label where it leads back to the concept."""
    known = terms.get(scheme, notation)
    if known is None:
        return notation
    again = terms.find(scheme, known.label)
    return known.label if again and again.notation == notation else notation


def sentences(example: Example) -> tuple[Sentence, ...]:
    """Return the six questions, their blanks filled with names that have answers."""
    drug = Blank("drug", "drug", example.drug, "drug")
    adds = Blank("adds", "added drug", example.drug, "drug")
    endpoint = Blank("endpoint", "end point", example.endpoint, "end-point")
    condition = Blank("condition", "condition", example.condition, "condition")
    trial = Blank("trial", "trial", example.trial, "trial")
    return (
        Sentence(("Trials where adding", adds, "changes", endpoint, "in", condition), "/effects"),
        Sentence(
            ("What do the trials that add", drug, "come to together for", endpoint), "/compare"
        ),
        Sentence(
            ("Which confirmed benefits on", endpoint, "does", drug, "have"),
            question_page("confirmed-benefits"),
        ),
        Sentence(
            ("How did the results of", trial, "change between analyses"),
            question_page("results-over-time"),
        ),
        Sentence(
            ("How do the end points that", trial, "reports differ from those it registered"),
            question_page("outcome-switching"),
        ),
        Sentence(
            ("Which statements about", trial, "are not supported by the source they cite"),
            question_page("unsupported-claims"),
        ),
    )


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the page."""

    @routes.get("/")
    async def front(request: Request) -> Response:
        given = given_in(request)
        if "question" in given:
            return RedirectResponse(earlier_address(given), HTTPStatus.MOVED_PERMANENTLY)
        words = given.get("q", "").strip()
        return await pages.within_limits(request, lambda reader: _answer(reader, words))


def _answer(reader: "Reader", words: str) -> Response:
    """Return the page, or lead to that of the one thing that the words name."""
    page, status = _shown(reader, known_terms(reader.place), words)
    if page.found and page.found.only:
        return RedirectResponse(page.found.only, HTTPStatus.SEE_OTHER)
    held, frame = held_choices(reader), frame_of(reader)
    return render("front.html", frame, status=status, page=page, held=held)


def _shown(reader: "Reader", terms: "TermIndex", words: str) -> tuple[FrontPage, HTTPStatus]:
    """Return the page and its status."""
    asked = sentences(in_full(example_of(reader), terms))
    if not words:
        return FrontPage(asked), HTTPStatus.OK
    try:
        found = hits(reader, terms, words)
    except EvidenceError as error:
        return FrontPage(asked, words, wrong=str(error)), status_of(error)
    status = HTTPStatus.OK if found.found else HTTPStatus.NOT_FOUND
    return FrontPage(asked, words, found), status
