"""Each of the usual clients gets a form that it reads, by the header that it sends.

SPARQLWrapper and rdflib run themselves. The headers of Jena are those of its published
source: ``WebContent.java`` (github.com/apache/jena at 01002a1639b6) for graphs and
datasets, ``QueryEngineHTTP.java`` for rows. Those of RDF4J, YASGUI, Comunica and the
browsers were written down from memory and are not recorded: they show that headers of
their kind are answered well, not what any version of those sends.
"""

from typing import Any

import httpx
import pytest
from rdflib import Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from tests.server.conftest import GRAPH

from trialgraph.names import term

SELECT = f"SELECT ?s ?n {{ ?s <{term('start')}> ?n }}"
CONSTRUCT = f"CONSTRUCT {{ ?s <{term('start')}> ?n }} {{ ?s <{term('start')}> ?n }}"
ASK = "ASK { ?s ?p ?o }"

_JENA_GRAPH = (
    "text/turtle,application/n-triples;q=0.9,application/rdf+xml;q=0.8,application/xml;q=0.7"
)
_JENA_DATASET = (
    "application/trig,application/n-quads;q=0.9,text/x-nquads;q=0.8,application/x-trig;q=0.7"
)
_JENA_CONSTRUCT = (
    "text/turtle, application/n-triples, application/rdf+xml;q=0.9, application/turtle;q=0.8, "
    "application/x-turtle;q=0.8, text/rdf+n3;q=0.7, application/n3;q=0.6, text/n3;q=0.6, "
    "text/plain;q=0.5, */*;q=0.1"
)
_JENA_ROWS = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "text/tab-separated-values;q=0.7, text/csv;q=0.5, application/json;q=0.2, "
    "application/xml;q=0.2, */*;q=0.1"
)
_RDF4J_ROWS = (
    "text/csv;q=0.8, application/sparql-results+json;q=0.8, application/json;q=0.8, "
    "application/sparql-results+xml, application/xml, text/tab-separated-values;q=0.8, "
    "application/x-binary-rdf-results-table;q=0.8"
)
_RDF4J_GRAPH = (
    "application/x-binary-rdf, application/n-triples;q=0.8, text/turtle;q=0.8, "
    "application/rdf+xml;q=0.5, application/trig;q=0.8, application/n-quads;q=0.8, "
    "application/ld+json;q=0.5"
)
_RDF4J_BOOLEAN = (
    "text/boolean, application/sparql-results+json;q=0.8, application/sparql-results+xml;q=0.8"
)
_FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
_JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
_YASGUI_ROWS = "application/sparql-results+json,*/*;q=0.9"
_YASGUI_GRAPH = "text/turtle,*/*;q=0.9"
_COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,"
    "application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,text/html;q=0.2"
)
PAGE = {"text/html"}
ROWS = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
GRAPHS = {
    *("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
    *("application/trig", "application/n-quads"),
}


@pytest.mark.parametrize(
    ("query", "accept", "wanted"),
    [
        (SELECT, _JENA_ROWS, {"application/sparql-results+json"}),
        (ASK, _JENA_ROWS, {"application/sparql-results+json"}),
        (CONSTRUCT, _JENA_CONSTRUCT, {"text/turtle", "application/n-triples"}),
        (CONSTRUCT, _JENA_GRAPH + ",*/*;q=0.5", {"text/turtle"}),
        (CONSTRUCT, _JENA_DATASET + ",*/*;q=0.5", {"application/trig"}),
        (
            CONSTRUCT,
            f"{_JENA_GRAPH},{_JENA_DATASET},*/*;q=0.5",
            {"text/turtle", "application/trig"},
        ),
        (SELECT, _RDF4J_ROWS, {"application/sparql-results+xml"}),
        (ASK, _RDF4J_BOOLEAN, ROWS),
        (CONSTRUCT, _RDF4J_GRAPH, GRAPHS),
        (SELECT, _FIREFOX, PAGE),
        (ASK, _CHROME, PAGE),
        (CONSTRUCT, _CHROME, PAGE),
        (SELECT, _JAVA, ROWS),
        (CONSTRUCT, _JAVA, GRAPHS),
        (SELECT, _YASGUI_ROWS, {"application/sparql-results+json"}),
        (CONSTRUCT, _YASGUI_GRAPH, {"text/turtle"}),
        ("", _JENA_GRAPH, {"text/turtle"}),
        ("", _COMUNICA, {"application/n-quads"}),
        ("", _RDF4J_GRAPH, GRAPHS),
        ("", _FIREFOX, PAGE),
        ("", _JAVA, GRAPHS),
    ],
)
def test_a_header_of_its_kind_gets_a_form_that_its_client_reads(
    client: httpx.Client, query: str, accept: str, wanted: set[str]
) -> None:
    params = {"query": query} if query else {}
    answer = client.get("/sparql", params=params, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] in wanted
    assert "Accept" in answer.headers["vary"]


def test_a_header_may_come_in_several_lines(client: httpx.Client) -> None:
    lines = [("Accept", part.strip()) for part in _RDF4J_ROWS.split(",")]
    answer = client.get("/sparql", params={"query": SELECT}, headers=lines)
    assert answer.headers["content-type"] == "application/sparql-results+xml"


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_reads_rows_in_each_of_its_forms(address: str, form: str) -> None:
    service = SPARQLWrapper(f"{address}/sparql", returnFormat=form)
    service.setQuery(SELECT)
    found: Any = service.queryAndConvert()
    match form:
        case "json":
            assert len(found["results"]["bindings"]) == 10
        case "xml":
            assert len(found.getElementsByTagName("result")) == 10
        case _:
            assert found.count(b"\n") == 11


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML, JSONLD])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:Sending Accept header:RuntimeWarning")
def test_sparqlwrapper_reads_graphs_in_each_of_its_forms(address: str, form: str) -> None:
    service = SPARQLWrapper(f"{address}/sparql", returnFormat=form)
    service.setMethod(POST)
    service.setQuery(CONSTRUCT)
    found: Any = service.queryAndConvert()
    count = found.count(b"estimate/") if isinstance(found, bytes) else len(found)
    assert count == 10


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks_as_if_the_service_were_a_store(address: str, method: str, form: str) -> None:
    store = SPARQLStore(f"{address}/sparql", method=method, returnFormat=form)
    rows: list[Any] = list(store.query(SELECT))
    assert len(rows) == 10
    kinds = {type(row[0]) for row in rows}
    assert kinds <= {URIRef, Literal}


def test_rdflib_matches_triples_of_the_service(address: str) -> None:
    store = SPARQLStore(f"{address}/sparql")
    pattern = (URIRef(GRAPH), None, None)
    found = {str(triple[1]) for triple, _ in store.triples(pattern)}
    assert "http://www.w3.org/2000/01/rdf-schema#label" in found
    assert len(store) == 12
