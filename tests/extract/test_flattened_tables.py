"""Tables that were flattened to lines of text are rebuilt, or told as unreadable."""

from time import monotonic

import pytest
from tests.extract.made_up_lines import grids, printed, reasons, rebuilt, rows
from tests.extract.made_up_tables import ARMS, arm

from trialgraph.extract.grids.harms import adverse_events_of

FEW_SECONDS = 10
SIZED = "Tea group (N = 40) Water group (N = 41)"
HEADS = f"Table 2. Outcomes\nOutcome {SIZED}\n"

A_ROW_IN_A_LINE = """
Table 1. Characteristics of the Drinkers.*

Characteristic

Tea group
(N = 40)

Water group
(N = 41)

Women — no. (%) 20 (50.0) 21 (51.2)

Age — yr

Median 54.5 56

Range 27–80 31–79

Cups a day — no. (%)†

0 10 (25.0) 11 (26.8)

1 20 (50.0) 20 (48.8)

≥2 10 (25.0) 10 (24.4)

Sugar not available 3 (7.5) 0

* Nothing differed between the groups.
"""

A_CELL_IN_A_LINE = """
Table 2: Adverse events
Adverse event
Tea group (n=40)
Water group (n=41)
n (%)
Any
36 (90)
30 (73)
Nausea
12 (30)
2 (5)
Leg
0
0 (0)
0 (0)
1
5 (13)
4 (10)
Loss of sleep
and of rest
9 (23)
1 (2)
Abbreviations: n, number.
"""

ALL_HEADS_IN_A_LINE = """
Table 3. Outcomes at one year
Outcome Tea group (N = 40) Water group (N = 41) P value
Sleep
Asleep by ten 20 (50) 30 (73) 0.03
Asleep by
midnight 38 (95) 40 (98)
Hours slept, mean 7.1 7.9 <0.001
"""


def test_rows_of_one_line_come_out_under_their_headings() -> None:
    assert rows(A_ROW_IN_A_LINE) == [
        "Women — no. (%) | tea 20 (50.0) | water 21 (51.2)",
        "Age — yr: Median | tea 54.5 | water 56",
        "Age — yr: Range | tea 27-80 | water 31-79",
        "Cups a day — no. (%): 0 | tea 10 (25.0) | water 11 (26.8)",
        "Cups a day — no. (%): 1 | tea 20 (50.0) | water 20 (48.8)",
        "Cups a day — no. (%): ≥2 | tea 10 (25.0) | water 10 (24.4)",
        "Sugar not available | tea 3 (7.5) | water 0",
    ]


def test_one_cell_a_line_is_put_together_again() -> None:
    assert rows(A_CELL_IN_A_LINE) == [
        "Any | tea 36 (90) | water 30 (73)",
        "Nausea | tea 12 (30) | water 2 (5)",
        "Leg: 0 | tea 0 (0) | water 0 (0)",
        "Leg: 1 | tea 5 (13) | water 4 (10)",
        "Loss of sleep and of rest | tea 9 (23) | water 1 (2)",
    ]


def test_heads_of_one_line_are_parted_and_p_values_may_be_missing() -> None:
    assert rows(ALL_HEADS_IN_A_LINE) == [
        "Sleep: Asleep by ten | tea 20 (50) | water 30 (73) | p 0.03",
        "Sleep: Asleep by midnight | tea 38 (95) | water 40 (98)",
        "Hours slept, mean | tea 7.1 | water 7.9 | p <0.001",
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "Tea group (N = 40) Water group (N = 41)\nEvent Any grade Grade ≥3 Any grade Grade ≥3",
        "Event\nTea group (N = 40)\nWater group (N = 41)\nAny grade\nGrade ≥3\nAny grade\nGrade ≥3",
        "Event Tea group Water group\n(N = 40) (N = 41)\nAny grade Grade ≥3 Any grade Grade ≥3",
        "Tea group Water group\nEvent Any grade Grade ≥3 Any grade Grade ≥3",
    ],
)
def test_grades_stand_under_each_arm(heads: str) -> None:
    (grid,) = grids(f"Table 1. Harms\n{heads}\nNausea 9 (23) 1 (3) 2 (5) 0\nGas 8 (20) 0 3 (7) 0")
    assert [(c.arm, c.words.split("group")[1].split(")")[-1].strip()) for c in grid.columns] == [
        ("tea group", "Any grade"),
        ("tea group", "Grade ≥3"),
        ("water group", "Any grade"),
        ("water group", "Grade ≥3"),
    ]
    assert [cell.text for cell in grid.rows[0].cells.values()] == ["9 (23)", "1 (3)", "2 (5)", "0"]


