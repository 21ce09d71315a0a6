"""What is read of estimates in the wordings of many fields: what they are of, and in whom."""

import pytest
from tests.extract.made_up_primary import figure, only, results

from trialgraph.model.result import Estimate, Interval

CLOSED = "(odds ratio, 0.56; 95% CI, 0.34 to 0.92)"


def ends(interval: Interval | None) -> str:
    return f"{figure(interval.lower)}..{figure(interval.upper)}" if interval else "-"


def told(one: Estimate) -> str:
    p = figure(one.p.number) if one.p else "-"
    return f"{one.end_point}: {one.measure} {figure(one.value)} {ends(one.interval)} p {p}"


def all_told(*words: str) -> list[str]:
    return [told(one) for one in results(*words)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "The relative risk of gout was 0.63 (95 percent confidence interval, 0.41 to 0.97).",
            "gout: RR 0.63 0.41..0.97 p -",
        ),
        (
            (
                "The risk of gout was markedly reduced by 38 percent (95 percent confidence "
                "interval, 12 to 56 percent; P = 0.007)."
            ),
            "gout: other 38 12..56 p 0.007",
        ),
        (
            (
                "Sleep quality rose by 7.1 percentage points (CI, 3.9 to 10.3 percentage points) "
                "more with novumab than with placebo."
            ),
            "sleep quality: RD 7.1 3.9..10.3 p -",
        ),
        (
            "Gout was rarer (hazard ratio for novumab vs. placebo, 0.61; 95% CI, 0.40 to 0.93).",
            "gout: HR 0.61 0.40..0.93 p -",
        ),
        (
            "Gout was rarer (odds ratio for 10 mg vs. placebo, 0.61; 95% CI, 0.40 to 0.93).",
            "gout: OR 0.61 0.40..0.93 p -",
        ),
        (
            "Ferritin fell with both (mean difference, 0.8 g/dL; 95% CI, 0.5 to 1.1).",
            "ferritin: MD 0.8 0.5..1.1 p -",
        ),
        (
            "The difference in gait speed was 1.1 cm favoring novumab (95% CI 0.8 to 1.4).",
            "gait speed: difference 1.1 0.8..1.4 p -",
        ),
        (
            "Novumab reduced the risk of gout by 31 per cent (P less than 0.05).",
            "gout: other 31 - p 0.05",
        ),
        (
            (
                "Gout was as rare with both (hazard ratio, 0.98; 95% CI, 0.80 to 1.12; "
                "noninferiority P = .02)."
            ),
            "gout: HR 0.98 0.80..1.12 p .02",
        ),
    ],
)
def test_figures_are_read_in_the_spelling_of_any_journal(words: str, wanted: str) -> None:
    assert all_told(words) == [wanted]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "At week 9, mean HbA(1c) level had fallen by 2% v 1% with placebo",
            "HbA(1c)",
        ),
        ("Adjusted mean change from baseline to week 26 in urine flow was 4 v 2", "urine flow"),
        (
            "Eye pressure reductions for novumab and placebo at week 4 were 7 and 5",
            "eye pressure",
        ),
        (
            "In the modified analysis, shingles developed in 7 v 9 with placebo",
            "shingles",
        ),
        ("Two-year limb control was 86% and 79%", "limb control"),
        ("Results Hip fracture occurred in 8 and 9", "hip fracture"),
        (
            "Sugar less than 7.5 mmol/L was seen in 40% v 30%",
            "sugar less than 7.5 mmol/L",
        ),
        (
            "The number of days with headache fell by 7 v 3 with placebo",
            "days with headache",
        ),
        ("Readmission:", "readmission"),
        ("A sugar target of 53 mmol/mol was met by 9 v 8", "sugar target of 53 mmol/mol"),
        ("Hip fractures: 8 with novumab and 9 with placebo", "hip fractures"),
        ("Of 90 on novumab 8 died, as did 14 of 88 on placebo", "OS"),
        ("Grade 3 or higher cramps were commoner with novumab", "grade 3 or higher cramps"),
        ("Serious adverse events were reported by 9 and 12", "serious adverse events"),
        (
            "More on novumab reached a gait speed >1.2 m than on placebo",
            "gait speed >1.2 m",
        ),
        ("Both groups achieved similar ferritin reductions", "ferritin"),
        ("Gout was rare (4%); weight was stable; cramps were rarer with novumab", "cramps"),
        ("Treatment failure was rarer with novumab", "treatment failure"),
        (
            "No difference was seen in mean time until the first burn",
            "time until the first burn",
        ),
        ("Groups were alike in terms of mean HbA(1c) (7% and 8%, respectively)", "HbA(1c)"),
    ],
)
def test_plain_words_say_what_an_estimate_is_of(words: str, name: str) -> None:
    assert only(f"{words} {CLOSED}.").end_point == name


