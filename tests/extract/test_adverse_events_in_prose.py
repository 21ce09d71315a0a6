"""Adverse events in running text: the event, its grade, the count, and whose it is."""

import pytest
from tests.extract.made_up_harms import THREE, Row, arm, events, rows

from trialgraph.extract.mentions.grades import find_grades
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "Grade 3-4 anaemia occurred in 12 (9%) of 130 patients in the novumab group and"
                " 8 (6%) of 131 in the placebo group."
            ),
            [
                ("anaemia", "3-4", "novumab", "12", "9"),
                ("anaemia", "3-4", "placebo", "8", "6"),
            ],
        ),
        (
            (
                "Adverse events of grade 4 or higher were noted in 41.2% of those given novumab"
                " and in 20% of those given placebo."
            ),
            [
                ("Adverse events", ">=4", "novumab", None, "41.2"),
                ("Adverse events", ">=4", "placebo", None, "20"),
            ],
        ),
        (
            (
                "The most frequent grade ≥3 side-effects were fatigue (14 [10%] patients in the"
                " novumab group vs six [5%] in the placebo group), and renal pain (9 [6%] vs none)."
            ),
            [
                ("fatigue", ">=3", "novumab", "14", "10"),
                ("fatigue", ">=3", "placebo", "6", "5"),
                ("renal pain", ">=3", "novumab", "9", "6"),
                ("renal pain", ">=3", "placebo", "0", None),
            ],
        ),
        (
            "Serious adverse events were more common with novumab than with placebo (22% v 11%).",
            [
                ("Serious adverse events", "any", "novumab", None, "22"),
                ("Serious adverse events", "any", "placebo", None, "11"),
            ],
        ),
        (
            (
                "Ten (7%) patients in the novumab group and three (2%) in the placebo group"
                " discontinued treatment because of toxicity."
            ),
            [
                ("discontinued treatment because of toxicity", "any", "novumab", "10", "7"),
                ("discontinued treatment because of toxicity", "any", "placebo", "3", "2"),
            ],
        ),
        (
            (
                "Vomiting was seen in 30% and 12% of patients in the placebo and novumab groups,"
                " respectively."
            ),
            [
                ("Vomiting", "any", "placebo", None, "30"),
                ("Vomiting", "any", "novumab", None, "12"),
            ],
        ),
        (
            (
                "Grade 3 and 4 toxicities occurred in 20% and 5% of patients, respectively, in the"
                " novumab group and in 10% and 2%, respectively, in the placebo group."
            ),
            [
                ("toxicities", "3", "novumab", None, "20"),
                ("toxicities", "4", "novumab", None, "5"),
                ("toxicities", "3", "placebo", None, "10"),
                ("toxicities", "4", "placebo", None, "2"),
            ],
        ),
        (
            (
                "Severe nausea and vomiting were higher with placebo versus novumab (18% v 13% and"
                " 15% v 4%, respectively)."
            ),
            [
                ("Severe nausea", "any", "placebo", None, "18"),
                ("Severe nausea", "any", "novumab", None, "13"),
                ("Severe vomiting", "any", "placebo", None, "15"),
                ("Severe vomiting", "any", "novumab", None, "4"),
            ],
        ),
        (
            (
                "Any-grade rash (52%) and pruritus (31%) were the leading adverse events in the"
                " novumab group."
            ),
            [
                ("rash", "any", "novumab", None, "52"),
                ("pruritus", "any", "novumab", None, "31"),
            ],
        ),
        (
            (
                "In the novumab group the most common adverse events were rash (52%), pruritus"
                " (31%), and dry mouth (9%)."
            ),
            [
                ("rash", "any", "novumab", None, "52"),
                ("pruritus", "any", "novumab", None, "31"),
                ("dry mouth", "any", "novumab", None, "9"),
            ],
        ),
        (
            (
                "The main toxic effects were rash (12%) and nausea (8%) in the novumab group and"
                " cough (7%) in the placebo group."
            ),
            [
                ("rash", "any", "novumab", None, "12"),
                ("nausea", "any", "novumab", None, "8"),
                ("cough", "any", "placebo", None, "7"),
            ],
        ),
        (
            (
                "Two treatment-related deaths occurred in the novumab group and no deaths due to"
                " treatment occurred in the placebo group."
            ),
            [
                ("treatment-related deaths", "5", "novumab", "2", None),
                ("deaths due to treatment", "5", "placebo", "0", None),
            ],
        ),
        (
            (
                "Grade 3 mouth ulceration was more frequent with novumab (21 patients [15.5%]) than"
                " with placebo (four [3.1%])."
            ),
            [
                ("mouth ulceration", "3", "novumab", "21", "15.5"),
                ("mouth ulceration", "3", "placebo", "4", "3.1"),
            ],
        ),
        (
            "One patient in the novumab group died of pneumonitis, an adverse event.",
            [("pneumonitis", "5", "novumab", "1", None)],
        ),
        (
            (
                "Bleeding occurred in 5 patients in the novumab group (4%) and 2 patients in the"
                " placebo group (1.5%)."
            ),
            [
                ("Bleeding", "any", "novumab", "5", "4"),
                ("Bleeding", "any", "placebo", "2", "1.5"),
            ],
        ),
        (
            (
                "The most common grade 3 adverse event was neutropenia, reported in 51 (19%) of 267"
                " patients in the novumab group and 11 (4%) of 270 in the placebo group."
            ),
            [
                ("neutropenia", "3", "novumab", "51", "19"),
                ("neutropenia", "3", "placebo", "11", "4"),
            ],
        ),
        (
            (
                "The novumab group had more grade 3 rash (10% v 0%), whereas the placebo group"
                " had more grade 3 cough (33% v 14%)."
            ),
            [
                ("rash", "3", "novumab", None, "10"),
                ("rash", "3", "placebo", None, "0"),
                ("cough", "3", "placebo", None, "33"),
                ("cough", "3", "novumab", None, "14"),
            ],
        ),
        (
            "Nausea occurred in 12% with novumab compared with 8%.",
            [
                ("Nausea", "any", "novumab", None, "12"),
                ("Nausea", "any", "placebo", None, "8"),
            ],
        ),
        (
            (
                "Side-effects with novumab were nausea (12%; grade 3, 2%) and rash (4%); those with"
                " placebo were nausea (9%) and cough (3%)."
            ),
            [
                ("nausea", "any", "novumab", None, "12"),
                ("rash", "any", "novumab", None, "4"),
                ("nausea", "any", "placebo", None, "9"),
                ("cough", "any", "placebo", None, "3"),
            ],
        ),
        (
            "Vomiting was seen in 14 (9%) patients (grade 3) in the novumab group.",
            [("Vomiting", "3", "novumab", "14", "9")],
        ),
        (
            "Toxic effects were alopecia (12% v 8%) with novumab and placebo.",
            [
                ("alopecia", "any", "novumab", None, "12"),
                ("alopecia", "any", "placebo", None, "8"),
            ],
        ),
        (
            "Diarrhoea was less frequent with novumab (6 vs 14%).",
            [
                ("Diarrhoea", "any", "novumab", None, "6"),
                ("Diarrhoea", "any", "placebo", None, "14"),
            ],
        ),
    ],
)
def test_counts_are_given_to_their_event_grade_and_arm(
    terms: TermIndex, sentence: str, expected: list[Row]
) -> None:
    assert rows(events(terms, sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Adverse events of grade 2 or 3 occurred in 34% of all patients.",
        "The response rate was 40% in the novumab group and 20% in the placebo group.",
        "Toxicity was acceptable; overall survival at 2 years was 60% with novumab.",
        (
            "Reasons for stopping were progression (40% v 50%) and adverse events (9% v 3%) in the"
            " novumab and placebo groups."
        ),
        "Discontinuation of treatment because of diarrhoea was low with novumab (5%).",
        "Proteinuria and thyroid disorder were rare in the novumab group (4% and 2%).",
        "Nausea was more frequent in the cisplatin arm (27% v 16%).",
        "Nausea was more frequent with novumab than with placebo (6% v 14%).",
        "Pain occurred at least 10% more often with novumab.",
        "Leukopenia was seen in 12 (9%) of 30 patients in the novumab group.",
        "Adverse events worse than grade 2 were rash (4% with novumab and 3% with placebo).",
        "Rash was seen in 115% of patients in the novumab group.",
        "Adverse events occurred in 9 (6%) of 150 patients in the placebo group.",
        "In multivariate analysis nausea was seen in 12% of the novumab group.",
        "Fever was seen with novumab (2.5% per 100 cycles).",
        "Neutropenia was associated with fever (12% with novumab and 3% with placebo).",
        "Nausea and vomiting occurred with novumab and placebo (9% v 8%, 7% v 4%, 2% v 1%).",
        "Nausea and vomiting occurred with novumab and placebo (9% v 8% and 7% v 4%).",
        "Adverse events were infection (12%) and overall survival (60%) with novumab.",
        "Rash was seen in 4% of those on the drug; 9% of the placebo group withdrew.",
        "Nausea was seen in 12 (9%) of 0 patients in the novumab group.",
        "A difference of 12% in nausea was seen with novumab.",
        "Hypertension led to dose reduction in 9% of the novumab group.",
    ],
)
def test_what_is_unsure_is_left_out(terms: TermIndex, sentence: str) -> None:
    assert rows(events(terms, sentence)) == []


