"""Harm told in the forms that abstracts use beside the usual list: order, place, names."""

from dataclasses import replace

import pytest
from tests.extract.made_up_harms import THREE, TWO, Row, arm, events, rows

from trialgraph.extract.mentions.grades import find_grades
from trialgraph.model.text import Span
from trialgraph.model.trial import EndPoint
from trialgraph.terms.index import TermIndex

SURVIVAL = EndPoint(name="OS", name_printed="overall survival", span=Span(0, 0))
LONG = (
    arm("novumab plus capecitabine", "experimental", 0, "novumab", "capecitabine"),
    arm("placebo plus capecitabine", "control", 1, "placebo", "capecitabine"),
)


def pairs(found: list[Row]) -> list[str]:
    """Return "event grade: number in the first arm / in the second" for counts in two arms."""
    shown = [(f"{term} {grade}", name, n or share) for term, grade, name, n, share in found]
    return [
        f"{what}: {number} / {other}"
        for (what, name, number), (_, second, other) in zip(shown[::2], shown[1::2], strict=True)
        if name.startswith(("novumab", "A")) and not second.startswith("novumab")
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "Compared with placebo, novumab led to more grade 3 anaemia (14 [9%] of 150"
                " patients v two [1%] of 140 patients; p=0.002) and myalgia (9 [6%] v four [3%])."
            ),
            ["anaemia 3: 14 / 2", "myalgia 3: 9 / 4"],
        ),
        (
            "Relative to the placebo group, the novumab group had more rash (21% v 8%).",
            ["rash any: 21 / 8"],
        ),
        (
            "Nausea (16% vs 3% with placebo) and vomiting (9% vs 1% with placebo) were frequent.",
            ["Nausea any: 16 / 3", "vomiting any: 9 / 1"],
        ),
        (
            (
                "Nausea (17 [13%] among 132 patients who received novumab versus three [4%] among"
                " 68 who received placebo) and rash (seven [5%] versus two [3%]) were seen."
            ),
            ["Nausea any: 17 / 3", "rash any: 7 / 2"],
        ),
        (
            (
                "Fatigue was seen in 31% and 28% of the novumab and placebo groups, and"
                " interstitial lung disease in 9% (including two deaths) and 0%."
            ),
            ["Fatigue any: 31 / 28", "interstitial lung disease any: 9 / 0"],
        ),
    ],
)
def test_the_order_of_arms_is_that_of_the_comparison(
    sentence: str, expected: list[str], terms: TermIndex
) -> None:
    assert pairs(rows(events(terms, sentence, end_points=(SURVIVAL,)))) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Grade 3 rash was seen in 9% of those who received novumab and 4% who received placebo.",
        "Grade 3 rash was seen in a similar share of the novumab (9%) and placebo (4%) groups.",
        "Grade 3 rash was more frequent with novumab (9%; placebo, 4%).",
        "Grade 3 rash was seen in 9% and 4% in the novumab and placebo groups, respectively.",
        "Grade 3 rash was seen in 9% of novumab-treated and 4% of placebo-treated patients.",
    ],
)
def test_the_drug_of_one_arm_alone_names_it(sentence: str, terms: TermIndex) -> None:
    assert pairs(rows(events(terms, sentence, arms=LONG))) == ["rash 3: 9 / 4"]


