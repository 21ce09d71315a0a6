"""The term tables and the ontology, read from the files that ship with the package."""

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef

from trialgraph import assets
from trialgraph.names import ONTOLOGY
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


@lru_cache(maxsize=1)
def load_terms() -> TermIndex:
    """Return the index of all term tables of ``ontology/terms``; read once a process."""
    concepts: list[Concept] = []
    for file in table_files():
        table = Graph().parse(data=file.read_text(encoding="utf-8"), format="turtle")
        concepts.extend(_concept(table, node) for node in _in_order(table))
    return TermIndex(concepts)


def table_files() -> tuple["Traversable", ...]:
    """Return the files of the term tables, by name."""
    files = (assets.room("ontology") / "terms").iterdir()
    return tuple(sorted((f for f in files if f.name.endswith(".ttl")), key=lambda f: f.name))


@lru_cache(maxsize=1)
def ontology_turtle() -> str:
    """Return the text of the ontology, Turtle; for the checks that need its axioms."""
    return (assets.room("ontology") / "trialgraph.ttl").read_text(encoding="utf-8")


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
