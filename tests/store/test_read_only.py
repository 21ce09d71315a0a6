"""A store that may not be written to is read as any other, and says so to who would write."""

import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from tests.serving import TOKEN, served
from tests.small_store import build

from trialgraph.store import create_or_open
from trialgraph.store.ledger import Intent

# The one who may do everything gives that up for good, so that rights hold for the tests, too.
_AS_ANYONE = """
import ctypes, os, sys
for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-P", "-m", "trialgraph", *sys.argv[1:]])
"""


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a store that nobody may write to."""
    with closed_to_writing(build(tmp_path_factory.mktemp("sealed") / "store")) as path:
        yield path


@contextmanager
def closed_to_writing(path: Path) -> Iterator[Path]:
    """Take from all the right to write to a store."""
    modes = {one: one.stat().st_mode for one in [path, *path.rglob("*")]}
    for one, mode in modes.items():
        one.chmod(mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    yield path
    for one, mode in modes.items():
        one.chmod(mode)


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    """Return how a command of ours ended that may not write where it has no right to."""
    command = [sys.executable, "-c", _AS_ANYONE, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    "words",
    [("stats",), ("query", "ASK { ?s ?p ?o }"), ("export",), ("documents",), ("doctor",)],
)
def test_it_is_read(sealed: Path, words: tuple[str, ...]) -> None:
    ended = run(*words, "--store", str(sealed))
    assert ended.returncode == 0, ended.stderr


def left_by_a_killed_writer(store: Path) -> Path:
    """Return a copy of a store in the midst of a change."""
    with create_or_open(store) as writer:
        writer.ledger.begin(Intent("sha-9", "store"))
        return shutil.copytree(store, store.with_name("killed"))


def not_laid_to_rest(store: Path) -> Path:
    """Return the store with a ledger that somebody read when its writer let go."""
    with closing(sqlite3.connect(store / "ledger.sqlite")) as ledger:
        ledger.execute("PRAGMA journal_mode = WAL")
        ledger.execute("SELECT count(*) FROM document").fetchone()
    assert not (store / "ledger.sqlite-wal").exists()
    return store


@pytest.mark.parametrize(
    ("leave", "unfinished"), [(left_by_a_killed_writer, 1), (not_laid_to_rest, 0)]
)
def test_it_is_read_however_its_writer_left_it(
    tmp_path: Path, leave: Callable[[Path], Path], unfinished: int
) -> None:
    with closed_to_writing(leave(build(tmp_path / "store"))) as path:
        ended = run("stats", "--store", str(path))
        listed = run("documents", "--json", "--store", str(path))
    assert (ended.returncode, listed.returncode) == (0, 0), ended.stderr + listed.stderr
    assert ended.stderr.count(f"not published yet: {unfinished}") == unfinished
    assert len(listed.stdout.splitlines()) > 0


def test_it_is_backed_up(sealed: Path, tmp_path: Path) -> None:
    ended = run("backup", str(tmp_path / "kept.tar"), "--store", str(sealed))
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "kept.tar").is_file()


def test_who_would_write_is_told(sealed: Path, tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("# A paper\n\nWith words.\n")
    for words in (("ingest", str(tmp_path / "paper.md")), ("compact",)):
        ended = run(*words, "--store", str(sealed))
        assert ended.returncode == 1
        assert "wanted a store that this user may write to" in ended.stderr
        assert ended.stderr.endswith("[store-read-only]\n")


def test_it_is_served_and_a_change_is_refused_for_good(sealed: Path) -> None:
    with served(sealed, launcher=("-c", _AS_ANYONE)) as service:
        asked = httpx.get(f"{service.address}/sparql", params={"query": "ASK { ?s ?p ?o }"})
        assert asked.json()["boolean"] is True
        changed = httpx.post(
            f"{service.address}/sparql",
            content="INSERT DATA { <a:a> <a:b> <a:c> }",
            headers={
                "content-type": "application/sparql-update",
                "authorization": f"Bearer {TOKEN}",
            },
            timeout=60,
        )
    assert (changed.status_code, changed.json()["code"]) == (403, "store-read-only")
    assert "retry-after" not in changed.headers


def test_one_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    ended = run("stats", "--store", str(closed))
    closed.chmod(0o700)
    assert ended.returncode == 1
    assert "wanted one that this user may read" in ended.stderr
    assert ended.stderr.count("\n") == 1
