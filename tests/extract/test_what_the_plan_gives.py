"""What the plan gives an estimate: boundary of the end, patients, margin, order of its arms."""

import pytest
from tests.extract.made_up_estimates import PRIMARY, THREE_ARMS, TWO_ARMS, one, trial
from tests.extract.made_up_estimates import read as read_of
from tests.extract.made_up_primary import WITH, figure, read, results

from trialgraph.model.result import Estimate
from trialgraph.model.trial import EndPoint

END = "Adjusted for two interim looks, the planned boundary at final analysis was P≤0.0231."
LONGER = f"PFS was longer {WITH} (HR 0.8, 95% CI 0.6-1.0; one-sided P=0.026)."
OS = EndPoint(name="OS", name_printed="OS", role="primary", span=PRIMARY.span)
BOTH = trial(TWO_ARMS, PRIMARY, OS)


def of_plan(plan: str, said: str) -> Estimate:
    """Return the only estimate of a paper with a plan and a result."""
    (found,), _ = read(("methods", plan), ("results", said))
    return found


def boundary(found: Estimate) -> str:
    """Return the p of the boundary of an estimate."""
    return figure(found.boundary.p) if found.boundary else "-"


@pytest.mark.parametrize(
    ("plan", "said", "wanted"),
    [
        (END, LONGER, "0.0231"),
        ("The boundary for the primary analysis was P<0.041.", LONGER, "0.041"),
        ("The final-analysis boundary was P<0.041.", LONGER, "0.041"),
        # the boundary of the end is not that of a look, nor the other way round
        (END, LONGER.replace("PFS", "At the interim analysis, PFS"), "-"),
        ("The boundary of the interim analysis was P<0.003.", LONGER, "-"),
        (END, LONGER.replace("PFS", "OS"), "-"),
        (END, LONGER.replace("PFS", "In the updated analysis, PFS"), "-"),
    ],
)
def test_the_boundary_of_the_final_analysis_is_that_of_its_estimate(
    plan: str, said: str, wanted: str
) -> None:
    assert boundary(of_plan(plan, said)) == wanted


def test_of_two_primary_end_points_nobody_knows_whose_the_boundary_is() -> None:
    (found,), _ = read_of(("methods", END), ("results", LONGER), of=BOTH)
    assert found.boundary is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("the boundary for statistical significance being 0.0004", "0.0004"),
        ("the boundary of significance being 0.0031", "0.0031"),
        ("the boundary to declare superiority was set at 0.0031", "0.0031"),
        ("the boundary for significance was 0.5% of all", "-"),
    ],
)
def test_what_a_boundary_is_for_may_stand_before_its_p(words: str, wanted: str) -> None:
    said = f"At the interim analysis OS rose (HR 0.6 [95% CI 0.4-1.1], P=0.04), {words}."
    assert boundary(one(said)) == wanted


PER_PROTOCOL = "The primary end point was PFS, analysed using a per-protocol analysis."


@pytest.mark.parametrize(
    ("plan", "said", "wanted"),
    [
        (PER_PROTOCOL, LONGER, "per-protocol"),
        ("The primary end point was PFS in the per-protocol set.", LONGER, "per-protocol"),
        (PER_PROTOCOL, LONGER.replace("PFS", "In the ITT set, PFS"), "all"),
        (PER_PROTOCOL, LONGER.replace("PFS", "OS"), "all"),
        (
            "The primary end point was tested by intention to treat, and in the per-protocol set.",
            LONGER,
            "all",
        ),
        ("The primary end point was PFS.", LONGER, "all"),
    ],
)
def test_a_plan_for_those_treated_by_protocol_says_who_was_analysed(
    plan: str, said: str, wanted: str
) -> None:
    assert of_plan(plan, said).population == wanted


MARGIN = "The upper limit was above the non-inferiority margin of 1.12."


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        ("This open-label, non-inferiority phase 2 study was done in nine towns.", "1.12"),
        ("The primary non-inferiority end point was PFS.", "1.12"),
        ("We conducted a non-inferiority trial, and it enrolled adults.", "1.12"),
        ("This masked, non-inferiority phase 3 study took place in two valleys.", "1.12"),
        ("Our non-inferiority, randomised, phase 3 trial ran in four harbours.", "1.12"),
        ("It is said of earlier non-inferiority trials.", "-"),
    ],
)
def test_the_margin_of_the_next_sentence_is_that_of_a_non_inferiority_trial(
    plan: str, wanted: str
) -> None:
    said = f"Rates of PFS were alike (HR 1.15, 95% CI 0.97-1.36). {MARGIN}"
    assert figure(of_plan(plan, said).margin) == wanted


