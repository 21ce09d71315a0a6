"""What keeps a load from going on is told in a line, and the same command goes on after it."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from generated.plan import plan
from generated.record import record
from tests.acceptance.running import TRIALGRAPH, run, start

from trialgraph.bulk import run as room
from trialgraph.bulk.faults import faults_told
from trialgraph.bulk.loading import Loader
from trialgraph.bulk.run import Options, bulk_load
from trialgraph.bulk.work import Parts, Places
from trialgraph.errors import (
    DiskFailed,
    EvidenceError,
    StoreFormat,
    StoreHeld,
    StoreReadOnly,
    TooManyRemoved,
    WorkerLost,
)
from trialgraph.ingest.run import ingest
from trialgraph.store import create_or_open, open_reader


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of a few records."""
    folder = tmp_path_factory.mktemp("records")
    for number in range(4):
        one = plan(1, number, 0.5)
        (folder / f"{one.nct}.json").write_bytes(record(one))
    return folder


def digest(store: Path) -> str:
    with open_reader(store) as reader:
        return reader.digest()


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_is_told_and_the_same_command_goes_on(
    records: Path, tmp_path: Path, jobs: str
) -> None:
    store, wanted = tmp_path / "store", tmp_path / "wanted"
    command = [*TRIALGRAPH, "bulk", "load", str(records), "--store", str(store), "--jobs", jobs]
    # No file may be larger, which the system tells as it tells that a disk is full.
    limited = ["bash", "-c", 'ulimit -f 600; exec "$@"', "bash", *command]
    ended = subprocess.run(limited, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert ended.stderr.endswith("it goes on where it was [disk-failed]\n")
    assert ended.stderr.count("\n") == 1
    assert "File too large" in ended.stderr
    bulk_load([records], store, Options(int(jobs)))
    list(ingest([records], wanted))
    assert digest(store) == digest(wanted)


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (OSError(28, "No space left on device"), DiskFailed, "No space left.*goes on where"),
        (PermissionError(13, "Permission denied"), StoreReadOnly, "may write to"),
        (RuntimeError("words of the engine"), DiskFailed, "words of the engine"),
        (of_sqlite(sqlite3.SQLITE_FULL), DiskFailed, "make room"),
        (of_sqlite(sqlite3.SQLITE_IOERR_FSYNC), DiskFailed, "make room"),
        (of_sqlite(sqlite3.SQLITE_BUSY), StoreHeld, "nothing is damaged"),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), StoreFormat, "damaged"),
        (WorkerLost("as it is"), WorkerLost, "as it is"),
    ],
)
def test_a_fault_is_told_in_our_words(
    error: Exception, kind: type[EvidenceError], words: str
) -> None:
    with pytest.raises(kind, match=words), faults_told(Path("store")):
        raise error


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_ERROR),
        sqlite3.ProgrammingError("wrong use"),
        RecursionError("deep"),
        BrokenPipeError(),
        KeyError("a"),
    ],
)
def test_a_fault_of_ours_is_not_hidden(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, faults_told(Path("store")):
        raise error
    assert raised.value is error


def no_database(parts: Path) -> None:
    parts.write_bytes(b"no database at all" * 500)


def torn(parts: Path) -> None:
    with parts.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)


def of_another_layout(parts: Path) -> None:
    parts.unlink()
    with closing(sqlite3.connect(parts)) as other:
        other.execute("CREATE TABLE judged (identifier TEXT, other TEXT)")


