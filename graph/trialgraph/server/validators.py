"""Conditions on what a client has or expects (RFC 9110, sections 8.8 and 13)."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.types import Scope, Send

from trialgraph import assets
from trialgraph.errors import Advice, PreconditionFailed
from trialgraph.server.requests import Headers, header, send_whole, told_of
from trialgraph.store import tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_TAG = re.compile(r'(W/)?"([^"]*)"')
_OF_NOT_MODIFIED = frozenset({b"etag", b"vary", b"cache-control"})


_ROOMS: tuple[assets.Room, ...] = ("ontology", "queries", "shapes")


@cache
def program() -> str:
    """Return what tells this program from others: its versions, and a hash of what it ships."""
    whole = sha256(tags.program().encode())
    for room in _ROOMS:
        for name, file in sorted(_files(assets.room(room))):
            whole.update(name.encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()


def _files(folder: "Traversable", start: str = "") -> "Iterator[tuple[str, Traversable]]":
    """Yield the files below a folder, each with its path there."""
    for one in folder.iterdir():
        name = f"{start}/{one.name}"
        if one.is_dir():
            yield from _files(one, name)
        else:
            yield name, one


def tag_of(mark: str, *asked: str) -> str:
    """Return the tag of an answer on which the data, this program and the request decide.

    Args:
        mark: of the version of the data; it begins the tag. Empty for data that have none.
        asked: what the request says.

    Returns:
        Empty where there is no mark.
    """
    told = "\n".join((program(), *asked))
    return f"{mark}-{sha256(told.encode('utf-8', 'replace')).hexdigest()[:16]}" if mark else ""


def validating(tag: str, *, is_strong: bool = False) -> Headers:
    """Return the headers that say for how long an answer holds.

    Args:
        tag: of the answer; empty when the next one may be another.
        is_strong: whether answers of the same tag are the same, byte for byte.
    """
    if not tag:
        return [(b"cache-control", b"no-store")]
    weakness = "" if is_strong else "W/"
    return [(b"etag", f'{weakness}"{tag}"'.encode()), (b"cache-control", b"no-cache")]


def has_already(scope: Scope, tag: str, *, is_given: bool = True) -> bool:
    """Tell whether a client has an answer (``If-None-Match``, weak comparison).

    Args:
        scope: of the request; only GET and HEAD may be answered so.
        tag: of the answer, empty for none.
        is_given: whether it is known that there is an answer; then ``*`` means it.
    """
    if scope["method"] not in {"GET", "HEAD"}:
        return False
    field = header(scope, b"if-none-match").strip()
    if field == "*":
        return is_given
    return tag != "" and any(one[2] == tag for one in _TAG.finditer(field))


async def send_not_modified(scope: Scope, send: Send, headers: Headers) -> None:
    """Answer that a client has the answer already.

    Args:
        scope: of the request.
        send: takes the answer.
        headers: of the answer that it has.
    """
    told_of(scope)["outcome"] = "not-modified"
    kept = [one for one in headers if one[0] in _OF_NOT_MODIFIED]
    await send({"type": "http.response.start", "status": 304, "headers": kept})
    await send({"type": "http.response.body", "body": b""})


async def send_described(scope: Scope, send: Send, headers: Headers, content: bytes) -> None:
    """Send content whose tag is made of its bytes, unless the client has it."""
    tag = sha256(content).hexdigest()[:32]
    headers = [*headers, *validating(tag, is_strong=True)]
    if has_already(scope, tag):
        await send_not_modified(scope, send, headers)
    else:
        await send_whole(send, 200, headers, content)


@dataclass(frozen=True, slots=True)
class Precondition:
    """What a graph has to be before it is changed; with no fields, anything.

    The tag of a graph begins with the mark of the version that it was read in: any change
    of the store since then fails ``If-Match``, one of another graph, too.

    Attributes:
        if_match: ``*`` or tags, as the header lists them.
        if_none_match: the same.
    """

    if_match: str = ""
    if_none_match: str = ""

    @classmethod
    def of(cls, scope: Scope) -> "Precondition":
        """Return what a request says."""
        return cls(header(scope, b"if-match").strip(), header(scope, b"if-none-match").strip())

    def check(self, mark: str, *, exists: bool) -> None:
        """Make sure that a graph is as it has to be.

        Args:
            mark: of the version that would be changed, empty when nobody read it.
            exists: whether the graph is there.

        Raises:
            PreconditionFailed: it is not.
        """
        if self.if_match and not (exists and _names(self.if_match, mark, is_strong=True)):
            found = "another state of the store" if exists else "no graph of that name"
            raise _failed(f"found {found}, wanted the one that If-Match names")
        if self.if_none_match and exists and _names(self.if_none_match, mark):
            raise _failed("found the graph that If-None-Match names, wanted none such")


ANYTHING = Precondition()
"""What a graph has to be when nothing is said of it."""


def _names(field: str, mark: str, *, is_strong: bool = False) -> bool:
    """Tell whether a header names a graph of a version; weak tags are no strong ones."""
    if field == "*":
        return True
    tags = (one[2] for one in _TAG.finditer(field) if not (is_strong and one[1]))
    return mark != "" and any(tag.startswith(f"{mark}-") for tag in tags)


def _failed(found: str) -> PreconditionFailed:
    """Return the error for a graph that is not as it has to be."""
    hint = "GET the graph, make the change to what is there now, and send it with the new ETag"
    return PreconditionFailed(f"{found}; nothing was changed").advised(Advice(hint=hint))
