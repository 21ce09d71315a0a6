"""A store that is written to holds few files open; nothing else of the process is changed."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from trialgraph.store import create_or_open, open_files
from trialgraph.store.open_files import few_files

WRITES = """
import sys
from pathlib import Path
from trialgraph.store import create_or_open
create_or_open(Path(sys.argv[1])).close()
"""


@pytest.fixture(autouse=True)
def limits() -> Iterator[tuple[int, int]]:
    """Give how many files this process may open, the same before and after."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield before
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before


def held_open(store: Path) -> int:
    """Return how many files the engine says that it holds open."""
    (options,) = (store / "quads").glob("OPTIONS-*")
    lines = options.read_text("utf-8").splitlines()
    (line,) = (one.strip() for one in lines if one.strip().startswith("max_open_files="))
    return int(line.removeprefix("max_open_files="))


def test_a_writer_holds_few_files_open(tmp_path: Path) -> None:
    # In a process of its own: that of the tests may have many files open.
    command = [sys.executable, "-c", WRITES, str(tmp_path / "store")]
    subprocess.run(command, check=True)
    assert held_open(tmp_path / "store") == 64


def test_a_process_of_many_files_opens_a_store_as_usual(
    tmp_path: Path, limits: tuple[int, int]
) -> None:
    soft, _ = limits
    many = [os.open(tmp_path, os.O_RDONLY) for _ in range(80)]
    try:
        with create_or_open(tmp_path / "store"):
            assert held_open(tmp_path / "store") == soft - 48
    finally:
        for one in many:
            os.close(one)


def test_it_is_as_usual_where_the_system_does_not_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: tuple[int, int]
) -> None:
    monkeypatch.setattr(open_files, "_OPEN", tmp_path / "none")
    with few_files():
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == limits


def test_the_limit_comes_back_after_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: tuple[int, int]
) -> None:
    monkeypatch.setattr(open_files, "_OPEN", tmp_path)  # this process seems to have none open
    with pytest.raises(OSError, match="broken"):
        _fail(limits[1])
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == limits


def _fail(hard: int) -> None:
    with few_files():
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (64 + 48, hard)
        raise OSError("broken")
