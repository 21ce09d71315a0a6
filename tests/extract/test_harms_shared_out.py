"""Harm counted in words that share it out: so many from each, events of a grade, all patients."""

import pytest
from tests.extract.made_up_harms import TWO, Row, arm, events, rows

from trialgraph.terms.index import TermIndex

COMBINED = (
    arm("novumab plus cisplatin", "experimental", 0, "novumab", "cisplatin"),
    arm("cisplatin", "control", 1, "cisplatin"),
)
LAST = "In all, 12 patients in the novumab group and 9 in the placebo group had toxicity."


def short(found: list[Row]) -> list[str]:
    return [
        f"{term} {grade} {name.split()[0]} {n or share}" for term, grade, name, n, share in found
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Four patients withdrew because of toxicity, two from each group.",
            ["withdrew because of toxicity any novumab 2", "{} placebo 2"],
        ),
        (
            (
                "Six patients (one child) discontinued due to adverse events, three each from the"
                " novumab (rash; cough) and placebo groups."
            ),
            ["discontinued due to adverse events any novumab 3", "{} placebo 3"],
        ),
        (
            (
                "Four women discontinued due to adverse events, two patients each receiving novumab"
                " and placebo."
            ),
            ["discontinued due to adverse events any novumab 2", "{} placebo 2"],
        ),
        (
            "Five patients withdrew because of toxicity, one each from the novumab group.",
            ["withdrew because of toxicity any novumab 1"],
        ),
        (
            (
                "Seven patients stopped treatment because of toxicity, five with novumab and"
                " two in the placebo group."
            ),
            ["stopped treatment because of toxicity any novumab 5", "{} placebo 2"],
        ),
    ],
)
def test_so_many_from_each(terms: TermIndex, sentence: str, expected: list[str]) -> None:
    found = short(rows(events(terms, sentence)))
    head = expected[0].rsplit(" ", 2)[0] if expected else ""
    assert found == [one.format(head) for one in expected]


@pytest.mark.parametrize(
    ("sentence", "term", "grade"),
    [
        ("Grade 3 or 4 events occurred in 9% with novumab and 4% with placebo.", "adverse", "3-4"),
        ("Events of grade 3 were seen in 9% with novumab and 4% with placebo.", "adverse", "3"),
        (
            (
                "Immune-related adverse events were seen in 19% with novumab and 14% with placebo;"
                " events of grade 3 were seen in 9% with novumab and 4% with placebo."
            ),
            "Immune-related adverse",
            "3",
        ),
    ],
)
def test_events_of_a_grade_are_adverse_events(
    terms: TermIndex, sentence: str, term: str, grade: str
) -> None:
    assert rows(events(terms, sentence))[-2:] == [
        (f"{term} events", grade, "novumab", None, "9"),
        (f"{term} events", grade, "placebo", None, "4"),
    ]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        (
            (
                "Severe adverse events (those that kept patients at home) judged to be unrelated to"
                " novumab were seen in 9% in the novumab group and 4% in the placebo group."
            ),
            "Severe adverse events judged to be unrelated to novumab",
        ),
        (
            (
                "Side effects considered related to treatment were seen in 9% with novumab and"
                " 4% with placebo."
            ),
            "Side effects considered related to treatment",
        ),
        (
            (
                "Adverse events thought to be related to therapy were seen in 9% with novumab"
                " and 4% with placebo."
            ),
            "Adverse events thought to be related to therapy",
        ),
    ],
)
def test_what_it_is_held_to_come_from_belongs_to_the_term(
    terms: TermIndex, sentence: str, term: str
) -> None:
    assert [row[0] for row in rows(events(terms, sentence))] == [term, term]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            [LAST, "The most common adverse events were nausea (40%), rash (12%), and cough (9%)."],
            ["nausea any all 40", "rash any all 12", "cough any all 9"],
        ),
        (
            ["Grade 3 toxicities included anaemia (12%) and diarrhoea (4%)."],
            ["anaemia 3 all 12", "diarrhoea 3 all 4"],
        ),
        (["The most common adverse events with it were nausea (40%) and rash (12%)."], []),
        (["Adverse events of chemotherapy were nausea (40%) and rash (12%)."], []),
        (["The most common adverse event was nausea (40%)."], []),
        (["Next to placebo, adverse events were nausea (40%), novumab: rash (12%)."], []),
        (
            [
                "Novumab was stopped by few patients.",
                "They drank tea.",
                "Adverse events were nausea (40%) and rash (12%).",
            ],
            [],
        ),
    ],
)
def test_a_list_that_names_no_arm_is_of_all_patients(
    terms: TermIndex, sentences: list[str], expected: list[str]
) -> None:
    found = short(rows(events(terms, *sentences)))
    assert [one for one in found if " any novumab" not in one and "placebo" not in one] == expected


@pytest.mark.parametrize(
    "before",
    [
        "Of all, 30% had another condition in their medical history.",
        "Comorbid disorders were frequent.",
        "A prior or active condition was found in 30%.",
    ],
)
def test_conditions_of_the_medical_history_are_no_harm(terms: TermIndex, before: str) -> None:
    here = "The conditions were insomnia (novumab group, 7%; placebo group, 8%)."
    assert events(terms, before, here) == ()


@pytest.mark.parametrize("word", ["monotherapy", "single-agent"])
def test_an_arm_is_told_by_how_much_it_is_given(terms: TermIndex, word: str) -> None:
    sentence = f"Nausea occurred in 12% in the combination group and in 9% in the {word} group."
    assert [row[2:] for row in rows(events(terms, sentence, arms=COMBINED))] == [
        ("novumab plus cisplatin", None, "12"),
        ("cisplatin", None, "9"),
    ]


def test_a_total_is_not_that_of_an_arm(terms: TermIndex) -> None:
    sentence = "Five patients (no women) died of toxicity with novumab."
    assert [row[3] for row in rows(events(terms, sentence, arms=TWO))] == ["5"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three deaths in the novumab group were considered treatment-related.",
        "Three deaths in the novumab group were judged to be related to treatment.",
        "Three deaths in the novumab group were deemed possibly related to the study drug.",
    ],
)
def test_deaths_judged_to_be_of_treatment_are_called_so(terms: TermIndex, sentence: str) -> None:
    (row,) = rows(events(terms, sentence))
    assert row == ("treatment-related deaths", "5", "novumab", "3", None)
