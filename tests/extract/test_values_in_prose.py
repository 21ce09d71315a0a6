"""Values of arms in the many ways that prose prints them: rows, columns, words, shares, times."""

import pytest
from tests.extract.made_up_values import THREE, TWO, arm, figure, short, timed, values

from trialgraph.extract.assembly.value_names import without_time


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "Median PFS and OS were 5.1 and 9.2 months in the N group and 4.0 "
                "and 8.8 months in the P group."
            ),
            ["PFS median N 5.1", "OS median N 9.2", "PFS median P 4.0", "OS median P 8.8"],
        ),
        (
            "Median PFS and median OS were 5.1 v 4.0 months and 9.2 v 8.8 months for N and P.",
            ["PFS median N 5.1", "PFS median P 4.0", "OS median N 9.2", "OS median P 8.8"],
        ),
        (
            "The ORR, DCR, and pCR were 40%, 70%, and 9% with N, and 30%, 60%, and 5% with P.",
            [
                "ORR proportion N 40",
                "DCR proportion N 70",
                "pCR proportion N 9",
                "ORR proportion P 30",
                "DCR proportion P 60",
                "pCR proportion P 5",
            ],
        ),
        (
            (
                "ORR and median OS for N and P were 40%, 9.2 months, 30%, and 8.8 "
                "months, respectively."
            ),
            ["ORR proportion N 40", "OS median N 9.2", "ORR proportion P 30", "OS median P 8.8"],
        ),
        ("Median PFS and OS were 5.1 and 9.2 months, respectively.", []),
        ("Median PFS and OS were 5.1 and 9.2 months, but 4.0 months with P.", []),
        ("Median PFS and OS were 5.1 months (N) and 9.2 months and again 4.0 and 8.8 months.", []),
        ("ORR and OS for N were 40%, 9.2 months, 30%, and 8.8 months.", []),
        ("Median PFS and OS were 5.1 v 4.0 months and 9.2 v 8.8 v 7.0 months.", []),
    ],
)
def test_several_end_points_are_columns_and_arms_are_rows(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "OS rates at 1 and 2 years were 80% and 60% with N and 70% and 50% with P.",
            ["OS N 80 1 year", "OS N 60 2 years", "OS P 70 1 year", "OS P 50 2 years"],
        ),
        (
            "The 1-, 3- and 5-year PFS was 80%, 60%, and 41% in the N group.",
            ["PFS N 80 1 year", "PFS N 60 3 years", "PFS N 41 5 years"],
        ),
        (
            "PFS at months 6 and 12 was 80% v 70% and 60% v 50%, respectively.",
            ["PFS N 80 6 months", "PFS P 70 6 months", "PFS N 60 12 months", "PFS P 50 12 months"],
        ),
        (
            (
                "In the N group, DFS was 89.2% at 5 years and 80.6% at 8 years, "
                "compared with 87.3% at 5 years and 77.5% at 8 years in the P group."
            ),
            [
                "DFS N 89.2 5 years",
                "DFS N 80.6 8 years",
                "DFS P 87.3 5 years",
                "DFS P 77.5 8 years",
            ],
        ),
        (
            (
                "At 3 years, 50% of patients in the N group and 40% in the P group were still "
                "receiving study drug."
            ),
            ["receiving study drug N 50 3 years", "receiving study drug P 40 3 years"],
        ),
        (
            "Within 6 weeks, remission of ulcers was achieved in 50% with N and 40% with P.",
            ["remission of ulcers N 50 6 weeks", "remission of ulcers P 40 6 weeks"],
        ),
        (
            "The ORR was 40% with N at 12 weeks and 30% with P at 12 weeks.",
            ["ORR N 40 12 weeks", "ORR P 30 12 weeks"],
        ),
        (
            "The ORR was 40% at 12 weeks with N. The ORR was 40% with N.",
            ["ORR N 40 12 weeks"],
        ),
        ("The 3-year PFS was 0.89 v 0.84 (P = .11).", ["PFS N 0.89 3 years", "PFS P 0.84 3 years"]),
        ("PFS was 0.89 v 0.84 (P = .11).", []),
        ("The 3-year PFS was 0.89 with N.", []),
    ],
)
def test_a_rate_or_share_has_the_time_it_is_of(words: str, read: list[str]) -> None:
    assert timed(values(("results", words))) == read


