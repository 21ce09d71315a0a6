"""A comparison is no trial, however much its sides look like arms."""

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.acronym import can_name, is_name
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.trial import is_about_a_trial
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Arm, Trial
from trialgraph.terms.index import TermIndex

HERE = Span(0, 4)
ARM = Arm(label="tea", span=HERE)


def said(value: str, printed: str = "") -> Stated:
    return Stated(value, printed or value, HERE)


@pytest.mark.parametrize(
    ("trial", "is_one"),
    [
        (Trial(role="reports", span=HERE), False),
        (Trial(role="reports", span=HERE, arms=(ARM, ARM)), False),
        (Trial(role="reports", span=HERE, registrations=(said("NCT09990001"),)), True),
        (Trial(role="reports", span=HERE, phase=said("2")), True),
        (Trial(role="reports", span=HERE, allocation=said("randomised")), True),
        (Trial(role="reports", span=HERE, allocation=said("non-randomised", "single-arm")), True),
        (Trial(role="reports", span=HERE, allocation=said("non-randomised")), False),
        (
            Trial(role="reports", span=HERE, arms=(ARM,), allocation=said("non-randomised")),
            True,
        ),
        (Trial(role="reports", span=HERE, arms=(ARM,), masking=said("double-blind")), True),
        (Trial(role="reports", span=HERE, masking=said("double-blind")), False),
        (Trial(role="reports", span=HERE, arms=(ARM,), placebo_controlled=said("true")), True),
        (Trial(role="reports", span=HERE, arms=(ARM,), placebo_controlled=said("false")), False),
    ],
)
def test_what_shows_a_trial(trial: Trial, *, is_one: bool) -> None:
    assert is_about_a_trial(trial) is is_one


@pytest.mark.parametrize(
    "text",
    [
        (
            "Lost nets in a bay\n\nCatch in the new nets was compared with that in old nets. "
            "More crabs were in old nets versus new nets (odds ratio 2.1, 95% CI 1.2-3.7)."
        ),
        "Wet versus dry sand in mice\n\nMice on wet sand were compared with mice on dry sand.",
        "The step test: a non-randomized comparison\n\nThe order was non-randomized.",
    ],
)
def test_what_assigns_nobody_is_no_trial(text: str, terms: TermIndex) -> None:
    reading = read_trial_document(read_document(text.encode()), terms)
    assert [one.role for one in reading.trials if one.role == "reports"] == []
    assert "no-trial" in {one.code for one in reading.problems}


@pytest.mark.parametrize("word", ["RCT", "RCTs", "GWAS", "NCT09990001", "SWOG", "12345", "AB"])
def test_a_word_for_trials_names_none(word: str, terms: TermIndex) -> None:
    assert not can_name(word)
    assert not is_name(word, terms)


def test_a_number_after_a_word_for_trials_has_no_name(terms: TermIndex) -> None:
    text = "Tea\n\nNothing was done here. Earlier work was small (RCT, NCT09990001) and short."
    reading = read_trial_document(read_document(text.encode()), terms)
    assert [one.acronym for one in reading.trials] == [None]
