"""The page on which one fact is reviewed, and what answers a review that was sent by a form.

A form has the token in its body, each time, and no cookie or password that a browser adds
by itself is ever asked for: a page elsewhere that sends this form on somebody's behalf has
no token to put in it, so it needs no further mark against forgery. The token is compared
and forgotten: it stands on no page, in no log and in no graph.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from trialgraph import names
from trialgraph.catalogue.effects import effect_rows
from trialgraph.errors import (
    CorrectionRefused,
    DecisionIdle,
    EvidenceError,
    TokenWanted,
    TooManyGuesses,
    UnknownFact,
)
from trialgraph.evidence.reviews import named_fact
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text, plain
from trialgraph.server.addresses import iri_of, page_of, trial_of
from trialgraph.server.problems import status_of
from trialgraph.server.review_request import local_page, wrong_fields
from trialgraph.server.web.frame import frame_of
from trialgraph.server.web.render import render
from trialgraph.server.web.reviewing import refused, reviewable

if TYPE_CHECKING:
    from trialgraph.server.bounded import Readings
    from trialgraph.server.published import Published
    from trialgraph.server.tokens import Gate
    from trialgraph.store import Reader

SECTION = "/documents"
_RESTS = f"""PREFIX : <{names.ONTOLOGY}>
SELECT ?result {{{{ ?result a :Result ; :reportedAs {{fact}} }}}} ORDER BY ?result"""
_KEPT = ("verb", "field", "value", "quote", "start", "end", "reason", "by")
"""What a form keeps that was refused: never the token."""


def refused_page(
    published: "Published", said: Mapping[str, str], error: EvidenceError
) -> HTMLResponse:
    """Return the form as it was sent, but for the token, with what is wrong beside each field.

    Raises:
        UnknownFact: there is no such fact: nothing can be said of it.
    """
    typed = {name: said[name] for name in _KEPT if name in said}
    with published.reading() as reader:
        fact = named_fact(said.get("fact", ""))
        one = reviewable(reader, fact, local_page(said.get("back", "")), typed)
        page = refused(one, _wrong(said, error))
        answer = render(
            "review.html",
            frame_of(reader),
            status=status_of(error),
            page=page,
            section=SECTION,
            is_writable=True,
        )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _wrong(said: Mapping[str, str], error: EvidenceError) -> Mapping[str, str]:
    """Return what is wrong with a form: field to words."""
    if wrong := wrong_fields(said):
        return wrong
    if isinstance(error, TokenWanted | TooManyGuesses):
        missing = "found no token, wanted that of this service; ask whoever runs it"
        return {"token": str(error) if said.get("token", "").strip() else missing}
    if isinstance(error, CorrectionRefused):
        return {error.wrong or "field": str(error)}
    return {"verb" if isinstance(error, DecisionIdle) else "": str(error)}


def page_after(reader: "Reader", fact: str, back: str) -> str:
    """Return the page to show after a review.

    It is the one that was asked for. Where that was of an estimate that is there no longer,
    it is the estimate that the fact now gives, or the trial when it gives none.
    """
    page = local_page(back)
    iri = iri_of(page.partition("#")[0].partition("?")[0])
    trial = trial_of(iri) if iri else None
    if iri is None or trial is None or effect_rows(reader, [iri]):
        return page
    rows = reader.select(_RESTS.format(fact=iri_text(named_fact(fact))))
    (now, *_) = [*(Iri(plain(row["result"])) for row in rows), trial]
    return f"{page_of(now) or '/'}#reviews"


def add(routes: APIRouter, pages: "Readings", gate: "Gate") -> None:
    """Add the page; its form is there where the service has a token."""

    @routes.get("/review")
    async def review(request: Request, fact: str = "", back: str = "") -> Response:
        if not fact.strip():
            raise UnknownFact("found no fact, wanted fact=...; the page of a document lists them")

        def answer(reader: "Reader") -> Response:
            return render(
                "review.html",
                page=reviewable(reader, named_fact(fact), local_page(back) if back else ""),
                frame=frame_of(reader),
                section=SECTION,
                is_writable=gate.wanted is not None,
                status=HTTPStatus.OK,
            )

        return await pages.within_limits(request, answer)
