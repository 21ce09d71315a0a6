"""While the names of a new version are made, no answer of the old ones is kept for good."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from tests.acceptance.running import example, examples
from tests.server.conftest import listening

from trialgraph.catalogue.names_kept import make_names
from trialgraph.ingest.run import ingest
from trialgraph.server import Settings, create_app
from trialgraph.store import Place


@asynccontextmanager
async def _nobody(_: Place) -> AsyncIterator[None]:
    """Make no names beside the requests."""
    yield


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store, called large, whose names are those of the version before."""
    monkeypatch.setattr("trialgraph.catalogue.names_kept.SMALL", 0)
    monkeypatch.setattr("trialgraph.server.app.naming", _nobody)
    last = example("patina")
    list(ingest((one for one in examples() if one != last), tmp_path / "store"))
    make_names(tmp_path / "store")
    list(ingest([last], tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def behind(store: Path) -> Iterator[httpx.Client]:
    """Return a client of a server over that store."""
    with (
        listening(create_app(Settings(store, workers=1))) as address,
        httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client,
    ):
        yield client


PATHS = ("/endpoints", "/endpoints.csv", "/conditions/breast-cancer", "/trials?q=P")


def test_an_answer_of_older_names_goes_when_the_new_ones_are_there(
    behind: httpx.Client, store: Path
) -> None:
    first = {path: behind.get(path) for path in PATHS}
    known = {path: {"If-None-Match": one.headers["etag"]} for path, one in first.items()}
    assert [behind.get(path, headers=known[path]).status_code for path in PATHS] == [304] * 4
    make_names(store)
    for path in PATHS:
        now = behind.get(path, headers=known[path])
        assert now.status_code == 200
        assert now.content != first[path].content
        assert behind.get(path).content == now.content
        again = behind.get(path, headers={"If-None-Match": now.headers["etag"]})
        assert again.status_code == 304
