"""The ledger is asked by its indexes: what a request costs does not grow with what is held."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from trialgraph.store.ledger import DocumentEntry, Ledger, State

SOURCES = (
    "a.txt",
    "/data/A.TXT",
    "data/b%.txt",
    "data/bc.txt",
    "data/more/a.txt",
    "more/",
    "x/x/y",
    "",
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of some documents, of which every third was set aside."""
    opened = Ledger.open(tmp_path / "ledger.sqlite", lambda: None)
    with closing(opened):
        for number, source in enumerate(SOURCES):
            state: State = "stored" if number % 3 else "set aside"
            opened.record(
                DocumentEntry(
                    f"pubmed-{number}", "kind", f"{number:064x}", "1", "1", "1", state, source
                )
            )
        yield opened


def test_documents_are_counted_by_their_state(ledger: Ledger) -> None:
    assert (ledger.count(), ledger.count("stored"), ledger.count("set aside")) == (8, 5, 3)
    assert ledger.identifiers() == [one.identifier for one in ledger.entries()]


def test_documents_are_found_by_the_day_they_were_stored(ledger: Ledger) -> None:
    stored = [one for one in ledger.entries() if one.state == "stored"]
    day = stored[0].recorded_at[:10]
    assert ledger.since(day, "stored") == [one.identifier for one in stored]
    assert ledger.since("2999-01-01", "stored") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a.txt", [0, 1, 4]),
        ("A.txt", [1, 4]),
        ("more/a.txt", [4]),
        ("/data/A.TXT", [1]),
        ("b%.txt", [2]),
        ("more/", [5]),
        ("x/y", [6]),
        ("PubMed-3", [3]),
        (f"{7:064X}", [7]),
        ("nothing", []),
    ],
)
def test_documents_are_known_by_identifier_hash_and_file(
    ledger: Ledger, words: str, found: list[int]
) -> None:
    known = [int(one.identifier.removeprefix("pubmed-")) for one in ledger.known_as(words)]
    assert known == found


@pytest.mark.usefixtures("ledger")
def test_nothing_but_a_list_of_all_reads_all(tmp_path: Path) -> None:
    asked = list[str]()
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as connection:
        connection.set_trace_callback(asked.append)
        looked = Ledger(connection, lambda: None)
        looked.known_as("a.txt")
        looked.count("set aside")
        looked.since("2026-01-01", "stored")
        looked.part("pubmed-3", 2)
        connection.set_trace_callback(None)
        plans = [
            step[3] for one in asked for step in connection.execute(f"EXPLAIN QUERY PLAN {one}")
        ]
    assert len(asked) == 4
    assert not [step for step in plans if step.startswith("SCAN document")]
