"""Risks that fell: relative and absolute reductions, ratios and efficacies in rarer words."""

import pytest
from tests.extract.made_up_estimates import limits
from tests.extract.made_up_primary import WITH, figure, only, results

COUNTED = "Falls occurred in 3% of women with novumab and 6% of those with placebo"
TESTED = "95% CI, 1.2 to 5.0"
OF_TESTED = ("95", "1.2", "5.0", "2")
NOVUMAB, PLACEBO = "novumab group", "placebo group"


@pytest.mark.parametrize(
    ("words", "measure", "arms"),
    [
        (f"absolute risk reduction, 3.1 percentage points; {TESTED}", "RD", (PLACEBO, NOVUMAB)),
        (f"absolute decrease in risk, 3.1%; {TESTED}", "RD", (PLACEBO, NOVUMAB)),
        (f"RRR 3.1%, {TESTED}", "other", (NOVUMAB, PLACEBO)),
        (f"relative risk reduction [RRR], 3.1%; {TESTED}", "other", (NOVUMAB, PLACEBO)),
        (f"relative hazard, 3.1; {TESTED}", "HR", (NOVUMAB, PLACEBO)),
        (f"relative rate, 3.1; {TESTED}", "IRR", (NOVUMAB, PLACEBO)),
    ],
)
def test_a_fall_in_risk_has_many_names(words: str, measure: str, arms: tuple[str, str]) -> None:
    found = only(f"{COUNTED} ({words}; P=0.002).")
    assert (found.end_point, found.measure, figure(found.value)) == ("falls", measure, "3.1")
    assert (found.experimental, found.comparator) == arms
    assert limits(found.interval) == OF_TESTED


def test_an_absolute_gain_of_one_group_is_no_difference_of_risks() -> None:
    assert not results(f"Walking showed an absolute increase of 3.1 points ({TESTED}) on novumab.")


@pytest.mark.parametrize(
    ("words", "name", "p"),
    [
        (f"{COUNTED} (relative risk reduction, 41.4%).", "falls", ""),
        (
            f"{COUNTED} (relative risk reduction [one less the ratio], 41.4%; P<0.001).",
            "falls",
            "0.001",
        ),
        ("Novumab also prevented minor falls overall (RRR, 41.4%).", "minor falls", ""),
        ("Novumab prevented minor and major falls (RRR, 41.4%).", "minor and major falls", ""),
    ],
)
def test_a_relative_reduction_may_stand_alone_in_its_bracket(words: str, name: str, p: str) -> None:
    found = only(words)
    assert (found.end_point, found.measure, figure(found.value)) == (name, "other", "41.4")
    assert (found.p.number.printed if found.p else "") == p


def test_a_relative_reduction_in_running_words_alone_is_none() -> None:
    assert not results("A relative risk reduction of 41.4% in falls was hoped for with novumab.")


def test_words_on_the_order_of_arms_part_no_ratio_from_its_interval() -> None:
    found = only("The hazard ratio for falls was 0.52 (novumab vs. placebo; 95% CI, 0.3 to 0.9).")
    assert limits(found.interval) == ("95", "0.3", "0.9", "2")


@pytest.mark.parametrize("of", ["means", "medians"])
def test_a_difference_in_medians_is_of_what_the_sentence_is_about(of: str) -> None:
    found = only(f"Hospital stay was shorter {WITH} (difference in {of}, 2 days; {TESTED}).")
    assert (found.end_point, figure(found.value)) == ("hospital stay", "2")


def test_an_effect_named_after_cohen_is_a_standardised_difference() -> None:
    found = only(f"Pain scores improved more {WITH} (Cohen's d = 2.4; {TESTED}).")
    assert (found.end_point, found.measure) == ("pain scores", "SMD")


@pytest.mark.parametrize(
    "words",
    [
        "Vaccine efficacy was 62% (95% CI, 30 to 80) against severe falls with novumab.",
        "The vaccine had an efficacy of 62% (95% CI, 30 to 80) against severe falls.",
    ],
)
def test_an_efficacy_may_say_behind_its_figures_against_what(words: str) -> None:
    found = only(words)
    assert (found.end_point, found.measure, figure(found.value)) == ("severe falls", "VE", "62")


def test_an_efficacy_against_nothing_that_happens_is_of_no_end_point() -> None:
    assert not results("Vaccine efficacy was 62% (95% CI, 30 to 80) against placebo.")
