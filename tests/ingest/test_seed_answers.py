"""The real seed documents through the whole way in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trialgraph import names
from trialgraph.check.shapes import check_derived
from trialgraph.ingest.run import ingest
from trialgraph.rdf.term import plain
from trialgraph.store import Reader, open_reader

PREFIXES = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in names.PREFIXES.items()) + "\n"


@pytest.fixture(scope="module")
def reader(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    store = tmp_path_factory.mktemp("seeds") / "store"
    assert {line.outcome for line in ingest(seeds.values(), store)} == {"stored"}
    with open_reader(store) as opened:
        yield opened


def rows(reader: Reader, query: str) -> list[dict[str, str]]:
    return [
        {name: plain(value).removeprefix(names.ONTOLOGY) for name, value in row.items()}
        for row in reader.select(PREFIXES + query)
    ]


def test_no_seed_holds_a_malformed_fact(reader: Reader) -> None:
    query = 'SELECT ?p { ?p a :ReportedProblem ; :statedCode "left-out" }'
    assert rows(reader, query) == []


def test_survival_with_the_added_drug_is_answered_as_the_specification_says(
    reader: Reader,
) -> None:
    found = rows(
        reader,
        """SELECT ?trial ?value ?strength ?current ?reason {
        ?r a :Result ; :comparison/:adds drug:pertuzumab ; :endPoint endpoint:OS ;
          :trial/rdfs:label ?trial ; :value ?value ; :strength ?strength ;
          :isCurrent ?current ; :reason ?reason } ORDER BY ?value""",
    )
    assert [
        tuple(row[name] for name in ("trial", "value", "strength", "current")) for row in found
    ] == [
        ("CLEOPATRA", "0.64", "NotSignificant", "true"),
        ("PRECIOUS", "0.71", "NotSignificant", "false"),
        ("PRECIOUS", "0.73", "Nominal", "true"),
    ]
    assert found[0]["reason"] == "BoundaryNotCrossed"


def test_survival_without_a_printed_result_is_not_reported(reader: Reader) -> None:
    query = """SELECT ?state { ?e :trial/rdfs:label "PATINA" ; :measures endpoint:OS ;
        :state ?state }"""
    assert rows(reader, query) == [{"state": "NotReported"}]


def test_every_hazard_ratio_is_there_once(reader: Reader) -> None:
    query = 'SELECT ?trial ?value { ?r :measure "HR" ; :value ?value ; :trial/rdfs:label ?trial }'
    found = sorted((row["trial"], row["value"]) for row in rows(reader, query))
    assert found == [
        ("CLEOPATRA", "0.6"),
        ("CLEOPATRA", "0.62"),
        ("CLEOPATRA", "0.62"),
        ("CLEOPATRA", "0.64"),
        ("CLEOPATRA", "0.65"),
        ("PATINA", "0.75"),
        ("PRECIOUS", "0.49"),
        ("PRECIOUS", "0.656"),
        ("PRECIOUS", "0.71"),
        ("PRECIOUS", "0.73"),
        ("PRECIOUS", "0.76"),
        ("PRECIOUS", "0.8"),
        ("PRECIOUS", "0.81"),
        ("PRECIOUS", "1.03"),
        ("PRECIOUS", "1.28"),
    ]


def test_six_arms_keep_their_sizes(reader: Reader) -> None:
    query = "SELECT ?n { ?a a :Arm ; :randomised ?n } ORDER BY ?n"
    sizes = [row["n"] for row in rows(reader, query)]
    assert sizes == ["109", "110", "257", "261", "402", "406"]


def test_the_size_of_an_arm_is_quoted_with_a_sentence_that_prints_it(reader: Reader) -> None:
    query = """SELECT ?arm ?n ?exact { ?arm a :Arm ; :randomised ?n ;
        :randomisedPassage/:exact ?exact }"""
    found = rows(reader, query)
    assert len({row["arm"] for row in found}) == 6
    assert [row for row in found if row["n"] not in row["exact"]] == []


def test_a_trial_is_registered_under_all_its_numbers(reader: Reader) -> None:
    query = 'SELECT ?id { ?t rdfs:label "PRECIOUS" ; :registration|:organisationStudyId ?id }'
    found = {row["id"] for row in rows(reader, query)}
    assert found == {"NCT02514681", "jRCTs041180153", "UMIN000018202", "JBCRG-M05"}


def test_two_documents_are_known_by_references_to_them(reader: Reader) -> None:
    query = "SELECT ?id { ?p a :Publication ; dcterms:identifier ?id }"
    found = {row["id"] for row in rows(reader, query)}
    assert {"pubmed:39854662", "pubmed:22149875", "doi:10.1056/NEJMoa1113216"} <= found


def test_the_claim_about_survival_is_contradicted_by_its_source(reader: Reader) -> None:
    query = """SELECT ?outcome ?elsewhere { ?c a :ClaimJudgement ; :aboutEndPoint endpoint:OS ;
        :aboutTrial/rdfs:label "CLEOPATRA" ; :outcome ?outcome ; :possiblyElsewhere ?elsewhere }"""
    assert rows(reader, query) == [{"outcome": "Contradicted", "elsewhere": "true"}]


def test_the_later_survival_report_is_a_known_gap(reader: Reader) -> None:
    query = """SELECT ?year { ?g a :KnownGap ; :aboutEndPoint endpoint:OS ;
        :aboutTrial/rdfs:label "CLEOPATRA" ; :year ?year }"""
    assert rows(reader, query) == [{"year": "2013"}]


def test_derived_graphs_of_the_seeds_have_their_shapes(reader: Reader) -> None:
    graphs = rows(reader, "SELECT DISTINCT ?g { GRAPH ?g { ?s a ?c } }")
    derived = [names.Iri(row["g"]) for row in graphs if "/id/graph/" in row["g"]]
    assert derived
    assert [f for graph in derived for f in check_derived(reader.graph(graph)).violations] == []
