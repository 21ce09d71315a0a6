"""What processes read goes into the store, in the order in which it arrived.

The order of a change is that of any ingest: intent and kept files, graphs, ledger, then
what is compared. It is made for some thousand documents together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trialgraph import names
from trialgraph.bulk.report import Report
from trialgraph.bulk.spool import Gathered, taken
from trialgraph.bulk.task import Made, Read, Stored
from trialgraph.bulk.work import Parts, Places
from trialgraph.check.finding_graphs import finding_graph
from trialgraph.evidence.renewal import take_in_prepared
from trialgraph.ingest.forms import why_held
from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.pieces import Piece, is_same
from trialgraph.ingest.run import Batch
from trialgraph.names import Iri
from trialgraph.store.ledger import DocumentEntry, Intent
from trialgraph.store.writer import Writer

_DOCUMENTS_AT_ONCE = 8_000
_OCTETS_IN_MEMORY = 100_000_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document that is loaded with others.

    Attributes:
        nquads: of one that replaces what is held of it; empty of one whose graphs are gathered.
    """

    entry: DocumentEntry
    stored: Stored
    nquads: bytes


@dataclass(slots=True)
class Loader:
    """Loads what was read.

    Attributes:
        batch: of the store, which does what is not done fast.
        decided: names that decisions speak of.
    """

    writer: Writer
    batch: Batch
    parts: Parts
    places: Places
    report: Report
    decided: frozenset[str]
    _waiting: dict[str, _Waiting] = field(default_factory=dict)
    _octets: int = 0
    _fresh: Gathered = field(init=False)

    def __post_init__(self) -> None:
        self._fresh = Gathered(self.places.spool("fresh"))

    def take(self, read: Read) -> list[IngestLine]:
        """Take all that came of one task, and return what became of it."""
        content = taken(self.places.spool(f"read-{read.number}"))
        lines = [self._line(one, content) for one in read.made]
        self.parts.see(
            (entry.identifier, one.piece.line.source, entry.kind)
            for one in read.made
            if (entry := one.piece.entry) is not None
        )
        if self._is_much():
            self.flush()
        return lines

    def take_again(self, read: Read) -> None:
        """Take what a killed run had begun to load; what cannot be stored any more is left."""
        content = taken(self.places.spool(f"read-{read.number}"))
        for one in read.made:
            if one.piece.entry is not None and one.stored is not None:
                self._keep(one.piece.entry, one.stored, one.stored.place.within(content))
        if self._is_much():
            self.flush()

    def _is_much(self) -> bool:
        """Tell whether what waits is enough to be loaded."""
        return len(self._waiting) >= _DOCUMENTS_AT_ONCE or self._octets >= _OCTETS_IN_MEMORY

    def _line(self, made: Made, content: bytes) -> IngestLine:
        """Take one document, and return what became of it."""
        piece, entry = made.piece, made.piece.entry
        if entry is None:
            return piece.line
        waiting = self._waiting.get(entry.identifier)
        if waiting is not None:
            why = None if made.held is not None else _why_waiting(waiting.entry, entry)
            if why is not None:
                return _unchanged(entry, why)
            self.flush()
        held = self.writer.ledger.entry(entry.identifier)
        if made.held is not None:
            # Another form of it may have come in the meantime, which the reader could not know.
            if held is None or not is_same(held, made.held):
                return self.batch.bring_in(piece.line.source, made.content.within(content))
            self.batch.note_source(held, piece.line.source)
            return piece.line
        why = self._why_held(held, piece, entry)
        if why is not None:
            return _unchanged(entry, why)
        if made.stored is None:
            self.batch.put_aside(piece, made.content.within(content))
        else:
            self._keep(entry, made.stored, made.stored.place.within(content))
        return piece.line

    def _keep(self, entry: DocumentEntry, stored: Stored, nquads: bytes) -> None:
        """Keep a document until it is loaded."""
        graphs = _graphs(entry.identifier)
        if any(map(self.writer.holds, graphs)):
            self._octets += len(nquads)
        else:
            if not self._fresh.has_room(stored.quads):
                self.flush()
            self._fresh.add(graphs, [nquads])
            nquads = b""
        self._waiting[entry.identifier] = _Waiting(entry, stored, nquads)

    def _why_held(
        self, held: DocumentEntry | None, piece: Piece, entry: DocumentEntry
    ) -> str | None:
        """Return why what is held stays, empty where it is the same; ``None`` where it goes."""
        if held is None:
            return None
        if is_same(held, entry):
            return ""
        return self.batch.why_held(held, entry.kind, piece.cut) or None

    def flush(self) -> None:
        """Load what waits."""
        if not self._waiting:
            return
        with self.report.timed("load") as counts:
            some = list(self._waiting.values())
            counts.things += len(some)
            counts.quads += sum(one.stored.quads for one in some)
            self._load(some)
        self._waiting.clear()
        self._octets = 0

    def _load(self, some: Sequence[_Waiting]) -> None:
        """Load documents, each of them once."""
        ledger = self.writer.ledger
        self.writer.settle_kept(one.stored.files for one in some)
        replaced = []
        with ledger.together():
            for one in some:
                ledger.begin(Intent(one.entry.identifier, "store", one.entry.sha256))
                replaced += self.writer.note_kept(one.entry.identifier, one.stored.files)
        self.writer.sweep(replaced)
        self._write(some)
        with ledger.together():
            for one in some:
                ledger.record(one.entry)
        for one in some:
            self.writer.release(one.entry.identifier)
        outlines = [one.stored.outline for one in some]
        changed = {one.identifier for one in outlines}
        take_in_prepared(self.writer.identities, changed, outlines, self.decided)
        self.parts.keep((one.entry.identifier, one.entry.sha256, one.stored.judged) for one in some)

    def _write(self, some: Iterable[_Waiting]) -> None:
        """Write the graphs of documents: those of a held one are replaced, others loaded.

        All are on disk when this returns, as the ledger will say; what is loaded is so at once.
        """
        replaced = [one for one in some if one.nquads]
        for one in replaced:
            graphs = _graphs(one.entry.identifier)
            self.writer.replace_graphs(_apart(graphs, one.nquads))
        if replaced:
            self.writer.flush()
        self._fresh.load(self.writer)


def _why_waiting(waiting: DocumentEntry, entry: DocumentEntry) -> str | None:
    """Return why a document that waits to be loaded stays, without loading it to see.

    Empty where the other is the same; ``None`` where it goes, or has to be looked at.
    """
    if is_same(waiting, entry):
        return ""
    return why_held(waiting.kind, entry.kind, "", is_whole=lambda: True) or None


def _unchanged(entry: DocumentEntry, why: str) -> IngestLine:
    """Return the line of a document that is not stored as another is, for a reason or as it."""
    return IngestLine(
        source=entry.source,
        identifier=entry.identifier,
        outcome="unchanged",
        message=f"{why}; not stored" if why else "",
    )


def _graphs(identifier: str) -> tuple[Iri, Iri]:
    """Return the graphs of a document and of its findings."""
    return names.document(identifier), finding_graph(identifier)


def _apart(graphs: tuple[Iri, Iri], nquads: bytes) -> dict[Iri, bytes]:
    """Return N-Quads by their graph."""
    own, about = graphs
    end = f" <{about}> .\n".encode()
    lines = nquads.splitlines(keepends=True)
    return {
        own: b"".join(one for one in lines if not one.endswith(end)),
        about: b"".join(one for one in lines if one.endswith(end)),
    }
