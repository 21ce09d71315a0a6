"""Each version has its own index: whole or not at all, made of the one before where it can be."""

import fcntl
import multiprocessing
import os
import signal
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from tests.store.conftest import GRAPH, numbered

from trialgraph.names import Iri
from trialgraph.store import open_reader
from trialgraph.store.backups import backup
from trialgraph.store.compacting import compact
from trialgraph.store.doctor import Line, examine
from trialgraph.store.folder import Folder
from trialgraph.store.journal import note, noted
from trialgraph.store.name_files import build_names, names_in_memory, open_earlier, open_names
from trialgraph.store.name_index import NameIndex
from trialgraph.store.name_tables import Named, NameTables
from trialgraph.store.restoring import restore
from trialgraph.store.snapshots import names_file
from trialgraph.store.writer import Writer, create_or_open

OTHER = Iri(f"{GRAPH}-other")


class Filling:
    """Puts one name in, and notes what it was told had changed."""

    def __init__(self) -> None:
        self.told: list[Collection[Iri] | None] = []

    def __call__(self, tables: NameTables, changed: Collection[Iri] | None) -> None:
        """Put it in."""
        self.told.append(changed)
        tables.put(Named("drug", "d", "name"))


@pytest.fixture
def fill() -> Filling:
    return Filling()


def named(store: Path, fill: Filling, stamp: str = "stamp") -> bool:
    """Make the index of the newest version."""
    with open_reader(store) as reader:
        return build_names(reader, stamp, fill)


def change(store: Path, *graphs: Iri, count: int = 3) -> None:
    """Publish other contents of some graphs."""
    with create_or_open(store) as writer:
        writer.replace_graphs({graph: numbered(count, graph) for graph in graphs})
        writer.publish()


def looked_at(store: Path) -> Line:
    """Return what the doctor says of the names."""
    return next(line for line in examine(store) if line.looked_at == "names")


def test_an_index_is_of_its_version_alone(store: Path, fill: Filling) -> None:
    assert named(store, fill)
    with open_reader(store) as first:
        change(store, GRAPH)
        with open_reader(store) as second:
            assert open_names(second, "stamp") is None
            earlier = open_earlier(second, "stamp")
            assert earlier is not None
            assert earlier.version == 1
            earlier.close()
            assert open_earlier(second, "other terms") is None
        found = open_names(first, "stamp")
        assert found is not None
        found.close()
        assert open_names(first, "other terms") is None


def test_it_is_made_once(store: Path, fill: Filling) -> None:
    assert [named(store, fill), named(store, fill)] == [True, True]
    assert fill.told == [None]


def test_the_next_is_made_of_what_changed(store: Path, fill: Filling) -> None:
    named(store, fill)
    change(store, OTHER)
    change(store, GRAPH, count=4)
    named(store, fill)
    change(store)
    named(store, fill)
    assert fill.told == [None, {GRAPH, OTHER}]  # nothing was published: the index is there


def test_a_graph_that_got_more_has_changed(store: Path, fill: Filling) -> None:
    named(store, fill)
    with create_or_open(store) as writer:
        writer.extend_graphs({GRAPH: numbered(12)})
        writer.publish()
    named(store, fill)
    assert fill.told == [None, {GRAPH}]


def test_a_graph_with_the_same_contents_has_not_changed(store: Path, fill: Filling) -> None:
    named(store, fill)
    with create_or_open(store) as writer:
        writer.replace_graphs({GRAPH: numbered(10), OTHER: numbered(1, OTHER)})
        writer.publish()
    named(store, fill)
    assert fill.told == [None, {OTHER}]


def _by_update(writer: Writer) -> None:
    writer.update("INSERT DATA { GRAPH <http://example.org/g> { <http://a> <http://b> 1 } }")


def _by_an_older_program(writer: Writer) -> None:
    (writer.path / "UNPUBLISHED").touch()
    writer.replace_graphs({OTHER: numbered(1, OTHER)})


@pytest.mark.parametrize("way", [_by_update, _by_an_older_program])
def test_where_nobody_knows_what_changed_all_is_read(
    store: Path, fill: Filling, way: Callable[[Writer], None]
) -> None:
    named(store, fill)
    with create_or_open(store) as writer:
        way(writer)
        writer.publish()
    named(store, fill)
    assert fill.told == [None, None]