def test_a_drug_given_together_with_another_is_not_its_arm(terms: TermIndex) -> None:
    sentence = "Grade 3 rash was seen in 9% of those given placebo plus radiotherapy."
    assert rows(events(terms, sentence, arms=LONG)) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "In the novumab group, 40% (n = 48) experienced nausea, 13% experienced vomiting,"
                " and 11% experienced rash."
            ),
            [("nausea", "48"), ("vomiting", "13"), ("rash", "11")],
        ),
        (
            "In the novumab group, 9 patients had grade 3 sore eyes, and 4 patients had rash.",
            [("sore eyes", "9"), ("rash", "4")],
        ),
        (
            "In the novumab group, 5 patients developed rash and 6 patients developed diarrhoea.",
            [("rash", "5"), ("diarrhoea", "6")],
        ),
    ],
)
def test_each_count_has_the_event_told_behind_it(
    sentence: str, expected: list[tuple[str, str]], terms: TermIndex
) -> None:
    found = rows(events(terms, sentence))
    assert [(one[0], one[3] or one[4]) for one in found] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Grade 3 nausea was seen in 28% v 12%, rash in 6% v 1%, and taste loss in 3% v 2%.",
            ["nausea 3: 28 / 12", "rash 3: 6 / 1", "taste loss 3: 3 / 2"],
        ),
        (
            "Toxicity: nausea was seen in 9% with novumab v 4%, and dry lips in 5% v 2%.",
            ["nausea any: 9 / 4", "dry lips any: 5 / 2"],
        ),
        (
            "Toxicities were more frequent with novumab: nausea, 9% v 4%; rash, 8% v 3%.",
            ["nausea any: 9 / 4", "rash any: 8 / 3"],
        ),
        (
            "Grade 3 adverse events were nausea in both groups (9% with novumab, 4% with placebo).",
            ["nausea 3: 9 / 4"],
        ),
        (
            "The most common grade 3 events were cold hands (9% and 4%) and sore eyes (8% and 3%).",
            ["cold hands 3: 9 / 4", "sore eyes 3: 8 / 3"],
        ),
        (
            "Nausea (any grade, 48%/44%; grade 3, 9%/4%) was common with novumab and placebo.",
            ["Nausea any: 48 / 44", "Nausea 3: 9 / 4"],
        ),
        (
            "Nausea was seen in 16 (11%) versus none, and rash in four (3%) versus one (1%).",
            ["Nausea any: 16 / 0", "rash any: 4 / 1"],
        ),
        (
            "Sixteen percent of the novumab group and 2% of the placebo group had diarrhoea.",
            ["diarrhoea any: 16 / 2"],
        ),
        (
            (
                "Rash was seen in 20 of 150 (13%) given novumab during the first period and in"
                " 10 of 140 (7%) given placebo."
            ),
            ["Rash any: 20 / 10"],
        ),
        (
            (
                "Toxic effects were rare except for grade 2 rash, which was seen in 9% and 4% in"
                " the novumab and placebo groups."
            ),
            ["rash 2: 9 / 4"],
        ),
    ],
)
def test_lists_go_on_with_verb_grade_and_order(
    sentence: str, expected: list[str], terms: TermIndex
) -> None:
    assert pairs(rows(events(terms, sentence))) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Nausea and rash were seen in 9% and 3% with novumab and 4% and 1% with placebo.",
            ["rash any: 3 / 1", "Nausea any: 9 / 4"],
        ),
        (
            (
                "Grade 3 nausea, rash, and anaemia occurred in 9%, 3%, and 2% of patients in the"
                " novumab group and in 4%, 1%, and 0% in the placebo group."
            ),
            ["anaemia 3: 2 / 0", "rash 3: 3 / 1", "nausea 3: 9 / 4"],
        ),
        (
            (
                "Grade 3 acute haematological and non-haematological toxicity occurred in 13% and"
                " 38% with novumab and 12% and 45% with placebo."
            ),
            [
                "acute non-haematological toxicity 3: 38 / 45",
                "acute haematological toxicity 3: 13 / 12",
            ],
        ),
        (
            (
                "Cardiac and surgical complications were seen in 3% and 8% of the novumab group"
                " and 2% and 5% of the placebo group."
            ),
            ["surgical complications any: 8 / 5", "Cardiac complications any: 3 / 2"],
        ),
        (
            (
                "Grade 3 local and general adverse events were noted in 3% and 8% with novumab"
                " and in 2% and 5% with placebo."
            ),
            ["general adverse events 3: 8 / 5", "local adverse events 3: 3 / 2"],
        ),
        (
            (
                "Serious infections and bleeding were noted in 6 and 2 patients on novumab and in 3"
                " and 1 patients on placebo."
            ),
            ["bleeding any: 2 / 1", "Serious infections any: 6 / 3"],
        ),
    ],
)
def test_counts_of_several_events_in_two_arms_are_crossed(
    sentence: str, expected: list[str], terms: TermIndex
) -> None:
    assert pairs(rows(events(terms, sentence))) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Lymphoedema was observed in 24% of the novumab group and in 6% of the placebo group.",
        "Hypotension was more common in the novumab group (24% v 6%).",
        "The incidence of insomnia was 24% with novumab and 6% with placebo.",
    ],
)
def test_known_events_that_came_up_are_harms_without_further_words(
    sentence: str, terms: TermIndex
) -> None:
    found = rows(events(terms, sentence, end_points=(SURVIVAL,)))
    assert [one[4] for one in found] == ["24", "6"]
    assert events(terms, sentence) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Hypotension was more common with novumab (24% v 6%; hazard ratio, 2.10).",
        "A history of insomnia was reported by 24% with novumab and 6% with placebo.",
        "Hypertension was present in 24% of the novumab group and in 6% of the placebo group.",
    ],
)
def test_what_is_estimated_or_was_there_before_is_no_harm(sentence: str, terms: TermIndex) -> None:
    assert events(terms, sentence, end_points=(SURVIVAL,)) == ()


