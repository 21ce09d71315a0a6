"""Ratios that a sentence gives to others than the arms of the trial are left out or named so."""

import pytest
from tests.extract.made_up_estimates import one, read

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    "words",
    [
        "OS was shorter with novumab (high versus mid-low score, HR, 2.10; 95% CI, 1.1 to 4.0).",
        (
            "Marker level was prognostic of OS in those given novumab (hazard ratio for high vs."
            " low marker level, 2.70; 95% CI, 1.9 to 3.8)."
        ),
        (
            "OS did not differ between the marker expression groups in the novumab group"
            " (HR=1.10; 95% CI, 0.4 to 3.0; P=0.85)."
        ),
        (
            "OS was worse between positive and negative tumours: patients in the placebo group had"
            " a hazard of death 37% (95% CI, 11 to 69) greater than patients with small tumours."
        ),
        "OS was longer in the belumab arm compared with the cedrug arm (HR, 0.81; P=0.02).",
        (
            "Median PFS was 20.2 months for the doublet versus 10.2 months for cedrugol alone"
            " (HR, 0.49; P=0.01)."
        ),
        "OS was alike between the groups (kept breast vs. removed breast) (HR, 0.9; P=0.60).",
    ],
)
def test_a_ratio_of_other_groups_is_left_out(words: str) -> None:
    assert read(("results", words))[0] == ()


def test_a_ratio_after_one_of_levels_is_of_levels_too() -> None:
    found, problems = read(
        (
            "results",
            (
                "The level told of relapse in those assigned to placebo (hazard ratio of"
                " high vs. low level, 2.70; 95% CI, 1.9 to 3.8) or to novumab"
                " (hazard ratio, 2.40; 95% CI, 1.6 to 3.4)."
            ),
        )
    )
    assert found == ()
    assert {each.code for each in problems} == {"unread-estimate"}


def test_a_ratio_of_other_groups_is_a_problem_with_its_reason() -> None:
    _, problems = read(
        ("results", "OS was longer in the belumab arm than in the cedrug arm (HR, 0.81 [0.7-0.9]).")
    )
    (problem,) = problems
    assert "groups against each other that are not the arms" in problem.message


@pytest.mark.parametrize(
    "words",
    [
        "OS was longer with high-dose than with low-dose novumab or placebo (HR, 0.70; P=0.01).",
        "OS was longer in the novumab arm than in the placebo arm (HR, 0.70; P=0.01).",
        "OS did not differ between the 2 groups (OS, 4.1 vs 4.2 months; HR, 0.80; P=0.33).",
        "OS was longer in the treatment group than in the control group (HR, 0.70; P=0.01).",
        "OS did not differ between the arms (HR, 0.80; 95% CI, 0.52 to 1.32; P=0.33).",
        "OS was longer in the nov group than in the placebo group (HR, 0.70; P=0.01).",
    ],
)
def test_a_ratio_of_the_arms_is_kept(words: str) -> None:
    found = one(words)
    assert (found.experimental, found.comparator) == ("novumab group", "placebo group")


def test_a_treatment_that_is_no_arm_keeps_its_name_beside_one_estimate() -> None:
    found = one("OS was 6.2 months, and 21% for NOV FDR (HR, 0.83; P=0.04), longer than before.")
    assert (found.experimental, found.comparator) == ("NOV FDR", None)


@pytest.mark.parametrize(
    ("words", "population"),
    [
        (
            "The gain was seen among women who were not screened at enrolment (OS HR, 0.60).",
            "subgroup: women who were not screened at enrolment",
        ),
        ("Among participants allocated novumab, OS was longer (HR, 0.60; P=0.01).", "all"),
        (
            "Within this subgroup, in patients with treated ulcers, OS was longer (HR, 0.60).",
            "subgroup: patients with treated ulcers",
        ),
        (
            "OS for the joint populations with mid or high marker was longer (HR, 0.60).",
            "subgroup: joint populations with mid or high marker",
        ),
        (
            "Patients in the high-risk group had longer OS with novumab (HR, 0.60; P=0.01).",
            "subgroup: Patients in the high-risk group",
        ),
    ],
)
def test_words_for_patients_at_the_number_outrank_all_randomised(
    words: str, population: str
) -> None:
    assert one(words).population == population


def test_a_study_of_samples_is_of_those_whose_samples_it_has() -> None:
    found, _ = read(
        ("title", "Plasma marker X and novumab in the NOVA trial."),
        ("methods", "Samples were collected from 90 patients in the randomised NOVA trial."),
        ("results", "OS was longer with novumab than with placebo (HR, 0.60; P=0.01)."),
    )
    assert [each.population for each in found] == ["subgroup: patients with samples"]


def test_a_trial_that_takes_samples_is_of_all() -> None:
    found, _ = read(
        ("title", "Novumab or placebo: the NOVA trial."),
        ("methods", "Samples were collected from 90 patients in the randomised NOVA trial."),
        ("results", "OS was longer with novumab than with placebo (HR, 0.60; P=0.01)."),
    )
    assert [each.population for each in found] == ["all"]


def test_ratios_of_two_parts_against_each_other_are_left_out() -> None:
    found, _ = read(
        (
            "results",
            (
                "A trend was noted for OS in patients with soft tumours: HR 0.50 (95% CI, 0.2-1.5)"
                " versus OS HR 0.69 (95% CI, 0.39-1.24), for low versus high X, respectively."
            ),
        )
    )
    assert found == ()


@pytest.mark.parametrize(
    "opening",
    [
        "To review novumab, a new antibody.",
        "Two phase II trials were identified from 2004 to 2015 using PubMed.",
        "Its place in care is the focus of this review.",
    ],
)
def test_a_review_only_retells(opening: str) -> None:
    found, _ = read(
        ("abstract", opening + " OS was longer with novumab than with placebo (HR, 0.60; P=0.01).")
    )
    assert [(each.second_hand, each.experimental) for each in found] == [(True, None)]


def test_a_trial_that_says_how_patients_were_reviewed_retells_nothing() -> None:
    found, _ = read(
        ("abstract", "Scans were reviewed. OS was longer with novumab than placebo (HR, 0.60).")
    )
    assert [each.second_hand for each in found] == [False]


def test_a_name_of_more_words_is_of_the_arm_that_has_them_all(terms: TermIndex) -> None:
    text = (
        "Early radiotherapy versus late radiotherapy: a randomised trial\n\n"
        "Women were randomly assigned to receive either late radiotherapy or early radiotherapy "
        "with tamoxifen. Relapse occurred in 4% in the early radiotherapy group and in 1% in the "
        "late radiotherapy group.\n"
    )
    reading = read_trial_document(read_document(text.encode()), terms)
    (told,) = reading.trials
    names = {drug.name: arm for arm in told.arms for drug in arm.interventions}
    early = names["tamoxifen"]
    assert "early radiotherapy group" in {early.label, *early.aliases}


def test_a_sentence_of_results_names_no_arms(terms: TermIndex) -> None:
    text = (
        "Help for the liver\n\nPatients were randomly assigned to two groups. The mixed group "
        "fared better (median 12.1 vs 5.9 months; HR: 0.376; P = 0.004), compared to the "
        "gemcitabine arm.\n"
    )
    reading = read_trial_document(read_document(text.encode()), terms)
    labels = [arm.label for each in reading.trials for arm in each.arms]
    assert not any("0.376" in label for label in labels)
