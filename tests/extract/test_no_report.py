"""Reviews, comments, models and animal studies report no trial of their own."""

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.trial_facts import allocation
from trialgraph.extract.view import ReadingView
from trialgraph.model.reading import TrialDocument
from trialgraph.terms.index import TermIndex

_BODY = (
    "Patients were randomly assigned to ramucirumab (n=100) or placebo (n=100). Overall survival "
    "was longer with ramucirumab than with placebo (hazard ratio, 0.70; 95% CI, 0.56 to 0.87; "
    "P=0.01). In the CADENZA trial (NCT01234567) survival was no longer with docetaxel."
)


def read(title: str, body: str, terms: TermIndex) -> TrialDocument:
    return read_trial_document(read_document(f"{title}\n\n{body}\n".encode()), terms)


@pytest.mark.parametrize(
    "title",
    [
        "Antibodies against vessels in stomach cancer: a systematic review",
        "Scoping review of antibodies against vessels",
        "Blocking vessels in lung cancer: an updated review",
        "Ramucirumab in gastric cancer: a network meta-analysis of randomised trials",
        "Ramucirumab or not? A pooled literature analysis",
        "Pooled analysis of the published literature on ramucirumab",
        "Vessel growth and gastric cancer: two-sample Mendelian randomisation",
        "Editorial: Vessels at last?",
        "Commentary on ramucirumab in lung cancer",
        "Letter to the Editor on ramucirumab",
        "Retraction: Ramucirumab in lung cancer: a randomised trial",
        "Retraction of a trial of ramucirumab",
        "Ramucirumab in lung cancer: retraction notice",
        "Guideline: care of gastric cancer",
        "Second-line care of gastric cancer: an evidence-based guideline",
        "Practice guidelines of a society for gastric cancer",
        "A Markov model of ramucirumab in gastric cancer",
        "Cost-utility of ramucirumab in Norway",
        "What surgeons think of antibodies: a national survey",
        "Fever after ramucirumab: a case report",
        "Ramucirumab and docetaxel: a propensity score-matched comparison",
        "Real-world outcomes of ramucirumab in Japan",
    ],
)
def test_a_document_of_another_kind_holds_no_trial(title: str, terms: TermIndex) -> None:
    reading = read(title, _BODY, terms)
    assert {trial.role for trial in reading.trials} == {"mentions"}
    assert (reading.estimates, reading.arm_values, reading.adverse_events) == ((), (), ())
    assert {problem.code for problem in reading.problems} == {"unread-estimate", "no-trial"}
    assert reading.conclusion == "unclear"


@pytest.mark.parametrize(
    "title",
    [
        "Ramucirumab in lung cancer: pooled analysis of two randomised trials",
        "Meta-analysis of two phase 3 trials of ramucirumab",
        "Ramucirumab in lung cancer: a randomised trial with central review",
        "Cost-effectiveness of ramucirumab in the BRAVURA trial",
        "Effectiveness and cost-effectiveness of ramucirumab: the BRAVURA study",
        "Ramucirumab in a real-world setting: a registry-based randomised trial",
        "Ramucirumab in real-world practice: a phase 2 study",
        "Ramucirumab in healthy volunteers: a cross-over study",
        "Guideline-based care with ramucirumab: a randomized study",
        "Post hoc analysis of ramucirumab by age",
        "Retraction of the eyelid after ramucirumab: a randomised trial",
        "Ramucirumab in cell lines and patients",
    ],
)
def test_a_trial_stays_one(title: str, terms: TermIndex) -> None:
    reading = read(title, _BODY, terms)
    assert "reports" in {trial.role for trial in reading.trials}
    assert reading.estimates


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Metformin in a rat model of stroke", "Animals were randomly assigned to drug or saline."),
        ("Drug uptake in vitro", "Samples were randomly assigned to drug or vehicle."),
        ("Shade and growth", "Sixty seedlings were randomly assigned to shade or light."),
        ("Weight of animals", "Ten rats (all male) were then randomised to metformin or saline."),
        ("A protocol", "Randomly assign the wells to rapamycin or vehicle."),
    ],
)
def test_animals_plants_and_cells_are_no_trial(title: str, words: str, terms: TermIndex) -> None:
    assert read(title, words, terms).trials == ()


@pytest.mark.parametrize(
    "words",
    [
        "To the Editor: Olsen et al. (May 2 issue) report that survival was longer.",
        "In this issue, Olsen and colleagues present a trial of ramucirumab.",
        "To the Editor: We read what Olsen and coworkers described with interest.",
    ],
)
def test_a_comment_on_others_is_no_trial(words: str, terms: TermIndex) -> None:
    reading = read(words, _BODY, terms)
    assert "reports" not in {trial.role for trial in reading.trials}


def test_a_letter_may_report_a_trial(terms: TermIndex) -> None:
    reading = read("To the Editor: We did a trial of ramucirumab.", _BODY, terms)
    assert reading.trials[0].role == "reports"


@pytest.mark.parametrize(
    "words",
    [
        "The patients were not randomly assigned to a drug.",
        "Drugs were not randomly allocated.",
        "Patients were not randomised.",
    ],
)
def test_what_was_not_randomised_is_not(words: str) -> None:
    view = ReadingView(read_document(f"Two drugs.\n\nMETHODS: {words}\n".encode()))
    assert allocation(view) is None
