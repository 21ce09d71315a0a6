"""The published version of a store on another server, read where it is."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Self

from trialgraph.errors import BadQuery, QueryStopped, StoreMissing, StoreUnfinished, StoreUnsuitable
from trialgraph.names import Iri
from trialgraph.store import engine
from trialgraph.store.address import Address, Place
from trialgraph.store.allowance import is_over
from trialgraph.store.documents_seen import DocumentsSeen
from trialgraph.store.engine import Row
from trialgraph.store.remote.capabilities import Capabilities, measure, remember, remembered
from trialgraph.store.remote.companion import companion
from trialgraph.store.remote.connection import Connection, connect
from trialgraph.store.remote.copying import Copy
from trialgraph.store.remote.graphs import Graphs
from trialgraph.store.remote.published import STATE, read_published
from trialgraph.store.snapshots import Statistics
from trialgraph.store.sorting import SortedLines
from trialgraph.store.surface import Watch

_MOST_COPIED = 3_000_000
_MOST_OPTIONS = 10


def open_remote_reader(address: Address) -> "RemoteReader":
    """Return the published version of a store on another server.

    Raises:
        StoreMissing: nothing is published there.
        StoreUnreachable: no server answers.
        StoreUnsuitable: its server lacks something.
        StoreFormat: its companion directory is another's.
    """
    return RemoteReader(address)


def capabilities_of(connection: Connection, address: Address) -> Capabilities:
    """Return what the server of a store can do, tried where it was not yet."""
    file = companion(address).path / "CAPABILITIES"
    found = remembered(file)
    if found is None:
        found = measure(connection, STATE)
        remember(file, found)
    return found


class RemoteReader(DocumentsSeen):
    """A store on another server, as it is now.

    There is no snapshot: what an ingest writes meanwhile is seen. The version is the one
    published when this was opened.
    """

    def __init__(self, address: Address) -> None:
        connection = connect(address)
        published = read_published(connection)
        if published is None or published.version == 0:
            raise StoreMissing(
                f"nothing is published yet in {address}; ingest a document into it first; if it is "
                "the /sparql of a trialgraph service, open the store that this serves: over HTTP "
                "a service is asked by /api/v1, or by any client of SPARQL"
            )
        self._folder = companion(address)
        self._can = capabilities_of(connection, address)
        self._connection = connection
        self._graphs = Graphs(connection, self._can)
        self._published = published
        self._copy = Copy(self._graphs.all_lines)
        self._asked_here: set[str] = set()
        self.path = self._folder.path
        self.place: Place = address
        self.version = published.version
        self.mark = ""  # what stands there may change at any time
        self.published_at = published.published_at

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query of ours.

        A query that the server's compiler cannot do, or does wrong (Virtuoso 7 has both), is
        answered here, on a copy of the graphs, where they are not too many. One that took all the
        time that who asks had is answered so when it is asked again.

        Raises:
            BadQuery: the text does not parse.
            QueryStopped: it took too long, or only a part of the answer can be had.
            StoreUnreachable: no server answers.
            StoreUnsuitable: the server would leave values out, and there is too much to copy.
        """
        if sparql not in self._asked_here and not self._leaves_out(sparql):
            try:
                return self._graphs.rows(sparql)
            except (BadQuery, QueryStopped) as error:
                is_too_large = isinstance(error, QueryStopped) and error.limit == "octets"
                if is_too_large or self._published.statistics.quads > _MOST_COPIED:
                    raise
                self._asked_here.add(sparql)
                if is_over():
                    raise
        return engine.rows(self._copy.quads(), sparql)

    def _leaves_out(self, sparql: str) -> bool:
        """Tell whether the server would leave values of so long a query out.

        Raises:
            StoreUnsuitable: it would, and there is too much to ask it of a copy.
        """
        if not self._can.leaves_out or sparql.upper().count("OPTIONAL") <= _MOST_OPTIONS:
            return False
        if self._published.statistics.quads > _MOST_COPIED:
            raise StoreUnsuitable(
                f"found {self._published.statistics.quads} quads on a server that leaves values of "
                f"long queries out, wanted at most {_MOST_COPIED} (which are asked of a copy), or "
                "another server; `trialgraph export` moves the store"
            )
        return True

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""
        return "".join(sorted(self._graphs.lines(graph))).encode()

    def open_graph(self, graph: Iri) -> bytes:
        """Return nothing: what others keep on the server is not looked at."""
        del graph
        return b""

    def graphs(self) -> list[Iri]:
        """Return the names of all graphs of ours, sorted."""
        return self._graphs.names()

    def dump(self) -> bytes:
        """Return everything of ours as sorted N-Quads: the same facts are the same bytes."""
        return b"".join(self.dump_lines())

    def dump_lines(self, watch: Watch = iter) -> Iterator[bytes]:
        """Yield the lines of the dump, some megabytes of them held; others wait on disk.

        Nothing is given before all has come, and the server's version is still the same.

        Raises:
            StoreUnfinished: another version was published meanwhile.
        """
        with SortedLines() as ordered:
            for graph in watch(self.graphs()):
                ordered.add(line.encode() for line in self._graphs.each_line(graph))
            found = read_published(self._connection)
            if found is None or found.is_other_than(self._published):
                raise _changed(self.place, self.version)
            yield from ordered

    def digest(self) -> str:
        """Return the SHA-256 of the dump, hex."""
        whole = sha256()
        for line in self.dump_lines():
            whole.update(line)
        return whole.hexdigest()

    def statistics(self) -> Statistics:
        """Return how much this version holds, as counted when it was published."""
        return self._published.statistics

    def close(self) -> None:
        """Let go of the copy, if one was made; closing twice is harmless."""
        self._copy.forget()


def _changed(place: Place, version: int) -> StoreUnfinished:
    return StoreUnfinished(
        f"found that {place} was written to while it was read, wanted version {version} to the "
        "end; nothing was given; do it again when no ingest is running"
    )
