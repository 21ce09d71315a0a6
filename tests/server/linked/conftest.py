"""A server over the bundled documents, asked without following where it leads."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.server.conftest import Live

from trialgraph.server import Settings, create_app
from trialgraph.store import Reader

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TRIAL = "trial/NCT02514681"
RESULT = f"{TRIAL}/result/OS/HR/final/0-73"


@pytest.fixture(scope="session")
def example_client(example_reader: Reader, live: Live) -> Iterator[httpx.Client]:
    """Return a client of a server over the bundled documents."""
    app = create_app(Settings(Path(example_reader.path)))
    with live(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client
