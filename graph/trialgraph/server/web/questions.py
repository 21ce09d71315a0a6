"""The pages of the named questions: all of them by theme, and each with its form and answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from trialgraph.catalogue.ask import ask, query_text
from trialgraph.catalogue.card import Card, cards, find_card
from trialgraph.errors import EvidenceError
from trialgraph.server.addresses import API, question_page
from trialgraph.server.problems import status_of
from trialgraph.server.questions import given_in
from trialgraph.server.web.asked import MOST, Asked, asked_of
from trialgraph.server.web.fields import Input, field_of, held_choices
from trialgraph.server.web.frame import NO_SAME, Same, frame_of
from trialgraph.server.web.render import render
from trialgraph.store.known_terms import known_terms

if TYPE_CHECKING:
    from trialgraph.server.bounded import Readings
    from trialgraph.store import Reader
    from trialgraph.terms.index import TermIndex

PATH = "/questions"

THEMES: Mapping[str, tuple[str, ...]] = {
    "Benefit of a drug": (
        *("os-benefit-from-adding", "pfs-benefit-from-adding", "response-benefit-from-adding"),
        *("benefit-from-adding", "confirmed-benefits", "noninferiority-verdicts"),
    ),
    "Estimates and pools": (
        *("effects", "every-hazard-ratio", "pooled-effect", "subgroup-results"),
        *("evidence-per-drug", "head-to-head"),
    ),
    "Results over time": (
        *("results-over-time", "known-on-date", "not-sustained", "stopping-boundary"),
        "stopped-early",
    ),
    "Harm": ("added-toxicity",),
    "A trial and its conduct": (
        *("trials-adding", "trials-in-condition", "treatment-setting", "randomised-per-arm"),
        *("analysis-populations", "primary-endpoint-and-assessor", "registration-ids", "who-paid"),
    ),
    "What was planned, and what was reported": (
        *("endpoint-states", "outcome-switching", "completed-without-results"),
        "end-points-by-year",
    ),
    "What does not fit": (
        *("findings", "disagreements", "unsupported-claims", "missed-yet-claimed"),
        *("numbers-that-do-not-recompute", "errata", "same-publication"),
    ),
}
"""Heading to the questions below it."""
OTHERS = "Other questions"


@dataclass(frozen=True, slots=True)
class Theme:
    """Questions under one heading."""

    heading: str
    cards: tuple[Card, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """Return all questions by theme; one without a theme stands among the others."""
    known = {card.name: card for card in cards()}
    found = [
        Theme(heading, tuple(known.pop(name) for name in wanted if name in known))
        for heading, wanted in THEMES.items()
    ]
    others = Theme(OTHERS, tuple(known.values()))
    return tuple(theme for theme in (*found, others) if theme.cards)


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question on its page.

    Attributes:
        card: the question.
        given: what was typed.
        asked: the answer; none before it is asked, and where it cannot be.
        wrong: what does not fit; empty when all does.
    """

    card: Card
    given: Mapping[str, str]
    asked: Asked | None = None
    wrong: str = ""
    same: Same = NO_SAME

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Return the fields of its form."""
        return tuple(field_of(one, self.given.get(one.name, "")) for one in self.card.parameters)


def answered(
    reader: "Reader", card: Card, given: Mapping[str, str], terms: "TermIndex"
) -> QuestionPage:
    """Return a question with its answer.

    Raises:
        BadParameter: the words do not fit the question.
        UnknownName: a name that the tables, or the store, do not know.
    """
    # One more tells whether there are more.
    answer = ask(reader, card.name, given, terms, MOST + 1)
    query = query_text(reader, card.name, given, terms)
    return QuestionPage(card, given, asked_of(answer), same=_same(card, given, query))


def _same(card: Card, given: Mapping[str, str], query: str) -> Same:
    """Return where a program finds the answer; the head of the query says what the page does."""
    lines = (line for line in query.splitlines() if not line.startswith("#"))
    asked = f"?{urlencode(given)}" if given else ""
    here = f"{API}{PATH}/{card.name}"
    return Same(json=f"{here}{asked}", csv=f"{here}.csv{asked}", query="\n".join(lines))


def earlier_address(given: Mapping[str, str]) -> str:
    """Return where the page of a question stands that was asked for as ``/?question=...``."""
    words = {key: one for key, one in given.items() if key not in {"question", "asked"}}
    return question_page(given["question"], **words)


def add(routes: APIRouter, pages: "Readings") -> None:
    """Add the pages."""

    @routes.get(PATH)
    async def questions(request: Request) -> Response:
        same = Same(json=f"{API}{PATH}", turtle=f"{API}{PATH}.ttl")

        def answer(reader: "Reader") -> Response:
            frame = frame_of(reader)
            return render("questions.html", frame, same=same, themes=themes(), section=PATH)

        return await pages.within_limits(request, answer)

    @routes.get(f"{PATH}/{{name}}")
    async def question(name: str, request: Request) -> Response:
        card = find_card(name)
        typed = given_in(request)
        given = {key: one.strip() for key, one in typed.items() if one.strip()}
        if typed.keys() != given.keys() and given:  # a form sends empty fields, too
            return RedirectResponse(question_page(name, **given), HTTPStatus.SEE_OTHER)

        def answer(reader: "Reader") -> Response:
            page, status = _shown(reader, card, given, known_terms(reader.place))
            context = {"page": page, "held": held_choices(reader), "section": PATH}
            frame = frame_of(reader)
            return render("question.html", frame, same=page.same, status=status, **context)

        return await pages.within_limits(request, answer)


def _shown(
    reader: "Reader", card: Card, given: Mapping[str, str], terms: "TermIndex"
) -> tuple[QuestionPage, HTTPStatus]:
    """Return the page and its status; a question that needs a word waits for it."""
    is_waiting = not given and not all(one.is_optional for one in card.parameters)
    words = {key: one for key, one in given.items() if key != "asked"}
    if is_waiting or (not given and card.parameters):
        return QuestionPage(card, {}), HTTPStatus.OK
    try:
        return answered(reader, card, words, terms), HTTPStatus.OK
    except EvidenceError as error:
        return QuestionPage(card, words, wrong=str(error)), status_of(error)
