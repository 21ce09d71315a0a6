"""Connections of clients that may be slow, endless or many: each has its time and its size.

uvicorn leaves three things open that cost a stranger nothing: how long a head may take
to come and how long it may be, how many connections there are, and what becomes of a
body that nobody reads after the request was refused.
"""

import asyncio
import logging
import resource
import socket
import sys
from typing import Any, cast

import httptools
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)
from uvicorn.server import ServerState

from trialgraph.server.quick import Quick, Waiting
from trialgraph.server.refusals import (
    ADDRESS_OCTETS,
    HEAD_MEASURED,
    HEAD_OCTETS,
    LONG_ADDRESS,
    LONG_FIELDS,
    TOO_MANY,
    Refusal,
    TooLong,
    late,
    refusal_of,
    too_long,
)
from trialgraph.server.requests import Headers
from trialgraph.server.upgrades import parser_of_body

HEAD_SECONDS = 30.0
"""For the head of a request to come to its end."""
_LINGER_SECONDS = 2.0  # for who still sends to read why nobody listens
_SPARE = 256  # file descriptors beside those of clients: the log, children, files, the store
_MOST = 2048
_OF_BODIES = frozenset({b"content-length", b"transfer-encoding"})
_FORWARDED = frozenset({b"x-forwarded-host", b"x-forwarded-proto"})
_BROKEN_OFF = "ASGI callable returned without completing response."
_SHORTEST_NOTED = min(map(len, _OF_BODIES | _FORWARDED))


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
        self.logger.addFilter(_is_news)
        self._timer: asyncio.TimerHandle | None = None
        self._head_octets = 0
        self._is_in_head = True
        self._has_begun = False
        self._packet_octets = 0
        self._is_shared = False
        self._shared_octets = 0
        self._is_cut_short = False
        self._is_deaf = False
        self._is_lingering = False
        self._has_body = False
        self._is_trusted = False
        self._quick = _quick_of(self.app)
        self._waiting: Waiting | None = None
        self._asked: RequestResponseCycle
        self._rests_since: float | None = None
        self._rest: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, if there are not too many."""
        super().connection_made(transport)
        self._is_trusted = _is_trusted(self.app, self.client)
        if len(self.connections) > self.most or self._is_one_too_many():
            self._refuse(TOO_MANY)
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
        if self._rest is not None:
            self._rest.cancel()
        super().connection_lost(exc)
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting.leave()

    def data_received(self, data: bytes) -> None:
        """Take bytes in; those behind a refusal are passed over."""
        if self._is_lingering or self._is_deaf or self.transport.is_closing():
            return
        self._packet_octets = len(data)
        self._head_octets += self._packet_octets
        self._is_shared = False
        self._rests_since = None
        self._parse(data)
        if self._has_begun and self._is_in_head:
            self._limit_head()
        self._time_head()

    def _parse(self, data: bytes) -> None:
        """Have the parser take bytes in; an upgrade is passed over (RFC 9110, section 7.8)."""
        rest = data
        while rest:
            try:
                self.parser.feed_data(rest)
            except httptools.HttpParserUpgrade as error:
                rest = rest[error.args[0] :]
                if self._is_cut_short:
                    self._is_cut_short = False
                    self.parser = parser_of_body(self, self.headers)
            except httptools.HttpParserError as error:
                self._end_with(refusal_of(error))
                return
            else:
                return

    def on_response_complete(self) -> None:
        """Go on with the next request, or wait for it as long as a connection is kept.

        One timer serves many requests: to set and to cancel one costs more than to read a head.
        """
        if self.pipeline or self.transport.is_closing():
            super().on_response_complete()
            return
        self.server_state.total_requests += 1
        self.flow.resume_reading()
        self._rests_since = self.loop.time()
        if self._rest is None:
            self._rest = self.loop.call_later(self.timeout_keep_alive, self._has_rested)

    def _has_rested(self) -> None:
        """Close a connection on which nothing came for as long as one is kept."""
        self._rest = None
        if self._rests_since is None or self.transport.is_closing():
            return
        left = self._rests_since + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._rest = self.loop.call_later(left, self._has_rested)
        else:
            self.transport.close()

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._has_begun = self._is_in_head = True
        self._has_body = False
        self._head_octets = self._packet_octets  # at most: others may end in the same packet
        self._shared_octets = self._packet_octets if self._is_shared else 0
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
        """Have the request answered.

        Raises:
            TooLong: its head is over the limits.
        """
        self._is_in_head = False
        if self._head_octets > HEAD_MEASURED:
            refusal = too_long(self.url, self.headers)
            if refusal is not None:
                raise TooLong(refusal)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note the end of a request: the next bytes are of another."""
        if self._has_body and self.parser.should_upgrade():
            self._is_cut_short = True
            return
        self._is_in_head = self._is_shared = True
        self._has_begun = False
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGIApp) -> None:  # type: ignore[override]
        """Answer a request; where its body is not read the connection ends with the answer."""
        if self._has_body:
            cycle.transport = cast("asyncio.Transport", _Closing(self.transport, self, cycle))
            app = _Unread(app, cycle)
        elif self._quick is not None and app is self.app and not self.flow.write_paused:
            self._asked = cycle
            self._waiting = self._quick.take(cast("Scope", cycle.scope), self)
            if self._waiting is not None:
                return
        super()._start_asgi_task(cycle, app)  # type: ignore[arg-type]

    def take(self, headers: Headers, body: bytes) -> None:
        """Send a whole answer, and see to what follows as after one of the app."""
        cycle, self._waiting = self._asked, None
        if cycle.disconnected:
            return
        headers = [*self.server_state.default_headers, *headers]
        headers.append((b"content-length", b"%d" % len(body)))
        if not cycle.keep_alive:
            headers.append((b"connection", b"close"))
        lines = [b"%s: %s\r\n" % one for one in headers]
        cycle.response_started = cycle.response_complete = True
        self.transport.write(b"".join([STATUS_LINE[200], *lines, b"\r\n", body]))
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()

    def pass_on(self) -> None:
        """Have the app answer what waits."""
        self._waiting = None
        super()._start_asgi_task(self._asked, self.app)

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

    def _limit_head(self) -> None:
        """Refuse a head that is too long already."""
        if len(self.url) > ADDRESS_OCTETS:
            self._end_with(LONG_ADDRESS)
        elif self._head_octets - self._shared_octets > HEAD_OCTETS:
            self._end_with(LONG_FIELDS)

    def _time_head(self) -> None:
        """Limit the time of a head that is waited for."""
        if self._is_lingering:
            return
        if not (self._is_in_head and self._is_idle()):
            self._await_nothing()
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
            self._refuse(late(HEAD_SECONDS))

    def _end_with(self, refusal: Refusal) -> None:
        """Refuse what follows; what was asked before is answered first."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is None or cycle.response_complete:
            self._refuse(refusal)
        elif not cycle.more_body:
            self._is_deaf = True
            cycle.keep_alive = False
        else:  # it is in the body of what is being answered
            has_begun = cycle.response_started or bool(self.pipeline)
            cycle.disconnected = True
            cycle.message_event.set()
            if has_begun:
                self.transport.close()
            else:
                self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        """Answer without asking the app, and close."""
        if not self.transport.is_closing():
            self.transport.write(bytes(refusal))
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


def _is_news(record: logging.LogRecord) -> bool:
    """Tell whether a line of uvicorn says what the log of requests does not: how one ended."""
    return record.msg != _BROKEN_OFF


def _is_trusted(app: object, client: tuple[str, int] | None) -> bool:
    """Tell whether an address may speak for others: a proxy that uvicorn was told of."""
    if not isinstance(app, ProxyHeadersMiddleware) or client is None:
        return False
    return client[0] in app.trusted_hosts


def _quick_of(app: object) -> Quick | None:
    """Return what answers some requests before the app does, if anything."""
    outermost = app.app if isinstance(app, ProxyHeadersMiddleware) else app
    return outermost if isinstance(outermost, Quick) else None
