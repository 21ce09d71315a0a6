"""Captions and footnotes say from what frequency or difference a table lists adverse events."""

import pytest

from trialgraph.extract.harm_listings import harm_listings
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section, SectionKind
from trialgraph.model.text import Number, Span


def read(words: str, kind: SectionKind = "table") -> list[str]:
    """Return the limits as ``grade percent/difference``, each checked at its place."""
    text = f"{words}\n"
    sections = (Section(kind, "", Span(0, len(text))),)
    view = ReadingView(Document("sha-0", "text", "0" * 64, "test 1", text, sections))
    found = harm_listings(view)
    for one in found:
        assert " ".join(text[one.span.start : one.span.end].split()) in " ".join(words.split())
        for number in (one.percent, one.difference):
            assert number is None or text[number.span.start : number.span.end] == number.printed
    return [f"{one.grade} {said(one.percent)}/{said(one.difference)}" for one in found]


def said(number: Number | None) -> str:
    return number.printed if number else "-"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Adverse events that occurred in at least 10% of patients in either group.", "any 10/-"),
        ("Table 4. Adverse events in ≥ 15% of the patients of any treatment arm", "any 15/-"),
        ("a Toxic effects seen in 7.5% or more of patients in either arm.", "any 7.5/-"),
        (
            "Shown are AEs in 20 per cent or more of participants in at least one of the groups.",
            "any 20/-",
        ),
        (
            """† Adverse events whose incidence was 30% or more on either arm, or with at least a
            4% difference in incidence.""",
            "any 30/4",
        ),
        (
            "Side effects of grade ≥ 3 with a difference between arms of at least 2 points.",
            ">=3 -/2",
        ),
        ("Adverse events with a difference of 3 points or more between groups.", "any -/3"),
        (
            "Any-grade AEs in at least 10% of patients on either arm or ≥ 5% higher in one.",
            "any 10/5",
        ),
    ],
)
def test_the_limits_of_a_table_are_read(words: str, wanted: str) -> None:
    assert read(words) == [wanted]


@pytest.mark.parametrize(
    "words",
    [
        # Of all patients together, or of an arm alone: the arms may differ by more.
        "Adverse events that occurred in at least 10% of patients.",
        "Adverse events in at least 10% of patients in the placebo group.",
        "Adverse events in at least 10% of patients in both groups.",
        # Both limits must be passed.
        "Adverse events in ≥ 10% of patients in either arm and with a difference of at least 5%.",
        # Several grades share the numbers out.
        "Adverse events of any grade in ≥ 10% and of grade 3 in ≥ 2% of patients in either arm.",
        "Responses lasted in at least 10% of patients in either group.",
        "Adverse events by arm.",
    ],
)
def test_limits_that_bound_no_difference_are_left_out(words: str) -> None:
    assert read(words) == []


def test_running_text_tells_of_no_table() -> None:
    words = "Adverse events that occurred in at least 10% of patients in either group were rash."
    assert read(words, "results") == []
    assert read(words, "caption") == ["any 10/-"]


def test_each_sentence_of_a_footnote_is_of_its_own() -> None:
    words = (
        "Rash 4 (10) 2 (5)\n"
        "a Adverse events of any grade in at least 10% of patients in either group.\n"
        "b Adverse events of grade 3 or 4 in at least 2.5% of patients in either group."
    )
    assert read(words) == ["any 10/-", "3-4 2.5/-"]
