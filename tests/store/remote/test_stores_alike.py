"""A store on another server gives what one on this machine gives."""

import json
from pathlib import Path

import pytest
from tests.store.conftest import GRAPH, numbered

from trialgraph.cli import main
from trialgraph.errors import BadQuery, QueryRefused, StoreMissing
from trialgraph.names import Iri, expand, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import Literal, Term, boolean, integer, text
from trialgraph.store import Place, create_or_open, current_version, open_reader
from trialgraph.store.limits import Form
from trialgraph.store.worker import QueryWorker

EXAMPLES = Path(__file__).parents[3] / "examples" / "documents"
OTHER = Iri(f"{GRAPH}2")
WORDS = 'two\nlines, a tab\t, "quotes", a \\ and µ·≥ 🙂'


def filled(place: Place) -> None:
    """Publish one graph of ten numbers."""
    with create_or_open(place) as writer:
        writer.replace_graphs({GRAPH: numbered(10)})
        writer.publish()


def of_every_kind() -> GraphText:
    """Return a graph with literals of every kind that documents give."""
    graph = GraphText(GRAPH)
    node = Iri(f"{GRAPH}/estimate/1")
    date, decimal = expand("xsd:date"), expand("xsd:decimal")
    values: list[Term] = [
        text(WORDS),
        text("words", "en"),
        text(""),
        text("x" * 30_000),
        boolean(truth=True),
        boolean(truth=False),
        integer(2),
        Literal("0.05", decimal),
        Literal("2011-12-07", date),
        term("Document"),
    ]
    for number, value in enumerate(values):
        graph.add(node, term(f"property{number}"), value)
    return graph


def test_a_store_that_nothing_is_published_in_is_missing(place: Place) -> None:
    with pytest.raises(StoreMissing):
        open_reader(place)


def test_what_is_written_is_read_again_byte_for_byte(place: Place) -> None:
    wanted = of_every_kind().bytes()
    with create_or_open(place) as writer:
        assert writer.replace_graphs({GRAPH: wanted})
        assert writer.graph(GRAPH) == wanted
        assert not writer.replace_graphs({GRAPH: wanted})
        assert writer.publish() == 1
    with open_reader(place) as reader:
        assert reader.dump() == wanted
        assert reader.graphs() == [GRAPH]


def test_terms_of_rows_are_those_that_were_written(place: Place) -> None:
    with create_or_open(place) as writer:
        writer.replace_graphs({GRAPH: of_every_kind().bytes()})
        found = writer.select(
            "SELECT ?a ?b ?c ?d ?e ?f { ?x :property0 ?a ; :property1 ?b ; :property4 ?c ; "
            ":property7 ?d ; :property8 ?e ; :property9 ?f }"
        )
    assert found == [
        {
            "a": text(WORDS),
            "b": text("words", "en"),
            "c": boolean(truth=True),
            "d": Literal("0.05", expand("xsd:decimal")),
            "e": Literal("2011-12-07", expand("xsd:date")),
            "f": term("Document"),
        }
    ]


def test_an_iri_of_values_comes_back_as_an_iri(place: Place) -> None:
    filled(place)
    with open_reader(place) as reader:
        found = reader.select(f"SELECT ?x {{ VALUES ?x {{ <{GRAPH}> }} ?x a :Document }}")
    assert found == [{"x": GRAPH}]


def test_a_graph_is_replaced_and_an_empty_one_is_dropped(place: Place) -> None:
    filled(place)
    with create_or_open(place) as writer:
        writer.replace_graphs({GRAPH: b"", OTHER: numbered(3, OTHER)})
        assert writer.graphs() == [OTHER]
        assert writer.publish() == 2
    assert current_version(place) == 2
    with open_reader(place) as reader:
        assert reader.dump() == numbered(3, OTHER)
        assert (reader.statistics().documents, reader.statistics().quads) == (1, 4)


def test_a_large_graph_is_written_and_read_whole(place: Place) -> None:
    wanted = numbered(12_000)
    with create_or_open(place) as writer:
        writer.replace_graphs({GRAPH: wanted})
        assert writer.graph(GRAPH) == wanted
        found = writer.select("SELECT ?x ?n { ?x :start ?n }")
        assert len({row["x"] for row in found}) == 12_000


def test_publishing_nothing_new_keeps_the_version(place: Place) -> None:
    filled(place)
    with create_or_open(place) as writer:
        assert writer.publish() == 1


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_the_worker_gives_rows_in_every_form(place: Place, form: Form) -> None:
    filled(place)
    with QueryWorker(place) as worker:
        answer = worker.answer("SELECT ?n { ?x :start ?n } ORDER BY ?n LIMIT 2", form)
        assert answer.version == 1
        assert b"1" in answer.content
        asked = worker.answer("ASK { ?x :start 3 }", "json").content
        assert json.loads(asked)["boolean"] is True
        assert json.loads(worker.answer("ASK { ?x :start 77 }", "json").content)["boolean"] is False


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_the_worker_gives_graphs_in_every_form(place: Place, form: Form) -> None:
    filled(place)
    with QueryWorker(place) as worker:
        query = "CONSTRUCT { ?x a :Document } { ?x a :Document }"
        assert b"sha-1" in worker.answer(query, form).content


def test_what_the_lexer_refuses_never_reaches_a_server(place: Place) -> None:
    filled(place)
    with QueryWorker(place) as worker:
        with pytest.raises(QueryRefused):
            worker.answer("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
        with pytest.raises(BadQuery):
            worker.answer('DEFINE get:soft "soft" SELECT * { ?s ?p ?o }')
        with pytest.raises(BadQuery):
            worker.answer("SELECT * { ?s ?p }")


def test_the_examples_are_the_same_facts_and_answers_everywhere(
    place: Place, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    here = str(tmp_path / "here")
    assert main(["ingest", str(EXAMPLES), "--store", here]) == 0
    assert main(["ingest", str(EXAMPLES), "--store", str(place)]) == 0
    capfd.readouterr()
    told = []
    for store in (here, str(place)):
        with_store = ["--store", store]
        assert main(["export", *with_store]) == 0
        assert main(["ask", "os-benefit-from-adding", "drug=pertuzumab", "--csv", *with_store]) == 0
        assert main(["link", "PRECIOUS", *with_store]) == 0
        assert main(["check", "--quotes", *with_store]) == 0
        assert main(["documents", *with_store]) == 0
        told.append(capfd.readouterr().out)
    assert told[0] == told[1]


def test_a_document_taken_out_leaves_the_same_facts_everywhere(
    place: Place, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = []
    for store in (str(tmp_path / "here"), str(place)):
        assert main(["ingest", str(EXAMPLES), "--store", store]) == 0
        assert main(["remove", "ctgov-NCT02514681", "--store", store]) == 0
        assert main(["reread", "--store", store]) == 0
        capfd.readouterr()
        assert main(["export", "--store", store]) == 0
        told.append(capfd.readouterr().out)
    assert told[0] == told[1]
