"""The published version of a store, as anyone may open it at any time."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

from trialgraph.names import Iri
from trialgraph.store import engine
from trialgraph.store.documents_kept import DocumentsRead
from trialgraph.store.engine import Row
from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.profile import Profile, profiled
from trialgraph.store.snapshots import Statistics, description, open_current
from trialgraph.store.sorting import SortedLines
from trialgraph.store.surface import Watch
from trialgraph.store.tallies import keep_tally, kept_tally, tally_file

if TYPE_CHECKING:
    from trialgraph.store.address import Place


def open_reader(path: Path) -> "Reader":
    """Return the newest published version of a store, also while it is written to.

    Raises:
        StoreMissing: there is no store, or nothing is published yet.
        StoreFormat: it is another version's store.
    """
    folder = Folder(path)
    folder.check()
    return Reader(folder)


class Reader(DocumentsRead):
    """One published version, which does not change while it is open.

    Attributes:
        path: of the store.
        place: the same, as any store has it.
        version: number of the version, from 1.
        mark: its identity among all versions of all stores; see ``tags``.
        published_at: UTC, ISO 8601.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._snapshot = open_current(folder)
        self._quads = self._snapshot.quads
        self.path = folder.path
        self.place: Place = folder.path
        self.version = self._snapshot.version
        self.mark = self._snapshot.mark
        self.published_at = self._snapshot.published_at

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query of ours; see ``QueryWorker`` for others'.

        Raises:
            BadQuery: the text does not parse.
        """
        return engine.rows(self._quads, sparql)

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""
        return "".join(sorted(engine.graph_lines(self._quads, graph))).encode()

    def open_graph(self, graph: Iri) -> bytes:
        """Return a graph as sorted N-Triples, blank nodes included; empty names the default."""
        return "".join(sorted(engine.triples(self._quads, graph))).encode()

    def graphs(self) -> list[Iri]:
        """Return the names of all graphs, sorted."""
        return engine.graph_names(self._quads)

    def dump(self) -> bytes:
        """Return everything as sorted N-Quads: the same facts are the same bytes."""
        return "".join(engine.all_lines(self._quads)).encode()

    def dump_lines(self, watch: Watch = iter) -> Iterator[bytes]:
        """Yield the lines of the dump, some megabytes of them held; others wait on disk."""
        del watch  # it takes seconds for a million
        with SortedLines() as ordered:
            ordered.add(line.encode() for line in engine.lines(self._quads))
            yield from ordered

    def digest(self) -> str:
        """Return the SHA-256 of the dump, hex."""
        return sha256(self.dump()).hexdigest()

    def statistics(self) -> Statistics:
        """Return how much this version holds, as counted when it was published."""
        return self._snapshot.statistics

    def profile(self) -> Profile:
        """Return what this version holds by class and property; some scans of all statements.

        Where that had to be counted anew, what later versions are counted by is kept.

        Raises:
            OSError: the store may not be written to.
        """
        held = kept_tally(self._folder, self.version)
        found = profiled(self._quads, held)
        if found.tally is None:
            tally_file(self._folder, self.version).unlink(missing_ok=True)
        elif found.tally != held:
            keep_tally(self._folder, self.version, found.tally)
        return found.profile

    def keep_description(self, ntriples: bytes) -> None:
        """Keep the description of this version beside it; it goes when the version goes.

        Raises:
            OSError: the store may not be written to.
        """
        write_whole(description(self._folder, self.version), ntriples)

    def close(self) -> None:
        """Let go of the version; closing twice is harmless."""
        self._snapshot.lease.close()
