"""Compaction removes what nobody needs and nothing else; the doctor looks and tells."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.store.conftest import GRAPH, numbered

from trialgraph.errors import StoreHeld, StoreMissing
from trialgraph.store import DocumentEntry, Writer, create_or_open, open_reader
from trialgraph.store.compacting import compact, octets_on_disk
from trialgraph.store.doctor import examine
from trialgraph.store.identities import Mark
from trialgraph.store.ledger import Intent

LEFT = [
    "quads/12345678901234567890",
    "quarantine/sha-9/content.new",
    "snapshots/7.json.new",
    "FORMAT.new",
]


@pytest.fixture
def grown(store: Path) -> Path:
    """Return a store of four versions with one kept document."""
    with create_or_open(store) as writer:
        writer.keep("sha-1", b"bytes of one", "text of one")
        for count in (20, 30, 40):
            writer.replace_graphs({GRAPH: numbered(count)})
            writer.publish()
    return store


def leave(store: Path, name: str) -> Path:
    """Put a file into a store."""
    file = store / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("left by a killed process")
    return file


def test_the_same_facts_are_published_anew(grown: Path) -> None:
    with open_reader(grown) as reader:
        before = reader.digest()
    done = compact(grown)
    with open_reader(grown) as reader:
        assert (reader.digest(), reader.version, done.version) == (before, 5, 5)
        assert reader.kept_text("sha-1") == "text of one"
    assert done.octets_after == octets_on_disk(grown)
    assert done.snapshots == 2  # of four, one was removed when the last was published
    assert [one.name for one in (grown / "snapshots").iterdir() if one.is_dir()] == ["5"]


def test_a_snapshot_that_is_read_stays(grown: Path) -> None:
    with open_reader(grown) as reader:
        done = compact(grown)
        held = [file for file in (grown / "snapshots" / "4").iterdir() if file.stat().st_nlink == 1]
        assert (done.held_snapshots, len(held) > 0) == (1, True)
        assert done.held_octets == sum(file.stat().st_size for file in held)
        assert reader.version == 4
        assert len(reader.dump().splitlines()) == 41
    assert compact(grown).snapshots == 2


@pytest.mark.parametrize("name", LEFT)
def test_what_a_killed_process_left_is_removed(grown: Path, name: str) -> None:
    file = leave(grown, name)
    assert compact(grown).orphans == 1
    assert not file.exists()


def test_the_copy_of_a_killed_trial_is_removed(grown: Path) -> None:
    leave(grown, "rehearsal/000001.sst")
    compact(grown)
    assert not (grown / "rehearsal").exists()


def test_what_a_killed_load_left_is_removed_when_another_command_finished_it(grown: Path) -> None:
    for name in ("bulk/fresh.nq", "bulk/quads/000001.sst"):
        leave(grown, name)
    unfinished(grown)
    compact(grown)
    assert (grown / "bulk" / "fresh.nq").exists()
    with create_or_open(grown) as writer:
        lines = {line.looked_at: line.found for line in examine(grown)}
        assert lines["left-overs"] == "none"
        writer.ledger.clear_all()
    lines = {line.looked_at: line.found for line in examine(grown)}
    assert lines["left-overs"] == "2 files"
    assert compact(grown).orphans == 2
    assert not (grown / "bulk").exists()


def test_kept_files_of_no_document_are_removed(grown: Path) -> None:
    file = leave(grown, "documents/ab/" + "ab" * 32)
    done = compact(grown)
    assert (done.unreferenced, file.exists()) == (1, False)
    assert len([one for one in grown.glob("documents/*/*") if one.is_file()]) == 2


def test_a_store_that_is_written_to_is_left_alone(grown: Path) -> None:
    with create_or_open(grown), pytest.raises(StoreHeld):
        compact(grown)
    with pytest.raises(StoreMissing):
        compact(grown / "none")


def ills(store: Path) -> dict[str, str]:
    """Return what the doctor finds ill, with what to do."""
    return {line.looked_at: line.remedy for line in examine(store) if not line.is_well}


def unpublished(store: Path) -> None:
    """Leave a change that is not published."""
    with create_or_open(store) as writer:
        writer.replace_graphs({GRAPH: numbered(5)})


def unfinished(store: Path) -> None:
    """Leave a change that is not finished."""
    with create_or_open(store) as writer:
        writer.ledger.begin(Intent("sha-2", "store"))


def without_snapshot(store: Path) -> None:
    """Name a snapshot that is not there."""
    (store / "CURRENT").write_text("9")


def without_kept(store: Path) -> None:
    """Take a kept file away."""
    next(store.glob("documents/*/*")).unlink()


def changed_kept(store: Path) -> None:
    """Change a kept file."""
    next(store.glob("documents/*/*")).write_text("other words")


def other_format(store: Path) -> None:
    """Make it another version's store."""
    (store / "FORMAT").write_text("{}")


