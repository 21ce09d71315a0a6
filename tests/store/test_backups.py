"""A backup is all of a store at one moment, or it is not there; so is what is made of it."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.conftest import GRAPH, numbered

from trialgraph.errors import (
    BackupDamaged,
    BackupFailed,
    BadParameter,
    StoreFormat,
    StoreHeld,
    StoreMissing,
    StoreNotFresh,
)
from trialgraph.names import Iri
from trialgraph.store import Writer, create_or_open, current_version, open_reader
from trialgraph.store.backups import MANIFEST, Backup, backup
from trialgraph.store.building import built_beside
from trialgraph.store.folder import Folder
from trialgraph.store.ledger import DocumentEntry, Intent
from trialgraph.store.restoring import restore
from trialgraph.store.snapshots import files_of

OTHER = Iri("https://w3id.org/trialgraph/id/document/sha-2")
PLACES = ["kept", "kept.tar", "kept.tar.gz", "kept.tgz"]


def entry(identifier: str) -> DocumentEntry:
    """Return what the ledger says of a stored document."""
    return DocumentEntry(identifier, "text", "0" * 64, "1", "1", "1", "stored")


@pytest.fixture
def full(writer: Writer, store: Path) -> Path:
    """Return a store with something in each of its rooms."""
    writer.keep("sha-1", b"bytes of one", "text of one")
    writer.ledger.record(entry("sha-1"))
    writer.quarantine("sha-9", b"bytes set aside", "a report")
    (store / "vocabularies").mkdir()
    (store / "vocabularies" / "mine.jsonl").write_text("{}\n")
    writer.publish()
    return store


def there_and_back(store: Path, folder: Path) -> None:
    """Back a store up and restore it beside."""
    backup(store, folder / "kept")
    restore(folder / "kept", folder / "new")


def everything(store: Path) -> dict[str, bytes]:
    """Return what a store holds beside its quads and its ledger's file."""
    rooms = ("documents", "quarantine", "vocabularies")
    files = [file for room in rooms for file in (store / room).rglob("*") if file.is_file()]
    return {str(file.relative_to(store)): file.read_bytes() for file in files}


@pytest.mark.parametrize("name", PLACES)
def test_a_restored_store_is_the_one_that_was_backed_up(
    full: Path, tmp_path: Path, name: str
) -> None:
    made = backup(full, tmp_path / name)
    restored = restore(tmp_path / name, tmp_path / "new")
    with open_reader(full) as before, open_reader(tmp_path / "new") as after:
        assert after.digest() == before.digest()
        assert after.entries() == before.entries()
        assert after.version == before.version == made.version == restored.version
        assert after.kept_text("sha-1") == "text of one"
    assert everything(tmp_path / "new") == everything(full)
    assert len(everything(full)) == 5


def test_a_restored_store_is_written_to_as_before(full: Path, tmp_path: Path) -> None:
    backup(full, tmp_path / "kept")
    restore(tmp_path / "kept", tmp_path / "new")
    with create_or_open(tmp_path / "new") as writer:
        writer.replace_graphs({OTHER: numbered(3, OTHER)})
        assert writer.publish() == 2
    with open_reader(tmp_path / "new") as reader:
        assert reader.graphs() == [GRAPH, OTHER]
    again = restore(tmp_path / "kept", tmp_path / "again")
    assert again.statistics.quads == 11


def test_what_is_not_published_is_in_a_backup_as_begun(
    full: Path, writer: Writer, tmp_path: Path
) -> None:
    writer.ledger.begin(Intent("sha-2", "store", "0" * 64))
    writer.replace_graphs({OTHER: numbered(3, OTHER)})
    assert backup(full, tmp_path / "kept").unfinished == 1
    assert restore(tmp_path / "kept", tmp_path / "new").unfinished == 1
    with create_or_open(tmp_path / "new") as restored:
        assert restored.ledger.unfinished() == [Intent("sha-2", "store", "0" * 64)]
        assert restored.graphs() == [GRAPH]


