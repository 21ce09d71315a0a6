"""Differences, efficacies and risk reductions: what they are in, whose, and when."""

import time

import pytest
from tests.extract.made_up_estimates import TWO_ARMS, arm, read, trial

from trialgraph.extract.mentions.effects import find_effects
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number

DOSES = (
    arm("5-mg group", "experimental", 0, "novumab"),
    arm("20-mg group", "experimental", 1, "novumab"),
    arm("placebo group", "control", 2, "placebo"),
)


def told(one: Estimate) -> str:
    """Return an estimate in a line: end point, measure, value, limits, p."""
    low, high = (one.interval.lower, one.interval.upper) if one.interval else (None, None)
    limits = "..".join(n.printed for n in (low, high) if isinstance(n, Number))
    value = one.value.printed if isinstance(one.value, Number) else "-"
    p = f"p{one.p.comparator}{one.p.number.value}" if one.p else ""
    return f"{one.end_point}: {one.measure} {value} {limits} {p}".strip()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The itch score was 2.4 points (95% CI, 1.1 to 3.7) lower with novumab.",
            "itch score: difference 2.4 1.1..3.7",
        ),
        (
            "Median hospital stay was 1.5 days shorter with novumab (95% CI, 0.5 to 2.5).",
            "hospital stay: difference 1.5 0.5..2.5",
        ),
        (
            "Diastolic pressure was lower by 4.2 mm Hg (95% CI, 2.2 to 6.2) than with placebo.",
            "diastolic pressure: difference 4.2 2.2..6.2",
        ),
        (
            "The difference in mean heart rate between groups was -3.1 bpm (95% CI -5.0, -1.2).",
            "heart rate: difference -3.1 -5.0..-1.2",
        ),
        (
            (
                "The mean difference from placebo in change in the share of deep to light sleep "
                "was 0.42 (95% CI, 0.11 to 0.73) in the novumab group (P = 0.01)."
            ),
            "share of deep to light sleep: MD 0.42 0.11..0.73 p=0.01",
        ),
        (
            "LDL2c fell (between-group difference, -0.4 mmol/L [CI, -0.6 to -0.2 mmol/L]; P=0.02).",
            "LDL2c: difference -0.4 -0.6..-0.2 p=0.02",
        ),
        (
            "A greater reduction in pain was seen (mean difference, -0.8; 95% CI, -1.2 to -0.4).",
            "reduction in pain: MD -0.8 -1.2..-0.4",
        ),
        (
            "Weight change was greater after novumab (mean difference 2 kg; 95% CI 1 to 3).",
            "weight change: MD 2 1..3",
        ),
        (
            "Measles occurred in 4 vaccine recipients, an efficacy of 66% (95% CI 9 to 88).",
            "measles: VE 66 9..88",
        ),
        (
            "Vaccine efficacy against severe illness was 81.0% (95% CI, 60.1 to 91.4).",
            "severe illness: VE 81.0 60.1..91.4",
        ),
        (
            "Novumab gave a 31 percent reduction in the risk of death overall (P=0.02).",
            "OS: other 31  p=0.02",
        ),
        (
            "The risk of gout was lower with novumab (relative risk reduction, 24%; P=0.03).",
            "gout: other 24  p=0.03",
        ),
        (
            "The relative risk of gout was 0.71 (95% CI, 0.52 to 0.96).",
            "gout: RR 0.71 0.52..0.96",
        ),
        (
            (
                "There was a reduction in fatigue of 4 units (SD 2) with novumab and of 2 units "
                "(SD 1) with placebo (mean difference, -2.0; 95% CI, -3.0 to -1.0)."
            ),
            "fatigue: MD -2.0 -3.0..-1.0",
        ),
        (
            "Novumab reduced the risk of hip fracture by 22% (95% CI, 4 to 37; P=0.01).",
            "hip fracture: other 22 4..37 p=0.01",
        ),
    ],
)
def test_a_difference_is_read_with_what_it_is_in(words: str, wanted: str) -> None:
    estimates, problems = read(("results", words))
    assert [told(one) for one in estimates] == [wanted], problems


@pytest.mark.parametrize(
    "words",
    [
        "The itch score increased by 2.4 points (95% CI, 1.1 to 3.7) from baseline.",
        "A 20% reduction in pain from baseline (P=0.04) was the threshold.",
        "Novumab reduced the risk of death by 31% in all.",
        "There were 3 more visits (range, 1 to 5) with novumab.",
        "Diastolic pressure was lower by 4 mm Hg (95% CI not told) than with placebo.",
        "The itch score was 24 points (95% CI, 11 to 37) with novumab.",
        "Pain had an efficacy of 66% (95% CI 9 to 88).",
    ],
)
def test_a_change_of_one_group_or_a_bare_share_is_no_comparison(words: str) -> None:
    assert not read(("results", words))[0]


def test_a_ratio_beside_a_reduction_is_the_estimate() -> None:
    words = "Novumab reduced the risk of death by 31% (hazard ratio, 0.69; 95% CI, 0.5 to 0.9)."
    assert [told(one) for one in read(("results", words))[0]] == ["OS: HR 0.69 0.5..0.9"]


