"""A live server on the loopback address, over a small store."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp
from tests.server.writing import LIMITS
from tests.serving import TOKEN

from trialgraph.names import Iri, expand, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import integer, text
from trialgraph.server import Settings, TokenHash, create_app
from trialgraph.store import create_or_open, kept
from trialgraph.store.worker import Limits

Live = Callable[[ASGIApp], AbstractContextManager[str]]

GRAPH = Iri("https://w3id.org/trialgraph/id/document/sha-1")


def some_quads(count: int) -> bytes:
    """Return a document's graph with so many numbers in it."""
    of = GraphText(GRAPH)
    of.add(GRAPH, expand("rdf:type"), term("Document"))
    of.add(GRAPH, expand("rdfs:label"), text("a paper <b>", "en"))
    for number in range(count):
        of.add(Iri(f"{GRAPH}/estimate/{number}"), term("start"), integer(number))
    return of.bytes()


def stored(path: Path, count: int) -> Path:
    """Return a store with one published document of so many numbers."""
    with create_or_open(path) as writer:
        writer.replace_graphs({GRAPH: some_quads(count)})
        writer.publish()
    return path


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with one published document of ten numbers."""
    return stored(tmp_path_factory.mktemp("server") / "store", 10)


@contextmanager
def listening(app: ASGIApp) -> Iterator[str]:
    """Run an app in a thread and return its address."""
    with socket.create_server(("127.0.0.1", 0)) as socket_open:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        # The socket listens already, so requests wait until the thread takes them.
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket_open]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{socket_open.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all documents be replaced: each has another text than its facts are from."""
    text_of = kept.text_of
    monkeypatch.setattr(kept, "text_of", lambda *which: f"An erratum. {text_of(*which)}")


@pytest.fixture(scope="session")
def live() -> Live:
    """Return what runs an app for a while."""
    return listening


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """Return the address of a server that stops long or large queries soon."""
    with listening(create_app(Settings(store, limits=Limits(seconds=2, rows=100)))) as at:
        yield at


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """Return a client of that server."""
    with httpx.Client(base_url=address, timeout=30) as open_client:
        yield open_client


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with one document that may be written to."""
    return stored(tmp_path_factory.mktemp("writing") / "store", 3)


@pytest.fixture(scope="module")
def writing(held: Path, live: Live) -> Iterator[httpx.Client]:
    """Return a client with the token of a server over a store to write to."""
    settings = Settings(held, workers=1, token=TokenHash.of(TOKEN), write_limits=LIMITS)
    head = {"authorization": f"Bearer {TOKEN}"}
    with (
        live(create_app(settings)) as address,
        httpx.Client(base_url=address, headers=head, timeout=60) as client,
    ):
        yield client


@pytest.fixture
def nobody(writing: httpx.Client) -> Iterator[httpx.Client]:
    """Return a client without a token."""
    with httpx.Client(base_url=writing.base_url, timeout=60) as client:
        yield client
