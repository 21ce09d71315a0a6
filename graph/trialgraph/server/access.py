"""The outermost part of the app: what it answered goes to the log and to the metrics.

Whoever answers writes what it knows into ``scope["trialgraph"]``: ``query_hash``,
``kind``, ``rows``, ``octets``, ``worker_seconds``, ``outcome``, ``version``. Text of
queries, parameters and headers are never looked at here.
"""

from datetime import UTC, datetime
from ipaddress import ip_address
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trialgraph.server.access_log import AccessLog
from trialgraph.server.metrics import MEDIA_TYPE, Metrics, route_of
from trialgraph.server.settings import Shown

METRICS_PATH = "/metrics"
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})


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
        told: dict[str, object] = {}
        scope["trialgraph"] = told
        seen = _Seen(send)
        begin = perf_counter()
        self.metrics.running += 1
        try:
            if scope["path"] == METRICS_PATH and self._is_shown_to(scope):
                await self._show(seen)
            else:
                await self.app(scope, receive, seen)
        finally:
            self.metrics.running -= 1
            seconds = perf_counter() - begin
            request = (route_of(scope["path"]), _method(scope), seen.status)
            self.metrics.count(request, seconds, seen.octets, told)
            if self._log is not None:
                self._log.write(_line(scope, seen, seconds))

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

    async def _show(self, send: Send) -> None:
        body = self.metrics.text()
        headers = [
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


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


def _line(scope: Scope, seen: _Seen, seconds: float) -> dict[str, object]:
    """Return the line of a request; a status of 0 is no answer at all."""
    client = scope.get("client")
    return {
        "time": datetime.now(UTC),
        "client": client[0] if client else "",
        "method": scope["method"],
        "path": scope["path"],
        "status": seen.status,
        "bytes": seen.octets,
        "is_whole": seen.is_whole,
        "seconds": round(seconds, 6),
        **scope["trialgraph"],
    }


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
