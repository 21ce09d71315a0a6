"""A ledger is read while it is written to; what keeps it from being used is told for what it is."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from trialgraph.errors import (
    DiskFailed,
    EvidenceError,
    StoreFormat,
    StoreHeld,
    StoreReadOnly,
    StoreUnfinished,
)
from trialgraph.store import ledger_files as room
from trialgraph.store.ledger import DocumentEntry, Ledger
from trialgraph.store.ledger_files import error_of

_MANY = 400  # with their messages, more than the cache of the test holds


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no lock."""
    monkeypatch.setattr(room, "PATIENCE_SECONDS", 0.05)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a ledger at rest, with one document."""
    path = tmp_path / "store" / "ledger.sqlite"
    path.parent.mkdir()
    with closing(Ledger.open(path, lambda: None)) as ledger:
        ledger.record(entry(0))
    return path


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    """Return the same ledger as its writer has it, with a small cache."""
    connection = room.opened_for_writing(file)
    connection.execute("PRAGMA cache_size = 5")
    with closing(Ledger(connection, lambda: None)) as opened:
        yield opened


def entry(number: int) -> DocumentEntry:
    return DocumentEntry(
        f"sha-{number}", "kind", "0" * 64, "1", "1", "1", "set aside", message="x" * 500
    )


def names(file: Path) -> set[str]:
    return {one.name for one in file.parent.iterdir()}


def test_thousands_of_changes_together_shut_no_reader_out(file: Path, ledger: Ledger) -> None:
    with ledger.together():
        for number in range(_MANY):
            ledger.record(entry(number))
        with Ledger.look(file) as seen:
            assert seen.count() == 1
    with Ledger.look(file) as seen:
        assert seen.count() == _MANY


def test_a_reader_keeps_no_change_waiting(file: Path, ledger: Ledger) -> None:
    with closing(room.opened_for_reading(file)) as reading:
        reading.execute("BEGIN")
        assert reading.execute("SELECT count(*) FROM document").fetchone() == (1,)
        with ledger.together():
            ledger.record(entry(1))
        assert reading.execute("SELECT count(*) FROM document").fetchone() == (1,)
    assert ledger.count() == 2


def test_at_rest_it_is_one_plain_file(file: Path) -> None:
    assert names(file) == {"ledger.sqlite"}
    assert file.read_bytes()[18:20] == b"\x01\x01"  # no log is needed to read it
    with Ledger.look(file) as seen:
        assert seen.count() == 1
    assert names(file) == {"ledger.sqlite"}


def test_it_is_laid_to_rest_after_one_who_read_to_the_end(file: Path, ledger: Ledger) -> None:
    ledger.record(entry(1))
    with Ledger.look(file) as seen:
        assert seen.count() == 2
        ledger.close()
        assert seen.count() == 2
    with closing(Ledger.open(file, lambda: None)) as again:
        assert again.count() == 2
    assert names(file) == {"ledger.sqlite"}


def test_a_copy_is_one_plain_file(file: Path, ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(entry(1))
    copy = tmp_path / "copy" / "ledger.sqlite"
    copy.parent.mkdir()
    ledger.copy_to(copy)
    with Ledger.look(copy) as seen:
        assert seen.count() == 2
    assert names(copy) == {"ledger.sqlite"}
    with Ledger.look(file) as seen:
        assert seen.count() == 2


def test_what_a_killed_writer_left_is_read(file: Path, ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(entry(1))
    killed = shutil.copytree(file.parent, tmp_path / "killed")
    with Ledger.look(killed / file.name) as seen:
        assert seen.count() == 2


def test_one_that_is_locked_is_not_called_damaged(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreHeld, match="nothing is damaged"), Ledger.look(file) as seen:
            seen.count()
        with pytest.raises(StoreHeld, match="nothing is damaged"):
            Ledger.open(file, lambda: None)


def test_one_that_is_being_read_for_long_is_opened_all_the_same(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM document").fetchone()
        with closing(Ledger.open(file, lambda: None)) as opened:
            assert opened.count() == 1
            other.execute("COMMIT")
            opened.record(entry(1))
            assert opened.count() == 2


def test_a_change_that_was_cut_off_is_not_called_damage(file: Path, tmp_path: Path) -> None:
    """Writers before this version wrote into the file itself, and could be killed meanwhile."""
    with closing(sqlite3.connect(file, isolation_level=None)) as old:
        old.execute("PRAGMA cache_size = 5")
        old.execute("BEGIN")
        old.executemany(
            "INSERT INTO kept VALUES (?, ?, '')", ((f"{n}", "x" * 500) for n in range(_MANY))
        )
        killed = shutil.copytree(file.parent, tmp_path / "killed") / file.name
        old.execute("ROLLBACK")
    with pytest.raises(StoreUnfinished, match="nothing is damaged"), Ledger.look(killed) as seen:
        seen.count()
    with closing(Ledger.open(killed, lambda: None)) as mended:
        assert mended.count() == 1
    with Ledger.look(killed) as seen:
        assert (seen.count(), seen.kept_names()) == (1, set())


def found(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "advice"),
    [
        (sqlite3.SQLITE_FULL, DiskFailed, "make room"),
        (sqlite3.SQLITE_IOERR_WRITE, DiskFailed, "make room"),
        (sqlite3.SQLITE_READONLY, StoreReadOnly, "write as the user who owns it"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StoreUnfinished, "trialgraph ingest"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreHeld, "when that one is done"),
        (sqlite3.SQLITE_CORRUPT, StoreFormat, "move it away"),
        (sqlite3.SQLITE_NOTADB, StoreFormat, "-wal and -shm"),
    ],
)
def test_only_damage_is_a_reason_to_move_it_away(
    code: int, kind: type[EvidenceError], advice: str
) -> None:
    error = error_of(Path("ledger.sqlite"), found(code))
    assert type(error) is kind
    assert advice in str(error)
    assert ("move it away" in str(error)) is (kind is StoreFormat)


def test_one_that_is_closed_to_this_user_is_not_called_damaged(file: Path) -> None:
    closed = error_of(file, found(sqlite3.SQLITE_CANTOPEN))
    gone = error_of(file.with_name("other"), found(sqlite3.SQLITE_CANTOPEN))
    assert "give it the right" in str(closed)
    assert "damaged or missing" in str(gone)