def test_three_values_need_three_arms(terms: TermIndex) -> None:
    sentence = "Nausea was seen in 50% with A + B, 40% and 12%."
    assert events(terms, sentence, arms=THREE) == ()


def test_three_arms_take_three_values_in_order(terms: TermIndex) -> None:
    found = events(
        terms,
        "Treatment-related toxic effects were maximum grade 3/4 in 50%, 40%, and 12% of patients"
        " receiving A + B, A alone, and supportive care, respectively.",
        arms=THREE,
    )
    assert [(one.arm, one.grade, one.percent and one.percent.printed) for one in found] == [
        ("A + B", "3-4", "50"),
        ("A alone", "3-4", "40"),
        ("supportive care", "3-4", "12"),
    ]


def test_serious_and_subgroup_travel_with_the_count(terms: TermIndex) -> None:
    found = events(
        terms,
        "The most common serious adverse events were cataract (12 [8%] in the novumab group vs"
        " 9 [6%] in the placebo group).",
        "Among patients aged 70 years or older, fatigue occurred in 20% with novumab and 10%"
        " with placebo.",
        "In part 2, adverse events were seen in 30 (60%) of 50 patients with novumab.",
    )
    assert [(one.serious, one.population) for one in found] == [
        (True, "safety"),
        (True, "safety"),
        (None, "subgroup: patients aged 70 years or older"),
        (None, "subgroup: patients aged 70 years or older"),
        (None, "part 2"),
    ]


