"""What a request to the SPARQL service asks (SPARQL 1.1 Protocol, sections 2.1 and 2.2)."""

from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope

from trialgraph.errors import BadRequest, UnsupportedMedia
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text
from trialgraph.server.requests import (
    Fields,
    fields_of,
    header,
    query_fields,
    read_body,
    refuse_encoded,
)
from trialgraph.store.limits import Dataset

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_METHODS = "GET, HEAD, POST"
# A character can take four bytes in UTF-8, and each of these three in a form.
_OCTETS_A_CHARACTER = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or an update; neither when the service is to describe itself.

    Attributes:
        fields: the other parameters, known or not.
    """

    query: str | None = None
    update: str | None = None
    fields: Fields = field(default_factory=list)

    @property
    def dataset(self) -> Dataset:
        """Return the graphs that a query is asked of.

        Raises:
            BadRequest: one is no absolute IRI.
        """
        if not self.fields:
            return _UNION
        default = graphs_in(self.fields, "default-graph-uri")
        return Dataset(default, graphs_in(self.fields, "named-graph-uri"))


_UNION = Dataset()


async def read_asked(scope: Scope, receive: Receive, query: int, update: int) -> Asked:
    """Return what a request asks.

    Args:
        scope: of the request.
        receive: gives its body.
        query: characters that a query may have.
        update: characters that an update may have.

    Raises:
        BadRequest: no query or several, or not UTF-8.
        UnsupportedMedia: the body is neither a form, a query nor an update.
        HTTPException: the method is another one.
    """
    method = scope["method"]
    if method in {"GET", "HEAD"}:
        return asked_in(scope)
    if method != "POST":
        raise HTTPException(405, headers={"Allow": _METHODS})
    refuse_encoded(scope)
    media_type = _media_type(header(scope, b"content-type"))
    if media_type == _FORM:
        body = await _text(scope, receive, max(query, update))
        asked = _asked(fields_of(body))
    elif media_type == _QUERY:
        asked = _asked([*query_fields(scope), ("query", await _text(scope, receive, query))])
    elif media_type == _UPDATE:
        asked = _asked([*query_fields(scope), ("update", await _text(scope, receive, update))])
    else:
        raise UnsupportedMedia(f"a query comes as {_FORM} or {_QUERY}, not {media_type!r}")
    if asked.query is None and asked.update is None:
        raise BadRequest("a POST carries its query in the body, in the field named query")
    return asked


def asked_in(scope: Scope) -> Asked:
    """Return what a request by GET asks.

    Raises:
        BadRequest: several queries, an update, or not UTF-8.
    """
    asked = _asked(query_fields(scope))
    if asked.update is not None:
        raise BadRequest("an update comes by POST; GET changes nothing")
    return asked


def is_update(scope: Scope) -> bool:
    """Tell by its type whether a body is an update, before it is read."""
    if scope["method"] != "POST":
        return False
    return header(scope, b"content-type").partition(";")[0].strip().lower() == _UPDATE


def graphs_in(fields: Fields, name: str) -> tuple[Iri, ...]:
    """Return the graphs that a parameter names.

    Raises:
        BadRequest: one is no absolute IRI.
    """
    graphs = tuple(Iri(value) for key, value in fields if key == name)
    for graph in graphs:
        try:
            iri_text(graph)
        except ValueError as error:
            raise BadRequest(f"{name} names no graph: {error}") from error
        if ":" not in graph:
            raise BadRequest(f"{name} is an absolute IRI, not {graph!r}")
    return graphs


def _asked(fields: Fields) -> Asked:
    """Return what parameters ask."""
    texts = [one for one in fields if one[0] in {"query", "update"}]
    if len(texts) > 1:
        raise BadRequest(
            "one query or update is answered at a time; "
            f"this request has {len(texts)}: send them one by one",
        )
    if not texts:
        return Asked(fields=fields)
    ((name, text),) = texts
    others = [one for one in fields if one[0] != name]
    return Asked(text, None, others) if name == "query" else Asked(None, text, others)


async def _text(scope: Scope, receive: Receive, characters: int) -> str:
    """Return a body as text."""
    body = await read_body(scope, receive, characters * _OCTETS_A_CHARACTER)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("a query is sent in UTF-8") from error


def _media_type(content_type: str) -> str:
    """Return the media type of a body.

    Raises:
        UnsupportedMedia: it is in another encoding than UTF-8.
    """
    media, *parameters = content_type.lower().split(";")
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "charset" and value.strip(' "') not in {"utf-8", "utf8", "us-ascii"}:
            raise UnsupportedMedia(f"a query is sent in UTF-8, not {value.strip()}")
    return media.strip()
