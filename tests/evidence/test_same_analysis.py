"""Prints of one analysis are one result; analyses that contradict each other are two."""

import pytest
from tests.acceptance.one_trial import pubmed_xml, record, results, with_results
from tests.evidence.made_up_trial import derived_of, estimate, report

from trialgraph.documents.reader import read_document
from trialgraph.evidence.analyses import Analysis
from trialgraph.evidence.derived import derive_trial, held
from trialgraph.extract.read import read_trial_document
from trialgraph.model.result import PValue
from trialgraph.model.text import Span
from trialgraph.terms.index import TermIndex

Fields = dict[str, str]


def _posted(*analyses: Fields) -> bytes:
    """Return the record with one outcome of several analyses, alike but for some fields."""
    posted = results()
    (outcome,) = posted["outcomeMeasuresModule"]["outcomeMeasures"]
    (common,) = outcome["analyses"]
    outcome["analyses"] = [common | fields for fields in analyses]
    return with_results(record(), posted)


def _found(terms: TermIndex, *contents: bytes) -> list[Analysis]:
    readings = [read_trial_document(read_document(one), terms) for one in contents]
    evidence = held(readings)
    (trial,) = evidence.trials
    return [one.analysis for one in derive_trial(trial, evidence, terms).results]


def _p(analysis: Analysis) -> tuple[str | None, str]:
    p = analysis.estimate.p
    assert isinstance(p, PValue)
    return analysis.estimate.adjustment, str(p.number.value)


def test_analyses_with_other_p_values_are_two_results(terms: TermIndex) -> None:
    found = _found(
        terms,
        _posted(
            {"statisticalMethod": "Log Rank", "pValue": "0.01"},
            {"statisticalMethod": "Stratified Log Rank", "pValue": "0.02"},
        ),
    )
    assert {_p(one) for one in found} == {(None, "0.01"), ("stratified", "0.02")}


def test_analyses_of_one_method_with_other_p_values_are_two_results(terms: TermIndex) -> None:
    found = _found(terms, _posted({"pValue": "0.01"}, {"pValue": "0.02"}))
    assert {_p(one)[1] for one in found} == {"0.01", "0.02"}


def test_analyses_of_one_record_by_other_methods_are_two_results(terms: TermIndex) -> None:
    other = {"statisticalMethod": "Regression, Cox"}
    found = _found(terms, _posted({"statisticalMethod": "Log Rank"}, other))
    assert {one.estimate.model for one in found} == {"log-rank", "Cox"}


@pytest.mark.parametrize("posted", ["0.002", "0.0021", "", "<0.01"])
def test_the_paper_supports_the_record_where_no_p_contradicts(
    posted: str, terms: TermIndex
) -> None:
    (one,) = _found(terms, _posted({"pValue": posted}), pubmed_xml())
    assert len({support.mention.document for support in one.supports}) == 2


def test_the_paper_supports_the_analysis_that_it_agrees_with(terms: TermIndex) -> None:
    found = _found(
        terms, _posted({"pValue": "0.2"}, {"pValue": "0.002"}, {"pValue": "0.3"}), pubmed_xml()
    )
    assert {(_p(one)[1], len(one.supports)) for one in found} == {
        ("0.2", 1),
        ("0.002", 2),
        ("0.3", 1),
    }


def test_two_numbers_without_arms_are_not_both_of_the_only_comparison(terms: TermIndex) -> None:
    first, second = (estimate(one, experimental=None, comparator=None) for one in ("0.83", "0.88"))
    alone = derived_of(report(first), terms)
    both = derived_of(report(first, second), terms)
    assert [one.verdict.direction for one in alone.results] == ["experimental"]
    assert {one.verdict.direction for one in both.results} == {"unresolved"}


def test_a_number_without_arms_is_open_in_the_sentence_of_one_with_arms(terms: TermIndex) -> None:
    silent = estimate("0.83", experimental=None, comparator=None)
    near = derived_of(report(silent, estimate("0.88")), terms)
    far = derived_of(report(silent, estimate("0.88", passages=(Span(0, 9),))), terms)
    assert {one.verdict.direction for one in near.results} == {"experimental", "unresolved"}
    assert {one.verdict.direction for one in far.results} == {"experimental"}
