"""The questions as RDF: what others' tools for collections of SPARQL examples look for."""

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

from trialgraph.catalogue.card import Card, cards, names, read_card
from trialgraph.catalogue.executables import QUERIES, questions_turtle
from trialgraph.names import Iri

SH = Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = Namespace("https://schema.org/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
EVERY = pytest.mark.parametrize("card", cards(), ids=names())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=questions_turtle(), format="turtle")


def node(card: Card) -> URIRef:
    return URIRef(QUERIES + card.name)


def test_each_question_is_there_once_and_no_other(graph: Graph) -> None:
    for kind in (SH.SPARQLExecutable, SH.SPARQLSelectExecutable):
        found = [str(one) for one in graph.subjects(RDF.type, kind)]
        assert sorted(found) == [str(node(one)) for one in cards()]


@EVERY
def test_it_asks_and_is_found_by_its_words(graph: Graph, card: Card) -> None:
    assert list(graph.objects(node(card), RDFS.comment)) == [Literal(card.question, lang="en")]
    assert {str(o) for o in graph.objects(node(card), SCHEMA.keywords)} == set(card.keywords)


@EVERY
def test_its_query_is_sparql_with_the_head_left_out(graph: Graph, card: Card) -> None:
    (query,) = graph.objects(node(card), SH.select)
    assert prepareQuery(str(query)).algebra.name == "SelectQuery"
    assert card.text.endswith(str(query))
    assert "# question:" not in str(query)


@EVERY
def test_its_query_needs_no_prefix_that_is_not_declared(graph: Graph, card: Card) -> None:
    (prefixes,) = graph.objects(node(card), SH.prefixes)
    declared = {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace))
        for one in graph.objects(prefixes, SH.declare)
    }
    (query,) = graph.objects(node(card), SH.select)
    own = [line.split(maxsplit=2) for line in str(query).splitlines() if line.startswith("PREFIX ")]
    assert own
    for _, prefix, namespace in own:
        assert declared[prefix.rstrip(":")] == namespace.strip("<>")


@EVERY
def test_its_parameters_and_columns_have_their_types(graph: Graph, card: Card) -> None:
    def described(linked: URIRef, place: URIRef) -> list[tuple[str, str]]:
        found = graph.objects(node(card), linked)
        rows = [(graph.value(o, place), graph.value(o, SH.name), o) for o in found]
        return [(str(name), str(graph.value(o, DCTERMS.type))) for _, name, o in sorted(rows)]

    parameters = described(SH.parameter, SH.path)
    assert parameters == sorted((one.name, one.type) for one in card.parameters)
    assert described(SCHEMA.result, SH.order) == [(one.name, one.type) for one in card.columns]


def test_a_service_that_answers_them_is_their_target() -> None:
    target = "https://example.org/sparql"
    one = cards()[0]
    graph = Graph().parse(data=questions_turtle([one], Iri(target)), format="turtle")
    assert list(graph.subject_objects(SCHEMA.target)) == [(node(one), URIRef(target))]


def test_quotation_marks_and_backslashes_survive() -> None:
    words = '# question: Is "it" so?\n# keywords: a "b" \\ c\nSELECT * { ?s ?p "a\\\\b\\"" }\n'
    card = read_card("odd", words)
    graph = Graph().parse(data=questions_turtle([card]), format="turtle")
    assert str(graph.value(node(card), RDFS.comment)) == 'Is "it" so?'
    assert str(graph.value(node(card), SH.select)) == words.splitlines(keepends=True)[2]
