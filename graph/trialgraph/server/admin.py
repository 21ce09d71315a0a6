"""Routes for who has the token and keeps the store: documents in and out, and backups."""

from email.message import Message
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse

from trialgraph import names
from trialgraph.errors import BadRequest, UnsupportedMedia
from trialgraph.names.shown import in_one_line
from trialgraph.server.keeping import Keeping
from trialgraph.server.openapi import DOCUMENT_BODY, REPORT_LINE, answers, problems
from trialgraph.server.problems import refused_document
from trialgraph.server.requests import ClientGone, client_of, header, read_body, told_of
from trialgraph.server.tokens import Gate

PATH = "/admin"

_LONGEST_NAME = 200
_FORMS = ("multipart/", "application/x-www-form-urlencoded")
_TOKEN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)
_CHANGE = (
    *_TOKEN,
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_UPLOAD = (
    *_CHANGE,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
_REMOVAL = (*_CHANGE, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
_BACKUP = (*_TOKEN, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE)

Name = Annotated[
    str, Query(max_length=_LONGEST_NAME, description="Of the file, to tell it by in lists.")
]

Identifier = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9._-]+$", max_length=_LONGEST_NAME, description="Of a document.")
]


def router(keeping: Keeping, gate: Gate) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix=PATH)
    _add_upload(routes, keeping, gate)
    _add_removal(routes, keeping, gate)
    _add_backup(routes, keeping, gate)
    return routes


def _add_upload(routes: APIRouter, keeping: Keeping, gate: Gate) -> None:
    """Add what brings a document in."""

    @routes.post(
        "/documents",
        operation_id="uploadDocument",
        responses=answers(REPORT_LINE, HTTPStatus.OK, HTTPStatus.CREATED) | problems(*_UPLOAD),
        openapi_extra=DOCUMENT_BODY,
    )
    async def upload(request: Request, name: Name = "") -> JSONResponse:
        """Bring the document in that is the body, as ``trialgraph ingest`` does."""
        told = told_of(request.scope)
        told["kind"] = "UPLOAD"
        gate.pass_through(header(request.scope, b"authorization"), client_of(request.scope))
        refuse_other_media(request)
        _refuse_moving(name)
        async with keeping.place() as octets:
            content = await content_of(request, octets)
            kept = await keeping.bring_in(name or file_name_of(request), content)
        if kept.line["code"]:
            told["outcome"] = kept.line["code"]
            return refused_document(kept.line)
        told |= {"outcome": "ok", "version": kept.version}
        is_new = kept.line["outcome"] == "stored"
        status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
        location = names.document(str(kept.line["identifier"]))
        headers = {"Location": location, "Data-Version": str(kept.version)}
        return JSONResponse(kept.line, status.value, headers)


def _add_removal(routes: APIRouter, keeping: Keeping, gate: Gate) -> None:
    """Add what takes a document out."""

    @routes.delete(
        "/documents/{identifier}",
        operation_id="removeDocument",
        responses=answers(REPORT_LINE, HTTPStatus.OK) | problems(*_REMOVAL),
    )
    async def take_out(request: Request, identifier: Identifier) -> JSONResponse:
        """Take a document out with all that followed from it, as ``trialgraph remove`` does."""
        told = told_of(request.scope)
        told["kind"] = "REMOVAL"
        gate.pass_through(header(request.scope, b"authorization"), client_of(request.scope))
        kept = await keeping.take_out(identifier)
        told |= {"outcome": "ok", "version": kept.version}
        return JSONResponse(kept.line, headers={"Data-Version": str(kept.version)})


def _add_backup(routes: APIRouter, keeping: Keeping, gate: Gate) -> None:
    """Add what makes a backup."""

    @routes.post(
        "/backup",
        operation_id="makeBackup",
        status_code=HTTPStatus.CREATED,
        responses=problems(*_BACKUP),
    )
    async def back_up(request: Request) -> JSONResponse:
        """Make a backup below the directory for them, as ``trialgraph backup`` does."""
        told = told_of(request.scope)
        told["kind"] = "BACKUP"
        gate.pass_through(header(request.scope, b"authorization"), client_of(request.scope))
        made = await keeping.back_up()
        told |= {"outcome": "ok", "version": made["version"]}
        return JSONResponse(made, HTTPStatus.CREATED.value)


async def content_of(request: Request, octets: int) -> bytes:
    """Return the body of a request.

    Raises:
        BadRequest: it is empty, or the client left before its end.
        RequestTooLarge: it has more bytes than that.
        RequestTooSlow: it does not come to its end in time.
    """
    try:
        content = await read_body(request.scope, request.receive, octets)
    except ClientGone as error:
        raise BadRequest("the body did not come to its end; send it again") from error
    if not content:
        raise BadRequest("found an empty body, wanted the bytes of a document; send them")
    return content


def refuse_other_media(request: Request) -> None:
    """Make sure that a body is a document's own bytes.

    Raises:
        UnsupportedMedia: it is a form, or packed for the way.
    """
    media = header(request.scope, b"content-type").lower()
    if media.startswith(_FORMS):
        raise UnsupportedMedia(
            f"found a body of {media.partition(';')[0]}, wanted the bytes of one document; send "
            "them as application/octet-stream"
        )
    packed = header(request.scope, b"content-encoding")
    if packed:
        raise UnsupportedMedia(f"found the content encoding {packed!r}, wanted none; leave it out")


def _refuse_moving(name: str) -> None:
    """Make sure that lists and logs can show a name in one line.

    Raises:
        BadRequest: it holds ends of lines, or what moves a terminal.
    """
    shown = in_one_line(name)
    if shown != name:
        raise BadRequest(
            f"found control characters or marks of direction in the name {shown!r}, wanted a "
            "name that a list can show in one line; leave them out"
        )


def file_name_of(request: Request) -> str:
    """Return the name that a client gave a file: it is shown, and never used as a path."""
    sent = Message()
    sent["content-disposition"] = header(request.scope, b"content-disposition")
    name = (sent.get_filename() or "")[:_LONGEST_NAME]
    return name if name and in_one_line(name) == name else "upload"
