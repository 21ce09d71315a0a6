"""The Graph Store Protocol: whole graphs, read by anyone and written with the token.

A graph is named by ``?graph=IRI`` or ``?default``, or it is named by the address
below this one that it is asked at (SPARQL 1.1 Graph Store HTTP Protocol, section 4).
"""

import re
from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from trialgraph.errors import BadRequest, GraphMissing
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text
from trialgraph.server.description import HOST
from trialgraph.server.requests import (
    client_of,
    header,
    query_fields,
    read_body,
    refuse_encoded,
    told_of,
)
from trialgraph.server.sparql import SparqlService, best_form_for
from trialgraph.server.tokens import Gate
from trialgraph.server.updates import send_done
from trialgraph.server.validators import Precondition
from trialgraph.server.writes import Kind, Writes
from trialgraph.store.lexer import Outline
from trialgraph.store.pool import Question
from trialgraph.store.posted_graphs import Posted, refuse_other_media

PATH = "/graph-store"

_METHODS = "GET, HEAD, PUT, POST, DELETE"
_KINDS: dict[str, Kind] = {"PUT": "put", "POST": "add", "DELETE": "remove"}
_DEFAULT = Iri("")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")


@dataclass(frozen=True, slots=True)
class _Target:
    """The graph that a request is about.

    Attributes:
        graph: empty for the default graph.
        is_new: whether it was named just now, for what is posted.
    """

    graph: Iri
    is_new: bool = False


class GraphStore:
    """Answers requests about whole graphs."""

    def __init__(self, service: SparqlService, writes: Writes, gate: Gate) -> None:
        self._service = service
        self._writes = writes
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        told_of(scope)["kind"] = "GRAPH"
        if scope["method"] in {"GET", "HEAD"}:
            await self._read(scope, receive, send, _target(scope).graph)
        elif scope["method"] in _KINDS:
            await self._write(scope, receive, send)
        else:
            raise HTTPException(405, headers={"Allow": _METHODS})

    async def _read(self, scope: Scope, receive: Receive, send: Send, graph: Iri) -> None:
        """Send a graph.

        Raises:
            GraphMissing: there is none of that name.
        """
        form = best_form_for(scope, "CONSTRUCT")
        place = f"GRAPH {iri_text(graph)} " if graph else ""
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {place}{{ ?s ?p ?o }} }}"
        # The default graph here is the one without a name, whatever queries take for it.
        question = Question(text, form, Outline("CONSTRUCT", 3, 16, names_graphs=True))
        is_known = self._service.is_known(question, scope)  # then it is there
        if graph and not is_known and not await self._is_there(scope, graph):
            raise GraphMissing(
                f"there is no graph <{graph}> in this store; SELECT DISTINCT ?g "
                "{ GRAPH ?g {} } lists all"
            )
        await self._service.put(question, scope, receive, send, is_strong=True)

    async def _is_there(self, scope: Scope, graph: Iri) -> bool:
        """Tell whether there is a graph, if only an empty one."""
        text = f"ASK {{ GRAPH {iri_text(graph)} {{}} }}"
        question = Question(text, "json", Outline("ASK", 2, 8, names_graphs=True))
        async with self._service.pool.asking(question, client_of(scope)) as answer:
            return b"true" in answer.first

    async def _write(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put, add to or remove a graph."""
        self._gate.pass_through(header(scope, b"authorization"), client_of(scope))
        target = _target(scope)
        kind = _KINDS[scope["method"]]
        posted = None
        if kind != "remove":
            base = target.graph or Iri(_address(scope))
            posted = Posted(b"", header(scope, b"content-type"), base)
            refuse_encoded(scope)
            refuse_other_media(posted)
            content = await read_body(scope, receive, self._writes.limits.octets)
            posted = Posted(content, posted.content_type, base)
        wanted = Precondition.of(scope)
        written = await self._writes.graph(kind, target.graph, posted, wanted)
        told_of(scope).update(version=written.version, outcome="ok")
        is_made = kind != "remove" and not written.existed
        location = target.graph if target.is_new else ""
        status = HTTPStatus.CREATED if is_made else HTTPStatus.NO_CONTENT
        await send_done(send, status, written, location)


def _target(scope: Scope) -> _Target:
    """Return the graph that a request is about.

    Raises:
        BadRequest: it names none or several, or by no absolute IRI.
    """
    fields = query_fields(scope)
    graphs = [Iri(value) for name, value in fields if name == "graph"]
    defaults = [value for name, value in fields if name == "default"]
    below = scope["path"].removeprefix(PATH).strip("/")
    if len(graphs) + len(defaults) + bool(below) > 1:
        raise BadRequest("found several graphs in one request, wanted one; send several requests")
    if defaults:
        return _Target(_DEFAULT)
    if graphs:
        return _Target(_checked(graphs[0], "the parameter graph"))
    if below:
        return _Target(_checked(Iri(_address(scope)), "the address"))
    if scope["method"] != "POST":
        raise BadRequest(
            "found no graph in the request, wanted ?graph=IRI or ?default; "
            "only POST makes up a name for a new graph"
        )
    made_up = f"{_address(scope).rstrip('/')}/{uuid4()}"
    return _Target(_checked(Iri(made_up), "the address"), is_new=True)


def _checked(graph: Iri, where: str) -> Iri:
    """Return the name of a graph.

    Raises:
        BadRequest: it is no absolute IRI.
    """
    try:
        iri_text(graph)
    except ValueError as error:
        raise BadRequest(f"{where} names no graph: {error}") from error
    if not _ABSOLUTE.match(graph):
        raise BadRequest(f"found {graph!r} in {where}, wanted an absolute IRI")
    return graph


def _address(scope: Scope) -> str:
    """Return the address that a request was sent to, without its parameters.

    Raises:
        BadRequest: it has no host that could be one.
    """
    host = header(scope, b"host") or "localhost"
    if not HOST.fullmatch(host):
        raise BadRequest("found a header Host that names no host, wanted a name and a port")
    path = bytes(scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    return f"{scope['scheme']}://{host}{path.partition('?')[0]}"
