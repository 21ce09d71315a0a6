"""What pages load: kept under an address that names its bytes, so it is asked for once."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.responses import Response

PATH = "/static/"
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_DIGITS = 16


@cache
def static_files() -> Mapping[str, bytes]:
    """Return the files that pages may load, by name."""
    folder = files("trialgraph.server.web") / "static"
    return {
        one.name: one.read_bytes()
        for one in folder.iterdir()
        if one.name.rpartition(".")[2] in _TYPES
    }


@cache
def _hash(name: str) -> str:
    return sha256(static_files()[name]).hexdigest()[:_DIGITS]


def static(name: str) -> str:
    """Return the address of a file that pages load.

    Raises:
        KeyError: there is none of that name.
    """
    return f"{PATH}{name}?v={_hash(name)}"


def static_answer(name: str, version: str) -> Response:
    """Return a file; kept for good by whoever asked for just these bytes.

    Raises:
        HTTPException: there is none of that name.
    """
    content = static_files().get(name)
    if content is None:
        raise HTTPException(404)
    kept = _FOREVER if version == _hash(name) else _ASK_AGAIN
    headers = {"Cache-Control": kept, "X-Content-Type-Options": "nosniff"}
    return Response(content, headers=headers, media_type=_TYPES[name.rpartition(".")[2]])
