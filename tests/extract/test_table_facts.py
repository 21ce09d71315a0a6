"""Tables of patients, harms and results say what the arms had."""

import pytest
from tests.extract.made_up_tables import ARMS, TEA, WATER, arm, figure, grids, setting

from trialgraph.extract.contract_results import baseline_record
from trialgraph.extract.grids.baseline import baseline_of
from trialgraph.extract.grids.harms import adverse_events_of
from trialgraph.extract.grids.ratios import p_in
from trialgraph.extract.tables import table_estimates, table_values
from trialgraph.extract.traced import Traced
from trialgraph.model.reading import Baseline
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate
from trialgraph.model.text import Span
from trialgraph.model.trial import Arm, EndPoint

HEAD = "H|Tea (n = 40)|Water (n = 41)"


def cell(one: Baseline) -> str:
    figures = {
        "n": one.n,
        "%": one.percent,
        "N": one.total,
        "v": one.value,
        "sd": one.standard_deviation,
        "min": one.minimum,
        "max": one.maximum,
        "q1": one.lower_quartile,
        "q3": one.upper_quartile,
    }
    words = " ".join(f"{name}{figure(number)}" for name, number in figures.items() if number)
    named = f"{one.characteristic}/{one.category}" if one.category else one.characteristic
    return f"{named} {one.arm.split()[0]} {one.kind} {words} {one.unit}".strip()


def baseline(rows: str, title: str = "Baseline characteristics", notes: str = "") -> list[str]:
    head = "" if rows.startswith("H") else f"{HEAD}\n"
    return [cell(one) for one in baseline_of(grids(title, head + rows, notes))]


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


def harm(one: AdverseEvent) -> str:
    figures = f"{figure(one.n)} ({figure(one.percent)}) of {figure(one.total)}"
    serious = " serious" if one.serious else ""
    part = "" if one.population == "safety" else f" {one.population}"
    return f"{one.term} {one.grade} {one.arm.split()[0]} {figures}{serious}{part}"


def harms(
    rows: str, title: str = "Adverse events, n (%)", arms: tuple[Arm, ...] = ARMS
) -> list[str]:
    head = "" if rows.startswith("H") else f"{HEAD}\n"
    return [harm(one) for one in adverse_events_of(grids(title, head + rows, arms=arms))]


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


def result(one: ArmValue) -> str:
    ends = one.interval and f" {figure(one.interval.lower)}-{figure(one.interval.upper)}"
    level = f"@{figure(one.interval.level)}" if one.interval and one.interval.level else ""
    part = "" if one.population == "all" else f" {one.population}"
    at = f" {one.at}" if one.at else ""
    n = f" {figure(one.n)}/{figure(one.total)}" if one.n else ""
    value = f"{one.arm.split()[0]} {figure(one.value)} {one.unit}"
    return f"{one.end_point} {one.kind} {value}{at}{n}{ends or ''}{level}{part}"


def results(rows: str, title: str = "Efficacy", end_points: tuple[EndPoint, ...] = ()) -> list[str]:
    head = "" if rows.startswith("H") else f"{HEAD}\n"
    return [result(one) for one in table_values(setting(title, head + rows, end_points=end_points))]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ("CR, n (%)|4 (10)|2 (5)", "CR proportion tea 4 % 4/40"),
        ("Best response, n (%)\n SD|4 (10)|2 (5)", "SD proportion tea 10 % 4/40"),
        ("Best response, n (%)\n Unknown|4 (10)|2 (5)", "Unknown proportion tea 10 % 4/40"),
        (
            "Best response, n (%)\n Non-CR/non-PD|4 (10)|2 (5)",
            "Non-CR/non-PD proportion tea 10 % 4/40",
        ),
        ("Best response, n (%)\n CR|0|2 (5)", "CR count tea 0 patients 0/40"),
        (
            "Objective response rate, n (%) [95% CI]|14 (35) [20–52]|9 (22) [11–38]",
            "ORR proportion tea 35 % 14/40 20-52@95",
        ),
        ("Objective response, %|35|22\n 95% CI|20–52|11–38", "ORR proportion tea 35 % 20-52@95"),
        (
            "PFS, median (95% CI), months|9.1 (8.0–NE)|7.0 (6.0–8.1)",
            "PFS median tea 9.1 months 8.0-not-estimable@95",
        ),
        ("Overall survival\n Median (months)|NR|20.1", "OS median tea not-reached months"),
        (
            "Median time to response, months|2.1|2.2",
            "time to response median tea 2.1 months responders",
        ),
        ("PFS\n Events, n (%)|20 (50)|30 (73)", "PFS count tea 20 patients 20/40"),
        (
            "PFS\n 2-year rate, % (95% CI)|55 (40–70)|30 (20–40)",
            "PFS rate_at_time tea 55 % 2 years 40-70@95",
        ),
    ],
)
def test_results_of_arms_are_read(rows: str, read: str) -> None:
    found = results(rows)
    assert found[0] == (read if "4 % 4/40" not in read else "CR proportion tea 10 % 4/40")
    assert len(found) == 2


