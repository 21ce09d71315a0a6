"""Answers requests for resources, each within limits: no request may stall the others."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from fastapi import Request
from fastapi.responses import Response

from trialgraph.catalogue.paging import MOST, WHOLE
from trialgraph.server.api.asking import MEDIA, asked_in, fields_in, form_wanted
from trialgraph.server.api.contract import Form, Found, Moved, Resource
from trialgraph.server.api.envelope import as_csv, as_json, as_ndjson, as_turtle
from trialgraph.server.api.left_out import HEADER, LEFT_OUT
from trialgraph.server.bounded import BoundedReader, Readings
from trialgraph.server.published import Published
from trialgraph.server.requests import Headers, client_of, header, told_of
from trialgraph.server.tokens import Gate
from trialgraph.server.validators import has_already, tag_of, validating
from trialgraph.store.known_terms import known_terms
from trialgraph.store.pool import WorkerPool

_PAGES = WHOLE // MOST
"""A whole table may take as long as its pages one after the other."""
_KEPT_OCTETS = 32_000_000
_LONGEST_KEPT = 2_000_000
_MAY_SEE_MORE = "Authorization"


@dataclass(frozen=True, slots=True)
class _Whole:
    """An answer as it is sent.

    Attributes:
        is_of_data: whether nothing but a new version of the data, or of the program, changes it.
    """

    content: bytes
    media: str
    next_cursor: str
    version: int
    mark: str
    left_out: int | None = None
    is_of_data: bool = True


class Kept:
    """Answers of the newest versions, so that what is asked again is not made again."""

    def __init__(self, octets: int = _KEPT_OCTETS) -> None:
        self._most = octets
        self._held = 0
        self._answers: OrderedDict[str, _Whole] = OrderedDict()

    def get(self, tag: str) -> _Whole | None:
        """Return the answer of a tag, if it is kept."""
        found = self._answers.get(tag)
        if found is not None:
            self._answers.move_to_end(tag)
        return found

    def keep(self, tag: str, answer: _Whole) -> None:
        """Keep an answer; those that nobody asked for go first."""
        if not tag or tag in self._answers or len(answer.content) > _LONGEST_KEPT:
            return
        self._answers[tag] = answer
        self._held += len(answer.content)
        while self._held > self._most:
            _, oldest = self._answers.popitem(last=False)
            self._held -= len(oldest.content)


class Face(Readings):
    """What answers requests for resources."""

    def __init__(self, published: Published, pool: WorkerPool, gate: Gate) -> None:
        super().__init__(published, pool)
        self._gate = gate
        self._kept = Kept()

    async def answer(self, resource: Resource, request: Request, form: Form | None) -> Response:
        """Answer a request, in a form or in the one that its Accept header wants.

        Raises:
            EvidenceError: what is wrong with it, or why it cannot be answered now.
        """
        given = header(request.scope, b"authorization")
        is_trusted = self._gate.is_trusted(given, client_of(request.scope))
        form, media = _form(resource, request, form)
        asked = asked_in(resource, request, form, is_trusted=is_trusted)
        wanted = fields_in(resource, request)
        tag = _tag(await self.published.mark(), request, media, is_trusted=is_trusted)
        tag = tag if resource.is_of_data else ""
        if has_already(request.scope, tag, is_given=False):
            return _not_modified(request, tag)
        made = self._kept.get(tag)
        if made is None:

            def make(reader: BoundedReader) -> _Whole:
                found = resource.answers(asked, reader, known_terms(reader.place))
                content = _content(resource, found, form, wanted, reader)
                return _whole(resource, found, content, media, reader)

            try:
                made = await self.within_limits(request, make, _PAGES if asked.is_whole else 1)
            except Moved as moved:
                return _moved(request, moved)
            if made.is_of_data:
                tag = _tag(made.mark, request, media, is_trusted=is_trusted)
                self._kept.keep(tag, made)
            else:
                tag = _of(made)
        if has_already(request.scope, tag):
            return _not_modified(request, tag)
        told_of(request.scope)["version"] = made.version
        return Response(made.content, headers=_headers(request, made, tag))


def _whole(
    resource: Resource, found: Found, content: bytes, media: str, reader: BoundedReader
) -> _Whole:
    """Return an answer with all that its headers tell."""
    rejected = found.more.get(LEFT_OUT)
    return _Whole(
        content,
        media,
        found.next_cursor,
        reader.version,
        reader.mark,
        None if rejected is None else len(rejected),
        is_of_data=resource.is_of_data and found.is_current,
    )


def _form(resource: Resource, request: Request, form: Form | None) -> tuple[Form, str]:
    if form is not None:
        return form, MEDIA[form]
    return form_wanted(resource, header(request.scope, b"accept"))


def _content(
    resource: Resource, found: Found, form: Form, wanted: tuple[str, ...], reader: BoundedReader
) -> bytes:
    match form:
        case "csv":
            return as_csv(resource, found, wanted)
        case "ndjson":
            return as_ndjson(resource, found, wanted)
        case "turtle":
            return as_turtle(resource, found, reader)
        case _:
            return as_json(resource, found, wanted, reader)


def _tag(mark: str, request: Request, media: str, *, is_trusted: bool) -> str:
    """Return the tag of an answer, empty when the data have no mark."""
    asked = f"{request.url.path}?{request.url.query} {media} {is_trusted}"
    return tag_of(mark, asked)


def _of(made: _Whole) -> str:
    """Return the tag of an answer that may change though the data do not."""
    return f"{made.mark}-{sha256(made.content).hexdigest()[:16]}" if made.mark else ""


def _headers(request: Request, made: _Whole, tag: str) -> dict[str, str]:
    links = ['</openapi.json>; rel="describedby"']
    if made.next_cursor:
        links.insert(0, f'<{_next(request, made.next_cursor)}>; rel="next"')
    counted = {} if made.left_out is None else {HEADER: str(made.left_out)}
    return {
        **counted,
        "Content-Type": made.media,
        "Vary": f"Accept, {_MAY_SEE_MORE}",
        "Link": ", ".join(links),
        "Data-Version": str(made.version),
        "X-Content-Type-Options": "nosniff",
        **_texts(validating(tag)),
    }


def _next(request: Request, cursor: str) -> str:
    """Return the address of the next page, a path."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name != "cursor"]
    path = request.scope.get("raw_path") or request.url.path.encode()
    return f"{path.decode('latin-1')}?{urlencode([*kept, ('cursor', cursor)])}"


def _moved(request: Request, moved: Moved) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    headers = {"Location": f"{moved.location}{query}", "Cache-Control": "no-cache"}
    return Response(status_code=HTTPStatus.PERMANENT_REDIRECT.value, headers=headers)


def _not_modified(request: Request, tag: str) -> Response:
    """Answer that a client has the answer already."""
    told_of(request.scope)["outcome"] = "not-modified"
    headers = {"Vary": f"Accept, {_MAY_SEE_MORE}", **_texts(validating(tag))}
    return Response(status_code=HTTPStatus.NOT_MODIFIED.value, headers=headers)


def _texts(headers: Headers) -> Mapping[str, str]:
    """Return headers as the framework takes them."""
    return {name.decode(): value.decode() for name, value in headers}
