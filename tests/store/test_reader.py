"""Readers see published versions only, and keep theirs while it is open."""

import json
import multiprocessing
from hashlib import sha256
from pathlib import Path

import pytest

from trialgraph.errors import BadQuery, DocumentNotStored, StoreFormat, StoreMissing
from trialgraph.names import Iri
from trialgraph.store import (
    DocumentEntry,
    Statistics,
    Writer,
    create_or_open,
    current_version,
    open_reader,
)

GRAPH = Iri("https://w3id.org/trialgraph/id/document/sha-1")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_a_reader_works_beside_the_writer_and_sees_no_unpublished_change(writer: Writer) -> None:
    with open_reader(writer.path) as reader:
        writer.replace_graphs({GRAPH: b""})
        assert reader.graph(GRAPH)
        writer.publish()
        assert reader.graph(GRAPH)
    with open_reader(writer.path) as reader:
        assert reader.version == 2
        assert reader.graph(GRAPH) == b""


def test_a_reader_knows_its_version_and_what_it_holds(store: Path) -> None:
    with open_reader(store) as reader:
        assert reader.version == current_version(store) == 1
        assert reader.published_at.endswith("+00:00")
        assert reader.statistics() == Statistics(documents=1, trials=0, quads=11)
        assert reader.graphs() == [GRAPH]


def test_the_dump_is_sorted_and_its_digest_tells_versions_apart(writer: Writer) -> None:
    with open_reader(writer.path) as reader:
        dump = reader.dump()
        assert dump == b"".join(sorted(dump.splitlines(keepends=True)))
        assert reader.digest() == sha256(dump).hexdigest()
        assert dump == reader.graph(GRAPH)


def test_a_reader_answers_select_queries(store: Path) -> None:
    with open_reader(store) as reader:
        assert len(reader.select("SELECT ?s { ?s :start ?n FILTER(?n < 3) }")) == 3
        with pytest.raises(BadQuery, match="does not parse"):
            reader.select("SELECT")


def test_the_reader_reads_the_ledger_beside_the_writer(writer: Writer) -> None:
    writer.keep("sha-1", b"words", "words")
    writer.ledger.record(DocumentEntry("sha-1", "text", "00", "r", "t", "o", "stored"))
    with open_reader(writer.path) as reader:
        assert reader.kept_text("sha-1") == "words"
        assert [entry.identifier for entry in reader.entries()] == ["sha-1"]
        assert reader.entry("sha-9") is None
        with pytest.raises(DocumentNotStored):
            reader.kept_text("sha-9")


def test_a_directory_without_a_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="there is no store"):
        open_reader(tmp_path)


def test_a_store_with_nothing_published_says_so(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "store") as writer:
        assert current_version(writer.path) == 0
        with pytest.raises(StoreMissing, match="nothing is published"):
            open_reader(writer.path)


def test_a_reader_refuses_another_versions_store(store: Path) -> None:
    (store / "FORMAT").write_text(json.dumps({"format": 99}))
    with pytest.raises(StoreFormat, match="format 99"):
        open_reader(store)


def test_a_snapshot_that_is_gone_is_told(store: Path) -> None:
    (store / "CURRENT").write_text("77")
    with pytest.raises(StoreMissing, match="is gone"):
        open_reader(store)


def republish(writer: Writer, times: int) -> None:
    """Publish some more versions."""
    for _ in range(times):
        graph = writer.graph(GRAPH)
        writer.replace_graphs({GRAPH: b"".join(graph.splitlines(keepends=True)[1:])})
        writer.publish()


def test_old_snapshots_are_removed_but_never_under_an_open_reader(writer: Writer) -> None:
    snapshots = writer.path / "snapshots"
    with open_reader(writer.path) as reader:
        republish(writer, 4)
        assert sorted(place.name for place in snapshots.iterdir() if place.is_dir()) == [
            *("1", "3", "4", "5"),
        ]
        assert reader.select(COUNT)
    republish(writer, 1)
    assert {place.name.split(".")[0] for place in snapshots.iterdir()} == {"4", "5", "6"}


def test_a_snapshot_left_by_a_killed_writer_is_not_written_over(writer: Writer) -> None:
    (writer.path / "snapshots" / "2").mkdir()
    republish(writer, 1)
    assert current_version(writer.path) == 3


def count(path: Path) -> int:
    """Return how many statements another process sees."""
    with open_reader(path) as reader:
        return len(reader.dump().splitlines())


def test_several_processes_read_one_snapshot(store: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(count, [store, store]) == [11, 11]
