"""What estimates are of where plain words tell it, and shares of events that differ."""

import pytest
from tests.extract.made_up_primary import figure, only, read, results

from trialgraph.model.text import Absence


def told(*words: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            one.end_point,
            one.measure,
            figure(one.value),
            one.at,
            figure(one.p.number if one.p else Absence.NOT_REPORTED),
        )
        for one in results(*words)
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("There were 9 second tumors with novumab and two with placebo", "second tumors"),
        ("With novumab 31 (8%) falls were noted, versus 40 (10%) with placebo", "falls"),
        ("No difference was seen in new ulcers: 7 with novumab and 9 with placebo", "new ulcers"),
        ("There was no effect on sleep quality between the two groups", "sleep quality"),
        ("The novumab group had slightly higher pain awareness than placebo", "pain awareness"),
        ("Women on novumab had better odds of walking at day 9 than placebo", "walking"),
        ("Novumab lowers the clot rate (4%) in that group [6%] against placebo", "clot rate"),
        ("Novumab enhances clinic visits in towns, compared with placebo", "clinic visits"),
        ("Two on novumab and six on placebo developed an abscess, which was fewer", "abscess"),
        ("Both groups were alike with respect to warts", "warts"),
        ("There was a difference in survival, with rates of 8% and 9%", "OS"),
        ("There was no difference in deaths between groups", "OS"),
    ],
)
def test_plain_words_before_a_ratio_name_what_it_counts(words: str, name: str) -> None:
    assert only(f"{words} (odds ratio, 0.56; 95% CI, 0.34 to 0.92).").end_point == name


@pytest.mark.parametrize(
    "words",
    [
        "Of 41 (8%) of 90 nodes were seen with novumab and 9 with placebo",
        "There were 21 falls with novumab and 22 burns with placebo",
        "There were 300 patients with novumab and 280 with placebo",
        "No difference was seen in relapse: 7 with novumab and 9 with placebo",
        "The placebo group had greater novumab use than others",
        "It was 3 ) better",
    ],
)
def test_words_that_count_no_one_thing_name_nothing(words: str) -> None:
    assert not results(f"{words} (odds ratio, 0.56; 95% CI, 0.34 to 0.92).")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("odds ratio (95% CI) for sore throat at 6 months in the novumab group was", "sore throat"),
        ("hazard ratio for itching in the novumab group compared with placebo was", "itching"),
        ("hazard ratio for joint pain between the two groups was", "joint pain"),
    ],
)
def test_a_ratio_says_itself_what_it_is_for(words: str, name: str) -> None:
    assert only(f"The {words} 0.61 (0.40-0.93).").end_point == name


def test_a_share_of_a_number_is_relative_and_has_its_own_time() -> None:
    words = (
        "The number of warts was 12% lower with novumab than with placebo at 2 months (P=0.03), "
        "15% lower at 4 months (P=0.02), and 9% lower at week 30 (P=0.04)."
    )
    assert told(words) == [
        ("warts", "other", "12", "2 months", "0.03"),
        ("warts", "other", "15", "4 months", "0.02"),
        ("warts", "other", "9", "30 weeks", "0.04"),
    ]
    assert told("The rate of new moles was lower by 21% (95% CI, 4 to 36) with novumab.") == [
        ("new moles", "other", "21", "", "-")
    ]
    assert told("Novumab cut fractures by 9%, compared with placebo (95% CI, 2 to 15).") == [
        ("fractures", "other", "9", "", "-")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Novumab reduced lump size by 20% (P=0.02).",
        "Median follow-up was 3 months longer with novumab than with placebo (P=0.02).",
        "Mean age was 3 years higher with novumab than with placebo (P=0.02).",
        "Mean dose was 20% lower with novumab than with placebo (P=0.02).",
    ],
)
def test_falls_of_one_arm_and_what_no_treatment_changes_are_no_effects(words: str) -> None:
    assert not results(words)


def test_shares_in_brackets_are_of_what_stands_before_each() -> None:
    words = (
        "The groups differed with respect to warts (18% [95% CI, -4 to 35] lower rate with "
        "novumab, P=0.13) and moles (33% [95% CI, 2 to 52] lower rate, P=0.04)."
    )
    assert told(words) == [
        ("warts", "other", "18", "", "0.13"),
        ("moles", "other", "33", "", "0.04"),
    ]


def test_a_difference_of_rates_of_patients_stays_absolute() -> None:
    words = "The response rate was 11% higher with novumab (95% CI, 3 to 19)."
    assert told(words) == [("ORR", "RD", "11", "", "-")]
    words = "Median stay was 4 days longer with novumab than with placebo (P=0.02)."
    assert told(words) == [("stay", "difference", "4", "", "0.02")]


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        ("(ETD [95% CI]: -0.4 kg [-0.6; -0.2])", ("-0.4", "-0.6", "-0.2")),
        (
            "(difference 7.4 points; 95% Confidence Interval (CI) -2.1 to +16.9 points)",
            ("7.4", "-2.1", "16.9"),
        ),
        (
            "(difference = -21.8 cm(2); 95% confidence interval, -33.5 to -10.1)",
            ("-21.8", "-33.5", "-10.1"),
        ),
    ],
)
def test_units_and_signs_of_differences(words: str, limits: tuple[str, str, str]) -> None:
    found = only(f"Body weight was lower with novumab than with placebo {words}.")
    assert found.end_point == "body weight"
    assert found.interval is not None
    printed = (found.value, found.interval.lower, found.interval.upper)
    assert tuple(figure(one) for one in printed) == limits


