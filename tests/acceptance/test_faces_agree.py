"""Every face gives the same: answers on stdout, talk on stderr, the body of the service alike."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from SPARQLWrapper import JSON, SPARQLWrapper
from tests.acceptance.running import Ended, example, examples, run
from tests.server.conftest import listening

from trialgraph.server import Settings, create_app

ROW = ("kind", "trial", "label", "endpoint", "stage", "population", "assessor", "measure", "value",
       "level", "lower", "upper", "sides", "p", "direction", "strength", "basis", "reservations",
       "rule", "reason", "authors_conclusion", "date", "passages")  # fmt: skip
NAME, GIVEN = "os-benefit-from-adding", {"drug": "pertuzumab"}


@pytest.fixture(scope="module")
def answer(example_store: Path) -> dict[str, Any]:
    ended = run("ask", NAME, "drug=pertuzumab", "--json", store=example_store)
    assert (ended.status, ended.err) == (0, "")
    found: dict[str, Any] = json.loads(ended.out)
    return found


def test_an_answer_has_what_its_contract_names(answer: dict[str, Any]) -> None:
    assert (answer["question"], answer["parameters"]) == (NAME, GIVEN)
    assert set(answer["searched"]) == {"documents", "trials", "data_version", "as_of"}
    assert set(ROW) <= {*answer["columns"], "passages"}
    for row in answer["rows"]:
        assert set(answer["columns"]) | {"passages"} == set(row) | {"kind"}
        for passage in row["passages"]:
            assert set(passage) == {"document", "start", "end", "exact"}


def test_the_service_gives_the_same_body(example_store: Path, answer: dict[str, Any]) -> None:
    with listening(create_app(Settings(example_store))) as address:
        found = httpx.get(f"{address}/api/v1/questions/{NAME}", params=GIVEN, timeout=30)
    assert found.json() == answer


def test_the_service_publishes_its_questions(example_store: Path) -> None:
    with listening(create_app(Settings(example_store))) as address:
        found = httpx.get(f"{address}/api/v1/questions.ttl", timeout=30)
    assert found.headers["content-type"].startswith("text/turtle")
    printed = run("ask", "--rdf").out
    service = f"  schema:target <{address}/sparql> ;\n"
    assert found.text.count(service) == printed.count("sh:SPARQLSelectExecutable")
    assert found.text.replace(service, "").rstrip() == printed.rstrip()


def test_a_sparql_client_gets_the_same_number(example_store: Path, answer: dict[str, Any]) -> None:
    query = 'SELECT ?v { ?r :trial/rdfs:label "PRECIOUS" ; :stage :Final ; :value ?v }'
    with listening(create_app(Settings(example_store))) as address:
        service = SPARQLWrapper(f"{address}/sparql", returnFormat=JSON)
        service.setQuery(query)
        found: Any = service.queryAndConvert()
    (row,) = (row for row in answer["rows"] if row["kind"] == "answer")
    values = [float(one["v"]["value"]) for one in found["results"]["bindings"]]
    assert values == [row["value"]]


def extracted(*files: Path | str) -> Ended:
    """Return what the extract command says of files."""
    return run("extract", *files)


def test_extract_prints_one_object_a_line_in_the_order_of_its_arguments(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    files = [example("patina"), empty, example("registry")]
    ended = extracted(*files)
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert ended.err.startswith(f"trialgraph: {empty}: ")
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert [record["document"]["path"] for record in records] == [str(files[0]), str(files[2])]


def test_a_number_of_extract_stands_at_its_span() -> None:
    ended = extracted(*examples())
    assert (ended.status, ended.err) == (0, "")
    for record in map(json.loads, ended.out.splitlines()):
        text = extracted("--text", record["document"]["path"]).out
        for effect in record["effects"]:
            start_at, end = effect["span"]
            assert text[start_at:end] == effect["printed"]


def test_extract_needs_no_store_and_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = extracted(example("patina"))
    assert (ended.status, ended.err, ended.out.count("\n")) == (0, "", 1)
    assert list(tmp_path.iterdir()) == []
