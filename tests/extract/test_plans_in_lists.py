"""Plans printed as lists: end points after their count, steps with words that name nothing."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from tests.extract.test_design import design
from tests.extract.test_plans_told_otherwise import estimates

from trialgraph.documents.reader import read_document
from trialgraph.extract.listed_steps import steps_listed
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

Viewed = Callable[[str], ReadingView]


def test_a_boundary_told_before_the_estimate_of_its_sentence_is_its_own(terms: TermIndex) -> None:
    said = "The efficacy boundary of P<0.011 was crossed, with a hazard ratio for "
    (only,) = estimates(terms, f"{said}progression-free survival of 0.70 (95% CI, 0.55 to 0.89).")
    assert only.boundary is not None
    assert only.boundary.crossed is True


@pytest.mark.parametrize(
    "plan",
    [
        "Equivalence was concluded if the 90% CI lay within 0.80 to 1.25.",
        "Equivalence was to be shown with margins of 0.80 and 1.25.",
        "The drugs were declared equivalent if the interval was between 0.80 and 1.25.",
    ],
)
def test_two_margins_in_the_methods_are_those_of_equivalence(terms: TermIndex, plan: str) -> None:
    result = "The hazard ratio for progression-free survival was 0.97 (90% CI, 0.86 to 1.10)."
    (only,) = estimates(terms, result, plan=plan)
    assert only.hypothesis == "equivalence"
    assert only.margin is not None
    assert only.other_margin is not None
    assert (only.margin.value, only.other_margin.value) == (Decimal("0.80"), Decimal("1.25"))


def test_a_share_of_alpha_without_an_end_point_is_no_level_of_one() -> None:
    words = "A two-sided alpha of 0.05 was split: 0.01 for this and 0.04 for overall survival."
    assert not [one for one in design(words).levels if "this" in one.applies_to]


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("We tested in this order: first, stroke, then falls.", ["stroke", "falls"]),
        ("We tested in this order: (a) stroke, then, falls.", ["stroke", "falls"]),
        ("We tested in this order: stroke before anything else.", []),
        ("We tested in this order: stroke, then falls were tested.", []),
    ],
)
def test_steps_are_the_names_of_a_list(viewed: Viewed, words: str, steps: list[str]) -> None:
    view = viewed(words)
    assert [one.end_point for one in steps_listed(view, view.sentences[0], ())] == steps


@pytest.mark.parametrize("cut", [": ", ", ", " - "])
def test_end_points_may_follow_their_count(terms: TermIndex, cut: str) -> None:
    words = f"There were two co-primary end points{cut}overall survival and pain relief."
    text = f"Drug in disease\n\nMethods\n\nAdults were randomised to receive X or Y. {words}"
    (trial,) = read_trial_document(read_document(text.encode()), terms).trials
    roles = {one.name: one.role for one in trial.end_points}
    assert roles["OS"] == "primary"