def test_a_version_published_meanwhile_is_backed_up_instead(
    full: Path, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moving(path: Path, changes: list[int] = [3, 4]) -> int:  # noqa: B006 - used up once
        if changes:
            writer.replace_graphs({OTHER: numbered(changes.pop(0), OTHER)})
            writer.publish()
        return current_version(path)

    monkeypatch.setattr("trialgraph.store.backups.current_version", moving)
    assert backup(full, tmp_path / "kept").version == 3
    restored = restore(tmp_path / "kept", tmp_path / "new")
    assert restored.statistics.quads == 11 + 5


def test_a_store_that_never_stands_still_is_told(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trialgraph.store.backups.current_version", lambda _: 99)
    with pytest.raises(BackupFailed, match="changed 20 times"):
        backup(full, tmp_path / "kept")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["store"]


def test_a_kept_file_removed_meanwhile_is_not_missed(
    full: Path, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replaced(folder: Folder, number: int) -> list[Path]:
        writer.keep("sha-1", b"newer bytes", "newer text")
        return files_of(folder, number)

    monkeypatch.setattr("trialgraph.store.backups.files_of", replaced)
    backup(full, tmp_path / "kept")
    restore(tmp_path / "kept", tmp_path / "new")
    with open_reader(tmp_path / "new") as reader:
        assert reader.kept_text("sha-1") == "newer text"


@pytest.mark.parametrize("name", PLACES)
def test_nothing_is_written_over(full: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    if "." in name:
        place.write_text("precious")
    else:
        place.mkdir()
        (place / "file").write_text("precious")
    with pytest.raises(StoreNotFresh, match="wanted a new place"):
        backup(full, place)
    assert "precious" in {one.read_text() for one in (place, place / "file") if one.is_file()}


def test_a_store_is_never_restored_over(full: Path, tmp_path: Path) -> None:
    backup(full, tmp_path / "kept")
    with pytest.raises(StoreNotFresh, match="wanted a new place"):
        restore(tmp_path / "kept", full)


def test_an_empty_directory_is_as_good_as_none(full: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    assert isinstance(backup(full, tmp_path / "kept"), Backup)


def test_what_a_killed_backup_left_is_removed(full: Path, tmp_path: Path) -> None:
    left = tmp_path / ".kept.unfinished"
    (left / "backup").mkdir(parents=True)
    (left / "file").touch()
    backup(full, tmp_path / "kept")
    assert not left.exists()
    assert (tmp_path / "kept" / MANIFEST).is_file()


def test_a_place_where_another_backup_is_made_is_told(full: Path, tmp_path: Path) -> None:
    with built_beside(tmp_path / "kept") as beside:
        with pytest.raises(StoreHeld, match="another process"):
            backup(full, tmp_path / "kept")
        assert beside.is_dir()


def test_a_place_that_cannot_be_written_to_is_told(full: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupFailed, match="wanted one that is there and may be written to"):
        backup(full, tmp_path / "file" / "kept")


def test_a_full_disk_leaves_nothing(full: Path, tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "from trialgraph.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-P", "-c", code, "backup", str(tmp_path / "kept")]
    ended = subprocess.run(
        [*command, "--store", str(full)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "wanted a place that may be written to and has the room" in ended.stderr
    assert "[backup-failed]" in ended.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["store"]


@pytest.mark.parametrize("name", ["store/kept", "store/kept.tar", "store", "store/snapshots/../x"])
def test_no_backup_is_made_inside_its_store(full: Path, tmp_path: Path, name: str) -> None:
    before = sorted(full.rglob("*"))
    with pytest.raises(BadParameter, match="inside the store"):
        backup(full, tmp_path / name)
    assert sorted(full.rglob("*")) == before


@pytest.mark.parametrize(
    "name", ["kept.zip", "kept.ZIP", "kept.tar.xz", "kept.tar.bz2", "kept.gz", "kept.TAR", "a.7z"]
)
def test_an_archive_of_another_form_is_refused(full: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadParameter, match=r"ends in \.tar, \.tar\.gz, \.tgz for an archive"):
        backup(full, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_directory_may_have_a_date_for_its_name(full: Path, tmp_path: Path) -> None:
    backup(full, tmp_path / "kept.2024-02-29")
    assert (tmp_path / "kept.2024-02-29" / MANIFEST).is_file()


def test_no_directories_are_made_above_a_new_place(full: Path, tmp_path: Path) -> None:
    for name in ("mistyped/kept", "mistyped/kept.tar"):
        with pytest.raises(BackupFailed, match=r"found no directory .*/mistyped, wanted one"):
            backup(full, tmp_path / name)
    backup(full, tmp_path / "kept")
    with pytest.raises(BackupFailed, match="found no directory"):
        restore(tmp_path / "kept", tmp_path / "mistyped" / "new")
    assert not (tmp_path / "mistyped").exists()


@pytest.mark.parametrize("name", PLACES)
def test_a_backup_is_its_owners_alone(full: Path, tmp_path: Path, name: str) -> None:
    backup(full, tmp_path / name)
    made = [tmp_path / name, *(tmp_path / name).rglob("*")]
    modes = {(one.is_dir(), one.stat().st_mode & 0o777) for one in made}
    assert modes == ({(True, 0o700), (False, 0o600)} if name == "kept" else {(False, 0o600)})


def test_only_a_published_store_is_backed_up(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        backup(tmp_path / "none", tmp_path / "kept")
    create_or_open(tmp_path / "empty").close()
    with pytest.raises(StoreMissing, match="nothing is published"):
        backup(tmp_path / "empty", tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def changed(kept: Path) -> None:
    """Change one byte of a kept document."""
    file = next(file for file in kept.glob("documents/*/*"))
    file.write_bytes(file.read_bytes()[:-1] + b"?")


def cut(kept: Path) -> None:
    """Cut a file of the snapshot."""
    file = next(kept.glob("snapshots/1/*.sst"))
    os.truncate(file, file.stat().st_size - 1)


def taken(kept: Path) -> None:
    """Take the ledger away."""
    (kept / "ledger.sqlite").unlink()


def without_list(kept: Path) -> None:
    """Take the list of files away."""
    (kept / MANIFEST).unlink()


def listed_otherwise(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    """Return a damage to the list of files."""

    def damage(kept: Path) -> None:
        about = json.loads((kept / MANIFEST).read_bytes())
        change(about["files"])
        (kept / MANIFEST).write_text(json.dumps(about))

    return damage


DAMAGES = [
    changed,
    cut,
    taken,
    without_list,
    listed_otherwise(lambda files: files.update({"../outside": [0, ""]})),
    listed_otherwise(lambda files: files.update({"/tmp/outside": [0, ""]})),  # noqa: S108
    listed_otherwise(lambda files: files.update({MANIFEST: [0, ""]})),
    listed_otherwise(lambda files: files.update({"odd": 1})),
    listed_otherwise(lambda files: files.pop("ledger.sqlite")),
    listed_otherwise(lambda files: files.pop("snapshots/1.json")),
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_damaged_backup_restores_nothing(
    full: Path, tmp_path: Path, damage: Callable[[Path], None], *, is_packed: bool
) -> None:
    kept = tmp_path / "kept"
    backup(full, kept)
    damage(kept)
    if is_packed:
        with tarfile.open(tmp_path / "kept.tar", "w") as archive:
            archive.add(kept, ".")
        kept = tmp_path / "kept.tar"
    with pytest.raises(BackupDamaged):
        restore(kept, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / ".new.unfinished").exists()


def test_a_ledger_with_faults_is_not_restored(full: Path, writer: Writer, tmp_path: Path) -> None:
    writer.close()  # while it writes, the pages are read from the log beside the file
    with (full / "ledger.sqlite").open("r+b") as ledger:
        ledger.seek(4096)
        ledger.write(b"\xff" * 4096)
    with pytest.raises((BackupDamaged, StoreFormat)):
        there_and_back(full, tmp_path)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_a_file_that_is_no_backup_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.tar").write_bytes(content)
    with pytest.raises(BackupDamaged, match="name"):
        restore(tmp_path / "odd.tar", tmp_path / "new")
    with pytest.raises(BackupDamaged, match="no backup"):
        restore(tmp_path / "none", tmp_path / "new")


def test_a_backup_shares_no_file_with_its_store(full: Path, tmp_path: Path) -> None:
    backup(full, tmp_path / "kept")
    inodes = {file.stat().st_ino for file in (tmp_path / "kept").rglob("*")}
    assert inodes.isdisjoint(file.stat().st_ino for file in full.rglob("*"))
    shutil.rmtree(full)
    assert restore(tmp_path / "kept", tmp_path / "new").statistics.documents == 1
