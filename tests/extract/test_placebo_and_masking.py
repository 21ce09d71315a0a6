"""Whether a placebo was given, and who knew the assignment, in the words of abstracts."""

from collections.abc import Callable

import pytest

from trialgraph.extract import trial_facts as facts
from trialgraph.extract.registration import registrations
from trialgraph.extract.trial import reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "Sorafenib in cancer.\n\nMETHODS: "


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("This randomised, placebo (PLA)-controlled study was done at six sites.", "true"),
        ("We assessed sorafenib, as compared with placebo, in adults.", "true"),
        ("Patients were assigned to the placebo or the sorafenib schedule.", "true"),
        ("Patients took sorafenib plus matching placebo.", "true"),
        ("Placebo tablets were taken twice a day.", "true"),
        ("In this single-arm, phase 2 trial, patients received sorafenib.", "false"),
        ("Patients were randomly assigned to early or late surgery.", "false"),
        ("This open-label study was done at six sites.", "false"),
        ("This was a phase II study of chemoradiation.", "false"),
        ("This randomised, double-blind trial compared two doses.", None),
        ("This randomised trial compared sorafenib with saline.", None),
        ("Sham surgery was done in this randomised trial.", None),
        ("Patients slept well.", None),
    ],
)
def test_a_text_that_tells_the_treatments_tells_of_a_placebo(
    words: str, value: str | None, viewed: View, terms: TermIndex
) -> None:
    view = viewed(TITLE + words)
    said = reported_trial(view, registrations(view), (), terms).placebo_controlled
    assert (said.value if said else None) == value
    assert said is None or view.document.words(said.span) == said.printed


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("In this unblinded randomised trial, patients walked.", "open-label"),
        ("This non-masked phase 3 study was done at six sites.", "open-label"),
        ("There was no masking of patients or staff.", "open-label"),
        ("Masking was not possible because the schedules differ.", "open-label"),
        ("Treatment allocation was not masked.", "open-label"),
        ("Patients were masked to assignment; surgeons were not masked.", "single-blind"),
        ("Participants were unaware of the drug, but investigators were aware.", "single-blind"),
        ("Only patients were blinded; physicians were unblinded.", "single-blind"),
        ("The randomised list was kept at the centre.", None),
    ],
)
def test_who_knew_the_assignment_is_told_in_many_words(
    words: str, value: str | None, viewed: View
) -> None:
    said = facts.masking(viewed(TITLE + words))
    assert (said.value if said else None) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("INTRODUCTION\n\nSorafenib beat placebo in an open-label study of others.", None),
        ("INTRODUCTION\n\nThe double-blind, phase 3 DOZE trial evaluated tea.", "double-blind"),
        ("INTRODUCTION\n\nWe did an open-label study of tea.", "open-label"),
    ],
)
def test_the_introduction_tells_of_this_trial_only_where_it_says_so(
    words: str, value: str | None, viewed: View
) -> None:
    view = viewed(f"Sorafenib in sleep.\n\n{words}\n")
    said = facts.masking(view)
    assert (said.value if said else None) == value
    assert facts.placebo_controlled(view) is None


def test_a_sentence_that_cites_tells_of_another_trial(viewed: View) -> None:
    view = viewed(f"{TITLE}A double-blind trial compared it with placebo (Smith et al, 2010).")
    assert facts.masking(view) is None
    assert facts.placebo_controlled(view) is None