def test_with_other_terms_all_is_read(store: Path, fill: Filling) -> None:
    named(store, fill)
    change(store, OTHER)
    named(store, fill, "other terms")
    assert fill.told == [None, None]


def test_a_run_that_was_stopped_before_publishing_is_noted(store: Path, fill: Filling) -> None:
    named(store, fill)
    with create_or_open(store) as writer:
        writer.replace_graphs({OTHER: numbered(1, OTHER)})
    change(store, GRAPH)
    named(store, fill)
    assert fill.told == [None, {GRAPH, OTHER}]


def test_a_note_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    file = tmp_path / "UNPUBLISHED"
    note(file, [GRAPH])
    with file.open("a") as out:
        out.write("\nhttps://w3id.org/tri")
    note(file, [OTHER])
    told = noted(file)
    assert told is not None
    assert {GRAPH, OTHER} <= told


def test_a_compacted_store_keeps_its_names(store: Path, fill: Filling) -> None:
    named(store, fill)
    compact(store)
    with open_reader(store) as reader:
        assert open_names(reader, "stamp") is None  # versions that nobody reads are gone
    named(store, fill)
    assert fill.told == [None, None]


def test_an_index_goes_with_its_version(store: Path, fill: Filling) -> None:
    for count in range(11, 16):
        change(store, GRAPH, count=count)
        named(store, fill)
    kept = {int(one.name.split(".")[0]) for one in (store / "snapshots").glob("*.names.sqlite")}
    assert kept == {4, 5, 6}


def test_a_backup_leaves_it_out_and_a_restored_store_has_another_made(
    store: Path, fill: Filling, tmp_path: Path
) -> None:
    named(store, fill)
    backup(store, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "restored")
    assert not list((tmp_path / "restored" / "snapshots").glob("*.names*"))
    assert looked_at(tmp_path / "restored").remedy == "run 'trialgraph index'"
    assert named(tmp_path / "restored", fill)
    assert looked_at(tmp_path / "restored").remedy == ""


def test_the_doctor_sees_a_damaged_index(store: Path, fill: Filling) -> None:
    named(store, fill)
    file = names_file(Folder(store), 1)
    file.write_bytes(file.read_bytes()[:5_000])
    assert not looked_at(store).is_well


def test_two_do_not_make_it_at_once(store: Path, fill: Filling) -> None:
    with Folder(store).indexing.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not named(store, fill)
    assert named(store, fill)


def _killed_while_filling(store: Path) -> None:
    def fill(tables: NameTables, _: Collection[Iri] | None) -> None:
        tables.put(Named("drug", "half", "half"))
        os.kill(os.getpid(), signal.SIGKILL)

    with open_reader(store) as reader:
        build_names(reader, "stamp", fill)


def test_one_that_was_killed_leaves_the_old_one(store: Path, fill: Filling) -> None:
    named(store, fill)
    change(store, OTHER)
    killed = multiprocessing.get_context("spawn").Process(
        target=_killed_while_filling, args=(store,)
    )
    killed.start()
    killed.join(120)
    assert killed.exitcode == -signal.SIGKILL
    killed.close()
    with open_reader(store) as reader:
        assert open_names(reader, "stamp") is None
        earlier = open_earlier(reader, "stamp")
        assert earlier is not None
        assert earlier.get("half") is None
        earlier.close()
    assert named(store, fill)
    assert fill.told[-1] == {OTHER}
    assert not list((store / "snapshots").glob("*.new"))


def test_two_read_at_once_while_another_is_made(store: Path, fill: Filling) -> None:
    named(store, fill)
    with open_reader(store) as reader:
        one, other = open_names(reader, "stamp"), open_names(reader, "stamp")
        assert one is not None
        assert other is not None
        change(store, OTHER)
        named(store, fill)
        for index in (one, other):
            assert [found.iri for found in index.exact(["name"], [], [])] == ["d"]
            index.close()


def test_one_in_memory_says_the_same(store: Path, fill: Filling) -> None:
    with (
        open_reader(store) as reader,
        NameIndex.of_bytes(names_in_memory(reader, "stamp", fill)) as index,
    ):
        assert [one.label for one in index.exact(["name"], [], [])] == ["name"]
        assert (index.version, index.stamp) == (1, "stamp")
    assert not list((store / "snapshots").glob("*.names*"))
