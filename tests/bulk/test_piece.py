"""One document is made into what is stored of it, by any process, always the same."""

import pickle
from pathlib import Path

import pytest
from tests.acceptance.running import examples

from trialgraph.bulk.piece import Piece, Terms, piece
from trialgraph.errors import UnreadablePath
from trialgraph.ingest import reading
from trialgraph.ingest.versions import terms_version
from trialgraph.names import document
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Terms:
    return Terms(load_terms(), terms_version(tmp_path_factory.mktemp("none")))


def test_a_piece_is_what_an_ingest_stores(terms: Terms, example_reader: Reader) -> None:
    for file in examples():
        found = piece(str(file), file.read_bytes(), terms)
        assert found.outcome == "stored"
        assert found.entry is not None
        held = example_reader.entry(found.identifier)
        assert held is not None
        assert (held.sha256, held.reader, held.terms, held.ontology, held.source) == (
            found.entry.sha256,
            found.entry.reader,
            found.entry.terms,
            found.entry.ontology,
            str(file),
        )
        assert example_reader.kept_text(found.identifier) == found.text
        for name, graph in found.graphs.items():
            assert b"".join(sorted(graph.splitlines(keepends=True))) == example_reader.graph(name)
        assert found.graphs[document(found.identifier)]


def test_a_piece_passes_between_processes(terms: Terms) -> None:
    file = examples()[0]
    found = piece(file.name, file.read_bytes(), terms)
    passed = pickle.loads(pickle.dumps(found))  # noqa: S301 -- pickled here
    assert passed == found == piece(file.name, file.read_bytes(), terms)


def test_what_is_no_document_is_told(terms: Terms) -> None:
    found = piece("a.json", b"\x00\x01", terms)
    assert (found.outcome, found.identifier, found.graph) == ("unreadable", "", b"")
    assert found.message
    assert found.line.code


def test_what_did_not_come_is_told(terms: Terms) -> None:
    error = UnreadablePath("cannot open it")
    found = piece("a.json", error, terms)
    assert (found.outcome, found.message) == ("unreadable", "cannot open it")
    assert found.line.code == UnreadablePath.code


def test_a_fault_of_ours_is_told_and_stores_nothing(
    terms: Terms, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = examples()[0]
    monkeypatch.setattr(reading, "read_trial_document", None)
    found: Piece = piece(str(file), Path(file).read_bytes(), terms)
    assert found.outcome == "set aside"
    assert found.report.startswith("Traceback")
    assert (found.graph, found.text) == (b"", "")
    assert found.entry is not None
    assert found.entry.state == "set aside"
