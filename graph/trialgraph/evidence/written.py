"""What the derived graphs of a store say now of which documents they are of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from trialgraph import names
from trialgraph.evidence.decisions import Selects
from trialgraph.evidence.portions import portions
from trialgraph.names import ID, Iri
from trialgraph.rdf.term import plain

_TRIALS, _PUBLICATIONS = f"{ID}graph/trial/", f"{ID}graph/publication/"
_PREFIX = f"PREFIX : <{names.ONTOLOGY}> "
_OF_TRIALS = "(:reportedBy|:registeredBy|:mentionedBy)"
_AT_ONCE = 200

Written = dict[Iri, frozenset[str]]
"""What a trial or a publication is made of, reported trials or documents, by its graph."""


def is_derived(graph: str) -> bool:
    """Tell whether a graph is of a trial or of a publication."""
    return graph.startswith((_TRIALS, _PUBLICATIONS))


def is_of_trial(graph: Iri) -> bool:
    """Tell whether a graph is of a trial."""
    return graph.startswith(_TRIALS)


def written_of(store: Selects, documents: Iterable[str]) -> frozenset[Iri]:
    """Return the graphs of trials and publications that are of one of some documents."""
    found = set[Iri]()
    for some in portions(map(names.document, sorted(documents)), _AT_ONCE):
        for way in (_OF_TRIALS, ":document"):
            query = (
                f"SELECT DISTINCT ?graph {{ {_values('d', some)} GRAPH ?graph {{ ?s {way} ?d }} }}"
            )
            found |= {Iri(plain(row["graph"])) for row in store.select(_PREFIX + query)}
    return frozenset(filter(is_derived, found))


def written_in(store: Selects, graphs: Iterable[Iri]) -> Written:
    """Return what the trials and publications of some graphs are made of, of those there are."""
    found: defaultdict[Iri, set[str]] = defaultdict(set)
    wanted = sorted(graphs)
    for made_of, some in (
        (":reportedAs", [one for one in wanted if is_of_trial(one)]),
        (":document", [one for one in wanted if not is_of_trial(one)]),
    ):
        for part in portions(some, _AT_ONCE):
            pairs = " ".join(f"(<{one}> <{_described(one)}>)" for one in part)
            query = f"""SELECT ?graph ?node {{
                VALUES (?graph ?thing) {{ {pairs} }} GRAPH ?graph {{ ?thing {made_of} ?node }} }}"""
            for row in store.select(_PREFIX + query):
                found[Iri(plain(row["graph"]))].add(plain(row["node"]))
    return {graph: frozenset(nodes) for graph, nodes in found.items()}


def documents_of(written: Written) -> set[str]:
    """Return the documents that some trials and publications are of."""
    return {document_of(node) for nodes in written.values() for node in nodes}


def document_of(node: str) -> str:
    """Return the document that a fact is of, or that has this name."""
    return unquote(node.removeprefix(names.document("")).partition("/")[0])


def _described(graph: Iri) -> str:
    """Return the trial or the publication that a graph is of."""
    return ID + graph.removeprefix(f"{ID}graph/")


def speaking_of(store: Selects, documents: Iterable[str]) -> frozenset[Iri]:
    """Return the graphs of trials and publications that link to one of some documents."""
    found = set[Iri]()
    for some in portions(map(names.document, sorted(documents)), _AT_ONCE):
        query = f"SELECT DISTINCT ?graph {{ {_values('d', some)} GRAPH ?graph {{ ?s ?p ?d }} }}"
        found |= {Iri(plain(row["graph"])) for row in store.select(query)}
    return frozenset(filter(is_derived, found))


def cited_before(store: Selects, changed: Iterable[str]) -> frozenset[str]:
    """Return the documents whose publication a changed document cited until now.

    Their dates and identifiers may have rested on that reference.
    """
    found = set[str]()
    for some in portions(map(names.document, sorted(changed)), _AT_ONCE):
        query = f"""SELECT DISTINCT ?document {{ {_values("d", some)}
            ?publication :citedIn|:document ?d ; :document ?document }}"""
        found |= {plain(row["document"]) for row in store.select(_PREFIX + query)}
    return frozenset(map(document_of, found))


def decided_on(store: Selects) -> frozenset[Iri]:
    """Return the graphs of trials that a decision shaped when they were written."""
    query = "SELECT DISTINCT ?graph { GRAPH ?graph { ?link :decision ?decision } }"
    found = (Iri(plain(row["graph"])) for row in store.select(_PREFIX + query))
    return frozenset(filter(is_derived, found))


def held_documents(graphs: Iterable[Iri]) -> Iterator[str]:
    """Yield the documents whose graphs are among some."""
    yield from (document_of(one) for one in graphs if one.startswith(names.document("")))


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{one}>' for one in iris)} }}"
