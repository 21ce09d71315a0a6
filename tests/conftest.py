"""Fixtures that every room's tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Where a run decides whether a change is taken, it gives the same result each time; other
# runs look at new examples.
settings.register_profile("decides", derandomize=True)
if os.environ.get("TRIALGRAPH_REQUIRE_SYSTEM_PARTS"):
    settings.load_profile("decides")


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
