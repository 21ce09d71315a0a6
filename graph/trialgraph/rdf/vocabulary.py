"""The term tables and the ontology, read from the files that ship with the package."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from trialgraph import assets
from trialgraph.names import ONTOLOGY, Iri
from trialgraph.rdf.term import Term, text
from trialgraph.terms.index import Concept, TermIndex

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_OURS = Namespace(ONTOLOGY)
_ATTRIBUTES = {
    "kind": (_OURS.conceptKind, _OURS.endPointKind),
    "made_of": (_OURS.madeOf,),
    "absence": (_OURS.standsForAbsence,),
    "care": (_OURS.standsForUsualCare,),
    "event_direction": (_OURS.eventDirection,),
    "better": (_OURS.betterWhen,),
    "standard": (_OURS.standardName,),
}


_MATCHES = (
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)
# What a reader of verdicts may want to cite: which way is better, and who says so.
_CITED = (_OURS.eventDirection, _OURS.betterWhen, DCTERMS.source)

Statement = tuple[Iri, Iri, Term]


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of ``ontology/terms`` say.

    Attributes:
        concepts: in the order of the files, then of their IRIs.
        beside: for the graph of the concepts: their matches elsewhere, which way is better
            and its source, and what is said of the schemes.
    """

    concepts: tuple[Concept, ...]
    beside: tuple[Statement, ...]


@lru_cache(maxsize=1)
def load_terms() -> TermIndex:
    """Return the index of all term tables of ``ontology/terms``; made once a process."""
    return TermIndex(shipped_tables().concepts)


@lru_cache(maxsize=1)
def shipped_tables() -> Tables:
    """Return the term tables that ship; read once a process."""
    concepts: list[Concept] = []
    beside: list[Statement] = []
    for file in table_files():
        table = Graph().parse(data=file.read_text(encoding="utf-8"), format="turtle")
        concepts.extend(_concept(table, node) for node in _in_order(table))
        beside.extend(_beside(table))
    return Tables(tuple(concepts), tuple(beside))


def table_files() -> tuple["Traversable", ...]:
    """Return the files of the term tables, by name."""
    files = (assets.room("ontology") / "terms").iterdir()
    return tuple(sorted((f for f in files if f.name.endswith(".ttl")), key=lambda f: f.name))


@lru_cache(maxsize=1)
def ontology_turtle() -> str:
    """Return the text of the ontology, Turtle; for the checks that need its axioms."""
    return (assets.room("ontology") / "trialgraph.ttl").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def labels() -> dict[Iri, tuple[str, str]]:
    """Return label and definition of each term of the ontology; read once a process."""
    ontology = Graph().parse(data=ontology_turtle(), format="turtle")
    return {
        Iri(str(term)): (str(label), str(ontology.value(term, SKOS.definition) or label))
        for term, label in sorted(ontology.subject_objects(RDFS.label))
    }


def _in_order(table: Graph) -> list[URIRef]:
    nodes = (node for node in table.subjects(RDF.type, SKOS.Concept) if isinstance(node, URIRef))
    return sorted(nodes)


def _concept(table: Graph, node: URIRef) -> Concept:
    scheme = table.value(node, SKOS.inScheme)
    return Concept(
        scheme=str(table.value(scheme, SKOS.notation)),
        notation=str(table.value(node, SKOS.notation)),
        label=str(table.value(node, SKOS.prefLabel)),
        synonyms=tuple(sorted(str(name) for name in table.objects(node, SKOS.altLabel))),
        broader=_broader(table, node),
        attributes=MappingProxyType(_attributes(table, node)),
    )


def _beside(table: Graph) -> Iterator[Statement]:
    """Yield what a table says beside the names of its concepts, in no order."""
    for property_ in (*_MATCHES, *_CITED):
        for concept, value in table.subject_objects(property_):
            yield Iri(str(concept)), Iri(str(property_)), _term(value)
    for scheme in table.subjects(RDF.type, SKOS.ConceptScheme):
        for said, value in table.predicate_objects(scheme):
            yield Iri(str(scheme)), Iri(str(said)), _term(value)


def _term(node: Node) -> Term:
    """Return a term of a table as ours; its literals are words."""
    return text(str(node), node.language or "") if isinstance(node, Literal) else Iri(str(node))


def _broader(table: Graph, node: URIRef) -> tuple[str, ...]:
    classes = table.objects(node, SKOS.broader)
    return tuple(sorted(str(table.value(wider, SKOS.notation)) for wider in classes))


def _attributes(table: Graph, node: URIRef) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, properties in _ATTRIBUTES.items():
        for term in properties:
            value = table.value(node, term)
            if isinstance(value, Literal):
                found[name] = str(value)
    return found
