"""The one process of this machine that changes a store on another server."""

from collections.abc import Mapping
from typing import Self

from trialgraph.errors import EvidenceError, StoreUnsuitable
from trialgraph.names import Iri
from trialgraph.store.address import Address
from trialgraph.store.documents_kept import DocumentsWritten
from trialgraph.store.engine import Change, Row, update_text
from trialgraph.store.holding import hold
from trialgraph.store.identities import Identities, Mark, documents_among
from trialgraph.store.identities_mended import take_away_damaged
from trialgraph.store.ledger import Ledger
from trialgraph.store.remote import change, published
from trialgraph.store.remote.change import Held
from trialgraph.store.remote.companion import companion
from trialgraph.store.remote.connection import Connection, connect
from trialgraph.store.remote.graphs import Graphs
from trialgraph.store.remote.lease import Lease
from trialgraph.store.remote.published import STATE, Published
from trialgraph.store.remote.reader import capabilities_of
from trialgraph.store.snapshots import Statistics
from trialgraph.store.writer import checked_lines


def open_remote_writer(address: Address) -> "RemoteWriter":
    """Return the writer of a store on another server, made when there is none.

    Raises:
        StoreHeld: another process is writing to it, here or on another machine.
        StoreFormat: the server's store is not the one that the ledger here tells of.
        StoreUnreachable: no server answers.
        StoreUnsuitable: it takes no updates from this user.
    """
    return RemoteWriter(address)


class RemoteWriter(DocumentsWritten):
    """Changes a store on another server; readers see each change when it is made."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._connection = connect(address)
        self._folder = companion(address)
        self.path = self._folder.path
        self._holder = hold(self._folder.path)
        self._lease = Lease(self._connection, self._folder)
        self._update = ""
        try:
            self._open()
        except EvidenceError:
            self._let_go()
            raise

    def _open(self) -> None:
        """Take the lease, and look at what is there; errors as ``open_remote_writer``."""
        self._update = self._lease.take(self._connection.settings.update)
        if not self._update:
            raise _read_only(self._connection)
        self._published = _found_or_made(self._connection, self._update)
        published.refuse_other(self._folder, self._published)
        self._can = capabilities_of(self._connection, self._address)
        if not self._can.update:
            raise _read_only(self._connection)
        self._graphs = Graphs(self._connection, self._can)
        self.ledger = Ledger.open(self._folder.ledger, self.flush)
        self.identities = Identities.open(self._folder.identities)
        if published.seen(self._folder) != self._published:
            # Another machine may have written to the store since.
            self.identities.empty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()
        take_away_damaged(self._folder.identities, raised[1])

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query over all graphs."""
        return self._graphs.rows(sparql)

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""
        return "".join(sorted(self._graphs.lines(graph))).encode()

    def graphs(self) -> list[Iri]:
        """Return the names of all graphs of ours, sorted."""
        return self._graphs.names()

    def replace_graphs(self, changes: Mapping[Iri, bytes]) -> bool:
        """Give graphs new contents, empty bytes to drop one; tell whether anything changed.

        Whole where the server makes it so and the change is small, else graph by graph.

        Raises:
            ValueError: a statement is of another graph than the one it was given for.
        """
        graphs = {
            name: Held(checked_lines(name, nquads), self._graphs.lines(name))
            for name, nquads in changes.items()
        }
        if all(one.wanted == one.held for one in graphs.values()):
            return False
        # The mark comes first: a change that a stop cuts off is published in vain at worst.
        self._folder.unpublished.touch()
        self.identities.mark(documents_among(changes), Mark.UNREAD)
        self._lease.keep(self._update)
        return change.apply(self._connection, self._can, graphs)

    def extend_graphs(self, changes: Mapping[Iri, bytes]) -> None:
        """Add a portion of statements to graphs, which keep those that they have.

        Raises:
            ValueError: a statement is of another graph than the one it was given for.
        """
        added = set().union(*(checked_lines(*one) for one in changes.items()))
        self._folder.unpublished.touch()
        self.identities.mark(documents_among(changes), Mark.UNREAD)
        self._lease.keep(self._update)
        self._connection.update(update_text(Change(added=added)), self._can.update)

    def publish(self) -> int:
        """Give what is written a new number where anything changed, and return the number."""
        if self._published.version and not self._folder.unpublished.exists():
            return self._published.version
        self._lease.keep(self._update)
        before, self._published = self._published, self._published.after(self.statistics())
        _say(self._connection, self._can.update, self._published)
        # The older goes after the newer is there: no stop leaves a store that says nothing.
        older = f"GRAPH <{STATE}> {{ {before.numbers()} }}"
        self._connection.update(f"DELETE DATA {{ {older} }}", self._can.update)
        published.note(self._folder, self._published)
        self._folder.unpublished.unlink(missing_ok=True)
        return self._published.version

    def statistics(self) -> Statistics:
        """Return how much the store holds now, by counting."""
        return self._graphs.statistics()

    def flush(self) -> None:
        """Do nothing: a server answers when a change is made, and keeps it as it is set to."""

    def close(self) -> None:
        """Let go of the store; closing twice is harmless."""
        if self._holder.closed:
            return
        self.ledger.close()
        self.identities.close()
        self._let_go()

    def _let_go(self) -> None:
        """Let others write to the store."""
        self._lease.give_back(self._update)
        self._holder.close()


def _found_or_made(connection: Connection, url: str) -> Published:
    """Return what the store says of itself, said first where nothing is there."""
    found = published.read_published(connection)
    if found is not None:
        return found
    made = published.first()
    _say(connection, url, made)
    return made


def _say(connection: Connection, url: str, said: Published) -> None:
    """Write which version is published."""
    connection.update(f"INSERT DATA {{ GRAPH <{STATE}> {{ {said.statements()} }} }}", url)


def _read_only(connection: Connection) -> StoreUnsuitable:
    tried = ", ".join(connection.settings.update)
    return StoreUnsuitable(
        f"found no URL that takes updates (tried {tried}), wanted one; set TRIALGRAPH_UPDATE_URL, "
        "TRIALGRAPH_STORE_USER and TRIALGRAPH_STORE_PASSWORD"
    )
