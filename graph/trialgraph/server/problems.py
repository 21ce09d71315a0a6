"""Errors as HTTP answers (RFC 9457); the only place that knows status codes.

An answer that was stopped is never sent as if it were whole: nothing of it is sent.
"""

from dataclasses import asdict
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from trialgraph.errors import (
    NO_ADVICE,
    Advice,
    BackupsOff,
    BadParameter,
    BadQuery,
    BadRequest,
    CommitLost,
    DocumentNotStored,
    EvidenceError,
    GraphManaged,
    GraphMissing,
    NotAcceptable,
    QueryRefused,
    QueryStopped,
    RequestTooLarge,
    RequestTooSlow,
    ShapeBroken,
    StoreError,
    TokenWanted,
    TooBusy,
    TooManyGuesses,
    UnknownName,
    UnknownQuestion,
    UnsupportedMedia,
    UpdateFailed,
    WritesOff,
)
from trialgraph.names import ROOT
from trialgraph.server.openapi import PROBLEM_TYPE

MEDIA_TYPE = PROBLEM_TYPE

# The first class that fits decides, so a class stands behind those below it.
_STATUS: tuple[tuple[type[EvidenceError], HTTPStatus], ...] = (
    (RequestTooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (RequestTooSlow, HTTPStatus.REQUEST_TIMEOUT),
    (TokenWanted, HTTPStatus.UNAUTHORIZED),
    (TooManyGuesses, HTTPStatus.TOO_MANY_REQUESTS),
    (WritesOff, HTTPStatus.FORBIDDEN),
    (BackupsOff, HTTPStatus.FORBIDDEN),
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
    (GraphManaged, HTTPStatus.FORBIDDEN),
    (GraphMissing, HTTPStatus.NOT_FOUND),
    (ShapeBroken, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UpdateFailed, HTTPStatus.CONFLICT),
    (CommitLost, HTTPStatus.INTERNAL_SERVER_ERROR),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
)

_HINTS = {
    HTTPStatus.NOT_FOUND: "/openapi.json lists the routes of JSON, / has links to the others",
    HTTPStatus.METHOD_NOT_ALLOWED: "the header Allow lists the methods of this route",
}


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


def problem_of(error: EvidenceError) -> dict[str, object]:
    """Return an error as the members of a problem (RFC 9457, section 3.2).

    ``line``, ``column``, ``hint`` and ``suggestions`` are there where they are known.
    """
    told = _members(status_of(error), error.code, str(error), error.advice)
    return told | ({"findings": list(error.findings)} if isinstance(error, ShapeBroken) else {})


def refused_document(line: dict[str, object]) -> JSONResponse:
    """Answer that a document cannot be stored.

    Args:
        line: what became of it; it stands in the answer as ``report``.
    """
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    told = _members(status, str(line["code"]), str(line["message"]))
    return _problem(status, told | {"report": line})


def _members(
    status: HTTPStatus, code: str, detail: str, advice: Advice = NO_ADVICE
) -> dict[str, object]:
    known = {key: value for key, value in asdict(advice).items() if value}
    return {
        "type": f"{ROOT}problems#{code}",
        "title": status.phrase,
        "status": status.value,
        "code": code,
        "detail": detail,
        **known,
    }


def _problem(status: HTTPStatus, body: dict[str, object]) -> JSONResponse:
    is_later = status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}
    headers = {"Retry-After": "1"} if is_later else {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="trialgraph"'
    return JSONResponse(body, status.value, headers, MEDIA_TYPE)


def _of_ours(_: Request, error: Exception) -> JSONResponse:
    """Answer with an error that this package raises on purpose."""
    ours = error if isinstance(error, EvidenceError) else EvidenceError(str(error))
    return _problem(status_of(ours), problem_of(ours))


def _of_http(_: Request, error: Exception) -> JSONResponse:
    """Answer with what the framework says, such as that there is no such page."""
    status = HTTPStatus(getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR))
    code = status.phrase.lower().replace(" ", "-")
    hint = _HINTS.get(status, "")
    detail = f"{status.description or status.phrase}."
    answer = _problem(status, _members(status, code, detail, Advice(hint=hint)))
    answer.headers.update(getattr(error, "headers", None) or {})
    allowed = answer.headers.get("allow", "").split(", ")
    if "GET" in allowed and "HEAD" not in allowed:
        answer.headers["allow"] = ", ".join([*allowed, "HEAD"])
    return answer


def _of_validation(_: Request, error: Exception) -> JSONResponse:
    """Answer that a parameter does not fit."""
    wrong = error.errors() if isinstance(error, RequestValidationError) else ()
    told = "; ".join(
        f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong if "loc" in one
    )
    status = HTTPStatus.BAD_REQUEST
    return _problem(status, _members(status, BadParameter.code, told or str(error)))


def _of_bug(_: Request, __: Exception) -> JSONResponse:
    """Answer that we made a mistake, without telling its inside."""
    detail = "This is a mistake of the program; its log says more."
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _problem(status, _members(status, "internal-error", detail))
