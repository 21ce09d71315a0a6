"""The analysis that an estimate comes from: its stage, boundary, hypothesis, sides and events."""

from decimal import Decimal

import pytest
from tests.extract.made_up_estimates import (
    PRIMARY,
    TWO_ARMS,
    NoTerms,
    figure,
    one,
    read,
    trial,
    view,
)

from trialgraph.extract.design import read_design
from trialgraph.model.text import Absence


def test_stage_comes_from_the_sentence_its_announcement_or_the_title() -> None:
    assert one("Updated PFS rose (HR, 0.8; P = .1).").stage == "updated"
    announced, _ = read(
        (
            "results",
            (
                "The interim analysis of OS came after 160 events (42% of the planned total). "
                "The hazard ratio was 0.63 (95% CI, 0.43 to 0.92)."
            ),
        )
    )
    assert announced[0].stage == "interim"
    assert figure(announced[0].total_events or Absence.NOT_REPORTED) == "160"
    assert announced[0].information_fraction is not None
    assert announced[0].information_fraction.value == Decimal("0.42")
    referred, _ = read(
        (
            "results",
            (
                "The first interim analysis was due after a third of the cups. It had a limit. "
                "The analysis took place in May; the hazard ratio for PFS was 1.49."
            ),
        )
    )
    assert [estimate.stage for estimate in referred] == ["interim"]
    titled, _ = read(
        ("title", "Novumab in Cancer: Final Overall Survival Analysis"),
        ("results", "OS rose (HR, 0.8; P = .1). PFS rose (HR, 0.7; P = .1)."),
    )
    assert [estimate.stage for estimate in titled] == ["final", None]


@pytest.mark.parametrize(
    ("title", "stages"),
    [
        ("Novumab in Cancer: Primary Analysis of a Phase III Trial", ["primary", "primary"]),
        ("Novumab in Cancer: Final Results of the Oak Study", ["final", "final"]),
        ("Novumab in Cancer: Final Safety Results", [None, None]),
    ],
)
def test_a_title_may_tell_the_analysis_of_all_its_results(
    title: str, stages: list[str | None]
) -> None:
    found, _ = read(
        ("title", title), ("results", "OS rose (HR, 0.8; P = .1). PFS rose (HR, 0.7; P = .1).")
    )
    assert [estimate.stage for estimate in found] == stages


def test_a_missed_boundary_is_read_with_its_name_and_spending() -> None:
    estimate = one(
        "The hazard ratio was 0.65 (95% CI, 0.48 to 0.89; P = 0.006), which "
        "did not cross the O’Brien–Fleming "
        "boundary of the Lan–DeMets function for this interim analysis of OS "
        "(hazard ratio, ≤0.60; P≤0.001) "
        "and was not significant."
    )
    boundary = estimate.boundary
    assert boundary is not None
    assert (figure(boundary.value or Absence.NOT_REPORTED), boundary.name, boundary.spending) == (
        "0.60",
        "O'Brien-Fleming",
        "Lan-DeMets",
    )
    assert boundary.crossed is False
    assert estimate.significant is False
    assert estimate.authors_say is not None
    assert estimate.authors_say.value == "not_significant"


def test_a_crossed_boundary_decides() -> None:
    estimate = one(
        "OS rose at the interim analysis (HR, 0.5; P = .001), which crossed the boundary."
    )
    assert estimate.boundary is not None
    assert (estimate.boundary.crossed, estimate.boundary.value, estimate.significant) == (
        True,
        None,
        True,
    )


def test_a_boundary_may_be_named_without_an_outcome() -> None:
    estimate = one("OS rose (HR, 0.5; P = .001; Pocock boundary).")
    assert estimate.boundary is not None
    assert (estimate.boundary.name, estimate.boundary.crossed) == ("Pocock", None)


