"""A record, a copied page and papers of one trial are one trial, however they arrive."""

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.one_trial import (
    EUDRACT,
    NUMBER,
    copied_page,
    jats,
    medline,
    pubmed_xml,
    record,
    results,
    with_results,
    written,
)
from tests.acceptance.running import run

from trialgraph import names
from trialgraph.catalogue.resolve import documents
from trialgraph.ingest.run import ingest
from trialgraph.rdf.term import plain
from trialgraph.store import open_reader

PREFIXES = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in names.PREFIXES.items()) + "\n"
Rows = list[dict[str, Any]]
Stored = Callable[..., Path]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """Return what brings documents into a store of their own."""

    def bring_in(*contents: bytes, store: str = "store") -> Path:
        named = {str(number): content for number, content in enumerate(contents)}
        lines = ingest(written(tmp_path / f"{store}-documents", **named), tmp_path / store)
        assert {line.outcome for line in lines} == {"stored"}
        return tmp_path / store

    return bring_in


def ask(store: Path, question: str, **given: str) -> dict[str, Any]:
    pairs = [f"{key}={value}" for key, value in given.items()]
    ended = run("ask", question, *pairs, "--json", store=store)
    assert (ended.status, ended.err) == (0, "")
    found: dict[str, Any] = json.loads(ended.out)
    return found


def select(store: Path, query: str) -> Rows:
    with open_reader(store) as reader:
        found = reader.select(PREFIXES + query)
    return [{name: plain(value) for name, value in row.items()} for row in found]


PAPERS = [pubmed_xml(), medline(), copied_page(), jats()]


@pytest.mark.parametrize("paper", PAPERS, ids=["PubMed XML", "MEDLINE", "copied page", "JATS"])
def test_a_record_and_a_paper_in_any_form_are_one_trial(paper: bytes, stored: Stored) -> None:
    store = stored(record(), paper)
    trials = select(store, "SELECT ?t ?d { ?t a :Trial ; :reportedBy|:registeredBy ?d }")
    assert {row["t"] for row in trials} == {names.trial(NUMBER)}
    assert len(trials) == 2


def test_all_forms_together_are_one_trial_and_one_result(stored: Stored) -> None:
    store = stored(record(), pubmed_xml(), copied_page(), jats())
    answer = ask(store, "effects")
    assert (answer["searched"]["documents"], answer["searched"]["trials"]) == (4, 1)
    (row,) = answer["rows"]
    assert (row["kind"], row["trial"], row["value"]) == ("answer", NUMBER, 0.71)
    assert len({one["document"] for one in row["passages"]}) == 4
    assert (row["median_experimental"], row["median_comparator"]) == (24.1, 18.2)
    values = select(
        store, "SELECT ?v (COUNT(?r) AS ?n) { ?v a :ArmResult ; :reportedAs ?r } GROUP BY ?v"
    )
    assert [row["n"] for row in values] == ["3", "3"]


def test_every_link_has_a_rule_and_two_places(stored: Stored) -> None:
    store = stored(record(), pubmed_xml(), jats())
    links = select(
        store,
        """SELECT ?rule ?key (COUNT(DISTINCT ?document) AS ?n) {
        ?trial a :Trial ; :identityLink ?link . ?link :rule ?rule ; :sharedKey ?key ; :joins ?one .
        GRAPH ?document { ?one a ?class } } GROUP BY ?rule ?key""",
    )
    found = {(row["rule"], row["key"]): row["n"] for row in links}
    assert found[("registration", EUDRACT)] == "2"
    # The record, and both documents that hold the publication it refers to.
    assert found[("reference of the record to", "pubmed-99000001")] == "3"


def test_the_dump_does_not_depend_on_the_order(stored: Stored) -> None:
    documents = [record(), pubmed_xml(), jats()]
    dumps = {
        run("export", store=stored(*order, store=f"store{number}")).out
        for number, order in enumerate(permutations(documents))
    }
    assert len(dumps) == 1


def test_a_listed_number_of_the_paper_names_its_trial(stored: Stored) -> None:
    silent = record(referencesModule=None)
    store = stored(silent, pubmed_xml(number=NUMBER))
    trials = select(store, "SELECT ?d { ?t a :Trial ; :reportedBy|:registeredBy ?d }")
    assert len(trials) == 2


