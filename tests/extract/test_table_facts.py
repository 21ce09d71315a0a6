"""Tables of results say what the arms had, and how they compare."""

import pytest
from tests.extract.made_up_facts import baseline, ratios, results
from tests.extract.made_up_tables import TEA, WATER, arm

from trialgraph.extract.grids.ratios import p_in
from trialgraph.extract.traced import Traced
from trialgraph.model.text import Span


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
    assert results(f"Cups|4|2\n{rows}") == []


@pytest.mark.parametrize(
    ("title", "rows", "expected"),
    [
        (
            "Secondary outcomes",
            "Slept well, n (%)|10 (25)|4 (10)",
            "Slept well proportion tea 25 % 10/40",
        ),
        (
            "Results of surgery",
            "Blood loss, mL|189.1 ± 41.6|150 ± 30",
            "Blood loss mean tea 189.1 mL",
        ),
        (
            "Treatment exposure",
            "Median dose intensity, %|93 (40–100)|95 (20–100)",
            "Dose intensity median tea 93 %",
        ),
        (
            "Patient disposition",
            "Stopped because of, n (%)||\n  Own wish|2 (5)|4 (10)",
            "Stopped because of: Own wish proportion tea 5 % 2/40",
        ),
        (
            "Outcomes according to the assigned treatment",
            "Slept well, n (%)|10 (25)|4 (10)",
            "Slept well proportion tea 25 % 10/40",
        ),
    ],
)
def test_rows_of_outcomes_without_a_name_are_called_by_their_words(
    title: str, rows: str, expected: str
) -> None:
    assert results(rows, title)[0] == expected


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Outcomes in subgroups", "Men, n (%)|10 (25)|4 (10)"),
        ("Results by stage", "Stage III, n (%)|10 (25)|4 (10)"),
        ("Outcomes according to age", "Men, n (%)|10 (25)|4 (10)"),
        ("Sleep", "Men, n (%)|10 (25)|4 (10)"),
        ("Outcomes", "Others, n (%)|10 (25)|4 (10)"),
        ("Outcomes", "ab, n (%)|10 (25)|4 (10)"),
        ("Outcomes", "Slept well, n (%)|10 (35)|–"),
        ("Outcomes", f"{'Slept very well ' * 9}, n (%)|10 (25)|4 (10)"),
        ("Outcomes", "Cups|1|2\nMean difference||\n  Slept well, n (%)|10 (25)|4 (10)"),
        ("Outcomes: changes", "Weight, mean (SD)|10 (2)|11 (3)"),
        ("Outcomes", "H|Tea (n = 40)|Tea (n = 40)\nSlept well, n (%)|10 (25)|4 (10)"),
        ("Outcomes", "Slept well|good|bad"),
    ],
)
def test_rows_whose_patients_or_meaning_are_not_sure_are_no_outcomes(title: str, rows: str) -> None:
    assert results(rows, title) == []


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
