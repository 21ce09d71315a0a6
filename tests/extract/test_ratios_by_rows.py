"""Tables whose rows are patients, causes or times: whose ratio each is, and which stay unread."""

import pytest
from tests.extract.made_up_facts import ratios, result
from tests.extract.made_up_tables import figure, setting

from trialgraph.extract.grids.made import grids_in
from trialgraph.extract.grids.ratios import estimates_of
from trialgraph.extract.tables import table_estimates, table_values, unread_table_estimates

HEAD = "H|2*Tea|2*Water|HR|95% CI\nH|n|Median|n|Median||"


def patients(rows: str, title: str) -> list[tuple[str, str, str]]:
    """Return end point, value and patients of each ratio of a table."""
    found = table_estimates(setting(title, rows))
    return [(one.end_point, figure(one.value), one.population) for one in found]


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Progression-free survival by dose", f"{HEAD}\n<= 3 mg|20|4.2|21|3.9|0.37|0.25-0.55"),
        ("Efficacy", f"{HEAD}\n6*Progression-free survival\n<= 3 mg|20|4.2|21|3.9|0.37|0.25-0.55"),
        ("PFS", f"{HEAD}\n<= 3 mg|20|4.2|21|3.9|0.37|0.25-0.55"),
    ],
)
def test_a_row_of_some_patients_is_a_subgroup(title: str, rows: str) -> None:
    assert patients(rows, title) == [("PFS", "0.37", "subgroup: <= 3 mg")]


@pytest.mark.parametrize("label", ["All patients", "Stratified analysis", "PFS", "Overall"])
def test_a_row_of_everybody_is_no_subgroup(label: str) -> None:
    rows = f"{HEAD}\n6*Progression-free survival\n{label}|20|4.2|21|3.9|0.37|0.25-0.55"
    assert patients(rows, "Efficacy") == [("PFS", "0.37", "all")]


def test_a_subgroup_keeps_the_heading_it_stands_under() -> None:
    rows = f"{HEAD}\nSex\nMale|20|4.2|21|3.9|0.37|0.25-0.55"
    assert patients(rows, "Overall survival by sex") == [("OS", "0.37", "subgroup: Sex: Male")]


def test_a_cause_is_what_its_rate_ratio_is_of() -> None:
    rows = (
        "HCause of death|Tea (n = 40)|Water (n = 41)|Rate ratio (95% CI)|P\n"
        "Asthma|9 (22)|12 (29)|0.76 (0.59-0.91)|0.02"
    )
    assert patients(rows, "Causes of death") == [("Cause of death: Asthma", "0.76", "all")]


@pytest.mark.parametrize("label", ["NE", "Unknown", "Not assessable", "Inevaluable"])
def test_patients_nobody_judged_have_no_effect(label: str) -> None:
    rows = f"H|Tea (n = 40)|Water (n = 41)|P\n{label}|2 (5)|3 (7)|0.49"
    assert ratios(rows, "Tumor response") == []


def test_heads_printed_again_do_not_lend_their_first_heading() -> None:
    rows = (
        "H|2*Tea|2*Water|HR|95% CI\nH|n|Median|n|Median||\n6*Progression-free survival\n"
        "Low|20|4.2|21|3.9|0.37|0.25-0.55\n6*Overall survival\nLevel|2*Tea|2*Water|HR|95% CI\n"
        "|n|Median|n|Median||\nLow|20|14.2|21|13.9|0.57|0.45-0.65"
    )
    made = setting("Efficacy by level", rows)
    assert [one.end_point for one in table_estimates(made)] == ["PFS"]
    assert not [one for one in table_values(made) if result(one).startswith("PFS median tea 14")]


def test_ratios_left_out_are_told_once_for_each_table() -> None:
    rows = (
        "H|Tea (n = 40)|Water (n = 41)|HR (95% CI)|P\n"
        "Zeal|9|12|0.76 (0.59-0.91)|0.02\nVerve|9|12|0.66 (0.49-0.81)|0.02\nNone|9|12|0.6|0.02"
    )
    made = setting("Efficacy", rows)
    read = [one.span for one in table_estimates(made)]
    (problem,) = unread_table_estimates(made, read)
    assert problem.code == "unread-estimate"
    assert problem.message.startswith("2 ratios in rows of a table (Efficacy) were left out")
    assert list(unread_table_estimates(setting("Cox regression", rows), [])) == []


def test_ratios_that_were_read_are_not_told() -> None:
    rows = "H|Tea (n = 40)|Water (n = 41)|HR (95% CI)\nOS, months|9|12|0.76 (0.59-0.91)"
    made = setting("Efficacy", rows)
    read = [one.span for one in estimates_of(grids_in(made.view, made.trial.arms), made)]
    assert read
    assert list(unread_table_estimates(made, read)) == []
