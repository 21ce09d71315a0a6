"""Values whose arm, patients or interval stand elsewhere in the sentence."""

import pytest
from tests.extract.made_up_values import THREE, arm, figure, short, values

from trialgraph.extract.assembly.pairing_wording import is_part
from trialgraph.extract.assembly.setting import setting_of
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import Document, Section
from trialgraph.model.result import ArmValue
from trialgraph.model.text import Span
from trialgraph.model.trial import Trial

EARLY = (arm("novumab", "experimental", 0), arm("paclitaxel", "control", 1))


def limited(found: tuple[ArmValue, ...]) -> list[str]:
    return [
        f"{one.arm} {figure(one.value)} "
        + (f"[{figure(one.interval.lower)}-{figure(one.interval.upper)}]" if one.interval else "-")
        for one in found
    ]


def patients(found: tuple[ArmValue, ...]) -> list[str]:
    return [f"{one.arm} {figure(one.value)} {one.population}" for one in found]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "Objective responses were seen in 14 (29%; 95% CI 18-43) of 48 patients "
                "in the N group"
                " and 9 (19%; 10-33) of 47 patients in the P group."
            ),
            ["N 29 [18-43]", "P 19 [10-33]"],
        ),
        (
            (
                "The median (95% CI) DFS was not reached (14.2 months-NE) with N and was "
                "11.5 (9.1-NE) months with P."
            ),
            ["N not-reached [14.2-not-estimable]", "P 11.5 [9.1-not-estimable]"],
        ),
        (
            (
                "Median DoR was 7.5 (5.1-not estimable [NE]) months in the N group and 9.7 (NE-NE)"
                " months in the P group."
            ),
            ["N 7.5 [5.1-not-estimable]", "P 9.7 -"],
        ),
        (
            (
                "After a follow-up of 20 months (IQR 11-31), median OS was 8.4 months "
                "[95% CI 7.0-9.9]"
                " in the N group and 8.1 months [6.7-8.8] in the P group."
            ),
            ["N 8.4 [7.0-9.9]", "P 8.1 [6.7-8.8]"],
        ),
        (
            (
                "Median follow-up was 20 months (IQR 11-31) in the N group and 21 months "
                "(12-30) in the"
                " P group."
            ),
            ["N 20 -", "P 21 -"],
        ),
    ],
)
def test_the_interval_is_read_where_it_stands(words: str, read: list[str]) -> None:
    assert limited(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Median PFS was 9.1 (6.0-12.4) months vs 5.2 (3.1-7.7) months in the N vs P arms.",
            ["PFS median N 9.1", "PFS median P 5.2"],
        ),
        (
            (
                "Median PFS values were 9.1 and 5.2 months in the early subgroup and 6.3 "
                "and 6.0 months"
                " in the late subgroup for the N and P groups, respectively."
            ),
            [
                "PFS median N 9.1",
                "PFS median P 5.2",
                "PFS median N 6.3",
                "PFS median P 6.0",
            ],
        ),
        (
            "ORR was 41% with both the N and P regimens.",
            ["ORR proportion N 41", "ORR proportion P 41"],
        ),
        (
            "In the N group, the median PFS was 8.1 months, and in the P group 6.2 months.",
            ["PFS median N 8.1", "PFS median P 6.2"],
        ),
        ("In the N group, PFS was longer than expected: median 8.1 months.", []),
        (
            "Median OS was not reached (95% CI, 8.1 to not estimable) and 4.2 months with N and P.",
            ["OS median N not-reached", "OS median P 4.2"],
        ),
        (
            "DFS at a median of 4 years was 58% in the P arm and 71% in the N arm.",
            ["DFS rate_at_time P 58", "DFS rate_at_time N 71"],
        ),
        (
            (
                "An objective response occurred in 40% of patients (81 of 198) with N and in 11%"
                " (23 of 201) with P."
            ),
            ["ORR proportion N 40", "ORR proportion P 11"],
        ),
        (
            (
                "The 5-year OS was 76% (95% CI 69, 82) vs 87% (82, 91) in the P and N arms,"
                " respectively."
            ),
            ["OS rate_at_time P 76", "OS rate_at_time N 87"],
        ),
        ("The 5-year OS was 76% v 87% in arms X and Y, respectively.", []),
        (
            "Rates of poor disease control were 15% with N and 33% with P.",
            ["poor disease control proportion N 15", "poor disease control proportion P 33"],
        ),
        (
            "Loss of disease control was seen in 15% with N and 33% with P.",
            ["loss of disease control proportion N 15", "loss of disease control proportion P 33"],
        ),
        ("A sample of 90 was chosen, assuming a median PFS of 6 months with P.", []),
        ("At baseline, 60% with N and 58% with P had disease control.", []),
        ("ORR was 41% in either group.", ["ORR proportion N 41", "ORR proportion P 41"]),
        ("ORR was 41% for both the N, P and other regimens.", []),
        (
            "The median OS could not be estimated.",
            ["OS median N not-estimable", "OS median P not-estimable"],
        ),
        (
            "The median OS could not be estimated in patients with early disease.",
            ["OS median N not-estimable", "OS median P not-estimable"],
        ),
        ("For N, the median OS could not be estimated.", ["OS median N not-estimable"]),
        (
            "Progression-free survival was prolonged from a median of 5.2 months to 9.1 months.",
            ["PFS median P 5.2", "PFS median N 9.1"],
        ),
        ("Progression-free survival went from a median of 5.2 months to 9.1 months.", []),
        ("The response rate rose from 20% to 31% in the end.", []),
        (
            (
                "Median PFS was shorter in the tea versus the water arm (5.2 months versus "
                "9.1 months)."
            ),
            [],
        ),
        ("ORR was 31% and 20% for tea and water, respectively.", []),
        (
            "ORR (31% v 20%, respectively) was reported.",
            ["ORR proportion N 31", "ORR proportion P 20"],
        ),
        (
            "ORR was 31% for arm X (N) and 20% for arm Y (P).",
            ["ORR proportion N 31", "ORR proportion P 20"],
        ),
    ],
)
def test_the_arms_of_values_may_stand_elsewhere(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "An objective response occurred in 21% of the N-treated patients with a "
                "high score and"
                " in 12% of those with a low score."
            ),
            [
                "N 21 subgroup: patients with a high score",
                "N 12 subgroup: patients with a low score",
            ],
        ),
        (
            (
                "ORR was 21% vs 12% in the early subgroup and 31% vs 30% in the late "
                "subgroup with N"
                " and P."
            ),
            [
                "N 21 subgroup: early subgroup",
                "P 12 subgroup: early subgroup",
                "N 31 subgroup: late subgroup",
                "P 30 subgroup: late subgroup",
            ],
        ),
        (
            (
                "For N and P, median DoR was 8.1 vs 7.2 months in the full population and "
                "9.5 vs 6.4"
                " months in the early subgroup."
            ),
            [
                "N 8.1 all",
                "P 7.2 all",
                "N 9.5 subgroup: early subgroup",
                "P 6.4 subgroup: early subgroup",
            ],
        ),
        (
            (
                "When considering only those patients who had a scan (n = 30 [75%] with "
                "N; n = 31 [70%]"
                " with P), ORR was 31% with N and 20% with P."
            ),
            ["N 31 subgroup: patients who had a scan", "P 20 subgroup: patients who had a scan"],
        ),
    ],
)
def test_the_patients_of_a_value_may_be_named_after_it(words: str, read: list[str]) -> None:
    assert patients(values(("results", words))) == read