@pytest.mark.parametrize(
    ("words", "said", "significant"),
    [
        (["PFS was significantly longer (HR, 0.7; P = .01)."], ["significant"], [True]),
        (
            [
                (
                    "PFS was significantly longer (HR, 0.7; P = .01); a trend for OS never reached "
                    "statistical significance (HR, 0.9; P = .07)."
                )
            ],
            ["significant", "not_significant"],
            [True, False],
        ),
        (
            [
                (
                    "It significantly delayed PFS (HR, 0.6; P = .01) and OS (HR, "
                    "0.7; P = .02), but not TTP (HR, 0.9; P = .3)."
                )
            ],
            ["significant", "significant", "not_significant"],
            [True, True, False],
        ),
        (
            ["PFS (HR, 0.7; P = .01) and OS (HR, 0.7; P = .02) were significantly longer."],
            ["significant"] * 2,
            [True] * 2,
        ),
        (
            ["OS rose (HR, 0.8; P = .2).", "However, the difference was nonsignificant."],
            ["not_significant"],
            [False],
        ),
        (
            ["Novumab significantly improved PFS.", "The hazard ratio was 0.62 (P = .01)."],
            ["significant"],
            [True],
        ),
        (
            [
                "The ORR differed (OR, 2.1; P = .01).",
                "The result for ORR is deemed to be exploratory.",
            ],
            ["exploratory"],
            [False],
        ),
        (["OS rose (HR, 0.8; P = .2), a strong trend."], ["trend"], [None]),
        (
            [
                "The ORR differed (OR, 2.1; P = .01).",
                "Since OS missed, any test of ORR is deemed exploratory.",
            ],
            ["exploratory"],
            [False],
        ),
        (
            ["The ORR differed (OR, 2.1; P = .01).", "The OS analysis is considered exploratory."],
            [None],
            [None],
        ),
        (["The ORR differed (OR, 2.1; P = .01).", "Little was significant."], [None], [None]),
        (["OS rose (HR, 0.6; 95% CI, NR to NE)."], [None], [None]),
        (["OS rose (HR, 0.9; 95% CI, 0.7 to 1.2; P = .4)."], [None], [False]),
        (
            [
                (
                    "More responded significantly, and OS was alike (HR, 0.9; "
                    "95% CI, 0.7 to 1.2; P = .4)."
                )
            ],
            [None],
            [False],
        ),
        (["PFS rose (HR, 0.8 [95% CI upper limit, 1.02])."], [None], [False]),
        (["PFS rose (HR, 0.8 [95% CI upper limit, 0.97])."], [None], [None]),
        (["ORR rose (OR, 1.8 [95% CI lower limit, 0.97])."], [None], [False]),
        (["ORR rose (difference, 9%; 95% CI, -2 to 20)."], [None], [False]),
    ],
)
def test_what_the_authors_say_is_kept_with_the_clause_it_belongs_to(
    words: list[str], said: list[str | None], significant: list[bool | None]
) -> None:
    estimates, _ = read(("results", " ".join(words)))
    values = [one.authors_say.value if one.authors_say else None for one in estimates]
    assert values == said
    assert [one.significant for one in estimates] == significant


def test_noninferiority_is_its_own_hypothesis() -> None:
    estimate = one(
        "OS was noninferior to placebo (HR, 0.7; one-sided P for noninferiority = .003)."
    )
    assert (estimate.hypothesis, estimate.significant) == ("noninferiority", True)
    assert estimate.p is not None
    assert (estimate.p.tests, estimate.p.sides.count if estimate.p.sides else 0) == (
        "noninferiority",
        1,
    )
    assert one("OS was alike (HR, 0.7; P = .003 for equivalence).").hypothesis == "equivalence"
    trend = one("OS was alike (HR, 0.7; P for trend = .3).")
    assert trend.p is not None
    assert trend.p.tests == "trend_test"


def test_sides_of_a_p_value_come_from_the_methods_when_not_beside_it() -> None:
    plan = (
        "The significance level was 0.05 (one-sided) for all primary and secondary end points "
        "and 0.05 (two-sided) for the quality of life analysis."
    )
    estimates, _ = read(
        ("methods", plan),
        (
            "results",
            (
                "PFS rose (HR, 0.8; p = 0.03). TTD fell (HR, 1.2; p = 0.3). OS "
                "rose (HR, 0.9; two-sided P = 0.6)."
            ),
        ),
        of=trial(TWO_ARMS, PRIMARY),
    )
    sides = [
        (one.end_point, one.p.sides.count, one.p.sides.origin)
        for one in estimates
        if one.p and one.p.sides
    ]
    assert sides == [("PFS", 1, "inherited"), ("TTD", 2, "inherited"), ("OS", 2, "printed")]
    assert [one.significant for one in estimates] == [True, False, False]
    assert estimates[0].role == "primary"


