"""Connections of clients that may be slow, endless or many: each has its time and its size.

uvicorn leaves three things open that cost a stranger nothing: how long a head may take
to come and how long it may be, how many connections there are, and what becomes of a
body that nobody reads after the request was refused.
"""

import asyncio
import resource
import socket
import sys
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

HEAD_SECONDS = 30.0
"""For the head of a request to come to its end."""
HEAD_OCTETS = 1 << 16
"""Of the head of a request that may come after its first bytes, which are few or one read."""
_LINGER_SECONDS = 2.0  # for who still sends to read why nobody listens
_SPARE = 256  # file descriptors beside those of clients: the log, children, files, the store
_MOST = 2048
_OF_BODIES = frozenset({b"content-length", b"transfer-encoding"})
_FORWARDED = frozenset({b"x-forwarded-host", b"x-forwarded-proto"})
_SHORTEST_NOTED = min(map(len, _OF_BODIES | _FORWARDED))

_REFUSED = (
    b"HTTP/1.1 %s\r\ncontent-type: application/problem+json\r\ncontent-length: %d\r\n"
    b"connection: close\r\n\r\n%s"
)
_TOO_LONG = b"431 Request Header Fields Too Large"
_TOO_SLOW = b"408 Request Timeout"
_TOO_MANY = b"503 Service Unavailable"


class Connection(HttpToolsProtocol):
    """One connection.

    Attributes:
        most: connections that are open at the same time, of all clients; no address has
            more than half of them.
    """

    most = _MOST

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._timer: asyncio.TimerHandle | None = None
        self._head_octets = 0
        self._is_in_head = True
        self._has_begun = False
        self._is_lingering = False
        self._has_body = False
        self._is_trusted = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, if there are not too many."""
        super().connection_made(transport)
        self._is_trusted = _is_trusted(self.app, self.client)
        if len(self.connections) > self.most or self._is_one_too_many():
            self._refuse(_TOO_MANY, "too-busy", "there are too many connections; ask again later")
        else:
            self._await_head()

    def _is_one_too_many(self) -> bool:
        """Tell whether this address has its share; a proxy that is trusted has no address."""
        if self._is_trusted or len(self.connections) <= self.most // 2 or not self.client:
            return False
        held = (cast("Connection", one).client for one in self.connections)
        return sum(one is not None and one[0] == self.client[0] for one in held) > self.most // 2

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._await_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes in; those behind a refusal are passed over."""
        if self._is_lingering or self.transport.is_closing():
            return
        self._has_begun = False
        super().data_received(data)
        if self._is_in_head and self._is_idle():
            self._look_at_head(len(data))
        elif self._timer is not None:
            self._await_nothing()

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._has_begun = self._is_in_head = True
        self._has_body = False
        self._head_octets = 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; what a stranger tells of the address we are known by is passed over."""
        if len(name) >= _SHORTEST_NOTED:
            lower = name.lower()
            if lower in _FORWARDED and not self._is_trusted:
                return
            self._has_body = self._has_body or lower in _OF_BODIES
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Have the request answered."""
        self._is_in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note the end of a request: the next bytes are of another."""
        self._is_in_head = True
        self._head_octets = 0
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGIApp) -> None:  # type: ignore[override]
        """Answer a request; where its body is not read the connection ends with the answer."""
        if self._has_body:
            cycle.transport = cast("asyncio.Transport", _Closing(self.transport, self, cycle))
            app = _Unread(app, cycle)
        super()._start_asgi_task(cycle, app)  # type: ignore[arg-type]

    def linger(self) -> None:
        """Close for who may still be sending.

        To close with bytes unread would reset the connection, and could take the answer
        away from a client that has not read it yet.
        """
        if self._is_lingering or self.transport.is_closing():
            return
        self._is_lingering = True
        self._await_nothing()
        self._timer = self.loop.call_later(_LINGER_SECONDS, self.transport.close)
        self.flow.resume_reading()
        self.transport.write_eof()

    def _is_idle(self) -> bool:
        """Tell whether nothing is being answered."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return cycle is None or cycle.response_complete

    def _look_at_head(self, octets: int) -> None:
        """Limit a head that is not whole yet."""
        self._head_octets += 0 if self._has_begun else octets
        if self._head_octets > HEAD_OCTETS:
            told = f"the head of a request has {HEAD_OCTETS} bytes at most; send a query by POST"
            self._refuse(_TOO_LONG, "request-too-large", told)
        elif self._timer is None and not self.transport.is_closing():
            self._await_head()

    def _await_head(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self._head_is_late)

    def _await_nothing(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _head_is_late(self) -> None:
        """Close a connection on which no request has come, or a part of one only."""
        self._timer = None
        if self._is_idle():
            told = f"the head of the request did not come to its end in {HEAD_SECONDS:g} seconds"
            self._refuse(_TOO_SLOW, "request-too-slow", told)

    def _refuse(self, status: bytes, code: str, told: str) -> None:
        """Answer without asking the app, and close."""
        if self.transport.is_closing():
            return
        title = status.partition(b" ")[2].decode()
        body = f'{{"title":"{title}","status":{status[:3].decode()},"code":"{code}",'
        body += f'"detail":"{told}"}}'
        self.transport.write(_REFUSED % (status, len(body), body.encode()))
        self.linger()


class _Closing:
    """What a request with a body writes to; it is closed gently when the body is unread."""

    def __init__(
        self, transport: asyncio.Transport, owner: Connection, cycle: RequestResponseCycle
    ) -> None:
        self.write = transport.write
        self.is_closing = transport.is_closing
        self._transport = transport
        self._owner = owner
        self._cycle = cycle

    def close(self) -> None:
        if self._cycle.more_body and self._cycle.response_complete:
            self._owner.linger()
        else:
            self._transport.close()


class _Unread:
    """An app that says with its answer that a body is not read to its end."""

    def __init__(self, app: Any, cycle: RequestResponseCycle) -> None:  # noqa: ANN401 - uvicorn's
        self._app = app
        self._cycle = cycle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start" and self._cycle.more_body:
                headers = [*message.get("headers", ()), (b"connection", b"close")]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, said)


def prepare(listening: socket.socket, seconds: float) -> None:
    """Make ready for many connections.

    Args:
        listening: where they come in.
        seconds: after which a client that takes nothing in is given up.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY:
        wanted = Connection.most + _SPARE
        soft = max(soft, wanted if hard == resource.RLIM_INFINITY else min(wanted, hard))
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        Connection.most = max(1, min(Connection.most, soft - _SPARE))
    if sys.platform == "linux":  # accepted connections inherit it; elsewhere there is no such limit
        milliseconds = int(seconds * 1000)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)


def _is_trusted(app: object, client: tuple[str, int] | None) -> bool:
    """Tell whether an address may speak for others: a proxy that uvicorn was told of."""
    if not isinstance(app, ProxyHeadersMiddleware) or client is None:
        return False
    return client[0] in app.trusted_hosts
