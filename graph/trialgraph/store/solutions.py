"""Solutions as the workers send them, read as the embedded engine gives them."""

import orjson

from trialgraph.names import Iri
from trialgraph.rdf.term import LANGUAGE_STRING, STRING, Literal, Term
from trialgraph.store.engine import Row

_Value = dict[str, str]


def rows_of(content: bytes) -> list[Row]:
    """Return the solutions in JSON results of our own workers (SPARQL 1.1 Query Results JSON)."""
    bindings = orjson.loads(content)["results"]["bindings"]
    return [{name: _term(value) for name, value in one.items()} for one in bindings]


def _term(value: _Value) -> Term:
    said = value["value"]
    if value["type"] == "uri":
        return Iri(said)
    if value["type"] == "bnode":
        return Iri(f"_:{said}")
    language = value.get("xml:lang", "")
    if language:
        return Literal(said, LANGUAGE_STRING, language)
    return Literal(said, Iri(value.get("datatype", STRING)))
