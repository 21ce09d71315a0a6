"""What the environment says of a store on another server."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from trialgraph.errors import BadParameter
from trialgraph.store.address import Address

_SECONDS = 60.0

# Query URL's end; the ends that update and graph store have on the same servers.
_USUAL: tuple[tuple[str, str, str], ...] = (
    ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso, with a user
    ("/sparql", "/sparql", "/sparql-graph-crud"),  # Virtuoso, where anyone may write
    ("/query", "/update", "/store"),  # oxigraph
    ("/sparql", "/update", "/store"),  # oxigraph, by its other name
    ("/query", "/update", "/data"),  # Fuseki
    ("/sparql", "/update", "/data"),  # Fuseki, by its other name
    ("/query", "/update", ""),  # Stardog
    ("/sparql", "/sparql", "/sparql/gsp/"),  # Neptune
    ("", "/statements", "/rdf-graphs/service"),  # GraphDB, RDF4J
    ("", "", ""),  # QLever, Blazegraph, and Fuseki's data set itself
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a store is asked and written to, and who asks.

    Attributes:
        update: URLs that may take updates, the likeliest first.
        graph_store: URLs that may be its graph store.
        seconds: how long one request may take.
    """

    query: str
    update: tuple[str, ...]
    graph_store: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = _SECONDS


def settings_of(address: Address) -> Settings:
    """Return the settings of a store: its address and the environment.

    Raises:
        BadParameter: the time limit is no number of seconds.
    """
    said = os.environ.get
    update = said("TRIALGRAPH_UPDATE_URL", "")
    graph_store = said("TRIALGRAPH_GRAPH_STORE_URL", "")
    usual = list(_usual(address.url))
    return Settings(
        query=address.url,
        update=(update,) if update else _each(one for one, _ in usual),
        graph_store=(graph_store,) if graph_store else _each(one for _, one in usual),
        user=said("TRIALGRAPH_STORE_USER", ""),
        password=said("TRIALGRAPH_STORE_PASSWORD", ""),
        seconds=_seconds(said("TRIALGRAPH_STORE_SECONDS", "")),
    )


def _seconds(words: str) -> float:
    """Return the time limit of a request."""
    try:
        seconds = float(words or _SECONDS)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise BadParameter(
            f"found TRIALGRAPH_STORE_SECONDS={words!r}, wanted a number of seconds such as 60"
        )
    return seconds


def _usual(url: str) -> Iterator[tuple[str, str]]:
    """Yield update and graph store URLs that go with a query URL."""
    for end, update, graph_store in _USUAL:
        if url.endswith(end):
            root = url.removesuffix(end)
            yield root + update, root + graph_store


def _each(urls: Iterable[str]) -> tuple[str, ...]:
    """Return each URL once, in order."""
    return tuple(dict.fromkeys(urls))