@pytest.mark.parametrize(
    "words",
    [
        "Novumab was better",
        "Both were low",
        "The trial was large",
        "Patients were less likely to stop novumab",
        "Grades were noted",
        "Those on novumab reached significant effects than others",
        "Those on novumab reached more patients than others",
        "Main Analysis: all of them",
        "Burns were rare with novumab (4%) and the patients were home earlier",
        "This was a matter of luck",
    ],
)
def test_words_that_name_no_outcome_give_none(words: str) -> None:
    assert not results(f"{words} {CLOSED}.")


def test_harms_go_on_about_no_end_point_of_the_sentence_before() -> None:
    words = "PFS was longer with novumab.", f"Patients were less likely to stop it {CLOSED}."
    assert not results(*words)
    assert all_told("PFS was longer with novumab.", f"It was so later {CLOSED}.") == [
        "PFS: OR 0.56 0.34..0.92 p -"
    ]


def test_the_difference_is_of_what_was_told_before() -> None:
    difference = "The difference between the groups was 2.1 points (95% CI, 1.2 to 3.0)."
    wanted = "pain: difference 2.1 1.2..3.0 p -"
    assert all_told("Mean pain at week 4 was 5 with novumab and 3 with placebo.", difference) == [
        wanted
    ]
    one = difference.replace("The", "Pain was 5 with novumab and 3 with placebo; the")
    assert all_told(one) == [wanted]
    assert not results(difference)
    assert not results("PFS was short, TTP was long.", difference)
    assert not results("Pain is bad.", difference)


