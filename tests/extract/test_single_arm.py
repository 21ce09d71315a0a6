"""The one arm of a trial without a comparison, and texts that leave open whether there is one."""

import pytest
from tests.extract.made_up_arms import View, sizes

from trialgraph.extract.arm_sizes import arm_sizes
from trialgraph.extract.arms import draft_arms
from trialgraph.extract.built_arms import built_arms
from trialgraph.extract.comparisons import comparisons
from trialgraph.extract.trial import reported_trial
from trialgraph.terms.index import TermIndex


@pytest.mark.parametrize(
    ("text", "label", "size"),
    [
        (
            (
                "Erlotinib in Advanced Lung Cancer.\n\nMETHODS: In a phase 2 trial, we evaluated"
                " erlotinib (150 mg once daily) in patients with lung cancer.\n\nRESULTS: As of May"
                " 2020, a total of 116 patients with EGFR-mutated disease had been treated."
            ),
            "Erlotinib",
            116,
        ),
        (
            (
                "Phase II Study of Cisplatin Plus Docetaxel in Patients With Gastric Cancer.\n\n"
                "METHODS: This open-label study included 44 patients with untreated disease."
                " Treatment was docetaxel (75 mg/m2) plus cisplatin (75 mg/m2)."
            ),
            "Cisplatin Plus Docetaxel",
            44,
        ),
        (
            (
                "A single-arm trial of tovanalimab for refractory lymphoma.\n\nMETHODS: Patients"
                " received tovanalimab 10 mg per kilogram every 2 weeks.\n\nRESULTS: Thirty-one"
                " patients were enrolled. Among 24 patients who were treated before, 12 responded."
            ),
            "tovanalimab",
            31,
        ),
        (
            (
                "Activity of bortezomib in mantle-cell lymphoma: a multicentre phase 2 study.\n\n"
                "METHODS: All were treated with bortezomib until progression.\n\nRESULTS: We"
                " enrolled 40 patients. In the end 38 patients were treated."
            ),
            "bortezomib",
            None,
        ),
    ],
)
def test_a_trial_without_a_comparison_has_one_arm(
    viewed: View, terms: TermIndex, text: str, label: str, size: int | None
) -> None:
    drafts = draft_arms(viewed(text), terms)
    arms = built_arms(viewed(text), drafts, arm_sizes(viewed(text), drafts))
    assert [(arm.label, arm.role) for arm in arms] == [(label, "experimental")]
    assert sizes(arms) == [size]
    assert comparisons(drafts) == ()


def test_one_arm_makes_no_number_randomised(viewed: View, terms: TermIndex) -> None:
    text = (
        "Erlotinib in Lung Cancer.\n\nMETHODS: In a nonrandomized phase 2 trial, patients received"
        " erlotinib.\n\nRESULTS: A total of 61 patients were treated."
    )
    trial = reported_trial(viewed(text), (), (), terms)
    assert sizes(trial.arms) == [61]
    assert trial.n_randomised is None


@pytest.mark.parametrize(
    "text",
    [
        (
            "Erlotinib in Lung Cancer.\n\nMETHODS: In this retrospective study, patients received"
            " erlotinib in a phase 2 trial."
        ),
        "Erlotinib in Lung Cancer.\n\nMETHODS: In a phase 2 trial, patients received gefitinib.",
        "Erlotinib in Lung Cancer.\n\nMETHODS: The patients received erlotinib for a year.",
        "Outcomes of care in Lung Cancer.\n\nMETHODS: In a phase 2 trial, patients received care.",
        (
            "Erlotinib in Lung Cancer.\n\nMETHODS: In a phase 2 trial, patients in the control"
            " group had rest and others received erlotinib."
        ),
    ],
)
def test_no_single_arm_where_the_text_leaves_it_open(
    viewed: View, terms: TermIndex, text: str
) -> None:
    assert draft_arms(viewed(text), terms) == []
