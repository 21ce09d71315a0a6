"""What a request to the SPARQL service asks (SPARQL 1.1 Protocol, section 2.1)."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from trialgraph.errors import BadRequest, QueryRefused, RequestTooLarge, UnsupportedMedia
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text
from trialgraph.store.limits import Dataset

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_FIELDS = 100
# A character can take four bytes in UTF-8, and each of these three in a form.
_OCTETS_A_CHARACTER = 12

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the graphs it is asked of; no text when none was given at all."""

    text: str | None
    dataset: Dataset


async def read_question(request: Request, length: int) -> Question:
    """Return what a request asks.

    Args:
        request: GET, or POST of a form or of the query itself.
        length: characters that a query may have.

    Raises:
        BadRequest: no query or several, or not UTF-8.
        QueryRefused: an update; the service only reads.
    """
    fields = _fields(request.url.query)
    if request.method != "POST":
        return _question(fields)
    media_type = _media_type(request)
    body = await _body(request, length * _OCTETS_A_CHARACTER)
    match media_type:
        case media if media == _FORM:
            question = _question(_fields(body))
        case media if media == _DIRECT:
            question = _question([*fields, ("query", body)])
        case media if media == _UPDATE:
            raise QueryRefused("updates are refused; this service only reads")
        case media:
            raise UnsupportedMedia(f"a query comes as {_FORM} or {_DIRECT}, not {media!r}")
    if question.text is None:
        raise BadRequest("a POST carries its query in the body, in the field named query")
    return question


def _question(fields: Fields) -> Question:
    """Return the question that parameters ask."""
    if _values(fields, "update"):
        raise QueryRefused("updates are refused; this service only reads")
    queries = _values(fields, "query")
    if len(queries) > 1:
        raise BadRequest(f"one query is answered at a time; this request has {len(queries)}")
    dataset = Dataset(_graphs(fields, "default-graph-uri"), _graphs(fields, "named-graph-uri"))
    return Question(queries[0] if queries else None, dataset)


def _values(fields: Fields, name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _graphs(fields: Fields, name: str) -> tuple[Iri, ...]:
    """Return the graphs that a parameter names."""
    graphs = tuple(Iri(value) for value in _values(fields, name))
    for graph in graphs:
        try:
            iri_text(graph)
        except ValueError as error:
            raise BadRequest(f"{name} names no graph: {error}") from error
        if ":" not in graph:
            raise BadRequest(f"{name} is an absolute IRI, not {graph!r}")
    return graphs


def _fields(encoded: str) -> Fields:
    """Return the parameters of a query string or a form."""
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise BadRequest(f"the parameters are not UTF-8, or more than {_FIELDS}") from error


async def _body(request: Request, octets: int) -> str:
    """Return a body as text."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > octets:
            raise RequestTooLarge(f"a request of over {octets} bytes is not read")
        parts.append(part)
    try:
        return b"".join(parts).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("a query is sent in UTF-8") from error


def _media_type(request: Request) -> str:
    """Return the media type of a body.

    Raises:
        UnsupportedMedia: it is in another encoding than UTF-8.
    """
    media, *parameters = request.headers.get("content-type", "").lower().split(";")
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "charset" and value.strip(' "') not in {"utf-8", "utf8", "us-ascii"}:
            raise UnsupportedMedia(f"a query is sent in UTF-8, not {value.strip()}")
    return media.strip()
