"""The tests make up their own sentences: none repeats those of the documents to be scored on."""

import gzip
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Rooms whose tests make up what is read. The others quote examples/documents, whose figures
# are those of published trials.
ROOMS = ("acceptance", "documents", "extract", "ingest")
RUN = 8
FEWEST_WORDS = 3


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of words in a row that is more than figures."""
    found = words(text)
    for start in range(len(found) - RUN + 1):
        run = tuple(found[start : start + RUN])
        if sum(not word.isdigit() for word in run) >= FEWEST_WORDS:
            yield run


def abstracts(lines: str) -> Iterator[str]:
    for line in lines.splitlines():
        record = json.loads(line)
        yield f"{record['title']} {record['abstract'] or ''}"


def documents(reference: Path) -> Iterator[str]:
    """Yield the text of each document that readings are scored on or were looked at."""
    yield from (file.read_text("utf-8") for file in (reference / "seeds").glob("*.txt"))
    for file in (reference / "papers").glob("*.nxml"):
        yield re.sub(r"<[^>]+>", " ", file.read_text("utf-8"))
    yield from abstracts((reference / "abstracts" / "dev.jsonl").read_text("utf-8"))
    packed = (reference / "data" / "abstracts" / "oncology.jsonl.gz").read_bytes()
    yield from abstracts(gzip.decompress(packed).decode())
    with zipfile.ZipFile(reference / "data" / "pico-breast" / "brat.zip") as texts:
        for name in texts.namelist():
            if name.endswith(".txt"):
                yield texts.read(name).decode()


@pytest.fixture(scope="module")
def printed(reference: Path) -> frozenset[tuple[str, ...]]:
    return frozenset(run for text in documents(reference) for run in runs(text))


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_of_a_document_stands_in_a_test(
    room: str, printed: frozenset[tuple[str, ...]]
) -> None:
    repeated = [
        f"{file.relative_to(ROOT)}: {' '.join(run)}"
        for file in sorted((ROOT / "tests" / room).rglob("*.py"))
        for run in runs(file.read_text("utf-8"))
        if run in printed
    ]
    assert repeated == []


def test_a_repeated_sentence_is_found_among_others() -> None:
    printed = set(runs("In all, tea was longer than water (12 v 9 cups; P = 0.02) in both."))
    assert set(runs('"Tea was longer than water (12 v 9 cups; P=0.02)",')) & printed
    assert not set(runs("Tea was longer than milk (12 v 9 cups; P=0.02)")) & printed
    assert list(runs("HR 0.62 (0.51-0.75), 0.44 (0.3-0.6)")) == []
