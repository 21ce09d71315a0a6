"""The bundled documents, opened as a notebook does."""

from collections.abc import Iterator

import pytest

import trialgraph
from trialgraph.notebook import Store
from trialgraph.store import Reader


@pytest.fixture(scope="session")
def store(example_reader: Reader) -> Iterator[Store]:
    """Return the examples, opened."""
    with trialgraph.open(example_reader.path) as opened:
        yield opened
