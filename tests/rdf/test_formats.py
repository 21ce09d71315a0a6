"""What is exported says the same to another reader, in every format."""

import json
from decimal import Decimal

import pytest
import rdflib

from trialgraph.names import concept, document, expand, fact, term
from trialgraph.rdf.formats import DATASET_FORMS, FORMS, GRAPH_FORMS, exported
from trialgraph.rdf.quads import GraphText, parse
from trialgraph.rdf.term import decimal, integer, text

NODE = fact("sha-1", "estimate", (1, 5))


@pytest.fixture
def nquads() -> bytes:
    """Return a small graph with a term of each kind."""
    graph = GraphText(document("sha-1"))
    graph.add(NODE, expand("rdf:type"), term("ReportedEstimate"))
    graph.add(NODE, term("statedValue"), decimal(Decimal("0.73")))
    graph.add(NODE, term("start"), integer(1))
    graph.add(NODE, term("names"), concept("drug", "pertuzumab"))
    graph.add(NODE, expand("rdfs:label"), text("décès", "fr"))
    graph.add(NODE, term("exact"), text('a "quoted" line\nand another'))
    return graph.bytes()


def test_n_quads_are_given_back_as_they_are(nquads: bytes) -> None:
    assert exported(nquads, "nquads") == nquads


@pytest.mark.parametrize("form", GRAPH_FORMS)
def test_a_graph_says_the_same_in_every_format(nquads: bytes, form: str) -> None:
    found = rdflib.Graph().parse(data=exported(nquads, form), format=GRAPH_FORMS[form])
    assert len(found) == len(parse(nquads))
    node = rdflib.URIRef(NODE)
    value = found.value(node, rdflib.URIRef(term("statedValue")))
    assert value == rdflib.Literal(Decimal("0.73"))
    label = found.value(node, rdflib.RDFS.label)
    assert label == rdflib.Literal("décès", lang="fr")


@pytest.mark.parametrize("form", DATASET_FORMS)
def test_the_names_of_graphs_and_the_figures_are_kept(nquads: bytes, form: str) -> None:
    written = exported(nquads, form).decode()
    assert "document/sha-1" in written
    assert "0.73" in written


def test_json_ld_carries_decimals_as_strings(nquads: bytes) -> None:
    (graph,) = [one for one in json.loads(exported(nquads, "jsonld")) if one["@graph"]]
    (node,) = graph["@graph"]
    assert node[term("statedValue")] == [{"@type": expand("xsd:decimal"), "@value": "0.73"}]


def test_a_format_that_does_not_exist_is_no_format(nquads: bytes) -> None:
    assert "parquet" not in FORMS
    with pytest.raises(KeyError):
        exported(nquads, "parquet")