@pytest.mark.parametrize("kind", ["BACKGROUND", None])
def test_a_reference_for_background_links_nothing(kind: str | None, stored: Stored) -> None:
    reference = {"pmid": "99000001", "citation": "Brew."} | ({"type": kind} if kind else {})
    named = {"nctId": NUMBER, "briefTitle": "Tea"}
    other = record(referencesModule={"references": [reference]}, identificationModule=named)
    store = stored(other, pubmed_xml())
    assert len(select(store, "SELECT ?t { ?t a :Trial }")) == 2


def test_a_paper_of_another_number_is_another_trial(stored: Stored) -> None:
    store = stored(record(), pubmed_xml(number="NCT09990002"))
    found = {row["t"] for row in select(store, "SELECT ?t { ?t a :Trial }")}
    assert found == {names.trial(NUMBER), names.trial("NCT09990002")}


def test_a_different_figure_in_the_registry_stands_beside(stored: Stored) -> None:
    store = stored(with_results(record(), results(value="0.75")), pubmed_xml())
    rows = ask(store, "effects")["rows"]
    assert {row["value"] for row in rows} == {0.71, 0.75}


def test_a_posted_result_is_available_from_its_posting(stored: Stored) -> None:
    (row,) = ask(stored(record()), "effects")["rows"]
    assert row["date"] == "2022-03-04"
    assert {one["document"] for one in row["passages"]} == {f"ctgov-{NUMBER}"}


def test_one_publication_held_twice_is_not_superseded_by_itself(stored: Stored) -> None:
    store = stored(pubmed_xml(), copied_page())
    (row,) = ask(store, "effects")["rows"]
    assert (row["kind"], len(row["passages"])) == ("answer", 2)
    (held,) = {row["p"] for row in select(store, "SELECT ?p { ?p a :Publication ; :document ?d }")}
    assert held.endswith("/pubmed-99000001")


def test_a_study_that_assigns_nobody_is_no_trial(stored: Stored) -> None:
    cohort = record(designModule={"studyType": "OBSERVATIONAL"})
    store = stored(cohort)
    kinds = select(store, f"SELECT ?k {{ <{names.trial(NUMBER)}> a ?k }}")
    assert [row["k"] for row in kinds] == [names.term("Study")]
    assert ask(store, "effects")["rows"] == []
    assert ask(store, "effects")["searched"]["trials"] == 0
    assert "trials: 0" in run("stats", store=store).out
    refused = run("ask", "registration-ids", f"trial={NUMBER}", store=store)
    assert "observational or expanded-access study" in refused.err


@pytest.mark.parametrize("design", [None, {"phases": ["NA"]}, {"studyType": "A QUESTION"}])
def test_a_record_that_states_no_type_is_no_trial(
    design: dict[str, Any] | None, stored: Stored
) -> None:
    store = stored(record(designModule=design))
    kinds = select(store, "SELECT DISTINCT ?k { ?s a ?k FILTER(?k IN (:Study, :Trial)) }")
    assert [row["k"] for row in kinds] == [names.term("Study")]
    reported = select(store, "SELECT ?s { ?s a :ReportedTrial }")
    assert reported == []
    refused = run("ask", "registration-ids", f"trial={NUMBER}", store=store)
    assert "one of no stated type" in refused.err


def test_a_paper_makes_a_trial_of_a_record_that_states_no_type(stored: Stored) -> None:
    store = stored(record(designModule=None), pubmed_xml())
    trials = select(store, "SELECT ?t ?d { ?t a :Trial ; :reportedBy|:registeredBy ?d }")
    assert {row["t"] for row in trials} == {names.trial(NUMBER)}
    assert len(trials) == 2


def test_results_of_a_retracted_paper_say_so(stored: Stored) -> None:
    (row,) = ask(stored(pubmed_xml("RetractionIn")), "effects")["rows"]
    assert (row["strength"], row["reason"]) == ("excluded", "retracted")
    assert "retracted" in row["reservations"]


def test_an_erratum_forbids_the_plain_word(stored: Stored) -> None:
    (row,) = ask(stored(pubmed_xml("ErratumIn"), jats()), "effects")["rows"]
    assert "erratum_unresolved" in row["reservations"]


def test_notices_of_records_are_listed_with_those_of_pages(stored: Stored) -> None:
    rows = ask(stored(pubmed_xml("RetractionIn")), "errata")["rows"]
    assert {row["notice"] for row in rows} == {"retraction"}


@pytest.mark.parametrize("typed", ["PMID:99000001", "doi:10.9999/TEA.2022.1", "PMC9900001"])
def test_a_publication_is_found_under_its_identifiers(typed: str, stored: Stored) -> None:
    with open_reader(stored(pubmed_xml(), jats())) as reader:
        assert len(documents(reader, typed)) == 2
