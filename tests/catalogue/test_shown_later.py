"""A question asked in steps, and what it only shows looked up, has the answer of its query."""

import pytest

from trialgraph.catalogue.answer import rows
from trialgraph.catalogue.ask import resolved
from trialgraph.catalogue.bind import bind
from trialgraph.catalogue.card import Card, cards
from trialgraph.catalogue.first_rows import first_rows
from trialgraph.catalogue.in_steps import STEP
from trialgraph.catalogue.shown_later import solutions
from trialgraph.catalogue.shown_only import split
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.store import Reader

TERMS = load_terms()
ABOUT = {
    "drug": "pertuzumab",
    "versus": "trastuzumab",
    "trial": "NCT02514681",
    "condition": "breast cancer",
    "endpoint": "PFS",
    "points": "5",
    "date": "2023-01-01",
}
QUICK = [one for one in cards() if split(one.text).shown or STEP.search(one.text)]


def ways(card: Card) -> list[dict[str, str]]:
    """Return what a question is asked about: what it needs, and each of the others with that."""
    needed = {one.name: ABOUT[one.name] for one in card.parameters if not one.is_optional}
    others = [one.name for one in card.parameters if one.is_optional and one.name in ABOUT]
    return [needed, *({**needed, name: ABOUT[name]} for name in others)]


@pytest.mark.parametrize("card", QUICK, ids=lambda card: card.name)
def test_the_answer_is_that_of_the_whole_query(example_reader: Reader, card: Card) -> None:
    for about in ways(card):
        given = resolved(example_reader, card, about, TERMS)
        whole = rows(card, example_reader.select(bind(card, given)))
        assert rows(card, solutions(example_reader, card, given)) == whole


def test_of_the_longest_question_most_is_looked_up() -> None:
    (card,) = (one for one in QUICK if one.name == "effects")
    hidden = {name for one in split(card.text).shown for name in one.values()}
    assert len(hidden) > 40
    # The kind of a row rests on it.
    assert "is_current" not in hidden


@pytest.mark.parametrize("most", [1, 5])
@pytest.mark.parametrize("card", [one for one in cards() if one.key], ids=lambda card: card.name)
def test_first_rows_are_rows_of_the_answer(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch, card: Card, most: int
) -> None:
    monkeypatch.setattr("trialgraph.catalogue.first_rows._FIRST", 1)  # trial after trial
    whole = rows(card, solutions(example_reader, card, {}))
    found = first_rows(example_reader, card, {}, TERMS, most)
    assert len(found) == min(most, len(whole))
    assert set(map(repr, found)) <= set(map(repr, whole))


def test_first_rows_are_those_of_the_first_trials(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trialgraph.catalogue.first_rows._FIRST", 1)
    (card,) = (one for one in cards() if one.name == "endpoint-states")
    trials = [row.text("trial") for row in rows(card, solutions(example_reader, card, {}))]
    (found,) = first_rows(example_reader, card, {}, TERMS, 1)
    assert found.text("trial") == min(trials)