def test_counts_and_shares_may_stand_in_columns_of_their_own() -> None:
    table = """
Table 4. Harms
Event Tea group (N = 40) Water group (N = 41)
All ≥Grade 3 All ≥Grade 3
No. % No. % No. % No. %
Nausea 9 23 1 3 2 5 0 0
Gas 8 20 0 0 3 7 0 0
"""
    (grid,) = grids(table)
    assert [c.arm for c in grid.columns] == ["tea group"] * 4 + ["water group"] * 4
    assert grid.columns[2].words == "Tea group (N = 40) ≥Grade 3 No."


def test_new_grades_half_way_begin_a_grid_of_their_own() -> None:
    table = """
TABLE 5 Harms
Event Tea group (N = 40) Water group (N = 41) p value
Any harm 30 (75) 20 (49) 0.02
Serious harm 3 (8) 2 (5) 0.7
Special harms All grades Grade 3 All grades Grade 3
Nausea 9 (23) 1 (3) 2 (5) 0 (0)
Gas 8 (20) 0 (0) 3 (7) 0 (0)
"""
    first, second = grids(table)
    assert [c.kind for c in first.columns] == ["arm", "arm", "p"]
    assert [(c.arm, c.head[-1].text) for c in second.columns] == [
        ("tea group", "All grades"),
        ("tea group", "Grade 3"),
        ("water group", "All grades"),
        ("water group", "Grade 3"),
    ]
    assert second.corner == "Special harms"


def test_a_table_that_goes_on_keeps_its_title_and_its_heads_come_again() -> None:
    first = f"Table 1. Baseline Habits\nHabit {SIZED}\nRuns 9 8\nSings 7 6"
    rest = "Table 1. (Continued.)\nTea group (N = 40)\nWater group (N = 41)\nSwims 1 2\nBakes 3 4"
    one, other = grids(first, rest)
    assert one.title.text == other.title.text == "Table 1. Baseline Habits"
    assert [row.label.text for row in other.rows] == ["Swims", "Bakes"]


def test_heads_that_a_page_break_repeats_are_no_rows() -> None:
    table = """
Table 1. Baseline Habits
Characteristic
Tea group (N = 40)
Water group (N = 41)
Runs 9 (23) 8 (20)
Downloaded from tea.example.org on 5 May 2020
Characteristic
Tea group (N = 40)
Water group (N = 41)
Swims 1 (3) 2 (5)
"""
    assert rows(table) == ["Runs | tea 9 (23) | water 8 (20)", "Swims | tea 1 (3) | water 2 (5)"]


def test_columns_of_all_patients_and_of_ratios_are_no_arms() -> None:
    table = """
Table 2. Outcomes
Outcome Tea group (N = 40) Water group (N = 41) Total (N = 81) Hazard ratio (95% CI) P
Slept 20 (50) 30 (73) 50 (62) 0.62 (0.40–0.97) 0.03
Woke 20 (50) 11 (27) 31 (38)
Sat 20 (50) 11 (27) 31 (38)
"""
    (grid,) = grids(table)
    assert [c.kind for c in grid.columns] == ["arm", "arm", "total", "effect", "p"]
    assert set(grid.rows[1].cells) == {1, 2, 3}


def test_a_ratio_alone_in_its_row_belongs_to_all_arms() -> None:
    table = """
Table 2. Outcomes
Outcome Tea group (N = 40) Water group (N = 41)
Slept 20 (50) 30 (73)
Hazard ratio (95% CI) 0.62 (0.40–0.97)
Woke 20 (50) 11 (27)
"""
    assert rows(table)[1] == "Hazard ratio (95% CI) | all 0.62 (0.40-0.97)"


