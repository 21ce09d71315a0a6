"""A served store as it faces strangers: a process of its own, with a token and small limits."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.robustness.served import Served, listening_for_nobody, running
from tests.small_store import build


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server over the small store, alive as long as the tests that attack it."""
    store = build(tmp_path_factory.mktemp("robustness") / "store")
    with running(store) as server:
        yield server


@pytest.fixture
def well(served: Served, record_property: Callable[[str, object], None]) -> Iterator[Served]:
    """Return the server, and look after the attack that it is well.

    How long it took to say so, and what memory all its processes have, is recorded.
    """
    yield served
    begin = time.monotonic()
    served.assert_answers()
    record_property("ask_seconds", time.monotonic() - begin)
    record_property("memory", served.assert_small())


@pytest.fixture
def nobody() -> Iterator[str]:
    """Return an address on this machine that fails the test when anyone calls it."""
    with listening_for_nobody() as address:
        yield address


@pytest.fixture(scope="session")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that no answer may ever hold a word of."""
    file = tmp_path_factory.mktemp("secret") / "secret.txt"
    file.write_text('<urn:x> <urn:said> "the word that stays in the house" .\n')
    return file
