"""Vocabularies as SKOS: the tables that ship as one graph, a loaded one as lines beside it.

Of a loaded one its own concepts, and matches of those that are known already.
"""

from collections.abc import Iterator
from functools import lru_cache

from trialgraph import names
from trialgraph.names import Iri, expand
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import Literal, Term, iri_text, term_text, text
from trialgraph.rdf.vocabulary import shipped_tables
from trialgraph.terms.entries import ADDRESSES, Vocabulary
from trialgraph.terms.index import Concept, classes_of
from trialgraph.terms.joining import Joined

SHIPPED = names.vocabulary_graph("trialgraph")
"""The name of the graph that holds the concepts of the tables that ship."""


@lru_cache(maxsize=1)
def shipped_graph() -> bytes:
    """Return the graph of the term tables that ship, as sorted N-Quads; made once a process."""
    tables = shipped_tables()
    known = Joined({(one.scheme, one.notation): one for one in tables.concepts})
    graph = GraphText(SHIPPED)
    for concept in tables.concepts:
        for predicate, value in _own(concept, known):
            graph.add(names.concept(concept.scheme, concept.notation), expand(predicate), value)
    for statement in tables.beside:
        graph.add(*statement)
    return graph.bytes()


def skos_lines(vocabulary: Vocabulary, known: Joined) -> Iterator[str]:
    """Yield the statements of a vocabulary as N-Triples, one line each."""
    prefix = f"{vocabulary.name}-"
    for concept in vocabulary.concepts():
        same = known.matches.get((concept.scheme, concept.notation))
        notation = same.notation if same else concept.notation
        subject = names.concept(concept.scheme, notation)
        home = Iri(ADDRESSES[vocabulary.name] + concept.notation.removeprefix(prefix))
        statements = [("skos:exactMatch", home), *([] if same else _own(concept, known))]
        for predicate, value in statements:
            yield f"{iri_text(subject)} {iri_text(expand(predicate))} {term_text(value)} .\n"


def _own(concept: Concept, known: Joined) -> Iterator[tuple[str, Term]]:
    """Yield what is said of a concept; all its classes too, for stores that reason nothing."""
    concept = known.concepts[concept.scheme, concept.notation]
    yield "rdf:type", expand("skos:Concept")
    yield "skos:inScheme", Iri(f"{names.ID}scheme/{concept.scheme}")
    yield "skos:notation", Literal(concept.notation)
    yield "skos:prefLabel", text(concept.label, "en")
    for name in concept.synonyms:
        yield "skos:altLabel", text(name, "en")
    for wider in concept.broader:
        yield "skos:broader", names.concept(concept.scheme, wider)
    for wider in classes_of(known.concepts, concept.scheme, concept.notation):
        yield "skos:broaderTransitive", names.concept(concept.scheme, wider)