def test_arms_are_found_by_their_names_where_no_sizes_stand() -> None:
    table = "Table 2. Outcomes\nTotal Tea group Water group\nSlept 50 20 30\nWoke 31 20 11"
    assert rows(table) == [
        "Slept | total 50 | tea 20 | water 30",
        "Woke | total 31 | tea 20 | water 11",
    ]


def test_words_that_are_the_same_for_each_arm_stand_above_all() -> None:
    table = (
        "Table 2. Outcomes\nTea group (N = 40) Water group (N = 41)\n"
        "Patients seen (%) Patients seen (%)\nSlept 20 (50) 30 (73)\nWoke 20 (50) 11 (27)"
    )
    assert grids(table)[0].columns[0].words == "Tea group (N = 40) Patients seen (%)"


def test_a_title_may_run_over_lines() -> None:
    table = (
        "Table 2. Outcomes in all who drank\ntheir tea or water.\n"
        f"Outcome {SIZED}\nSlept 20 (50) 30 (73)\nWoke 20 (50) 11 (27)"
    )
    assert grids(table)[0].title.text == "Table 2. Outcomes in all who drank their tea or water."


def test_cells_between_bars_are_taken_as_they_stand() -> None:
    table = """
Table 2. Outcomes
| Outcome | Tea group (N = 40) | Water group (N = 41) |
|---|---:|---:|
| Slept | 20 (50) | 30 (73) |
Woke | | 11 (27)
Nobody was lost.
"""
    assert rows(table) == ["Slept | tea 20 (50) | water 30 (73)", "Woke | water 11 (27)"]
    assert grids(table)[0].notes == "Nobody was lost."


USUAL = "Slept 20 (50) 30 (73)\nWoke 20 (50) 11 (27)\nSat 1 (3) 2 (5)\n"
SEEN = [
    "Slept | tea 20 (50) | water 30 (73)",
    "Woke | tea 20 (50) | water 11 (27)",
    "Sat | tea 1 (3) | water 2 (5)",
]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Dreamt 12 (30)", "1 cells found under 2 columns for 'Dreamt'"),
        ("Dreamt 12 (30) 4 (10) 5 (12)", "3 cells found under 2 columns for 'Dreamt'"),
        ("Dreamt 7 12 4", "3 cells found under 2 columns for 'Dreamt'"),
        ("Snored 3 5 (12)", "'3' may belong to the label 'Snored'"),
        ("Week 3 5", "'3' may belong to the label 'Week'"),
        ("7 (18) 8 (20)", "2 cells found without a label"),
        ("Dreamt\n12 (30)\nSnored 3 (8) 4 (10)", "1 cells found under 2 columns for 'Dreamt'"),
    ],
)
def test_a_row_that_may_have_lost_cells_is_a_problem(row: str, reason: str) -> None:
    table = f"{HEADS}{USUAL}{row}\n"
    assert reasons(table) == [f"{reason}; the row was left out"]
    assert rebuilt(table).problems[0].code == "unreadable-table-row"
    assert rows(table)[:3] == SEEN


def test_a_problem_has_the_place_of_its_row() -> None:
    view = printed(f"{HEADS}{USUAL}Dreamt 12 (30)\n")
    (problem,) = rebuilt(f"{HEADS}{USUAL}Dreamt 12 (30)\n").problems
    assert problem.span
    assert view.document.text[problem.span.start : problem.span.end] == "Dreamt 12 (30)"


def test_of_many_unreadable_rows_some_are_told() -> None:
    lost = "\n".join(f"Dreamt of {word} 1 (3)" for word in "abcdefghijklmnopqrstuvwxyz")
    full = "\n".join(f"Thought of {word} 1 (3) 2 (5)" for word in "abcdefghijklmnopqrstuvwxyzxyz")
    told = reasons(f"{HEADS}{full}\n{lost}\n")
    assert len(told) == 21
    assert told[-1] == "6 more rows like the one before were left out"


