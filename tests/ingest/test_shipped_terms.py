"""The terms that ship stand in a store as long as it holds a document, and as they ship."""

from pathlib import Path

import pytest

from trialgraph import assets
from trialgraph.ingest import run
from trialgraph.ingest.run import ingest, remove, reread
from trialgraph.names import Iri
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.skos import SHIPPED, shipped_graph
from trialgraph.rdf.term import text
from trialgraph.store import create_or_open, open_reader

ABSTRACT = "patina.abstract.txt"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return one of the bundled documents as a file."""
    path = tmp_path / ABSTRACT
    path.write_bytes((assets.room("examples") / ABSTRACT).read_bytes())
    return path


def held(store: Path) -> bytes:
    """Return the graph of the shipped terms as readers see it."""
    with open_reader(store) as reader:
        return reader.graph(SHIPPED)


def published(store: Path) -> int:
    with open_reader(store) as reader:
        return reader.version


def test_they_come_with_the_first_document_and_go_with_the_last(file: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (stored,) = ingest([file], store)
    assert held(store) == shipped_graph()
    assert [line.outcome for line in remove(store, [stored.identifier])] == ["removed"]
    with open_reader(store) as reader:
        assert (reader.graphs(), reader.dump()) == ([], b"")


def test_a_store_that_took_nothing_in_holds_none(tmp_path: Path) -> None:
    store, empty = tmp_path / "store", tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert [line.outcome for line in ingest([empty], store)] == ["unreadable"]
    with create_or_open(store) as writer:
        assert writer.graphs() == []


def test_they_are_written_again_where_others_ship(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    older = GraphText(SHIPPED)
    older.add(Iri("urn:gone"), Iri("urn:called"), text("no longer there"))
    with monkeypatch.context() as before:
        before.setattr(run, "shipped_graph", older.bytes)
        list(ingest([file], store))
    assert held(store) == older.bytes()
    assert [line.outcome for line in ingest([file], store)] == ["unchanged"]
    assert held(store) == shipped_graph()
    version = published(store)
    assert [line.outcome for line in ingest([file], store)] == ["unchanged"]
    assert published(store) == version


def test_a_run_that_was_killed_while_they_were_written_is_finished_by_the_next(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"

    class Killed(BaseException):
        """Stands for a process that ends between two steps."""

    def killed() -> bytes:
        raise Killed

    with monkeypatch.context() as cut:
        cut.setattr(run, "shipped_graph", killed)
        with pytest.raises(Killed):
            list(ingest([file], store))
    run.finish(store)
    assert held(store) == shipped_graph()
    with create_or_open(store) as writer:
        assert writer.ledger.unfinished() == []


def test_reading_again_leaves_them_as_they_are(file: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    list(ingest([file], store))
    list(reread(store))
    assert held(store) == shipped_graph()
