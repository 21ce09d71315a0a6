"""A desk over the bundled documents."""

from collections.abc import Iterator

import pytest

from trialgraph.agents import Desk
from trialgraph.store import Reader


@pytest.fixture(scope="session")
def desk(example_reader: Reader) -> Iterator[Desk]:
    """Return the desk."""
    made = Desk(example_reader.path)
    yield made
    made.close()
