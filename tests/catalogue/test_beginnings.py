"""First rows of questions about everything are made ready for large stores, and are the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.acceptance.running import examples

from trialgraph.catalogue import beginnings, prepared
from trialgraph.catalogue.answer import Answer, AnswerRow
from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.beginnings import Beginning, about_everything, beginning, stamp
from trialgraph.catalogue.card import Card, find_card
from trialgraph.catalogue.prepared import is_prepared, one_answer, prepare
from trialgraph.ingest.run import ingest, remove
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader, open_reader
from trialgraph.store.compacting import compact
from trialgraph.store.folder import Folder
from trialgraph.store.snapshots import first_answers_file
from trialgraph.terms.index import TermIndex

TERMS = load_terms()
LONG, SHORT = "endpoint-states", "who-paid"


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store that counts as large, with two questions that are made ready, three rows."""
    monkeypatch.setattr(prepared, "SMALL", 1)
    monkeypatch.setattr(beginnings, "_MOST", 3)
    monkeypatch.setattr(beginnings, "about_everything", lambda: map(find_card, (LONG, SHORT)))
    # Another process would not know of the three rows.
    monkeypatch.setattr(prepared, "_found_apart", one_answer)
    path = tmp_path / "store"
    list(ingest(examples(), path))
    return path


def kept(path: Path) -> Path:
    """Return the file of the newest version."""
    with open_reader(path) as reader:
        return first_answers_file(Folder(path), reader.version)


def asked(path: Path, name: str, most: int) -> Answer:
    with open_reader(path) as reader:
        return ask(reader, name, {}, TERMS, most)


def answered(path: Path, name: str, most: int) -> tuple[AnswerRow, ...]:
    return asked(path, name, most).rows


@pytest.mark.parametrize("card", list(about_everything()), ids=lambda card: card.name)
def test_what_is_kept_is_what_was_found(example_reader: Reader, card: Card) -> None:
    found = beginning(example_reader, card, TERMS)
    assert Beginning.of_bytes(found.to_bytes()) == found
    assert found.is_whole
    assert found.rows or card.name not in (LONG, SHORT, "effects", "findings")


def test_questions_that_need_to_know_about_what_are_not_asked() -> None:
    named = {one.name for one in about_everything()}
    assert "effects" in named
    assert named.isdisjoint({"benefit-from-adding", "known-on-date", "pooled-effect"})


def test_what_is_ready_is_answered_with_and_is_the_same(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {name: asked(large, name, 2) for name in (LONG, SHORT)}
    assert not is_prepared(large)
    assert prepare(large) == 1
    assert is_prepared(large)

    def refused(*_: object) -> None:
        raise AssertionError("asked of the statements")

    monkeypatch.setattr("trialgraph.catalogue.ask.first_rows", refused)
    assert {name: asked(large, name, 2) for name in (LONG, SHORT)} == found
    assert len(found[LONG].rows) == 2
    assert found[LONG].documents
    with pytest.raises(AssertionError, match="of the statements"):
        answered(large, LONG, 4)  # more than is ready


def test_of_a_long_answer_all_is_asked_of_the_statements(large: Path) -> None:
    prepare(large)
    assert len(answered(large, LONG, 0)) > 3


def test_another_version_or_other_terms_have_others(large: Path) -> None:
    prepare(large)
    before = kept(large)
    fewer = TermIndex(list(TERMS)[1:])
    with open_reader(large) as reader:
        card = find_card(LONG)
        assert stamp(reader, card, fewer) != stamp(reader, card, TERMS)
        assert beginnings.beginning_kept(reader, card, TERMS, 2) is not None
        assert beginnings.beginning_kept(reader, card, fewer, 2) is None
        identifier = next(iter(reader.entries())).identifier
    list(remove(large, [identifier]))
    assert kept(large) != before
    assert not is_prepared(large)
    compact(large)
    assert not before.exists()


def test_a_damaged_file_is_passed_over(large: Path) -> None:
    prepare(large)
    found = answered(large, LONG, 2)
    kept(large).write_bytes(b"no database at all" * 100)
    assert answered(large, LONG, 2) == found


def test_what_takes_too_long_or_fails_is_left_to_who_asks(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(prepared, "SMALL", 1)
    monkeypatch.setattr(beginnings, "about_everything", lambda: map(find_card, (LONG,)))
    monkeypatch.setattr(prepared, "_LONGEST", 0.01)
    prepare(large)
    assert kept(large).is_file()
    with open_reader(large) as reader:
        assert beginnings.beginning_kept(reader, find_card(LONG), TERMS, 2) is None
    kept(large).unlink()
    monkeypatch.setattr(prepared, "_LONGEST", 100)
    monkeypatch.setattr(beginnings, "about_everything", lambda: map(find_card, (LONG, SHORT)))
    prepare(large)
    with open_reader(large) as reader:
        found = beginnings.beginning_kept(reader, find_card(LONG), TERMS, 2)
        assert found is not None
        assert found.rows == answered(large, LONG, 2)
    assert one_answer(large, 7, LONG) == b""


def test_who_finds_an_answer_ends_with_who_asked(large: Path) -> None:
    words = [sys.executable, "-P", "-m", "trialgraph.catalogue.prepared", str(large), "1", LONG]
    lives, ours = os.pipe()
    try:
        with subprocess.Popen(words, stdin=lives, stdout=subprocess.PIPE) as asked_for:
            assert asked_for.stdout is not None
            assert b'"rows"' in asked_for.stdout.read()
        assert asked_for.returncode == 0
    finally:
        os.close(lives)
        os.close(ours)
    left = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (left.returncode, left.stdout) == (1, b"")
