"""A server over the bundled documents."""

from collections.abc import Iterator

import httpx
import pytest
from tests.server.conftest import Live

from trialgraph.server import Settings, create_app
from trialgraph.store import Reader


@pytest.fixture(scope="session")
def site(example_reader: Reader, live: Live) -> Iterator[httpx.Client]:
    """Return a client, as a browser asks, of a server over the bundled documents."""
    head = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    with (
        live(create_app(Settings(example_reader.path))) as at,
        httpx.Client(base_url=at, headers=head, timeout=60) as client,
    ):
        yield client
