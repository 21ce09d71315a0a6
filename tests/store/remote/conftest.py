"""One server of each kind for a file of tests, emptied before each test."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.store.remote.servers import Served, oxigraph, virtuoso

from trialgraph.store import Place
from trialgraph.store.remote.capabilities import Capabilities, update_url
from trialgraph.store.remote.connection import connect
from trialgraph.store.remote.graphs import Graphs
from trialgraph.store.remote.lease import LEASE
from trialgraph.store.remote.published import STATE


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Served]]:
    """Give the servers that were started so far; all are ended with the file."""
    with ExitStack() as running:

        class Started(dict[str, Served]):
            def __missing__(self, kind: str) -> Served:
                start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[kind]
                self[kind] = running.enter_context(start(tmp_path_factory.mktemp(kind)))
                return self[kind]

        yield Started()


def emptied(served: Served) -> None:
    """Drop our graphs of a server."""
    connection = connect(served.address)
    graphs = Graphs(connection, Capabilities((), 0))
    url = update_url(connection)
    for graph in [STATE, LEASE, *graphs.names()]:
        connection.update(f"DROP SILENT GRAPH <{graph}>", url)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def served(
    request: pytest.FixtureRequest,
    servers: dict[str, Served],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Served:
    """Return an empty server, with the environment that its user sets."""
    found = servers[request.param]
    found.set_in(monkeypatch, tmp_path / "state")
    emptied(found)
    return found


@pytest.fixture(params=["embedded", "oxigraph", "virtuoso"])
def place(
    request: pytest.FixtureRequest,
    servers: dict[str, Served],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Place:
    """Return where an empty store is to be made: a directory, or a server."""
    if request.param == "embedded":
        return tmp_path / "store"
    found = servers[request.param]
    found.set_in(monkeypatch, tmp_path / "state")
    emptied(found)
    return found.address
