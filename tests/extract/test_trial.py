"""The reported trial as a whole: numbers, phase, masking, dates, patients."""

from collections.abc import Callable

import pytest

from trialgraph.extract import trial_facts as facts
from trialgraph.extract.acronym import acronym
from trialgraph.extract.dates import trial_dates
from trialgraph.extract.population import population
from trialgraph.extract.quoted import whole_number
from trialgraph.extract.randomised import n_randomised
from trialgraph.extract.registration import registrations
from trialgraph.extract.trial import is_about_a_trial, reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

View = Callable[[str], ReadingView]
TITLE = "Drug A in cancer.\n\nMETHODS: "


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234", 1234),
        ("12 345", 12345),
        ("forty-two", 42),
        ("three hundred and five", 305),
        ("two thousand ten", 2010),
    ],
)
def test_whole_numbers_come_in_digits_and_words(printed: str, value: int) -> None:
    assert whole_number(printed) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Drug A in cancer (BRAVURA Study): final results.\n\nAbstract words.", "BRAVURA"),
        ("Drug A in cancer (BRAVURA-2): a randomised trial.\n\nWords.", "BRAVURA-2"),
        ("Symptoms in CAD-Lung 3: a phase III study of A.\n\nWords.", "CAD-Lung 3"),
        (
            "Drug A.\n\nWords. (Funded by X; BRAVURA ClinicalTrials.gov number, NCT01234567.)",
            "BRAVURA",
        ),
        ("Drug A.\n\nThe open-label, phase III BRAVURA study compared A and B.", "BRAVURA"),
        ("Drug A in NSCLC (EGFR): a trial.\n\nA Double-Blind Trial was done.", None),
    ],
)
def test_the_acronym_stands_in_the_title_or_the_registration_line(
    text: str, name: str | None, viewed: View, terms: TermIndex
) -> None:
    found = acronym(viewed(text), terms)
    assert (found.value if found else None) == name


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("ClinicalTrials.gov, number NCT01234567", "NCT01234567"),
        ("ISRCTN, number 12345678", "ISRCTN12345678"),
        ("registered as jRCTs012345678", "jRCTs012345678"),
        ("registration: UMIN000012345", "UMIN000012345"),
        ("registered with EudraCT, 2012-001234-56", "2012-001234-56"),
        ("registered as ACTRN12612345678901", "ACTRN12612345678901"),
    ],
)
def test_numbers_of_many_registries_are_read(printed: str, value: str, viewed: View) -> None:
    found = registrations(viewed(f"{TITLE}This trial is registered ({printed})."))
    assert [(each.stated.value, each.is_own) for each in found] == [(value, True)]


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("We randomly assigned, in a 3:2 ratio, 483 patients to A or B.", 483),
        ("A total of 1,068 patients underwent randomization.", 1068),
        ("Three hundred forty-five patients with cancer were randomly assigned to A or B.", 345),
        ("Patients (n = 1,013) with cancer were randomly assigned to A or B.", 1013),
        ("133 patients were randomly assigned to A and 135 to B.", None),
        ("In total, 250 patients were to be enrolled.", None),
    ],
)
def test_the_number_randomised_is_of_all_arms(words: str, n: int | None, viewed: View) -> None:
    found = n_randomised(viewed(TITLE + words), ())
    assert (int(found.value) if found else None) == n


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("At a median follow-up of 37.5 months, survival was longer.", "37.5"),
        ("Median follow-up was 25.6 months (interquartile range, 18.3-31.9).", "25.6"),
        ("Median follow-up was 5 years.", "60"),
        ("Follow-up goes on.", None),
    ],
)
def test_follow_up_is_in_months(words: str, months: str | None, viewed: View) -> None:
    found = facts.follow_up(viewed(TITLE + words))
    assert (str(found.value) if found else None) == months


