"""A criterion of a record is its own passage, and is shown as one that has a passage."""

from pathlib import Path

import pytest
from tests.acceptance import one_trial

from trialgraph.catalogue.panels import panel
from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.ingest.run import ingest
from trialgraph.model.document import Document
from trialgraph.names import document as document_iri
from trialgraph.names import term
from trialgraph.rdf.quads import parse
from trialgraph.rdf.read import trial_document
from trialgraph.rdf.term import plain
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import open_reader

CRITERIA = (
    "Inclusion Criteria:\n\n* A dry cough\n* Age \\>40 years\n\nExclusion Criteria:\n\n* A cold"
)
SHOWN = ["A cold", "A dry cough", "Age \\>40 years"]
RECORD = one_trial.record(eligibilityModule={"eligibilityCriteria": CRITERIA})


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(RECORD)


@pytest.fixture(scope="module")
def graph(document: Document) -> bytes:
    return document_quads(read_trial_document(document, load_terms()), document)


def test_only_words_that_are_printed_otherwise_have_a_passage_beside_them(graph: bytes) -> None:
    said: dict[str, dict[str, str]] = {}
    for subject, predicate, obj, _ in parse(graph):
        said.setdefault(subject, {})[predicate] = plain(obj)
    criteria = [one for one in said.values() if term("statedText") in one]
    passages = {one[term("statedText")]: one.get(term("passage")) for one in criteria}
    assert [words for words, passage in passages.items() if passage is None] == [
        words for words in passages if ">" not in words
    ]
    assert len(passages) == len(SHOWN)
    assert said[passages["Age >40 years"] or ""][term("exact")] == "Age \\>40 years"


def test_a_reading_reads_back_equal_with_and_without_passages(
    document: Document, graph: bytes
) -> None:
    assert trial_document(graph) == read_trial_document(document, load_terms())


def test_every_criterion_is_among_the_facts_of_its_page_at_its_characters(
    document: Document, tmp_path: Path
) -> None:
    paths = one_trial.written(tmp_path / "documents", **{"record.json": RECORD})
    assert [line.outcome for line in ingest(paths, tmp_path / "store")] == ["stored"]
    with open_reader(tmp_path / "store") as reader:
        rows = panel(reader, "document-facts", held=[document_iri(document.identifier)])
    found = [row for row in rows if row.text("kind") == "reported_criterion"]
    quoted = [one for row in found for one in row.passages]
    assert sorted(one.exact for one in quoted) == SHOWN
    assert [document.text[one.start : one.end] for one in quoted] == [one.exact for one in quoted]
    assert {one.document for one in quoted} == {document.identifier}
    assert all(row.text("pointer").startswith("/protocolSection/eligibility") for row in found)
    assert [row.text("place") for row in found] == [f"{one.start}-{one.end}" for one in quoted]