@pytest.mark.parametrize(
    ("words", "times"),
    [
        (
            (
                "Itch scores at 4 and 9 weeks were 1.1 points (95% CI, 0.2 to 2.0) and 2.2 points "
                "(95% CI, 1.0 to 3.4) lower with novumab than with placebo."
            ),
            ["4 weeks", "9 weeks"],
        ),
        (
            (
                "Itch scores at months 1, 3 and 6 were 1.1 (95% CI, 0.2 to 2.0), 2.2 (95% CI, 1.0 "
                "to 3.4), and 3.0 (95% CI, 1.0 to 5.0) lower with novumab than with placebo."
            ),
            ["1 month", "3 months", "6 months"],
        ),
    ],
)
def test_a_list_of_times_gives_each_difference_its_own(words: str, times: list[str]) -> None:
    estimates, _ = read(("results", words))
    assert [one.at for one in estimates] == times


@pytest.mark.parametrize(
    "words",
    [
        (
            "Itch scores at 4 and 9 weeks were 1.1 (95% CI, 0.2 to 2.0), 2.2 (95% CI, 1.0 to 3.4), "
            "and 3.0 (95% CI, 1.0 to 5.0) lower with novumab than with placebo."
        ),
        "The itch score was 1.1 (95% CI, 0.2 to 2.0) and 2.2 (95% CI, 1.0 to 3.4) lower.",
    ],
)
def test_what_no_list_tells_apart_is_a_problem(words: str) -> None:
    estimates, problems = read(("results", words))
    assert not estimates
    assert {problem.code for problem in problems} == {"estimates-not-told-apart"}


def test_each_dose_of_a_list_has_its_own_difference() -> None:
    words = (
        "The difference from placebo in the change in stool weight was -11 g per day (95% CI, -20 "
        "to -2) in the 5-mg group (P = 0.02) and -25 g per day (95% CI, -35 to -15) in the 20-mg "
        "group (P<0.001)."
    )
    estimates, _ = read(("results", words), of=trial(DOSES))
    assert [(told(one), one.experimental, one.comparator) for one in estimates] == [
        ("stool weight: difference -11 -20..-2 p=0.02", "5-mg group", "placebo group"),
        ("stool weight: difference -25 -35..-15 p<0.001", "20-mg group", "placebo group"),
    ]


def test_a_number_that_no_end_point_explains_is_told() -> None:
    words = "With it, more nodes were found (difference 40%, 95% CI 30-50)."
    estimates, problems = read(("results", words), of=trial(TWO_ARMS))
    assert not estimates
    assert [problem.code for problem in problems] == ["estimate-without-end-point"]


def test_p_for_noninferiority_and_superiority_tests_superiority() -> None:
    words = (
        "Cure (risk difference, 9%; 95% CI, 2 to 16; P<0.001 for noninferiority and superiority)"
    )
    (found,) = find_effects(words, 0, len(words))
    assert found.p is not None
    assert found.p["tests_after"] is None


@pytest.mark.parametrize(
    "unit", ["4 percent reduction in the risk of a ", "efficacy against 3 ", "1 g "]
)
def test_hostile_repetitions_are_read_in_linear_time(unit: str) -> None:
    text = "vaccine " + unit * 4000
    start = time.perf_counter()
    find_effects(text, 0, len(text))
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "Cough was rarer (odds ratio, 0.5; 95% CI, 0.3 to 0.8), and hospital stay was "
                "shorter (mean difference, -2 days; 95% CI, -3 to -1)."
            ),
            ["cough: OR 0.5 0.3..0.8", "hospital stay: MD -2 -3..-1"],
        ),
        (
            (
                "Cough was rarer (odds ratio, 0.5; 95% CI, 0.3 to 0.8) but gait speed was 3 cm "
                "per second less (95% CI, 1 to 5)."
            ),
            ["cough: OR 0.5 0.3..0.8", "gait speed: difference 3 1..5"],
        ),
        (
            (
                "Cough was rarer (odds ratio, 0.5; 95% CI, 0.3 to 0.8) and the patients were "
                "home earlier (mean difference, -2 days; 95% CI, -3 to -1)."
            ),
            ["cough: OR 0.5 0.3..0.8"],
        ),
    ],
)
def test_a_second_clause_has_an_end_point_of_its_own(words: str, wanted: list[str]) -> None:
    assert [told(one) for one in read(("results", words))[0]] == wanted


def test_a_dose_far_from_the_number_is_not_taken_for_its_arm() -> None:
    words = (
        "The difference in stool weight was -11 g per day (95% CI, -20 to -2), and fewer stools "
        "were passed in the 20-mg group."
    )
    (found,) = read(("results", words), of=trial(DOSES))[0]
    assert found.experimental in {None, "20-mg group"}


def test_a_difference_that_no_form_reads_is_told() -> None:
    words = "The mean difference in fees was $200 (95% CI, 100 to 300)."
    estimates, problems = read(("results", words))
    assert not estimates
    assert [problem.code for problem in problems] == ["unread-estimate"]
    assert not read(("methods", words))[1]


def test_two_doses_are_compared_where_they_follow_the_number() -> None:
    words = "The HR for OS was 0.5 (95% CI 0.3 to 0.8) for the 20-mg group versus the 5-mg group."
    (found,) = read(("results", words), of=trial(DOSES))[0]
    assert (found.experimental, found.comparator) == ("20-mg group", "5-mg group")
