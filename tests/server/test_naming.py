"""A server has the index of names made for each version, by a process of its own."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.server.conftest import GRAPH, some_quads

from trialgraph.catalogue.names_kept import is_named
from trialgraph.catalogue.prepared import main
from trialgraph.server.naming import naming
from trialgraph.store import create_or_open


def published(path: Path, count: int) -> None:
    """Publish a version."""
    with create_or_open(path) as writer:
        writer.replace_graphs({GRAPH: some_quads(count)})
        writer.publish()


def test_each_version_is_named_soon_after_it_is_published(tmp_path: Path) -> None:
    path = tmp_path / "store"
    published(path, 1)

    async def until(is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(120):
            while not is_so():  # noqa: ASYNC110 - another process makes the file
                await asyncio.sleep(0.05)

    async def run() -> None:
        async with naming(path):
            await until(lambda: is_named(path))
            published(path, 2)
            assert not is_named(path)
            await until(lambda: is_named(path))

    asyncio.run(run())
    assert len(list((path / "snapshots").glob("*.names.sqlite"))) == 2


def test_one_that_is_ended_while_it_looks_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store"
    published(path, 1)

    async def run() -> None:
        async with naming(path):
            await asyncio.sleep(0)

    asyncio.run(run())
    assert not is_named(path)


def test_the_process_names_the_newest_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store"
    published(path, 1)
    monkeypatch.setattr("os.nice", lambda _: 0)  # this process must not give way
    main([str(path)])
    assert is_named(path)


def test_a_store_of_which_nothing_is_published_has_nothing_to_name(tmp_path: Path) -> None:
    assert is_named(tmp_path / "none")
