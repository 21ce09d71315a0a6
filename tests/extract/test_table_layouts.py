"""Layouts of tables: grades over arms and under them, heads that tabs print once, sizes below."""

import pytest
from tests.extract.made_up_facts import baseline, harm, harms, results
from tests.extract.made_up_lines import grids as rebuilt_grids
from tests.extract.made_up_lines import printed, rows
from tests.extract.made_up_tables import arm, grids, tabbed

from trialgraph.extract.assembly.setting import setting_of
from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.harms import adverse_events_of
from trialgraph.extract.grids.made import grids_in
from trialgraph.extract.tables import table_values
from trialgraph.model.text import Span
from trialgraph.model.trial import Trial

ARMS = (arm("tea group", 40, "experimental"), arm("water group", 41, "control", 2))

TRIAL = Trial(role="reports", arms=ARMS, span=Span(0, 0))


def read(text: str) -> list[str]:
    """Return the harms that a table printed with tabs counts."""
    return [harm(one) for one in adverse_events_of(grids_in(tabbed(text), ARMS))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Table 3. Adverse events\n\tGrade 3-4\t\tGrade 5\t\n"
                "Event\tTea (n = 40)\tWater (n = 41)\tTea (n = 40)\tWater (n = 41)\n"
                "Rash\t4 (10)\t2 (5)\t1 (2.5)\t0\nFever\t2 (5)\t0\t0\t0\n"
            ),
            ["Rash 3-4 tea 4 (10) of 40", "Rash 3-4 water 2 (5) of 41"],
        ),
        (
            (
                "Table 3. Toxicity\n\tTea (N = 40)\t\t\tWater (N = 41)\t\t\n"
                "\tAny grade\t3\t4\tAny grade\t3\t4\n"
                "Rash\t4 (10)\t2 (5)\t1 (2.5)\t2 (5)\t0\t0\n"
            ),
            ["Rash any tea 4 (10) of 40", "Rash 3 tea 2 (5) of 40"],
        ),
        (
            (
                "Table 3. Side effects\n\tTea\t\tWater\t\n\tn\t%\tn\t%\n"
                "Rash\t4\t10\t2\t5\nFever\t2\t5\t0\t0\n"
            ),
            ["Rash any tea 4 (10) of ", "Rash any water 2 (5) of "],
        ),
    ],
)
def test_tabs_print_a_head_once_over_the_first_of_its_columns(
    text: str, expected: list[str]
) -> None:
    assert read(text)[:2] == expected


def test_a_grade_or_a_death_of_each_arm_is_read_under_either_order() -> None:
    over = "H|2*Grade 3 or 4|2*Grade 5\nH|Tea (n = 40)|Water (n = 41)|Tea (n = 40)|Water (n = 41)"
    under = "H|2*Tea (n = 40)|2*Water (n = 41)\nH|All grades|Grade 3 or 4|All grades|Grade 3 or 4"
    assert harms(f"{over}\nRash|4 (10)|2 (5)|1 (2)|0") == [
        "Rash 3-4 tea 4 (10) of 40",
        "Rash 3-4 water 2 (5) of 41",
        "Rash 5 tea 1 (2) of 40",
        "Rash 5 water 0 () of 41",
    ]
    assert harms(f"{under}\nRash|4 (10)|2 (5)|1 (2)|0")[1::2] == [
        "Rash 3-4 tea 2 (5) of 40",
        "Rash 3-4 water 0 () of 41",
    ]


@pytest.mark.parametrize(
    "words", ["NCI-CTC grade (%)", "Worst toxicity grade", "CTCAE version 4.0"]
)
def test_the_name_of_a_scale_narrows_no_arm_down(words: str) -> None:
    head = f"H|2*Tea (n = 40)|2*Water (n = 41)\nH|2*{words}|2*{words}\nH|Any|G3-4|Any|G3-4"
    assert harms(f"{head}\nRash|4 (10)|1 (2)|2 (5)|0")[:2] == [
        "Rash any tea 4 (10) of 40",
        "Rash 3-4 tea 1 (2) of 40",
    ]