def test_medians_beside_an_estimate_go_on_about_the_end_point_of_the_sentence_before() -> None:
    first = "Median PFS did not differ (7.2 months with N vs 6.0 months with P; HR 0.80). "
    then = (
        "Nor did it differ by presence (N 6.4 months vs P 5.0 months; HR 0.75) or absence"
        " (5.7 months vs 3.5 months; HR 0.71) of a mutation."
    )
    assert patients(values(("results", first + then))) == [
        "N 7.2 all",
        "P 6.0 all",
        "N 6.4 subgroup: presence of a mutation",
        "P 5.0 subgroup: presence of a mutation",
        "N 5.7 subgroup: absence of a mutation",
        "P 3.5 subgroup: absence of a mutation",
    ]


def test_a_rate_in_a_bracket_is_of_the_time_after_it() -> None:
    words = (
        "DFS was higher with N than with P (74±2.1% and 66±2.4%, respectively; P=.03) at 3 years."
    )
    assert [one.at for one in values(("results", words))] == ["3 years", "3 years"]


def test_a_result_may_be_told_with_the_allocation() -> None:
    words = (
        "DFS at 5 years was 75% among those randomly assigned to N and 68% among those"
        " assigned to P."
    )
    assert short(values(("results", words))) == ["DFS rate_at_time N 75", "DFS rate_at_time P 68"]


def test_a_population_is_one_with_or_without_its_size() -> None:
    words = (
        "For the early subgroup (n = 31), median PFS was 9.1 vs 5.2 months with N vs P. "
        "Median PFS was 9.1 vs 5.2 months with N vs P in the early subgroup."
    )
    assert len(values(("results", words))) == 2


@pytest.mark.parametrize(
    "words",
    [
        "ORR was 25%, 31%, and 18% for the A 20 mg, A + B and C groups, respectively.",
        "ORR was 25% and 31% for A + B and B, respectively.",
    ],
)
def test_a_combination_is_not_two_arms(words: str) -> None:
    arms = (*THREE[:1], arm("B", "experimental", 1), THREE[2])
    assert values(("results", words), arms=arms) == ()


def test_a_dose_is_named_behind_its_drug() -> None:
    arms = (
        arm("20 mg", "experimental", 0),
        arm("tea 40 mg", "experimental", 1),
        arm("C", "control", 2),
    )
    words = "ORR was 25%, 31%, and 18% for tea 20 mg, tea 40 mg, and C, respectively."
    assert short(values(("results", words), arms=arms)) == [
        "ORR proportion 20 mg 25",
        "ORR proportion tea 40 mg 31",
        "ORR proportion C 18",
    ]


def test_a_part_of_a_longer_name_is_no_arm() -> None:
    words = "ORR was 17% with tea/novumab and 37% with tea/novumab/rice."
    assert values(("results", words), arms=EARLY) == ()
    text = "With tea/novumab."
    view = ReadingView(
        Document(
            "sha-0", "text", "0" * 64, "t", text, (Section("results", "", Span(0, len(text))),)
        )
    )
    setting = setting_of(view, Trial(role="reports", arms=EARLY, span=Span(0, 0)))
    assert [is_part(setting, one) for one in setting.arms] == [True]
