"""The newest version is lent to all; whoever waits for it stalls nobody else."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from trialgraph.server import published as module
from trialgraph.server.published import Published
from trialgraph.store import Address, Place, Reader, create_or_open, open_reader

PATIENCE = 30


def publish(path: Path) -> str:
    """Publish a version and return its mark."""
    with create_or_open(path) as writer:
        (path / "UNPUBLISHED").touch()
        writer.publish()
    with open_reader(path) as reader:
        return reader.mark


def test_the_mark_is_that_of_the_newest_version(tmp_path: Path) -> None:
    published = Published(tmp_path)
    for _ in range(2):
        newest = publish(tmp_path)
        assert [asyncio.run(published.mark()) for _ in range(2)] == [newest, newest]
    published.close()


def test_the_mark_of_a_version_that_is_open_is_told_without_a_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = publish(tmp_path)
    published = Published(tmp_path)
    assert asyncio.run(published.mark()) == newest
    monkeypatch.setattr(Published, "reading", None)
    assert asyncio.run(published.mark()) == newest
    published.close()


def test_a_new_version_is_opened_beside_the_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest, opened_in = publish(tmp_path), []

    def opening(place: Place) -> Reader:
        opened_in.append(threading.get_ident())
        return open_reader(place)

    monkeypatch.setattr(module, "open_reader", opening)
    published = Published(tmp_path)
    assert asyncio.run(published.mark()) == newest
    assert opened_in != [threading.get_ident()]
    published.close()


def test_nobody_is_asked_for_the_mark_of_a_store_on_another_server() -> None:
    assert asyncio.run(Published(Address("http://127.0.0.1:9/query")).mark()) == ""


def test_a_version_is_opened_once_for_all_who_want_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)
    opened: list[Reader] = []
    together = threading.Barrier(4)

    def opening(place: Place) -> Reader:
        opened.append(open_reader(place))
        return opened[-1]

    monkeypatch.setattr(module, "open_reader", opening)
    published = Published(tmp_path)

    def read() -> Reader:
        together.wait(PATIENCE)
        with published.reading() as reader:
            return reader

    with ThreadPoolExecutor(4) as threads:
        lent = [one.result() for one in [threads.submit(read) for _ in range(4)]]
    published.close()
    assert len(opened) == 1
    assert set(lent) == set(opened)


def test_while_a_server_is_asked_others_are_not_kept_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)
    place = Address("http://127.0.0.1:9/query")
    asked, more = threading.Semaphore(0), threading.Event()

    def silent(_: Place) -> int:
        asked.release()
        more.wait(PATIENCE)
        return 1

    monkeypatch.setattr(module, "current_version", silent)
    monkeypatch.setattr(module, "open_reader", lambda _: open_reader(tmp_path))
    published = Published(place)

    def read() -> int:
        with published.reading() as reader:
            return reader.version

    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(read) for _ in range(3)]
        assert all(asked.acquire(timeout=PATIENCE) for _ in range(3))  # none waits for another
        more.set()
        assert [one.result() for one in waiting] == [1, 1, 1]
    published.close()
