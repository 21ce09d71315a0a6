"""Brings the derived graphs of a store up to date with documents that came, changed or went."""

from collections.abc import Callable, Iterable, Mapping

from trialgraph import names
from trialgraph.evidence.derived import Held, held, trial_graphs
from trialgraph.evidence.publications import Publication
from trialgraph.evidence.write_publication import publication_graph, publication_graphs
from trialgraph.names import ID, Iri
from trialgraph.rdf.quads import parse
from trialgraph.rdf.read import trial_document
from trialgraph.store.writer import Writer
from trialgraph.terms.index import TermIndex

_DOCUMENTS = f"{ID}document/"
_TRIALS = f"{ID}graph/trial/"
_PUBLICATIONS = f"{ID}graph/publication/"


Beside = Callable[[Iri, bytes], Mapping[Iri, bytes]]
"""Gives the graphs that go with a derived one, to be written in the same transaction."""


def _nothing(_graph: Iri, _nquads: bytes) -> dict[Iri, bytes]:
    """Return no graphs beside a derived one."""
    return {}


def derive(
    writer: Writer, terms: TermIndex, documents: Iterable[str], beside: Beside = _nothing
) -> None:
    """Write the derived graphs that these documents touch, and drop those that vanish.

    The outcome depends on the documents held alone, never on the order in which
    they came. A graph that would not change is not written.

    Args:
        writer: of the store.
        terms: names of drugs and end points.
        documents: those that came, changed or went.
        beside: gives graphs that go with each changed graph, such as findings about it.
    """
    changed = frozenset(documents)
    if not changed:
        return
    graphs = writer.graphs()
    evidence = held(
        trial_document(writer.graph(graph)) for graph in graphs if graph.startswith(_DOCUMENTS)
    )
    before = frozenset(graph for graph in graphs if graph.startswith((_TRIALS, _PUBLICATIONS)))
    near = _near(evidence, changed)
    stale = {graph for graph in before if _speaks_of(writer.graph(graph), near)}
    current = stale | (_names(evidence) - before)
    gone = dict.fromkeys(before - _names(evidence), b"")
    wanted = {**gone, **_contents(evidence, terms, (near, current))}
    changes = {name: text for name, text in wanted.items() if text != writer.graph(name)}
    more = {name: text for one in changes for name, text in beside(one, changes[one]).items()}
    writer.replace_graphs({**changes, **more})


def _names(evidence: Held) -> frozenset[Iri]:
    """Return the names of all graphs that the documents give rise to."""
    trials = {names.trial_graph(trial.name) for trial in evidence.trials}
    return frozenset(trials | {publication_graph(one) for one in evidence.publications.values()})


def _near(evidence: Held, changed: frozenset[str]) -> frozenset[str]:
    """Return the changed documents, those they cite, and those that cite them."""
    near = set(changed)
    for publication in evidence.publications.values():
        citing = {same.document for same in publication.references}
        if publication.document in changed:
            near |= citing
        if citing & changed:
            near.add(publication.document)
    return frozenset(near)


def _speaks_of(nquads: bytes, documents: frozenset[str]) -> bool:
    """Tell whether a derived graph links to one of these documents."""
    wanted = {names.document(document) for document in documents}
    return any(obj in wanted for _, _, obj, _ in parse(nquads))


Touched = tuple[frozenset[str], set[Iri]]


def _contents(evidence: Held, terms: TermIndex, touched: Touched) -> dict[Iri, bytes]:
    """Return the graphs of trials and publications that speak of a document, or spoke of it."""
    near, graphs = touched
    trials = [
        trial
        for trial in evidence.trials
        if trial.documents & near or names.trial_graph(trial.name) in graphs
    ]
    held_now = [
        one
        for one in evidence.publications.values()
        if one.document in near or publication_graph(one) in graphs
    ]
    return {
        **trial_graphs(evidence, terms, trials),
        **publication_graphs(_whole(evidence, held_now), evidence.readings),
    }


def _whole(evidence: Held, some: list[Publication]) -> list[Publication]:
    """Return publications with all documents that are the same ones."""
    keys = {one.key for one in some}
    return [one for one in evidence.publications.values() if one.key in keys]
