"""The SPARQL service: SPARQL 1.1 Query over HTTP, within limits."""

import asyncio
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from starlette.types import Receive, Scope, Send

from trialgraph.errors import BadRequest, QueryRefused, QueryStopped
from trialgraph.server.negotiation import best_form
from trialgraph.server.protocol import Asked, read_asked
from trialgraph.server.requests import (
    Headers,
    WhileWanted,
    client_of,
    header,
    send_whole,
    told_of,
)
from trialgraph.store.asked import looked_over
from trialgraph.store.limits import MEDIA_TYPES, Form, forms_of
from trialgraph.store.pool import Question, StreamedAnswer, WorkerPool

_DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix format: <http://www.w3.org/ns/formats/> .
[] a sd:Service ;
  sd:endpoint <> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML,
    format:SPARQL_Results_CSV, format:SPARQL_Results_TSV,
    format:Turtle, format:N-Triples, format:RDF_XML, format:JSON-LD,
    format:N-Quads, format:TriG ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


class Updates(Protocol):
    """What changes the store, if anything may.

    Attributes:
        length: characters that an update may have.
    """

    length: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send, asked: Asked) -> None:
        """Answer a request for an update."""
        ...


class SparqlService:
    """Answers queries; without one it describes itself.

    Updates are answered by what stands in the app's state under ``updates``, and
    refused when nothing does.
    """

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        updates = _updates(scope)
        length = self._pool.limits.length
        asked = await read_asked(scope, receive, length, updates.length if updates else length)
        if asked.query is not None:
            await self._answer(scope, receive, send, asked)
        elif asked.update is None:
            await _describe(scope, send)
        elif updates is None:
            raise QueryRefused("updates are refused; this service only reads")
        else:
            await updates(scope, receive, send, asked)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, asked: Asked) -> None:
        """Answer a query."""
        text = asked.query or ""
        told = told_of(scope)
        told["query_hash"] = sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        seen = looked_over(text, self._pool.limits)
        told["kind"] = seen.kind
        form = _best_form(header(scope, b"accept"), forms_of(seen.kind))
        question = Question(text, form, seen, asked.dataset)
        is_head = scope["method"] == "HEAD"
        with WhileWanted(receive):
            asking = self._pool.asking(question, client_of(scope), only_begin=is_head)
            async with asking as answer:
                told["version"] = answer.version
                if not answer.is_done:
                    await self._stream(scope, send, answer)
            told |= {"rows": answer.rows, "octets": answer.octets, "worker_seconds": answer.seconds}
        if answer.is_whole:
            told["outcome"] = "ok"
            await send_whole(send, 200, _headers(answer), answer.first)

    async def _stream(self, scope: Scope, send: Send, answer: StreamedAnswer) -> None:
        """Send an answer in pieces; one that breaks off is left without its end.

        The server then closes the connection before the final chunk, which tells the
        client that something is missing.
        """
        if scope["http_version"] == "1.0":
            raise BadRequest(
                "this answer is sent in pieces, and HTTP/1.0 cannot tell whether all have come; "
                "ask by HTTP/1.1, or for less",
            )
        told = told_of(scope)
        try:
            async with asyncio.timeout(self._pool.limits.sending):
                start = {"type": "http.response.start", "status": 200, "headers": _headers(answer)}
                await send(start)
                async for piece in answer:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
                told["outcome"] = "ok"
        except QueryStopped as error:
            told["outcome"] = error.code
        except TimeoutError:
            told["outcome"] = "client-slow"


async def _describe(scope: Scope, send: Send) -> None:
    """Describe the service."""
    best_form(header(scope, b"accept"), ["turtle"])
    headers = [(b"content-type", MEDIA_TYPES["turtle"].encode())]
    await send_whole(send, 200, headers, _DESCRIPTION.encode())


def _updates(scope: Scope) -> Updates | None:
    """Return what answers updates."""
    app = scope.get("app")
    updates: Updates | None = getattr(app.state, "updates", None) if app else None
    return updates


@lru_cache(512)
def _best_form(accept: str, forms: tuple[Form, ...]) -> Form:
    """Return the form that suits best; clients send few different headers."""
    return best_form(accept, forms)


def _headers(answer: StreamedAnswer) -> Headers:
    """Return the headers of an answer."""
    return [
        (b"content-type", MEDIA_TYPES[answer.form].encode()),
        (b"vary", b"Accept"),
        (b"etag", f'"{answer.version}-{answer.form}"'.encode()),
    ]