@pytest.mark.parametrize(
    "rows",
    [
        "CR/nPR, n (%)|4 (10)|2 (5)",
        "Cups, n (%)|4 (10)|2 (5)",
        "PFS, mean, months|4.1|2.2",
        "PFS, median|4.1|2.2",
        "PFS, n (%)|4 (10)|2 (5)",
        "Objective response, median, months|4|5",
        "PFS, median, months|–|see text",
        "Quality of life, n (%)|4 (10)|2 (5)",
        "Objective response|good|bad",
        "PFS, median, months|(3–4)|(4–5)",
        "2-year PFS|good|bad",
    ],
)
def test_rows_that_are_no_sure_results_are_left_out(rows: str) -> None:
    assert results(f"Cups, n (%)|4 (10)|2 (5)\n{rows}") == []


@pytest.mark.parametrize(
    "title",
    [
        "Published trials of tea",
        "Baseline characteristics",
        "Adverse events",
        "Predictors of response",
    ],
)
def test_tables_of_other_things_hold_no_results(title: str) -> None:
    assert results("PFS, median, months|4.1|2.2\nCR, n (%)|4 (10)|2 (5)", title) == []


def test_a_title_says_what_the_categories_are_of() -> None:
    rows = "Site, n (%)\n Cup|4 (10)|2 (5)\nCare, n (%)\n Rest|1 (2)|2 (5)"
    found = results(rows, "Sites and causes of relapse")
    assert found[0] == "Site of relapse: Cup proportion tea 10 % 4/40"
    assert found[2] == "Care: Rest proportion tea 2 % 1/40"


def test_shares_beside_counts_are_read_once() -> None:
    rows = "H|2*Tea|2*Water\nH|No.|%|No.|%\nCR|4|10|2|5"
    assert results(rows, "Response of measurable disease") == [
        "CR proportion tea 10 % 4/ measurable disease",
        "CR proportion water 5 % 2/ measurable disease",
    ]


def test_a_title_of_those_who_could_respond_is_not_of_how_long_a_response_lasted() -> None:
    rows = "CR, n (%)|4 (10)|2 (5)\nMedian duration of response, months|8.1|4.2"
    assert results(rows, "Response in patients with measurable disease") == [
        "CR proportion tea 10 % 4/40 measurable disease",
        "CR proportion water 5 % 2/41 measurable disease",
        "DoR median tea 8.1 months",
        "DoR median water 4.2 months",
    ]


def test_results_of_a_part_of_an_arm_say_so() -> None:
    rows = "H|2*Tea|2*Water\nH|Young (n = 10)|Old (n = 30)|Young (n = 9)|Old (n = 32)\n"
    assert results(f"{rows}CR, n (%)|1 (10)|3 (10)|1 (11)|3 (9)")[1] == (
        "CR proportion tea 10 % 3/30 subgroup: Old"
    )


def test_medians_in_the_column_of_shares_are_left() -> None:
    rows = "HItem|2*Tea|2*Water\nH|No.|%|No.|%\nAge, mean||51||52"
    assert baseline(rows) == []


def test_a_title_says_what_the_medians_are_of() -> None:
    assert results("Median, months|4.1|2.2", "Overall survival")[0] == "OS median tea 4.1 months"
    assert results("Cups, median, months|4.1|2.2", "Overall survival") == []


def test_the_interval_may_be_said_by_the_head() -> None:
    rows = "H|Tea, % (95% CI)|Water, % (95% CI)\nObjective response|35 (20–52)|22 (11–38)"
    assert results(rows)[0] == "ORR proportion tea 35 % 20-52@95"
    rows = "H|Tea|Water\nObjective response, %|35 (20–52)|22 (11–38)"
    assert results(rows)[0] == "ORR proportion tea 35 %"
    assert results(rows, "Response with confidence limits")[0] == "ORR proportion tea 35 % 20-52"
    rows = "PFS, median (95% CI), months|9.1 (NE–NE)|7.0 (6.0–8.1)"
    assert results(rows)[0] == "PFS median tea 9.1 months"


def ratio(one: Estimate) -> str:
    ends = f" {figure(one.interval.lower)}-{figure(one.interval.upper)}" if one.interval else ""
    p = f" p{one.p.comparator}{figure(one.p.number)}" if one.p else ""
    who = f"{one.experimental} v {one.comparator}".replace(" group", "")
    how = f" {one.adjustment}" if one.adjustment else ""
    return f"{one.end_point} {one.measure} {figure(one.value)}{ends}{p} {who}{how}"


