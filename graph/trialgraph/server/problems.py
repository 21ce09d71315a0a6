"""Errors as HTTP answers (RFC 9457); the only place that knows status codes.

An answer that was stopped is never sent as if it were whole: nothing of it is sent.
"""

from collections.abc import Callable
from dataclasses import asdict
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from trialgraph.errors import (
    NO_ADVICE,
    Advice,
    BackupsOff,
    BadParameter,
    BadQuery,
    BadRequest,
    CommitLost,
    CorrectionRefused,
    CursorExpired,
    DecisionError,
    DecisionUnfounded,
    DocumentError,
    DocumentNotStored,
    EvidenceError,
    GraphManaged,
    GraphMissing,
    NotAcceptable,
    PreconditionFailed,
    QueryRefused,
    QueryStopped,
    RequestTooLarge,
    RequestTooSlow,
    SetAside,
    ShapeBroken,
    StoreError,
    StoreReadOnly,
    TokenWanted,
    TooBusy,
    TooManyGuesses,
    UnknownDecision,
    UnknownFact,
    UnknownName,
    UnknownQuestion,
    UnknownThing,
    UnsupportedMedia,
    UpdateFailed,
    WritesOff,
)
from trialgraph.names import ROOT
from trialgraph.server.negotiation import wants_page
from trialgraph.server.openapi import PROBLEM_TYPE

MEDIA_TYPE = PROBLEM_TYPE

Page = Callable[[HTTPStatus, str, str, list[str]], HTMLResponse]
"""Tells people of an error: its status, what is wrong, what to do, and names that may be meant."""

