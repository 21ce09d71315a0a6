"""Means as journals print them: with a unit, a spread, by how much they changed, in lists."""

import pytest
from tests.extract.made_up_values import arm, figure, values

from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint

THREE = (arm("L", "experimental", 0), arm("H", "experimental", 1), arm("P", "control", 2))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        # A unit before the spread; the spread of the second is told by the first.
        (
            "Mean birth weight was 3410 g (SD 390) with N and 3532 g (SD 410) with P.",
            ["birth weight N 3410 g", "birth weight P 3532 g"],
        ),
        (
            "Mean albumin at day 42 was 10.6 g/dL (SD 1.3) with N and 10.9 g/dL (1.2) with P.",
            ["albumin N 10.6 g/dL", "albumin P 10.9 g/dL"],
        ),
        # What the change is in, whatever bracket stands between.
        (
            "The mean change (SE) in the strength score was 6.1 points with N and 3.3 with P.",
            ["change in strength score N 6.1 points", "change in strength score P 3.3"],
        ),
        (
            (
                "The mean change in the strength score at 8 months was 6.1 points with N and 3.3"
                " points with P."
            ),
            ["change in strength score N 6.1 points", "change in strength score P 3.3 points"],
        ),
        (
            (
                "The adjusted mean change from baseline body mass was +0.8 kg with N and +0.5 kg"
                " with P."
            ),
            ["change in body mass N 0.8 kg", "change in body mass P 0.5 kg"],
        ),
        # A change alone is a change of nothing.
        ("The mean change was 6.1 points with N and 3.3 points with P.", []),
        # By how much the mean changed.
        (
            "Mean glucose was reduced by 1.5% with N and by 0.8% with P.",
            ["reduction in glucose N 1.5 %", "reduction in glucose P 0.8 %"],
        ),
        (
            "Mean weight increased by 4.2 kg with N vs. 1.1 kg with P.",
            ["increase in weight N 4.2 kg", "increase in weight P 1.1 kg"],
        ),
        (
            "Strength scores improved by 6.1 points with N versus 3.0 points with P.",
            [
                "improvement in strength scores N 6.1 points",
                "improvement in strength scores P 3.0 points",
            ],
        ),
        (
            "The mean strength score changed by 6.1 points with N and by 3.0 points with P.",
            ["change in strength score N 6.1 points", "change in strength score P 3.0 points"],
        ),
        # It rose in one arm and fell in another: the signs are in the words.
        ("Mean weight decreased by 4.2 kg with N and increased by 1.1 kg with P.", []),
        # A difference between arms is no value of one.
        ("Mean pressure was reduced with N versus P by 2.2 ± 0.4 mm Hg and by 1.2 ± 0.4 mm.", []),
        # How it was before is no result.
        ("Mean baseline pressure was 25.4 mm Hg with N and 25.2 mm Hg with P.", []),
        ("The placebo-adjusted mean pressure was 25.4 mm Hg with N and 25.2 mm Hg with P.", []),
        # A pair, and a share of its own kind.
        (
            "Mean strength score was 81.2 v 76.5 (P = 0.02).",
            ["strength score N 81.2", "strength score P 76.5"],
        ),
        (
            "Mean dose intensity was 91% with N and 88% with P, and 40% of patients came.",
            ["dose intensity N 91 %", "dose intensity P 88 %"],
        ),
        (
            "The mean change in glucose was -1.2% with N and -0.7% with P.",
            ["change in glucose N -1.2 %", "change in glucose P -0.7 %"],
        ),
    ],
)
def test_means_are_read_with_what_they_are_of(words: str, read: list[str]) -> None:
    found = values(("results", words))
    shown = [f"{one.end_point} {one.arm} {figure(one.value)} {one.unit}".strip() for one in found]
    assert shown == read
    assert all(one.kind == "mean" for one in found)


@pytest.mark.parametrize(
    ("primary", "read"),
    [
        (("change in the strength score",), ["N 1.2", "P 1.7"]),
        (("strength score",), []),
        (("change in the strength score", "change in the sleep score"), []),
    ],
)
def test_a_bare_change_is_that_of_the_only_primary_end_point(
    primary: tuple[str, ...], read: list[str]
) -> None:
    words = "The adjusted mean change from baseline at 18 months was 1.2 with N and 1.7 with P."
    points = tuple(
        EndPoint(name=one, name_printed=one, role="primary", span=Span(0, 1)) for one in primary
    )
    found = values(("results", words), end_points=points)
    assert [f"{one.arm} {figure(one.value)}" for one in found] == read
    assert {one.end_point for one in found} <= set(primary)


@pytest.mark.parametrize(
    ("words", "kind", "read"),
    [
        (
            "The mean change in strength score was -0.5, -0.6, and -0.2 points with L, H, and P.",
            "mean",
            ["L -0.5 points", "H -0.6 points", "P -0.2 points"],
        ),
        (
            "The median strength score was 5, 6, and 2 points with L, H, and P, respectively.",
            "median",
            ["L 5 points", "H 6 points", "P 2 points"],
        ),
        # No word says what kind of number they are.
        ("The strength score was 5, 6, and 2 points with L, H, and P, respectively.", "", []),
    ],
)
def test_a_list_of_means_shares_its_unit(words: str, kind: str, read: list[str]) -> None:
    found = values(("results", words), arms=THREE)
    assert [f"{one.arm} {figure(one.value)} {one.unit}" for one in found] == read
    assert {one.kind for one in found} <= {kind}


def test_what_a_follow_up_is_a_median_of_makes_no_median() -> None:
    words = "After a median of three years, 177 patients with N, as compared with 172 with P, came."
    assert [one.kind for one in values(("results", words)) if one.kind == "median"] == []
