"""Which level, step and share of alpha an analysis has."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.evidence.hand_made import readings

from trialgraph.evidence.derived import DerivedTrial, derive_trial, held
from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number, Span, Stated
from trialgraph.model.trial import EndPoint
from trialgraph.terms.index import TermIndex


def graded(terms: TermIndex, *documents: TrialDocument) -> DerivedTrial:
    evidence = held(documents)
    (found,) = (derive_trial(t, evidence, terms) for t in evidence.trials if t.own)
    return found


def report(keep: str, design: dict[str, Any] | None = None, **changes: Any) -> TrialDocument:  # noqa: ANN401 - fields by name
    """Return the interim report with one of its estimates, changed, and a changed plan."""
    said = readings()["S3"]
    estimate = next(one for one in said.estimates if printed(one) == keep)
    trial = said.trials[0]
    planned = replace(trial.design, **(design or {}))
    changed = replace(estimate, **changes)
    return replace(said, trials=(replace(trial, design=planned),), estimates=(changed,))


def printed(estimate: Estimate) -> str:
    """Return an estimate's value as printed."""
    return estimate.value.printed if isinstance(estimate.value, Number) else ""


def outcome(derived: DerivedTrial) -> tuple[str, str]:
    (only,) = derived.results
    return only.verdict.strength, only.verdict.reason


def test_an_interim_without_a_printed_boundary_is_never_nominal(terms: TermIndex) -> None:
    said = report("0.64", {"testing": ()}, boundary=None)
    assert outcome(graded(terms, said)) == ("not_significant", "asserted_by_authors")
    silent = report("0.64", {"testing": ()}, boundary=None, authors_say=None)
    assert outcome(graded(terms, silent)) == ("undetermined", "level_or_boundary_not_printed")


def test_a_boundary_shows_that_alpha_is_spent(terms: TermIndex) -> None:
    said = report("0.64", {"testing": ()})
    assert outcome(graded(terms, said)) == ("not_significant", "boundary_not_crossed")


def test_a_step_whose_earlier_steps_are_not_held_cannot_be_judged(terms: TermIndex) -> None:
    said = report("10.8", authors_say=None)
    assert outcome(graded(terms, said)) == ("undetermined", "level_or_boundary_not_printed")


def test_a_secondary_end_point_of_a_controlled_plan_may_have_alpha(terms: TermIndex) -> None:
    said = report("0.65", {"testing": ()}, authors_say=None)
    assert outcome(graded(terms, said)) == ("undetermined", "level_or_boundary_not_printed")


def test_without_any_declared_end_point_nobody_knows_the_plan(terms: TermIndex) -> None:
    said = report("0.65", {"testing": (), "multiplicity": "none stated"}, role=None)
    bare = replace(said, trials=(replace(said.trials[0], end_points=()),))
    assert outcome(graded(terms, bare)) == ("undetermined", "level_or_boundary_not_printed")


def test_several_primary_end_points_share_alpha_in_parts_not_printed(terms: TermIndex) -> None:
    said = report("0.62", {"testing": ()}, authors_say=None)
    trial = said.trials[0]
    both = tuple(
        replace(one, role="primary") if one.name == "OS" else one for one in trial.end_points
    )
    dual = replace(said, trials=(replace(trial, end_points=both),))
    assert outcome(graded(terms, dual)) == ("undetermined", "level_or_boundary_not_printed")


def test_a_missed_primary_end_point_is_a_reservation_of_all_others(terms: TermIndex) -> None:
    said = readings()["S3"]
    first, second = (
        replace(one, p=None, interval=None, significant=False, authors_say=said_not())
        if one.role == "primary"
        else one
        for one in said.estimates[:2]
    )
    found = graded(terms, replace(said, estimates=(first, second)))
    by_value = {one.key[-1]: one.verdict for one in found.results}
    assert by_value["0-62"].strength == "not_significant"


def said_not() -> Stated:
    return Stated("not_significant", "", Span(0, 1))


def test_an_estimate_printed_the_other_way_round_favours_the_other_arm(terms: TermIndex) -> None:
    said = report("0.62", experimental="control", comparator="pertuzumab")
    (only,) = graded(terms, said).results
    assert only.analysis.is_reversed
    assert only.verdict.direction == "comparator"


def test_an_estimate_without_arms_is_of_the_only_comparison(terms: TermIndex) -> None:
    said = report("0.62", experimental=None, comparator=None)
    (only,) = graded(terms, said).results
    assert only.analysis.comparison is not None