def test_the_time_in_an_end_points_name_is_the_time_of_its_values() -> None:
    assert without_time("clot by 180 days") == ("clot", "180 days")
    assert without_time("local control at 1 year") == ("local control", "1 year")
    assert without_time("PFS") == ("PFS", "")


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("The ORR was forty-two percent with N and 31 percent with P.", ["42", "31"]),
        ("The ORR was 42 per cent with N and 31 per cent with P.", ["42", "31"]),
        ("The ORR was 42.1% ± 4.6% with N v 31% +/- 4% with P.", ["42.1", "31"]),
        (
            "pCR was seen in 15 (16%) of 94 in the N group and eight (8%) of 96 in the P group.",
            ["16", "8"],
        ),
        (
            (
                "A pCR was seen in 14 of 87 patients in the N group (16%) and in 7 "
                "of 89 in the P group (8%)."
            ),
            ["16", "8"],
        ),
        ("A pCR was seen in 9 adults given N (16%) and 23 P recipients (8%).", ["16", "8"]),
        (
            "A pCR was seen in 9 women in the N group (16%) v 23 women in the P group (8%).",
            ["16", "8"],
        ),
        ("A pCR was seen in 61 patients in the N group (15.4%).", ["15.4"]),
        (
            "Median PFS was not estimable (NE; 95% CI 9.1-NE) with N and 5 months with P.",
            ["not-estimable", "5"],
        ),
        ("Median PFS was NE (95% CI 9.1-NE) with N and 5 months with P.", ["not-estimable", "5"]),
    ],
)
def test_shares_are_read_in_words_with_their_spread_and_before_or_after_the_arm(
    words: str, read: list[str]
) -> None:
    found = values(("results", words))
    assert [one.arm for one in found] == ["N", "P"][: len(read)]
    assert [figure(one.value).replace("not-reached", "") for one in found] == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "The ORR was alike: 80% with N and 76% with the older drugs.",
            ["ORR proportion N 80", "ORR proportion P 76"],
        ),
        (
            "Median PFS was 8 months in the usual-care group and 9 months in the N group.",
            ["PFS median P 8", "PFS median N 9"],
        ),
        (
            "Two-year OS was 80% (95% CI, 70 to 90) for N and 76% (95% CI, 66 to 86) for controls.",
            ["OS rate_at_time N 80", "OS rate_at_time P 76"],
        ),
        ("The ORR was 80% with N and 76% in older patients.", ["ORR proportion N 80"]),
        ("The ORR was 80% with N and 76% with both drugs.", ["ORR proportion N 80"]),
        (
            (
                "The ORR was 80% with N, which all of us who had seen the earlier studies of such "
                "drugs held to be high compared with 76% with older drugs."
            ),
            ["ORR proportion N 80"],
        ),
        (
            "The ORR was 80% with N, 76% with P, and 70% with neither drug.",
            ["ORR proportion N 80", "ORR proportion P 76"],
        ),
    ],
)
def test_the_second_of_two_arms_may_bear_words_that_are_no_name(
    words: str, read: list[str]
) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Median PFS in the N group was 6.4 months and median OS 18.3 months.",
            ["PFS median N 6.4", "OS median N 18.3"],
        ),
        (
            "With N, median TTP was 6.4 months, and the ORR was 40%.",
            ["TTP median N 6.4", "ORR proportion N 40"],
        ),
        (
            (
                "Patients given P had a median PFS of 6 months (95% CI, 5 to 7), and "
                "a median OS of 9 months."
            ),
            ["PFS median P 6", "OS median P 9"],
        ),
        (
            "Median PFS in the N group was 6.4 months; in other groups, median OS was 18.3 months.",
            ["PFS median N 6.4"],
        ),
    ],
)
def test_a_sentence_about_one_arm_gives_it_all_its_values(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Complete resection was achieved in 80% of patients with N and 67% with P (P = .04).",
            ["complete resection proportion N 80", "complete resection proportion P 67"],
        ),
        (
            (
                "The sphincter preservation rate was 80% after N as compared with "
                "67% with P (P = .04)."
            ),
            [
                "sphincter preservation rate proportion N 80",
                "sphincter preservation rate proportion P 67",
            ],
        ),
        (
            "More patients on N (64%) versus P (50%) experienced improvements in dyspnoea scores.",
            [
                "improvements in dyspnoea scores proportion N 64",
                "improvements in dyspnoea scores proportion P 50",
            ],
        ),
        (
            "The N group had more positive nodes than the P group (64% v 50%; P = .02).",
            ["positive nodes proportion N 64", "positive nodes proportion P 50"],
        ),
        (
            "With N, seizure rate (64% v 50%) was higher.",
            ["seizure rate proportion N 64", "seizure rate proportion P 50"],
        ),
        (
            (
                "88 (43%) of 207 in the N group had an event (relapse or loss) "
                "versus 111 (54%) of 206 in the P group."
            ),
            ["relapse or loss proportion N 43", "relapse or loss proportion P 54"],
        ),
        (
            "In all, 87.5% with N v 93.0% with P completed all cycles; 3% were lost.",
            ["completed all cycles proportion N 87.5", "completed all cycles proportion P 93.0"],
        ),
    ],
)
def test_an_end_point_without_a_name_has_the_words_of_its_sentence(
    words: str, read: list[str]
) -> None:
    assert short(values(("results", words))) == read


