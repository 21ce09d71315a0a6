"""Harm in a trial of one arm, and deaths that treatment caused."""

import pytest
from tests.extract.made_up_harms import Row, arm, events, rows

from trialgraph.terms.index import TermIndex

ONE = (arm("novumab", "experimental", 0, "novumab"),)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Skin fissures were the most common grade 3 adverse event (9% of patients).",
            [("Skin fissures", "3", "novumab", None, "9")],
        ),
        (
            "Sore eyes were the most common adverse event, in 9% of patients.",
            [("Sore eyes", "any", "novumab", None, "9")],
        ),
        (
            "Toxic effects were mild, but grade 3 sore eyes were seen in 4 (3%) of 116 patients.",
            [("sore eyes", "3", "novumab", "4", "3")],
        ),
        (
            "Adverse events occurred in 97% of patients - grade 1 or 2 in 52% and grade 3 in 45%.",
            [
                ("Adverse events", "any", "novumab", None, "97"),
                ("Adverse events", "1-2", "novumab", None, "52"),
                ("Adverse events", "3", "novumab", None, "45"),
            ],
        ),
        (
            "Adverse events of grade 3, which were mostly brief, were reported in 46% of patients.",
            [("Adverse events", "3", "novumab", None, "46")],
        ),
        (
            "There were no treatment-related deaths.",
            [("treatment-related deaths", "5", "novumab", "0", None)],
        ),
    ],
)
def test_patients_of_a_trial_of_one_arm_are_of_that_arm(
    sentence: str, expected: list[Row], terms: TermIndex
) -> None:
    assert rows(events(terms, sentence, arms=ONE)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Grade 3 fatigue was seen in 9% of the patients of the surgery group.",
        "Grade 3 fatigue was more frequent in the historical group (9%).",
    ],
)
def test_patients_of_a_group_that_is_not_the_only_arm_are_left_out(
    sentence: str, terms: TermIndex
) -> None:
    assert rows(events(terms, sentence, arms=ONE)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No treatment-related deaths were seen in either group.", ["0", "0"]),
        ("There were no drug-related deaths in any of the study arms.", ["0", "0"]),
        ("There were no toxic deaths in both groups.", ["0", "0"]),
        ("There were no other treatment-related deaths in either group.", []),
        ("There were no treatment-related deaths.", []),
    ],
)
def test_nobody_died_in_the_groups_that_are_named(
    sentence: str, expected: list[str], terms: TermIndex
) -> None:
    assert [one[3] for one in rows(events(terms, sentence))] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "One toxic death from a liver abscess occurred in the novumab group.",
            [("toxic death (liver abscess)", "5", "novumab", "1", None)],
        ),
        (
            "One death in the placebo group, due to heart failure, was considered drug-related.",
            [("treatment-related death (heart failure)", "5", "placebo", "1", None)],
        ),
        (
            (
                "Two deaths in the novumab group and one in the placebo group were judged to be"
                " related to treatment."
            ),
            [
                ("treatment-related deaths", "5", "novumab", "2", None),
                ("treatment-related deaths", "5", "placebo", "1", None),
            ],
        ),
        (
            "Two patients in the novumab group and none in the placebo group died from toxicity.",
            [
                ("deaths from toxicity", "5", "novumab", "2", None),
                ("deaths from toxicity", "5", "placebo", "0", None),
            ],
        ),
        (
            (
                "Seven patients died because of toxicity: five in the novumab group (one of sepsis)"
                " and two in the placebo group."
            ),
            [
                ("deaths because of toxicity", "5", "novumab", "5", None),
                ("deaths because of toxicity", "5", "placebo", "2", None),
            ],
        ),
    ],
)
def test_deaths_of_treatment_are_read(sentence: str, expected: list[Row], terms: TermIndex) -> None:
    assert rows(events(terms, sentence)) == expected