def test_an_estimate_of_an_arm_that_is_not_known_has_no_direction(terms: TermIndex) -> None:
    said = report("0.62", experimental="a third group")
    (only,) = graded(terms, said).results
    assert only.analysis.comparison is None
    assert (only.verdict.strength, only.verdict.reason) == ("undetermined", "polarity_unknown")


def test_the_proportion_alive_at_a_time_is_better_when_larger(terms: TermIndex) -> None:
    said = report("10.8", end_point="OS", at="3 years", authors_say=None)
    (only,) = graded(terms, said).results
    assert only.verdict.direction == "experimental"


def test_an_end_point_outside_the_tables_has_no_polarity(terms: TermIndex) -> None:
    said = report("10.8", end_point="units of something", authors_say=None)
    assert outcome(graded(terms, said)) == ("undetermined", "polarity_unknown")


def test_one_estimate_printed_twice_is_one_result(terms: TermIndex) -> None:
    said = report("0.62")
    (estimate,) = said.estimates
    assert isinstance(estimate.value, Number)
    rounded = replace(estimate.value, value=Decimal("0.6"), printed="0.6")
    again = replace(estimate, value=rounded, interval=None, assessor=None, span=Span(0, 3))
    (only,) = graded(terms, replace(said, estimates=(again, estimate))).results
    assert len(only.analysis.supports) == 2
    assert only.analysis.estimate.value == estimate.value


def test_one_estimate_in_two_documents_is_one_result(terms: TermIndex) -> None:
    one = report("0.62")
    other = replace(one, identifier="sha-another")
    (only,) = graded(terms, one, other).results
    assert {support.mention.document for support in only.analysis.supports} == {
        one.identifier,
        "sha-another",
    }


def test_equal_numbers_at_another_follow_up_are_another_analysis(terms: TermIndex) -> None:
    one = report("0.62")
    months = Number(Decimal(50), "50", Span(0, 2))
    later = replace(
        one,
        identifier="sha-later",
        estimates=(replace(one.estimates[0], follow_up_months=months),),
    )
    found = graded(terms, one, later).results
    assert [one.is_current for one in found].count(True) == 1
    assert len(found) == 2


def test_safety_end_points_are_not_tested_for_benefit(terms: TermIndex) -> None:
    said = report("0.64", {"testing": ()}, boundary=None, stage=None, authors_say=None)
    trial = said.trials[0]
    survival = EndPoint(
        name="OS", name_printed="OS", role="secondary", purpose="safety", span=Span(0, 2)
    )
    safety = replace(said, trials=(replace(trial, end_points=(survival,)),))
    (only,) = graded(terms, safety).results
    assert only.verdict.strength in {"nominal", "undetermined", "not_significant"}


@pytest.mark.parametrize("said", ["", "exploratory"])
def test_what_is_said_beside_one_print_completes_the_other(said: str, terms: TermIndex) -> None:
    first = report("0.62", authors_say=None)
    (estimate,) = first.estimates
    words = Stated(said, said, Span(0, 1)) if said else None
    again = replace(estimate, authors_say=words, span=Span(0, 3))
    (only,) = graded(terms, replace(first, estimates=(estimate, again))).results
    assert only.verdict.authors == (said or "silent")


def test_each_of_several_comparisons_needs_a_level_of_its_own(terms: TermIndex) -> None:
    said = report("0.62", {"levels": (), "testing": ()})
    trial = said.trials[0]
    third = replace(trial.arms[0], label="third", aliases=(), n=None, span=Span(3, 4))
    three = replace(said, trials=(replace(trial, arms=(*trial.arms, third)),))
    (two_arms,) = graded(terms, said).results
    assert (two_arms.verdict.strength, two_arms.verdict.basis) == ("confirmed", "asserted")
    (one_pair,) = graded(terms, three).results
    assert (one_pair.verdict.strength, one_pair.verdict.reason) == ("nominal", "not_in_alpha_plan")


@pytest.mark.parametrize(
    "title",
    [
        "Outcomes by marker: a post-hoc analysis of the NOVA trial",
        "Retrospective analysis of late effects",
        "Exploratory analysis of serum ferritin",
        "Older patients: subgroup analysis from a phase 3 trial",
    ],
)
def test_what_a_title_calls_an_afterthought_is_no_planned_test(
    title: str, terms: TermIndex
) -> None:
    said = report("0.62")
    named = replace(said.bibliography, title=Stated(title, title, Span(0, 5)))
    assert outcome(graded(terms, said)) == ("confirmed", "level_met")
    found = outcome(graded(terms, replace(said, bibliography=named)))
    assert found == ("nominal", "not_in_alpha_plan")
