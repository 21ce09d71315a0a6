"""What makes reading fast leaves nothing out: every short cut is asked for what it skips."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialgraph.extract import acronym, folding, mentioned, randomised
from trialgraph.extract.mentioned import mentioned_trials, other_trials
from trialgraph.extract.mentions import cells, end_points
from trialgraph.extract.registration import registrations
from trialgraph.extract.sentences import sentence_ends
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

Viewed = Callable[[str], ReadingView]


def _as_it_is(text: str) -> str:
    return text


# A pattern, what a text must hold one of for the pattern to be tried, and how it is looked for.
_SKIPPED = (
    *((pattern, cues, lambda text: text + text.lower()) for _, cues, pattern in end_points.TABLE),
    (
        end_points.GENERIC.pattern,
        end_points.GENERIC_CUES,
        lambda text: text.lower(),
    ),
    *((pattern.pattern, (sign,), _as_it_is) for pattern, _, sign in cells.FORMS if sign),
    *((pattern.pattern, (cue,), str.lower) for cue, pattern in randomised.ENROLLED),
    *((pattern.pattern, cues, _as_it_is) for pattern, cues in acronym.CUES.items()),
    *((pattern.pattern, ("tud", "rial"), _as_it_is) for pattern in mentioned.PATTERNS[:-2]),
    *((rule.pattern, (sign,), _as_it_is) for sign, rule, _ in folding.MARKUP),
    *((rule.pattern, (sign,), _as_it_is) for sign, rule, _ in folding.FIGURES if sign),
)


@pytest.mark.parametrize(("pattern", "cues", "searched"), _SKIPPED)
@given(drawn=st.data())
@settings(max_examples=10, deadline=None, database=None)
def test_a_match_holds_what_its_pattern_is_skipped_without(
    pattern: str, cues: tuple[str, ...], searched: Callable[[str], str], drawn: st.DataObject
) -> None:
    text = drawn.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    assert any(cue in searched(text) for cue in cues)


@pytest.mark.parametrize("rule", folding.FIGURES)
@given(drawn=st.data())
@settings(max_examples=10, deadline=None, database=None)
def test_plain_text_has_no_signs_to_fold(rule: folding.Rule, drawn: st.DataObject) -> None:
    assert not drawn.draw(st.from_regex(re.compile(rule[1].pattern, rule[1].flags))).isascii()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It was so. Then it ended.", ["It was so.", "Then it ended."]),
        ("It was (so).Then it ended!", ["It was (so).", "Then it ended!"]),
        ("It was 0.80 (0.6-1.0).Then it ended", ["It was 0.80 (0.6-1.0).", "Then it ended"]),
        ('He said "so." Then it ended?', ['He said "so."', "Then it ended?"]),
    ],
)
def test_a_sentence_ends_at_its_sign(text: str, sentences: list[str]) -> None:
    ends = sentence_ends(text)
    assert [text[a:b].strip() for a, b in zip([0, *ends], ends, strict=False)] == sentences


@pytest.mark.parametrize(
    "list_of_numbers",
    [
        "Two trials (NCT09990001, NCT09990002) asked the same in the past.",
        "Earlier trials were NCT09990001 and NCT09990002, both small.",
        "See earlier work: NCT09990001; (NCT09990002).",
    ],
)
def test_the_number_before_a_number_is_no_name(
    list_of_numbers: str, viewed: Viewed, terms: TermIndex
) -> None:
    view = viewed(f"INTRODUCTION: {list_of_numbers}")
    found = mentioned_trials(view, other_trials(view, None, terms), registrations(view), None)
    assert {trial.acronym for trial in found if trial.registrations} == {None}


@pytest.mark.parametrize(
    ("sentence", "whose"),
    [
        ("A larger trial (registration number NCT09990001) is planned.", "another's"),
        ("Another randomised phase 3 study, registered as NCT09990001, has begun.", "another's"),
        ("The study is ongoing and registered as NCT09990001.", "its own"),
        ("It is ongoing; a trial registered as NCT09990001.", "its own"),
    ],
)
def test_a_trial_to_come_is_announced_before_it_is_said_to_come(
    sentence: str, whose: str, viewed: Viewed
) -> None:
    (found,) = registrations(viewed(f"We compared tea with milk.\n\n{sentence}"))
    assert found.is_own is (whose == "its own")


def test_a_number_belongs_to_the_cited_trial_that_is_named_before_it(viewed: Viewed) -> None:
    cited = "Milk did well in the TEACUP-2 trial (NCT09990001) of Smith et al. in this disease."
    (found,) = registrations(viewed(f"Registered trials of milk are few. {cited}"))
    assert not found.is_own
