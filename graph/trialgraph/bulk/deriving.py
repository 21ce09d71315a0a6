"""What follows from documents is derived by several processes and written by one."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from trialgraph import names
from trialgraph.bulk import deriver
from trialgraph.bulk.deriver import Derived, View
from trialgraph.bulk.pool import Pool, pool
from trialgraph.bulk.report import Report
from trialgraph.bulk.spool import Gathered, Range, taken
from trialgraph.bulk.work import Parts, Places
from trialgraph.evidence.blocks import Block, blocks
from trialgraph.evidence.decisions import Decisions
from trialgraph.evidence.portions import portions
from trialgraph.evidence.reviews import Reviews
from trialgraph.names import Iri
from trialgraph.store import Mark
from trialgraph.store.apart import put_apart
from trialgraph.store.writer import Writer

_DOCUMENTS = 200  # a portion whose due graphs one process finds
_GRAPHS = 200  # a block should have
# That the same processes derive. What they keep of names and numbers grows: from 80 MB each to 150
# over 5,000 studies.
_BLOCKS = 150
_ANY_DERIVED = (
    f"SELECT ?thing {{ VALUES ?kind {{ <{names.term('Trial')}> <{names.term('Publication')}> }} "
    "?thing a ?kind } LIMIT 1"
)


def derive_fast(writer: Writer, parts: Parts, places: Places, jobs: int, report: Report) -> None:
    """Derive what is due because of documents that were loaded; a killed one goes on.

    What rests on documents of which only the store knows is left to ``derive``.

    Args:
        writer: of the store.
        parts: of the documents that were loaded.
        places: of the load.
        jobs: processes that derive; with one, the writer does it.
        report: of the load.
    """
    index = writer.identities
    if not (index.marked([Mark.CHANGED, Mark.TOUCHED], 1) or index.owing(-1, 1)):
        return
    is_fresh = not writer.select(_ANY_DERIVED)
    is_apart = not (is_fresh and _is_all_kept(writer, parts))
    if is_apart:
        put_apart(writer, places.quads)
    view = View(places, Decisions(writer).in_force, is_fresh=is_fresh, is_apart=is_apart)
    with report.timed("identify"), pool(jobs, deriver.let_go) as workers:
        _find(writer, view, workers, report)
    with report.timed("derive"):
        _derive(writer, view, jobs, report)


def _is_all_kept(writer: Writer, parts: Parts) -> bool:
    """Tell whether documents are judged by what is kept of them, and nothing out of the store.

    A copy of the quads, though made of links, holds on to all files that the engine replaces
    while graphs are loaded: as much as the store itself.
    """
    if Reviews(writer).all:
        return False
    after = ""
    while some := writer.ledger.part(after, _DOCUMENTS, "stored"):
        after = some[-1].identifier
        if not all(parts.holds(one.identifier, one.sha256) for one in some):
            return False
    return True


def _find(writer: Writer, view: View, workers: Pool, report: Report) -> None:
    """Note which graphs are due."""
    index, began = writer.identities, time.perf_counter()
    total = index.to_do()[0]
    counts = report.stage("identify")
    for found in workers.each(partial(deriver.find_due, view), _portions(writer)):
        with index.change():
            index.owe(found.due)
            index.unmark(found.marked)
        counts.cpu += found.seconds * workers.is_apart
        counts.things += len(found.marked)
        report.tell("identify", total, began)


def _portions(writer: Writer) -> Iterator[Mapping[str, Mark]]:
    """Yield the documents for which something is to be found, some at a time."""
    after = ""
    states = [Mark.CHANGED, Mark.TOUCHED]
    while marked := writer.identities.marked(states, _DOCUMENTS, after):
        after = max(marked)
        yield marked


def _derive(writer: Writer, view: View, jobs: int, report: Report) -> None:
    """Derive the graphs that are due."""
    began, total = time.perf_counter(), writer.identities.to_do()[1]
    counts = report.stage("derive")
    taking = _Taking(writer, view.places)
    for some in portions(enumerate(blocks(writer.identities, _GRAPHS)), _BLOCKS):
        with pool(jobs, deriver.let_go) as workers:
            for derived in workers.each(partial(deriver.derive_block, view), some):
                taking.take(derived)
                counts.cpu += derived.seconds * workers.is_apart
                counts.things += len(derived.block.graphs)
                counts.quads += derived.quads
                report.tell("derive", total, began)
    taking.flush()


@dataclass(slots=True)
class _Taking:
    """Writes graphs that were derived: those that are held are replaced, others loaded."""

    writer: Writer
    places: Places
    _settled: list[Block] = field(default_factory=list)
    _is_replaced: bool = False
    _fresh: Gathered = field(init=False)

    def __post_init__(self) -> None:
        self._fresh = Gathered(self.places.spool("fresh"))

    def take(self, derived: Derived) -> None:
        """Take the graphs of a block."""
        if not self._fresh.has_room(derived.quads):
            self.flush()
        content = taken(self.places.spool(f"derived-{derived.number}"))
        for graph, place in derived.graphs.items():
            self._take(graph, place, derived.findings[graph], content)
        self._settled.append(derived.block)

    def _take(self, graph: Iri, place: Range, about: Mapping[Iri, Range], content: bytes) -> None:
        """Take one graph, with its findings."""
        both = {graph: place, **about}
        if any(map(self.writer.holds, both)):
            derived = {one: at.within(content) for one, at in both.items()}
            # Findings, too: a kill between two of the engine's batches leaves the one without them.
            if any(nquads != self.writer.graph(one) for one, nquads in derived.items()):
                self.writer.replace_graphs(derived)
                self._is_replaced = True
            return
        said = [one for one, at in both.items() if at.length]
        self._fresh.add(said, (both[one].within(content) for one in said))

    def flush(self) -> None:
        """Write what waits, and note that it is derived when all of it is on disk."""
        self._fresh.load(self.writer)
        if self._is_replaced:
            self.writer.flush()
            self._is_replaced = False
        self.writer.identities.settle(graph for one in self._settled for graph in one.graphs)
        self._settled.clear()
