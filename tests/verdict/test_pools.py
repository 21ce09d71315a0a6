"""Which estimates may be pooled."""

from dataclasses import replace

import pytest

from trialgraph.verdict.pooling import Estimate
from trialgraph.verdict.pools import (
    NEVER_OVERRIDDEN,
    Adjustment,
    Candidate,
    Ineligible,
    Refusal,
    Remark,
    ineligible,
    refusals,
    remarks,
)

FIRST = Candidate(
    identifier="first-os",
    trial="first",
    measure="HR",
    end_point="OS",
    comparison="adding a drug",
    estimate=Estimate(-0.4, 0.15),
)
SECOND = replace(FIRST, identifier="second-os", trial="second")
BOTH = ("first-os", "second-os")


def codes(*candidates: Candidate) -> set[Refusal]:
    return {refused.code for refused in refusals(candidates)}


def test_two_trials_of_one_question_are_pooled() -> None:
    assert not refusals((FIRST, SECOND))
    assert not remarks((FIRST, SECOND))
    assert not ineligible(FIRST)


@pytest.mark.parametrize(
    ("candidate", "code"),
    [
        (replace(FIRST, estimate=None), Ineligible.NO_STANDARD_ERROR),
        (replace(FIRST, is_imprecise=True), Ineligible.IMPRECISE_LIMIT),
        (
            replace(FIRST, is_randomised_comparison=False),
            Ineligible.NOT_RANDOMISED_COMPARISON,
        ),
        (replace(FIRST, is_all_randomised=False), Ineligible.NOT_ALL_RANDOMISED),
        (replace(FIRST, strategy="hypothetical"), Ineligible.OTHER_ESTIMAND),
        (replace(FIRST, is_second_hand=True), Ineligible.SECOND_HAND),
        (replace(FIRST, is_quarantined=True), Ineligible.QUARANTINED),
        (replace(FIRST, is_retracted=True), Ineligible.RETRACTED),
    ],
)
def test_some_estimates_are_never_pooled(candidate: Candidate, code: Ineligible) -> None:
    assert ineligible(candidate) == (code,)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (replace(SECOND, measure="OR", adjustment="adjusted"), Refusal.MEASURES_DIFFER),
        (replace(SECOND, end_point="PFS"), Refusal.END_POINTS_DIFFER),
        (replace(SECOND, comparison="replacing a drug"), Refusal.COMPARISONS_DIFFER),
        (replace(SECOND, line="second-line"), Refusal.LINES_DIFFER),
        (replace(SECOND, assessor="investigator"), Refusal.ASSESSORS_DIFFER),
        (replace(SECOND, definition="RECIST 1.1"), Refusal.DEFINITIONS_DIFFER),
        (replace(SECOND, setting="HER2-negative"), Refusal.POPULATION_DIFFER),
    ],
)
def test_questions_that_differ_name_all_estimates(other: Candidate, code: Refusal) -> None:
    (refused,) = refusals((FIRST, other))
    assert (refused.code, refused.identifiers) == (code, BOTH)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (replace(SECOND, is_interim=True), Refusal.INTERIM_INCLUDED),
        (replace(SECOND, stopped_early=True), Refusal.STOPPED_EARLY_INCLUDED),
        (replace(SECOND, line=None), Refusal.UNKNOWN_KEY_PART),
        (replace(SECOND, assessor=None), Refusal.UNKNOWN_KEY_PART),
        (replace(SECOND, overlaps=frozenset({"first-os"})), Refusal.OVERLAPPING_PATIENTS),
    ],
)
def test_an_estimate_of_its_own_kind_is_named_alone(other: Candidate, code: Refusal) -> None:
    (refused,) = refusals((FIRST, other))
    assert (refused.code, refused.identifiers) == (code, ("second-os",))


def test_patients_of_an_estimate_that_is_not_pooled_do_not_overlap() -> None:
    assert not refusals((replace(FIRST, overlaps=frozenset({"elsewhere"})), SECOND))


def test_a_trial_comes_once_and_its_control_group_once() -> None:
    one = replace(FIRST, comparator_group="placebo")
    other = replace(one, identifier="first-os-high-dose")
    assert codes(one, other) == {Refusal.SAME_TRIAL_TWICE, Refusal.SHARED_CONTROL}
    assert not codes(one, replace(SECOND, comparator_group="placebo"))


@pytest.mark.parametrize(
    ("adjustments", "is_refused"),
    [
        (("adjusted", "unstratified"), True),
        (("adjusted", None), True),
        (("adjusted", "adjusted"), False),
        (("stratified", "unstratified"), False),
    ],
)
def test_adjusted_odds_are_another_quantity(
    adjustments: tuple[Adjustment | None, Adjustment | None], *, is_refused: bool
) -> None:
    odds = [
        replace(one, measure="OR", adjustment=adjustment)
        for one, adjustment in zip((FIRST, SECOND), adjustments, strict=True)
    ]
    assert (Refusal.ADJUSTMENT_DIFFER in codes(*odds)) is is_refused


def test_adjusted_hazards_are_the_same_quantity() -> None:
    assert not codes(replace(FIRST, adjustment="adjusted"), SECOND)


def test_a_refusal_is_overridden_by_its_name_only() -> None:
    other = replace(SECOND, line="second-line", is_interim=True)
    (left,) = refusals((FIRST, other), {Refusal.LINES_DIFFER})
    assert left.code is Refusal.INTERIM_INCLUDED
    assert not refusals((FIRST, other), {Refusal.LINES_DIFFER, Refusal.INTERIM_INCLUDED})


@pytest.mark.parametrize("code", sorted(NEVER_OVERRIDDEN))
def test_what_has_no_common_question_is_never_overridden(code: Refusal) -> None:
    other = {
        Refusal.MEASURES_DIFFER: replace(SECOND, measure="RR"),
        Refusal.END_POINTS_DIFFER: replace(SECOND, end_point="PFS"),
        Refusal.SAME_TRIAL_TWICE: replace(SECOND, trial="first"),
    }[code]
    assert [refused.code for refused in refusals((FIRST, other), set(Refusal))] == [code]


def test_a_reader_is_told_what_refuses_nothing() -> None:
    explored = replace(FIRST, is_exploratory=True)
    derived = replace(SECOND, has_derived_side=True)
    assert remarks((explored, derived)) == (Remark.EXPLORATORY_INCLUDED, Remark.SIDE_DERIVED)
    assert not refusals((explored, derived))
