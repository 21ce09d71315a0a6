"""Errors as HTTP answers (RFC 9457); the only place that knows status codes.

An answer that was stopped is never sent as if it were whole: nothing of it is sent.
"""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from trialgraph.errors import (
    BadParameter,
    BadQuery,
    BadRequest,
    DocumentNotStored,
    EvidenceError,
    NotAcceptable,
    QueryRefused,
    QueryStopped,
    RequestTooLarge,
    RequestTooSlow,
    StoreError,
    TooBusy,
    UnknownName,
    UnknownQuestion,
    UnsupportedMedia,
)
from trialgraph.names import ROOT

MEDIA_TYPE = "application/problem+json"

# The first class that fits decides, so a class stands behind those below it.
_STATUS: tuple[tuple[type[EvidenceError], HTTPStatus], ...] = (
    (RequestTooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (RequestTooSlow, HTTPStatus.REQUEST_TIMEOUT),
    (UnsupportedMedia, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (NotAcceptable, HTTPStatus.NOT_ACCEPTABLE),
    (BadRequest, HTTPStatus.BAD_REQUEST),
    (BadQuery, HTTPStatus.BAD_REQUEST),
    (BadParameter, HTTPStatus.BAD_REQUEST),
    (UnknownName, HTTPStatus.NOT_FOUND),
    (UnknownQuestion, HTTPStatus.NOT_FOUND),
    (DocumentNotStored, HTTPStatus.NOT_FOUND),
    (QueryRefused, HTTPStatus.FORBIDDEN),
    (QueryStopped, HTTPStatus.SERVICE_UNAVAILABLE),
    (TooBusy, HTTPStatus.TOO_MANY_REQUESTS),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def status_of(error: EvidenceError) -> HTTPStatus:
    """Return the status that tells of an error."""
    if isinstance(error, QueryStopped) and error.limit == "time":
        return HTTPStatus.GATEWAY_TIMEOUT
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def install(app: FastAPI) -> None:
    """Make an app answer every error as a problem."""
    app.add_exception_handler(EvidenceError, _of_ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(Exception, _of_bug)


def _problem(status: HTTPStatus, code: str, detail: str) -> JSONResponse:
    body = {
        "type": f"{ROOT}problems#{code}",
        "title": status.phrase,
        "status": status.value,
        "code": code,
        "detail": detail,
    }
    is_later = status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}
    headers = {"Retry-After": "1"} if is_later else {}
    return JSONResponse(body, status.value, headers, MEDIA_TYPE)


def _of_ours(_: Request, error: Exception) -> JSONResponse:
    """Answer with an error that this package raises on purpose."""
    ours = error if isinstance(error, EvidenceError) else EvidenceError(str(error))
    return _problem(status_of(ours), ours.code, str(ours))


def _of_http(_: Request, error: Exception) -> JSONResponse:
    """Answer with what the framework says, such as that there is no such page."""
    status = HTTPStatus(getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR))
    code = status.phrase.lower().replace(" ", "-")
    answer = _problem(status, code, f"{status.description or status.phrase}.")
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def _of_validation(_: Request, error: Exception) -> JSONResponse:
    """Answer that a parameter does not fit."""
    return _problem(HTTPStatus.BAD_REQUEST, BadParameter.code, str(error))


def _of_bug(_: Request, __: Exception) -> JSONResponse:
    """Answer that we made a mistake, without telling its inside."""
    detail = "This is a mistake of the program; its log says more."
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", detail)
