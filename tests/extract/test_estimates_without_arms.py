"""Estimates that compare no arms of the trial, and the times and sizes that are none."""

import re
from collections.abc import Callable

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.estimates import read_estimates
from trialgraph.extract.mentions.context import Terms, time_point
from trialgraph.extract.regimen import components
from trialgraph.extract.trial import reported_trial
from trialgraph.extract.view import ReadingView
from trialgraph.model.result import Estimate
from trialgraph.model.text import Span, Stated
from trialgraph.model.trial import Arm, ArmRole, Trial
from trialgraph.terms.index import TermIndex


def arm(label: str, role: ArmRole, at: int) -> Arm:
    return Arm(label=label, role=role, interventions=(), aliases=(), span=Span(at, at + 1))


TRIAL = Trial(
    role="reports",
    acronym=Stated("NOVA", "NOVA", Span(0, 0)),
    arms=(arm("NOV", "experimental", 0), arm("placebo", "control", 1)),
    end_points=(),
    span=Span(0, 0),
)


def only(words: str, terms: Terms) -> Estimate:
    text = f"Methods: Patients were randomised.\n\nResults: {words}\n"
    estimates, _ = read_estimates(ReadingView(read_document(text.encode())), TRIAL, terms)
    assert len(estimates) == 1
    return estimates[0]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("After 5.3 years, overall survival was longer (hazard ratio, 0.92; P=0.24).", ""),
        ("The 3-year overall survival was 70% v 60% (HR, 0.80; P = .02).", ""),
        ("Overall survival was longer at 24 months (HR, 0.80; P = .02).", "24 months"),
        ("For overall survival the HR was 0.80 at 2 years.", "2 years"),
        ("The 3-year overall survival rate had a risk ratio of 0.80 (P = .02).", "3 years"),
        ("Over 3 years, overall survival had a risk ratio of 0.80 (P = .02).", ""),
    ],
)
def test_a_ratio_of_hazards_holds_at_a_time_only_where_it_says_so(
    words: str, at: str, terms: TermIndex
) -> None:
    assert only(words, terms).at == at


def test_a_time_never_begins_inside_a_decimal_number() -> None:
    assert time_point(".3 years") == "3 years"
    assert time_point("5.3 years") == "5.3 years"
    assert time_point("1,000 days") != "000 days"


@pytest.mark.parametrize(
    "words",
    [
        "Overall survival was 4.9 months for placebo and 21% for NOV FDX (HR, 0.83; P = .04).",
        "Overall survival had an HR of 0.83 for NOVOX versus placebo.",
        "Overall survival was better in low-risk versus high-risk disease (HR, 0.50; P = .01).",
        "Overall survival was longer than in the observation cohort (HR, 0.70; P = .03).",
    ],
)
def test_groups_that_are_no_arms_leave_the_arms_open(words: str, terms: TermIndex) -> None:
    found = only(words, terms)
    assert found.comparator is None
    assert found.experimental not in {arm.label for arm in TRIAL.arms}  # at most as it is printed


@pytest.mark.parametrize(
    "words",
    [
        "Overall survival was longer with NOV (HR, 0.70; P = .03).",
        "Survival was 60% for NOV (HR for OS, 0.70; P = .03).",
        "Rates were 60% for OS (HR, 0.70; P = .03).",
    ],
)
def test_known_arms_are_still_compared(words: str, terms: TermIndex) -> None:
    assert only(words, terms).experimental == "NOV"


@pytest.mark.parametrize(
    "words",
    [
        "In the subset who developed a cellular response, overall survival was longer (HR, 0.40).",
        "Overall survival was longer among responders (HR, 0.40; P = .01).",
        "In a landmark analysis, overall survival was longer (HR, 0.40; P = .01).",
        "Patients with a complete response had longer overall survival (HR, 0.40; P = .01).",
    ],
)
def test_patients_picked_by_what_followed_are_responders(words: str, terms: TermIndex) -> None:
    found = only(words, terms)
    assert found.population.startswith("responders: ")
    assert found.experimental is None


def test_a_response_before_allocation_picks_nobody(terms: TermIndex) -> None:
    found = only(
        "Patients with a response were randomly assigned; overall survival was longer with NOV "
        "(HR, 0.40; P = .01).",
        terms,
    )
    assert (found.population, found.experimental) == ("all", "NOV")


def test_a_daily_dose_is_set_aside_whole(terms: TermIndex) -> None:
    words = "colesevelam 3.8 g/day plus metformin"
    found = components(words, 0, len(words), terms)
    assert not [one.name for one in found if re.search(r"\bay\b", one.name)]


def test_counts_of_side_effects_are_no_arm_sizes(
    viewed: Callable[[str], ReadingView], terms: TermIndex
) -> None:
    view = viewed(
        "Objective: To compare novaprost with latanoprost in glaucoma.\n\n"
        "Methods: Patients were randomised to novaprost or latanoprost.\n\n"
        "Results: Adverse hyperaemia was more frequent with novaprost (n = 15) than "
        "latanoprost (n = 6; P = 0.03).\n"
    )
    arms = reported_trial(view, (), (), terms).arms
    assert all(one.n is None for one in arms)


def test_an_end_point_named_beside_an_estimate_is_no_treatment(terms: TermIndex) -> None:
    said = only("NOV was better (HR for OS versus placebo, 0.80; 95% CI, 0.70 to 0.91).", terms)
    assert (said.experimental, said.comparator) == ("NOV", "placebo")