@pytest.mark.parametrize("harm", [no_database, torn, of_another_layout])
def test_damaged_parts_are_made_anew(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    places = Places(tmp_path / "store")
    with create_or_open(places.store):
        with Parts.open(places) as parts:
            parts.keep([])
        harm(places.parts)
        with Parts.open(places) as parts:
            parts.see([("sha-1", "a.txt", "text")])
            assert parts.is_seen("sha-1")
            assert not parts.holds("sha-1", "")


def found_damaged(parts: Path) -> None:
    no_database(parts)
    raise of_sqlite(sqlite3.SQLITE_CORRUPT)


def test_parts_that_are_found_damaged_meanwhile_do_not_stop_the_next_load(tmp_path: Path) -> None:
    places = Places(tmp_path / "store")
    with create_or_open(places.store):
        with Parts.open(places) as parts:
            parts.keep([("sha-1", "", b"")])
        with pytest.raises(DiskFailed, match="run the same command again"), Parts.open(places):
            found_damaged(places.parts)
        assert not places.parts.exists()
        with pytest.raises(sqlite3.OperationalError), Parts.open(places):
            raise of_sqlite(sqlite3.SQLITE_CORRUPT)  # of another file
        with pytest.raises(sqlite3.OperationalError), Parts.open(places):
            raise of_sqlite(sqlite3.SQLITE_FULL)
        assert places.parts.exists()


def test_a_report_that_cannot_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    file = tmp_path / "none" / "report.json"
    ended = run("bulk", "load", str(tmp_path), "--report", file, store=tmp_path / "store")
    assert (ended.status, ended.out) == (1, "")
    assert "where nothing can be written" in ended.err
    assert ended.err.endswith("[unreadable-path]\n")
    assert not (tmp_path / "store").exists()


def test_a_report_in_the_folder_that_is_read_is_no_document(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    ended = run("bulk", "load", tmp_path, "--report", file, "--jobs", "1", store=tmp_path / "store")
    assert ended.status == 0, ended.err
    assert json.loads(file.read_bytes())["outcomes"] == {}


def test_a_report_that_cannot_be_written_after_all_hides_no_summary(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    take = Loader.flush

    def flush(loader: Loader) -> None:
        take(loader)
        if folder.exists():
            folder.rmdir()

    monkeypatch.setattr(Loader, "flush", flush)
    file = folder / "report.json"
    ended = run("bulk", "load", records, "--report", file, "--jobs", "1", store=tmp_path / "store")
    assert ended.status == 1
    assert ended.out.startswith("stored: 4\n")
    assert ended.err.endswith("[unreadable-path]\n")


@pytest.mark.parametrize(
    ("error", "summary"), [(TooManyRemoved("too many"), True), (WorkerLost("lost"), False)]
)
def test_what_was_done_before_an_error_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: EvidenceError, *, summary: bool
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "broken.json").write_bytes(b"\x00")
    load = room._Run.load  # noqa: SLF001 -- as the last thing of it

    def ends(one: room._Run, paths: list[Path]) -> None:
        load(one, paths)
        one.report.version = one.report.version if summary else 0
        raise error

    monkeypatch.setattr(room._Run, "load", ends)  # noqa: SLF001
    report = tmp_path / "report.json"
    ended = run(
        *("bulk", "load", tmp_path / "in", "--report", report, "--jobs", "1"),
        store=tmp_path / "store",
    )
    first, last = ended.err.splitlines()
    assert "broken.json: unreadable" in first
    assert last.endswith(f"[{error.code}]")
    assert ended.out.startswith("unreadable: 1\n") is summary
    assert json.loads(report.read_bytes())["outcomes"] == {"unreadable": 1}


def test_ctrl_c_is_told_in_a_line_and_the_same_command_goes_on(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    for number in range(60):
        one = plan(2, number, 0.5)
        (folder / f"{one.nct}.json").write_bytes(record(one))
    command = ["bulk", "load", str(folder), "--store", str(store), "--jobs", "2"]
    with start(*command) as load:
        began = time.monotonic()
        while not (store / "bulk" / "read-1.nq").exists():
            assert load.poll() is None
            assert time.monotonic() - began < 60
            time.sleep(0.02)
        children = Path(f"/proc/{load.pid}/task/{load.pid}/children").read_text("ascii").split()
        for process in (*map(int, children), load.pid):  # a terminal sends it to all of them
            os.kill(process, signal.SIGINT)
        _, err = load.communicate(timeout=60)
    assert load.returncode != 0
    assert "the same command goes on where it was" in err
    assert "Traceback" not in err
