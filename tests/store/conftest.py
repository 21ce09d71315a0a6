"""Small stores that the tests of this room share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trialgraph.names import Iri, expand, term
from trialgraph.rdf.quads import GraphText
from trialgraph.rdf.term import integer
from trialgraph.store import Writer, create_or_open

GRAPH = Iri("https://w3id.org/trialgraph/id/document/sha-1")


def numbered(count: int, graph: Iri = GRAPH) -> bytes:
    """Return a document's graph with so many numbers in it."""
    text = GraphText(graph)
    text.add(graph, expand("rdf:type"), term("Document"))
    for number in range(count):
        text.add(Iri(f"{graph}/estimate/{number}"), term("start"), integer(number))
    return text.bytes()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a store with one published document of ten numbers."""
    path = tmp_path / "store"
    with create_or_open(path) as writer:
        writer.replace_graphs({GRAPH: numbered(10)})
        writer.publish()
    return path


@pytest.fixture
def writer(store: Path) -> Iterator[Writer]:
    """Return the writer of that store."""
    with create_or_open(store) as open_writer:
        yield open_writer
