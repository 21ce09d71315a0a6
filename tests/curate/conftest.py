"""A store of the example documents, copied for each test that decides something."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.curate.reviewing import fact_of

from trialgraph import assets
from trialgraph.curate.decision import Motive
from trialgraph.ingest.run import ingest
from trialgraph.names import Iri
from trialgraph.rdf.term import plain
from trialgraph.store import open_reader

PRECIOUS, CLEOPATRA, PATINA = "NCT02514681", "NCT00567190", "NCT02947685"
RECORD = f"ctgov-{PRECIOUS}"

LATER = Motive("Tried enough.", "A. Reviewer", datetime(2026, 1, 3, tzinfo=UTC))


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the bundled example documents as files."""
    folder = tmp_path_factory.mktemp("examples")
    for entry in assets.room("examples").iterdir():
        if entry.name.endswith((".txt", ".md")):
            (folder / entry.name).write_bytes(entry.read_bytes())
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def whole(examples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of all examples; no test may change it."""
    store = tmp_path_factory.mktemp("whole") / "store"
    assert {line.outcome for line in ingest(examples, store)} == {"stored"}
    return store


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of the store of all examples."""
    return Path(shutil.copytree(whole, tmp_path / "store"))


def identifier(store: Path, words: str) -> str:
    """Return the identifier of the document whose file name holds some words."""
    with open_reader(store) as reader:
        (found,) = (one.identifier for one in reader.entries() if words in one.source)
    return found


@pytest.fixture(scope="session")
def final(whole: Path) -> str:
    """Return the document that reports the final analysis."""
    return identifier(whole, "final-survival")


def derived(store: Path) -> list[bytes]:
    """Return the statements of a store but those of decisions."""
    with open_reader(store) as reader:
        return [one for one in reader.dump().splitlines() if b"/graph/decision/" not in one]


@pytest.fixture(scope="session")
def undecided(whole: Path) -> list[bytes]:
    """Return the statements of the store of all examples, in which nothing was decided."""
    return derived(whole)


def documents_of(store: Path, trial: str) -> frozenset[str]:
    """Return the documents of a trial, by its name; none where there is no such trial."""
    query = f"""PREFIX : <https://w3id.org/trialgraph/ontology#> SELECT DISTINCT ?document {{
        <https://w3id.org/trialgraph/id/trial/{trial}>
            :reportedBy|:registeredBy|:mentionedBy ?document }}"""
    with open_reader(store) as reader:
        found = [plain(row["document"]) for row in reader.select(query)]
    return frozenset(one.rsplit("/", 1)[-1] for one in found)


@pytest.fixture
def survival(store: Path, final: str) -> Iri:
    """Return the estimate of overall survival in the final report."""
    return fact_of(store, final, "0.73")
