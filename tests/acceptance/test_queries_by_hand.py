"""Queries as a researcher writes them: no GRAPH, no prefixes, nothing found twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.running import run

BENEFIT = """\
SELECT DISTINCT ?trial ?stage ?strength ?value ?lower ?upper ?sentence {
  ?result a :Result ; :trial/rdfs:label ?trial ; :comparison/:adds drug:pertuzumab ;
          :endPoint endpoint:OS ; :isCurrent true ; :direction :FavoursExperimental ;
          :strength ?strength ; :stage ?stage ; :value ?value ; :upper ?upper ;
          :reportedAs/:passage/:exact ?sentence .
  OPTIONAL { ?result :lower ?lower } FILTER(?strength IN (:Confirmed, :Nominal)) }
"""


@pytest.fixture(scope="module", params=["examples", "seeds"])
def store(request: pytest.FixtureRequest) -> Path:
    name = {"examples": "example_store", "seeds": "seed_store"}[request.param]
    found: Path = request.getfixturevalue(name)
    return found


def asked(store: Path, query: str) -> list[dict[str, Any]]:
    """Return the solutions of a query, its values as they are printed."""
    ended = run("query", query, "--json", store=store)
    assert (ended.status, ended.err) == (0, "")
    bindings = json.loads(ended.out)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in bindings]


def test_the_question_fits_on_twelve_lines_and_has_its_answer(store: Path) -> None:
    assert BENEFIT.count("\n") <= 12
    assert "GRAPH" not in BENEFIT
    (row,) = asked(store, BENEFIT)
    assert (row["trial"], row["value"], row["upper"]) == ("PRECIOUS", "0.73", "0.97")
    assert row["stage"].endswith("#Final")
    assert row["strength"].endswith("#Nominal")
    assert "lower" not in row
    assert "0.73" in row["sentence"]


def test_the_question_needs_no_distinct(store: Path) -> None:
    assert len(asked(store, BENEFIT.replace("DISTINCT ", ""))) == 1


def test_an_arm_counts_once_however_many_documents_describe_it(store: Path) -> None:
    assert asked(store, "SELECT (COUNT(?a) AS ?n) { ?a a :Arm }") == [{"n": "6"}]


def test_a_trial_counts_once_however_many_documents_report_it(store: Path) -> None:
    query = "SELECT ?label { ?t a :Trial ; rdfs:label ?label ; :hasArm ?arm } GROUP BY ?t ?label"
    assert sorted(row["label"] for row in asked(store, query)) == [
        "CLEOPATRA",
        "PATINA",
        "PRECIOUS",
    ]


def test_results_count_once_with_a_class_and_without(store: Path) -> None:
    with_class = asked(store, "SELECT ?r ?v { ?r a :Result ; :endPoint endpoint:OS ; :value ?v }")
    without = asked(store, "SELECT ?r ?v { ?r :endPoint endpoint:OS ; :value ?v }")
    assert sorted(row["v"] for row in without) == ["0.64", "0.71", "0.73"]
    assert sorted(without, key=str) == sorted(with_class, key=str)


@pytest.mark.parametrize("link", [":endPoint", ":comparison", ":trial", ":strength"])
def test_any_way_to_a_result_finds_it_once(link: str, store: Path) -> None:
    found = [row["r"] for row in asked(store, f"SELECT ?r {{ ?r {link} ?x ; :value ?v }}")]
    assert found
    assert len(found) == len(set(found))


def test_no_statement_stands_in_two_graphs(store: Path) -> None:
    twice = "SELECT ?s { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(STR(?g) < STR(?h)) }"
    assert asked(store, twice) == []


def test_every_merged_result_leads_to_characters_of_a_document(store: Path) -> None:
    silent = """SELECT ?r { ?r a :Result
        FILTER NOT EXISTS { ?r :reportedAs/:passage [ :exact ?words ; :inDocument ?document ] } }"""
    assert asked(store, silent) == []


def test_every_quote_is_at_its_place(store: Path) -> None:
    ended = run("check", "--quotes", store=store)
    assert (ended.status, ended.out) == (0, "")