def test_a_trial_is_read_as_a_whole(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        "Drug in HER2-positive breast cancer (BRAVURA): an open-label, randomised, phase 2/3 trial."
        "\n\nMETHODS: Eligible women aged 25 years or older of ECOG performance status 0 or 1 "
        "were enrolled at 93 sites. Patients were randomly assigned to receive trastuzumab "
        "plus docetaxel or docetaxel alone as first-line treatment, with stratification according "
        "to region (Asia or Europe) and prior therapy. Cross-over was allowed at progression. "
        "Between March 1, 2015, and May 2016, patients were enrolled (data cut-off: July 31, "
        "2019)."
    )
    trial = reported_trial(view, registrations(view), (), terms)
    assert trial.phase is not None
    assert trial.masking is not None
    assert trial.sites is not None
    assert trial.crossover is not None
    assert (trial.phase.value, trial.masking.value) == ("2/3", "open-label")
    assert int(trial.sites.value) == 93
    assert [each.value for each in trial.stratification_factors] == ["region", "prior therapy"]
    assert trial.crossover.value == "allowed"
    assert is_about_a_trial(trial)


def test_dates_are_as_precise_as_printed(viewed: View) -> None:
    dates = trial_dates(
        viewed(
            f"{TITLE}Between March 1, 2015, and May 2016, patients were enrolled (data cut-off: "
            "July 31, 2019)."
        )
    )
    found = (dates.enrolment_start, dates.enrolment_end, dates.data_cutoff)
    assert [each.iso for each in found if each] == ["2015-03-01", "2016-05", "2019-07-31"]


def test_the_population_is_that_of_the_trial(viewed: View, terms: TermIndex) -> None:
    view = viewed(
        "Drug in hormone-receptor-positive, HER2-negative breast cancer.\n\nMETHODS: Eligible "
        "women aged 20 years or older had ECOG performance status 0 or 1 and received the "
        "drug as first-line treatment."
    )
    found = population(view, terms)
    assert found.condition is not None
    assert found.line is not None
    assert found.age_min is not None
    assert "breast cancer" in found.condition.value
    assert [(each.marker, each.status) for each in found.biomarkers] == [
        ("hormone receptor", "positive"),
        ("HER2", "negative"),
    ]
    assert (found.line.value, int(found.age_min.value), found.ecog) == ("first-line", 20, (0, 1))


def test_a_text_without_a_trial_reports_none(viewed: View, terms: TermIndex) -> None:
    view = viewed("Sodium and risk.\n\nWe followed cohorts of adults for years.")
    assert not is_about_a_trial(reported_trial(view, (), (), terms))


@pytest.mark.parametrize(
    "words",
    [
        "A was given to 12 (n = 12) and B to 13.",
        "A total of 50 patients were randomised. A total of 60 patients were randomised.",
    ],
)
def test_numbers_that_disagree_are_left_out(words: str, viewed: View) -> None:
    assert n_randomised(viewed(TITLE + words), ()) is None


def test_an_open_comparison_of_drugs_has_no_placebo(viewed: View, terms: TermIndex) -> None:
    view = viewed(f"{TITLE}Patients were randomly assigned to sorafenib or docetaxel.")
    trial = reported_trial(view, registrations(view), (), terms)
    assert trial.placebo_controlled is not None
    assert trial.placebo_controlled.value == "false"


def test_a_trial_without_a_name_stands_at_its_title(viewed: View, terms: TermIndex) -> None:
    view = viewed(f"{TITLE}Patients were randomly assigned to sorafenib or docetaxel.")
    trial = reported_trial(view, registrations(view), (), terms)
    assert view.document.words(trial.span) == "Drug A in cancer."


def test_the_only_number_of_a_text_is_its_own(viewed: View) -> None:
    found = registrations(viewed(f"{TITLE}We randomly assigned 20 patients (NCT01234567)."))
    assert [each.is_own for each in found] == [True]
    found = registrations(viewed(f"{TITLE}A phase 3 trial (CADENZA; NCT01234567) has begun."))
    assert [each.is_own for each in found] == [False]
