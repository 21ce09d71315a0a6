"""Phase, masking, assignment and follow-up are the trial's own, not those of trials it cites."""

import pytest
from tests.extract.made_up_documents import written

from trialgraph.extract import trial_facts as facts
from trialgraph.extract.quoted import whole_number
from trialgraph.extract.randomised import n_randomised
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Number, Stated

Part = tuple[SectionKind, str]


def said(found: Stated | Number | None) -> str | None:
    return None if found is None else str(found.value)


@pytest.mark.parametrize(
    ("parts", "phase"),
    [
        ((("introduction", "A phase III study named CUP evaluated tea in adults."),), None),
        ((("introduction", "Two phase III trials compared tea with water."),), None),
        ((("introduction", "We did this phase II study of tea."),), "2"),
        ((("introduction", "We did it after a phase II study of tea [7]."),), None),
        ((("abstract", "A phase III study in adults has shown that tea helps."),), None),
        ((("abstract", "Three phase 3 randomised trials of tea are known."),), None),
        ((("abstract", "A phase 3 study of tea was done."),), "3"),
        (
            (
                ("introduction", "In our country a phase III study of tea was done."),
                ("methods", "This was a phase II study."),
            ),
            "2",
        ),
    ],
)
def test_the_phase_is_that_of_this_trial(parts: tuple[Part, ...], phase: str | None) -> None:
    assert said(facts.phase(ReadingView(written(*parts)))) == phase


@pytest.mark.parametrize(
    ("words", "allocation"),
    [
        ("There are no randomised data on tea.", None),
        ("It is difficult to do randomised trials of tea.", None),
        ("Tea has been tested in randomised controlled trials.", None),
        ("Until recently randomised evidence was thin.", None),
        ("Adults were randomised to tea or water.", "randomised"),
        ("A randomised trial of tea was done.", "randomised"),
    ],
)
def test_a_wish_for_randomised_trials_is_none(words: str, allocation: str | None) -> None:
    assert said(facts.allocation(ReadingView(written(("abstract", words))))) == allocation


def test_a_background_may_tell_of_the_current_trial() -> None:
    view = ReadingView(written(("introduction", "The current open-label trial tested tea.")))
    assert said(facts.masking(view)) == "open-label"


def test_a_title_may_name_several_randomised_trials() -> None:
    view = ReadingView(written(("title", "Randomised trials of tea: first results")))
    assert said(facts.allocation(view)) == "randomised"


@pytest.mark.parametrize(
    ("words", "masking"),
    [
        ("Clerks saw the unblinded data while the trial ran.", None),
        ("This unblinded, randomised, controlled trial tested tea.", "open-label"),
        ("It was a non-blinded pilot study.", "open-label"),
    ],
)
def test_unblinded_must_be_the_trial(words: str, masking: str | None) -> None:
    assert said(facts.masking(ReadingView(written(("methods", words))))) == masking


@pytest.mark.parametrize(
    ("kind", "words", "months"),
    [
        ("methods", "They came to a 6-month follow-up visit.", None),
        ("results", "After a median 14-month follow-up, all slept.", "14"),
        ("discussion", "Others had a median follow-up of 30 months [8].", None),
        ("discussion", "Our median follow-up was 30 months.", "30"),
    ],
)
def test_a_planned_visit_is_no_follow_up(kind: SectionKind, words: str, months: str | None) -> None:
    assert said(facts.follow_up(ReadingView(written((kind, words))))) == months


@pytest.mark.parametrize(
    ("words", "count"),
    [("Four hundred sixteen", 416), ("Seventy-four", 74), ("Ninety-nine", 99)],
)
def test_a_number_in_words_is_read_to_its_end(words: str, count: int) -> None:
    view = ReadingView(written(("abstract", f"{words} patients were randomised to tea or water.")))
    found = n_randomised(view, [])
    assert found is not None
    assert (whole_number(words), int(found.value)) == (count, count)
