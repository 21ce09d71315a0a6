"""A table's columns belong to arms, and its rows stand under their headings."""

import pytest
from tests.extract.made_up_tables import ARMS, TEA, WATER, arm, figure, grids, made, tabbed

from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.made import grids_in
from trialgraph.extract.grids.raw import cleaned, raw_tables
from trialgraph.extract.grids.values import is_value, value_in
from trialgraph.extract.grids.wording import bare_grade, grade_in, plain, statistic_in, unit_in
from trialgraph.extract.traced import Traced
from trialgraph.model.text import Span


def columns(grid: Grid) -> list[str]:
    return [
        " ".join(filter(None, (one.kind, one.arm, figure(one.n), one.group)))
        for one in grid.columns
    ]


def paths(grid: Grid) -> list[str]:
    return [row.words for row in grid.rows]


@pytest.mark.parametrize(
    ("head", "bound"),
    [
        ("HSign|Tea (n = 40)|Water (N=41)|P", ["arm tea group 40", "arm water group 41", "p"]),
        ("H|Tea group|Water group|P value", ["arm tea group", "arm water group", "p"]),
        ("H|Water n = 41|Tea n = 40|All patients n = 81", None),
        ("H|Arm 1 (n=40)|Water|Overall", ["arm tea group 40", "arm water group", "total"]),
        ("H|Sage|Water|HR (95% CI)", ["other", "arm water group", "effect"]),
        ("H|Tea|Hazard ratio|95% CI", ["arm tea group", "effect", "interval"]),
        ("H|Brew (n = 39)|Water (n = 41)|Total (n = 80)", None),
    ],
)
def test_columns_belong_to_arms_by_name_size_or_what_is_left(
    head: str, bound: list[str] | None
) -> None:
    (grid,) = grids("Table 1. Sleep", f"{head}\nGood|1 (2)|3 (4)|0.5")
    wanted = {
        "H|Water n = 41|Tea n = 40|All patients n = 81": [
            "arm water group 41",
            "arm tea group 40",
            "total 81",
        ],
        "H|Brew (n = 39)|Water (n = 41)|Total (n = 80)": [
            "arm tea group 39",
            "arm water group 41",
            "total 80",
        ],
    }
    assert columns(grid) == (bound or wanted[head])


@pytest.mark.parametrize(
    "notes", ["TG, tea group; WG, water group.", "WG: water alone. TG: tea", "TG = tea; WG = water"]
)
def test_the_notes_say_what_a_short_head_stands_for(notes: str) -> None:
    (grid,) = grids("Table 1. Sleep", "H|TG|WG\nGood|1 (2)|3 (4)", notes)
    assert columns(grid) == ["arm tea group", "arm water group"]


def test_columns_under_one_arm_are_told_apart_by_their_own_words() -> None:
    rows = """
HSign|2*Tea (n = 40)|2*Water (n = 41)
H|Any grade|Grade 3|Any grade|Grade 3
Rash|4 (10)|1 (3)|2 (5)|0
"""
    (grid,) = grids("Table 2. Adverse events", rows)
    assert columns(grid) == [
        "arm tea group 40",
        "arm tea group 40",
        "arm water group 41",
        "arm water group 41",
    ]
    assert grid.corner == "Sign"


def test_parts_of_an_arm_with_their_own_size_are_a_group() -> None:
    rows = """
H|2*Tea|2*Water
H|Young (n = 10)|Old (n = 30)|Young (n = 11)|Old (n = 30)
Awake|1 (10)|3 (10)|2 (18)|3 (10)
"""
    (grid,) = grids("Table 2. Response", rows)
    assert columns(grid) == [
        "arm tea group 10 Young",
        "arm tea group 30 Old",
        "arm water group 11 Young",
        "arm water group 30 Old",
    ]


def test_a_row_of_sizes_is_read_as_such() -> None:
    (grid,) = grids("Table 1. Tea", "H|Tea|Water\nNo. of patients|39|38\nMen|9 (23)|8 (21)")
    assert columns(grid) == ["arm tea group 39", "arm water group 38"]
    assert paths(grid) == ["Men"]
    (other,) = grids("Table 1. Tea", "H|2*Tea|2*Water\nN|39||38|\nMen|9|23|8|21")
    assert columns(other)[1] == "arm tea group 39"
    (words,) = grids("Table 1. Tea", "H|Tea|Water\nPatients|39 men|38\nMen|9 (23)|8 (21)")
    assert columns(words) == ["arm tea group", "arm water group"]


