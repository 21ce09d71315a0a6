"""Less usual wordings of harm: what a count goes on with, and what it does not say."""

import pytest
from tests.extract.made_up_harms import THREE, Row, events, rows

from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "In the novumab and placebo groups, placebo as a pill, nausea was seen in 12% and 8%.",
            [("nausea", "any", "novumab", None, "12"), ("nausea", "any", "placebo", None, "8")],
        ),
        (
            "Death befell 2% on novumab, 3% on placebo. Nausea: 12% and 8% in the respective arms.",
            [("Nausea", "any", "novumab", None, "12"), ("Nausea", "any", "placebo", None, "8")],
        ),
        (
            "Grade 3 and 4 nausea occurred in 12% with novumab and in 8% with placebo.",
            [("nausea", "3-4", "novumab", None, "12"), ("nausea", "3-4", "placebo", None, "8")],
        ),
        (
            "Rash was seen in 3 patients (<1%) in the novumab group.",
            [("Rash", "any", "novumab", "3", None)],
        ),
        (
            "Nausea occurred in 40% with novumab, with 9 patients kept in hospital.",
            [("Nausea", "any", "novumab", None, "40")],
        ),
        (
            "Nausea occurred in 40 patients with novumab, and 3 patients had scans.",
            [("Nausea", "any", "novumab", "40", None)],
        ),
        (
            "In the novumab group 5 patients moved abroad and 3 patients had severe rash.",
            [("severe rash", "any", "novumab", "3", None)],
        ),
        (
            "With novumab the adverse events were nausea (12%) and ORR (40%).",
            [("nausea", "any", "novumab", None, "12")],
        ),
        (
            "Odd new long dull deep mild late nausea occurred in 12% with novumab.",
            [("new long dull deep mild late nausea", "any", "novumab", None, "12")],
        ),
    ],
)
def test_a_count_is_of_what_the_words_around_it_name(
    terms: TermIndex, sentence: str, expected: list[Row]
) -> None:
    assert rows(events(terms, sentence)) == expected


def test_more_in_one_arm_of_three_does_not_say_whose_the_other_count_is(terms: TermIndex) -> None:
    assert events(terms, "Nausea was more common with A alone (12% v 8%).", arms=THREE) == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Infection (early v late, 12% v 7%) was an adverse event.", []),
        ("Infection [low versus high: 12% v 7%] was an adverse event.", []),
        ("Adverse events were infection (men v women, 12% v 7%) and rash (4% v 3%).", []),
        (
            "Infection (novumab v placebo, 12% v 7%) was an adverse event.",
            [
                ("Infection", "any", "novumab", None, "12"),
                ("Infection", "any", "placebo", None, "7"),
            ],
        ),
    ],
)
def test_two_numbers_of_groups_that_are_no_arms_are_left_out(
    terms: TermIndex, sentence: str, expected: list[Row]
) -> None:
    assert rows(events(terms, sentence)) == expected


@pytest.mark.parametrize(
    ("words", "population"),
    [
        ("Of the patients from the novumab group", "safety"),
        ("Among women with novumab", "safety"),
        ("Among women with gout in the novumab group", "subgroup: women with gout"),
    ],
)
def test_the_patients_of_an_arm_are_no_subgroup(
    terms: TermIndex, words: str, population: str
) -> None:
    (found,) = events(terms, f"{words}, nausea occurred in 12%.")
    assert found.arm == "novumab group"
    assert found.population.startswith(population)
