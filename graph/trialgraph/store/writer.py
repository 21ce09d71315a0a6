"""The one process that changes a store."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from trialgraph.errors import DiskFailed, EvidenceError, StoreError, StoreFormat, StoreHeld
from trialgraph.names import Iri
from trialgraph.rdf.quads import line, parse
from trialgraph.store import engine, snapshots
from trialgraph.store.counting import Counting
from trialgraph.store.documents_kept import DocumentsWritten
from trialgraph.store.engine import Change, Row
from trialgraph.store.folder import Folder
from trialgraph.store.holding import hold
from trialgraph.store.identities import Identities, Mark, documents_among
from trialgraph.store.identities_mended import take_away_damaged
from trialgraph.store.journal import note
from trialgraph.store.ledger import Ledger
from trialgraph.store.snapshots import Statistics
from trialgraph.store.tallies import Tally

_LOCKED = ("While lock file", "lock hold")  # of the engine's error
_MOST_NOTED = 200
"""Graphs loaded at once that are noted by name; an index of names is made anew after more."""


def create_or_open(
    path: Path, patience: float | None = None, *, gives_way: bool = False
) -> "Writer":
    """Return the writer of a store, made when there is none in the directory.

    Args:
        path: of the directory.
        patience: as ``hold`` takes it.
        gives_way: as ``hold`` takes it.

    Raises:
        StoreHeld: another process is writing to it.
        StoreReadOnly: it may not be written to.
        StoreFormat: the directory holds another version's store, or something else.
        DiskFailed: its disk has no room, or a fault.
    """
    folder = Folder(path)
    folder.create()
    folder.check()
    return Writer(folder, patience, gives_way=gives_way)


class Writer(DocumentsWritten):
    """Changes a store, one at a time; readers see a change when it is published."""

    def __init__(
        self, folder: Folder, patience: float | None = None, *, gives_way: bool = False
    ) -> None:
        self.path = folder.path
        self._folder = folder
        self._holder = hold(folder.path, patience, gives_way=gives_way)
        try:
            _refuse_loss(folder)
            self._quads = engine.open_for_writing(folder.quads)
        except OSError as error:
            self._holder.close()
            raise _not_opened(folder, error) from error
        except RuntimeError as error:
            self._holder.close()
            raise StoreFormat(
                f"the quads in {folder.quads} are damaged ({error}); "
                "ingest the documents into a new directory",
            ) from error
        except StoreFormat:
            self._holder.close()
            raise
        try:
            self.ledger = Ledger.open(folder.ledger, self.flush)
        except StoreError:
            del self._quads
            self._holder.close()
            raise
        self.identities = Identities.open(folder.identities)
        self._counting = Counting(folder, snapshots.current_version(folder.path), self._lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()
        take_away_damaged(self._folder.identities, raised[1])

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query over all graphs, published or not."""
        return engine.rows(self._quads, sparql)

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""
        return "".join(sorted(engine.graph_lines(self._quads, graph))).encode()

    def graphs(self) -> list[Iri]:
        """Return the names of all graphs, sorted."""
        return engine.graph_names(self._quads)

    def replace_graphs(self, changes: Mapping[Iri, bytes]) -> bool:
        """Give graphs new contents, all of them or none; tell whether anything changed.

        Args:
            changes: N-Quads by the graph they are the whole content of; empty
                bytes drop a graph.

        Raises:
            ValueError: a statement is of another graph than the one it was given for.
        """
        wanted = {graph: checked_lines(graph, nquads) for graph, nquads in changes.items()}
        held = {graph: self._lines(graph) for graph in wanted}
        touched = {graph for graph in wanted if held[graph] != wanted[graph]}
        if touched:
            self._counting.replacing(held, {graph: wanted[graph] for graph in touched})
        # The mark comes first: a change that a kill cuts off is published in vain at worst.
        was_marked = self._folder.unpublished.exists()
        note(self._folder.unpublished, touched)
        self.identities.mark(documents_among(touched), Mark.UNREAD)
        is_changed = engine.apply(self._quads, _difference(held, wanted))
        if touched:
            self._counting.changed()
        if not (is_changed or was_marked):
            self._folder.unpublished.unlink()
        return is_changed

    def extend_graphs(self, changes: Mapping[Iri, bytes]) -> None:
        """Add statements to graphs, which keep those that they have.

        Raises:
            ValueError: a statement is of another graph than the one it was given for.
        """
        added = set().union(*(checked_lines(*change) for change in changes.items()))
        self._counting.lose()
        note(self._folder.unpublished, changes)
        self.identities.mark(documents_among(changes), Mark.UNREAD)
        engine.apply(self._quads, Change(added=added))

    def holds(self, graph: Iri) -> bool:
        """Tell whether there is a graph of a name."""
        return engine.holds(self._quads, graph)

    def load_graphs(self, graphs: Iterable[Iri], nquads: Path) -> None:
        """Write graphs that are not held, fast; a kill may leave some of them in part.

        Who takes up the work after a kill finds them held, and replaces them.

        Args:
            graphs: their names.
            nquads: a file of all of their contents, in any order.
        """
        named = list(graphs)
        self._counting.loading(named, nquads)
        note(self._folder.unpublished, named if len(named) <= _MOST_NOTED else None)
        self.identities.mark(documents_among(named), Mark.UNREAD)
        engine.load(self._quads, nquads)
        self._counting.changed()

    def update(self, text: str) -> None:
        """Run a SPARQL update, all of it or nothing, whatever graphs it changes.

        Raises:
            BadQuery: it does not parse.
            UpdateFailed: an operation cannot be done.
        """
        was_marked = self._folder.unpublished.exists()
        self._counting.lose()
        note(self._folder.unpublished, None)
        try:
            engine.update(self._quads, text)
        except EvidenceError:
            if not was_marked:
                self._folder.unpublished.unlink()
                self._counting.published(snapshots.current_version(self.path))
            raise

    def copy(self, place: Path) -> None:
        """Make a copy of the quads, published or not, that may be opened and written to."""
        self._quads.backup(str(place))

    def publish(self) -> int:
        """Make all changes visible to readers, and return the version they then read."""
        if snapshots.is_whole(self._folder) and not self._folder.unpublished.exists():
            return snapshots.current_version(self.path)
        return self._published()

    def _published(self) -> int:
        """Publish what is there, and return the version."""
        self.flush()
        version = snapshots.publish(self._folder, self._quads, self._counted())
        self._folder.unpublished.unlink(missing_ok=True)
        self._counting.published(version)
        return version

    def _counted(self) -> Tally | None:
        """Return what is held in numbers, ``None`` where they are not known."""
        known = self._counting.known()
        if known is None:
            return None
        is_right = known.is_sure or snapshots.told(known.tally) == self.statistics()
        return known.tally if is_right else None

    def _lines(self, graph: Iri) -> set[str]:
        """Return the statements of a graph as N-Quads lines."""
        return engine.graph_lines(self._quads, graph)

    def statistics(self) -> Statistics:
        """Return how much the store holds now, by counting."""
        return snapshots.counted(self._quads)

    def compact(self) -> int:
        """Let the engine order its files anew, publish them, and return that version."""
        self._quads.optimize()
        return self._published()

    def flush(self) -> None:
        """Bring all changes to disk; without it a power cut may undo the last ones."""
        self._quads.flush()

    def close(self) -> None:
        """Let go of the store; closing twice is harmless."""
        if self._holder.closed:
            return
        self.ledger.close()
        self.identities.close()
        self.flush()
        self._counting.on_disk()
        del self._quads
        self._holder.close()