@pytest.mark.parametrize(
    ("words", "significant"),
    [
        ("HR 0.94; P = .60", False),
        ("HR 0.94; P = .15", None),
        ("HR 0.94; 95% CI, 0.80 to 1.10; P = .41", False),
        ("HR 0.94; 95% CI, 0.80 to 1.10; P = .001", None),
        ("HR 0.94; 95% CI, 0.80 to 1.10; P < .001", None),
    ],
)
def test_a_large_p_is_significant_at_no_level(words: str, *, significant: bool | None) -> None:
    assert only(f"Median OS was 15 and 14 months ({words}).").significant is significant


@pytest.mark.parametrize("verb", ["prolonged", "improved", "extended"])
def test_a_conclusion_says_significantly_of_plain_survival(verb: str) -> None:
    found, _ = read(
        ("results", "Median OS was 15 and 12 months (HR 0.74; P = .01)."),
        ("conclusion", f"Novumab significantly {verb} survival as compared with placebo."),
    )
    assert [one.significant for one in found] == [True]


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("The data presented here are the final analysis.", "final"),
        ("Data shown here represent an interim look.", None),
        ("Overall survival was alike at this final planned analysis.", "final"),
        ("Toxicity was alike. PFS was alike at this interim analysis.", None),
    ],
)
def test_the_analysis_is_named_for_all_or_for_one(words: str, stage: str | None) -> None:
    found, _ = read(("results", "OS rose with novumab (HR 0.5; P=0.01)."), ("conclusion", words))
    assert [one.stage for one in found] == [stage]


def test_the_subgroup_after_an_estimate_is_its_own() -> None:
    words = (
        "The PFS HR was 0.41 (95% CI: 0.30-0.60) for patients with titres < Q2, and 0.77 "
        "(95% CI: 0.61-0.93) for patients with titres > Q2."
    )
    assert [one.population for one in results(words)] == [
        "subgroup: patients with titres < Q2",
        "subgroup: patients with titres > Q2",
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Median duration of response was 5 and 7 months, respectively (P=0.41).", "DoR"),
        ("Median OS was not reached in either arm (p=0.35).", "OS"),
        ("The response rates of both groups were alike (P = 0.5).", "ORR"),
        ("Overall survival did not differ (P = 0.5).", "OS"),
        ("PFS was 5.1 vs. 4.0 months (p=0.04).", "PFS"),
    ],
)
def test_a_paper_need_not_name_its_two_arms_beside_a_p(words: str, name: str) -> None:
    found, _ = read(("results", words), ("discussion", "We saw much."))
    assert [(one.end_point, one.comparator) for one in found] == [(name, "placebo group")]


@pytest.mark.parametrize(
    "words",
    [
        "In men, OS was 5.1 vs. 4.0 months (p=0.04).",
        "OS was 5.1 v 4.0 months by stage (p=0.04).",
        "OS was good (p=0.04).",
    ],
)
def test_a_p_may_be_of_other_groups(words: str) -> None:
    assert not read(("results", words), ("discussion", "We saw much."))[0]


def test_events_of_a_first_look_or_of_a_part_are_not_the_plan() -> None:
    for words in (
        "The interim analysis occurred after 36 PFS events.",
        "We wanted 20 PFS events in the small-cell subgroup.",
        "In all, 90 events were needed.",
    ):
        found, _ = read(("methods", words), ("results", "PFS rose (HR 0.5; P=0.01)."))
        assert [one.planned_events for one in found] == [None]
    found, _ = read(
        ("methods", "In all, 90 PFS events were needed."), ("results", "PFS rose (HR 0.5; P=0.01).")
    )
    assert [figure(one.planned_events) for one in found] == ["90"]


def test_a_p_above_the_planned_level_is_not_significant() -> None:
    plan = (
        "The significance level was 0.05 (one-sided) for all primary and secondary end points "
        "and 0.05 (two-sided) for the walking test."
    )
    found, _ = read(("methods", plan), ("results", "PFS rose (HR, 0.8; p = 0.15)."))
    assert [one.significant for one in found] == [False]


@pytest.mark.parametrize("words", ["central imaging", "central radiographic", "central radiology"])
def test_a_central_review_is_independent_whatever_is_reviewed(words: str) -> None:
    found = only(f"PFS judged at a {words} review was longer (HR, 0.8; p = 0.15).")
    assert found.assessor == "independent"
