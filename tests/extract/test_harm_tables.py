"""Tables of harms say how many of each arm had what event, and of what grade."""

import pytest
from tests.extract.made_up_facts import harms

GRADED = "H|2*Tea (n = 40)|2*Water (n = 41)\nH|{}|{}|{}|{}\nRash|4 (10)|1 (2)|2 (5)|–"


@pytest.mark.parametrize(
    ("first", "second", "grades"),
    [
        ("Any grade", "Grade 3–4", ("any", "3-4")),
        ("All", "≥ grade 3", ("any", ">=3")),
        ("Grade I/II", "Grade III/IV", ("1-2", "3-4")),
        ("Total", "3–4", ("any", "3-4")),
    ],
)
def test_columns_say_the_grade(first: str, second: str, grades: tuple[str, str]) -> None:
    rows = GRADED.format(first, second, first, second)
    assert harms(rows, "Toxicity by grade") == [
        f"Rash {grades[0]} tea 4 (10) of 40",
        f"Rash {grades[1]} tea 1 (2) of 40",
        f"Rash {grades[0]} water 2 (5) of 41",
    ]


@pytest.mark.parametrize(
    ("rows", "title", "read"),
    [
        (
            "Rash\n Grade 3|1 (2)|0\n Any|4 (10)|2 (5)",
            None,
            [
                "Rash 3 tea 1 (2) of 40",
                "Rash 3 water 0 () of 41",
                "Rash any tea 4 (10) of 40",
                "Rash any water 2 (5) of 41",
            ],
        ),
        (
            "Rash\n ≥3|1 (2)|1 (2)",
            "Toxicity by grade, n (%)",
            ["Rash >=3 tea 1 (2) of 40", "Rash >=3 water 1 (2) of 41"],
        ),
        (
            "Rash, grade 3 or 4|1 (2)|1 (2)",
            None,
            ["Rash 3-4 tea 1 (2) of 40", "Rash 3-4 water 1 (2) of 41"],
        ),
        (
            "Grade 3\n Rash|1 (2)|1 (2)",
            None,
            ["Rash 3 tea 1 (2) of 40", "Rash 3 water 1 (2) of 41"],
        ),
        (
            "Rash|1 (2)|1 (2)",
            "Grade 3 or higher adverse events, n (%)",
            ["Rash >=3 tea 1 (2) of 40", "Rash >=3 water 1 (2) of 41"],
        ),
        (
            "Any serious adverse event|1 (2)|1 (2)",
            None,
            [
                "Any serious adverse event any tea 1 (2) of 40 serious",
                "Any serious adverse event any water 1 (2) of 41 serious",
            ],
        ),
        (
            "Rash (%)|10|5",
            "Side effects",
            ["Rash any tea  (10) of 40", "Rash any water  (5) of 41"],
        ),
    ],
)
def test_rows_and_titles_say_the_grade(rows: str, title: str | None, read: list[str]) -> None:
    assert harms(rows, title or "Adverse events, n (%)") == read


@pytest.mark.parametrize(
    "rows",
    [
        "Other|1 (2)|2 (5)",
        "Number of patients|1 (2)|2 (5)",
        "Median time to rash|1 (2)|2 (5)",
        "Dose reductions|1 (2)|2 (5)",
        "Rash|–|<1",
        "Rash|see text|none",
        "|1 (2)|2 (5)",
    ],
)
def test_rows_without_a_term_or_a_number_are_left_out(rows: str) -> None:
    assert harms(rows) == []


def test_no_patient_is_a_count_among_counts_with_shares() -> None:
    found = harms("Rash|4 (10)|2 (5)\nCough|0|1 (2)", "Toxicity")
    assert found[2:] == ["Cough any tea 0 () of 40", "Cough any water 1 (2) of 41"]
    assert harms("Rash|4|2\nCough|0|1", "Toxicity") == []


def test_a_table_of_two_grades_does_not_say_which_row_has_which() -> None:
    assert harms("Rash|1 (2)|2 (5)", "Adverse events (any grade, and grade 3), n (%)") == []
    assert harms("Rash|1 (2)|2 (5)", "Baseline characteristics and safety") == []


def test_columns_that_disagree_about_one_event_are_left_out() -> None:
    rows = "H|2*Tea (n = 40)|Water (n = 41)\nH|Certain|Likely|\nRash|1 (2)|3 (8)|2 (5)"
    assert harms(rows) == ["Rash any water 2 (5) of 41"]
    rows = "H|2*Tea (n = 40)|Water (n = 41)\nH|Any|Any|Any\nRash|1 (2)|3 (8)|2 (5)"
    assert harms(rows) == ["Rash any water 2 (5) of 41"]


def test_a_part_of_an_arm_is_named_where_it_has_its_own_size() -> None:
    rows = "H|2*Tea|Water (n = 41)\nH|Young (n = 10)|Old (n = 30)|\nRash|1 (10)|3 (10)|2 (5)"
    assert harms(rows)[:2] == [
        "Rash any tea 1 (10) of 10 subgroup: Young",
        "Rash any tea 3 (10) of 30 subgroup: Old",
    ]
