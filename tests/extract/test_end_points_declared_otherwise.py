"""Primary end points behind brackets, aims and definitions, and words that declare none."""

from collections.abc import Callable

import pytest

from trialgraph.extract.end_points import end_points
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "A randomised trial.\n\nMETHODS: "


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Disease-free survival was the primary efficacy assessment in stage one.", ["DFS"]),
        ("The primary efficacy measure was gait speed.", ["gait speed"]),
        ("The primary criterion was overall survival.", ["OS"]),
        (
            "The primary end point (told elsewhere) was time to a first fall.",
            ["time to a first fall"],
        ),
        ("The primary outcome (of part one) was ulcer healing.", ["ulcer healing"]),
        ("Primary aims were to record gait speed and to assess sleep.", ["gait speed", "sleep"]),
        ("The primary objective was to quantify pain relief.", ["pain relief"]),
        ("The primary end point was days to relief after randomization.", ["days to relief"]),
        (
            "Co-primary end points were PFS, defined as time to growth, and OS, defined as life.",
            ["PFS", "OS"],
        ),
        ("The primary end point was PFS, defined as time to progression and death.", ["PFS"]),
        (
            "The primary end point was time to confirmed objective response.",
            ["time to confirmed objective response"],
        ),
        ("The primary end points were reported as rates.", []),
        ("The primary outcome was summarized with limits.", []),
        ("The primary outcomes were consistent with those of others.", []),
        ("The primary end points were OS, signifying cure.", ["OS"]),
    ],
)
def test_primary_end_points(words: str, wanted: list[str], viewed: View, terms: TermIndex) -> None:
    found = end_points(viewed(f"{TITLE}{words}"), terms)
    assert [each.name for each in found if each.role == "primary"] == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("METHODS: Primary outcomes at 12 months included cure of warts.", ["cure of warts"]),
        ("METHODS: The primary end point after week 12 was pain.", ["pain"]),
        (
            "METHODS: Our primary end point was freedom from recurrence at 2 years.",
            ["freedom from recurrence at 2 years"],
        ),
        (
            "METHODS: The primary outcome, a composite of falls or burns, was reviewed.",
            ["composite of falls or burns"],
        ),
        (
            "METHODS: Our two primary outcomes were safety and efficacy of tea against fever.",
            ["safety", "fever"],
        ),
        (
            "METHODS: The primary outcomes were falls at 28 days and days without a drink.",
            ["falls at 28 days", "days without a drink"],
        ),
        (
            "METHODS: The primary outcome was falls at 28 days and 90 days.",
            ["falls at 28 days and 90 days"],
        ),
        (
            "METHODS: The primary outcome was time from randomisation to first fall.",
            ["time from randomisation to first fall"],
        ),
        (
            "METHODS: The primary end point was rPFS.",
            ["radiographic progression-free survival"],
        ),
        (
            (
                "PURPOSE: Primary objectives were to record changes in weight and to assess sleep. "
                "Pain was a secondary outcome. METHODS: Patients drank."
            ),
            ["changes in weight", "sleep"],
        ),
        (
            "PURPOSE: The primary outcome was sleep (Miller, 2004). METHODS: Patients drank.",
            [],
        ),
        (
            (
                "PURPOSE: Primary objectives were sleep and pain. METHODS: The primary outcome was "
                "thirst."
            ),
            ["thirst"],
        ),
    ],
)
def test_primary_end_points_are_declared_in_many_places(
    viewed: View, terms: TermIndex, words: str, wanted: list[str]
) -> None:
    found = end_points(viewed(f"A randomised trial of tea.\n\n{words}"), terms)
    assert [each.name for each in found if each.role == "primary"] == wanted
