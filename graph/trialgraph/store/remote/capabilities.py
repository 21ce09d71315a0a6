"""What a store's server can do, found by trying it.

Servers differ in what a query without GRAPH sees, in where updates go, in how many rows
they give before they cut an answer without a word. Each is tried once on a small graph
of our own and kept in the companion directory; ``measure`` tries again.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from trialgraph.errors import BadQuery, StoreUnreachable, StoreUnsuitable
from trialgraph.names import ID, Iri, expand
from trialgraph.store.folder import write_whole
from trialgraph.store.remote.answers import rows_of, truth_of
from trialgraph.store.remote.connection import Connection, Parameters

PROBE = Iri(f"{ID}graph/store/probe")
"""A graph that is written while a server is tried, and dropped."""

_LABEL = expand("rdfs:label")
# Of 16 rows of a query with 35 options it left one value out in two, every time.
_LEAVES_OUT = "Virtuoso/07"
_MANY = 317  # squared, over 100,000 rows
# How servers are asked for the union of all graphs, where it is not what they give anyway.
_UNIONS: tuple[Parameters, ...] = (
    (),
    (("union-default-graph", "true"),),  # oxigraph
    (  # Stardog
        ("default-graph-uri", "tag:stardog:api:context:all"),
        ("named-graph-uri", "tag:stardog:api:context:all"),
    ),
)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one server can do.

    Attributes:
        union: parameters that make the default graph the union of all graphs.
        rows: after so many an answer is cut; 0 where over 100,000 came whole.
        update: URL that takes updates; empty where none does.
        graph_store: URL of the Graph Store Protocol; empty where there is none.
        is_atomic: whether a change of several operations is made whole or not at all;
            ``None`` where the trial does not tell.
        login: how the URL for updates wants the user named: digest, basic or none.
        leaves_out: whether it answers long queries without some of their values, as was
            measured of Virtuoso 7.
    """

    union: Parameters
    rows: int
    update: str = ""
    graph_store: str = ""
    is_atomic: bool | None = None
    login: str = "none"
    leaves_out: bool = False

    def table(self) -> dict[str, str]:
        """Return the capabilities as a person reads them, value by name."""
        atomic = {True: "yes", False: "no, graph by graph", None: "not known"}
        asked = " ".join(f"{name}={value}" for name, value in self.union)
        return {
            "default graph is the union": asked or "yes",
            "rows before an answer is cut": str(self.rows) if self.rows else "over 100,000",
            "updates at": self.update or "none",
            "graph store at": self.graph_store or "none",
            "several operations at once": atomic[self.is_atomic],
            "login": self.login,
            "long queries": "asked of a copy" if self.leaves_out else "asked of the server",
        }


def measure(connection: Connection, known: Iri) -> Capabilities:
    """Return what a server can do, tried now.

    Args:
        connection: to the store.
        known: a graph that is there and names itself by a label.

    Raises:
        StoreUnreachable: no server answers.
        StoreUnsuitable: its default graph can not be made the union of all graphs.
    """
    leaves_out = connection.query("ASK {}").server.startswith(_LEAVES_OUT)
    found = Capabilities(_union(connection, known), _rows(connection), leaves_out=leaves_out)
    return _with_writing(connection, found)


def remembered(file: Path) -> Capabilities | None:
    """Return what was found before, ``None`` where nothing was."""
    try:
        said = json.loads(file.read_bytes())
        union = tuple((str(name), str(value)) for name, value in said.pop("union"))
        return Capabilities(union=union, **said)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(file: Path, found: Capabilities) -> None:
    """Write down what was found, without any password."""
    write_whole(file, json.dumps(asdict(found), indent=1).encode())


def update_url(connection: Connection) -> str:
    """Return the URL that takes updates, found by making one; empty where none does."""
    for url in connection.settings.update:
        with suppress(BadQuery, StoreUnreachable):
            connection.update(_probe("here"), url)
            if _says(connection, "here"):
                return url
    return ""


def _with_writing(connection: Connection, found: Capabilities) -> Capabilities:
    """Return the capabilities with those of writing, as far as this user may write."""
    update = update_url(connection)
    if not update:
        return found
    try:
        graph_store = _graph_store(connection, connection.settings.graph_store)
        is_atomic = _is_atomic(connection, update)
    finally:
        connection.update(f"DROP SILENT GRAPH <{PROBE}>", update)
    return replace(
        found,
        update=update,
        graph_store=graph_store,
        is_atomic=is_atomic,
        login=connection.scheme(update),
    )


def _union(connection: Connection, known: Iri) -> Parameters:
    """Return what makes the default graph the union, with all named graphs in sight."""
    pattern = f"<{known}> <{_LABEL}> ?label"
    query = f"SELECT ?label {{ {pattern} GRAPH <{known}> {{ {pattern} }} }}"
    for union in _UNIONS:
        with suppress(BadQuery):
            if rows_of(connection.query(query, parameters=union).content):
                return union
    raise StoreUnsuitable(
        f"found a default graph at {connection.settings.query} that is not the union of all "
        "graphs, wanted one that is; set the server so (Fuseki: tdb2:unionDefaultGraph true)"
    )


def _rows(connection: Connection) -> int:
    """Return after how many rows an answer is cut, 0 where over 100,000 came whole."""
    numbers = " ".join(map(str, range(_MANY)))
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    reply = connection.query(query, "text/csv")
    came = len(reply.content.splitlines()) - 1
    return 0 if came == _MANY * _MANY else came


def _graph_store(connection: Connection, urls: Iterable[str]) -> str:
    """Return the URL that gives and takes a graph as a whole."""
    for url in urls:
        with suppress(StoreUnreachable):
            if '"here"' not in connection.graph_at(url, PROBE):
                continue
            connection.put_graph(url, PROBE, f'<{PROBE}> <{_LABEL}> "there" .\n'.encode())
            if _says(connection, "there"):
                return url
    return ""


def _is_atomic(connection: Connection, update: str) -> bool | None:
    """Tell whether an update that fails in its second operation leaves the first undone."""
    with suppress(BadQuery):
        connection.update(f"CREATE GRAPH <{PROBE}>", update)
    try:
        connection.update(f"{_probe('half')} ; CREATE GRAPH <{PROBE}>", update)
    except BadQuery:
        return not _says(connection, "half")
    return None


def _probe(label: str) -> str:
    return f'INSERT DATA {{ GRAPH <{PROBE}> {{ <{PROBE}> <{_LABEL}> "{label}" }} }}'


def _says(connection: Connection, label: str) -> bool:
    query = f'ASK {{ GRAPH <{PROBE}> {{ <{PROBE}> <{_LABEL}> "{label}" }} }}'
    return truth_of(connection.query(query).content)
