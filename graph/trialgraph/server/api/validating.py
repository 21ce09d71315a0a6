"""Looks over a document that somebody sends, in a process that may be killed; stores nothing."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Any, cast

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from trialgraph.errors import QueryStopped, TooBusy
from trialgraph.server.addresses import API
from trialgraph.server.admin import content_of, file_name_of, refuse_other_media
from trialgraph.server.openapi import DOCUMENT_BODY, Schema, problems
from trialgraph.server.requests import client_of, told_of
from trialgraph.store import Place
from trialgraph.store.address import folder_of
from trialgraph.store.children import Child, ChildGone
from trialgraph.store.endings import ended_early
from trialgraph.store.failures import raise_failure
from trialgraph.store.frames import Head
from trialgraph.store.write_limits import WriteLimits

OCTETS = 5_000_000
"""Bytes that a document may have which a stranger sends."""
SECONDS = 30.0
"""That reading it may take."""
_WAITING = 8
_PER_CLIENT = 2
_MODULE = "trialgraph.ingest.validating"
_FINDING = ("about", "shape", "severity", "level", "focus", "message", "value")
SCHEMAS: dict[str, Schema] = {
    "Validation": {
        "title": "Validation",
        "type": "object",
        "required": ["identifier", "conforms", "violations", "warnings", "summary", "rows"],
        "properties": {
            "identifier": {"type": "string", "description": "What a store would name it by."},
            "conforms": {"type": "boolean", "description": "Whether there is no Violation."},
            "violations": {"type": "integer", "minimum": 0},
            "warnings": {
                "type": "integer",
                "minimum": 0,
                "description": "Of what the document prints and cannot be, or is odd: an estimate "
                "outside its own interval. It is stored as printed, or left out; look at each.",
            },
            "summary": {"type": "string", "description": "Both in words, with what they are."},
            "rows": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": [*_FINDING],
                    "properties": {name: {"type": "string"} for name in _FINDING},
                    "additionalProperties": False,
                },
            },
        },
        "additionalProperties": False,
    }
}
_PROBLEMS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_OK: dict[int | str, dict[str, Any]] = {
    HTTPStatus.OK.value: {
        "description": "What `trialgraph validate` finds in it.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Validation"}}},
    }
}


class Validating:
    """Has documents looked over, one at a time."""

    def __init__(self, place: Place, limits: WriteLimits) -> None:
        self._place = place
        octets, seconds = min(OCTETS, limits.octets), min(SECONDS, limits.reading_seconds)
        self.limits = replace(limits, octets=octets, reading_seconds=seconds)
        self._turn = asyncio.Lock()
        self._waiting: Counter[str] = Counter()

    @asynccontextmanager
    async def place(self, client: str) -> AsyncIterator[int]:
        """Have a place among those who wait; give the bytes that a document may have.

        Raises:
            TooBusy: all are taken, or this client has as many as it may.
        """
        if self._waiting.total() >= _WAITING or self._waiting[client] >= _PER_CLIENT:
            raise TooBusy(f"{self._waiting.total()} documents wait to be looked over; ask again")
        self._waiting[client] += 1
        try:
            yield self.limits.octets
        finally:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]  # one is kept of each client that waits, and no others

    async def looked_over(self, name: str, content: bytes) -> Head:
        """Return what is found in a document.

        Raises:
            DocumentError: it cannot be read.
            QueryStopped: reading it took too long or too much.
            UnsupportedMedia: there are several, or none.
        """
        limits = json.dumps(asdict(self.limits))
        try:
            async with self._turn, asyncio.timeout(self.limits.reading_seconds):
                child = await Child.start(_MODULE, str(folder_of(self._place)), limits)
                try:
                    child.send({"name": name}, content)
                    reply, _ = await child.receive()
                finally:
                    child.kill()
                    await child.close()
        except TimeoutError as error:
            raise QueryStopped(
                f"reading the document took over {self.limits.reading_seconds:g} seconds; "
                "'trialgraph validate' has no such limit",
                "time",
            ) from error
        except ChildGone as error:
            less = "send a smaller document; 'trialgraph validate' has no such limit"
            raise ended_early("that read the document", error.exit_code, less) from error
        raise_failure(reply)
        return reply


def router(validating: Validating) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix=API)

    @routes.post(
        "/validate",
        operation_id="validateDocument",
        responses=_OK | problems(*_PROBLEMS),
        openapi_extra=DOCUMENT_BODY,
    )
    async def validate(request: Request) -> JSONResponse:
        """Look over the document that is the body, as ``trialgraph validate`` does."""
        told_of(request.scope)["kind"] = "VALIDATION"
        refuse_other_media(request)
        async with validating.place(client_of(request.scope)) as octets:
            content = await content_of(request, octets)
            found = await validating.looked_over(file_name_of(request), content)
        rows = cast("list[dict[str, str]]", found["findings"])
        told = {"identifier": found["identifier"], **_judged(rows), "rows": rows}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    return routes


def _judged(rows: list[dict[str, str]]) -> dict[str, object]:
    """Return whether a document conforms, and how much there is to look at, in words as well."""
    wrong, odd = (
        [one["shape"] for one in rows if one["severity"] == severity]
        for severity in ("Violation", "Warning")
    )
    parts = [
        f"{len(found)} {kind}{'' if len(found) == 1 else 's'} ({', '.join(dict.fromkeys(found))})"
        for kind, found in (("violation", wrong), ("warning", odd))
        if found
    ]
    return {
        "conforms": not wrong,
        "violations": len(wrong),
        "warnings": len(odd),
        "summary": f"look at {' and '.join(parts)}" if parts else "nothing was found",
    }
