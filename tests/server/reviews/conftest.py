"""A server over a store of one made-up record, whose facts are reviewed and then are not."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.server.conftest import Live
from tests.server.reviews.asked import REVIEWS, WHY, store_in
from tests.server.test_admin import keeping


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of one made-up record."""
    return store_in(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture
def client(store: Path, live: Live) -> Iterator[httpx.Client]:
    """Return a client with the token; what a test reviewed is undone after it."""
    with keeping(store, live) as one:
        yield one
        while held := one.get("/api/v1/reviews").json()["rows"]:
            undone = {"verb": "undo", "fact": held[0]["decision"], **WHY}
            assert one.post(REVIEWS, json=undone).status_code == 201
