"""What joins the documents of a trial, with the places that show it."""

from pathlib import Path

import pytest
from tests.curate.conftest import CLEOPATRA, LATER, PATINA, PRECIOUS, RECORD
from tests.curate.reviewing import WHY

from trialgraph import names
from trialgraph.curate.decide import join, split, undo
from trialgraph.curate.listing import ShownTrial, shown_trial
from trialgraph.errors import UnknownTrial
from trialgraph.store import open_reader


def shown(store: Path, words: str) -> ShownTrial:
    with open_reader(store) as reader:
        return shown_trial(reader, words)


@pytest.mark.parametrize(
    "words", ["PRECIOUS", "precious", PRECIOUS, "jRCTs041180153", names.trial(PRECIOUS)]
)
def test_a_trial_is_found_by_any_of_its_names(words: str, whole: Path) -> None:
    assert shown(whole, words).trial == names.trial(PRECIOUS)


def test_every_link_shows_the_words_where_they_stand(whole: Path, final: str) -> None:
    found = shown(whole, "PRECIOUS")
    assert (found.label, len(found.registrations), found.decisions) == ("PRECIOUS", 3, ())
    assert ("registeredBy", RECORD) in found.documents
    rules = {one.rule for one in found.links}
    assert rules == {"acronym", "registration", "reference of the record to"}
    for one in found.links:
        for place in one.places:
            assert " ".join(place.exact.split()) in place.sentence
            assert one.rule.startswith("reference") or place.exact.upper() == one.shared.upper()
    (numbers,) = (one for one in found.links if one.rule == "registration")
    assert {place.document for place in numbers.places} >= {RECORD, final}


def test_decisions_in_force_stand_with_both_trials(store: Path, final: str) -> None:
    made = split(store, final, PRECIOUS, WHY)
    other = join(store, (CLEOPATRA, PATINA), WHY)
    for words in (PRECIOUS, final):
        (decision,) = shown(store, words).decisions
        assert (decision.decision, decision.kind) == (made.identifier, "split")
        assert (decision.trials, decision.apart) == ((PRECIOUS,), final)
        assert (decision.reason, decision.by) == (WHY.reason, WHY.by)
    (link,) = shown(store, final).links
    assert (link.rule, link.keeps_apart, link.decision) == ("decided", True, made.identifier)
    together = shown(store, PATINA)
    assert together.trial == names.trial(CLEOPATRA)
    assert [one.decision for one in together.decisions] == [other.identifier]
    assert "decided" in {one.rule for one in together.links}


def test_a_decision_that_was_undone_is_not_shown(store: Path, final: str) -> None:
    made = split(store, final, PRECIOUS, WHY)
    undo(store, made.identifier, LATER)
    assert shown(store, PRECIOUS).decisions == ()


def test_a_trial_is_found_by_an_acronym_that_is_not_its_label(store: Path) -> None:
    join(store, (CLEOPATRA, PATINA), WHY)
    assert shown(store, "patina").trial == shown(store, "cleopatra").trial


def test_an_unknown_trial_is_told(whole: Path) -> None:
    with pytest.raises(UnknownTrial, match="NOVA"):
        shown(whole, "NOVA")
