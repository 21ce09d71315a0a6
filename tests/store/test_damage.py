"""A store that is damaged, gone or closed is told in our words; nothing is lost in silence."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from trialgraph.errors import (
    BadQuery,
    DocumentNotStored,
    EvidenceError,
    StoreFormat,
    StoreMissing,
    StoreReadOnly,
)
from trialgraph.names import ID, Iri
from trialgraph.store import Reader, Writer, create_or_open, current_version, open_reader
from trialgraph.store.worker import Dataset, Limits, QueryWorker


def no_number(store: Path) -> None:
    """Write something else into CURRENT."""
    (store / "CURRENT").write_text("junk")


def emptied(store: Path) -> None:
    """Take the files of the snapshots away."""
    for file in store.glob("snapshots/*/*"):
        file.unlink()


def half_written(store: Path) -> None:
    """Cut what is written beside a snapshot."""
    for file in store.glob("snapshots/*.json"):
        file.write_text("{")


def without_lease(store: Path) -> None:
    """Take away what readers lock."""
    for file in store.glob("snapshots/*.lease"):
        file.unlink()


def other_words(store: Path) -> None:
    """Write something else beside a snapshot."""
    for file in store.glob("snapshots/*.json"):
        file.write_text('{"statistics": []}')


@pytest.mark.parametrize("damage", [no_number, emptied, half_written, other_words])
def test_a_damaged_snapshot_is_told(damage: Callable[[Path], None], store: Path) -> None:
    damage(store)
    with pytest.raises(StoreFormat, match="ingest a document again"):
        open_reader(store)
    with (
        QueryWorker(store, Limits()) as worker,
        pytest.raises(StoreFormat, match="ingest a document again"),
    ):
        worker.answer("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("damage", [emptied, half_written, other_words, without_lease])
def test_publishing_again_mends_a_damaged_snapshot(
    damage: Callable[[Path], None], store: Path
) -> None:
    damage(store)
    with create_or_open(store) as writer:
        writer.publish()
    with open_reader(store) as reader:
        assert reader.statistics().quads == 11


def test_a_snapshot_that_is_gone_is_told(store: Path) -> None:
    (store / "CURRENT").write_text("99")
    with pytest.raises(StoreMissing, match="gone"):
        open_reader(store)


def test_a_reader_writes_nothing(store: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in store.rglob("*")}
    with open_reader(store) as reader:
        assert reader.graphs()
    assert {file: file.stat().st_mtime_ns for file in store.rglob("*")} == before


@pytest.mark.parametrize(
    "use", [lambda reader: reader.entries(), lambda reader: reader.kept_text("sha-1")]
)
@pytest.mark.parametrize("content", [b"no ledger at all", None])
def test_a_ledger_that_cannot_be_read_is_told(
    use: Callable[[Reader], object], content: bytes | None, store: Path
) -> None:
    ledger = store / "ledger.sqlite"
    ledger.unlink()
    if content is not None:
        ledger.write_bytes(content * 100)
    with open_reader(store) as reader, pytest.raises(StoreFormat, match="ledger"):
        use(reader)


def test_a_writer_refuses_a_damaged_ledger_and_lets_go(store: Path) -> None:
    (store / "ledger.sqlite").write_bytes(b"no ledger at all" * 100)
    for _ in range(2):
        with pytest.raises(StoreFormat, match="move it away"):
            create_or_open(store)
    (store / "ledger.sqlite").unlink()
    with create_or_open(store) as writer:
        assert writer.ledger.entries() == []


def test_quads_that_are_gone_are_not_published_as_nothing(store: Path) -> None:
    shutil.rmtree(store / "quads")
    for _ in range(2):
        with pytest.raises(StoreFormat, match="quads of the store are gone"):
            create_or_open(store)
    assert current_version(store) == 1


def test_kept_bytes_that_are_gone_are_told(writer: Writer) -> None:
    writer.keep("sha-1", b"content", "text")
    shutil.rmtree(writer.path / "documents")
    with pytest.raises(DocumentNotStored, match="cannot be read"):
        writer.kept("sha-1")


@pytest.mark.parametrize("below", ["file/store", "file"])
def test_no_store_is_made_where_none_can_be(below: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")
    with pytest.raises(EvidenceError, match="store"):
        create_or_open(tmp_path / below)


def test_a_store_that_may_not_be_written_to_is_told(store: Path) -> None:
    (store / "HOLDER").unlink()
    (store / "HOLDER").mkdir()
    with pytest.raises(StoreReadOnly, match="wanted a store that this user may write to"):
        create_or_open(store)


def test_half_a_character_is_no_query(store: Path) -> None:
    with QueryWorker(store) as worker, pytest.raises(BadQuery, match="half a character"):
        worker.answer('ASK { ?s ?p "\ud800" }')
    assert worker.process_id is None


@pytest.mark.parametrize("name", [":", "http://[x", "no iri"])
def test_a_graph_that_is_no_iri_does_not_end_the_process(name: str, store: Path) -> None:
    with QueryWorker(store) as worker:
        worker.answer("ASK {}")
        process = worker.process_id
        with pytest.raises(BadQuery, match="absolute IRI"):
            worker.answer("ASK {}", dataset=Dataset(default=(Iri(name),)))
        assert worker.process_id == process


def test_a_copy_that_a_killed_writer_began_stops_nobody_and_goes(store: Path) -> None:
    begun = store / "snapshots" / "2.tmp"
    begun.mkdir()
    (begun / "000001.sst").write_bytes(b"half")
    with open_reader(store) as reader:
        assert reader.version == 1
    with create_or_open(store) as writer:
        writer.replace_graphs({Iri(f"{ID}document/sha-1"): b""})
        assert writer.publish() == 2
    assert not begun.exists()
    with open_reader(store) as reader:
        assert reader.version == 2
