"""What pages of other origins may ask: all that anyone may (CORS, as the Fetch standard has it).

A browser sends nothing of its own along: credentials are not allowed, and a page that
writes sends the token itself.
"""

from starlette.types import Scope, Send

from trialgraph.server.requests import Headers, adding, header

_SECONDS = 7200  # browsers keep an answer no longer than that
_READS = "GET, HEAD"
_ASKS = "GET, HEAD, POST"
_WRITES = "GET, HEAD, POST, PUT, DELETE"
_ASKED = ("/sparql", "/api/v1/validate")
"""What is asked by POST, too."""
_WRITTEN = ("/graph-store", "/admin/")
_HEADERS = "Authorization, Content-Type, Accept, If-None-Match, If-Match"
_OPEN: Headers = [
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        (
            b"ETag, Data-Version, Link, Location, Query-Remark, Retry-After, Trialgraph-Left-Out, "
            b"WWW-Authenticate"
        ),
    ),
]


def opened(scope: Scope, send: Send) -> Send:
    """Return what sends an answer so that a page of another origin may read it."""
    return adding(send, _OPEN) if header(scope, b"origin") else send


def is_preflight(scope: Scope) -> bool:
    """Tell whether a browser asks what a page may ask."""
    is_options: bool = scope["method"] == "OPTIONS"
    return is_options and header(scope, b"access-control-request-method") != ""


def _methods(path: str, *, is_writable: bool) -> str:
    """Return the methods that an address may be asked by."""
    if is_writable and path.startswith(_WRITTEN):
        return _WRITES
    return _ASKS if path.startswith(_ASKED) else _READS


async def send_preflight(scope: Scope, send: Send, *, is_writable: bool) -> None:
    """Tell a browser what a page may ask of an address.

    Args:
        scope: of the question.
        send: takes the answer.
        is_writable: whether anyone may change the store.
    """
    told = {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": _methods(scope["path"], is_writable=is_writable),
        "access-control-allow-headers": _HEADERS,
        "access-control-max-age": str(_SECONDS),
    }
    headers = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
