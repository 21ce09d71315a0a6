"""The SPARQL service: SPARQL 1.1 Query over HTTP, within limits."""

import asyncio
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from starlette.types import Receive, Scope, Send

from trialgraph.errors import BadRequest, QueryRefused, QueryStopped
from trialgraph.server.description import VARY, Address, Description, base_of
from trialgraph.server.negotiation import best_form, best_graph_form
from trialgraph.server.protocol import Asked, is_update, read_asked
from trialgraph.server.requests import (
    Headers,
    WhileWanted,
    client_of,
    header,
    send_whole,
    told_of,
)
from trialgraph.server.validators import (
    has_already,
    send_described,
    send_not_modified,
    validating,
)
from trialgraph.store.asked import looked_over
from trialgraph.store.lexer import QueryKind
from trialgraph.store.limits import MEDIA_TYPES, Form, forms_of
from trialgraph.store.pool import Asking, Question, StreamedAnswer, WorkerPool, made
from trialgraph.store.remarks import Remark
from trialgraph.store.spool import Room
from trialgraph.store.tags import newest_mark, tag_of

_VARY = (b"vary", b"Accept")
BEGUN = "trialgraph.begun"
"""The name in a scope of the ``Asking`` that has put its question already."""
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

    def let_in(self, scope: Scope) -> None:
        """Refuse whoever may not change the store."""
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
        await self.answer(scope, receive, send, await self.asked(scope, receive))

    async def asked(self, scope: Scope, receive: Receive) -> Asked:
        """Return what a request asks; errors as those of ``read_asked``."""
        updates = _updates(scope)
        if updates and is_update(scope):
            updates.let_in(scope)  # before a body is waited for
        length = self.pool.limits.length
        longest = max(length, updates.length_for(scope)) if updates else length
        return await read_asked(scope, receive, length, longest)

    async def answer(self, scope: Scope, receive: Receive, send: Send, asked: Asked) -> None:
        """Answer what a request asks."""
        updates = _updates(scope)
        if asked.query is not None:
            await self.put(self.question(scope, asked), scope, receive, send)
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
        await send_described(scope, send, headers, content)

    def question(
        self, scope: Scope, asked: Asked, form: Callable[[QueryKind], Form] | None = None
    ) -> Question:
        """Return what a request asks, looked over; errors as ``looked_over``.

        Args:
            scope: of the request; what the query looks like is told of it.
            asked: has a query.
            form: that the answer to such a query is to have; the one that the client wants
                most, unless given.

        Raises:
            NotAcceptable: the client takes no form that the answer can have.
            BadRequest: a graph is named by no absolute IRI.
        """
        text = asked.query or ""
        told = told_of(scope)
        told["query_hash"] = sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        seen = looked_over(text, self.pool.limits)
        told["kind"] = seen.kind
        wanted = form(seen.kind) if form else best_form_for(scope, seen.kind)
        return Question(text, wanted, seen, asked.dataset)

    async def put(
        self,
        question: Question,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        is_strong: bool = False,
    ) -> None:
        """Put a question to the workers and send the answer, unless the client has it.

        Args:
            question: looked over.
            scope: of the request.
            receive: tells when the client goes away.
            send: takes the answer.
            is_strong: whether the same data give the same answer, byte for byte.
        """
        if self.is_known(question, scope):
            headers = [_VARY, *validating(self._tag(question), is_strong=is_strong)]
            await send_not_modified(scope, send, headers)
            return
        is_head = scope["method"] == "HEAD"
        with WhileWanted(receive):
            asking = scope.get(BEGUN) or self.pool.asking(
                question, client_of(scope), only_begin=is_head
            )
            async with asking as answer:
                told_of(scope)["version"] = answer.version
                headers = headers_of(answer, is_strong=is_strong)
                is_known = has_already(scope, answer.tag)
                if not answer.is_done and not is_known:
                    await self._stream(scope, send, asking, answer, headers)
            tell_of(answer, scope)
        if is_known:
            await send_not_modified(scope, send, headers)
        elif answer.is_whole:
            await send_whole(send, 200, headers, answer.first)

    def is_known(self, question: Question, scope: Scope) -> bool:
        """Tell without asking anyone whether a client has the answer of the newest version."""
        if not header(scope, b"if-none-match"):
            return False
        return has_already(scope, self._tag(question), is_given=False)

    def _tag(self, question: Question) -> str:
        """Return the tag of the answer of the newest version."""
        head = question.head(is_union=self.pool.is_union)
        return tag_of(newest_mark(self.pool.place), head)

    async def _stream(
        self, scope: Scope, send: Send, asking: Asking, answer: StreamedAnswer, headers: Headers
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
                start = {"type": "http.response.start", "status": 200, "headers": headers}
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


def tell_of(answer: StreamedAnswer, scope: Scope) -> None:
    """Tell the log and the metrics of an answer that has come to its end."""
    told = told_of(scope)
    told["version"] = answer.version
    told["rows"] = answer.rows
    told["octets"] = answer.octets
    told["worker_seconds"] = answer.seconds
    if answer.is_whole:
        told["outcome"] = "ok"


def headers_of(answer: StreamedAnswer, *, is_strong: bool = False) -> Headers:
    """Return the headers of an answer.

    The order of solutions and the names of blank nodes may differ between two answers to
    one query: their tag is a weak one, unless it is told otherwise.
    """
    headers = [
        (b"content-type", MEDIA_TYPES[answer.form].encode()),
        _VARY,
        *validating(answer.tag, is_strong=is_strong),
        (b"data-version", str(answer.version).encode()),
    ]
    return [*headers, *map(_noted, answer.remarks)]


def _noted(remark: Remark) -> tuple[bytes, bytes]:
    """Return a remark as a header: code, sentence and hint as a list (RFC 9651)."""
    words = _structured(f"{remark.message}; {remark.advice.hint}")
    return b"query-remark", f"{remark.code};message={words}".encode()


def _structured(words: str) -> str:
    """Return words as a String (RFC 9651), or as a Display String where they are not ASCII."""
    if all(" " <= one <= "~" for one in words):
        escaped = words.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    octets = (chr(one) if _is_plain(one) else f"%{one:02x}" for one in words.encode())
    return f'%"{"".join(octets)}"'


def _is_plain(octet: int) -> bool:
    """Tell whether a byte stands for itself in a Display String."""
    return 0x20 <= octet <= 0x7E and octet not in b'%"'  # noqa: PLR2004 - space to tilde
