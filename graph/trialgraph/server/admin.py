"""Routes for who has the token and keeps the store: documents in and out, and backups."""

from email.message import Message
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse

from trialgraph import names
from trialgraph.errors import BadRequest, UnsupportedMedia
from trialgraph.server.keeping import Keeping
from trialgraph.server.openapi import DOCUMENT_BODY, REPORT_LINE, answers, problems
from trialgraph.server.problems import refused_document
from trialgraph.server.requests import header, read_body, told_of
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
        gate.pass_through(header(request.scope, b"authorization"))
        _refuse_other_media(request)
        async with keeping.place() as octets:
            content = await read_body(request.receive, octets)
            if not content:
                raise BadRequest("found an empty body, wanted the bytes of a document; send them")
            kept = await keeping.bring_in(name or _file_name(request), content)
        told |= {"outcome": str(kept.line["code"]) or "ok"}
        if kept.line["code"]:
            return refused_document(kept.line)
        is_new = kept.line["outcome"] == "stored"
        status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
        location = names.document(str(kept.line["identifier"]))
        headers = {"Location": location, "Data-Version": str(kept.version)}
        return JSONResponse(kept.line, status.value, headers)

    @routes.delete(
        "/documents/{identifier}",
        operation_id="removeDocument",
        responses=answers(REPORT_LINE, HTTPStatus.OK) | problems(*_REMOVAL),
    )
    async def take_out(request: Request, identifier: Identifier) -> JSONResponse:
        """Take a document out with all that followed from it, as ``trialgraph remove`` does."""
        told_of(request.scope)["kind"] = "REMOVAL"
        gate.pass_through(header(request.scope, b"authorization"))
        kept = await keeping.take_out(identifier)
        return JSONResponse(kept.line, headers={"Data-Version": str(kept.version)})

    @routes.post(
        "/backup",
        operation_id="makeBackup",
        status_code=HTTPStatus.CREATED,
        responses=problems(*_BACKUP),
    )
    async def back_up(request: Request) -> JSONResponse:
        """Make a backup below the directory for them, as ``trialgraph backup`` does."""
        told_of(request.scope)["kind"] = "BACKUP"
        gate.pass_through(header(request.scope, b"authorization"))
        return JSONResponse(await keeping.back_up(), HTTPStatus.CREATED.value)

    return routes


def _refuse_other_media(request: Request) -> None:
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


def _file_name(request: Request) -> str:
    """Return the name that a client gave a file: it is shown, and never used as a path."""
    sent = Message()
    sent["content-disposition"] = header(request.scope, b"content-disposition")
    name = (sent.get_filename() or "")[:_LONGEST_NAME]
    return name if name.isprintable() and name else "upload"