def test_what_the_primary_end_point_names_is_no_harm(terms: TermIndex) -> None:
    main = EndPoint(
        name="incidence of rash at week 6",
        name_printed="incidence of rash at week 6",
        role="primary",
        span=Span(0, 0),
    )
    sentence = "Grade 2 rash occurred in 9% with novumab and 4% with placebo."
    assert events(terms, sentence, end_points=(main,)) == ()
    second = replace(main, role="secondary")
    assert len(events(terms, sentence, end_points=(second,))) == len(TWO)


@pytest.mark.parametrize(
    "sentence",
    [
        "Serious adverse events, including sepsis in 4% with novumab and 1% with placebo, rose.",
        "Pain fell from 71% to 61% with novumab and rash was rare.",
        "General anaesthesia was reported in 9% with novumab and 4% with placebo.",
        "Nausea occurred in 9% v 4%, and stable disease in 30% v 20%.",
        "Grade 3 disease was seen in 9% with novumab and 4% with placebo.",
    ],
)
def test_what_only_looks_like_a_counted_event_is_left_out(sentence: str, terms: TermIndex) -> None:
    found = {one.term for one in events(terms, sentence)}
    assert found <= {"Nausea", "sepsis"}


@pytest.mark.parametrize(
    "words", ["Most frequent grade 3 events", "The most common grade 3 events", "grade 3 events"]
)
def test_the_most_frequent_events_of_a_grade_are_of_it(words: str) -> None:
    assert [one.value for one in find_grades(words, 0, len(words))] == ["3"]


def test_three_arms_are_told_one_after_the_other(terms: TermIndex) -> None:
    sentence = "Rash was seen in 25% with A + B, 18% with A alone and 10% with supportive care."
    found = rows(events(terms, sentence, arms=THREE))
    assert [(one[2], one[4]) for one in found] == [
        ("A + B", "25"),
        ("A alone", "18"),
        ("supportive care", "10"),
    ]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        (
            (
                "Adverse events considered by the investigators to be related to the trial drug"
                " were reported in 9% with novumab and 4% with placebo."
            ),
            "Adverse events considered by the investigators to be related to the trial drug",
        ),
        (
            "Severe adverse events judged unrelated to study medication were seen in 9% v 4%.",
            "Severe adverse events judged unrelated to study medication",
        ),
        (
            "Toxic effects possibly related to treatment were seen in 9% and 4% of patients.",
            "Toxic effects possibly related to treatment",
        ),
    ],
)
def test_what_events_are_held_to_come_from_is_part_of_their_name(
    sentence: str, term: str, terms: TermIndex
) -> None:
    assert {one.term for one in events(terms, sentence)} == {term}


@pytest.mark.parametrize(
    "sentence",
    [
        "Insomnia was common in the medical history (7% with novumab, 6% with placebo).",
        "Comorbidity was frequent: insomnia in 7% with novumab and 6% with placebo.",
        "At study entry, insomnia was reported in 7% with novumab and 6% with placebo.",
    ],
)
def test_what_patients_brought_along_is_no_harm(sentence: str, terms: TermIndex) -> None:
    assert events(terms, sentence, end_points=(SURVIVAL,)) == ()


def test_the_number_of_an_arm_counts_nobody(terms: TermIndex) -> None:
    numbered = (arm("arm 1", "control", 0), arm("arm 2", "experimental", 1))
    sentence = "Grade 3 nausea and rash were seen in 16% and 31% in arm 1 and 15% and 42% in arm 2."
    found = rows(events(terms, sentence, arms=numbered))
    assert [(one[0], one[2], one[4]) for one in found] == [
        ("rash", "arm 1", "31"),
        ("rash", "arm 2", "42"),
        ("nausea", "arm 1", "16"),
        ("nausea", "arm 2", "15"),
    ]
