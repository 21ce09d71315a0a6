"""Turns what a page says into HTML: every word escaped, nothing loaded from elsewhere."""

from http import HTTPStatus
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from trialgraph.catalogue.sentences import FOOT
from trialgraph.server.addresses import anchor_of, api_of, effects_page, page_of, question_page
from trialgraph.server.signposts import data_links, links_of
from trialgraph.server.web.frame import NO_FRAME, NO_SAME, Frame, Same
from trialgraph.server.web.static import static

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
    "Vary": "Accept",
}
"""What every page is sent with."""

_LATER = {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}

SECTIONS = (
    ("Effects", "/effects"),
    ("Trials", "/trials"),
    ("Documents", "/documents"),
    ("Compare", "/compare"),
    ("Questions", "/questions"),
    ("SPARQL", "/sparql"),
    ("Schema", "/schema"),
    ("About", "/about"),
)
"""What the head of every page leads to."""


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("trialgraph.server.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "sections": SECTIONS,
        "not_advice": FOOT,
        "static": static,
        "page_of": page_of,
        "api_of": api_of,
        "anchor_of": anchor_of,
        "data_links": data_links,
        "effects_page": effects_page,
        "question_page": question_page,
    }
    return made


_TEMPLATES = _environment()


def render(
    template: str,
    frame: Frame = NO_FRAME,
    *,
    same: Same = NO_SAME,
    status: HTTPStatus = HTTPStatus.OK,
    **context: Any,  # noqa: ANN401 - what a template takes is its own
) -> HTMLResponse:
    """Return a page.

    Args:
        template: its file in ``templates``.
        frame: which data it shows.
        same: where a program finds the same.
        status: of the answer.
        context: what the template takes; a name that it lacks is an error, no empty word.
    """
    text = _TEMPLATES.get_template(template).render(frame=frame, same=same, **context)
    # Programs are led from the page about a thing to its data (Signposting).
    links = {"Link": links_of(same.thing)} if links_of(same.thing) else {}
    later = {"Retry-After": "1"} if status in _LATER else {}
    return HTMLResponse(text, status.value, {**HEADERS, **links, **later})