def ratios(rows: str, title: str = "Efficacy", arms: tuple[Arm, ...] = ARMS) -> list[str]:
    return [ratio(one) for one in table_estimates(setting(title, rows, arms=arms))]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (
            "H|Tea|Water|HR (95% CI)|P\nPFS, median, months|9.1|7.0|0.70 (0.50–0.90)|<0.001",
            ["PFS HR 0.70 0.50-0.90 p<0.001 tea v water"],
        ),
        (
            "H|Water|Tea|Hazard ratio|95% CI|P value\nPFS\n Median|7.0|9.1|0.70|0.50–0.90|.02",
            ["PFS HR 0.70 0.50-0.90 p=.02 tea v water"],
        ),
        (
            "H|Tea|Water\nPFS, median, months|9.1|7.0\n Stratified HR (95% CI)|2*0.70 (0.50–0.90)",
            ["PFS HR 0.70 0.50-0.90 tea v water stratified"],
        ),
        (
            "H|Tea|Water\nPFS\n Unstratified hazard ratio (95% CI)|0.70 (0.50–0.90)|",
            ["PFS HR 0.70 0.50-0.90 tea v water unstratified"],
        ),
        (
            "H|Tea|Water|P\nOverall survival\n Median, months|9.1|7.0|P = 0.3",
            ["OS other not-reported p=0.3 tea v water"],
        ),
        (
            "H|Tea|Water|Odds ratio|P\nObjective response, %|35|22|1.9|0.2",
            ["ORR OR 1.9 p=0.2 tea v water"],
        ),
        (
            "H|Tea|Water|P\nSite, n (%)|||0.5\n Cup|4 (10)|2 (5)|",
            ["Site other not-reported p=0.5 tea v water"],
        ),
    ],
)
def test_comparisons_of_arms_are_read(rows: str, read: list[str]) -> None:
    assert ratios(rows, "Relapse" if "Site" in rows else "Efficacy") == read


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ("H|Tea|Water|HR|P\nAge|9|7|0.7|0.02", "Prognostic factors for PFS"),
        ("H|Tea|Water|Univariate HR|P\nPFS|9|7|0.7|0.02", "Survival"),
        ("H|Tea|Water|HR|P for interaction\nCups|9|7|0.7|0.02", "Survival"),
        ("H|Tea|HR|P\nPFS, months|9|0.7|0.02", "Survival"),
        ("H|Tea|Water|HR\nObjective response, %|35|22|0.7", "Response"),
        ("H|Tea|Water|HR\nAge|||1.2", "Survival"),
        ("H|Tea|Water|P\nCups|4|2|0.5", "Sleep"),
        ("H|Tea|Water|P\nPFS|4|2|NS", "Sleep"),
        ("H|Tea|Water|HR\nPFS|4|2|ref", "Sleep"),
        ("H|Tea|Water|β\nPFS|4|2|0.3", "Sleep"),
        ("H|Tea|Water\nPFS hazard ratio|0.7|0.8", "Sleep"),
        ("H|Tea|Water|P for trend\nPFS|4|2|0.3", "Sleep"),
        ("H|Tea|Water|P|Adjusted P\nPFS|4|2|0.3|0.4", "Sleep"),
    ],
)
def test_covariates_and_unclear_rows_are_no_effects(rows: str, title: str) -> None:
    assert ratios(rows, title) == []


def test_without_a_control_nothing_says_which_way_round() -> None:
    arms = (arm("tea group"), arm("water group", place=2))
    rows = "H|Tea|Water|HR (95% CI)\nPFS, months|9.1|7.0|0.70 (0.50–0.90)"
    assert ratios(rows, arms=arms) == []
    assert TEA.role != WATER.role


@pytest.mark.parametrize(
    ("printed", "read"), [("<0.01", "<"), ("≤.05", "<="), ("2.5", ""), ("NS", "")]
)
def test_p_values_are_read(printed: str, read: str) -> None:
    found = p_in(Traced.of(printed, Span(0, len(printed))))
    assert (found.comparator if found else "") == read


def test_intervals_may_have_no_level_or_stand_apart_or_be_missing() -> None:
    rows = "H|Tea|Water|Odds ratio{}\nObjective response, %|35|22|{}"
    wanted = "ORR OR 1.9 0.9-2.8 tea v water"
    assert ratios(rows.format("", "1.9 (0.9–2.8)")) == [wanted]
    assert ratios(rows.format("|95% CI", "1.9|0.9–2.8")) == [wanted]
    assert ratios(rows.format("|95% CI", "1.9|wide")) == ["ORR OR 1.9 tea v water"]


def test_where_nothing_is_no_control_row_of_a_ratio_beside_no_values_is_read() -> None:
    rows = "H|Tea|Water|Hazard ratio (95% CI)\nPFS|||0.70 (0.50–0.90)\nCups, n (%)|||2.0 (1.0–3.0)"
    assert ratios(rows) == ["PFS HR 0.70 0.50-0.90 tea v water"]