def test_a_p_value_may_follow_in_the_next_sentence() -> None:
    estimate = one(
        "TTD was alike (stratified HR 1.3 [95% CI, 0.9–1.9]). However, the "
        "difference was small (p = 0.24)."
    )
    assert estimate.p is not None
    assert figure(estimate.p.number) == "0.24"
    assert estimate.adjustment == "stratified"
    assert one("TTD was alike (HR 1.3 [95% CI, 0.9–1.9]). Nothing else (p = 0.24).").p is None


def test_planned_events_belong_to_the_end_point_they_were_planned_for() -> None:
    estimates, _ = read(
        (
            "methods",
            (
                "The final analysis of overall survival was planned after 385 "
                "deaths. Women aged 40 took part."
            ),
        ),
        ("results", "OS rose (HR, 0.8; P = .1). PFS rose (HR, 0.7; P = .1)."),
    )
    planned = [one.planned_events.value if one.planned_events else None for one in estimates]
    assert planned == [Decimal(385), None]


def test_events_alone_are_no_information_fraction() -> None:
    estimate = one("OS rose after 160 events (HR, 0.66; P = .1).")
    assert (estimate.total_events, estimate.information_fraction) == (None, None)


def test_a_two_sided_p_is_not_compared_with_a_one_sided_level() -> None:
    estimates, _ = read(
        ("methods", "The significance level was 0.05 (one-sided)."),
        ("results", "PFS rose (HR, 0.8; two-sided P = 0.04)."),
        of=trial(TWO_ARMS, PRIMARY),
    )
    assert estimates[0].significant is None


def test_the_conclusion_may_say_that_a_result_is_significant() -> None:
    result = "The median PFS was 6.4 months with novumab (HR, 0.6; 95% CI, 0.5 to 0.7; P<0.001)."
    for words, wanted in (
        ("Novumab led to significantly longer PFS.", True),
        ("PFS was significantly longer with novumab.", True),
        ("Although PFS was significantly longer, care is due.", None),
        ("OS was significantly longer.", None),
    ):
        estimates, _ = read(("results", result), ("conclusion", words))
        assert estimates[0].significant is wanted


def test_what_is_said_of_all_differences_holds_for_each() -> None:
    estimates, _ = read(
        (
            "results",
            (
                "PFS differed (HR, 0.83; P=.04) and OS did (HR, 0.88; P=.31). Neither of these "
                "differences met the level planned for significance."
            ),
        )
    )
    assert [each.significant for each in estimates] == [False, False]


@pytest.mark.parametrize(
    "words",
    [
        "Tumor assessment was done every 8 weeks and was investigator-assessed.",
        "Disease evaluations were reviewed by the investigators.",
        "Imaging was read and disease progression was assessed by investigators.",
    ],
)
def test_who_assessed_the_tumours_assessed_their_end_points(words: str) -> None:
    result = ("results", "PFS was longer (HR, 0.7; P=.03). OS was alike (HR, 0.9; P=.5).")
    estimates, _ = read(("methods", words), result)  # type: ignore[arg-type]
    assert [each.assessor for each in estimates] == ["investigator", None]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Results of the final analysis of PFS have not been reported.", "final"),
        ("Data from the final analysis of PFS have not yet been published.", "final"),
        ("Data from the final analysis of OS have not been reported.", None),
    ],
)
def test_an_analysis_still_awaited_is_the_one_reported(words: str, wanted: str | None) -> None:
    estimates, _ = read(("introduction", words), ("results", "PFS was longer (HR, 0.7; P=.03)."))
    assert estimates[0].stage == wanted


@pytest.mark.parametrize(
    "words",
    [
        "We kept a significance level of 2% in a two-sided test for each comparison.",
        "The significance level was 0.05 for a two-sided test.",
        "The type I error rate was set at 5%, using a two-sided test.",
    ],
)
def test_the_sides_of_a_level_may_follow_as_a_test(words: str) -> None:
    design = read_design(view(("methods", words)), NoTerms(), (PRIMARY,))
    assert [level.sides.count for level in design.levels] == [2]
