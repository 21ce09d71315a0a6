"""All that graphs say is said as the ontology declares it: class, property, domain and range."""

import dataclasses
import gzip
import json
import typing
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.acceptance import one_trial
from tests.evidence.hand_made import made
from tests.ontology.spoken import misused
from tests.rdf import any_reading

from trialgraph import names
from trialgraph.evidence.derive import derive
from trialgraph.ingest.run import ingest
from trialgraph.model.reading import TrialDocument
from trialgraph.names import Iri, expand, term
from trialgraph.rdf.quads import Quad, parse
from trialgraph.rdf.term import integer, text
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import create_or_open, open_reader

GRAPH, ARM, TRIAL = Iri("urn:graph"), Iri("urn:arm"), Iri("urn:trial")
TYPE = expand("rdf:type")


def stored(paths: Iterable[Path], store: Path) -> tuple[Quad, ...]:
    """Return all that a store says when it holds some documents."""
    outcomes = [line for line in ingest(paths, store) if line.outcome != "stored"]
    assert outcomes == []
    with open_reader(store) as reader:
        return parse(reader.dump())


def used(quads: Iterable[Quad]) -> set[str]:
    """Return the names of the properties and classes of ours that stand in some statements."""
    said = {str(obj) if predicate == TYPE else predicate for _, predicate, obj, _ in quads}
    return {each.removeprefix(term("")) for each in said if each.startswith(term(""))}


@pytest.mark.parametrize("name", sorted(made()))
def test_a_document_says_what_the_ontology_declares(name: str) -> None:
    reading, document = made()[name]
    assert misused(parse(document_quads(reading, document))) == set()


def test_what_follows_says_what_the_ontology_declares(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "store") as writer:
        for reading, document in made().values():
            graph = names.document(reading.identifier)
            writer.replace_graphs({graph: document_quads(reading, document)})
        derive(writer, load_terms(), [reading.identifier for reading, _ in made().values()])
        quads = [quad for graph in writer.graphs() for quad in parse(writer.graph(graph))]
    derived = [quad for quad in quads if "/id/graph/" in quad[3]]
    assert len(derived) > 100
    assert misused(derived, quads) == set()


@pytest.mark.unmeasured
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
@pytest.mark.parametrize(
    "field",
    [one.name for one in dataclasses.fields(TrialDocument) if one.default != dataclasses.MISSING],
)
def test_any_reading_says_what_the_ontology_declares(field: str, data: st.DataObject) -> None:
    hint = typing.get_type_hints(TrialDocument)[field]
    reading = any_reading.reading(**{field: data.draw(any_reading.parts(hint))})
    assert misused(parse(any_reading.written(reading))) == set()


OBSERVED = {
    "designModule": {
        "studyType": "OBSERVATIONAL",
        "designInfo": {"observationalModel": "COHORT", "timePerspective": "PROSPECTIVE"},
        "enrollmentInfo": {"count": 90, "type": "ESTIMATED"},
    },
    "armsInterventionsModule": None,
    "referencesModule": None,
}


def test_records_and_papers_of_one_trial_say_what_the_ontology_declares(tmp_path: Path) -> None:
    paths = one_trial.written(
        tmp_path / "documents",
        **{
            "record.json": one_trial.record(),
            "observed.json": one_trial.record("NCT09990002", **OBSERVED),
            "paper.xml": one_trial.jats(),
            "pubmed.xml": one_trial.pubmed_xml("RetractionIn", one_trial.NUMBER),
        },
    )
    quads = stored(paths, tmp_path / "store")
    assert misused(quads) == set()
    assert used(quads) >= {
        *("Study", "Trial", "IdentityLink", "identityLink", "joins", "sharedKey", "rule"),
        *("publicationState", "studyType", "pointer", "ReportedStudy", "ReportedCorrection"),
    }


def test_what_the_reference_documents_say_is_declared(reference: Path, tmp_path: Path) -> None:
    data = reference / "data"
    with gzip.open(data / "registry-json" / "records.jsonl.gz") as lines:
        records = [line for line in lines if b'"resultsSection"' in line][:8]
        assert all(json.loads(line)["resultsSection"] for line in records)
    with ZipFile(data / "registry-xml" / "clinical_study.zip") as archive:
        xml = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")][:8]
    paths = one_trial.written(
        tmp_path / "documents",
        **{f"{number}.json": content for number, content in enumerate(records)},
        **{f"{number}.xml": content for number, content in enumerate(xml)},
    )
    quads = stored([*paths, data / "pubmed-xml" / "single"], tmp_path / "store")
    assert misused(quads) == set()
    assert used(quads) >= {
        *("ReportedResultGroup", "ReportedMeasurement", "ReportedDenominator", "ReportedSite"),
        *("ReportedEventCount", "ReportedEventGroup", "ReportedFlowCount", "ReportedFlowStep"),
        *("ReportedHeading", "ReportedOfficial", "ReportedAnalysis", "ReportedGrant"),
    }


WRONG = {
    "no class": ((ARM, TYPE, term("Armm")), "Armm"),
    "a class of nobody": ((ARM, TYPE, Iri("urn:Arm")), "urn:Arm"),
    "no property": ((ARM, term("roles"), term("ControlArm")), "roles"),
    "words for a thing": ((ARM, term("role"), text("control")), "role"),
    "a thing for words": ((TRIAL, term("phase"), ARM), "phase"),
    "another domain": ((TRIAL, term("role"), term("ControlArm")), "role"),
    "another range": ((ARM, term("role"), term("Favours")), "role"),
    "another datatype": ((TRIAL, term("phase"), integer(3)), "phase"),
}


@pytest.mark.parametrize(("statement", "blamed"), WRONG.values(), ids=WRONG)
def test_a_term_used_otherwise_is_noticed(statement: tuple[Iri, Iri, Iri], blamed: str) -> None:
    right: list[Quad] = [
        (ARM, TYPE, term("Arm"), GRAPH),
        (TRIAL, TYPE, term("Trial"), GRAPH),
        (TRIAL, term("phase"), text("3"), GRAPH),
        (ARM, term("role"), term("ControlArm"), GRAPH),
    ]
    assert misused(right) == set()
    assert {name for name, _, _ in misused([*right, (*statement, GRAPH)])} == {blamed}
