"""The index of what documents say of trials and publications keeps what it is given."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from trialgraph import names
from trialgraph.errors import StoreFormat
from trialgraph.names import Iri
from trialgraph.store import Identities, ImprintRow, Mark, PartRow, create_or_open
from trialgraph.store.identities import documents_among

IMPRINT = ImprintRow(b"in print", 1 << 62, (3, 4), (5,))
CITED = PartRow("cited", 0, 0, (), b"rest", IMPRINT)
MENTION = PartRow("mention", 0, 1, (-7, 8), b"", None)
GRAPH = Iri("urn:graph")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "identities.sqlite"


@pytest.fixture
def index(file: Path) -> Iterator[Identities]:
    made = Identities.open(file)
    yield made
    made.close()


def test_a_document_is_kept_in_the_place_of_its_earlier_self(index: Identities) -> None:
    index.put("one", b"first", [CITED, MENTION])
    index.put("one", b"second", [MENTION])
    assert index.outlines(["one", "two"]) == {"one": b"second"}
    assert [one.kind for one in index.parts(["one"])] == ["mention"]
    assert index.documents() == 1


def test_equal_imprints_are_one(index: Identities) -> None:
    index.put("one", b"", [CITED])
    index.put("two", b"", [CITED])
    (number,) = index.sharing([4])
    assert index.imprints([number]) == {number: b"in print"}
    assert index.titled([5]) == {number}
    assert {one.document for one in index.printed_as([number])} == {"one", "two"}


def test_imprints_of_one_hash_are_told_apart(index: Identities) -> None:
    other = ImprintRow(b"another", IMPRINT.digest, (9,), ())
    index.put("one", b"", [CITED, PartRow("paper", 0, 0, (), b"", other)])
    assert len(index.sharing([3, 9])) == 2
    assert not index.has_paper(index.sharing([3]))
    assert index.has_paper(index.sharing([9]))


def test_parts_are_found_by_their_names_and_bundles(index: Identities) -> None:
    index.put("one", b"", [CITED, MENTION])
    (found,) = index.named([8, 11])
    assert (found.document, found.kind, found.keys) == ("one", "mention", (-7, 8))
    assert index.bundle("one", 1) == [found]
    index.drop("one")
    assert index.named([8, -7]) == []
    assert index.parts(["one"]) == []


def test_the_more_that_is_to_be_done_counts(index: Identities) -> None:
    index.mark(["one", "two"], Mark.CHANGED)
    index.mark(["one"], Mark.UNREAD)
    index.mark(["two"], Mark.TOUCHED)
    assert index.marked(Mark) == {"one": Mark.UNREAD, "two": Mark.CHANGED}
    assert index.marked([Mark.UNREAD], 1) == {"one": Mark.UNREAD}
    index.unmark(["one"])
    assert index.marked(Mark) == {"two": Mark.CHANGED}


def test_what_is_due_stays_due_until_it_is_settled(file: Path, index: Identities) -> None:
    index.owe([(3, "one", GRAPH), (3, "two", GRAPH), (4, "two", Iri("urn:other"))])
    again = Identities.open(file)
    assert again.owing(-1, 10) == [(3, 2), (4, 1)]
    assert again.due([3]) == [(3, "one", GRAPH), (3, "two", GRAPH)]
    again.settle([GRAPH])
    again.close()
    assert index.owing(-1, 10) == [(4, 1)]


def test_what_is_to_be_done_outlives_what_is_forgotten(index: Identities) -> None:
    index.put("one", b"", [CITED])
    index.mark(["one"], Mark.UNREAD)
    index.owe([(0, "one", GRAPH)])
    index.say("layout", "1")
    index.empty()
    assert (index.documents(), index.said("layout"), index.sharing([3])) == (0, "", set())
    assert index.marked(Mark) == {"one": Mark.UNREAD}
    assert index.due([0]) == [(0, "one", GRAPH)]


class Stopped(Exception):
    """Ends a change."""


def test_a_change_that_fails_changes_nothing(index: Identities) -> None:
    def fail() -> None:
        with index.change():
            index.put("one", b"", [CITED])
            raise Stopped

    with pytest.raises(Stopped):
        fail()
    assert index.documents() == 0


def test_who_looks_sees_one_moment(file: Path, index: Identities) -> None:
    index.put("one", b"", [])
    with Identities.look(file) as seen:
        assert seen.documents() == 1
        index.put("two", b"", [])
        assert seen.documents() == 1
    assert index.documents() == 2


def test_a_damaged_index_is_made_anew_by_its_writer_alone(file: Path) -> None:
    file.write_bytes(b"this is no index, and never was one" * 100)

    def look() -> None:
        with Identities.look(file) as seen:
            seen.documents()

    with pytest.raises(StoreFormat):
        look()
    made = Identities.open(file)
    assert made.documents() == 0
    made.close()


def test_a_writer_notes_the_documents_whose_graphs_it_changes(tmp_path: Path) -> None:
    graph, other = names.document("sha 1"), names.trial_graph("NCT00000001")
    assert documents_among([graph, other]) == ["sha 1"]
    with create_or_open(tmp_path / "store") as writer:
        for name in (graph, other):
            statement = f"<urn:s> <urn:p> <urn:o> <{name}> .\n".encode()
            writer.replace_graphs({name: statement})
            writer.replace_graphs({name: statement})
        assert writer.identities.marked(Mark) == {"sha 1": Mark.UNREAD}


@pytest.mark.parametrize("is_another", [True, False])
def test_an_index_damaged_inside_is_taken_away_and_made_anew(
    tmp_path: Path, *, is_another: bool
) -> None:
    store = tmp_path / "store"
    with create_or_open(store) as writer:
        file = store / "identities.sqlite"
    content = bytearray(file.read_bytes())
    if is_another:
        content = bytearray((store / "ledger.sqlite").read_bytes())
    else:
        content[4096:] = bytes(len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreFormat, match="run the same command again"):
        _ask_all(store)
    with create_or_open(store) as writer:
        assert writer.identities.documents() == 0


def _ask_all(store: Path) -> None:
    """Ask the index what a change asks."""
    with create_or_open(store) as writer:
        writer.identities.mark(["one"], Mark.UNREAD)
        writer.identities.documents()
        raise sqlite3.DatabaseError("as it is met further on")
