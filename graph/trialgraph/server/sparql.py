"""The SPARQL service: SPARQL 1.1 Query over HTTP, within limits."""

import asyncio
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from starlette.types import Receive, Scope, Send

from trialgraph.errors import BadRequest, QueryRefused, QueryStopped
from trialgraph.server.description import VARY, Address, Description, base_of
from trialgraph.server.negotiation import best_form, best_graph_form
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
from trialgraph.store.lexer import QueryKind
from trialgraph.store.limits import MEDIA_TYPES, Form, forms_of
from trialgraph.store.pool import Asking, Question, StreamedAnswer, WorkerPool, made
from trialgraph.store.remarks import Remark
from trialgraph.store.spool import Room

_LONG_ACCEPT = 1000  # characters; longer ones would only fill the memory of short ones


class Updates(Protocol):
    """What changes the store, if anything may.

    Attributes:
        is_open: whether there is a token that lets anyone in.
    """

    @property
    def is_open(self) -> bool: ...  # noqa: D102 - above

    def length_for(self, scope: Scope) -> int:
        """Return the characters that an update of this client may have, 0 for a stranger."""
        ...

    async def __call__(self, scope: Scope, receive: Receive, send: Send, asked: Asked) -> None:
        """Answer a request for an update."""
        ...


class SparqlService:
    """Answers queries; without one it describes itself.

    Updates are answered by what stands in the app's state under ``updates``, and
    refused when nothing does.
    """

    def __init__(self, pool: WorkerPool, description: Description) -> None:
        self.pool = pool
        self._description = description
        self._room = Room()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        updates = _updates(scope)
        length = self.pool.limits.length
        longest = max(length, updates.length_for(scope)) if updates else length
        asked = await read_asked(scope, receive, length, longest)
        if asked.query is not None:
            await self._answer(scope, receive, send, asked)
        elif asked.update is None:
            await self._describe(scope, send, is_writable=updates is not None and updates.is_open)
        elif updates is None:
            raise QueryRefused("updates are refused; this service only reads")
        else:
            await updates(scope, receive, send, asked)

    async def _describe(self, scope: Scope, send: Send, *, is_writable: bool) -> None:
        """Describe the service."""
        form = best_graph_form(header(scope, b"accept"))
        address = Address(base_of(scope), is_writable, self.pool.is_union)
        content = await self._description.whole(address, form)
        headers = [(b"content-type", MEDIA_TYPES[form].encode()), (b"vary", VARY)]
        await send_whole(send, 200, headers, content)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, asked: Asked) -> None:
        """Answer a query."""
        text = asked.query or ""
        told = told_of(scope)
        told["query_hash"] = sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        seen = looked_over(text, self.pool.limits)
        told["kind"] = seen.kind
        form = best_form_for(scope, seen.kind)
        await self.put(Question(text, form, seen, asked.dataset), scope, receive, send)

    async def put(self, question: Question, scope: Scope, receive: Receive, send: Send) -> None:
        """Put a question to the workers and send the answer."""
        told = told_of(scope)
        is_head = scope["method"] == "HEAD"
        with WhileWanted(receive):
            asking = self.pool.asking(question, client_of(scope), only_begin=is_head)
            async with asking as answer:
                told["version"] = answer.version
                if not answer.is_done:
                    await self._stream(scope, send, asking, answer)
            told |= {"rows": answer.rows, "octets": answer.octets, "worker_seconds": answer.seconds}
        if answer.is_whole:
            told["outcome"] = "ok"
            await send_whole(send, 200, _headers(answer), answer.first)

    async def _stream(
        self, scope: Scope, send: Send, asking: Asking, answer: StreamedAnswer
    ) -> None:
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
            async with asyncio.timeout(self.pool.limits.sending):
                start = {"type": "http.response.start", "status": 200, "headers": _headers(answer)}
                await send(start)
                async with made(asking, answer, self._room) as pieces:
                    while piece := await pieces.take():
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
                told["outcome"] = "ok"
        except QueryStopped as error:
            told["outcome"] = error.code
        except TimeoutError:
            told["outcome"] = "client-slow"


def _updates(scope: Scope) -> Updates | None:
    """Return what answers updates."""
    app = scope.get("app")
    updates: Updates | None = getattr(app.state, "updates", None) if app else None
    return updates


def best_form_for(scope: Scope, kind: QueryKind) -> Form:
    """Return the form that a request wants most of those an answer can have.

    Raises:
        NotAcceptable: it takes none of them.
    """
    accept = header(scope, b"accept")
    if len(accept) > _LONG_ACCEPT:
        return best_form(accept, forms_of(kind))
    return _best_form(accept, forms_of(kind))


@lru_cache(512)
def _best_form(accept: str, forms: tuple[Form, ...]) -> Form:
    """Return the form that suits best; clients send few different headers."""
    return best_form(accept, forms)


def _headers(answer: StreamedAnswer) -> Headers:
    """Return the headers of an answer."""
    headers = [
        (b"content-type", MEDIA_TYPES[answer.form].encode()),
        (b"vary", b"Accept"),
        (b"etag", f'"{answer.version}-{answer.form}"'.encode()),
    ]
    return [*headers, *map(_noted, answer.remarks)]


def _noted(remark: Remark) -> tuple[bytes, bytes]:
    """Return a remark as a header: code, sentence and hint as a list (RFC 9651)."""
    words = f"{remark.message}; {remark.advice.hint}"
    plain = "".join(one if " " <= one <= "~" and one not in '"\\' else "?" for one in words)
    return b"query-remark", f'{remark.code};message="{plain}"'.encode()
