"""The named questions as RDF: each a SHACL executable, as the SIB's collections of examples are.

SIB sparql-examples: rdfs:comment asks, sh:select holds the query, schema:keywords finds it,
sh:prefixes declares what its prefixes stand for. Parameters and columns stand beside it.
"""

from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.catalogue.card import cards
from trialgraph.rdf.term import escaped, iri_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trialgraph.catalogue.card import Card, Column, Parameter
    from trialgraph.names import Iri

QUERIES = "https://w3id.org/trialgraph/queries#"
"""What the names of the questions stand behind."""

_DECLARED = (
    "",
    "condition",
    "drug",
    "endpoint",
    "event",
    "trial",
    "rdfs",
    "skos",
    "xsd",
    "dcterms",
)
_HEAD = """\
@prefix query: <https://w3id.org/trialgraph/queries#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def questions_turtle(asked: "Iterable[Card] | None" = None, target: "Iri | None" = None) -> str:
    """Return questions as Turtle.

    Args:
        asked: all, when not given.
        target: address of a SPARQL service that answers them.
    """
    chosen = cards() if asked is None else tuple(asked)
    return "\n".join([_HEAD, *(_executable(one, target) for one in chosen), _prefixes()])


def _executable(card: "Card", target: "Iri | None") -> str:
    said = [
        "a sh:SPARQLExecutable , sh:SPARQLSelectExecutable",
        f"rdfs:label {_quoted(card.name)}",
        f"rdfs:comment {_quoted(card.question)}@en",
        f"schema:keywords {' , '.join(map(_quoted, card.keywords))}",
        f"dcterms:source {_quoted(card.source)}",
        *(f"skos:note {_quoted(note)}@en" for note in card.notes),
        *(f"sh:parameter {_parameter(card, one)}" for one in card.parameters),
        *(f"schema:result {_column(place, one)}" for place, one in enumerate(card.columns, 1)),
        *([f"schema:target {iri_text(target)}"] if target else []),
        "sh:prefixes query:prefixes",
        f"sh:select {_long(_query(card))}",
    ]
    return f"query:{card.name} " + " ;\n  ".join(said) + " .\n"


def _parameter(card: "Card", one: "Parameter") -> str:
    """Return a parameter; its type says how words become a term."""
    optional = "true" if one.is_optional else "false"
    path = iri_text(names.Iri(f"{QUERIES}{card.name}/{one.name}"))
    return (
        f"[ a sh:Parameter ; sh:path {path} ; sh:name {_quoted(one.name)} ; "
        f"sh:description {_quoted(one.meaning)}@en ; sh:optional {optional} ; "
        f"dcterms:type {_quoted(one.type)} ]"
    )


def _column(place: int, one: "Column") -> str:
    """Return a column of the answer; a variable of the query."""
    return (
        f"[ sh:order {place} ; sh:name {_quoted(one.name)} ; "
        f"sh:description {_quoted(one.meaning)}@en ; dcterms:type {_quoted(one.type)} ]"
    )


def _prefixes() -> str:
    """Return what the prefixes of all queries stand for."""
    declared = " ,\n    ".join(
        f'[ sh:prefix "{one}" ; sh:namespace "{names.PREFIXES[one]}"^^xsd:anyURI ]'
        for one in _DECLARED
    )
    return f"query:prefixes sh:declare\n    {declared} .\n"


def _query(card: "Card") -> str:
    """Return a query without its head, which stands beside it."""
    return "\n".join(_body(card.text.splitlines())) + "\n"


def _body(lines: "list[str]") -> "Iterator[str]":
    first = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    yield from lines[first:]


def _quoted(words: str) -> str:
    return f'"{escaped(words)}"'


def _long(words: str) -> str:
    """Return words over several lines as a long literal."""
    kept = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{kept}"""'
