"""Values in prose: brackets, patients named beside them, intervals, times, reports of harm."""

import pytest
from tests.extract.made_up_values import short, timed, values

from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("The ORR was 15% (N) and 6% (P; P = .01).", ["ORR proportion N 15", "ORR proportion P 6"]),
        (
            "Median PFS was 5.4 months (P) versus 7.0 months (N).",
            ["PFS median P 5.4", "PFS median N 7.0"],
        ),
        (
            "Median OS, 9 months (N) or 7 months (P), was alike.",
            ["OS median N 9", "OS median P 7"],
        ),
        ("Median PFS with B plus N was 5.4 v 7.0 months.", []),
        ("Median PFS with X/N was 5.4 v 7.0 months.", []),
        ("Between old drug + N and N, median PFS was 5.4 v 7.0 months.", []),
        ("Median PFS was 21 months given TAFOX6 versus 20 months.", []),
        (
            "Mean OS was NR (to NR) with N; the ORR was 9% (2 to NE) with N.",
            ["ORR proportion N 9"],
        ),
    ],
)
def test_an_arm_in_brackets_owns_the_value_before_it_and_part_of_a_name_is_no_arm(
    words: str, read: list[str]
) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "who"),
    [
        (
            "With N, the ORR was 18% of the patients with a mutation.",
            "subgroup: patients with a mutation",
        ),
        (
            "The ORR with N was 18% in women aged over 60 (P = .2).",
            "subgroup: patients aged over 60",
        ),
        (
            "The ORR with N was 18% among those without nodes (P = .1).",
            "subgroup: patients without nodes",
        ),
        ("The ORR with N was 18% among those with measurable disease.", "all"),
        ("The ORR was 18% of patients with N.", "all"),
    ],
)
def test_patients_named_after_a_share_are_whom_it_is_of(words: str, who: str) -> None:
    assert {one.population for one in values(("results", words))} == {who}


def test_limits_without_a_name_after_a_range_are_no_interval() -> None:
    words = (
        "Median follow-up was 27.4 months (IQR 22.8-31.5) with N and 26.9 months (22.1-30.7) "
        "with P."
    )
    assert [one.interval for one in values(("results", words))] == [None, None]


def test_an_interval_makes_a_duration_a_median() -> None:
    words = "Time to progression was 5.8 months (95% CI, 4.2 to 7.7) with N."
    assert short(values(("results", words))) == ["TTP median N 5.8"]


def test_survival_of_one_cause_keeps_its_cause() -> None:
    words = "The 4-year rate of melanoma-specific survival was 86% with N and 80% with P."
    assert {one.end_point for one in values(("results", words))} == {"melanoma-specific survival"}
    words = "The 3-year prostate cancer-specific survival rate was 86% with N and 80% with P."
    assert {one.end_point for one in values(("results", words))} == {
        "prostate cancer-specific survival"
    }
    declared = EndPoint(name="survival", name_printed="survival", role="primary", span=Span(0, 0))
    words = "The 3-year melanoma-specific survival was 86% with N and 80% with P."
    assert {one.end_point for one in values(("results", words), end_points=(declared,))} == {
        "melanoma-specific survival"
    }


def test_how_often_a_drug_is_given_is_no_time_point() -> None:
    words = "The pCR rate with every-3-week dosing was 28% with N."
    assert timed(values(("results", words))) == ["pCR N 28"]


def test_the_methods_give_the_time_of_an_end_point_of_their_own() -> None:
    declared = EndPoint(name="dry lungs", name_printed="dry lungs", role="primary", span=Span(0, 0))
    measured = "Dry lungs were seen in 42% with N and 30% with P."
    once = "The end point was dry lungs within 3 days."
    again = "Dry lungs by 6 days was another."
    found = values(("methods", once), ("results", measured), end_points=(declared,))
    assert timed(found) == ["dry lungs N 42 3 days", "dry lungs P 30 3 days"]
    found = values(
        ("methods", once), ("methods", again), ("results", measured), end_points=(declared,)
    )
    assert timed(found) == ["dry lungs N 42", "dry lungs P 30"]


def test_far_from_the_adverse_events_a_share_is_of_efficacy() -> None:
    quiet = " ".join(["Much was done."] * 8)
    words = "Complete repair was achieved in 80% with N and 67% with P."
    assert len(values(("results", f"Toxic effects were few. {quiet} {words}"))) == 2
    assert values(("results", f"Toxic effects were few. Much was done. {words}")) == ()
    named = "Toxic effects were few. The ORR was fine."
    assert len(values(("results", f"{named} {words}"))) == 2


def test_a_clause_begins_after_a_semicolon_outside_brackets() -> None:
    words = (
        "All did well (or so; it seems); complete repair (a; b) was achieved in 80% with N "
        "and 67% with P."
    )
    assert short(values(("results", words))) == []
    words = "All did well; complete repair was achieved in 80% with N and 67% with P."
    assert short(values(("results", words))) == [
        "complete repair proportion N 80",
        "complete repair proportion P 67",
    ]


def test_halves_need_one_comparison_in_the_middle() -> None:
    words = (
        "In the N group, DFS was 89% at 5 years, 85% at 6 years and 80% at 8 years, compared with "
        "87% at 5 years in the P group."
    )
    assert timed(values(("results", words))) == [
        "DFS N 89 5 years",
        "DFS N 80 8 years",
        "DFS P 87 5 years",
    ]


def test_a_share_in_both_arms_may_have_a_phrase_for_a_name() -> None:
    words = "Complete repair was achieved in 80% in both groups."
    assert short(values(("results", words))) == [
        "complete repair proportion N 80",
        "complete repair proportion P 80",
    ]
