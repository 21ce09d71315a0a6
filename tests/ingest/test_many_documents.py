"""Dozens of documents: what the store holds depends on them alone, never on their order."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.run import ingest, remove, reread
from trialgraph.store import open_reader

ABSTRACTS = 12  # enough for shared acronyms and drugs; all forty give the same, in a minute


@pytest.fixture(scope="module")
def files(
    reference: Path, seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """Return abstracts and seeds as files."""
    folder = tmp_path_factory.mktemp("abstracts")
    lines = (reference / "abstracts" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    found = []
    for number, line in enumerate(lines[:ABSTRACTS]):
        file = folder / f"{number:02}.txt"
        file.write_text(json.loads(line)["abstract"], encoding="utf-8")
        found.append(file)
    return [*found, *seeds.values()]


@pytest.fixture(scope="module")
def whole(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of all of them, ingested at once; tests leave it as it is."""
    store = tmp_path_factory.mktemp("many") / "store"
    assert outcomes(ingest(files, store)) == {"stored"}
    return store


def outcomes(lines: Iterable[IngestLine]) -> set[str]:
    return {line.outcome for line in lines}


def digest(store: Path) -> tuple[str, int]:
    """Return the hash of what a store holds, and its data version."""
    with open_reader(store) as reader:
        return reader.digest(), reader.version


def test_a_second_ingest_and_a_second_reading_change_nothing(
    files: list[Path], whole: Path
) -> None:
    before = digest(whole)
    assert outcomes(ingest(files, whole)) == {"unchanged"}
    assert outcomes(reread(whole)) == {"unchanged"}
    assert digest(whole) == before


def test_batches_in_another_order_hold_the_same_and_taken_out_leave_nothing(
    files: list[Path], whole: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    turned = [*files[1::2], *files[::2]][::-1]
    for start in range(0, len(turned), 4):
        assert outcomes(ingest(turned[start : start + 4], store)) == {"stored"}
    assert digest(store)[0] == digest(whole)[0]
    with open_reader(store) as reader:
        identifiers = [entry.identifier for entry in reader.entries()]
    assert outcomes(remove(store, identifiers[::-2])) == {"removed"}
    assert outcomes(remove(store, identifiers[-2::-2])) == {"removed"}
    with open_reader(store) as reader:
        assert (reader.entries(), reader.graphs(), reader.dump()) == ([], [], b"")
