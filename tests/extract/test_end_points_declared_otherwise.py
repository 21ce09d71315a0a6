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