@pytest.mark.parametrize(
    "table",
    [
        # columns: a head too many, all patients beside an arm, a test between arms
        f"Table 2. Outcomes\nOutcome {SIZED} Sleep\nSlept 1 2 3\nWoke 1 2 3",
        f"Table 2. Outcomes\nTotal {SIZED}\nSlept 50 20 30\nWoke 31 20 11",
        "Table 2. Outcomes\nTea group (N = 40) P Water group (N = 41)\nSlept 20 .1 30\nSat 2 .2 1",
        # names: no sizes and an arm twice, words before them, sizes without names of their own
        "Table 2. Outcomes\nTea group Tea group Water group\nSlept 50 20 30\nWoke 31 20 11",
        "Table 2. Outcomes\nBefore Tea group Water group\nSlept 50 20 30\nWoke 31 20 11",
        "Table 2. Outcomes\nSome drinkers Other drinkers\n(N = 40) (N = 41)\nSlept 20 30\nSat 2 1",
        # rows: no usual number of cells, or not that of the columns
        f"{HEADS}Slept 20 (50) 30 (73)\nWoke 1 (2) 2 (3) 3 (4)\nSat 1 (2)\nStood 4 (5)",
        f"{HEADS}Slept 20 (50) 30 (73) 4 (5)\nWoke 1 (2) 2 (3) 3 (4)",
        f"Table 2. Outcomes\n{SIZED}\nAll Grade 3 All\nGas 1 2 3\nFun 1 2 3",
    ],
)
def test_a_table_whose_columns_are_not_sure_is_a_problem(table: str) -> None:
    assert not rebuilt(table).tables
    assert reasons(table) == [
        "the columns of this table could not be told from its lines; it was left out"
    ]


@pytest.mark.parametrize(
    "table", ["Table 2. Doses\nTea group\nOne cup a day\nWater group\nTwo cups a day", " "]
)
def test_a_table_of_words_is_no_problem(table: str) -> None:
    assert rebuilt(table) == type(rebuilt(table))((), ())


def test_notes_end_a_table() -> None:
    table = (
        f"{HEADS}{USUAL}All who drank at least one cup are counted in these rows, 1 (2).\n"
        "Dreamt 1 (3) 2 (5)\n"
    )
    (grid,) = grids(table)
    assert grid.notes.startswith("All who drank")
    assert len(grid.rows) == len(SEEN)


def test_arms_may_be_bound_by_their_sizes() -> None:
    table = f"Table 2. Outcomes\nHot drinks (N = 40) Cold drinks (N = 41)\n{USUAL}"
    assert rows(table) == SEEN


def test_three_arms_have_three_columns() -> None:
    milk = arm("milk group", 39, "experimental", 4)
    table = (
        "Table 2. Outcomes\nTea group\n(n = 40)\nWater group\n(n = 41)\nMilk group\n(n = 39)\n"
        "Slept\n20\n30\n9\nWoke\n20\n11\n30"
    )
    assert rows(table, arms=(*ARMS, milk))[0] == "Slept | tea 20 | water 30 | milk 9"


def test_hostile_lines_take_time_that_grows_with_their_length_alone() -> None:
    figures = " 1 (2)" * 4_000 + " (" * 4_000 + " n = 1" * 2_000
    table = f"{HEADS}{USUAL}Dreamt{figures}\n" + "Total No. % " * 3_000
    begun = monotonic()
    rebuilt(table, *[f"Table {number}. Outcomes\n{'Grade 3 ' * 500}" for number in range(20)])
    assert monotonic() - begun < FEW_SECONDS


def test_a_test_beside_a_heading_belongs_to_the_rows_below() -> None:
    table = """
Table 1. Characteristics
Characteristic Tea group (N = 40) Water group (N = 41) P-value
Cups a day 0.117
0 13 (33) 23 (56)
1 27 (68) 18 (44)
Sex 0.9
Women 13 (33) 23 (56)
Men 26 (65) 17 (41)
Others 0 1 (2)
Sings 1 (3) 2 (5) 0.9
"""
    assert rows(table) == [
        "Cups a day | p 0.117",
        "Cups a day: 0 | tea 13 (33) | water 23 (56)",
        "Cups a day: 1 | tea 27 (68) | water 18 (44)",
        "Sex | p 0.9",
        "Sex: Women | tea 13 (33) | water 23 (56)",
        "Sex: Men | tea 26 (65) | water 17 (41)",
        "Sex: Others | tea 0 | water 1 (2)",
        "Sings | tea 1 (3) | water 2 (5) | p 0.9",
    ]


