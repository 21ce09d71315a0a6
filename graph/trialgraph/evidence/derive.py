"""Brings the derived graphs of a store up to date with documents that came, changed or went."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from trialgraph import names
from trialgraph.evidence.decisions import Decisions
from trialgraph.evidence.derived import Held, held, trial_graphs
from trialgraph.evidence.gaps import is_named, title_words
from trialgraph.evidence.outlines import Outlines, judged_parts, outlines
from trialgraph.evidence.publications import Publication
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.evidence.write_publication import publication_graph, publication_graphs
from trialgraph.names import ID, Iri
from trialgraph.rdf.term import plain
from trialgraph.store.writer import Writer
from trialgraph.terms.index import TermIndex

_TRIALS = f"{ID}graph/trial/"
_PUBLICATIONS = f"{ID}graph/publication/"


Beside = Callable[[Iri, bytes], Mapping[Iri, bytes]]
"""Gives the graphs that go with a derived one, to be written in the same transaction."""


def _nothing(_graph: Iri, _nquads: bytes) -> dict[Iri, bytes]:
    """Return no graphs beside a derived one."""
    return {}


def derive(
    writer: Writer,
    terms: TermIndex,
    documents: Iterable[str],
    beside: Beside = _nothing,
    known: Outlines | None = None,
) -> Outlines:
    """Write the derived graphs that documents or decisions touch, and drop those that vanish.

    Returns the outlines of all documents held, which spare the next call reading them.

    The outcome depends on the documents and decisions held alone, never on the order in
    which they came. A graph that would not change is not written.

    Args:
        writer: of the store.
        terms: names of drugs and end points.
        documents: those that came, changed or went.
        beside: gives graphs that go with each changed graph, such as findings about it.
        known: what the last call returned, when nothing else was changed since.
    """
    changed = frozenset(documents)
    graphs = writer.graphs()
    outlined = outlines(writer, known, changed)
    evidence = held(outlined.values(), Decisions(writer).in_force)
    before = frozenset(graph for graph in graphs if graph.startswith((_TRIALS, _PUBLICATIONS)))
    near = _near(evidence, changed) | _cited_before(writer, changed)
    stale = before & (
        _speaking_of(writer, near)
        | _regrouped(writer, evidence)
        | _named_in(evidence, changed)
        | _decided_on(writer, evidence)
    )
    current = stale | (_names(evidence) - before)
    gone = dict.fromkeys(before - _names(evidence), b"")
    evidence = _read_whole(writer, evidence, _wanted(evidence, near, current))
    wanted = {**gone, **_contents(evidence, terms, (near, current))}
    changes = {name: text for name, text in wanted.items() if text != writer.graph(name)}
    more = {name: text for one in changes for name, text in beside(one, changes[one]).items()}
    writer.replace_graphs({**changes, **more})
    return outlined


def _names(evidence: Held) -> frozenset[Iri]:
    """Return the names of all graphs that the documents give rise to."""
    trials = {names.trial_graph(trial.name) for trial in evidence.trials}
    return frozenset(trials | {publication_graph(one) for one in evidence.publications.values()})


def _near(evidence: Held, changed: frozenset[str]) -> frozenset[str]:
    """Return the changed documents, those they cite, and those that cite them.

    Documents of one publication and the notices on it belong together.
    """
    near = set(changed)
    for publication in evidence.publications.values():
        citing = {same.document for same in publication.references}
        beside = {*citing, *publication.documents, *publication.notices}
        if publication.document in changed:
            near |= beside
        if beside & changed:
            near.add(publication.document)
    return frozenset(near)


def _cited_before(writer: Writer, changed: frozenset[str]) -> frozenset[str]:
    """Return the documents whose publication a changed document cited until now.

    Their dates and identifiers may have rested on that reference.
    """
    query = f"""PREFIX : <{names.ONTOLOGY}> SELECT DISTINCT ?document {{
        {_values(changed)} ?publication :citedIn|:document ?d ; :document ?document }}"""
    found = (plain(row["document"]) for row in writer.select(query))
    return frozenset(unquote(one.removeprefix(names.document(""))) for one in found)


def _speaking_of(writer: Writer, documents: frozenset[str]) -> frozenset[str]:
    """Return the names of the graphs that link to one of these documents."""
    query = f"SELECT DISTINCT ?graph {{ {_values(documents)} GRAPH ?graph {{ ?s ?p ?d }} }}"
    return frozenset(plain(row["graph"]) for row in writer.select(query))


def _regrouped(writer: Writer, evidence: Held) -> frozenset[Iri]:
    """Return the graphs of trials whose documents are others now than when they were written.

    A document that comes may take others away: an acronym is no name any more when a
    second trial has it.
    """
    query = f"""PREFIX : <{names.ONTOLOGY}> SELECT ?trial ?document {{
        ?trial :reportedBy|:registeredBy|:mentionedBy ?document }}"""
    written: defaultdict[str, set[str]] = defaultdict(set)
    for row in writer.select(query):
        written[plain(row["trial"])].add(plain(row["document"]))
    return frozenset(
        names.trial_graph(one.name)
        for one in evidence.trials
        if written[one.iri] != {names.document(document) for document in one.documents}
    )


def _named_in(evidence: Held, changed: frozenset[str]) -> frozenset[Iri]:
    """Return the graphs of trials that the references of changed documents speak of.

    Such a document need not be one of the trial's own: what it cites and is not held is
    a gap in what is known of the trial.
    """
    words = title_words(one for name, one in evidence.readings.items() if name in changed)
    return frozenset(names.trial_graph(one.name) for one in evidence.trials if is_named(one, words))


def _decided_on(writer: Writer, evidence: Held) -> frozenset[Iri]:
    """Return the graphs of trials that a decision shapes, or shaped when they were written.

    Which names a split takes from a trial depends on the documents of another one.
    """
    query = f"""PREFIX : <{names.ONTOLOGY}>
        SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?link :decision ?decision }} }}"""
    written = {Iri(plain(row["graph"])) for row in writer.select(query)}
    now = {
        names.trial_graph(one.name)
        for one in evidence.trials
        if any(link.decision is not None for link in one.links)
    }
    return frozenset(written | now)


def _values(documents: frozenset[str]) -> str:
    """Return the documents as values of ``?d``."""
    return f"VALUES ?d {{ {' '.join(f'<{names.document(one)}>' for one in sorted(documents))} }}"


def _wanted(evidence: Held, near: frozenset[str], graphs: AbstractSet[Iri]) -> list[TrialIdentity]:
    """Return the trials that speak of a document, or spoke of it."""
    return [
        trial
        for trial in evidence.trials
        if trial.documents & near or names.trial_graph(trial.name) in graphs
    ]


def _read_whole(writer: Writer, evidence: Held, trials: Iterable[TrialIdentity]) -> Held:
    """Return the evidence with the documents of some trials read whole."""
    wanted = {document for trial in trials for document in trial.documents}
    return evidence.with_readings({name: judged_parts(writer, name) for name in wanted})


Touched = tuple[frozenset[str], frozenset[Iri]]


def _contents(evidence: Held, terms: TermIndex, touched: Touched) -> dict[Iri, bytes]:
    """Return the graphs of trials and publications that speak of a document, or spoke of it."""
    near, graphs = touched
    trials = _wanted(evidence, near, graphs)
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
