"""Names are found exactly, by their beginning, by their words and by their letters."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from trialgraph.names import ID
from trialgraph.store.name_index import NameIndex
from trialgraph.store.name_tables import Named, NameTables, Standing

DRUG, OTHER, TRIAL, PAPER = (
    f"{ID}drug/pertuzumab",
    f"{ID}drug/perindopril",
    f"{ID}trial/NCT00000001",
    "https://doi.org/10.1000/1",
)
THINGS = [
    Named("drug", DRUG, "pertuzumab", ["Perjeta", "C38692"]),
    Named("drug", OTHER, "perindopril"),
    Named("document", f"{ID}document/sha-1", "On pertuzumab", standings=[Standing(PAPER, "cites")]),
    Named(
        "trial",
        TRIAL,
        "ALPHA",
        ["A Trial of Pertuzumab in Breast Cancer"],
        [("trial:nct00000001", "NCT00000001")],
        [
            Standing(TRIAL),
            Standing(DRUG),
            Standing(DRUG, "adds", "nominal", 2),
            Standing(DRUG, "all", "nominal", 2),
            Standing(DRUG, "all", "confirmed", 1),
        ],
    ),
]


def filled(tables: NameTables) -> bytes:
    """Return an index of all things."""
    tables.tell(
        Named("publication", PAPER, "A paper", identifiers=[("doi:10.1000/1", "10.1000/1")])
    )
    for thing in THINGS:
        tables.put(thing)
    tables.finish(7, "2026-01-01", "stamp")
    return tables.content()


@pytest.fixture
def index() -> Iterator[NameIndex]:
    with NameTables.in_memory() as tables, NameIndex.of_bytes(filled(tables)) as opened:
        yield opened


def test_it_says_what_it_is_the_index_of(index: NameIndex) -> None:
    assert (index.version, index.published_at, index.stamp) == (7, "2026-01-01", "stamp")


@pytest.mark.parametrize(
    ("key", "iri"),
    [("perjeta", DRUG), ("c38692", DRUG), ("trial:nct00000001", TRIAL), ("alpha", TRIAL)],
)
def test_a_name_is_found_exactly(index: NameIndex, key: str, iri: str) -> None:
    assert [one.iri for one in index.exact([key], [], [])] == [iri]
    assert index.exact([key], [], ["event"]) == []


def test_an_iri_is_found(index: NameIndex) -> None:
    assert [one.iri for one in index.exact([], [OTHER], [])] == [OTHER]


def test_the_weightiest_of_what_begins_alike_comes_first(index: NameIndex) -> None:
    assert [one.iri for one in index.beginning("Per", [], 9)] == [DRUG, OTHER]
    assert [one.iri for one in index.beginning("per", ["drug"], 1)] == [DRUG]
    assert index.beginning("?", [], 9) == []


def test_blanks_need_not_be_typed(index: NameIndex) -> None:
    assert [one.iri for one in index.beginning_closed_up("a-trial of", [], 9)] == [TRIAL]


def test_words_are_found_in_any_order(index: NameIndex) -> None:
    assert [one.iri for one in index.with_words("canc pertuzumab", [], 9)] == []
    assert [one.iri for one in index.with_words("cancer pertuzumab", [], 9)] == [TRIAL]
    assert [one.iri for one in index.with_words("breast canc", ["trial"], 9)] == [TRIAL]
    assert index.with_words("breast canc", ["drug"], 9) == []


@pytest.mark.parametrize(
    "words", ['"', "*", "NEAR(a b)", "plain : x", "a AND", "^per", "{plain}: a"]
)
def test_nothing_in_the_words_is_syntax(index: NameIndex, words: str) -> None:
    assert all("NEAR" not in one.name for one in index.with_words(words, [], 9))
    index.alike(words, [])


def test_names_are_found_by_their_letters(index: NameIndex) -> None:
    assert DRUG in {one.iri for one in index.alike("pertuzumb", [])}
    assert {one.type for one in index.alike("pertuzumb", ["drug"])} == {"drug"}


def test_what_stands_behind_a_thing_is_counted(index: NameIndex) -> None:
    drug = index.get(DRUG)
    assert drug is not None
    assert (drug.trials, drug.effects) == (1, 3)
    assert index.standings(DRUG) == {
        "adds": {"nominal": 2},
        "all": {"confirmed": 1, "nominal": 2},
    }
    assert [(one.iri, one.effects) for one in index.owners(DRUG, "trial", "", 9)] == [(TRIAL, 3)]
    assert index.owners(DRUG, "trial", TRIAL, 9) == []


def test_a_list_is_of_what_trials_stand_behind(index: NameIndex) -> None:
    assert [one.iri for one in index.listed("drug", "", 9)] == [DRUG]
    assert index.listed("drug", DRUG, 9) == []
    used = index.most_used("drug", "", 9)
    assert [one.iri for one in used] == [DRUG]
    assert index.most_used("drug", DRUG, 9) == []
    assert (index.count("drug"), index.count("trial")) == (1, 1)


def test_what_is_put_in_anew_replaces_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "names"
    with NameTables.open(file) as tables:
        filled(tables)
    with NameTables.open(file) as tables:
        tables.put(Named("trial", TRIAL, "BETA", standings=[Standing(TRIAL), Standing(OTHER)]))
        tables.finish(8, "later", "stamp")
    with NameIndex.open(file) as index:
        assert index.exact(["alpha"], [], []) == []
        assert index.with_words("breast", [], 9) == []
        assert [one.label for one in index.exact(["beta"], [], [])] == ["BETA"]
        assert [one.iri for one in index.listed("drug", "", 9)] == [OTHER]
        assert index.standings(DRUG) == {}
        assert (index.version, index.faults()) == (8, [])


def test_what_only_others_speak_of_goes_with_them(tmp_path: Path) -> None:
    file = tmp_path / "names"
    with NameTables.open(file) as tables:
        filled(tables)
    with NameTables.open(file) as tables:
        tables.remove(f"{ID}document/sha-1")
        tables.remove("unknown")
        tables.finish(8, "later", "stamp")
    with NameIndex.open(file) as index:
        assert index.get(PAPER) is None
        assert index.exact(["doi:10.1000/1"], [], []) == []
        assert index.get(f"{ID}document/sha-1") is None


def test_a_cited_work_that_is_held_is_told_once() -> None:
    with NameTables.in_memory() as tables:
        held = Named("document", "d", "A paper", identifiers=[("doi:10.1000/1", "10.1000/1")])
        tables.put(held)
        tables.hide("publication", "document")
        with NameIndex.of_bytes(filled(tables)) as index:
            assert len(index.exact(["doi:10.1000/1"], [], [])) == 2
    with NameTables.in_memory() as tables:
        tables.put(held)
        tables.tell(Named("publication", PAPER, "A", identifiers=held.identifiers))
        tables.put(Named("document", "e", "cites", standings=[Standing(PAPER, "cites")]))
        tables.hide("publication", "document")
        tables.finish(1, "now", "stamp")
        with NameIndex.of_bytes(tables.content()) as index:
            assert [one.iri for one in index.exact(["doi:10.1000/1"], [], [])] == ["d"]


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_index_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "names"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(sqlite3.DatabaseError):
        NameIndex.open(file)