def test_shares_of_a_size_that_is_not_printed_are_known_by_their_agreement() -> None:
    head = "H|Tea|Water"
    agree = "Rash|4 (10)|2 (4.9)\nFever|8 (20)|4 (9.8)\nCough|20 (50)|20 (48.8)\nPain|0 (0)|0"
    assert harms(f"{head}\n{agree}", "Adverse events")[:2] == [
        "Rash any tea 4 (10) of ",
        "Rash any water 2 (4.9) of ",
    ]
    for unsure in (
        "Rash|4 (10)|2 (5)\nFever|8 (20)|4 (10)",
        "Rash|4 (10)|2 (5)\nFever|8 (35)|4 (10)\nCough|20 (50)|20 (49)",
        "Rash|4 (10)|2 (5)\nFever|8.5 (20)|4.5 (10)\nCough|20 (50)|20 (49)",
    ):
        assert not [one for one in harms(f"{head}\n{unsure}", "Adverse events") if "tea" in one]


def test_a_row_marked_as_a_head_that_holds_one_label_is_a_heading() -> None:
    rows_of_age = "HItem|Tea (n = 40)|Water (n = 41)\nHAge||\nMedian|61|62"
    assert baseline(rows_of_age)[0] == "Age tea median N40 v61"
    assert baseline("H|Tea (n = 40)|Water (n = 41)\nHItem||\nMen|10 (25)|9 (22)")[0].startswith(
        "Men"
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Events, n (%)|10 (25)|12 (29)", "OS count tea 10 patients 10/40"),
        (
            "12-month rate, % (95% CI)|70 (61-78)|58 (49-67)",
            "OS rate_at_time tea 70 % 12 months 61-78@95",
        ),
        ("Median, months (range)|20.1 (1-30.1+)|15.3 (2-20)", "OS median tea 20.1 months"),
    ],
)
def test_what_is_counted_of_an_end_point_stays_under_it(row: str, expected: str) -> None:
    assert results(f"Overall survival||\n{row}")[0].startswith(expected)


def test_a_part_of_a_head_explained_as_more_than_an_arm_is_not_that_arm() -> None:
    head = "H|T group (n = 40)|TM group (n = 41)\nRash|4 (10)|2 (5)"
    trial = (arm("tea", 40), arm("water"))
    found = grids("Adverse events", head, "T, tea alone; TM, tea with milk", arms=trial)
    assert [column.arm for column in found[0].columns] == ["tea", ""]


def names(found: list[Grid]) -> list[str]:
    return [f"{column.kind} {column.arm}".strip() for grid in found for column in grid.columns]


@pytest.mark.parametrize(
    "head",
    [
        "Tea group Water group P-value\nn = 40 n = 41",
        "Tea group Water group P value\n(N = 40) (N = 41)",
        "Tea group Water group HR (95% CI) P\nn = 40 n = 41",
    ],
)
def test_sizes_may_stand_below_the_names_and_a_test_beside_them(head: str) -> None:
    values = "0.70 (0.50-0.90) 0.04" if "HR" in head else "0.04"
    table = (
        f"Table 2. Outcomes\n{head}\nSlept well, n (%) 4 (10) 2 (5) {values}\n"
        f"Woke, n (%) 5 (12) 3 (7) {values}\nDreamt, n (%) 6 (15) 4 (10) {values}\n"
    )
    assert names(rebuilt_grids(table))[:2] == ["arm tea group", "arm water group"]
    assert names(rebuilt_grids(table))[-1] == "p"


def test_words_after_a_test_are_no_heads() -> None:
    table = (
        "Table 2. Outcomes\nTea group Water group HR or so\nn = 40 n = 41\n"
        "Slept well, n (%) 4 (10) 2 (5)\nWoke, n (%) 5 (12) 3 (7)\n"
    )
    assert rebuilt_grids(table) == []


def test_rows_with_and_without_a_p_value_may_be_as_many() -> None:
    table = (
        "Table 2. Outcomes\nOutcome Tea group (N = 40) Water group (N = 41) P\n"
        "Slept well, n (%) 4 (10) 2 (5) 0.04\nWoke, n (%) 5 (12) 3 (7)\n"
    )
    assert rows(table) == [
        "Slept well, n (%) | tea 4 (10) | water 2 (5) | p 0.04",
        "Woke, n (%) | tea 5 (12) | water 3 (7)",
    ]


def test_a_response_that_is_none_is_not_the_response() -> None:
    text = (
        "Table 2. Best response\nResponse Tea group (n = 40) Water group (n = 41)\n"
        "CR 4 (10) 2 (5)\nNon-CR/non-PD 6 (15) 4 (10)\n"
    )
    found = table_values(setting_of(printed(text), TRIAL))
    assert [one.end_point for one in found] == ["CR", "CR", "Non-CR/non-PD", "Non-CR/non-PD"]