@pytest.mark.parametrize(
    ("heads", "bound"),
    [
        ("H|Tea (n = 40)|Tea (n = 41)", ["arm tea group 40", "arm water group 41"]),
        ("H|Tea (n = 5)|Tea (n = 6)", ["other 5", "other 6"]),
        ("H|Tea (n = 40)|Tea (n = 6)", ["other 40", "other 6"]),
    ],
)
def test_two_heads_of_one_arm_are_told_apart_by_size_or_left(heads: str, bound: list[str]) -> None:
    (grid,) = grids("Table 1. Tea", f"{heads}\nMen|9 (23)|8 (20)")
    assert columns(grid) == bound


def test_two_arms_in_one_head_bind_nothing() -> None:
    (grid,) = grids("Table 1. Tea", "H|Tea v water|Difference tea v water\nMen|9|8")
    assert columns(grid) == ["other", "effect"]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (
            "Sex\n  Men|9 (23)|8 (20)\n  Women|31 (77)|33 (80)\nSmokers|1 (2)|2 (5)",
            ["Sex: Men", "Sex: Women", "Smokers"],
        ),
        (
            "Sex, n (%)||\nMen|9 (23)|8 (20)\nWomen|31 (77)|33 (80)\nSmokers|1 (2)|2 (5)",
            ["Sex, n (%): Men", "Sex, n (%): Women", "Smokers"],
        ),
        (
            "Cups||\n1|9 (23)|8 (20)\nSmokers, n (%)|1 (2)|2 (5)",
            ["Cups: 1", "Smokers, n (%)"],
        ),
        (
            "Body\n Sex\n  Men|9 (23)|8 (20)\n Size\n  Tall|3 (8)|2 (5)",
            ["Body: Sex: Men", "Body: Size: Tall"],
        ),
        ("Any|9 (23)|8 (20)\n Green|3 (8)|2 (5)", ["Any", "Any: Green"]),
        (
            "Time from pot to|9 (2)|8 (2)\ncup, mean (SD)||\nMen|1 (2)|2 (5)",
            ["Time from pot to cup, mean (SD)", "Men"],
        ),
        ("Mood|9 (2)|8 (2)\nHad|| \nMen|1 (2)|2 (5)", ["Mood", "Had: Men"]),
        ("Cups|1 (2)|2 (5)\n|3 (8)|4 (9)", ["Cups", "Cups"]),
    ],
)
def test_rows_stand_under_their_headings(rows: str, read: list[str]) -> None:
    (grid,) = grids("Table 1. Tea", f"H|Tea (n = 40)|Water (n = 41)\n{rows}")
    assert paths(grid)[: len(read) - 1] == read[:-1]
    assert [row.label.text for row in grid.rows][-1] in {read[-1].rsplit(": ", 1)[-1], ""}


def test_labels_may_stand_in_two_columns() -> None:
    (grid,) = grids("Table 1. Tea", "H||Tea|Water\nSex|||\n|Men|9 (23)|8 (20)\nAge|Old|1 (2)|2 (5)")
    assert paths(grid) == ["Sex: Men", "Age: Old"]
    assert columns(grid) == ["arm tea group", "arm water group"]


def test_a_heading_may_hold_the_p_value_of_its_rows() -> None:
    (grid,) = grids("Table 1", "H|Tea|Water|P value\nSex|||0.4\n Men|9 (23)|8 (20)|")
    assert [(row.words, sorted(row.cells)) for row in grid.rows] == [
        ("Sex", [3]),
        ("Sex: Men", [1, 2]),
    ]


def test_a_cell_under_both_arms_belongs_to_none() -> None:
    (grid,) = grids("Table 1", "H|Tea|Water\nHazard ratio (95% CI)|2*0.70 (0.50-0.90)")
    (row,) = grid.rows
    assert row.cells == {}
    assert row.shared is not None
    assert row.shared.text == "0.70 (0.50-0.90)"


def test_a_new_head_half_way_begins_a_new_grid() -> None:
    rows = """
H|2*Tea (n = 40)|2*Water (n = 41)
CR|2*4 (10)|2*2 (5)
By age|Young (n = 10)|Old (n = 30)|Young (n = 11)|Old (n = 30)
CR|1 (10)|3 (10)|2 (18)|0
"""
    first, second = grids("Table 2. Response", rows)
    assert [sorted(row.cells) for row in first.rows] == [[1, 3]]
    assert columns(second)[0] == "arm tea group 10 Young"
    assert second.corner == "By age"


