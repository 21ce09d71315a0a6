"""The routes of the pages; what each shows is made in a module of its own."""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from trialgraph.server.bounded import Readings
from trialgraph.server.problems import Page
from trialgraph.server.published import Published
from trialgraph.server.tokens import Gate
from trialgraph.server.web import (
    about,
    compare,
    concepts,
    document,
    documents,
    effect,
    effects,
    findings,
    front,
    questions,
    review,
    trial,
    trials,
)
from trialgraph.server.web.frame import frame_now
from trialgraph.server.web.render import render
from trialgraph.server.web.static import PATH, static_answer

_PAGES: tuple[Callable[[APIRouter, Readings], None], ...] = (
    front.add,
    effects.add,
    trials.add,
    trial.add,
    documents.add,
    concepts.add,
    findings.add,
    about.add,
    questions.add,
    compare.add,
)
"""What adds each page."""


def router(pages: Readings, gate: Gate) -> APIRouter:
    """Return the routes of the pages and of what they load.

    Args:
        pages: reads for them, within limits.
        gate: lets those with the token see more of a document, and review its facts.
    """
    routes = APIRouter(include_in_schema=False)
    for add in _PAGES:
        add(routes, pages)
    for add_gated in (document.add, effect.add, review.add):
        add_gated(routes, pages, gate)

    @routes.get(f"{PATH}{{name}}")
    def static_file(name: str, request: Request) -> Response:
        return static_answer(name, request.query_params.get("v", ""))

    return routes


def error_page(published: Published) -> Page:
    """Return what tells people of errors, on a page."""

    def page(status: HTTPStatus, detail: str, hint: str, suggestions: list[str]) -> HTMLResponse:
        return render(
            "error.html",
            frame_now(published),
            status=status,
            title=status.phrase,
            detail=detail,
            hint=hint,
            suggestions=suggestions,
        )

    return page
