"""The process that reads documents: from bytes to graphs on disk, and what is compared of them."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from trialgraph.bulk.spool import Spool
from trialgraph.bulk.task import Made, Read, Stored, Task
from trialgraph.bulk.work import Places
from trialgraph.documents.last_update import last_update
from trialgraph.errors import EvidenceError
from trialgraph.evidence.kept_outlines import prepared
from trialgraph.evidence.outlines import judged_part_of, outline_of
from trialgraph.evidence.packed import packed
from trialgraph.ingest.arriving import Arrival, arrivals_in
from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.pieces import Piece, Terms, made, readable, reading_of, refused
from trialgraph.ingest.reading import CheckedDocument
from trialgraph.ingest.versions import is_read_by_these, terms_version
from trialgraph.store.folder import Folder
from trialgraph.store.kept import put
from trialgraph.store.known_terms import known_terms
from trialgraph.store.ledger import DocumentEntry, Ledger


@dataclass(frozen=True, slots=True)
class _Desk:
    """What this process works with.

    Attributes:
        since: registry records that were held and not updated since this day are left.
    """

    places: Places
    terms: Terms
    ledger: Ledger
    since: str


_DESKS: list[_Desk] = []
_OPEN = ExitStack()


def prepare(places: Places, since: str) -> None:
    """Make this process ready for tasks."""
    let_go()
    terms = Terms(known_terms(places.store), terms_version(places.store))
    ledger = _OPEN.enter_context(Ledger.look(Folder(places.store).ledger))
    _DESKS.append(_Desk(places, terms, ledger, since))


def let_go() -> None:
    """Close what this process opened for tasks."""
    _DESKS.clear()
    _OPEN.close()


def read(task: Task) -> Read:
    """Read the documents of a task; a fault in one is told of it and stops no other."""
    (desk,) = _DESKS
    before = time.process_time()
    octets = 0
    found = []
    with Spool(desk.places.spool(f"read-{task.number}")) as spool:
        for one in _arriving(task):
            octets += 0 if isinstance(one.content, EvidenceError) else len(one.content)
            found.append(_made(desk, one, spool, is_again=task.is_again))
    return Read(task.number, tuple(found), octets, time.process_time() - before)


def _arriving(task: Task) -> Iterator[Arrival]:
    for path in task.paths:
        yield from arrivals_in(Path(path))
    yield from task.arrivals


def _made(desk: _Desk, arrival: Arrival, spool: Spool, *, is_again: bool) -> Made:
    """Return what became of one document."""
    source, content = arrival.source, arrival.content
    if isinstance(content, EvidenceError):
        return Made(Piece(refused(source, content)))
    held = None if is_again else _held(desk, content)
    if held is not None:
        line = IngestLine(source=source, identifier=held.identifier, outcome="unchanged")
        return Made(Piece(line, held), content=spool.add(content), held=held)
    document = readable(content)
    if isinstance(document, EvidenceError):
        return Made(Piece(refused(source, document)))
    found = reading_of(document, desk.terms.index)
    piece = made(source, document, found, desk.terms.version)
    if not isinstance(found, CheckedDocument):
        return Made(piece, content=spool.add(content))
    return Made(
        replace(piece, text="", graph=b"", findings=b""),
        _stored(desk, piece, found, content, spool),
    )


def _stored(
    desk: _Desk, piece: Piece, found: CheckedDocument, content: bytes, spool: Spool
) -> Stored:
    """Put on disk what is stored of a document, and return where it is."""
    return Stored(
        place=spool.add(piece.graph, piece.findings),
        quads=piece.graph.count(b"\n") + piece.findings.count(b"\n"),
        files=put(Folder(desk.places.store), content, piece.text),
        outline=prepared(outline_of(found.reading, found.document.record)),
        judged=packed(judged_part_of(found.reading, found.document.record)),
    )


def _held(desk: _Desk, content: bytes) -> DocumentEntry | None:
    """Return what the ledger has of bytes that need not be read again, if they need not."""
    for one in desk.ledger.of_bytes(sha256(content).hexdigest()):
        if is_read_by_these(one, desk.terms.version):
            return one
    if desk.since and (told := last_update(content)) and told.day < desk.since:
        entry = desk.ledger.entry(told.identifier)
        return entry if entry is not None and entry.state == "stored" else None
    return None