def torn_ledger(store: Path) -> None:
    """Overwrite a page of the ledger."""
    with (store / "ledger.sqlite").open("r+b") as ledger:
        ledger.seek(4096)
        ledger.write(b"\xff" * 4096)


def torn_identities(store: Path) -> None:
    """Overwrite a page of the index of identities."""
    with (store / "identities.sqlite").open("r+b") as index:
        index.seek(4096)
        index.write(b"\xff" * 4096)


def identities_of_others(store: Path) -> None:
    """Let the index know a document that the ledger does not."""
    with create_or_open(store) as writer:
        writer.identities.say("layout", "1")
        writer.identities.put("sha-9", b"", ())


def identities_of_fewer(store: Path) -> None:
    """Let the ledger have a document that the index does not know."""
    with create_or_open(store) as writer:
        writer.identities.say("layout", "1")
        writer.ledger.record(DocumentEntry("sha-9", "text", "9", "1", "1", "1", "stored"))


def never_compared(store: Path) -> None:
    """Have a document to be compared that no change is under way for."""
    with create_or_open(store) as writer:
        writer.identities.say("layout", "1")
        writer.identities.mark(["sha-9"], Mark.CHANGED)
        writer.ledger.record(DocumentEntry("sha-9", "text", "9", "1", "1", "1", "stored"))


@pytest.mark.parametrize(
    ("harm", "ill"),
    [
        (unpublished, "published"),
        (unfinished, "ledger"),
        (without_snapshot, "snapshot"),
        (without_kept, "kept files"),
        (changed_kept, "kept files"),
        (other_format, "format"),
        (torn_ledger, "ledger"),
        (torn_identities, "identities"),
        (identities_of_others, "identities"),
        (identities_of_fewer, "identities"),
        (never_compared, "identities"),
    ],
)
def test_the_doctor_tells_what_is_ill_and_what_to_do(
    grown: Path, harm: Callable[[Path], None], ill: str
) -> None:
    assert ills(grown) == {}
    harm(grown)
    found = ills(grown)
    assert found[ill]


def test_the_doctor_names_the_writer_and_calls_its_work_well(grown: Path) -> None:
    with create_or_open(grown) as writer:
        begin(writer)
        lines = {line.looked_at: line for line in examine(grown)}
    assert lines["writer"].found.startswith("process ")
    assert lines["published"].found == "changes are under way"
    assert {name for name, line in lines.items() if not line.is_well} == set()


@pytest.mark.parametrize(("octets", "is_well"), [(600 * 1024**2, True), (400 * 1024**2, False)])
def test_the_doctor_asks_for_the_room_a_store_needs_whatever_the_size_of_the_disk(
    grown: Path, monkeypatch: pytest.MonkeyPatch, *, octets: int, is_well: bool
) -> None:
    def usage(_: Path) -> SimpleNamespace:
        return SimpleNamespace(total=10**15, used=10**15 - octets, free=octets)

    monkeypatch.setattr("trialgraph.store.doctor.shutil.disk_usage", usage)
    lines = {line.looked_at: line for line in examine(grown)}
    assert lines["disk"].is_well is is_well
    assert f"{octets} of {10**15} bytes free" in lines["disk"].found


def begin(writer: Writer) -> None:
    """Begin a change."""
    writer.ledger.begin(Intent("sha-2", "store"))
    writer.replace_graphs({GRAPH: numbered(5)})


def test_the_doctor_changes_nothing(grown: Path) -> None:
    leave(grown, LEFT[0])
    before = {file: file.stat().st_mtime_ns for file in grown.rglob("*")}
    lines = {line.looked_at: line for line in examine(grown)}
    assert (lines["left-overs"].is_well, lines["left-overs"].found) == (True, "1 files")
    assert {file: file.stat().st_mtime_ns for file in grown.rglob("*")} == before
