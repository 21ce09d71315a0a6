"""A whole document: every fact has a place that says it."""

from pathlib import Path

import pytest

from trialgraph.documents.reader import read_document
from trialgraph.extract.contract import contract_record
from trialgraph.extract.read import read_trial_document
from trialgraph.terms.index import TermIndex

ABSTRACT = """Drug with docetaxel in lung cancer (BRAVURA): a double-blind phase 3 trial.

BACKGROUND: Docetaxel is used in lung cancer.
METHODS: Adults were randomly assigned (1:1) to ramucirumab plus docetaxel (n = 201) or \
placebo plus docetaxel (n = 199). Overall survival was the primary end point.
RESULTS: In all, 400 patients underwent randomization. Median overall survival was 12.8 months \
in the ramucirumab group and 9.7 months in the placebo group (hazard ratio, 0.77; 95% confidence \
interval, 0.62 to 0.96; P=0.019).
CONCLUSIONS: Ramucirumab significantly improved overall survival. (Funded by Someone; BRAVURA \
ClinicalTrials.gov number, NCT01234567.)
"""


def test_an_abstract_is_read_as_one_trial(terms: TermIndex) -> None:
    document = read_document(ABSTRACT.encode())
    reading = read_trial_document(document, terms)
    (trial,) = reading.trials
    assert trial.acronym is not None
    assert trial.acronym.value == "BRAVURA"
    assert [each.value for each in trial.registrations] == ["NCT01234567"]
    assert [arm.label for arm in trial.arms] == ["ramucirumab group", "placebo group"]
    assert trial.comparisons[0].added == ("ramucirumab",)
    assert [str(each.value.value) for each in reading.estimates] == ["0.77"]
    assert reading.conclusion == "benefit"


def test_every_stated_word_stands_at_its_place(terms: TermIndex) -> None:
    document = read_document(ABSTRACT.encode())
    (trial,) = read_trial_document(document, terms).trials
    stated = [trial.acronym, trial.phase, trial.masking, trial.allocation, *trial.registrations]
    assert all(each and document.words(each.span) == each.printed for each in stated)
    sizes = [arm.n for arm in trial.arms]
    assert [document.words(n.span) for n in sizes if n] == ["201", "199"]


def test_reading_again_gives_the_same(terms: TermIndex) -> None:
    document = read_document(ABSTRACT.encode())
    assert read_trial_document(document, terms) == read_trial_document(document, terms)


@pytest.mark.parametrize(
    ("seed", "told"),
    [
        ("S0", ("PRECIOUS", "NCT02514681", "pertuzumab")),
        ("S1", ("PRECIOUS", "NCT02514681", "pertuzumab")),
        ("S3", ("CLEOPATRA", "NCT00567190", "pertuzumab")),
        ("S4", ("PATINA", "NCT02947685", "palbociclib")),
    ],
)
def test_each_seed_reports_its_own_trial(
    seed: str, told: tuple[str, str, str], seeds: dict[str, Path], terms: TermIndex
) -> None:
    reading = read_trial_document(read_document(seeds[seed].read_bytes()), terms)
    reported = [trial for trial in reading.trials if trial.role == "reports"]
    (trial,) = reported
    assert trial.acronym is not None
    (comparison,) = trial.comparisons
    (added,) = comparison.added
    assert (trial.acronym.value, trial.registrations[0].value, added) == told


def test_the_registry_page_registers_its_trial(seeds: dict[str, Path], terms: TermIndex) -> None:
    reading = read_trial_document(read_document(seeds["S2"].read_bytes()), terms)
    assert [trial.role for trial in reading.trials] == ["registers", "mentions", "mentions"]
    record = contract_record(reading, "page.txt")
    assert isinstance(record["trials"], list)


def test_a_number_of_another_trial_is_given_to_it(terms: TermIndex) -> None:
    body = (
        ABSTRACT
        + "\nDISCUSSION: In the CADENZA trial, another drug improved progression-free survival "
        "(hazard ratio, 0.70; 95% CI, 0.56 to 0.87).\n"
    )
    reading = read_trial_document(read_document(body.encode()), terms)
    assert [trial.role for trial in reading.trials] == ["reports", "mentions"]
    assert [each.trial for each in reading.estimates if each.second_hand] == ["CADENZA"]


def test_a_text_without_a_trial_says_so(terms: TermIndex) -> None:
    reading = read_trial_document(read_document(b"Tea is served at four.\n"), terms)
    assert [problem.code for problem in reading.problems] == ["no-trial"]
