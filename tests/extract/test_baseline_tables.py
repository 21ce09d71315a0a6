"""Tables of patients say what the arms had at the start."""

import pytest
from tests.extract.made_up_facts import HEAD, baseline
from tests.extract.made_up_tables import grids

from trialgraph.extract.contract_results import baseline_record
from trialgraph.extract.grids.baseline import baseline_of


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("Sex\n Men|10 (25)|9 (22)", "Sex/Men tea count n10 %25 N40"),
        ("Smokers, n (%)|10 (25.0)|9 (22.0)", "Smokers tea count n10 %25.0 N40"),
        ("Smokers|10 (25%)|9 (22%)", "Smokers tea count n10 %25 N40"),
        ("Smokers|25%|22%", "Smokers tea count %25 N40"),
        ("Smokers, %|25|22", "Smokers tea count %25 N40"),
        ("Smokers, No. (%)|10 (30)|9 (22)", "Smokers tea count n10 %30"),
        ("Smokers, n (%)|0|1 (<1)", "Smokers tea count n0 N40"),
        ("Mood\n Good|10|9", "Mood/Good tea count n10 N40"),
        (
            "Age, median (range), years|51 (30–70)|52 (31–71)",
            "Age tea median N40 v51 min30 max70 years",
        ),
        ("Median age (IQR), years|51 (45–60)|52 (44–61)", "Age tea median N40 v51 q145 q360 years"),
        ("Age, years\n Median|51|52", "Age tea median N40 v51 years"),
        ("Age, years\n Range|30–70|31–71", "Age tea range N40 min30 max70 years"),
        ("Age, years\n IQR|45–60|44–61", "Age tea range N40 q145 q360 years"),
        ("Age, mean (SD)|51.2 (9.1)|52.0 (9)", "Age tea mean N40 v51.2 sd9.1"),
        ("Age, mean ± SE|51.2 ± 1.1|52.0 ± 1", "Age tea mean N40 v51.2"),
        ("Age (years)|51.2 ± 9.1|52.0 ± 9", "Age tea mean N40 v51.2 sd9.1 years"),
        ("Iron, median (g/L)|5.1 (2–9)|5 (2–8)", "Iron tea median N40 v5.1 g/L"),
    ],
)
def test_baseline_rows_are_read(row: str, read: str) -> None:
    found = baseline(row)
    assert found[0] == read
    assert len(found) == 2


@pytest.mark.parametrize(
    "row",
    [
        "Iron|5|6",
        "Iron|5.1 (9.9)|6 (1)",
        "N|40|41",
        "Missing|1 (2)|2 (5)",
        "Iron|high|low",
        "Age, years\n Old|30|31",
        "Range, cups|5|6",
        "Mood\n Good|99|98",
        "Median cups|NR|NR",
        "Age, range|51|52",
    ],
)
def test_numbers_that_nothing_explains_are_left_out(row: str) -> None:
    assert baseline(f"Sex, n (%)\n Men|10 (25)|9 (22)\n{row}")[2:] == []


def test_means_of_the_notes_do_not_turn_counts_into_means() -> None:
    found = baseline("Iron|5.1 (2.0)|6.0 (2.1)\nMen|10 (25)|9 (22)", notes="Values are mean (SD).")
    assert found[0] == "Men tea count n10 %25 N40"
    found = baseline("Iron|5.1 (2.0)|6.0 (2.1)", "Baseline characteristics, mean (SD)")
    assert found[0] == "Iron tea mean N40 v5.1 sd2.0"
    found = baseline("Men|10 (25)|9 (22)", "Baseline characteristics, mean (SD)")
    assert found[0] == "Men tea count n10 %25 N40"


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("Iron|5|6", "Baseline characteristics, mean (SD)"),
        ("Smokers, n (%)|10.5 (25)|9.5 (22)", "Baseline"),
        ("Smokers|50 (25)|60 (22)", "Baseline"),
        ("Smokers|25% (10)|22% (9)", "Baseline"),
        ("Iron|5 (2–9)|6 (2–8)", "Baseline"),
        ("Iron|high|6.1", "Baseline"),
        ("Smokers, n (%)|25 (110)|22 (190)", "Baseline"),
    ],
)
def test_impossible_counts_are_left_out(row: str, title: str) -> None:
    assert baseline(row, title) == []


def test_counts_and_shares_may_stand_in_two_columns() -> None:
    rows = "HItem|2*Tea|2*Water\nH|No.|%|No.|%\nSex\n Men|10|25|9|22\nAge, mean|51||52|"
    assert baseline(rows) == [
        "Sex/Men tea count n10 %25",
        "Sex/Men water count n9 %22",
        "Age tea mean v51",
        "Age water mean v52",
    ]


def test_all_patients_are_no_arm_but_kept() -> None:
    rows = "H|Tea (n = 40)|Water (n = 41)|Total (n = 81)|P\nMen|10 (25)|9 (22)|19 (23)|0.7"
    assert baseline(rows)[2] == "Men all count n19 %23 N81"


def test_the_notes_may_say_that_all_are_counts() -> None:
    found = baseline("Men|10 (30)|9 (22)", notes="Data are n (%) unless stated otherwise.")
    assert found[0] == "Men tea count n10 %30"


@pytest.mark.parametrize(
    "title",
    [
        "Baseline characteristics as predictors of sleep",
        "Toxicity by patient characteristics",
        "Sleep after six weeks",
        "Multivariate analysis of baseline factors",
    ],
)
def test_other_tables_hold_no_baseline(title: str) -> None:
    assert baseline("Men|10 (25)|9 (22)", title) == []


def test_a_flat_group_ends_when_all_are_counted_whatever_stands_between() -> None:
    found = baseline("Cups, n (%)||\nOne|10 (25)|–\nTwo|30 (75)|41 (100)\nOld|1 (2)|2 (5)")
    assert found[-1] == "Old water count n2 %5 N41"


def test_two_columns_of_one_arm_leave_open_which_is_baseline() -> None:
    rows = (
        "H|2*Tea (n = 40)|2*Water (n = 41)\nH|First|Second|First|Second\n"
        "Men|10 (25)|9 (22)|8 (20)|7 (17)"
    )
    assert baseline(rows) == []


def test_a_cell_of_a_baseline_table_is_printed_with_its_figures() -> None:
    (one, _) = baseline_of(grids("Baseline", f"{HEAD}\nAge, mean (SD)|51.2 (9.1)|52 (9)"))
    record = baseline_record(one)
    assert isinstance(record, dict)
    assert {key: record[key] for key in ("value", "sd", "N")} == {"value": 51.2, "sd": 9.1, "N": 40}
