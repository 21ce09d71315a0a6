"""What a change of documents moves: which graphs are to be derived again.

Each step is noted in the index of the store before the next begins, so that a run that
is killed between two of them is taken up where it ended.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from trialgraph import names
from trialgraph.evidence.decisions import Decided, Decisions, Selects, names_in
from trialgraph.evidence.gaps import words_of
from trialgraph.evidence.kept_outlines import LAYOUT, Prepared, prepared, put
from trialgraph.evidence.known import Known
from trialgraph.evidence.neighbours import Neighbours
from trialgraph.evidence.outlines import outlines
from trialgraph.evidence.portions import portions
from trialgraph.evidence.publications import Publication
from trialgraph.evidence.written import (
    Written,
    cited_before,
    decided_on,
    document_of,
    held_documents,
    is_of_trial,
    speaking_of,
    written_in,
    written_of,
)
from trialgraph.model.reading import TrialDocument
from trialgraph.names import Iri
from trialgraph.store import Due, Identities, Mark, Writer
from trialgraph.terms.index import TermIndex

AT_ONCE = 500
"""Documents that are looked at together; more need more memory."""

Told = Callable[[int, int], None]
"""Is told how many documents were read, of how many."""


def renew(
    writer: Writer, terms: TermIndex, documents: Iterable[str], told: Told | None = None
) -> Decided:
    """Note which graphs documents that came, changed or went touch; return the decisions in force.

    Args:
        writer: of the store.
        terms: names of end points.
        documents: identifiers; those of which the store knows that they changed are added.
        told: is told of progress where all documents are read again.
    """
    index = writer.identities
    decisions = Decisions(writer).in_force
    index.mark(documents, Mark.UNREAD)
    make_ready(writer, told)
    decided = _Decided(index, decisions)
    while some := index.marked([Mark.UNREAD], AT_ONCE):
        _read_again(writer, frozenset(some), decided.names)
    if decided.is_other:
        _touch_decided(writer, decided)
    while marked := index.marked([Mark.CHANGED, Mark.TOUCHED], AT_ONCE):
        _find_due(writer, terms, marked, decisions)
    decided.note()
    return decisions


_Said = dict[str, list[str]]


class _Decided:
    """The decisions in force, and those that were when graphs were derived last."""

    def __init__(self, index: Identities, now: Decided) -> None:
        self._index = index
        said = index.said("decided")
        before: _Said = json.loads(said) if said else {"decisions": [], "names": []}
        self._now: _Said = {"decisions": sorted(now), "names": sorted(names_in(now.values()))}
        self.is_other = not said or before["decisions"] != self._now["decisions"]
        self.names = frozenset(before["names"]) | frozenset(self._now["names"])

    def note(self) -> None:
        """Note that what the decisions move is found."""
        if self.is_other:
            self._index.say("decided", json.dumps(self._now))


def make_ready(writer: Writer, told: Told | None = None) -> None:
    """Make the index of a store anew where it is not laid out as this version does."""
    if writer.identities.said("layout") != LAYOUT:
        _read_all(writer, told)


def _read_all(writer: Writer, told: Told | None) -> None:
    """Make the index of the graphs of all documents, whose trials may all be others than before."""
    index = writer.identities
    index.empty()
    held = sorted(set(held_documents(writer.graphs())) - index.marked([Mark.UNREAD]).keys())
    for number, some in enumerate(portions(held, AT_ONCE), 1):
        found = outlines(writer, some)
        with index.change():
            for reading in found.values():
                put(index, reading)
            index.mark(found, Mark.TOUCHED)
        if told is not None:
            told(min(number * AT_ONCE, len(held)), len(held))
    index.say("layout", LAYOUT)


def _read_again(writer: Writer, changed: frozenset[str], decided: frozenset[str]) -> None:
    """Read what is compared of changed documents, and note what went with them before."""
    take_in(writer.identities, changed, outlines(writer, changed), decided)


def take_in(
    index: Identities,
    changed: AbstractSet[str],
    fresh: Mapping[str, TrialDocument],
    decided: Iterable[str] = (),
) -> None:
    """Keep what is compared of changed documents, and note what went with them before.

    Args:
        index: of the store.
        changed: identifiers.
        fresh: outlines of those that are held now.
        decided: names that decisions speak of, or spoke of before.
    """
    take_in_prepared(index, changed, [prepared(one) for one in fresh.values()], decided)


def take_in_prepared(
    index: Identities,
    changed: AbstractSet[str],
    fresh: Sequence[Prepared],
    decided: Iterable[str] = (),
) -> None:
    """Do what ``take_in`` does with outlines that are ready to be kept."""
    around = Neighbours(index, decided).around(index.parts(changed)).values()
    touched = {one.document for one in around if one.kind in {"paper", "mention"}}
    with index.change():
        for document in changed - {one.identifier for one in fresh}:
            index.drop(document)
        for one in fresh:
            one.put(index)
        index.unmark(changed)
        index.mark(changed, Mark.CHANGED)
        index.mark(touched, Mark.TOUCHED)


def _touch_decided(writer: Writer, decided: _Decided) -> None:
    """Note that decisions which came or went may change all that they speak of."""
    index = writer.identities
    near = Neighbours(index, decided.names)
    around = near.around(near.decided).values()
    written = written_in(writer, decided_on(writer))
    with index.change():
        index.mark({one.document for one in around}, Mark.TOUCHED)
        index.owe(_unknown(written))


def _find_due(writer: Writer, terms: TermIndex, marked: dict[str, Mark], decided: Decided) -> None:
    """Note which graphs are to be derived because of some documents."""
    index = writer.identities
    due = due_of(index, writer, terms, marked, decided)
    with index.change():
        index.owe(due)
        index.unmark(marked)


def due_of(
    index: Identities,
    store: Selects,
    terms: TermIndex,
    marked: Mapping[str, Mark],
    decided: Decided,
) -> list[Due]:
    """Return which graphs are to be derived because of some documents; nothing is changed.

    Args:
        index: of the store.
        store: holds the graphs that were derived before.
        terms: names of end points.
        marked: what is to be done for the documents.
        decided: decisions in force.
    """
    changed = frozenset(one for one, mark in marked.items() if mark == Mark.CHANGED)
    known = Known(index, decided)
    known.know_documents(marked)
    known.know_all_of(changed)
    current = known.graphs
    written = written_in(store, current | written_of(store, marked.keys() | known.readings.keys()))
    due = {graph for graph in current if _is_other(known, graph, written.get(graph))}
    gone = {graph: nodes for graph, nodes in written.items() if graph not in current}
    due |= current & _shaped(store, decided)
    near = _near(known.publications.values(), changed) | cited_before(store, changed)
    due |= _named_in(known, terms, changed)
    due |= _speaking_now(known, near)
    stale = written_in(store, speaking_of(store, near))
    known.know_documents(
        document for some in (gone, stale) for of in some.values() for document in of
    )
    due |= stale.keys() & known.graphs
    vanished = {
        graph: nodes for graph, nodes in (gone | stale).items() if graph not in known.graphs
    }
    found = [(known.together[one], min(known.documents_of(one)), one) for one in sorted(due)]
    return [*found, *_unknown(vanished)]


def _shaped(store: Selects, decided: Decided) -> frozenset[Iri]:
    """Return the graphs of trials that a decision shaped when they were written."""
    return decided_on(store) if decided else frozenset()


def _unknown(written: Written) -> Iterator[Due]:
    """Yield graphs of which it is not known with what they go together."""
    for graph, nodes in written.items():
        yield from ((0, document_of(node), graph) for node in nodes)


def _speaking_now(known: Known, near: frozenset[str]) -> set[Iri]:
    """Return the graphs of the trials and publications of some documents."""
    known.know_documents(near)
    trials = {names.trial_graph(one) for one in known.trials_in(near)}
    return trials | {
        graph
        for graph in known.graphs
        if not is_of_trial(graph) and not known.documents_of(graph).isdisjoint(near)
    }


def _is_other(known: Known, graph: Iri, written: frozenset[str] | None) -> bool:
    """Tell whether a graph is not there, or its trial is of other mentions than written.

    A document that comes may take others away: an acronym is no name any more when a
    second trial has it.
    """
    if written is None:
        return True
    return is_of_trial(graph) and (written != known.nodes_of(graph) or known.is_decided_on(graph))


def _near(publications: Iterable[Publication], changed: frozenset[str]) -> frozenset[str]:
    """Return the changed documents, those they cite, and those that cite them.

    Documents of one publication and the notices on it belong together.
    """
    near = set(changed)
    for publication in publications:
        citing = {same.document for same in publication.references}
        beside = {*citing, *publication.documents, *publication.notices}
        if publication.document in changed:
            near |= beside
        if beside & changed:
            near.add(publication.document)
    return frozenset(near)


def _named_in(known: Known, terms: TermIndex, changed: frozenset[str]) -> set[Iri]:
    """Return the graphs of trials that the references of changed documents speak of.

    Such a document need not be one of the trial's own: what it cites and is not held is
    a gap in what is known of the trial, if it is about an end point.
    """
    titles = {
        citation.title
        for one in sorted(changed)
        if (reading := known.cited_in(one)) is not None
        for citation in reading.citations
        if terms.mentions(citation.title, "end-point")
    }
    words = sorted({word for title in titles for word in words_of(title)})
    return {names.trial_graph(one) for one in known.trials_called(words)}
