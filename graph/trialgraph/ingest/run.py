"""A batch of documents into the store: one line each, one failure never stops the others.

Order of a change: intent, kept bytes, document graph and findings, ledger;
derived graphs once for some hundred documents; snapshot published; intents cleared.
A batch that was killed leaves intents, and the next opening does those changes again.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from trialgraph import names
from trialgraph.check.finding_graphs import derived_findings, finding_graph
from trialgraph.errors import DocumentNotStored, EvidenceError
from trialgraph.evidence.derive import derive
from trialgraph.evidence.reviews import reviewed_documents
from trialgraph.ingest.arriving import Arrival, arrivals, records
from trialgraph.ingest.containers import taken_apart_bytes
from trialgraph.ingest.forms import cut_off, why_held
from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.pieces import (
    Piece,
    entry_of,
    is_same,
    made,
    readable,
    reading_of,
    refused,
)
from trialgraph.ingest.versions import terms_version
from trialgraph.model.document import Document
from trialgraph.rdf.skos import SHIPPED, shipped_graph
from trialgraph.store import Place, Writer, create_or_open
from trialgraph.store.folder import Folder
from trialgraph.store.known_terms import known_terms
from trialgraph.store.ledger import DocumentEntry, Intent

__all__ = ["IngestLine", "finish", "ingest", "ingest_arrivals", "refused", "remove", "reread"]

MOST_AT_ONCE = 500
"""Documents that are derived and published together; a kill leaves no more to do again."""

_ANY_DOCUMENT = f"SELECT ?document {{ ?document a <{names.term('Document')}> }} LIMIT 1"

MOST_IN_MEMORY = 50
"""Documents whose graphs the engine may hold in memory: a record of results takes 2 MB there."""


def ingest(paths: Iterable[Path], store: Place) -> Iterator[IngestLine]:
    """Bring files into a store; yield what became of each document, in their order.

    Directories mean the files below them, archives and lists what they hold. Bytes
    that are stored already, read by the same versions, change nothing.
    """
    return ingest_arrivals(arrivals(paths), store)


def ingest_arrivals(arriving: Iterable[Arrival], store: Place) -> Iterator[IngestLine]:
    """Bring what arrives into a store; yield what became of each, in its order.

    Each is stored before the next is asked for.
    """
    with create_or_open(store) as writer:
        batch = Batch(writer, store)
        for arrival in arriving:
            for one in _single(arrival):
                yield batch.arrived(one)
        batch.finish()


def _single(arrival: Arrival) -> Iterator[Arrival]:
    """Yield the records of an arrival that may hold several."""
    content = arrival.content
    if isinstance(content, EvidenceError):
        yield arrival
    else:
        yield from records(arrival.source, lambda: taken_apart_bytes(content))


def reread(store: Place, identifiers: Iterable[str] = ()) -> Iterator[IngestLine]:
    """Read documents again, all of them where none is named; yield what became of each.

    Those set aside are tried once more: a newer reader may accept them.
    """
    with create_or_open(store) as writer:
        batch = Batch(writer, store)
        wanted = list(identifiers) or writer.ledger.identifiers()
        for identifier in wanted:
            yield from batch.read_again(identifier)
            batch.go_on()
        batch.finish()


def remove(store: Place, identifiers: Iterable[str]) -> Iterator[IngestLine]:
    """Take documents out of a store, with all that followed from them."""
    with create_or_open(store) as writer:
        batch = Batch(writer, store)
        for identifier in identifiers:
            yield batch.take_out(identifier)
            batch.go_on()
        batch.finish()


def finish(store: Place) -> None:
    """Do again what a run that was stopped left unfinished in a store, and publish it."""
    with create_or_open(store) as writer:
        Batch(writer, store)
        writer.publish()  # also what an update changed, which leaves no intent


def _not_stored(identifier: str) -> IngestLine:
    """Return the line of a document that is not there."""
    message = f"found no document {identifier!r}; 'trialgraph documents' lists those stored"
    code = DocumentNotStored.code
    return IngestLine(source=identifier, outcome="not stored", message=message, code=code)


def _forget_load(store: Place) -> None:
    """Remove what a killed bulk load noted of the documents that it had loaded to their end.

    It holds until another command changes them: such a one could be killed, too, and the load,
    when it goes on, would take its unfinished changes for its own finished ones.
    """
    if isinstance(store, Path):
        with suppress(FileNotFoundError):
            shutil.rmtree(Folder(store).bulk)


class Batch:
    """Changes of a store that are derived and published together.

    Making one does again what an earlier batch left unfinished, unless somebody else does.
    """

    def __init__(self, writer: Writer, store: Place, *, takes_up: bool = True) -> None:
        self._writer = writer
        self._terms = known_terms(store)
        self._terms_version = terms_version(store)
        self._changed: list[Intent] = []
        if takes_up:
            _forget_load(store)
            self.take_up(writer.ledger.unfinished())

    def take_up(self, unfinished: Iterable[Intent]) -> None:
        """Do changes again that an earlier batch left unfinished, and what follows from them.

        Killed in its turn, it begins with those that were not published.
        """
        for intent in unfinished:
            self.do_again(intent)
            self.go_on()
        if self._changed:
            self.finish()

    def arrived(self, arrival: Arrival) -> IngestLine:
        """Bring in what arrived; derive and publish when enough has changed."""
        if isinstance(arrival.content, EvidenceError):
            return refused(arrival.source, arrival.content)
        line = self.bring_in(arrival.source, arrival.content)
        self.go_on()
        return line

    def bring_in(self, source: str, content: bytes) -> IngestLine:
        """Bring one document in, or leave the store as it was."""
        document = readable(content)
        if isinstance(document, EvidenceError):
            return refused(source, document)
        held = self._writer.ledger.entry(document.identifier)
        unchanged = IngestLine(source=source, identifier=document.identifier, outcome="unchanged")
        if held is not None and is_same(held, entry_of(source, document, self._terms_version)):
            self.note_source(held, source)
            return unchanged
        cut = cut_off(document)
        why = self.why_held(held, document.kind, cut.message if cut else "") if held else ""
        if why:
            return replace(unchanged, message=f"{why}; not stored")
        piece = self._piece(source, document)
        if piece.outcome == "stored":
            self._store(piece, content)
        else:
            self.put_aside(piece, content)
        return piece.line

    def note_source(self, held: DocumentEntry, source: str) -> None:
        """Note where a document came from that a killed run stored before it could note that."""
        if not held.source:
            self._writer.ledger.record(replace(held, source=source))

    def _piece(self, source: str, document: Document) -> Piece:
        """Return what is stored of a document."""
        return made(source, document, reading_of(document, self._terms), self._terms_version)

    def read_again(self, identifier: str) -> Iterator[IngestLine]:
        """Read the bytes of one document again: those stored, then those set aside."""
        # Storing what is kept empties the quarantine, so both are fetched first.
        contents = self._contents(identifier)
        if not contents:
            yield _not_stored(identifier)
        entry = self._writer.ledger.entry(identifier)
        for content in contents:
            line = self.bring_in(entry.source if entry else identifier, content)
            if line.outcome == "unchanged":
                # What follows from it is derived again: rules of verdicts have versions, too.
                self._changed.append(Intent(identifier, "store"))
            yield line

    def _contents(self, identifier: str) -> list[bytes]:
        """Return the different bytes held of a document: those stored, those set aside."""
        found = []
        for held in (self._kept, self._writer.set_aside):
            content = held(identifier)
            if content is not None and content not in found:
                found.append(content)
        return found

    def _kept(self, identifier: str) -> bytes | None:
        """Return the bytes of a stored document, ``None`` when it is not stored."""
        try:
            content, _ = self._writer.kept(identifier)
        except DocumentNotStored:
            return None
        return content

    def take_out(self, identifier: str) -> IngestLine:
        """Take one document out."""
        if self._writer.ledger.entry(identifier) is None:
            return _not_stored(identifier)
        intent = Intent(identifier, "remove")
        self._writer.ledger.begin(intent)
        self._take_out(intent)
        return IngestLine(source=identifier, identifier=identifier, outcome="removed")

    def go_on(self) -> None:
        """Derive and publish when enough has changed; before that, write it out now and then."""
        if len(self._changed) >= MOST_AT_ONCE:
            self.finish()
        elif self._changed and len(self._changed) % MOST_IN_MEMORY == 0:
            self._writer.flush()

    def finish(self) -> None:
        """Derive what the batch touched, write the shipped terms, publish, clear intents."""
        documents = [one.identifier for one in self._changed if one.action != "decide"]
        decided = [
            names.decision(one.identifier) for one in self._changed if one.action == "decide"
        ]
        if decided:
            documents += sorted(reviewed_documents(self._writer, decided))
        if self._changed:
            derive(self._writer, self._terms, documents, derived_findings)
        self._write_terms()
        for intent in self._changed:
            if intent.action == "remove":
                self._writer.forget(intent.identifier)
                self._writer.ledger.forget(intent.identifier)
        # Published before the intents go: at any moment the newest snapshot with the ledger's
        # intents is all that was acknowledged, which is what a backup copies.
        self._writer.publish()
        for intent in self._changed:
            self._writer.ledger.clear(intent.identifier)
        self._changed.clear()

    def _write_terms(self) -> None:
        """Write the terms that ship where they changed; a store without documents has none."""
        held = self._writer.select(_ANY_DOCUMENT)
        wanted = shipped_graph() if held else b""
        if wanted != self._writer.graph(SHIPPED):
            self._writer.replace_graphs({SHIPPED: wanted})

    def _store(self, piece: Piece, content: bytes) -> None:
        """Make the change of one document, all but what is derived."""
        if piece.entry is None:
            raise ValueError(f"found no document in {piece.line.source}, wanted one")
        intent = Intent(piece.identifier, "store", piece.entry.sha256)
        self._writer.ledger.begin(intent)
        self._writer.keep(piece.identifier, content, piece.text)
        self._writer.ledger.record(piece.entry)
        self._writer.replace_graphs(piece.graphs)
        self._writer.release(piece.identifier)
        self._changed.append(intent)

    def _take_out(self, intent: Intent) -> None:
        """Drop the graphs of a document; bytes and ledger follow when all is derived."""
        identifier = intent.identifier
        self._writer.replace_graphs(
            {names.document(identifier): b"", finding_graph(identifier): b""}
        )
        self._writer.release(identifier)
        self._changed.append(intent)

    def put_aside(self, piece: Piece, content: bytes) -> None:
        """Put a document into quarantine with its report; what is stored of it stays."""
        if piece.entry is None:
            raise ValueError(f"found no document in {piece.line.source}, wanted one")
        self._writer.quarantine(piece.identifier, content, piece.report)
        stored = self._writer.ledger.entry(piece.identifier)
        if stored is None or stored.state != "stored":
            self._writer.ledger.record(piece.entry)

    def do_again(self, intent: Intent) -> None:
        """Do an unfinished change again; one that had not begun to change anything is dropped."""
        if intent.action == "decide":
            # Its graph is there or nothing was changed; what follows is derived at the end.
            self._changed.append(intent)
            return
        if intent.action == "remove":
            self._take_out(intent)
            return
        content = self._kept(intent.identifier)
        if content is None or sha256(content).hexdigest() != intent.sha256:
            self._writer.ledger.clear(intent.identifier)
            return
        entry = self._writer.ledger.entry(intent.identifier)
        document = readable(content)
        if not isinstance(document, EvidenceError):
            piece = self._piece(entry.source if entry else "", document)
            if piece.outcome == "stored":
                self._store(piece, content)
                return
        # A newer reader refuses what an older one had begun to store.
        self._take_out(Intent(intent.identifier, "remove"))

    def why_held(self, held: DocumentEntry, kind: str, cut: str) -> str:
        """Return why a document does not replace the one that is held; empty where it does.

        Args:
            held: what the ledger has of it.
            kind: of the form that came.
            cut: what says that it is cut off, empty where nothing does.
        """
        if held.state != "stored":
            return ""
        return why_held(held.kind, kind, cut, is_whole=lambda: not self._is_broken(held.identifier))

    def _is_broken(self, identifier: str) -> bool:
        """Tell whether the document that is stored is cut off, or is read no more."""
        document = readable(self._writer.kept(identifier)[0])
        return isinstance(document, EvidenceError) or cut_off(document) is not None
