"""The merged layer in a store: what a researcher's first queries meet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.evidence.hand_made import made

from trialgraph import names
from trialgraph.check.shapes import check_derived
from trialgraph.evidence.derive import derive
from trialgraph.rdf.term import plain
from trialgraph.rdf.write import document_quads
from trialgraph.store import Writer, create_or_open
from trialgraph.terms.index import TermIndex

PREFIXES = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in names.PREFIXES.items()) + "\n"


def put(writer: Writer, *short: str) -> list[str]:
    """Store hand-made documents and return their identifiers."""
    for name in short:
        reading, document = made()[name]
        graph = names.document(reading.identifier)
        writer.replace_graphs({graph: document_quads(reading, document)})
    return [made()[name][0].identifier for name in short]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, terms: TermIndex) -> Iterator[Writer]:
    with create_or_open(tmp_path_factory.mktemp("filled") / "store") as writer:
        derive(writer, terms, put(writer, "S0", "S1", "S2", "S3", "S4"))
        yield writer


def rows(writer: Writer, query: str) -> list[dict[str, str]]:
    return [
        {name: plain(value).removeprefix(names.ONTOLOGY) for name, value in row.items()}
        for row in writer.select(PREFIXES + query)
    ]


def test_a_query_of_a_few_lines_tells_who_lives_longer_with_the_added_drug(filled: Writer) -> None:
    found = rows(
        filled,
        """SELECT ?trial ?stage ?strength ?value ?lower ?upper ?sentence {
        ?result a :Result ; :trial/rdfs:label ?trial ; :comparison/:adds drug:pertuzumab ;
          :endPoint endpoint:OS ; :isCurrent true ; :direction :FavoursExperimental ;
          :strength ?strength ; :stage ?stage ; :value ?value ; :upper ?upper ;
          :reportedAs/:passage/:exact ?sentence .
        OPTIONAL { ?result :lower ?lower } FILTER(?strength IN (:Confirmed, :Nominal)) }""",
    )
    (row,) = found
    assert (row["trial"], row["stage"], row["strength"]) == ("PRECIOUS", "Final", "Nominal")
    assert (row["value"], row["upper"]) == ("0.73", "0.97")
    assert "lower" not in row
    assert "0.73" in row["sentence"]


def test_each_arm_is_counted_once_however_many_documents_describe_it(filled: Writer) -> None:
    assert rows(filled, "SELECT (COUNT(?a) AS ?n) { ?a a :Arm }") == [{"n": "6"}]


def test_a_query_without_any_class_finds_each_result_once(filled: Writer) -> None:
    query = "SELECT ?r { ?r :endPoint ?e ; :value ?v ; :comparison ?c }"
    found = [row["r"] for row in rows(filled, query)]
    assert len(found) == len(set(found)) == 17


def test_a_label_stands_once(filled: Writer) -> None:
    query = "SELECT ?s (COUNT(*) AS ?n) { ?s rdfs:label ?l } GROUP BY ?s HAVING (COUNT(*) > 1)"
    assert rows(filled, query) == []


def test_a_trial_is_found_under_all_its_numbers(filled: Writer) -> None:
    query = """SELECT ?number { ?t rdfs:label "PRECIOUS" ; :registration ?number }"""
    found = {row["number"] for row in rows(filled, query)}
    assert found == {"NCT02514681", "jRCTs041180153", "UMIN000018202"}


def test_trials_that_add_a_drug_are_told_from_those_only_mentioned(filled: Writer) -> None:
    query = """SELECT ?label { ?t :reportedBy ?d ; rdfs:label ?label ;
        :hasComparison/:adds drug:pertuzumab }"""
    assert {row["label"] for row in rows(filled, query)} == {"CLEOPATRA", "PRECIOUS"}
    mentioned = """SELECT DISTINCT ?label { ?t :mentionedBy ?d ; rdfs:label ?label
        FILTER NOT EXISTS { ?t :reportedBy ?r } }"""
    assert {row["label"] for row in rows(filled, mentioned)} == {"MARIANNE", "APHINITY", "SOPHIA"}


def test_the_boundary_of_an_interim_stands_on_its_result(filled: Writer) -> None:
    (row,) = rows(
        filled,
        """SELECT ?hr ?p ?name ?spending ?kind ?crossed ?events ?planned ?fraction ?open {
        ?r :endPoint endpoint:OS ; :stage :Interim ; :boundaryValue ?hr ; :boundaryP ?p ;
          :boundaryName ?name ; :boundarySpending ?spending ; :boundaryKind ?kind ;
          :boundaryCrossed ?crossed ; :totalEvents ?events ; :plannedEvents ?planned ;
          :informationFraction ?fraction ; :isOpen ?open }""",
    )
    assert (row["hr"], row["p"], row["crossed"], row["open"]) == (
        "0.603",
        "0.0012",
        "false",
        "true",
    )
    assert (row["events"], row["planned"], row["fraction"]) == ("165", "385", "0.43")
    assert (row["name"], row["spending"], row["kind"]) == (
        "O'Brien-Fleming",
        "Lan-DeMets",
        "efficacy",
    )


def test_confirmed_without_blocking_reservations_is_a_flag_of_its_own(filled: Writer) -> None:
    query = "SELECT ?value { ?r :isPlainBenefit true ; :value ?value } ORDER BY ?value"
    assert [row["value"] for row in rows(filled, query)] == ["0.62", "0.75"]
    query = "SELECT ?b { ?r :value 0.76 ; :blockingReservation ?b }"
    assert rows(filled, query) == [{"b": "InformationShortfall"}]


def test_medians_stand_beside_their_result(filled: Writer) -> None:
    query = """SELECT ?arm ?months { ?v :ofResult/:value 0.73 ; :armValue ?months ;
        :kind "median" ; :arm/rdfs:label ?arm }"""
    found = {row["arm"]: row["months"] for row in rows(filled, query)}
    assert found == {"PTC": "36.2", "TC": "26.5"}


def test_a_publication_says_which_references_it_is(filled: Writer) -> None:
    query = """SELECT ?id { ?p a :Publication ; dcterms:identifier ?id ;
        :sameAsReference/:exact|:citedIn ?any ; :document ?d ; :evidence ?why }"""
    assert {"pubmed:39854662", "pubmed:22149875", "doi:10.1056/NEJMoa1113216"} <= {
        row["id"] for row in rows(filled, query)
    }


def test_every_derived_graph_has_the_shape_it_should(filled: Writer) -> None:
    derived = [graph for graph in filled.graphs() if "/id/graph/" in graph]
    found = [
        finding for graph in derived for finding in check_derived(filled.graph(graph)).findings
    ]
    assert len(derived) == 10
    assert found == []


def contents(writer: Writer) -> dict[str, bytes]:
    return {graph: writer.graph(graph) for graph in writer.graphs()}


@pytest.mark.parametrize("order", ["43210", "20413", "31402"])
def test_what_follows_does_not_depend_on_the_order_of_documents(
    order: str, filled: Writer, tmp_path: Path, terms: TermIndex
) -> None:
    with create_or_open(tmp_path / "store") as writer:
        for number in order:
            derive(writer, terms, put(writer, f"S{number}"))
        assert contents(writer) == contents(filled)


@pytest.mark.parametrize("gone", ["S0", "S1", "S2", "S3", "S4"])
def test_a_document_taken_out_leaves_no_trace(gone: str, tmp_path: Path, terms: TermIndex) -> None:
    rest = [name for name in made() if name != gone]
    with create_or_open(tmp_path / "never") as never:
        derive(never, terms, put(never, *rest))
        wanted = contents(never)
    with create_or_open(tmp_path / "out") as writer:
        derive(writer, terms, put(writer, *made()))
        identifier = made()[gone][0].identifier
        writer.replace_graphs({names.document(identifier): b""})
        derive(writer, terms, [identifier])
        assert contents(writer) == wanted


def test_a_date_that_rested_on_a_reference_goes_with_it(tmp_path: Path, terms: TermIndex) -> None:
    record, document = made()["S2"]
    silent = replace(record, trials=record.trials[:1])
    with create_or_open(tmp_path / "store") as writer:
        put(writer, "S3")
        graph = names.document(record.identifier)
        writer.replace_graphs({graph: document_quads(silent, document)})
        derive(writer, terms, [made()["S3"][0].identifier, record.identifier])
        query = "SELECT DISTINCT ?day { ?r a :Result ; :availableFrom ?day }"
        assert rows(writer, query) == [{"day": "2011-12-07"}]
        writer.replace_graphs({graph: b""})
        derive(writer, terms, [record.identifier])
        assert rows(writer, query) == [{"day": "2012-01-12"}]


def test_nothing_changed_derives_nothing(filled: Writer, terms: TermIndex) -> None:
    before = contents(filled)
    derive(filled, terms, [])
    derive(filled, terms, [made()["S0"][0].identifier])
    assert contents(filled) == before
