"""Stores filled the way a person fills them: with the ingest command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.running import examples, run

Rows = list[dict[str, Any]]
Ask = Callable[..., Rows]


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the bundled documents; no test changes it."""
    store = tmp_path_factory.mktemp("examples") / "store"
    ended = run("ingest", *examples(), store=store)
    assert (ended.status, ended.err) == (0, "")
    return store


@pytest.fixture(scope="session")
def seed_store(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the seed documents; no test changes it."""
    store = tmp_path_factory.mktemp("seeds") / "store"
    ended = run("ingest", *seeds.values(), store=store)
    assert (ended.status, ended.err) == (0, "")
    return store


@pytest.fixture(scope="session")
def ask(seed_store: Path) -> Ask:
    """Return what asks the seeds a named question and gives its rows."""

    def rows(name: str, **given: str) -> Rows:
        pairs = [f"{key}={value}" for key, value in given.items()]
        ended = run("ask", name, *pairs, "--json", store=seed_store)
        assert (ended.status, ended.err) == (0, "")
        found: Rows = json.loads(ended.out)["rows"]
        return found

    return rows
