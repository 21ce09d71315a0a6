"""The head of a query file is a card that people and programs can read."""

import pyoxigraph as ox
import pytest

from trialgraph.catalogue.card import Card, cards, find_card, read_card
from trialgraph.errors import BadQuery, UnknownQuestion

HEAD = "# question: Who?\n# keywords: a, b\n# source: CONSORT\n"


def test_a_card_says_question_keywords_source_and_notes() -> None:
    card = read_card("x", HEAD + "# note: so it is meant\nSELECT * {}")
    assert (card.question, card.keywords, card.source) == ("Who?", ("a", "b"), "CONSORT")
    assert card.notes == ("so it is meant",)


def test_a_parameter_has_a_type_and_may_be_optional() -> None:
    card = read_card("x", HEAD + "# parameter drug: drug, optional; the added one\n")
    (drug,) = card.parameters
    assert (drug.type, drug.is_optional, drug.meaning) == ("drug", True, "the added one")


def test_a_column_of_several_values_is_a_list() -> None:
    card = read_card("x", HEAD + "# column reservations: codes; why not plain\n")
    assert card.columns[0].is_list


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("", "0 '# question:' lines"),
        ("# question: A?\n# question: B?\n", "2 '# question:' lines"),
        (HEAD + "# parameter drug: pill; x\n", "'pill; x'"),
        (HEAD + "# column value: float; x\n", "'float; x'"),
    ],
)
def test_a_broken_head_says_what_is_wrong(head: str, says: str) -> None:
    with pytest.raises(BadQuery, match=says.replace("?", r"\?")):
        read_card("x", head)


def test_the_text_of_a_card_is_the_whole_file() -> None:
    assert find_card("registration-ids").text.startswith("# question: ")


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_a_question_can_be_asked_where_no_prefix_is_known(card: Card) -> None:
    assert list(ox.Store().query(card.text)) == []  # type: ignore[arg-type]


def test_a_parameter_may_take_a_few_words_only() -> None:
    head = HEAD + "# parameter phase: text, optional; x\n# choice phase: 1, 1/2\n"
    (phase,) = read_card("x", head).parameters
    assert phase.choices == ("1", "1/2")


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("survival", "pfs-benefit-from-adding"),
        ("adverse event", "added-toxicity"),
        ("overall-survival", "os-benefit-from-adding"),
        ("heterogeneity", "subgroup-results"),
    ],
)
def test_a_question_is_found_by_what_it_is_about(words: str, question: str) -> None:
    with pytest.raises(UnknownQuestion, match=f"nearest: .*{question}"):
        find_card(words)


def test_words_that_no_question_has_name_none() -> None:
    with pytest.raises(UnknownQuestion, match="name of a question; the list"):
        find_card("__")
