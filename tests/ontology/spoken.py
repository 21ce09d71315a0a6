"""What the ontology declares, set against what graphs say."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from trialgraph.names import ID, ONTOLOGY, Iri
from trialgraph.rdf.quads import Quad
from trialgraph.rdf.term import Literal
from trialgraph.rdf.vocabulary import ontology_turtle

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_TYPE = Iri(str(RDF.type))
# An integer is a decimal (XML Schema 1.1 part 2, section 3.4.13).
_NARROWER = {XSD.integer: XSD.decimal}
_CONCEPT = re.compile(rf"{re.escape(ID)}(?:drug|end-point|condition|biomarker|event)/")

Misuse = tuple[str, str, str]
"""A property or class, what is wrong with its use, and the classes or datatype found there."""


@cache
def declared() -> Graph:
    """Return the ontology."""
    return Graph().parse(data=ontology_turtle(), format="turtle")


def ours(ontology: Graph, *kinds: Node) -> list[URIRef]:
    """Return the terms of some kinds that this ontology declares."""
    return sorted(
        node
        for kind in kinds
        for node in ontology.subjects(RDF.type, kind)
        if isinstance(node, URIRef) and node.startswith(ONTOLOGY)
    )


def above(ontology: Graph, of_class: Node) -> set[Node]:
    """Return a class with all that are wider."""
    wider = ontology.transitive_objects(of_class, RDFS.subClassOf)
    return {node for node in wider if node is not None}


def parts(ontology: Graph, prop: Node, side: Node) -> set[Node]:
    """Return the classes of a property's domain or range, the parts of a union each."""
    (stated,) = ontology.objects(prop, side)
    union = ontology.value(stated, OWL.unionOf)
    return {stated} if union is None else set(Collection(ontology, union))


def misused(quads: Iterable[Quad], elsewhere: Iterable[Quad] = ()) -> set[Misuse]:
    """Return where statements use a class or property otherwise than the ontology declares it.

    Args:
        quads: what is said.
        elsewhere: what other graphs say of the same nodes: their classes count, too.
    """
    said = tuple(quads)
    classes = _classes((*said, *elsewhere))
    used = _Used()
    found = {wrong for quad in said for wrong in used.wrong(quad, classes)}
    return {
        (_short(term), fault, " ".join(sorted(map(_short, held)))) for term, fault, held in found
    }


def _classes(quads: Iterable[Quad]) -> dict[Iri, frozenset[Node]]:
    """Return the classes of every node, with the wider ones."""
    found = dict(_individuals())
    for subject, predicate, obj, _ in quads:
        found[subject] = found.get(subject, frozenset()) | (
            above(declared(), URIRef(str(obj))) if predicate == _TYPE else frozenset()
        )
        # A concept is named by its scheme; what it is called stands in no graph of a document.
        if _CONCEPT.match(str(obj)):
            found[Iri(str(obj))] = frozenset({SKOS.Concept})
    return found


@cache
def _individuals() -> dict[Iri, frozenset[Node]]:
    """Return the classes of the values that the ontology lists."""
    ontology = declared()
    return {
        Iri(str(individual)): frozenset(
            wider
            for kind in ontology.objects(individual, RDF.type)
            for wider in above(ontology, kind)
        )
        for individual in ours(ontology, OWL.NamedIndividual)
    }


class _Used:
    """The declarations, looked up once each."""

    def __init__(self) -> None:
        self._ontology = declared()
        self._kinds = {kind: set(ours(self._ontology, kind)) for kind in (*PROPERTIES, OWL.Class)}
        self._known = {str(node) for node in self._ontology.all_nodes()}
        self._sides: dict[tuple[Node, Node], set[Node]] = {}

    def wrong(
        self, quad: Quad, classes: dict[Iri, frozenset[Node]]
    ) -> Iterator[tuple[str, str, frozenset[Node]]]:
        """Yield what is wrong with one statement."""
        subject, predicate, obj, _ = quad
        none: frozenset[Node] = frozenset()
        if predicate == _TYPE and not self._is_known_class(str(obj)):
            yield str(obj), "is no declared class", none
        if not predicate.startswith(ONTOLOGY):
            return
        prop = URIRef(predicate)
        is_literal = isinstance(obj, Literal)
        if prop not in self._kinds[PROPERTIES[is_literal]]:
            yield predicate, "is not declared for literals" if is_literal else "links nothing", none
            return
        held = classes.get(subject, none)
        if not self._side(prop, RDFS.domain) & held:
            yield predicate, "has another domain", held
        value = _datatypes(obj) if isinstance(obj, Literal) else classes.get(obj, none)
        if not self._side(prop, RDFS.range) & value:
            yield predicate, "has another range", value

    def _is_known_class(self, name: str) -> bool:
        if name.startswith(ONTOLOGY):
            return URIRef(name) in self._kinds[OWL.Class]
        return name in self._known or URIRef(name) in SKOS

    def _side(self, prop: Node, side: Node) -> set[Node]:
        if (prop, side) not in self._sides:
            self._sides[prop, side] = parts(self._ontology, prop, side)
        return self._sides[prop, side]


def _datatypes(obj: Literal) -> frozenset[Node]:
    own = URIRef(obj.datatype)
    return frozenset({own, _NARROWER.get(own, own)})


def _short(term: object) -> str:
    return str(term).removeprefix(ONTOLOGY)
