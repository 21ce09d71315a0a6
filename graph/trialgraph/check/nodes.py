"""Terms of a graph as the nodes that rdflib and pyshacl look at."""

from functools import lru_cache

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from trialgraph.names import Iri
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import LANGUAGE_STRING, STRING, term_text
from trialgraph.rdf.term import Literal as OurLiteral
from trialgraph.rdf.turtle import TurtleGraph, is_named


@lru_cache(maxsize=4096)
def uri(iri: Iri) -> URIRef:
    """Return an IRI as a node."""
    return URIRef(iri)


def node(term: Iri | OurLiteral) -> URIRef | Literal:
    """Return a term as a node."""
    if not isinstance(term, OurLiteral):
        return uri(term)
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=None if term.datatype == STRING else URIRef(term.datatype))


def graph_of(turtle: str) -> Graph:
    """Return what a Turtle text says; rdflib takes more than twice as long to read it itself."""
    graph = Graph()
    for subject, predicate, value in TurtleGraph(turtle).triples():
        graph.add((_read(subject), uri(predicate), _read(value)))
    return graph


def _read(term: Iri | OurLiteral) -> Node:
    """Return a term of a file as a node."""
    if isinstance(term, OurLiteral) or is_named(term):
        return node(term)
    return BNode(term.removeprefix("_:"))


def node_written(token: str) -> URIRef | Literal:
    """Return the node that a term stands for, as N-Quads write it."""
    ((_, _, term, _),) = parse(f"<urn:s> <urn:p> {token} <urn:g> .".encode())
    return node(term)


def token_of(one: Node) -> str:
    """Return a node as N-Quads write it.

    Raises:
        TypeError: it is a blank node, which has no name outside its graph.
    """
    if isinstance(one, URIRef):
        return term_text(Iri(str(one)))
    if not isinstance(one, Literal):
        raise TypeError(f"an IRI or a literal is wanted, not {one!r}")
    if one.language:
        return term_text(OurLiteral(str(one), LANGUAGE_STRING, one.language))
    return term_text(OurLiteral(str(one), Iri(str(one.datatype)) if one.datatype else STRING))
