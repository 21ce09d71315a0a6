"""A downloaded vocabulary is loaded into a store and known to it by name."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.acceptance.running import examples
from tests.cli.conftest import Run

from trialgraph.store.known_terms import known_terms

CSV = (
    "DrugBank ID,Accession Numbers,Common name,CAS,UNII,Synonyms,Standard InChI Key\n"
    "DB99991,,cuplizumab,,,CUP-7,\nDB99992,,Pertuzumab,,,PTZ-0001,\n"
)


def test_a_loaded_name_is_known_and_a_shipped_one_takes_the_code(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "store"
    file = tmp_path / "drugs.csv"
    file.write_text(CSV, encoding="utf-8")
    ended = run("terms", "load", str(file), "--store", str(store))
    assert (ended.status, ended.out) == (0, "drugbank of unstated version: 2 entries\n")
    terms = known_terms(store)
    cup = terms.find("drug", "CUP-7")
    assert cup is not None
    assert cup.notation == "drugbank-DB99991"
    shipped = terms.find("drug", "PTZ-0001")
    assert shipped is not None
    assert shipped.notation == "pertuzumab"
    skos = (store / "vocabularies" / "drugbank.nt").read_text(encoding="utf-8")
    assert "/id/drug/pertuzumab> <http://www.w3.org/2004/02/skos/core#exactMatch>" in skos
    assert '"cuplizumab"@en' in skos
    listed = run("terms", "list", "--json", "--store", str(store))
    assert json.loads(listed.out) == {"name": "drugbank", "version": "", "entries": 2}


def test_a_gzipped_file_is_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "drugs.csv.gz"
    file.write_bytes(gzip.compress(CSV.encode()))
    assert run("terms", "load", str(file), "--store", str(tmp_path / "store")).status == 0


def test_wrong_use_and_bad_files_say_why(run: Run, tmp_path: Path) -> None:
    for words in (("load",), ("list", "x"), ("drop",)):
        assert run("terms", *words).status == 2
    missing = run("terms", "load", str(tmp_path / "none"), "--store", str(tmp_path / "store"))
    assert (missing.status, "[unreadable-path]" in missing.err) == (1, True)
    file = tmp_path / "words.txt"
    file.write_text("words", encoding="utf-8")
    refused = run("terms", "load", str(file), "--store", str(tmp_path / "store"))
    assert (refused.status, "[unreadable-vocabulary]" in refused.err) == (1, True)


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> tuple[str, str]:
    """Return the option of a store with one document, whose drugs the loaded file names."""
    option = ("--store", str(tmp_path / "store"))
    assert run("ingest", str(examples()[0]), *option).status == 0
    (tmp_path / "drugs.csv").write_text(CSV, encoding="utf-8")
    return option


def test_documents_stored_before_are_read_with_names_loaded_later(
    run: Run, filled: tuple[str, str], tmp_path: Path
) -> None:
    outcomes = []
    for _ in range(2):
        assert run("terms", "load", str(tmp_path / "drugs.csv"), *filled).status == 0
        outcomes.append(json.loads(run("reread", "--json", *filled).out)["outcome"])
    assert outcomes == ["stored", "unchanged"]


def test_questions_know_loaded_names(run: Run, filled: tuple[str, str], tmp_path: Path) -> None:
    asked = ("ask", "effects", "drug=PTZ-0001", "--show-query", *filled)
    assert "/drug/pertuzumab" not in run(*asked).out
    assert run("terms", "load", str(tmp_path / "drugs.csv"), *filled).status == 0
    assert "/drug/pertuzumab" in run(*asked).out


def record(number: str, *interventions: Mapping[str, object], heading: str) -> bytes:
    """Return a made-up record of the registry with an event and headings."""
    meshes = {"meshes": [{"id": "D999999", "term": heading}]}
    event = {"term": "Sneezing fits", "organSystem": "Nose disorders", "stats": []}
    return json.dumps(
        {
            "protocolSection": {
                "identificationModule": {"nctId": number, "briefTitle": "A study of mugs"},
                "armsInterventionsModule": {"interventions": list(interventions)},
            },
            "resultsSection": {"adverseEventsModule": {"seriousEvents": [event]}},
            "derivedSection": {
                "conditionBrowseModule": {
                    "meshes": [{"id": "D999998", "term": "Morning Thirst"}],
                    "ancestors": [{"id": "D999997", "term": "Wants"}],
                },
                "interventionBrowseModule": meshes,
            },
        }
    ).encode()


@pytest.fixture
def recorded(run: Run, tmp_path: Path) -> tuple[str, str]:
    """Return the option of a store with two made-up records and a letter that names a drug."""
    option = ("--store", str(tmp_path / "store"))
    names = ["Perjeta", "PTZ-0001", "PTZ-2"]
    drug: dict[str, object] = {"type": "DRUG", "name": "Pertuzumab", "otherNames": names}
    bath: dict[str, object] = {"type": "BEHAVIORAL", "name": "bath", "otherNames": ["soak"]}
    for number, one, heading in (
        ("NCT09990001", drug, "mugimab"),
        ("NCT09990002", bath, "Bathing"),
    ):
        file = tmp_path / f"{number}.json"
        file.write_bytes(record(number, one, heading=heading))
        assert run("ingest", str(file), *option).status == 0
    return option


def test_names_of_records_that_nothing_knows_are_suggested(
    run: Run, recorded: tuple[str, str]
) -> None:
    ended = run("terms", "list", "--suggested", *recorded)
    header, *lines = [line.split("\t") for line in ended.out.splitlines()]
    found = [dict(zip(header, line, strict=True)) for line in lines]
    assert [(one["count"], one["kind"], one["name"], one["synonym_of"]) for one in found] == [
        ("2", "condition", "Morning Thirst", ""),
        ("2", "event", "Sneezing fits", ""),
        ("1", "drug", "PTZ-0001", "pertuzumab"),
        ("1", "drug", "PTZ-2", "pertuzumab"),
        ("1", "drug", "mugimab", ""),
    ]
    assert found[0]["codes"] == "mesh:D999998"
    assert found[1]["organ_systems"] == "Nose disorders"
    assert found[1]["documents"] == "ctgov-NCT09990001; ctgov-NCT09990002"
    assert found[2]["pointer"] == "/protocolSection/armsInterventionsModule/interventions/0/name"
    assert ended.err == "5 of 5 suggestions\n"


def test_suggestions_are_limited_and_printed_as_json(run: Run, recorded: tuple[str, str]) -> None:
    ended = run("terms", "list", "--suggested", "--limit", "1", "--json", *recorded)
    found = json.loads(ended.out)
    assert (found["name"], found["synonyms"], found["codes"]) == (
        "Morning Thirst",
        [],
        ["mesh:D999998"],
    )
    assert ended.err == "1 of 5 suggestions\n"


def test_headings_of_the_older_xml_come_without_codes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "study.xml").write_text(
        "<clinical_study><id_info><nct_id>NCT09990003</nct_id></id_info>"
        "<intervention><intervention_type>Drug</intervention_type>"
        "<intervention_name>mugimab</intervention_name><other_name>Mug-2</other_name>"
        "</intervention><condition_browse><mesh_term>Thirst, Morning</mesh_term>"
        "</condition_browse></clinical_study>",
        encoding="utf-8",
    )
    option = ("--store", str(tmp_path / "store"))
    assert run("ingest", str(tmp_path / "study.xml"), *option).status == 0
    ended = run("terms", "list", "--suggested", "--json", *option)
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert [(one["name"], one["synonyms"], one["codes"]) for one in found] == [
        ("Thirst, Morning", [], []),
        ("mugimab", ["Mug-2"], []),
    ]


def test_a_loaded_name_is_suggested_no_more(
    run: Run, recorded: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "drugs.csv").write_text(CSV, encoding="utf-8")
    assert run("terms", "load", str(tmp_path / "drugs.csv"), *recorded).status == 0
    ended = run("terms", "list", "--suggested", *recorded)
    assert "PTZ-2" in ended.out
    assert "PTZ-0001" not in ended.out


def test_a_store_without_registry_records_suggests_nothing(
    run: Run, filled: tuple[str, str]
) -> None:
    ended = run("terms", "list", "--suggested", *filled)
    assert (ended.status, ended.out, ended.err) == (0, "", "0 of 0 suggestions\n")


def test_suggestions_need_a_list_and_a_limit_needs_suggestions(run: Run) -> None:
    for words in (("load", "x", "--suggested"), ("list", "--limit", "2")):
        ended = run("terms", *words)
        assert (ended.status, "terms list --suggested" in ended.err) == (2, True)
