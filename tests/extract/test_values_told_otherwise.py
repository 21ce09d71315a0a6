"""Values in general wordings: measures with a unit, one arm, shared columns."""

from typing import TYPE_CHECKING

import pytest
from tests.extract.made_up_values import arm, figure, short, values

from trialgraph.model.result import ArmValue
from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint

if TYPE_CHECKING:
    from trialgraph.model.document import SectionKind

THREE = (
    arm("N", "experimental", 0),
    arm("Q", "experimental", 1),
    arm("P", "control", 2),
)
ONE = (arm("tivumab", "experimental", 0, "tivumab"),)
NAMED = (arm("novumab", "experimental", 0), arm("placebo", "control", 1))


def measured(found: tuple[ArmValue, ...]) -> list[str]:
    return [f"{one.end_point}: {one.arm} {figure(one.value)} {one.unit}".strip() for one in found]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Median PFS was 14.2 months in arm N versus 10.9 in arm P.",
            ["PFS median N 14.2", "PFS median P 10.9"],
        ),
        (
            "Median OS was 9.8 with N and 7.2 months with P.",
            ["OS median N 9.8", "OS median P 7.2"],
        ),
        (
            "Median DFS was 14 months in the N group compared with 11 in the P group.",
            ["DFS median N 14", "DFS median P 11"],
        ),
        ("The ORR was 45 with N v 38% with P.", ["ORR proportion N 45", "ORR proportion P 38"]),
        ("Toxicity was seen in 13% in arm 1 and 12% in arm 2.", []),
    ],
)
def test_a_number_without_a_unit_has_that_of_its_partner_beyond_the_arm(
    words: str, read: list[str]
) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "The change in total fatigue score between baseline and week 9 was -4.8 (standard "
                "deviation, 11.3) for N and -2.1 (standard deviation, 10.9) for P."
            ),
            [
                "change in total fatigue score: N -4.8",
                "change in total fatigue score: P -2.1",
            ],
        ),
        (
            (
                "The median drug exposure was 310 mg per kilogram per month in the N group "
                "and 295 mg per kilogram per month in the P group."
            ),
            [
                "drug exposure: N 310 mg per kilogram per month",
                "drug exposure: P 295 mg per kilogram per month",
            ],
        ),
        (
            "Pain scores were lower with N than with P (5.5 ± 1.0 vs. 7.2 ± 1.8).",
            ["pain scores: N 5.5", "pain scores: P 7.2"],
        ),
        (
            "The median number of nodes was 4.5 in the N group and 5 in the P group.",
            ["number of nodes: N 4.5", "number of nodes: P 5"],
        ),
        (
            (
                "Least-squares mean change from baseline in global health was -2.1 (95% CI, -4.0 "
                "to -0.2) with N and -6.4 (95% CI, -8.5 to -4.3) with P."
            ),
            ["change in global health: N -2.1", "change in global health: P -6.4"],
        ),
        (
            "The mean (SD) change in weight was -3.1 (1.2) kg with N and -1.0 (1.4) kg with P.",
            ["change in weight: N -3.1 kg", "change in weight: P -1.0 kg"],
        ),
        ("At baseline, the mean score was 5.1 ± 0.2 with N and 5.2 ± 0.3 with P.", []),
        ("The mean score at enrolment was 5.1 ± 0.2 with N and 5.2 ± 0.3 with P.", []),
    ],
)
def test_a_measure_has_its_name_and_unit(words: str, read: list[str]) -> None:
    assert measured(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Median DoR was 8.5 months, and median PFS was 6.5 months.",
            ["DoR median tivumab 8.5", "PFS median tivumab 6.5"],
        ),
        (
            "The ORR was 52% (9% having a complete response and 43% having a partial response).",
            ["ORR proportion tivumab 52", "CR proportion tivumab 9", "PR proportion tivumab 43"],
        ),
        (
            "The ORR was 40%, with a complete response rate of 3%.",
            ["ORR proportion tivumab 40", "CR proportion tivumab 3"],
        ),
        ("The ORR was 40% v 12% by the expression of a marker.", []),
        ("After a median follow-up of 12.9 months, none was lost.", []),
    ],
)
def test_the_only_arm_has_the_values_that_nothing_compares(words: str, read: list[str]) -> None:
    assert short(values(("results", words), arms=ONE)) == read


def test_the_patients_of_a_share_may_be_of_a_sort() -> None:
    words = (
        "The ORR was 43%: 33% in patients previously treated with an antibody, 64% in "
        "antibody-naive patients."
    )
    found = values(("results", words), arms=ONE)
    assert [one.population for one in found] == [
        "all",
        "subgroup: patients previously treated with an antibody",
        "subgroup: antibody-naive patients",
    ]
    measurable = values(
        ("results", "Of 112 patients with measurable disease, 48 (43%) had an objective response."),
        arms=ONE,
    )
    assert [one.population for one in measurable] == ["all"]


def test_this_cohort_is_everyone() -> None:
    words = "In this cohort of 210 patients, the ORR was 33% with N v 39% with P."
    assert [one.population for one in values(("results", words))] == ["all", "all"]