# The first class that fits decides, so a class stands behind those below it.
_STATUS: tuple[tuple[type[EvidenceError], HTTPStatus], ...] = (
    (RequestTooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (PreconditionFailed, HTTPStatus.PRECONDITION_FAILED),
    (RequestTooSlow, HTTPStatus.REQUEST_TIMEOUT),
    (TokenWanted, HTTPStatus.UNAUTHORIZED),
    (TooManyGuesses, HTTPStatus.TOO_MANY_REQUESTS),
    (WritesOff, HTTPStatus.FORBIDDEN),
    (BackupsOff, HTTPStatus.FORBIDDEN),
    (UnsupportedMedia, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (NotAcceptable, HTTPStatus.NOT_ACCEPTABLE),
    (BadRequest, HTTPStatus.BAD_REQUEST),
    (BadQuery, HTTPStatus.BAD_REQUEST),
    (CursorExpired, HTTPStatus.GONE),
    (BadParameter, HTTPStatus.BAD_REQUEST),
    (UnknownName, HTTPStatus.NOT_FOUND),
    (UnknownQuestion, HTTPStatus.NOT_FOUND),
    (UnknownThing, HTTPStatus.NOT_FOUND),
    (DocumentNotStored, HTTPStatus.NOT_FOUND),
    (UnknownFact, HTTPStatus.NOT_FOUND),
    (UnknownDecision, HTTPStatus.NOT_FOUND),
    (DecisionUnfounded, HTTPStatus.BAD_REQUEST),
    (CorrectionRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (DecisionError, HTTPStatus.CONFLICT),
    (QueryRefused, HTTPStatus.FORBIDDEN),
    (QueryStopped, HTTPStatus.SERVICE_UNAVAILABLE),
    (TooBusy, HTTPStatus.TOO_MANY_REQUESTS),
    (GraphManaged, HTTPStatus.FORBIDDEN),
    (GraphMissing, HTTPStatus.NOT_FOUND),
    (DocumentError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (SetAside, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ShapeBroken, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UpdateFailed, HTTPStatus.CONFLICT),
    (CommitLost, HTTPStatus.INTERNAL_SERVER_ERROR),
    (StoreReadOnly, HTTPStatus.FORBIDDEN),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
)

_HINTS = {
    HTTPStatus.NOT_FOUND: "/openapi.json lists the routes of JSON, / has links to the others",
    HTTPStatus.METHOD_NOT_ALLOWED: "the header Allow lists the methods of this route",
}


_FOR_PROGRAMS = ("/api/", "/sparql", "/graph-store", "/admin/", "/static/", "/.well-known/")
"""Starts of the paths whose errors are problems, whoever asks."""


def status_of(error: EvidenceError) -> HTTPStatus:
    """Return the status that tells of an error."""
    if isinstance(error, QueryStopped) and error.limit == "time":
        return HTTPStatus.GATEWAY_TIMEOUT
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def install(app: FastAPI, page: Page | None = None) -> None:
    """Make an app answer every error as a problem, and to people as a page if there is one."""
    app.state.error_page = page
    app.add_exception_handler(EvidenceError, _of_ours)
    app.add_exception_handler(HTTPException, of_http)
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
    return _answer(status, told | {"report": line})


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


def _problem(
    request: Request, status: HTTPStatus, told: dict[str, object]
) -> JSONResponse | HTMLResponse:
    """Return a problem in the form that suits whoever asks."""
    app = request.scope.get("app")  # what stands before the app has none
    page: Page | None = getattr(app.state, "error_page", None) if app else None
    answer = _answer(status, told)
    if page is None or not _is_for_people(request):
        return answer
    names = told.get("suggestions", ())
    near = [str(one) for one in names] if isinstance(names, list | tuple) else []
    shown = page(status, str(told["detail"]), str(told.get("hint", "")), near)
    kept = {"retry-after", "www-authenticate"} & set(answer.headers)
    shown.headers.update({name: answer.headers[name] for name in kept})
    return shown


def _is_for_people(request: Request) -> bool:
    is_read = request.method in {"GET", "HEAD"}
    is_page = not request.url.path.startswith(_FOR_PROGRAMS)
    return is_read and is_page and wants_page(request.headers.get("accept", ""))


def _answer(status: HTTPStatus, body: dict[str, object]) -> JSONResponse:
    is_later = status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": "1"} if is_later else {})
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="trialgraph"'
    return JSONResponse(body, status.value, headers, MEDIA_TYPE)


def _of_ours(request: Request, error: Exception) -> Response:
    """Answer with an error that this package raises on purpose."""
    ours = error if isinstance(error, EvidenceError) else EvidenceError(str(error))
    return _problem(request, status_of(ours), problem_of(ours))


def of_http(request: Request, error: Exception) -> Response:
    """Answer with what the framework says, such as that there is no such page.

    OPTIONS is answered with the methods that the route has (RFC 9110, section 9.3.7).
    """
    status = HTTPStatus(getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR))
    code = status.phrase.lower().replace(" ", "-")
    hint = _HINTS.get(status, "")
    detail = f"{status.description or status.phrase}."
    answer = _problem(request, status, _members(status, code, detail, Advice(hint=hint)))
    answer.headers.update(getattr(error, "headers", None) or {})
    if "allow" in answer.headers:
        allowed = _with_ours(answer.headers["allow"].split(", "))
        answer.headers["allow"] = allowed
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT.value, headers={"Allow": allowed})
    return answer


def _with_ours(methods: list[str]) -> str:
    """Return methods of a route with those that every route has."""
    heads = ["HEAD"] if "GET" in methods and "HEAD" not in methods else []
    return ", ".join([*methods, *heads, "OPTIONS"])


def _of_validation(request: Request, error: Exception) -> Response:
    """Answer that a parameter does not fit."""
    wrong = error.errors() if isinstance(error, RequestValidationError) else ()
    told = "; ".join(
        f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong if "loc" in one
    )
    status = HTTPStatus.BAD_REQUEST
    return _problem(request, status, _members(status, BadParameter.code, told or str(error)))


def _of_bug(request: Request, _: Exception) -> Response:
    """Answer that we made a mistake, without telling its inside."""
    detail = "This is a mistake of the program; its log says more."
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _problem(request, status, _members(status, "internal-error", detail))
