"""The process that derives: which graphs are due, and what they say now."""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from trialgraph.bulk.spool import Range, Spool
from trialgraph.bulk.work import Parts, Places
from trialgraph.check.finding_graphs import derived_findings
from trialgraph.evidence.blocks import Block, Sight, derived_graphs
from trialgraph.evidence.decisions import Decided, Holds
from trialgraph.evidence.outlines import judged_parts
from trialgraph.evidence.packed import unpacked
from trialgraph.evidence.renewal import due_of
from trialgraph.evidence.reviews import Reviews
from trialgraph.model.reading import TrialDocument
from trialgraph.names import Iri
from trialgraph.store import Due, Identities, Mark
from trialgraph.store.apart import Apart, Nothing
from trialgraph.store.folder import Folder
from trialgraph.store.known_terms import known_terms
from trialgraph.terms.index import TermIndex


@dataclass(frozen=True, slots=True)
class View:
    """What is derived from, besides the index and the parts.

    Attributes:
        places: of the load.
        decided: decisions in force.
        is_fresh: nothing was derived before.
        is_apart: a copy of the quads is there; else nothing that is needed stands in them.
    """

    places: Places
    decided: Decided
    is_fresh: bool
    is_apart: bool


@dataclass(frozen=True, slots=True)
class _Desk:
    terms: TermIndex
    parts: Parts
    store: Holds
    reviewed: frozenset[str]

    def judged(self, identifier: str) -> TrialDocument:
        """Return a document with all that results are judged by."""
        content = None if identifier in self.reviewed else self.parts.judged(identifier)
        if content is None:
            return judged_parts(self.store, identifier)
        return unpacked(content, TrialDocument)


_DESKS: list[_Desk] = []
_OPEN = ExitStack()


def _desk(view: View) -> _Desk:
    """Return what this process derives with, made when it is first asked to."""
    if not _DESKS:
        places = view.places
        store: Holds = Apart(places.quads) if view.is_apart else Nothing()
        parts = _OPEN.enter_context(Parts.look(places))
        reviewed = frozenset(one.document for one in Reviews(store).all.values())
        _DESKS.append(_Desk(known_terms(places.store), parts, store, reviewed))
    return _DESKS[0]


def let_go() -> None:
    """Close what this process opened to derive."""
    _DESKS.clear()
    _OPEN.close()


@dataclass(frozen=True, slots=True)
class Found:
    """Graphs that are due because of some documents."""

    marked: Mapping[str, Mark]
    due: list[Due]
    seconds: float


def find_due(view: View, marked: Mapping[str, Mark]) -> Found:
    """Return which graphs are to be derived because of some documents."""
    before = time.process_time()
    desk = _desk(view)
    written: Holds = Nothing() if view.is_fresh else desk.store
    with Identities.look(Folder(view.places.store).identities) as index:
        due = due_of(index, written, desk.terms, marked, view.decided)
    return Found(marked, due, time.process_time() - before)


@dataclass(frozen=True, slots=True)
class Derived:
    """The graphs of a block.

    Attributes:
        graphs: where each stands in the file of the block; nothing of those that are no more.
        findings: graphs of findings, likewise, by the graph that they are about.
    """

    number: int
    block: Block
    graphs: dict[Iri, Range]
    findings: dict[Iri, dict[Iri, Range]]
    quads: int
    seconds: float


def derive_block(view: View, numbered: tuple[int, Block]) -> Derived:
    """Derive the graphs of a block, and put them into its file."""
    number, block = numbered
    before = time.process_time()
    desk = _desk(view)
    graphs: dict[Iri, Range] = {}
    findings: dict[Iri, dict[Iri, Range]] = {}
    quads = 0
    with (
        Identities.look(Folder(view.places.store).identities) as index,
        Spool(view.places.spool(f"derived-{number}")) as spool,
    ):
        sight = Sight(index, desk.store, desk.terms, view.decided, desk.judged)
        for some in derived_graphs(sight, block):
            for graph, nquads in some.items():
                graphs[graph] = spool.add(nquads)
                beside = derived_findings(graph, nquads)
                findings[graph] = {name: spool.add(text) for name, text in beside.items()}
                quads += nquads.count(b"\n") + sum(one.count(b"\n") for one in beside.values())
    return Derived(number, block, graphs, findings, quads, time.process_time() - before)
