"""The ontology and the shapes as a manual reads them: terms with what is said of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal as OneOf

from trialgraph.names import ONTOLOGY, PREFIXES, Iri, expand
from trialgraph.rdf.released import ONTOLOGY_IRI, SHAPES_IRI, shapes_turtle, version
from trialgraph.rdf.term import plain
from trialgraph.rdf.turtle import TurtleGraph, is_named
from trialgraph.rdf.vocabulary import ontology_turtle

Kind = OneOf["class", "property", "value"]

_KINDS: tuple[tuple[Kind, tuple[str, ...], str], ...] = (
    ("class", ("owl:Class",), "rdfs:subClassOf"),
    ("property", ("owl:ObjectProperty", "owl:DatatypeProperty"), "rdfs:subPropertyOf"),
    ("value", ("owl:NamedIndividual",), "rdf:type"),
)
_OF_OWL = PREFIXES["owl"]


@dataclass(frozen=True, slots=True)
class Described:
    """A term of ours, with what the ontology says of it.

    Attributes:
        name: without its namespace; also its anchor.
        examples: in words.
        broader: the classes or properties above it, ours by their names.
        domain: the classes that have it, by their names; empty but for a property.
        range: where it leads, by short names; empty but for a property.
        code: of a value, in answers.
        matches: terms of other ontologies that mean the like, by short names.
    """

    iri: Iri
    name: str
    kind: Kind
    label: str
    definition: str
    examples: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    code: str = ""
    matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape: what it asks of the things of a class.

    Attributes:
        of: name of the class.
        path: name of the property; empty where it asks for something of the whole thing.
        message: to whoever broke it.
        is_required: whether it asks for a value.
        severity: Violation or Warning.
    """

    name: str
    of: str
    path: str
    message: str
    is_required: bool
    severity: str


@dataclass(frozen=True, slots=True)
class Manual:
    """All terms and rules, sorted by their names.

    Attributes:
        version: of the ontology and of the shapes.
        rules: by the name of the class they are on.
    """

    title: str
    description: str
    version: str
    classes: tuple[Described, ...]
    properties: tuple[Described, ...]
    values: tuple[Described, ...]
    rules: dict[str, tuple[Rule, ...]]

    def properties_of(self, name: str) -> tuple[Described, ...]:
        """Return the properties that the things of a class have by its own name."""
        return tuple(one for one in self.properties if name in one.domain)

    def narrower(self, name: str) -> tuple[str, ...]:
        """Return the names of the classes right below a class."""
        return tuple(one.name for one in self.classes if name in one.broader)

    def above(self, name: str) -> tuple[str, ...]:
        """Return the names of our classes above a class, the nearest first."""
        known = {one.name: one for one in self.classes}
        found: list[str] = []
        waiting = [name]
        while waiting:
            wider = [one for one in known[waiting.pop(0)].broader if one in known]
            new = [one for one in wider if one not in found]
            found += new
            waiting += new
        return tuple(found)


@lru_cache(maxsize=1)
def manual() -> Manual:
    """Return the manual of the ontology that ships; made once a process."""
    ontology = TurtleGraph(ontology_turtle())
    here = Iri(ONTOLOGY_IRI)
    terms = sorted(_terms(ontology), key=lambda one: one.name)
    return Manual(
        title=ontology.text(here, expand("dcterms:title")),
        description=ontology.text(here, expand("dcterms:description")),
        version=version(),
        classes=tuple(one for one in terms if one.kind == "class"),
        properties=tuple(one for one in terms if one.kind == "property"),
        values=tuple(one for one in terms if one.kind == "value"),
        rules=_rules(),
    )


def short(iri: Iri) -> str:
    """Return a term as the manual prints it: ours by its name, others' with their prefix."""
    if iri.startswith(ONTOLOGY):
        return iri.removeprefix(ONTOLOGY)
    for prefix, base in PREFIXES.items():
        if prefix and iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _terms(ontology: TurtleGraph) -> Iterator[Described]:
    for kind, types, wider in _KINDS:
        found = {one for type_ in types for one in ontology.things(expand(type_))}
        for iri in found:
            if iri.startswith(ONTOLOGY):
                yield _described(ontology, iri, kind, wider)


def _described(ontology: TurtleGraph, iri: Iri, kind: Kind, wider: str) -> Described:
    def said(curie: str) -> list[str]:
        return [plain(one) for one in ontology.values(iri, expand(curie))]

    matches = (*said("skos:exactMatch"), *said("skos:closeMatch"))
    return Described(
        iri=iri,
        name=short(iri),
        kind=kind,
        label=ontology.text(iri, expand("rdfs:label")),
        definition=ontology.text(iri, expand("skos:definition")),
        examples=tuple(sorted(said("skos:example"))),
        broader=_names(ontology, iri, wider),
        domain=_names(ontology, iri, "rdfs:domain"),
        range=_names(ontology, iri, "rdfs:range"),
        code=ontology.text(iri, expand("skos:notation")),
        matches=tuple(sorted(short(Iri(one)) for one in matches)),
    )


def _names(ontology: TurtleGraph, iri: Iri, has: str) -> tuple[str, ...]:
    """Return what a term leads to, the members of a union one by one."""
    found = ontology.classes(iri, expand(has))
    return tuple(sorted({short(one) for one in found if not one.startswith(_OF_OWL)}))


def _rules() -> dict[str, tuple[Rule, ...]]:
    shapes = TurtleGraph(shapes_turtle())
    found: dict[str, list[Rule]] = {}
    for shape, of in shapes.pairs(expand("sh:targetClass")):
        name = short(Iri(plain(of)))
        found.setdefault(name, []).append(_rule(shapes, shape, name))
    order = ("Violation", "Warning")
    return {
        of: tuple(
            sorted(
                rules, key=lambda one: (not one.is_required, order.index(one.severity), one.name)
            )
        )
        for of, rules in found.items()
    }


def _rule(shapes: TurtleGraph, shape: Iri, of: str) -> Rule:
    path = Iri(shapes.text(shape, expand("sh:path")))
    return Rule(
        name=shape.removeprefix(f"{SHAPES_IRI}#"),
        of=of,
        path=short(path) if is_named(path) else "",
        message=shapes.text(shape, expand("sh:message")),
        is_required=int(shapes.text(shape, expand("sh:minCount")) or 0) > 0,
        severity=shapes.text(shape, expand("sh:severity")).removeprefix(PREFIXES["sh"]),
    )