def _difference(held: Mapping[Iri, set[str]], wanted: Mapping[Iri, set[str]]) -> Change:
    """Return what makes graphs of what they are; those left without a statement go."""
    change = Change()
    for graph, lines in wanted.items():
        if held[graph] and not lines:
            change.dropped.add(graph)
        else:
            change.removed.update(held[graph] - lines)
            change.added.update(lines - held[graph])
    return change


def _not_opened(folder: Folder, error: OSError) -> StoreError:
    """Return why the engine cannot open its files."""
    if any(words in str(error) for words in _LOCKED):
        return StoreHeld(f"another program has {folder.quads} open: {error}")
    return DiskFailed(
        f"found {error} on opening {folder.quads}, wanted room on its disk and no fault; make "
        "room, or mend it, then run the same command again"
    )


def _refuse_loss(folder: Folder) -> None:
    """Refuse to go on without the quads: what is published next would lack all that was held.

    Raises:
        StoreFormat: something is published and the quads are gone.
    """
    if snapshots.current_version(folder.path) and not folder.quads.exists():
        raise StoreFormat(
            f"the quads of the store are gone from {folder.quads}; "
            "ingest the documents into a new directory",
        )


def checked_lines(graph: Iri, nquads: bytes) -> set[str]:
    """Return the statements given for a graph as N-Quads lines.

    Raises:
        ValueError: one is of another graph.
    """
    quads = parse(nquads)
    for quad in quads:
        if quad[3] != graph:
            raise ValueError(f"a statement of {quad[3]} was given for the graph {graph}")
    return {line(quad) for quad in quads}
