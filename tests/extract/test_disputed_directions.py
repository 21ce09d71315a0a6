"""Ratios whose own sentence favours the other arm, in words, by medians or by shares."""

import pytest
from tests.extract.made_up_estimates import one

from trialgraph.model.result import Estimate


def disputed(estimate: Estimate) -> tuple[str, ...]:
    """Return the words or figures that dispute a ratio."""
    return tuple(said.printed for said in estimate.cautions if said.value == "disputed_direction")


def pair(estimate: Estimate) -> tuple[str | None, str | None]:
    return estimate.experimental, estimate.comparator


@pytest.mark.parametrize(
    ("words", "by"),
    [
        (
            (
                "PFS was longer in the novumab group than in the placebo group (hazard ratio,"
                " novumab group versus placebo group, 1.44; 95% CI, 1.10 to 1.88)."
            ),
            ("longer in the",),
        ),
        (
            (
                "OS was worse in the novumab group than in the placebo group (hazard ratio,"
                " novumab group versus placebo group, 0.61)."
            ),
            ("worse in the",),
        ),
        (
            (
                "The hazard ratio for PFS, novumab group versus placebo group, was 1.50 (95% CI,"
                " 1.20 to 1.88) in favor of the novumab group."
            ),
            ("in favor of the",),
        ),
        (
            (
                "Median PFS was 4.0 months in the novumab group and 9.0 months in the placebo group"
                " (hazard ratio, 0.45; 95% CI, 0.30 to 0.68)."
            ),
            ("9.0",),
        ),
    ],
)
def test_a_ratio_that_its_sentence_contradicts_is_disputed(words: str, by: tuple[str, ...]) -> None:
    assert disputed(one(words)) == by


@pytest.mark.parametrize(
    "words",
    [
        # words and ratio agree
        (
            "PFS was longer in the novumab group than in the placebo group (hazard ratio, novumab"
            " group versus placebo group, 0.66; 95% CI, 0.50 to 0.88)."
        ),
        # nobody says that it was
        (
            "PFS was not longer in the novumab group than in the placebo group (hazard ratio,"
            " novumab group versus placebo group, 1.20; 95% CI, 0.90 to 1.60)."
        ),
        # as good as no effect
        (
            "PFS was longer in the novumab group than in the placebo group (hazard ratio, novumab"
            " group versus placebo group, 1.02; 95% CI, 0.80 to 1.30)."
        ),
        # curves cross
        (
            "Median PFS was 5.1 months in the novumab group and 5.9 months in the placebo group"
            " (hazard ratio, 0.79; 95% CI, 0.60 to 1.06)."
        ),
        # of something good sooner is better
        (
            "Time to response was 4.0 months in the novumab group and 9.0 months in the placebo"
            " group (hazard ratio for response, 1.80)."
        ),
    ],
)
def test_what_agrees_or_says_nothing_disputes_no_ratio(words: str) -> None:
    assert disputed(one(words)) == ()


def test_a_bare_ratio_is_still_turned_to_the_arm_that_words_call_better() -> None:
    found = one(
        "OS was longer in the novumab group than in the placebo group (hazard ratio, 1.52; 95% CI,"
        " 1.10 to 2.10)."
    )
    assert pair(found) == ("placebo group", "novumab group")
    assert disputed(found) == ()


def test_words_that_are_denied_turn_no_ratio_round() -> None:
    found = one(
        "OS was not longer in the novumab group than in the placebo group (hazard ratio, 1.32; 95%"
        " CI, 0.95 to 1.83)."
    )
    assert pair(found) == ("novumab group", "placebo group")


def test_shares_with_the_event_dispute_a_ratio_that_they_do_not_explain() -> None:
    found = one(
        "Relapse occurred in 2.1% of patients in the novumab group and 6.1% in the placebo group"
        " (hazard ratio for relapse, 3.9; 95% CI, 1.7 to 8.9)."
    )
    assert disputed(found) == ("2.1",)


@pytest.mark.parametrize(
    ("difference", "wanted"),
    [
        ("difference, -5.0%", ("novumab group", "placebo group")),
        ("difference, 5.0%", ("placebo group", "novumab group")),
        ("difference, - 5.0%", ("novumab group", "placebo group")),
    ],
)
def test_a_difference_of_risks_is_of_the_shares_beside_it(
    difference: str, wanted: tuple[str, str]
) -> None:
    found = one(
        "Death occurred in 10.0% of patients in the novumab group and in 15.0% of patients in the"
        f" placebo group ({difference}; 95% CI, -9.0 to 9.0)."
    )
    assert pair(found) == wanted
