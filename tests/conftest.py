"""Fixtures that every room's tests share."""

import os
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import settings
from tests.acceptance.running import examples
from tests.measuring import unmeasured

from trialgraph.ingest.run import ingest
from trialgraph.store import Reader, open_reader

# Where a run decides whether a change is taken, it gives the same result each time; other
# runs look at new examples.
settings.register_profile("decides", derandomize=True)
if os.environ.get("TRIALGRAPH_REQUIRE_SYSTEM_PARTS"):
    settings.load_profile("decides")


@pytest.fixture(scope="session", autouse=True)
def _only_tests_are_measured() -> None:
    """Leave the processes that tests start unmeasured.

    What measures them would write files of its own under the limits that a test puts them
    under, speak on their standard error, and make them slower; their code has tests here, too.
    """
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Measure no test that is marked so, nor those of the reference data.

    Whoever has none of these data gets the same coverage: every line is shown by tests of ours.
    """
    is_long = item.get_closest_marker("unmeasured") is not None
    is_of_reference = "reference" in getattr(item, "fixturenames", ())
    with unmeasured() if is_long or is_of_reference else nullcontext():
        return (yield)


@pytest.fixture(scope="session")
def reference() -> Path:
    """Return the folder of reference data, gold facts and public ontologies."""
    folder = os.environ.get("TRIALGRAPH_REFERENCE", "")
    if not folder:
        pytest.skip("TRIALGRAPH_REFERENCE is not set: the reference data is not at hand")
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def seeds(reference: Path) -> dict[str, Path]:
    """Return the five seed documents by their short names, S0 to S4."""
    files = sorted((reference / "seeds").glob("*.txt"))
    return {f"S{number}": file for number, file in enumerate(files)}


@pytest.fixture(scope="session")
def example_reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Return the bundled documents as a store, published: what a first user has."""
    store = tmp_path_factory.mktemp("examples") / "store"
    outcomes = [line.outcome for line in ingest(examples(), store)]
    assert set(outcomes) == {"stored"}
    with open_reader(store) as opened:
        yield opened
