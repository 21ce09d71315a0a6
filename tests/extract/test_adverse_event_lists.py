"""Adverse events that share a count, a verb or an arm, and arms named by their role."""

import pytest
from tests.extract.made_up_harms import THREE, TWO, Row, arm, events, rows

from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Rash and itching (12% each) were adverse events in the novumab group.",
            [("Rash", "any", "novumab", None, "12"), ("itching", "any", "novumab", None, "12")],
        ),
        (
            "Serious adverse events with novumab were grade 3 nausea, cough, and rash (1% each).",
            [
                ("nausea", "3", "novumab", None, "1"),
                ("cough", "3", "novumab", None, "1"),
                ("rash", "3", "novumab", None, "1"),
            ],
        ),
        (
            "In the placebo group side-effects included fatigue, rash, and cough (n = 2 each).",
            [
                ("fatigue", "any", "placebo", "2", None),
                ("rash", "any", "placebo", "2", None),
                ("cough", "any", "placebo", "2", None),
            ],
        ),
        (
            (
                "Serious adverse events were seen in 9 patients (6%) in the novumab group and"
                " included grade 3 nausea and rash (2% each), and grade 4 anaemia and fever"
                " (1% each)."
            ),
            [
                ("Serious adverse events", "any", "novumab", "9", "6"),
                ("nausea", "3", "novumab", None, "2"),
                ("rash", "3", "novumab", None, "2"),
                ("anaemia", "4", "novumab", None, "1"),
                ("fever", "4", "novumab", None, "1"),
            ],
        ),
    ],
)
def test_a_count_for_each_is_given_to_each_name_before_it(
    terms: TermIndex, sentence: str, expected: list[Row]
) -> None:
    assert rows(events(terms, sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Adverse events with novumab were nausea and vomiting, rash, and fever (4% each).",
        "Adverse events with novumab were pain in the leg, and the other arm (4% each).",
        "Adverse events with novumab were blue feet, odd dreams, and rash (4% each).",
        "Nausea was seen in 12% with novumab and rash in 4 patients each.",
        "Adverse events with novumab were nausea (4% each).",
    ],
)
def test_a_count_for_each_of_what_is_not_sure_is_left_out(terms: TermIndex, sentence: str) -> None:
    assert [row for row in rows(events(terms, sentence)) if row[4] == "4" or row[3] == "4"] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "In the placebo group, 2 patients (1%) had serious adverse events (grade 4 sepsis"
                " [1%] and pneumonitis [1%])."
            ),
            [
                ("serious adverse events", "any", "placebo", "2", "1"),
                ("sepsis", "4", "placebo", None, "1"),
                ("pneumonitis", "4", "placebo", None, "1"),
            ],
        ),
        (
            (
                "Nausea and rash were rare in the novumab group (two patients [2%] and one patient"
                " [1%], respectively; all grade 1/2)."
            ),
            [("Nausea", "1-2", "novumab", "2", "2"), ("rash", "1-2", "novumab", "1", "1")],
        ),
        (
            (
                "The commonest grade 3 events were neutropenia (29%, novumab; 28%, placebo) and"
                " anaemia (9% v 10%)."
            ),
            [
                ("neutropenia", "3", "novumab", None, "29"),
                ("neutropenia", "3", "placebo", None, "28"),
                ("anaemia", "3", "novumab", None, "9"),
                ("anaemia", "3", "placebo", None, "10"),
            ],
        ),
        (
            (
                "Grade 3 nausea was reported in 9% versus 5% of patients and rash in 7% versus 8%"
                " (novumab versus placebo)."
            ),
            [
                ("nausea", "3", "novumab", None, "9"),
                ("nausea", "3", "placebo", None, "5"),
                ("rash", "3", "novumab", None, "7"),
                ("rash", "3", "placebo", None, "8"),
            ],
        ),
        (
            "Side-effects were reported by 32% of patients (novumab, 40%; placebo, 24%).",
            [
                ("Side-effects", "any", "novumab", None, "40"),
                ("Side-effects", "any", "placebo", None, "24"),
            ],
        ),
        (
            (
                "Nausea was seen in 12% with novumab and 8% with placebo, and grade 3 rash in"
                " 9% v 4%."
            ),
            [
                ("Nausea", "any", "novumab", None, "12"),
                ("Nausea", "any", "placebo", None, "8"),
                ("rash", "3", "novumab", None, "9"),
                ("rash", "3", "placebo", None, "4"),
            ],
        ),
        (
            "Grade 3 rash was seen in 3% in both groups.",
            [("rash", "3", "novumab", None, "3"), ("rash", "3", "placebo", None, "3")],
        ),
        (
            "Nausea was more frequent in the intervention group (9% v 5%).",
            [("Nausea", "any", "novumab", None, "9"), ("Nausea", "any", "placebo", None, "5")],
        ),
        (
            "Fatigue was less common in the control arm (5% v 9%).",
            [("Fatigue", "any", "placebo", None, "5"), ("Fatigue", "any", "novumab", None, "9")],
        ),
        (
            "Rash occurred in 4 in the low-risk novumab group.",
            [("Rash", "any", "novumab", "4", None)],
        ),
    ],
)
def test_lists_keep_their_grade_and_their_arm(
    terms: TermIndex, sentence: str, expected: list[Row]
) -> None:
    assert rows(events(terms, sentence)) == expected


def test_a_share_of_both_groups_of_three_is_left_open(terms: TermIndex) -> None:
    assert events(terms, "Grade 3 rash was seen in 3% in both groups.", arms=THREE) == ()
    found = events(terms, "Grade 3 rash was seen in 3% in each group.", arms=THREE)
    assert [one.arm for one in found] == [one.label for one in THREE]


def test_four_counts_of_which_none_is_of_all_stay_without_arms(terms: TermIndex) -> None:
    assert events(terms, "Nausea was seen in 9% (4%; 3%; 2%).") == ()


@pytest.mark.parametrize("word", ["neoadjuvant", "preoperative"])
def test_before_the_operation_has_two_words(terms: TermIndex, word: str) -> None:
    arms = (
        arm("preoperative novumab then surgery", "experimental", 0),
        arm("surgery alone", "control", 1),
    )
    found = events(
        terms, f"Complications were more frequent in the {word} arm (27% v 16%).", arms=arms
    )
    assert [one.arm for one in found] == [one.label for one in arms]


def test_a_role_names_no_arm_where_roles_are_not_known(terms: TermIndex) -> None:
    arms = (arm("A", "unclear", 0), arm("B", "unclear", 1))
    assert events(terms, "Nausea was seen in 9% in the control arm.", arms=arms) == ()
    assert TWO[0].role == "experimental"
