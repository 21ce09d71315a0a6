"""What people said of the facts that a trial's derived things rest on, as statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from trialgraph import names
from trialgraph.evidence.reviewed import CONFIRMED, CORRECTED, OUTDATED, REJECTED, Standing
from trialgraph.evidence.statements import individual
from trialgraph.names import ID, Iri
from trialgraph.rdf.quads import GraphText, Quad, parse
from trialgraph.rdf.term import plain

_REPORTED_AS = names.term("reportedAs")
_OF_TRIAL = frozenset({names.term("reportedBy"), names.term("registeredBy")})
_ORDER = (CORRECTED, REJECTED, CONFIRMED, OUTDATED)
"""Which state is told where the prints of one result have several: what changed it comes first."""


def with_reviews(graphs: Mapping[Iri, bytes], standing: Sequence[Standing]) -> dict[Iri, bytes]:
    """Return graphs of trials in which everything reviewed says so, and by which decision.

    A trial lists the facts of its documents that were rejected: nothing else tells of them.
    """
    return {name: _with_reviews(name, text, standing) for name, text in graphs.items()}


def _with_reviews(name: Iri, nquads: bytes, standing: Sequence[Standing]) -> bytes:
    """Return one graph with what is said of reviews."""
    by_fact: defaultdict[Iri, list[Standing]] = defaultdict(list)
    for one in standing:
        by_fact[one.owner].append(one)
    quads = parse(nquads)
    graph = GraphText(name)
    for subject, predicate, obj, _ in quads:
        graph.add(subject, predicate, obj)
    _mark(graph, _reviewed_nodes(quads, by_fact))
    _leave_out(graph, quads, standing)
    return graph.bytes()


def _reviewed_nodes(
    quads: Iterable[Quad], by_fact: Mapping[Iri, list[Standing]]
) -> dict[Iri, list[Standing]]:
    """Return the things that rest on reviewed facts, with their reviews."""
    found: defaultdict[Iri, list[Standing]] = defaultdict(list)
    for subject, predicate, obj, _ in quads:
        if predicate == _REPORTED_AS:
            found[subject] += by_fact.get(Iri(plain(obj)), [])
    return {node: reviews for node, reviews in found.items() if reviews}


def _mark(graph: GraphText, nodes: Mapping[Iri, list[Standing]]) -> None:
    """State the review state of things, and the decisions that it rests on."""
    for node, reviews in nodes.items():
        states = {one.state for one in reviews}
        state = next(one for one in _ORDER if one in states)
        graph.add(node, names.term("reviewState"), individual("ReviewState", state))
        for one in reviews:
            graph.add(node, names.term("review"), one.review.decision)


def _leave_out(graph: GraphText, quads: Iterable[Quad], standing: Iterable[Standing]) -> None:
    """State which facts of a trial's documents were rejected."""
    documents = {obj for _, predicate, obj, _ in quads if predicate in _OF_TRIAL}
    trial = Iri(f"{ID}{graph.graph.removeprefix(f'{ID}graph/')}")
    for one in standing:
        if one.state == REJECTED and names.document(one.review.document) in documents:
            graph.add(trial, names.term("leavesOut"), one.review.fact)
