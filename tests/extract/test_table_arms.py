"""Which arm a table's numbers are of: arms as rows, heads cut short, the only arm, headings."""

import pytest
from tests.extract.made_up_facts import harm, results
from tests.extract.made_up_tables import arm, grids

from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.harms import adverse_events_of

ALONE = (arm("tea", 40),)
SHORT = (arm("hyperthermia", 40), arm("conventional cooling", 41, "control", 2))


def kinds(found: tuple[Grid, ...]) -> list[str]:
    """Return the arm of each column, or its kind."""
    return [column.arm or column.kind for grid in found for column in grid.columns]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "HArm|N|Nausea, n (%)|P\nTea|40|4 (10.0)|0.1\nWater|41|3 (7.3)|",
            ["Nausea any tea 4 (10.0) of 40", "Nausea any water 3 (7.3) of 41"],
        ),
        (
            (
                "HGroup|Fever, n (%)|Odds ratio|95% CI\nWater (n = 41)|3 (7.3)|2.0|1.0-4.0\n"
                "Tea (n = 40)|4 (10.0)||"
            ),
            ["Fever any water 3 (7.3) of 41", "Fever any tea 4 (10.0) of 40"],
        ),
        ("HGroup|Fever, n (%)\nTea or water|3 (7.3)\nTea (n = 40)|4 (10.0)", []),
        ("HGroup|Fever, n (%)\nTea|3 (7.3)\nTea|4 (10.0)", []),
        ("HGroup|Fever, n (%)\nMilk|3 (7.3)\nTea|4 (10.0)", []),
        ("HGroup|2*Fever, n (%)\nTea|3 (7.3)|\nWater|4 (10.0)|", []),
        ("HGroup|Fever, n (%)\nTea|3 (7.3)\n|4 (10.0)", []),
    ],
)
def test_arms_may_be_the_rows(rows: str, expected: list[str]) -> None:
    found = adverse_events_of(grids("Table 2. Adverse events", rows))
    assert sorted(map(harm, found)) == sorted(expected)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("H|Any grade (n = 40)|Grade 3-4 (n = 40)", ["tea", "tea"]),
        ("H|No. of patients|%", ["tea", "tea"]),
        ("H|All grades|", ["tea", "other"]),
        ("H|Boys|Grade 3-4", ["other", "other"]),
        ("H|Any grade|P value", ["other", "p"]),
        ("H||", ["other", "other"]),
    ],
)
def test_heads_without_a_name_are_of_the_only_arm(head: str, expected: list[str]) -> None:
    assert kinds(grids("Table 2. Toxicity", f"{head}\nRash|4|2", arms=ALONE)) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("HItem|Hyper-arm|C-arm", ["hyperthermia", "conventional cooling"]),
        ("HItem|Conv group|Hyper group", ["conventional cooling", "hyperthermia"]),
        ("HItem|Cooling arm|Other arm", ["conventional cooling", "hyperthermia"]),
        ("HItem|X-arm|Y-arm", ["other", "other"]),
        ("HItem|Hyper-arm|Men", ["hyperthermia", "other"]),
    ],
)
def test_heads_may_be_cut_short(head: str, expected: list[str]) -> None:
    assert kinds(grids("Table 2. Toxicity", f"{head}\nRash|4 (10%)|2 (5%)", arms=SHORT)) == expected


@pytest.mark.parametrize(
    ("head", "size"),
    [("Tea group (40)", "40"), ("Tea (1,040)", "1,040"), ("Tea group (4)", None), ("Tea", None)],
)
def test_a_number_alone_in_brackets_is_the_size_of_an_arm(head: str, size: str | None) -> None:
    (grid,) = grids("Table 2. Toxicity", f"H|{head}|Water group (41)\nRash|4 (10%)|2 (5%)")
    n = grid.columns[0].n
    assert (n.printed if n else None) == size


@pytest.mark.parametrize(
    "rows",
    [
        "H|Tea (n = 40)|Water (n = 41)\nPFS||\nProgression or death, n|9|8\nMedian, months|9|4",
        "PFS||\n|Tea (n = 40)|Water (n = 41)\nDisease progression, No.|9|8\nMedian, months|9|4",
        "3*PFS\nItem|Tea (n = 40)|Water (n = 41)\nDeaths (n)|9|8\nMedian, months|9|4",
        (
            "3*OS\nItem|Tea (n = 40)|Water (n = 41)\nDied, n|1|2\n3*PFS\n"
            "Item|Tea (n = 40)|Water (n = 41)\nRelapses, n|9|8\nMedian, months|9|4"
        ),
    ],
)
def test_a_bare_end_point_heads_the_rows_under_it(rows: str) -> None:
    found = [row for grid in grids("Table 2. Efficacy", rows) for row in grid.rows]
    assert [row.path[-1].text for row in found[-2:]] == ["PFS", "PFS"]
    assert "PFS median tea 9 months" in " ".join(results(rows, "Table 2. Efficacy"))


def test_a_last_head_p_is_a_column_of_p_values() -> None:
    found = grids("Table 2. Outcomes", "H|2*Tea group\nH|Days|P\nLength|4|0.2\nWidth|3|0.4")
    assert kinds(found) == ["tea group", "p"]
