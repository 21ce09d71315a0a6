"""Brings the derived graphs of a store up to date with documents that came, changed or went."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from tests.evidence.in_memory.known import Known, Moved

from trialgraph import names
from trialgraph.evidence.decisions import Decisions
from trialgraph.evidence.derived import trial_graphs
from trialgraph.evidence.gaps import title_words
from trialgraph.evidence.outlines import judged_parts, outlines
from trialgraph.evidence.publications import Publication
from trialgraph.evidence.reviewed import standings
from trialgraph.evidence.write_publication import publication_graphs
from trialgraph.evidence.write_reviews import with_reviews
from trialgraph.names import ID, Iri
from trialgraph.rdf.term import plain
from trialgraph.store import Writer
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
    known: Known | None = None,
) -> Known:
    """Write the derived graphs that documents or decisions touch, and drop those that vanish.

    Returns what is known of all documents held, which spares the next call reading them.

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
    known, moved = _renewed(writer, known, changed)
    near = _near(moved.publications, changed) | _cited_before(writer, changed)
    stale = moved.before & (
        _speaking_of(writer, near)
        | moved.regrouped
        | _named_in(known, changed)
        | _decided_on(writer, known)
    )
    current = stale | (known.graphs - moved.before)
    gone = dict.fromkeys(moved.before - known.graphs, b"")
    wanted = {**gone, **_contents(writer, known, terms, (near, current))}
    changes = {name: text for name, text in wanted.items() if text != writer.graph(name)}
    more = {name: text for one in changes for name, text in beside(one, changes[one]).items()}
    writer.replace_graphs({**changes, **more})
    return known


def _renewed(writer: Writer, known: Known | None, changed: frozenset[str]) -> tuple[Known, Moved]:
    """Return what is known now, and what that moves.

    All documents are looked at where nothing is known, and where people decided: what a
    decision takes from one trial may fall to any other.
    """
    decided = Decisions(writer).in_force
    if known is not None and not decided and not known.decided:
        return known, known.renew(changed, outlines(writer, changed))
    known = Known(outlines(writer), decided)
    before = (graph for graph in writer.graphs() if graph.startswith((_TRIALS, _PUBLICATIONS)))
    every = tuple(known.publications.values())
    return known, Moved(frozenset(before), _regrouped(writer, known), every)


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


def _regrouped(writer: Writer, known: Known) -> frozenset[Iri]:
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
        for one in known.trials.values()
        if written[one.iri] != {names.document(document) for document in one.documents}
    )


def _named_in(known: Known, changed: frozenset[str]) -> frozenset[Iri]:
    """Return the graphs of trials that the references of changed documents speak of.

    Such a document need not be one of the trial's own: what it cites and is not held is
    a gap in what is known of the trial.
    """
    words = title_words(known.readings[one] for one in changed if one in known.readings)
    return frozenset(names.trial_graph(one) for one in known.trials_called(words))


def _decided_on(writer: Writer, known: Known) -> frozenset[Iri]:
    """Return the graphs of trials that a decision shapes, or shaped when they were written.

    Which names a split takes from a trial depends on the documents of another one.
    """
    query = f"""PREFIX : <{names.ONTOLOGY}>
        SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?link :decision ?decision }} }}"""
    written = {Iri(plain(row["graph"])) for row in writer.select(query)}
    now = {
        names.trial_graph(one.name)
        for one in known.trials.values()
        if any(link.decision is not None for link in one.links)
    }
    return frozenset(written | now)


def _values(documents: frozenset[str]) -> str:
    """Return the documents as values of ``?d``."""
    return f"VALUES ?d {{ {' '.join(f'<{names.document(one)}>' for one in sorted(documents))} }}"


Touched = tuple[frozenset[str], AbstractSet[Iri]]


def _contents(writer: Writer, known: Known, terms: TermIndex, touched: Touched) -> dict[Iri, bytes]:
    """Return the graphs of trials and publications that speak of a document, or spoke of it."""
    near, graphs = touched
    trials = known.trials_in(near) | known.trials_written_in(graphs)
    documents = {document for one in trials for document in known.trials[one].documents}
    evidence = known.held({one: judged_parts(writer, one) for one in documents}, trials)
    held_now = known.publications_in(near) | known.publications_written_in(graphs)
    whole = {other for one in held_now for other in known.publications[one].documents}
    derived = trial_graphs(evidence, terms, evidence.trials)
    reviewed = standings(writer, sorted(documents)) if documents else []
    return {
        **(with_reviews(derived, reviewed) if reviewed else derived),
        **publication_graphs([known.publications[one] for one in sorted(whole)], evidence.readings),
    }
