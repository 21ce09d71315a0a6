"""Answers of servers, read as the embedded engine would have given them.

Virtuoso writes true and false as 1 and 0, types plain strings or not as they came, names
a literal with a datatype ``typed-literal``, answers ASK with a row or none, and gives an
IRI that a query itself names in VALUES back as a string.
"""

import json
from collections.abc import Iterator
from typing import IO, TypedDict, cast

import pyoxigraph as ox

from trialgraph.errors import StoreUnreachable
from trialgraph.names import ID, Iri
from trialgraph.rdf.quads import line
from trialgraph.rdf.term import BOOLEAN, LANGUAGE_STRING, STRING, Literal, Term
from trialgraph.store.engine import Row, term_of
from trialgraph.store.remote.wholeness import Answer

_TRUTH = {"1": "true", "0": "false"}

Value = TypedDict("Value", {"type": str, "value": str, "datatype": str, "xml:lang": str})


def rows_of(content: bytes) -> list[Row]:
    """Return the solutions that JSON results hold.

    Raises:
        StoreUnreachable: the bytes are no such results.
    """
    bindings = _results(content).get("results", {}).get("bindings", [])
    return [{name: _term(value) for name, value in one.items()} for one in bindings]


def truth_of(content: bytes) -> bool:
    """Return what the JSON results of an ASK query say; errors as ``rows_of``."""
    results = _results(content)
    if "boolean" in results:
        return results["boolean"] is True
    bindings = results.get("results", {}).get("bindings", [])
    return any(value["value"] in {"1", "true"} for one in bindings for value in one.values())


def lines_of(answer: Answer, graph: Iri) -> Iterator[str]:
    """Yield N-Triples of a graph as our N-Quads lines, as they come.

    Raises:
        StoreUnreachable: the answer is no N-Triples.
    """
    try:
        for one in ox.parse(cast("IO[bytes]", answer), format=ox.RdfFormat.N_TRIPLES):
            if isinstance(one.subject, ox.NamedNode):
                subject, predicate = Iri(one.subject.value), Iri(one.predicate.value)
                yield line((subject, predicate, term_of(one.object), graph))
    except SyntaxError as error:
        raise StoreUnreachable(f"the store's answer is no N-Triples: {error}") from error


def _results(content: bytes) -> dict:  # type: ignore[type-arg]
    """Return JSON results."""
    try:
        found = json.loads(content)
    except ValueError as error:
        raise StoreUnreachable(
            f"found {content[:80]!r}, wanted JSON results of a SPARQL query; check the address"
        ) from error
    if not isinstance(found, dict):
        raise StoreUnreachable("found JSON that is no result of a SPARQL query; check the address")
    return found


def _term(value: Value) -> Term:
    """Return a term of JSON results; nodes without a name keep ``_:`` in front."""
    if value["type"] == "uri":
        return Iri(value["value"])
    if value["type"] == "bnode":
        return Iri(f"_:{value['value']}")
    language = value.get("xml:lang", "")
    if language:
        return Literal(value["value"], LANGUAGE_STRING, language)
    datatype = Iri(value.get("datatype", STRING))
    said = value["value"]
    if datatype == STRING and said.startswith(ID):
        return Iri(said)
    return Literal(_TRUTH.get(said, said) if datatype == BOOLEAN else said, datatype)
