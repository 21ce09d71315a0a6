"""Decisions taken in a store: what follows, what is refused, what a kill leaves."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.curate.conftest import (
    CLEOPATRA,
    LATER,
    PATINA,
    PRECIOUS,
    RECORD,
    derived,
    documents_of,
    identifier,
)
from tests.curate.reviewing import WHY

from trialgraph import names
from trialgraph.check.shapes import check_derived
from trialgraph.curate import decide
from trialgraph.curate.decide import join, split, undo
from trialgraph.curate.listing import shown_trial
from trialgraph.errors import (
    DecisionContradicted,
    DecisionIdle,
    DecisionUnfounded,
    DocumentNotStored,
    EvidenceError,
    StoreMissing,
    StoreUnfinished,
    UnknownDecision,
    UnknownTrial,
)
from trialgraph.ingest.run import finish, ingest, remove
from trialgraph.store import create_or_open, open_reader
from trialgraph.store.ledger import Intent


def test_a_split_off_document_is_a_trial_of_its_own(store: Path, final: str) -> None:
    before = documents_of(store, PRECIOUS)
    split(store, final, "PRECIOUS", WHY)
    assert documents_of(store, PRECIOUS) == before - {final}
    assert documents_of(store, final) == {final}


def test_undoing_a_split_gives_back_every_byte(
    store: Path, undecided: list[bytes], final: str
) -> None:
    made = split(store, final, PRECIOUS, WHY)
    assert derived(store) != undecided
    undo(store, made.identifier, LATER)
    assert derived(store) == undecided


def test_undoing_a_join_gives_back_every_byte(
    store: Path, whole: Path, undecided: list[bytes]
) -> None:
    made = join(store, ("PATINA", "cleopatra"), WHY)
    assert documents_of(store, PATINA) == frozenset()
    assert documents_of(store, CLEOPATRA) == documents_of(whole, CLEOPATRA) | documents_of(
        whole, PATINA
    )
    undo(store, made.iri, LATER)
    assert derived(store) == undecided


def test_undoing_the_undoing_brings_a_decision_back(store: Path, final: str) -> None:
    made = split(store, final, PRECIOUS, WHY)
    after = derived(store)
    undone = undo(store, made.identifier, LATER)
    undo(store, undone.identifier, replace(LATER, reason="It was right."))
    assert derived(store) == after
    with pytest.raises(DecisionIdle, match="undone already"):
        undo(store, undone.identifier, LATER)


def test_a_number_is_split_off(store: Path) -> None:
    split(store, "UMIN000018202", PRECIOUS, WHY)
    with open_reader(store) as reader:
        said = reader.graph(names.trial_graph(PRECIOUS)).decode()
        assert check_derived(said.encode()).findings == ()
    assert '#registration> "UMIN000018202"' not in said
    assert "UMIN000018202 apart from NCT02514681" in said


def test_graphs_that_no_decision_touches_are_not_written(
    store: Path, whole: Path, final: str
) -> None:
    split(store, final, PRECIOUS, WHY)
    with open_reader(whole) as before, open_reader(store) as after:
        changed = {
            graph
            for graph in {*before.graphs(), *after.graphs()}
            if before.graph(graph) != after.graph(graph)
        }
    about = {PRECIOUS, final, "decision"}
    assert all(any(one in graph for one in about) for graph in changed), changed


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_documents_and_decisions_give_one_result_in_any_order(
    turn: int, store: Path, final: str, examples: list[Path], tmp_path: Path
) -> None:
    """Decisions are taken as soon as what they name is held; other documents come later."""
    split(store, final, PRECIOUS, WHY)
    join(store, (PATINA, CLEOPATRA), WHY)
    other = tmp_path / "other"
    named = sorted(examples, key=lambda file: ("precious" not in file.name, file.name))
    first, later = named[:3], named[3:]
    list(ingest(first[turn:] + first[:turn], other))
    split(other, final, PRECIOUS, WHY)
    for file in later[:: 1 - 2 * (turn % 2)]:
        list(ingest([file], other))
    join(other, (CLEOPATRA, PATINA), WHY)
    assert derived(other) == derived(store)
    with open_reader(store) as one, open_reader(other) as two:
        assert one.digest() == two.digest()


def test_a_document_that_goes_and_returns_meets_its_decisions(
    store: Path, final: str, examples: list[Path]
) -> None:
    split(store, final, PRECIOUS, WHY)
    join(store, (PATINA, CLEOPATRA), WHY)
    before = derived(store)
    patina = identifier(store, "patina")
    list(remove(store, [final, patina, RECORD]))
    assert derived(store) != before
    with open_reader(store) as reader:
        assert sum("/graph/decision/" in graph for graph in reader.graphs()) == 2
    list(ingest(examples, store))
    assert derived(store) == before


def test_a_killed_decision_is_finished_by_the_next_one(
    store: Path, final: str, tmp_path: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(store, final, monkeypatch)
    join(store, (PATINA, CLEOPATRA), LATER)
    other = tmp_path / "copy"
    list(ingest([], other))
    assert documents_of(store, final) == {final}
    assert documents_of(store, PRECIOUS) == documents_of(whole, PRECIOUS) - {final}


def test_a_killed_decision_is_finished_by_the_next_ingest(
    store: Path, final: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(store, final, monkeypatch)
    assert documents_of(store, final) == frozenset()
    finish(store)
    assert documents_of(store, final) == {final}
    with open_reader(store) as reader:
        assert reader.unfinished() == 0


def killed(store: Path, document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop a split between its own graph and what follows from it."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(decide, "derive", stopped)
        with pytest.raises(KeyboardInterrupt):
            split(store, document, PRECIOUS, WHY)


def test_a_decision_that_had_not_begun_is_dropped(store: Path, undecided: list[bytes]) -> None:
    with create_or_open(store) as writer:
        writer.ledger.begin(Intent("0123456789abcdef", "decide"))
    finish(store)
    assert derived(store) == undecided
    with open_reader(store) as reader:
        assert reader.unfinished() == 0


def test_nothing_is_decided_on_an_ingest_that_was_stopped(store: Path, final: str) -> None:
    with create_or_open(store) as writer:
        writer.ledger.begin(Intent(final, "remove"))
    with pytest.raises(StoreUnfinished, match=final):
        split(store, final, PRECIOUS, WHY)
    finish(store)
    with pytest.raises(DocumentNotStored):
        split(store, final, PRECIOUS, WHY)


Deciding = Callable[[Path], object]
REFUSED: dict[str, tuple[Deciding, type[EvidenceError], str]] = {
    "no reason": (
        lambda store: join(store, (PATINA, CLEOPATRA), replace(WHY, reason=" ")),
        DecisionUnfounded,
        "no reason",
    ),
    "nobody": (
        lambda store: join(store, (PATINA, CLEOPATRA), replace(WHY, by="")),
        DecisionUnfounded,
        "nobody",
    ),
    "an ORCID of nobody": (
        lambda store: join(store, (PATINA, CLEOPATRA), replace(WHY, by="0000-0002-1825-0098")),
        DecisionUnfounded,
        "check digit",
    ),
    "a reason turned around": (
        lambda store: join(store, (PATINA, CLEOPATRA), replace(WHY, reason="Read\u202eit.")),
        DecisionUnfounded,
        "in the reason",
    ),
    "a name that clears the screen": (
        lambda store: join(store, (PATINA, CLEOPATRA), replace(WHY, by="A.\x1b[2J Reviewer")),
        DecisionUnfounded,
        "in the name",
    ),
    "no such trial": (lambda store: join(store, (PATINA, "NOVA"), WHY), UnknownTrial, "'NOVA'"),
    "no such document": (
        lambda store: split(store, "sha-none", PATINA, WHY),
        DocumentNotStored,
        "sha-none",
    ),
    "one trial already": (
        lambda store: join(store, (PRECIOUS, "jRCTs041180153"), WHY),
        DecisionIdle,
        "already",
    ),
    "not of that trial": (lambda store: split(store, RECORD, PATINA, WHY), DecisionIdle, RECORD),
    "nothing else in it": (
        lambda store: split(store, identifier(store, "patina"), PATINA, WHY),
        DecisionIdle,
        "nothing in",
    ),
    "not its number": (lambda store: split(store, CLEOPATRA, PATINA, WHY), DecisionIdle, "number"),
    "its own name": (lambda store: split(store, PATINA, PATINA, WHY), DecisionIdle, "name"),
    "no such decision": (lambda store: undo(store, "none", WHY), UnknownDecision, "'none'"),
}


@pytest.mark.parametrize(("made", "error", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_decided_changes_nothing(
    made: Deciding, error: type[EvidenceError], says: str, whole: Path
) -> None:
    with open_reader(whole) as reader:
        before = reader.digest()
    with pytest.raises(error, match=says):
        made(whole)
    with open_reader(whole) as reader:
        assert reader.digest() == before


def test_a_name_of_several_trials_is_not_enough(store: Path, tmp_path: Path) -> None:
    for number in ("NCT09990001", "NCT09990002"):
        page = f"The HERO study: a randomised phase III trial.\n\nTrial registration: {number}.\n"
        (tmp_path / f"{number}.txt").write_text(page, encoding="utf-8")
        list(ingest([tmp_path / f"{number}.txt"], store))
    with pytest.raises(UnknownTrial, match="NCT09990001, NCT09990002"):
        join(store, ("hero", PATINA), WHY)
    with open_reader(store) as reader, pytest.raises(UnknownTrial, match="NCT09990001"):
        shown_trial(reader, "HERO")


def test_no_store_is_made_for_a_decision(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        undo(tmp_path / "none", "0123456789abcdef", WHY)
    assert not (tmp_path / "none").exists()


def test_a_join_of_what_was_split_names_the_split(store: Path, final: str) -> None:
    made = split(store, final, PRECIOUS, WHY)
    with pytest.raises(DecisionContradicted, match=made.identifier):
        join(store, (final, PRECIOUS), WHY)


def test_a_split_of_what_was_joined_names_the_join(store: Path, final: str) -> None:
    first = split(store, final, PRECIOUS, WHY)
    made = join(store, (final, PATINA), WHY)
    undone = undo(store, first.identifier, LATER)
    assert documents_of(store, PRECIOUS) >= {final, identifier(store, "patina")}
    with pytest.raises(DecisionContradicted, match=made.identifier):
        split(store, identifier(store, "patina"), PRECIOUS, WHY)
    undo(store, made.identifier, LATER)
    with pytest.raises(DecisionIdle):
        split(store, identifier(store, "patina"), PRECIOUS, WHY)
    undo(store, undone.identifier, LATER)
    assert documents_of(store, final) == {final}


def test_a_decision_is_not_brought_back_against_another(store: Path, final: str) -> None:
    first = split(store, final, PRECIOUS, WHY)
    undone = undo(store, first.identifier, LATER)
    made = split(store, "jRCTs041180153", PRECIOUS, WHY)
    undo(store, undone.identifier, LATER)
    with pytest.raises(DecisionContradicted, match=first.identifier):
        join(store, (final, PRECIOUS), WHY)
    assert made.kind == "split"