def test_a_list_of_brackets_may_be_opened_by_an_end_point() -> None:
    words = (
        "Benefits with novumab were seen in PFS (HR 0.71; 0.50 to 0.99), time to pain (HR 0.65; "
        "0.53 to 0.79), and shingles (HR 0.43; 0.31 to 0.60)."
    )
    assert all_told(words) == [
        "PFS: HR 0.71 0.50..0.99 p -",
        "time to pain: HR 0.65 0.53..0.79 p -",
        "shingles: HR 0.43 0.31..0.60 p -",
    ]
    kinds = words.replace("shingles", "HER2-positive tumors").replace("time to pain", "old burns")
    assert "old burns: HR 0.65 0.53..0.79 p -" in all_told(kinds)
    assert not any("tumors" in one for one in all_told(kinds))
    alone = "PFS (all of it) and shingles (HR 0.43; 0.31 to 0.60) were better with novumab."
    assert "shingles: HR 0.43 0.31..0.60 p -" not in all_told(alone)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            (
                "All others were reduced: gout, 32% (HR, 0.68; 95% CI, 0.55-0.84); burns, 22% (HR, "
                "0.78; 95% CI, 0.58-1.05)."
            ),
            ["gout: HR 0.68 0.55..0.84 p -", "burns: HR 0.78 0.58..1.05 p -"],
        ),
        (
            (
                "There was no difference between the groups in the frequency of gout (HR 1.2, "
                "0.97-1.56), burns (0.99, 0.76-1.28; p=0.92), or falls."
            ),
            ["gout: HR 1.2 0.97..1.56 p -", "burns: HR 0.99 0.76..1.28 p 0.92"],
        ),
        (
            (
                "There was no reduction in gout at 90 days with novumab (odds ratio 1.14, 95% CI "
                "0.86-1.51) or in the rate of burns (0.96, 0.70-1.32)."
            ),
            ["gout: OR 1.14 0.86..1.51 p -", "burns: OR 0.96 0.70..1.32 p -"],
        ),
        (
            (
                "Effects were kept at 6 months for stress (SMD -0.45; 95% CI -0.82 to -0.08) and "
                "HbA(1c) (SMD -0.38; 95% CI -0.74 to -0.02)."
            ),
            ["stress: SMD -0.45 -0.82..-0.08 p -", "HbA(1c): SMD -0.38 -0.74..-0.02 p -"],
        ),
        (
            (
                "The hazard ratio (HR) for gout was 0.75 (0.62-0.91), and the HR for burns was "
                "0.87 (0.68-1.11)."
            ),
            ["gout: HR 0.75 0.62..0.91 p -", "burns: HR 0.87 0.68..1.11 p -"],
        ),
        (
            (
                "Mean HbA1c fell [difference -11 mmol/mol (95% CI -13; -10) or -1.02% (95% CI "
                "-1.18; -0.87); P < 0.001]."
            ),
            ["HbA1c: difference -11 -13..-10 p -", "HbA1c: difference -1.02 -1.18..-0.87 p 0.001"],
        ),
    ],
)
def test_each_bracket_of_a_sentence_has_its_own(words: str, wanted: list[str]) -> None:
    assert all_told(words) == wanted


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (
            "Freedom from harm favored it (hazard ratio for gout, burns, or death,",
            "freedom from harm",
        ),
        ("It was so (hazard ratio for burns, gout, or death,", "burns, gout, or death"),
        ("It was so (hazard ratio for death,", "OS"),
    ],
)
def test_death_as_one_of_several_events_is_no_overall_survival(words: str, name: str) -> None:
    assert only(f"{words} 0.58; 95% CI, 0.36 to 0.93).").end_point == name


def test_death_or_what_is_not_said_is_nothing() -> None:
    assert not results("It was so (hazard ratio or death rate, 0.58; 95% CI, 0.36 to 0.93).")


def test_a_clause_says_itself_in_whom() -> None:
    words = (
        "Among men with gout, median PFS was 16 vs 12 months (HR, 0.62; 95% CI, 0.45-0.86); among "
        "those with burns it was 11.9 vs 11.0 months (HR, 0.95; 95% CI, 0.70-1.28); and in all "
        "patients it was 13 vs 12 months (HR, 0.80; 95% CI, 0.70-0.99)."
    )
    assert [(figure(one.value), one.population) for one in results(words)][:2] == [
        ("0.62", "subgroup: men with gout"),
        ("0.95", "subgroup: those with burns"),
    ]


@pytest.mark.parametrize(
    ("name", "measure"),
    [("HbA1c", "difference"), ("HbA1c <7%", "RD"), ("Recovery of sight", "RD")],
)
def test_a_share_is_no_measurement_in_percent(name: str, measure: str) -> None:
    words = f"{name} was seen in both groups (difference, 12.6%; 95% CI, 6.1 to 19.1)."
    assert only(words).measure == measure


def test_a_p_value_says_its_sign_and_test_in_words() -> None:
    one = only(
        "Gout was rare (hazard ratio, 0.98; 95% CI, 0.80 to 1.12; superiority P less than 1)."
    )
    assert one.p
    assert (one.p.comparator, one.p.tests) == ("<", "superiority")
    one = only("PFS was long (HR, 0.98; 95% CI, 0.80 to 1.12; noninferiority P greater than .2).")
    assert one.p
    assert (one.p.comparator, one.p.tests) == (">", "noninferiority")
