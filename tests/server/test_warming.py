"""What pages share is made before somebody waits for it, once a version."""

import asyncio
from pathlib import Path
from queue import SimpleQueue

import pytest
from tests.small_store import FIRST, build, put

from trialgraph import names
from trialgraph.rdf.quads import GraphText
from trialgraph.server.published import Published
from trialgraph.server.warming import Warming
from trialgraph.store import Reader, create_or_open

_PATIENCE_SECONDS = 60


def test_it_is_made_once_a_version(tmp_path: Path) -> None:
    published = Published(build(tmp_path))
    made: SimpleQueue[int] = SimpleQueue()
    warming = Warming(published, (lambda reader: made.put(reader.version),))

    async def watched() -> None:
        async with warming.running():
            await warming.first()
            assert made.get_nowait() == 1
            graph = GraphText(names.document(FIRST))
            put(graph, names.document(FIRST), rdf__type=names.term("Document"))
            with create_or_open(tmp_path) as writer:
                writer.replace_graphs({names.document(FIRST): graph.bytes()})
                writer.publish()
            assert await asyncio.to_thread(made.get, timeout=_PATIENCE_SECONDS) == 2

    asyncio.run(watched())
    published.close()
    assert made.empty()


def test_a_store_without_a_version_keeps_nobody_waiting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with create_or_open(tmp_path):
        published = Published(tmp_path)
    made: list[Reader] = []
    warming = Warming(published, (made.append,))

    async def watched() -> None:
        async with warming.running(), asyncio.timeout(_PATIENCE_SECONDS):
            await warming.first()

    with caplog.at_level("INFO", logger="trialgraph.server.warming"):
        asyncio.run(watched())
    assert made == []
    assert "was not made" in caplog.text
