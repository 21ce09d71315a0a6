"""The API over the bundled documents, on a server that runs."""

from collections.abc import Iterator

import httpx
import pytest
from tests.server.conftest import listening
from tests.serving import TOKEN

from trialgraph.server import Settings, TokenHash, create_app
from trialgraph.store import Reader


@pytest.fixture(scope="package")
def api(example_reader: Reader) -> Iterator[httpx.Client]:
    """Return a client of the API over the bundled documents."""
    settings = Settings(example_reader.path, token=TokenHash.of(TOKEN))
    with (
        listening(create_app(settings)) as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client,
    ):
        yield client
