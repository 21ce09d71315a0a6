"""Values that are no result of an arm: other trials, sorts of patients, numbers in names."""

import pytest
from tests.extract.made_up_values import figure, values


def told(*words: str) -> list[str]:
    found = values(*(("results", one) for one in words))
    return [f"{one.arm} {figure(one.value)} {one.end_point} {one.at}".strip() for one in found]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("In the ZETA-2 trial, the ORR was 40% with N and 30% with P.", []),
        (
            "In the NOVA trial, the ORR was 40% with N and 30% with P.",
            ["N 40 ORR", "P 30 ORR"],
        ),
        (
            "We ran the ZETA-2 trial. In the ZETA-2 trial, the ORR was 40% with N and 30% with P.",
            ["N 40 ORR", "P 30 ORR"],
        ),
    ],
)
def test_a_trial_that_the_text_has_not_named_as_its_own_is_another(
    words: str, read: list[str]
) -> None:
    assert told(words) == read


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Patients with big feet had a lower ORR (14% vs 25%).", 0),
        ("Women older than 70 had a better ORR (median, 14% vs 25%).", 0),
        ("Patients with big feet had a lower ORR with N (14% vs 25%).", 2),
        ("The ORR was lower (14% vs 25%).", 2),
    ],
)
def test_sorts_of_patients_that_are_compared_are_no_arms(words: str, count: int) -> None:
    assert len(told(words)) == count


@pytest.mark.parametrize(
    "words",
    [
        "The efficacy was 74% against serotype 1 and 98% against serotype 2.",
        "Vaccine efficacy was 74% with N and 98% with P.",
    ],
)
def test_an_efficacy_is_no_value_of_an_arm(words: str) -> None:
    assert told(words) == []


def test_the_length_of_a_treatment_that_names_an_arm_is_no_time_point() -> None:
    assert told("Cure was seen in 45% with N in the 7-day group versus 48% with P.") == [
        "N 45 cure",
        "P 48 cure",
    ]


def test_a_second_pfs_is_not_the_first() -> None:
    read = told(
        "The second progression-free survival (PFS), in median, was 14 months in N and 11 in P."
    )
    assert read == ["N 14 PFS2", "P 11 PFS2"]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        # Nothing says whose the first pair is, or which of two pairs is that of calm.
        ("calm was higher in the N arm (5% v 4% and 9% v 7% at rest)", []),
        ("but calm was higher in the N arm (5% v 4% and 9% v 7% at rest)", []),
        (
            "but calm was higher in the N arm (5% v 4%; 9% v 7% among women)",
            ["N 5", "P 4", "N 9", "P 7"],
        ),
    ],
)
def test_pairs_in_one_bracket_have_one_order(words: str, read: list[str]) -> None:
    found = values(("results", f"Joy was alike (N, 45%; P, 49%), {words}."))
    assert [f"{one.arm} {figure(one.value)}" for one in found if one.end_point == "calm"] == read


def test_words_that_turn_to_the_other_arm_do_not_lead_to_its_value() -> None:
    assert told("The ORR was 41% after N but 30% after P.") == ["N 41 ORR", "P 30 ORR"]


def test_a_label_of_patients_in_a_bracket_gives_whose_value_it_is() -> None:
    words = (
        "PFS was longer with N (younger: N median PFS, 9 months; P, 6 months;"
        " older: N median PFS, 12 months; P, 8 months)."
    )
    found = values(("results", words))
    assert {(one.arm, figure(one.value), one.population) for one in found} >= {
        ("N", "12", "subgroup: older")
    }
    assert all(one.population != "all" for one in found)


@pytest.mark.parametrize(
    "words",
    [
        "Scores fell by 3.7% of weight (SD = 5.4%) in N.",
        "Declines of > or = 50% were seen in 21 of 44 patients (48%) in N and 31 (69%) in P.",
    ],
)
def test_a_spread_or_a_threshold_is_no_value(words: str) -> None:
    assert not {"5.4", "50"} & {figure(one.value) for one in values(("results", words))}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "More patients in N than in P were responders (58% vs 39%).",
            ["N 58 response", "P 39 response"],
        ),
        (
            "There was no difference in the proportion of responders (N group: 58%, P group: 51%).",
            ["N 58 response", "P 51 response"],
        ),
        (
            "More patients in N than in P attended coaching (82% vs 71%).",
            ["N 82 attended coaching", "P 71 attended coaching"],
        ),
        (
            "Swabs were positive for 43% of N patients and 29% of P patients.",
            ["N 43 swabs positive", "P 29 swabs positive"],
        ),
        (
            "The calm index at follow-up was lower with N (2.4 vs 3.1).",
            ["N 2.4 calm index", "P 3.1 calm index"],
        ),
        (
            "N improved the median PFS from 7 to 9 months (p = .01) and the ORR from 21% to 33%.",
            ["P 7 PFS", "N 9 PFS", "P 21 ORR", "N 33 ORR"],
        ),
        (
            "Seven patients in N and 4 in the P group died without relapse.",
            ["N 7 death without relapse", "P 4 death without relapse"],
        ),
        # A time of day is not read: the second pair would be taken for the first.
        (
            "Calm was rarer with N at the end (28% vs 60%) and at 6 h (17% vs 45%).",
            ["N 28 calm", "P 60 calm"],
        ),
    ],
)
def test_what_patients_became_names_their_share(words: str, read: list[str]) -> None:
    assert told(words) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Uptake was 40% with N and 37% with P at 3 months.", ["3 months", "3 months"]),
        ("Uptake at 3 months was 40% with N and 37% with P.", ["3 months", "3 months"]),
        ("Uptake was 40% with N and 37% with P.", ["", ""]),
        ("Median PFS was 9 months with N and 7 months with P.", ["", ""]),
    ],
)
def test_a_time_behind_a_comparison_is_that_of_both(words: str, read: list[str]) -> None:
    assert [one.at for one in values(("results", words))] == read


def test_the_respective_groups_are_those_of_the_sentence_before() -> None:
    words = (
        "Mortality was 24% in N and 28% in the P group. Swift healing was seen in 5% and 2%"
        " of the patients in the respective groups."
    )
    assert told(words)[-2:] == ["N 5 swift healing", "P 2 swift healing"]
