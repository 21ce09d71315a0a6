"""Notices that are held: the original stands before their date, theirs from it; both are kept."""

from dataclasses import replace
from datetime import date

import pytest
from tests.evidence.hand_pair import NUMBER, estimate, notice, report, stated

from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.evidence.judging import Judged
from trialgraph.model.reading import TrialDocument
from trialgraph.terms.index import TermIndex
from trialgraph.verdict.codes import Reservation

CORRECTED = estimate("0.75", "0.56 1.01", start=350, p="0.06")


def derive(documents: list[TrialDocument], terms: TermIndex) -> DerivedTrial:
    evidence = held(documents)
    (trial,) = [one for one in evidence.trials if one.label == NUMBER]
    return derive_trial(trial, evidence, terms)


def known_on(trial: DerivedTrial, day: date) -> list[Judged]:
    """Return what the question for a day finds: available, and not superseded by then."""
    seen = [one for one in trial.results if one.available and one.available.first <= day]
    return [one for one in seen if not any(later in seen for later in one.superseded_by)]


def test_before_the_erratum_the_original_stands_and_from_its_date_the_corrected(
    terms: TermIndex,
) -> None:
    trial = derive([report(), notice("ErratumFor", "2021-03-01", CORRECTED)], terms)
    (before,) = known_on(trial, date(2021, 2, 28))
    (after,) = known_on(trial, date(2021, 3, 1))
    assert before.verdict.strength == "confirmed"
    assert after.verdict.strength == "not_significant"
    assert before.verdict.reason == "level_met"
    assert after.verdict.reason == "level_not_met"
    assert known_on(trial, date(2020, 1, 1)) == []


def test_the_corrected_numbers_are_of_the_same_analysis(terms: TermIndex) -> None:
    trial = derive([report(), notice("ErratumFor", "2021-03-01", CORRECTED)], terms)
    old, new = sorted(trial.results, key=lambda one: one.is_current)
    assert (old.is_current, new.is_current) == (False, True)
    assert (old.is_decisive, new.is_decisive) == (False, True)
    assert old.key != new.key
    (series,) = trial.series
    assert series.members == (old, new)
    assert Reservation.ERRATUM_UNRESOLVED not in new.verdict.reservations
    assert Reservation.ERRATUM_UNRESOLVED not in old.verdict.reservations


def test_what_the_notice_does_not_print_stays(terms: TermIndex) -> None:
    paper = report()
    whole = replace(
        paper, estimates=(replace(paper.estimates[0], assessor="investigator", stage="final"),)
    )
    trial = derive([whole, notice("ErratumFor", "2021-03-01", CORRECTED)], terms)
    (new,) = [one for one in trial.results if one.is_current]
    assert (new.analysis.estimate.assessor, new.stage) == ("investigator", "final")


def test_a_notice_without_figures_leaves_the_erratum_open(terms: TermIndex) -> None:
    (one,) = derive([report(), notice("ErratumFor", "2021-03-01")], terms).results
    assert Reservation.ERRATUM_UNRESOLVED in one.verdict.reservations


def test_figures_that_may_be_of_two_analyses_correct_neither(terms: TermIndex) -> None:
    paper = report()
    by_assessor = tuple(
        replace(estimate(value, "0.60 0.94", start=300 + 10 * nth), assessor=assessor)  # type: ignore[arg-type] # a table of words
        for nth, (value, assessor) in enumerate((("0.75", "investigator"), ("0.78", "independent")))
    )
    documents = [
        replace(paper, estimates=by_assessor),
        notice("ErratumFor", "2021-03-01", CORRECTED),
    ]
    trial = derive(documents, terms)
    assert not any("before-notice" in one.key for one in trial.results)


def test_a_retraction_excludes_from_its_date_on(terms: TermIndex) -> None:
    trial = derive([report(), notice("RetractionOf", "2021-03-01")], terms)
    (before,) = known_on(trial, date(2021, 2, 28))
    (after,) = known_on(trial, date(2021, 3, 1))
    assert before.verdict.strength == "confirmed"
    assert after.verdict.strength == "excluded"


@pytest.mark.parametrize("kind", ["ErratumFor", "RetractionOf"])
def test_an_undated_notice_holds_for_all_days(kind: str, terms: TermIndex) -> None:
    undated = notice(kind, "2021-03-01")
    undated = replace(undated, bibliography=replace(undated.bibliography, online=None))
    (one,) = derive([report(), undated], terms).results
    assert {"excluded", "confirmed"} >= {one.verdict.strength}
    assert one.available == report().bibliography.online


def test_a_notice_on_another_paper_changes_nothing(terms: TermIndex) -> None:
    other = notice("ErratumFor", "2021-03-01", CORRECTED)
    (correction,) = other.bibliography.corrections
    elsewhere = replace(other.bibliography, corrections=(replace(correction, doi="10.1000/else"),))
    trial = derive([report(), replace(other, bibliography=elsewhere)], terms)
    assert not any("before-notice" in one.key for one in trial.results)


def test_a_number_of_pubmed_names_the_paper_as_well(terms: TermIndex) -> None:
    numbered = replace(report(), bibliography=replace(report().bibliography, pmid=stated("123", 6)))
    made = notice("ErratumFor", "2021-03-01", CORRECTED)
    (correction,) = made.bibliography.corrections
    by_pmid = replace(made.bibliography, corrections=(replace(correction, doi="", pmid="123"),))
    trial = derive([numbered, replace(made, bibliography=by_pmid)], terms)
    assert [one.verdict.strength for one in trial.results if one.is_current] == ["not_significant"]