RATES = "Rates were 0.50 (95% CI 0.45-0.55) with novumab and 0.40 (0.35-0.45) with placebo"


@pytest.mark.parametrize(
    ("words", "order"),
    [
        (f"{RATES}; the rate ratio for falls was 1.25 (95% CI 1.0-1.5).", "novumab placebo"),
        (f"{RATES}; the rate ratio for falls was 0.80 (95% CI 0.6-1.0).", "placebo novumab"),
        # neither order gives the ratio, or it says nothing
        (f"{RATES}; the rate ratio for falls was 0.50 (95% CI 0.3-0.9).", "novumab placebo"),
        (f"{RATES}; the rate ratio for falls was 1.01 (95% CI 0.8-1.2).", "novumab placebo"),
        (f"{RATES}; the hazard ratio for falls was 0.80 (95% CI 0.6-1.0).", "novumab placebo"),
        (
            f"{RATES.replace('0.50 (', '0 (')}; the rate ratio for falls was 0.8 (0.6-1.0).",
            "novumab placebo",
        ),
    ],
)
def test_rates_of_the_arms_tell_which_is_over_which(words: str, order: str) -> None:
    (found,) = results(words)
    told = f"{found.experimental} {found.comparator}".replace(" group", "")
    assert told == order


def test_a_ratio_of_rates_without_its_arms_stays_without() -> None:
    words = "The rate ratio for falls was 0.8 (95% CI 0.6-1.1)."
    found = one(words, of=trial(THREE_ARMS))
    assert found.experimental is None


PARTS = "In part 1, we randomly assigned 80 adults. Part 2 included 40 others."


@pytest.mark.parametrize(
    ("plan", "said", "wanted"),
    [
        (PARTS, "In part 1, we saw no difference in PFS (HR 0.9; P=0.4).", "all of part 1"),
        (PARTS, "In part 2, we saw no difference in PFS (HR 0.9; P=0.4).", "all of part 2"),
        (PARTS, "In part 3, we saw no difference in PFS (HR 0.9; P=0.4).", "all"),
        (PARTS, "We saw no difference in PFS (HR 0.9; P=0.4).", "all"),
        (
            "In part 1, we randomly assigned 80 adults, and they went on to part 2.",
            "In part 2, we saw no difference in PFS (HR 0.9; P=0.4).",
            "all",
        ),
    ],
)
def test_each_part_of_a_trial_has_its_own_patients(plan: str, said: str, wanted: str) -> None:
    found = of_plan(plan, said)
    assert (found.population, found.role) == (wanted, "primary")


def test_of_both_populations_what_is_said_of_both_holds() -> None:
    part = EndPoint(
        name="PFS",
        name_printed="PFS",
        role="primary",
        population="subgroup: marker-high population",
        span=PRIMARY.span,
    )
    said = (
        "PFS was significantly longer in the ITT and marker-high populations. PFS rose in all"
        " (HR 0.7, 95% CI 0.5-0.9; P=0.01). PFS in the marker-high population rose"
        " (HR 0.6, 95% CI 0.4-0.8; P=0.01). PFS in the marker-low population rose"
        " (HR 0.8, 95% CI 0.7-0.9; P=0.01)."
    )
    found, _ = read_of(("results", said), of=trial(TWO_ARMS, PRIMARY, part))
    told = {one.population: one.authors_say.value if one.authors_say else "" for one in found}
    assert told == {
        "all": "significant",
        "subgroup: marker-high population": "significant",
        "subgroup: marker-low population": "",
    }


def test_what_is_said_far_off_or_of_one_is_not_of_both() -> None:
    part = EndPoint(
        name="PFS",
        name_printed="PFS",
        role="primary",
        population="subgroup: marker-high population",
        span=PRIMARY.span,
    )
    said = "PFS rose. PFS in the marker-high population rose (HR 0.6, 95% CI 0.4-0.8; P=0.01)."
    (found,), _ = read_of(("results", said), of=trial(TWO_ARMS, PRIMARY, part))
    assert found.authors_say is None
