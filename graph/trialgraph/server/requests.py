"""Requests and answers without a framework, for the routes where every microsecond counts."""

import asyncio
import contextlib
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv6Network
from types import TracebackType
from typing import Self
from urllib.parse import unquote_to_bytes

from starlette.types import Message, Receive, Scope, Send

from trialgraph.errors import Advice, BadRequest, RequestTooLarge, RequestTooSlow, UnsupportedMedia

Fields = list[tuple[str, str]]
Headers = list[tuple[bytes, bytes]]

_FIELDS = 100
_BODY_SECONDS = 60.0  # for a body to come to its end
_PATIENCE = 0.02  # seconds before it is looked whether a client is still there


class ClientGone(Exception):
    """The client went away; nobody reads an answer."""


def header(scope: Scope, name: bytes) -> str:
    """Return a header of a request, empty when it has none; several are joined by commas."""
    values: list[bytes] = [value for key, value in scope["headers"] if key == name]
    return b", ".join(values).decode("latin-1")


def client_of(scope: Scope) -> str:
    """Return who asks: the address that a request comes from, of IPv6 the network."""
    client = scope.get("client")
    if not client:
        return ""
    return _network(client[0]) if ":" in client[0] else str(client[0])


@lru_cache(1024)
def _network(address: str) -> str:
    """Return the network that an IPv6 address is of; whoever has one has all of its addresses."""
    try:
        return str(IPv6Network((address.partition("%")[0], 64), strict=False))
    except ValueError:
        return address


def told_of(scope: Scope) -> dict[str, object]:
    """Return what is told of a request in the log and the metrics, to be added to."""
    told: dict[str, object] = scope.setdefault("trialgraph", {})
    return told


def query_fields(scope: Scope) -> Fields:
    """Return the parameters of the query string.

    Raises:
        BadRequest: they are not UTF-8, or too many.
    """
    try:
        return fields_of(scope["query_string"].decode())
    except UnicodeDecodeError as error:
        raise BadRequest("the parameters are not UTF-8") from error


def fields_of(encoded: str) -> Fields:
    """Return the parameters of a query string or a form.

    Raises:
        BadRequest: they are not UTF-8, or too many.
    """
    if encoded.count("&") >= _FIELDS:
        raise BadRequest(f"the request has more than {_FIELDS} parameters")
    try:
        return [_field(part) for part in encoded.split("&") if part]
    except UnicodeDecodeError as error:
        raise BadRequest("the parameters are not UTF-8") from error


def _field(part: str) -> tuple[str, str]:
    """Return one parameter; as ``urllib.parse.parse_qsl`` does, at a third of its cost."""
    name, _, value = part.partition("=")
    return _decoded(name), _decoded(value)


def _decoded(part: str) -> str:
    """Return a name or a value as it was before it was encoded."""
    spaced = part.replace("+", " ")
    if "%" not in spaced:
        return spaced
    if spaced.isascii() and "\\" not in spaced:
        # What stands in a string literal as \\x41 is decoded without a loop of ours.
        with contextlib.suppress(UnicodeDecodeError):
            escaped = spaced.replace("%", "\\x").encode()
            return escaped.decode("unicode_escape").encode("latin-1").decode()
    return unquote_to_bytes(spaced).decode()


async def read_body(scope: Scope, receive: Receive, octets: int) -> bytes:
    """Return the body of a request; one that announces too much is refused before it comes.

    Raises:
        RequestTooLarge: it has more bytes than that.
        RequestTooSlow: it does not come to its end in time.
        ClientGone: it never will.
    """
    announced = header(scope, b"content-length")
    if announced.isdecimal() and int(announced) > octets:
        raise _too_large(octets)
    parts: list[bytes] = []
    missing = octets
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientGone
                parts.append(message.get("body", b""))
                missing -= len(parts[-1])
                if missing < 0:
                    raise _too_large(octets)
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError as error:
        raise RequestTooSlow(
            f"the body of the request did not come to its end in {_BODY_SECONDS:g} seconds",
        ) from error


def _too_large(octets: int) -> RequestTooLarge:
    """Return the error for a body of more bytes than that."""
    hint = "send less, or in several requests"
    error = RequestTooLarge(f"found a body of over {octets} bytes, wanted {octets} at most")
    return error.advised(Advice(hint=hint))


def refuse_encoded(scope: Scope) -> None:
    """Refuse a body that is packed: what comes out of it could have any size.

    Raises:
        UnsupportedMedia: it is.
    """
    encoding = header(scope, b"content-encoding").strip().lower()
    if encoding not in {"", "identity"}:
        raise UnsupportedMedia(
            f"found a body in the encoding {encoding[:40]!r}, wanted it as it is; send it unpacked"
        )


async def send_whole(
    send: Send, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes
) -> None:
    """Send an answer whose length is known."""
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


def adding(send: Send, headers: Headers) -> Send:
    """Return what sends an answer with more headers."""

    async def send_more(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *headers]}
        await send(message)

    return send_more


def without_body(send: Send) -> Send:
    """Return what sends an answer without its body, as HEAD wants it."""

    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head


class WhileWanted:
    """A context that is left, and ends what it holds, when the client goes away.

    It is looked after only when the answer takes its time: most answers are sooner
    there than anybody can leave.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._has_left = False
        self._watching: asyncio.Task[None] | None = None
        self._task: asyncio.Task[object]
        self._timer: asyncio.TimerHandle

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._task = _this_task()
        self._timer = loop.call_later(_PATIENCE, self._begin)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """End the watch.

        Raises:
            ClientGone: this is why it is left.
        """
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()
        if self._has_left and kind is asyncio.CancelledError and not self._task.uncancel():
            raise ClientGone

    def _begin(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._watched())

    async def _watched(self) -> None:
        """Wait until the client is gone."""
        with contextlib.suppress(asyncio.CancelledError):
            while (await self._receive())["type"] != "http.disconnect":
                pass
            self._has_left = True
            self._task.cancel()


def _this_task() -> "asyncio.Task[object]":
    """Return the task that is running; a request is always answered in one."""
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("a request is answered outside a task")
    return task
