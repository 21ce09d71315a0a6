"""Routes of reviews: what people said of facts, for all; a new review, for who has the token."""

from contextlib import suppress
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.responses import Response

from trialgraph.errors import (
    BadRequest,
    EvidenceError,
    RequestTooLarge,
    UnknownFact,
    UnsupportedMedia,
    WritesOff,
)
from trialgraph.server import web
from trialgraph.server.keeping import Keeping
from trialgraph.server.negotiation import wants_page
from trialgraph.server.openapi import REVIEW_BODY, problems
from trialgraph.server.problems import status_of
from trialgraph.server.published import Published
from trialgraph.server.requests import ClientGone, client_of, header, read_body, told_of
from trialgraph.server.review_request import (
    FORM,
    JSON,
    MOST_OCTETS,
    MOST_OCTETS_OF_FORM,
    form_fields,
    of_form,
    of_json,
)
from trialgraph.server.tokens import Gate
from trialgraph.server.web.review import page_after, refused_page

_REVIEWING = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


def router(published: Published, keeping: Keeping, gate: Gate) -> APIRouter:
    """Return the routes."""
    routes = APIRouter()
    _add_review(routes, published, keeping, gate)
    return routes


def _add_review(routes: APIRouter, published: Published, keeping: Keeping, gate: Gate) -> None:
    """Add what takes a review in."""

    @routes.post(
        "/admin/reviews",
        operation_id="reviewFact",
        status_code=HTTPStatus.CREATED,
        responses=problems(*_REVIEWING),
        openapi_extra=REVIEW_BODY,
    )
    async def review(request: Request) -> Response:
        """Confirm, correct or reject a fact, or undo a review, as ``trialgraph review`` does."""
        told = told_of(request.scope)
        told["kind"] = "REVIEW"
        media = header(request.scope, b"content-type").partition(";")[0].strip().lower()
        if media == JSON:  # its token stands in the header: nothing is read of who has none
            gate.pass_through(header(request.scope, b"authorization"), client_of(request.scope))
        if media == FORM:
            return await _of_sent_form(request, published, keeping, gate)
        content = await _content(request, MOST_OCTETS)
        if media != JSON:
            raise UnsupportedMedia(f"found a body of {media or 'no type'}, wanted {JSON} or {FORM}")
        kept = await keeping.review(of_json(content).review)
        told |= {"outcome": "ok", "version": kept.version}
        headers = {"Data-Version": str(kept.version), "Location": str(kept.line["iri"])}
        return JSONResponse(kept.line, HTTPStatus.CREATED.value, headers)


async def _of_sent_form(
    request: Request, published: Published, keeping: Keeping, gate: Gate
) -> Response:
    """Answer a form, or with a page that says why it cannot be read."""
    try:
        said = form_fields(await _content(request, MOST_OCTETS_OF_FORM))
    except (BadRequest, RequestTooLarge) as error:
        if not wants_page(request.headers.get("accept", "")):
            raise
        told_of(request.scope)["outcome"] = error.code
        return await run_in_threadpool(_told, published, error)
    return await _of_form(request, said, published, keeping, gate)


async def _of_form(
    request: Request, said: dict[str, str], published: Published, keeping: Keeping, gate: Gate
) -> Response:
    """Answer a form: with the page to look at next, or with itself and what is wrong."""
    try:
        asked = of_form(said)
        gate.pass_through(f"Bearer {asked.token}", client_of(request.scope))
        kept = await keeping.review(asked.review)
    except EvidenceError as error:
        if not wants_page(request.headers.get("accept", "")):
            raise
        told_of(request.scope)["outcome"] = error.code
        return await run_in_threadpool(_refusal, published, said, error)
    told_of(request.scope).update(outcome="ok", version=kept.version)
    page = await run_in_threadpool(_next_page, published, said["fact"], asked.back)
    headers = {"Data-Version": str(kept.version)}
    return RedirectResponse(page, HTTPStatus.SEE_OTHER.value, headers)


def _refusal(published: Published, said: dict[str, str], error: EvidenceError) -> Response:
    """Return the form with what is wrong, or what is wrong where there can be no form."""
    if not isinstance(error, WritesOff):
        with suppress(UnknownFact):  # of no fact there is no form
            return refused_page(published, said, error)
    return _told(published, error)


def _told(published: Published, error: EvidenceError) -> Response:
    """Return a page that says what is wrong, and keeps nothing."""
    return web.error_page(published)(status_of(error), str(error), error.advice.hint, [])


def _next_page(published: Published, fact: str, back: str) -> str:
    with published.reading() as reader:
        return page_after(reader, fact, back)


async def _content(request: Request, octets: int) -> bytes:
    """Return the body, of so many bytes at most.

    Raises:
        BadRequest: the client left before its end.
        RequestTooLarge: it is longer than any review.
    """
    try:
        return await read_body(request.scope, request.receive, octets)
    except ClientGone as error:
        raise BadRequest("the body did not come to its end; send it again") from error
