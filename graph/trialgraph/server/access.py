"""The outermost part of the app: what it answered goes to the log and to the metrics.

Whoever answers writes what it knows into ``scope["trialgraph"]``: ``query_hash``,
``kind``, ``rows``, ``octets``, ``worker_seconds``, ``outcome``, ``version``. Text of
queries, parameters and headers are never looked at here.
"""

from datetime import UTC, datetime
from ipaddress import ip_address
from time import perf_counter
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trialgraph.server.access_log import AccessLog
from trialgraph.server.metrics import MEDIA_TYPE, Metrics, route_of
from trialgraph.server.problems import of_http
from trialgraph.server.requests import send_whole, without_body
from trialgraph.server.settings import Shown

METRICS_PATH = "/metrics"
CAME = "trialgraph.came"
"""The name in a scope of when the request came, where that is not when the app is called."""
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})


class Sent(NamedTuple):
    """What went out of an answer: a status of 0 is no answer at all."""

    status: int
    octets: int
    is_whole: bool


class Access:
    """Answers what the app answers, and writes down that it did."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        log: AccessLog | None = None,
        metrics: Metrics | None = None,
        shown: Shown = "off",
    ) -> None:
        self.app = app
        self.metrics = metrics or Metrics()
        self._log = log
        self._shown = shown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through the app's life."""
        if scope["type"] != "http":
            await self._live(scope, receive, send)
            return
        begin = self.begin(scope)
        seen = _Seen(send)
        try:
            if scope["path"] == METRICS_PATH and self._is_shown_to(scope):
                await self._show(scope, receive, seen)
            else:
                await self.app(scope, receive, seen)
        finally:
            self.end(scope, begin, Sent(seen.status, seen.octets, seen.is_whole))

    def begin(self, scope: Scope) -> float:
        """Begin to note a request and return when it came; ``end`` has to follow."""
        scope["trialgraph"] = {}
        self.metrics.running += 1
        came: float = scope.get(CAME) or perf_counter()
        return came

    def end(self, scope: Scope, begin: float, sent: Sent) -> None:
        """Note what went out to a request that came at a time."""
        self.metrics.running -= 1
        seconds = perf_counter() - begin
        request = (route_of(scope["path"]), _method(scope), sent.status)
        self.metrics.count(request, seconds, sent.octets, scope["trialgraph"])
        if self._log is not None:
            self._log.write(_line(scope, sent, seconds))

    def pass_on(self, scope: Scope, begin: float) -> None:
        """Leave a request that came at a time to who calls the app with it."""
        self.metrics.running -= 1
        scope[CAME] = begin

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        finally:
            if scope["type"] == "lifespan" and self._log is not None:
                self._log.close()
                self._log = None

    def _is_shown_to(self, scope: Scope) -> bool:
        """Tell whether someone may see the metrics; a proxy of this machine speaks for others."""
        if self._shown != "loopback":
            return self._shown == "all"
        is_forwarded = any(name in _FORWARDED for name, _ in scope["headers"])
        return not is_forwarded and _is_loopback(scope)

    async def _show(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the numbers; another method than GET as other routes do."""
        if scope["method"] == "HEAD":
            send = without_body(send)
        elif scope["method"] != "GET":
            error = HTTPException(405, headers={"Allow": "GET"})
            await of_http(Request(scope), error)(scope, receive, send)
            return
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"cache-control", b"no-store")]
        await send_whole(send, 200, headers, self.metrics.text())


class _Seen:
    """What went out of an answer."""

    __slots__ = ("_send", "is_whole", "octets", "status")

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.octets = 0
        self.is_whole = False

    async def __call__(self, message: Message) -> None:
        """Send on."""
        if message["type"] == "http.response.body":
            self.octets += len(message.get("body", b""))
            await self._send(message)
            self.is_whole = not message.get("more_body", False)
        else:
            self.status = message.get("status", 0)
            await self._send(message)


def _line(scope: Scope, sent: Sent, seconds: float) -> dict[str, object]:
    """Return the line of a request."""
    client = scope.get("client")
    return {
        "time": datetime.now(UTC),
        "client": client[0] if client else "",
        "method": _plain(scope["method"]),
        "path": _plain(scope["path"]),
        "status": sent.status,
        "bytes": sent.octets,
        "is_whole": sent.is_whole,
        "seconds": round(seconds, 6),
        **scope["trialgraph"],
    }


def _plain(words: str) -> str:
    """Return words of a client as they may stand on a terminal.

    JSON itself escapes the controls below U+0020, and none of those above.
    """
    return words if words.isprintable() else words.encode("unicode_escape").decode("ascii")


def _method(scope: Scope) -> str:
    """Return the method; whatever a client makes up is one."""
    method: str = scope["method"]
    return method if method in {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"} else "other"


def _is_loopback(scope: Scope) -> bool:
    """Tell whether a request comes from this machine."""
    client = scope.get("client")
    try:
        return client is not None and ip_address(client[0]).is_loopback
    except ValueError:
        return False
