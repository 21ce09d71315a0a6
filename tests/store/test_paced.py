"""A file is given to the engine no faster than its thread writes."""

import threading
import time
from pathlib import Path

import pytest

from trialgraph.store import paced
from trialgraph.store.paced import Paced

LINES = [f"line {number}\n".encode() for number in range(40)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "lines"
    made.write_bytes(b"".join(LINES))
    return made


def test_it_gives_all_bytes_in_their_order(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paced, "_AT_ONCE", 2)
    with Paced(file) as content:
        assert b"".join(iter(lambda: content.read(5), b"")) == b"".join(LINES)
    assert content.closed


@pytest.mark.skipif(not paced.threads(), reason="the system does not tell threads")
def test_it_waits_for_a_thread_that_began(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paced, "_AT_ONCE", 2)
    writes = threading.Event()
    with Paced(file) as content:
        content.read(len(LINES[0]) * 3)
        writer = threading.Thread(target=writes.wait)
        writer.start()
        threading.Timer(0.2, writes.set).start()
        content.read(1)
        assert not writer.is_alive()


@pytest.mark.skipif(not paced.threads(), reason="the system does not tell threads")
def test_a_thread_that_works_is_waited_for_however_long_it_takes(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paced, "_AT_ONCE", 2)
    monkeypatch.setattr(paced, "_LONGEST_REST", 0.3)
    ends = time.monotonic() + 1.5

    def work() -> None:
        while time.monotonic() < ends:
            pass

    with Paced(file) as content:
        content.read(len(LINES[0]) * 3)
        writer = threading.Thread(target=work)
        writer.start()
        content.read(1)
        assert not writer.is_alive()


@pytest.mark.skipif(not paced.threads(), reason="the system does not tell threads")
def test_a_thread_that_stays_is_waited_for_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paced, "_AT_ONCE", 2)
    monkeypatch.setattr(paced, "_LONGEST_REST", 1.0)
    stays = threading.Event()
    with Paced(file) as content:
        other = threading.Thread(target=stays.wait)
        other.start()
        began = time.monotonic()
        while content.read(len(LINES[0])):
            pass
        took = time.monotonic() - began
        stays.set()
        other.join()
    assert 1.0 <= took < 10.0  # it would be more than 15 if each of the pauses were waited for


def test_nothing_is_held_back_where_threads_are_not_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paced, "_THREADS", tmp_path / "none")
    monkeypatch.setattr(paced, "_AT_ONCE", 2)
    with Paced(file) as content:
        assert content.read() == b"".join(LINES)
