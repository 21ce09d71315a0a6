"""The terms of the ontology as values: what each means, and what it goes with."""

from dataclasses import dataclass
from functools import lru_cache

from trialgraph.names import ONTOLOGY, PREFIXES, Iri, expand
from trialgraph.rdf.turtle import TurtleGraph
from trialgraph.rdf.vocabulary import ontology_turtle

_KINDS = {
    "owl:Class": "class",
    "owl:ObjectProperty": "link",
    "owl:DatatypeProperty": "value",
    "owl:NamedIndividual": "individual",
}
_BROADER = ("rdfs:subClassOf", "rdfs:subPropertyOf")


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A class, a property or an individual of the ontology.

    Attributes:
        name: its local name, such as ``Result``.
        kind: ``class``, ``link`` (a property that leads to a thing), ``value`` (one that
            holds a literal) or ``individual``.
        label: in words.
        definition: what it means; empty for individuals that their class explains.
        example: empty where there is none.
        broader: classes, or properties, that it falls in.
        domain: classes whose things have the property; empty where any may.
        range: classes or datatypes of what the property leads to.
        of: classes of an individual.
    """

    name: str
    kind: str
    label: str
    definition: str
    example: str = ""
    broader: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def ontology_terms() -> tuple[OntologyTerm, ...]:
    """Return our terms by kind, then by name; read once a process."""
    graph = TurtleGraph(ontology_turtle())
    return tuple(
        _term(graph, iri, kind)
        for of, kind in _KINDS.items()
        for iri in graph.things(expand(of))
        if iri.startswith(ONTOLOGY)
    )


def _term(graph: TurtleGraph, iri: Iri, kind: str) -> OntologyTerm:
    return OntologyTerm(
        name=iri.removeprefix(ONTOLOGY),
        kind=kind,
        label=graph.text(iri, expand("rdfs:label")),
        definition=graph.text(iri, expand("skos:definition")),
        example=graph.text(iri, expand("skos:example")),
        broader=tuple(name for one in _BROADER for name in _named(graph, iri, one)),
        domain=_named(graph, iri, "rdfs:domain"),
        range=_named(graph, iri, "rdfs:range"),
        of=tuple(one for one in _named(graph, iri, "rdf:type") if not one.startswith("owl:")),
    )


def _named(graph: TurtleGraph, iri: Iri, said: str) -> tuple[str, ...]:
    """Return the names of what a property leads to, the members of a union each."""
    return tuple(sorted({_name(one) for one in graph.classes(iri, expand(said))}))


def _name(node: Iri) -> str:
    """Return a term as it is written: ours without a prefix, others' with one."""
    if node.startswith(ONTOLOGY):
        return node.removeprefix(ONTOLOGY)
    prefix = next((name for name, base in PREFIXES.items() if node.startswith(base)), "")
    return f"{prefix}:{node.removeprefix(PREFIXES[prefix])}" if prefix else f"<{node}>"
