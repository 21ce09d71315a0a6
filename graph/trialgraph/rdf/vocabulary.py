"""The term tables and the ontology, read from the files that ship with the package."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from trialgraph import assets
from trialgraph.names import Iri, expand
from trialgraph.rdf.term import Literal, Term, plain, text
from trialgraph.rdf.turtle import TurtleGraph
from trialgraph.terms.index import Concept, TermIndex

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_LABEL = expand("rdfs:label")
_IN_SCHEME, _NOTATION, _DEFINITION, _BROADER, _PREFERRED, _OTHER, _CONCEPT, _SCHEME = (
    expand(f"skos:{one}")
    for one in (
        *("inScheme", "notation", "definition", "broader"),
        *("prefLabel", "altLabel", "Concept", "ConceptScheme"),
    )
)
_ATTRIBUTES = {
    "kind": (expand(":conceptKind"), expand(":endPointKind")),
    "made_of": (expand(":madeOf"),),
    "absence": (expand(":standsForAbsence"),),
    "care": (expand(":standsForUsualCare"),),
    "event_direction": (expand(":eventDirection"),),
    "better": (expand(":betterWhen"),),
    "standard": (expand(":standardName"),),
}
_MATCHES = tuple(
    expand(f"skos:{one}Match") for one in ("exact", "close", "broad", "narrow", "related")
)
# What a reader of verdicts may want to cite: which way is better, and who says so.
_CITED = (expand(":eventDirection"), expand(":betterWhen"), expand("dcterms:source"))

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
        table = TurtleGraph(file.read_text(encoding="utf-8"))
        concepts.extend(_concept(table, node) for node in table.things(_CONCEPT))
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
    ontology = TurtleGraph(ontology_turtle())
    return {
        term: (plain(label), ontology.text(term, _DEFINITION) or plain(label))
        for term, label in sorted(ontology.pairs(_LABEL), key=lambda one: one[0])
    }


def _concept(table: TurtleGraph, node: Iri) -> Concept:
    return Concept(
        scheme=table.text(Iri(table.text(node, _IN_SCHEME)), _NOTATION),
        notation=table.text(node, _NOTATION),
        label=table.text(node, _PREFERRED),
        synonyms=tuple(sorted(map(plain, table.values(node, _OTHER)))),
        broader=_broader(table, node),
        attributes=MappingProxyType(_attributes(table, node)),
    )


def _broader(table: TurtleGraph, node: Iri) -> tuple[str, ...]:
    wider = (Iri(plain(one)) for one in table.values(node, _BROADER))
    return tuple(sorted(table.text(one, _NOTATION) for one in wider))


def _beside(table: TurtleGraph) -> Iterator[Statement]:
    """Yield what a table says beside the names of its concepts, in no order."""
    for property_ in (*_MATCHES, *_CITED):
        for concept, value in table.pairs(property_):
            yield concept, property_, _term(value)
    for scheme in table.things(_SCHEME):
        for said, value in table.statements(scheme):
            yield scheme, said, _term(value)


def _term(value: Term) -> Term:
    """Return a term of a table; its literals are words."""
    return text(value.value, value.language) if isinstance(value, Literal) else value


def _attributes(table: TurtleGraph, node: Iri) -> dict[str, str]:
    said = {name: [table.text(node, one) for one in _ATTRIBUTES[name]] for name in _ATTRIBUTES}
    return {name: words for name, found in said.items() for words in found if words}
