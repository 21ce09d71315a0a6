"""Graphs of a store as graphs of rdflib."""

from rdflib import Graph

from trialgraph.errors import BadParameter, BadQuery
from trialgraph.names import PREFIXES, Iri
from trialgraph.rdf.term import iri_text
from trialgraph.store.lexer import query_kind


def is_name(what: str) -> bool:
    """Tell whether words are an IRI, whole or with a prefix of ours, and no query."""
    return not any(mark in what for mark in " \n\t{")


def graph_query(what: str) -> str:
    """Return the query that gives a graph: itself, or one for all that an IRI names.

    Raises:
        BadParameter: it is a query that gives rows.
        BadQuery: it does not parse, or is no IRI.
    """
    if is_name(what):
        return _of_iri(what)
    if query_kind(what) not in {"CONSTRUCT", "DESCRIBE"}:
        raise BadParameter(
            "found a query that gives rows, wanted a CONSTRUCT or a DESCRIBE; use store.query"
        )
    return what


def _of_iri(what: str) -> str:
    """Return the query for the statements in a named graph, and about a thing of that name."""
    try:
        iri = iri_text(_whole(what.removeprefix("<").removesuffix(">")))
    except ValueError as error:
        raise BadQuery(f"{error}; give one as a row of an answer holds it") from error
    return (
        f"CONSTRUCT {{ {iri} ?property ?object . ?subject ?said ?of }} WHERE {{ "
        f"{{ {iri} ?property ?object }} UNION {{ GRAPH {iri} {{ ?subject ?said ?of }} }} }}"
    )


def _whole(words: str) -> Iri:
    """Return an IRI; a prefix of ours, as in ``drug:pertuzumab``, stands for its base."""
    prefix, colon, local = words.partition(":")
    base = PREFIXES.get(prefix, "") if colon and not local.startswith("//") else ""
    return Iri(base + local if base else words)


def parsed(ntriples: bytes) -> Graph:
    """Return N-Triples as a graph with our prefixes."""
    graph = Graph().parse(data=ntriples.decode(), format="nt")
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    return graph