def test_arms_are_known_by_one_word_of_their_own(terms: TermIndex) -> None:
    arms = (arm("weekly carboplatin", "experimental", 0), arm("monthly carboplatin", "control", 1))
    found = events(
        terms,
        "Grade 3 infection was less frequent in the weekly arm (monthly v weekly, 12% v 7%).",
        arms=arms,
    )
    assert [(one.arm, one.percent and one.percent.printed) for one in found] == [
        ("monthly carboplatin", "12"),
        ("weekly carboplatin", "7"),
    ]


@pytest.mark.parametrize("section", ["methods", "introduction", "discussion", "title"])
def test_only_results_are_read(terms: TermIndex, section: SectionKind) -> None:
    sentence = "Nausea occurred in 12% of patients in the novumab group."
    assert events(terms, sentence, section=section) == ()
    assert events(terms, sentence, arms=()) == ()


def test_an_end_point_of_efficacy_is_no_adverse_event(terms: TermIndex) -> None:
    sentence = "Adverse events were few. Oral mucositis occurred in 12% with novumab."
    declared = EndPoint(name="oral mucositis", name_printed="oral mucositis", span=Span(0, 0))
    assert len(events(terms, sentence)) == 1
    assert events(terms, sentence, end_points=(declared,)) == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("grade 3", "3"),
        ("grades 3 and 4", "3-4"),
        ("Grade III-IV", "3-4"),
        ("grade 3/4", "3-4"),
        ("grade 3 or worse", ">=3"),
        ("grade 2+", ">=2"),
        ("grade >or= 2", ">=2"),
        ("≥ grade 3", ">=3"),
        ("at least grade 3", ">=3"),
        ("grade 3-5", ">=3"),
        ("grade 1-5", "any"),
        ("all grades", "any"),
        ("high-grade", ""),
        ("mostly grade 1", "any"),
        ("worse than grade 2", ""),
    ],
)
def test_grades_have_one_spelling(words: str, value: str) -> None:
    assert [one.value for one in find_grades(words, 0, len(words))] == [value]