def test_patients_named_after_respectively_are_those_of_both_values() -> None:
    words = (
        "The ORR was 32% with N and 34% with P, and 33% and 31%, respectively, in the "
        "HER2-positive subgroup."
    )
    assert [(one.arm, one.population) for one in values(("results", words))] == [
        ("N", "all"),
        ("P", "all"),
        ("N", "subgroup: HER2-positive subgroup"),
        ("P", "subgroup: HER2-positive subgroup"),
    ]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Novumab significantly improved median OS from 7.0 to 9.8 months.",
            ["OS median placebo 7.0", "OS median novumab 9.8"],
        ),
        (
            "Adding novumab raised the response rate from 20% to 31%.",
            ["ORR proportion placebo 20", "ORR proportion novumab 31"],
        ),
        ("Median OS with novumab ranged from 7 to 9 months.", ["OS median novumab 9"]),
        ("Novumab improved the response rate from 20% at baseline to 31%.", []),
        ("Novumab improved median OS from 7.0 before to 9.8 months.", []),
        ("Compared with baseline, novumab raised the response rate from 20% to 31%.", []),
        ("Novumab increased the pain index from 20% to 31%.", []),
    ],
)
def test_an_improvement_runs_from_the_control_to_the_experimental_arm(
    words: str, read: list[str]
) -> None:
    assert short(values(("results", words), arms=NAMED)) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "After a median follow-up of 33 months, median PFS and OS were not reached in "
                "either group."
            ),
            ["PFS not-reached", "PFS not-reached", "OS not-reached", "OS not-reached"],
        ),
        (
            (
                "At a median follow-up of 30 months, median PFS and OS were 5.1 and 9.2 months in "
                "the N group and 4.0 and 8.8 months in the P group."
            ),
            ["PFS 5.1", "OS 9.2", "PFS 4.0", "OS 8.8"],
        ),
        ("Median EFS and DFS were not reached.", []),
        (
            (
                "The 7-year disease-free, cancer-specific, and overall survival rates for N "
                "versus P were 61% v 57%, 83% v 79%, and 72% v 68%, respectively."
            ),
            [
                "DFS 61",
                "DFS 57",
                "cancer-specific survival 83",
                "cancer-specific survival 79",
                "OS 72",
                "OS 68",
            ],
        ),
        (
            "The median time to healing of grade 3 ulcers was not reached in both arms.",
            ["time to healing of grade 3 ulcers not-reached"] * 2,
        ),
    ],
)
def test_columns_begin_behind_the_follow_up_and_may_share_a_value(
    words: str, read: list[str]
) -> None:
    found = values(("results", words))
    assert [f"{one.end_point} {figure(one.value)}" for one in found] == read
    assert not any(one.at for one in found if one.kind == "median")


def test_arms_without_roles_share_no_improvement() -> None:
    arms = (arm("novumab", "unclear", 0), arm("placebo", "unclear", 1))
    words = "Novumab improved median OS from 7.0 to 9.8 months."
    assert values(("results", words), arms=arms) == ()


def test_the_time_to_a_declared_end_point_is_another_one() -> None:
    rash = EndPoint(
        name="rash of grade 2", name_printed="rash of grade 2", role="primary", span=Span(0, 0)
    )
    words = "The median time to onset of rash of grade 2 was 4 weeks with N and 3 weeks with P."
    found = values(("results", words), end_points=(rash,))
    assert measured(found) == [
        "time to onset of rash of grade 2: N 4 weeks",
        "time to onset of rash of grade 2: P 3 weeks",
    ]


def test_an_end_point_far_before_is_no_column() -> None:
    words = "Unlike PFS at any time of the trial, the ORR was 40% with N and 30% with P."
    assert short(values(("results", words))) == ["ORR proportion N 40", "ORR proportion P 30"]


def test_a_rate_without_a_time_goes_on_with_that_of_the_rates_before() -> None:
    before = "At 10 years, overall survival was 83% in the N group and 82% in the P group."
    again = "The rates of disease-free survival were 80% in the N group and 77% in the P group."
    again_and_again: tuple[SectionKind, str] = ("results", again)
    found = values(("results", before), again_and_again)
    assert [(one.end_point, one.at) for one in found] == [
        ("OS", "10 years"),
        ("OS", "10 years"),
        ("DFS", "10 years"),
        ("DFS", "10 years"),
    ]
    two = "Overall survival was 83% at 5 years and 80% at 10 years with N."
    assert all(one.end_point == "OS" for one in values(("results", two), ("results", again)))
    assert values(("results", "Overall survival was 83% with N."), ("results", again)) == ()
    assert values(("results", "All patients were seen."), ("results", again)) == ()
    assert values(*[again_and_again] * 5) == ()


def test_arms_among_values_of_their_own_are_not_those_of_values_before() -> None:
    words = (
        "DFS at 5 years was 81% and 76% by schedule, and OS was 78% in the N group and 79% in "
        "the Q group."
    )
    found = values(("results", words), arms=THREE)
    assert short(found) == ["OS rate_at_time N 78", "OS rate_at_time Q 79"]


def test_bleeding_and_a_bare_risk_are_no_end_points_of_their_own() -> None:
    words = (
        "The numbers of major bleeding were 5 of 52 patients with N and 7 of 60 with P (HR, 1.4)."
    )
    assert values(("results", words)) == ()


def test_medians_in_an_order_that_the_hazard_ratio_belies_are_left_out() -> None:
    words = (
        "OS was better in the N group (median, 5.2 v 8.9 months; hazard ratio, 0.57; 95% CI, 0.36 "
        "to 0.91)."
    )
    assert values(("results", words)) == ()