def test_a_table_that_goes_on_repeats_its_head() -> None:
    rows = "H|Tea|Water\nMen|9 (23)|8 (20)\nH|Water|Tea\nWomen|1 (2)|2 (5)"
    first, second = grids("Table 1", rows)
    assert columns(first) == ["arm tea group", "arm water group"]
    assert columns(second) == ["arm water group", "arm tea group"]


def test_a_title_over_all_columns_is_no_value() -> None:
    (grid,) = grids("Table 1", "HSleep of all\nH|Tea|Water\nMen|9 (23)|8 (20)\n||\n")
    assert columns(grid) == ["arm tea group", "arm water group"]
    assert grids("Table 1", "H|Tea|Water") == ()


TABBED = (
    "Table 4. Patients\nItem\tTea (n = 40)\tWater (n = 41)\nSex\n  Men\t9 (23)\t8 (20)\nNote.\n"
)


def test_tabs_make_a_table_too() -> None:
    view = tabbed(TABBED)
    (grid,) = grids_in(view, ARMS)
    assert grid.title.text == "Table 4. Patients"
    assert columns(grid) == ["arm tea group 40", "arm water group 41"]
    assert paths(grid) == ["Sex: Men"]
    assert grid.notes == "Note."
    assert grid.columns[0].n is not None
    place = grid.columns[0].n.span
    assert TABBED[place.start : place.end] == "40"


def test_tabs_leave_open_how_wide_a_head_is_but_its_parts_repeat() -> None:
    text = (
        "Table 5. Harms\nSign\tTea (n = 40)\tWater (n = 41)\tP\nAny\t9 (23)\t8 (20)\t0.6\n\n"
        "By sign\tAll grades\tGrade 3\tAll grades\tGrade 3\nRash\t4 (10)\t1 (3)\t2 (5)\t0\n"
    )
    first, second = grids_in(tabbed(text), ARMS)
    assert columns(first) == ["arm tea group 40", "arm water group 41", "p"]
    assert columns(second) == [
        "arm tea group 40",
        "arm tea group 40",
        "arm water group 41",
        "arm water group 41",
    ]


def test_heads_one_column_too_far_are_moved_back() -> None:
    (grid,) = grids("Table 1", "H||Tea|Water|P\nMen|9 (23)|8 (20)|0.6")
    assert columns(grid) == ["arm tea group", "arm water group", "p"]
    (right,) = grids("Table 1", "H|Tea|Water|P\nMen|9 (23)|8 (20)|")
    assert columns(right) == ["arm tea group", "arm water group", "p"]
    (wide,) = grids("Table 1", "H|Tea|Water|P\nMen|9 (23)|8 (20)")
    assert columns(wide) == ["arm tea group", "arm water group", "p"]


def test_very_large_tables_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trialgraph.extract.grids.raw.MOST_CELLS", 3)
    assert list(raw_tables(made("Table 1", "H|Tea|Water\nMen|9|8"))) == []
    assert list(raw_tables(tabbed(TABBED))) == []


def test_a_table_without_heads_or_values_binds_nothing() -> None:
    (grid,) = grids("Table 1", "Men|9 (23)|8 (20)\nWomen|1 (2)|2 (5)")
    assert {column.kind for column in grid.columns} == {"other"}
    assert grids("Table 1", "H|Sage|Mint\nTaste|good|bad") == ()
    (words,) = grids("Table 1", "H|Sage|Mint\nTaste|1|2\nSmell|good|bad\nLook|good|bad")
    assert columns(words) == ["other", "other"]
    assert grids("Table 1", "H|Tea|Water\nn|40|41") == ()


def test_a_lower_case_heading_after_a_row_without_a_label_stands_alone() -> None:
    (grid,) = grids("Table 1", "H|Tea|Water\n|9 (23)|8 (20)\nmood||\n good|1 (2)|2 (5)")
    assert paths(grid)[-1] == "mood: good"


def test_a_row_that_only_has_a_p_value_and_no_label_is_left() -> None:
    (grid,) = grids("Table 1", "H|Tea|Water|P\nMen|9 (23)|8 (20)|\n|||0.4")
    assert paths(grid) == ["Men"]


def test_lines_with_hardly_a_tab_and_tables_without_cells_are_left() -> None:
    assert list(raw_tables(tabbed("Table 1. Tea\nA line\twith a tab\nno more\n"))) == []


