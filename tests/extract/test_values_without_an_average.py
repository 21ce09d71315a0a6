"""Values of a measure of which no average is told: amounts, rates, changes by a share."""

import pytest
from tests.extract.made_up_values import figure, values


def told(*words: str) -> list[str]:
    found = values(*(("results", one) for one in words))
    return [
        f"{one.arm} {figure(one.value)} {one.unit} {one.end_point} {one.kind}".replace("  ", " ")
        for one in found
    ]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Blood loss was smaller with N than with P (31 vs 52 mL; p = .01).",
            ["N 31 mL blood loss other", "P 52 mL blood loss other"],
        ),
        (
            "Ferritin levels were higher with N (312 and 204 ng/ml, respectively).",
            ["N 312 ng/ml ferritin levels other", "P 204 ng/ml ferritin levels other"],
        ),
        (
            "Patients on N had lower itch scores (2.1 vs 5.6; p < .001).",
            ["N 2.1 itch scores other", "P 5.6 itch scores other"],
        ),
        (
            "The annualized flare rate was 0.16 with N and 0.29 with P.",
            ["N 0.16 annualized flare rate other", "P 0.29 annualized flare rate other"],
        ),
        (
            "The flare rate was 0.16 (95% CI, 0.12 to 0.21) with N and 0.29 (0.2-0.4) with P.",
            ["N 0.16 flare rate other", "P 0.29 flare rate other"],
        ),
        (
            "The comfort scores were 12 in N and 10 in P.",
            ["N 12 comfort scores other", "P 10 comfort scores other"],
        ),
        (
            "The comfort scores improved by 51% with N and by 40% with P.",
            [
                "N 51 % improvement in comfort scores other",
                "P 40 % improvement in comfort scores other",
            ],
        ),
        ("Relapses were reduced by 51% with N and by 40% with P.", []),
        # Of what is no measure, or not told apart from its change, nothing is read.
        ("Blood loss increased more with N (31 vs 52 mL).", []),
        ("N raised ferritin levels more than P (102 vs 51 ng/ml).", []),
        ("The body-mass index was higher with N than with P (28.1 vs 26.4 kg/m2).", []),
        ("The risk ratios were lower with N (0.61 vs 0.84).", []),
        ("Fewer visits were made with N (31 vs 52).", []),
        # What the sentence says of their order must hold.
        ("Ferritin was lower with N than with P (52 vs 31 ng/ml).", []),
    ],
)
def test_amounts_of_two_arms_need_no_average(words: str, read: list[str]) -> None:
    assert told(words) == read


def test_an_amount_keeps_the_interval_beside_it() -> None:
    found = values(
        ("results", "The flare rate was 0.16 (95% CI, 0.12 to 0.21) with N and 0.29 with P.")
    )
    assert [one.interval is not None for one in found] == [True, False]


@pytest.mark.parametrize(
    ("before", "words", "count"),
    [
        (
            "The N arm had 12 flares a year at baseline.",
            "Itch scores were 7.5 in N and 9.1 in P.",
            0,
        ),
        ("Nothing else mattered.", "Itch scores were 7.5 in N and 9.1 in P.", 2),
        (
            "The N arm had 12 flares a year at baseline.",
            "At 6 weeks, itch scores were 7.5 in N and 9.1 in P.",
            2,
        ),
    ],
)
def test_amounts_behind_a_sentence_on_the_entry_of_patients_are_not_results(
    before: str, words: str, count: int
) -> None:
    found = values(("results", f"{before} {words}"))
    assert sum(one.kind == "other" for one in found) == count


def test_an_amount_has_the_time_before_its_bracket() -> None:
    first = "Itch scores were lower with N at week 4 (12.4 vs 14.8, p = .03; r = .2)"
    found = values(("results", f"{first} and at week 8 (9.1 vs 11.7, p = .02)."))
    assert [(one.arm, figure(one.value), one.at) for one in found] == [
        ("N", "12.4", "4 weeks"),
        ("P", "14.8", "4 weeks"),
        ("N", "9.1", "8 weeks"),
        ("P", "11.7", "8 weeks"),
    ]