@pytest.mark.parametrize(
    "words",
    [
        "Rash was more frequent in the N group than in the P group (20% v 10%).",
        "Hypertension occurred in 20% with N and 10% with P.",
        "Toxic effects were many. Itching eyes occurred in 20% with N and 10% with P.",
        (
            "Mild side effects were few. All was well. Sore eyes occurred in 20% "
            "with N and 10% with P."
        ),
        "Complete resection was achieved in 80% with N.",
        "Patients were men in 80% with N and 67% with P.",
        "The median weight was 80% with N and 67% with P.",
        "Some received palliation: 80% with N; 67% with P had it.",
        "It was 80% with N and 67% with P.",
        "It was 80% with N and 67% with P, who had it.",
        (
            "The share of the many and quite different old and very old houses was "
            "80% with N and 67% with P."
        ),
        "The N group (80%) and the P group (67%) fared well; had luck.",
    ],
)
def test_harm_and_what_has_no_noun_of_its_own_are_left_out(words: str) -> None:
    assert values(("results", words)) == ()


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            (
                "The median number of chemotherapy cycles was 9 (range, 2 to 34) in the P "
                "group and 11 (range, 2 to 41) in the N group."
            ),
            [
                "number of chemotherapy cycles median P 9",
                "number of chemotherapy cycles median N 11",
            ],
        ),
        (
            "The median exposure was 20.7 months with N and 11.5 months with P.",
            ["duration of exposure median N 20.7", "duration of exposure median P 11.5"],
        ),
        (
            (
                "The median duration of treatment was 11.8 months and 18.1 months "
                "for P and N, respectively."
            ),
            ["duration of treatment median P 11.8", "duration of treatment median N 18.1"],
        ),
        (
            (
                "After a median follow-up of 9 months, median treatment duration was "
                "7.1 months with N."
            ),
            ["treatment duration median N 7.1"],
        ),
        (
            (
                "The median duration of treatment was 7.1 months with N, and median "
                "PFS 15 (1-50) with N."
            ),
            ["duration of treatment median N 7.1"],
        ),
        ("The median duration of treatment; it was 7.1 months with N.", []),
        ("The median duration of treatment was 15 (range, 1-50) with N.", []),
    ],
)
def test_the_exposure_of_an_arm_is_a_value_of_it(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


def test_deaths_soon_after_allocation_are_an_end_point_and_soon_after_treatment_harm() -> None:
    words = (
        "All-cause deaths within 30 days of randomisation were seen in one (1%) of those in "
        "the N group."
    )
    assert timed(values(("results", words))) == ["OS N 1 30 days"]
    assert values(("results", words.replace("randomisation", "the last dose"))) == ()


def test_patients_who_were_given_an_arm_are_no_subgroup() -> None:
    words = "For patients who received N, median PFS was 9 months."
    assert [one.population for one in values(("results", words))] == ["all"]
    words = "Benefit for patients who received N was longer (median PFS, 9 months with N)."
    assert [one.population for one in values(("results", words))] == ["all"]
    words = "For patients with a marker, median PFS was 9 months with N."
    assert [one.population for one in values(("results", words))] == [
        "subgroup: patients with a marker"
    ]


def test_two_arms_of_unknown_role_keep_the_order_of_the_sentence_before() -> None:
    arms = (arm("N", "unclear", 0), arm("P", "unclear", 1))
    words = "The ORR was better with P v N. Median PFS was 9.0 v 8.0 months."
    assert short(values(("results", words), arms=arms)) == ["PFS median P 9.0", "PFS median N 8.0"]
    assert values(("results", "Median PFS was 9.0 v 8.0 months."), arms=arms) == ()


def test_a_pair_of_three_arms_is_compared_in_the_order_of_the_sentence_before() -> None:
    words = "We saw more with A versus C. Median PFS was 9.0 v 8.0 months."
    assert short(values(("results", words), arms=THREE)) == ["PFS median A 9.0", "PFS median C 8.0"]
    assert short(values(("results", "Median PFS was 9 months."), arms=TWO)) == [
        "PFS median all patients 9"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "N was given longer (median number of cycles 8.0 (1, 40) for N v 6.0 for P).",
        "The median number of cycles was 8 (range, 1 to 40) in the N group and 6 in the P group.",
        "The median number of cycles was 8 with N versus 6 (1-33) with P.",
    ],
)
def test_a_number_of_cycles_without_its_range_is_read_beside_one_that_has_it(words: str) -> None:
    assert short(values(("results", words))) == [
        "number of cycles median N 8.0" if "8.0" in words else "number of cycles median N 8",
        "number of cycles median P 6.0" if "6.0" in words else "number of cycles median P 6",
    ]