def test_places_hold_through_marks_of_footnotes() -> None:
    view = made("Table 1. Tea", "H|Tea (n = 40)ᵃ|Water\u2009(n = 41)*\nRash†|9 (23)ᵇ|8 (20)")
    (grid,) = grids_in(view, ARMS)
    (row,) = grid.rows
    assert (row.label.text, row.cells[1].text) == ("Rash", "9 (23)")
    assert columns(grid) == ["arm tea group 40", "arm water group 41"]
    value = value_in(row.cells[1])
    assert value is not None
    assert value.first is not None
    assert view.document.words(value.first.span) == "9"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("12 (30)", "12 (30)"),
        ("12 (30%)", "12 (30%)"),
        ("30% (12/40)", "12/40 (30%)"),
        ("12/40 (30.0)", "12/40 (30.0)"),
        ("13 (27.7) [15.6–42.6]", "13 (27.7) (15.6 42.6)"),
        ("46% (29.5–57.7%)", "46% (29.5 57.7%)"),
        ("5.2 ± 1.3", "5.2 ±1.3"),
        ("14.7 [3.3–NE]", "14.7 (3.3 open)"),
        ("27.0 (14, 77)", "27.0 (14 77)"),
        ("3 (<1)", "3 (<1)"),
        ("34–77", "(34 77)"),
        ("NR (12.1 to NE)", "not-reached (12.1 open)"),
        ("Not estimable", "not-estimable"),
        ("1,204", "1,204"),
    ],
)
def test_cells_are_read(printed: str, read: str) -> None:
    value = value_in(cleaned(Traced.of(printed, Span(0, len(printed)))))
    assert value is not None
    words = value.absence or figure(value.first) + "%" * value.is_percent
    words += f"/{figure(value.over)}" if value.over else ""
    words += f" ±{figure(value.spread)}" if value.spread else ""
    for one in value.brackets:
        high = f" {figure(one.high) or 'open'}" if one.is_pair else ""
        words += f" ({'<' * one.is_bound}{figure(one.low)}{high}{'%' * one.is_percent})"
    assert words.strip() == read
    assert is_value(cleaned(Traced.of(printed, Span(0, len(printed)))).text)


@pytest.mark.parametrize("printed", ["<1", "–", "Tea", "see text", "9 (23) 8 (20)", "-", ".."])
def test_words_dashes_and_bounds_are_no_numbers(printed: str) -> None:
    assert value_in(cleaned(Traced.of(printed, Span(0, len(printed))))) is None


@pytest.mark.parametrize(
    ("label", "words", "statistic", "unit"),
    [
        ("Median weight (range), kg", "Weight", "median", "kg"),
        ("Weight [median (range); kg]", "Weight", "median", "kg"),
        ("Weight (kg), mean ± SD", "Weight", "mean", "kg"),
        ("Weight (mean and range)", "Weight", "mean", ""),
        ("Iron, mean (SD, g/dL)", "Iron", "mean", "g/dL"),
        ("Smokers, No. (%)", "Smokers", "count", ""),
        ("Iron (mg/dL, fasting)", "Iron (fasting)", "", "mg/dL"),
        ("Median (IQR)", "", "median", ""),
        ("Range", "", "range", ""),
        ("Number of cups", "Number of cups", "", ""),
    ],
)
def test_labels_say_what_and_how(label: str, words: str, statistic: str, unit: str) -> None:
    assert (plain(label), statistic_in(label)) == (words, statistic)
    assert unit_in(label) == unit or label.startswith("Iron")


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("Grade III/IV", "3-4"),
        ("Grade ≥3", ">=3"),
        ("Grade > 2", ">=3"),
        ("G3–4".replace("–", "-"), "3-4"),
        ("Grade 3 or worse", ">=3"),
        ("All grades", "any"),
        ("grades 1 to 5", "any"),
        ("Grade 4", "4"),
        ("Upgrade", ""),
    ],
)
def test_grades_are_read(words: str, grade: str) -> None:
    assert grade_in(words) == grade


def test_a_bare_number_is_a_grade_only_among_grades() -> None:
    assert [bare_grade(words, graded=True) for words in ("3-4", "≥3", "II", "9")] == [
        "3-4",
        ">=3",
        "2",
        "",
    ]
    assert bare_grade("3", graded=False) == ""


def test_arms_of_one_size_are_not_told_apart_by_it() -> None:
    same = (arm("tea group", 40), arm("water group", 40, place=2), arm("milk group", 9, place=4))
    (grid,) = grids("Table 1", "H|First (n = 40)|Second (n = 40)\nMen|9 (23)|8 (20)", arms=same)
    assert columns(grid) == ["other 40", "other 40"]
    assert TEA.label != WATER.label
