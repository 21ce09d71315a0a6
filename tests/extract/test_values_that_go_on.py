"""Later values of a sentence with a subject of their own, and events counted arm by arm."""

import pytest
from tests.extract.made_up_values import short, values

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "Relief was noted in 69% with N vs 52% with P, and full calm in 50% vs 31%.",
            [
                "relief proportion N 69",
                "relief proportion P 52",
                "full calm proportion N 50",
                "full calm proportion P 31",
            ],
        ),
        # Harm is left to the list of harms, and what goes on with it, too.
        (
            "Relief was noted in 69% with N vs 52% with P, and severe rash in 50% vs 31%.",
            ["relief proportion N 69", "relief proportion P 52"],
        ),
        # An end point, an arm or whom it is of begins nothing new.
        (
            "The DCR was 69% with N vs 52% with P, and the ORR in 50% vs 31%.",
            [
                "DCR proportion N 69",
                "DCR proportion P 52",
                "ORR proportion N 50",
                "ORR proportion P 31",
            ],
        ),
    ],
)
def test_a_later_subject_names_the_values_behind_it(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


def test_other_words_end_what_goes_on() -> None:
    words = (
        "Relief was noted in 69% with N vs 52% with P, and full calm in 50% of patients, whatever"
        " the ORR of 31% with N and 20% with P may mean."
    )
    found = short(values(("results", words)))
    assert "full calm proportion N 31" not in found


def test_values_far_apart_begin_nothing() -> None:
    far = "which was so in each of the many places that took part in it" * 3
    words = f"Relief was noted in 69% with N vs 52% with P, {far}, and calm in 50% vs 31%."
    assert not [one for one in short(values(("results", words))) if one.startswith("calm")]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "There were 8 new cysts with N and 14 with P.",
            ["new cysts count N 8", "new cysts count P 14"],
        ),
        (
            "Overall, 28 relapses occurred: 11 with N and 17 with P.",
            ["relapses count N 11", "relapses count P 17"],
        ),
        # They do not add up to what is named.
        ("Overall, 30 relapses occurred: 11 with N and 17 with P.", []),
        (
            "The number of patients with new cysts was 35 with N and 31 with P.",
            ["new cysts count N 35", "new cysts count P 31"],
        ),
        # Nothing is named, or nothing that is counted of patients.
        ("It was 35 with N and 31 with P.", []),
        ("The costs were 351 euros with N and 312 euros with P.", []),
        # One arm alone, or words between.
        ("There were 8 new cysts with N and few more with P.", []),
        ("There were 8 new cysts with N and 9 with N later.", []),
    ],
)
def test_events_counted_arm_by_arm_are_values(words: str, read: list[str]) -> None:
    assert short(values(("results", words))) == read


def test_a_number_that_counts_harm_is_no_value(terms: TermIndex) -> None:
    text = (
        "Zorantinib versus placebo for gout: a randomised trial.\n\n"
        "METHODS: Patients were randomly assigned to zorantinib or placebo. "
        "RESULTS: Adverse events were mild. Vomiting was reported in 18.5% of patients who received"
        " zorantinib and in 13.5% of those who received placebo; and atrial fibrillation in 4.6%"
        " and 1.0%, respectively.\n"
    )
    reading = read_trial_document(read_document(text.encode()), terms)
    assert {one.term for one in reading.adverse_events} == {"Vomiting", "atrial fibrillation"}
    assert reading.arm_values == ()