def test_a_count_under_p_is_a_problem() -> None:
    heads = "Table 2. Outcomes\nTea group (N = 40) Water group (N = 41) P\n"
    table = f"{heads}Slept 20 (50) 30 (73) 0.1\nWoke 20 (50) 11 (27) 0.2\nSat\n0\n13 (33)\n23 (56)"
    assert reasons(table) == ["'23 (56)' found under p for 'Sat'; the row was left out"]


def test_a_column_of_all_patients_may_stand_last() -> None:
    table = "Table 2. Outcomes\nTea group Water group Total\nSlept 20 30 50\nWoke 20 11 31"
    assert rows(table) == [
        "Slept | tea 20 | water 30 | total 50",
        "Woke | tea 20 | water 11 | total 31",
    ]


def test_heads_may_come_again_without_words_above_the_labels() -> None:
    table = f"{HEADS}{USUAL}Tea group (N = 40)\nWater group (N = 41)\nRan 3 (8) 4 (10)\n"
    assert rows(table) == [*SEEN, "Ran | tea 3 (8) | water 4 (10)"]


def test_heads_without_rows_below_leave_the_table_unread() -> None:
    table = f"{HEADS}{USUAL}Tea group (N = 40)\nWater group (N = 41)\nnobody\n"
    assert not rebuilt(table).tables


def test_a_label_that_speaks_of_a_grade_is_no_head() -> None:
    table = f"{HEADS}{USUAL}Harms of grade 3\nHarms, any grade grade 2 grade 3\nGas 1 (3) 2 (5)\n"
    assert rows(table)[-1] == ("Harms, any grade grade 2 grade 3: Gas | tea 1 (3) | water 2 (5)")


@pytest.mark.parametrize(
    ("label", "term", "grade"),
    [
        ("Grade ≥3 AE", "AE", ">=3"),
        ("Any AEs", "Any AEs", "any"),
        ("Delayed sleep", "Delayed sleep", "any"),
        ("Dose reduction of tea due to AEs", "Dose reduction of tea due to AEs", "any"),
        ("Dose delay related to toxicity", "Dose delay related to toxicity", "any"),
    ],
)
def test_harms_may_be_those_of_all_terms(label: str, term: str, grade: str) -> None:
    table = (
        "Table 3. Adverse events\nEvent Tea group (N = 40) Water group (N = 41)\n"
        f"Nausea 3 (8) 4 (10)\n{label} 20 (50) 30 (73)\n"
    )
    found = [(e.term, e.grade) for e in adverse_events_of(grids(table))]
    assert (term, grade) in found


def test_a_dose_that_is_reduced_without_reason_is_no_harm() -> None:
    table = (
        "Table 3. Adverse events\nEvent Tea group (N = 40) Water group (N = 41)\n"
        "Nausea 3 (8) 4 (10)\nDose reduction 20 (50) 30 (73)\n"
    )
    assert {e.term for e in adverse_events_of(grids(table))} == {"Nausea"}


def test_a_heading_may_end_in_a_number() -> None:
    table = f"{HEADS}{USUAL}Grade 3\nGas 1 (3) 2 (5)\nGrade 4–5\nGas 0 1 (2)\n"
    assert rows(table)[3:] == [
        "Grade 3: Gas | tea 1 (3) | water 2 (5)",
        "Grade 4-5: Gas | tea 0 | water 1 (2)",
    ]


def test_a_table_needs_no_number() -> None:
    assert rows(f"Table of outcomes\n{SIZED}\n{USUAL}\u200b\n") == SEEN


def test_a_label_may_end_below_its_own_figures() -> None:
    table = f"{HEADS}Asleep by ten or 20 (50) 30 (73)\nby eleven\nAwake 2 (5) 3 (7)"
    assert rows(table) == [
        "Asleep by ten or by eleven | tea 20 (50) | water 30 (73)",
        "Awake | tea 2 (5) | water 3 (7)",
    ]
