"""``SELECT *`` gives its columns in the order in which the query names them."""

import json
from pathlib import Path

import pytest
from tests.small_store import build

from trialgraph.names import PREFIXES
from trialgraph.store.columns import in_order
from trialgraph.store.worker import QueryWorker

SAME = [
    "SELECT ?o ?s { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "ASK { ?s :p* ?o }",
    "CONSTRUCT { ?s ?p ?o } { { SELECT * { ?s ?p ?o } } }",
    "SELECT * { }",
    "DESCRIBE * { ?s ?p ?o }",
    "SELECT ",
]


@pytest.mark.parametrize("query", SAME)
def test_other_queries_stay_as_they_are(query: str) -> None:
    assert in_order(query, PREFIXES) == query


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * {?s ?p ?o}", "?s ?p ?o"),
        ("select distinct * where { ?o ?p ?s }", "?o ?p ?s"),
        ("# SELECT * of all\nSELECT REDUCED * { $b ?a 1 OPTIONAL { ?b ?a ?c } }", "?b ?a ?c"),
        ("PREFIX x: <x:*> SELECT * { ?z x:y ?a FILTER NOT EXISTS { ?a ?hid ?z } }", "?z ?a"),
        ("SELECT * { ?z ?y ?x { SELECT ?a { ?a ?inner ?x } } }", "?z ?y ?x ?a"),
        ("SELECT * { ?s ?p ?o BIND(1 AS ?a) } ORDER BY ?a", "?s ?p ?o ?a"),
    ],
)
def test_columns_stand_in_the_order_of_the_text(query: str, columns: str) -> None:
    star = query.index("* ") if not query.startswith("#") else query.index("* {")
    assert in_order(query, PREFIXES) == f"{query[:star]} {columns} {query[star + 1 :]}"


def test_a_worker_answers_in_this_order(tmp_path: Path) -> None:
    with QueryWorker(build(tmp_path / "store")) as worker:
        answer = worker.answer("SELECT * { ?s ?p ?o } LIMIT 2", "json")
        table = worker.answer("SELECT * { ?trial a :Trial ; rdfs:label ?a }", "csv")
    told = json.loads(answer.content)
    assert told["head"]["vars"] == ["s", "p", "o"]
    assert len(told["results"]["bindings"]) == 2
    assert table.content.decode().startswith("trial,a\r\n")
