"""Plans in other words: shares of alpha, scopes of levels, orders, margins and boundaries."""

from collections.abc import Callable

import pytest
from tests.extract.test_design import design

from trialgraph.documents.reader import read_document
from trialgraph.extract.assembly.margin import efficacy_floor, margins_of
from trialgraph.extract.mentions.context import population
from trialgraph.extract.read import read_trial_document
from trialgraph.extract.view import ReadingView
from trialgraph.model.result import Estimate
from trialgraph.terms.index import TermIndex

Viewed = Callable[[str], ReadingView]


@pytest.mark.parametrize(
    "words",
    [
        "A two-sided alpha of 0.05 was split: 0.01 for progression-free survival and 0.04 for OS.",
        "The type I error of 5% (two-sided) was divided, 1% allocated to PFS and 4% to OS.",
        "Of a two-sided significance level of 0.05, 0.01 was assigned to PFS and 0.04 to OS.",
    ],
)
def test_shares_of_alpha_are_levels_of_their_end_points(words: str) -> None:
    found = {(str(one.alpha.value), one.applies_to) for one in design(words).levels}
    assert {("0.01", ("PFS",)), ("0.04", ("OS",))} <= found


@pytest.mark.parametrize(
    ("words", "applies_to"),
    [
        (
            "It was tested in marker-positive patients at a two-sided alpha of 0.025.",
            "subgroup: marker-positive patients",
        ),
        ("It was tested in all randomised patients at a two-sided alpha of 0.025.", "all"),
        (
            "The two-sided significance level for the final analysis was 0.025.",
            "final analysis",
        ),
        (
            "Each of the comparisons with control used a two-sided alpha of 0.025.",
            "each comparison",
        ),
    ],
)
def test_a_level_is_for_what_stands_around_it(words: str, applies_to: str) -> None:
    (only,) = design(words).levels
    assert (str(only.alpha.value), only.applies_to) == ("0.025", (applies_to,))


@pytest.mark.parametrize(
    "words",
    [
        "A two-sided P value of less than 0.05 was considered to indicate significance.",
        "A two-sided p-value below 0.05 was regarded as significant.",
        "A two-sided P value <0.05 defined statistical significance.",
    ],
)
def test_a_p_value_that_is_considered_significant_is_a_level(words: str) -> None:
    (only,) = design(words).levels
    assert (str(only.alpha.value), only.sides.count) == ("0.05", 2)


def test_a_printed_list_is_an_order_of_testing() -> None:
    words = "Secondary end points were tested hierarchically in this order: stroke, then falls."
    assert [(one.order, one.end_point) for one in design(words).testing] == [
        (1, "stroke"),
        (2, "falls"),
    ]
    assert design("Tests followed this order: each was tested if it, then more.").testing == ()


@pytest.mark.parametrize(
    ("words", "margin"),
    [
        ("Noninferiority was tested with a margin of 1.3 for the hazard ratio.", "1.3"),
        ("Noninferiority (margin, 1.30 for the upper limit) came first.", "1.30"),
        ("Non-inferiority was declared if the upper bound of the 97.5% CI was below 1.11.", "1.11"),
        ("It was non-inferior if the lower limit was above -8 percentage points.", "-8"),
    ],
)
def test_a_margin_may_follow_at_a_distance(viewed: Viewed, words: str, margin: str) -> None:
    assert [one.number.printed for one in margins_of(viewed(words))] == [margin]


@pytest.mark.parametrize(
    "words",
    [
        "The lower limit of the interval of vaccine efficacy had to exceed 30%.",
        "Vaccine efficacy was shown if the lower bound was above 30%.",
        "The null hypothesis was that vaccine efficacy was at most 30%.",
    ],
)
def test_an_efficacy_to_exceed_is_read(viewed: Viewed, words: str) -> None:
    floor = efficacy_floor(viewed(words))
    assert floor is not None
    assert floor.printed == "30"
    assert efficacy_floor(viewed("Vaccine efficacy was 48%.")) is None


def test_patients_with_a_ratio_of_their_own_are_a_subgroup() -> None:
    words = "Patients with lesions at baseline had a hazard ratio of 0.55"
    assert population(words, words.index("hazard")) == (
        "subgroup: Patients with lesions at baseline"
    )


TRIAL = """Drug in disease

Abstract

METHODS: {who} with mesothelioma were randomly assigned to nintedanib or placebo. Progression-free
survival was the primary end point, at a two-sided alpha of 0.05. {plan}

RESULTS: {result}

CONCLUSIONS: We report this (ClinicalTrials.gov number, NCT07654321).
"""


def estimates(terms: TermIndex, result: str, plan: str = "", who: str = "Adults") -> list[Estimate]:
    text = TRIAL.format(who=who, plan=plan, result=result)
    return list(read_trial_document(read_document(text.encode()), terms).estimates)


@pytest.mark.parametrize(
    ("said", "kind", "crossed"),
    [
        ("The result crossed the prespecified futility boundary.", "futility", True),
        ("It met the boundary for harm.", "harm", True),
        ("This did not cross the efficacy boundary.", "efficacy", False),
    ],
)
def test_a_boundary_is_for_what_its_words_say(
    terms: TermIndex, said: str, kind: str, *, crossed: bool
) -> None:
    ratio = "At the interim analysis, the hazard ratio for progression-free survival was 1.01 "
    (only,) = estimates(terms, f"{ratio}(95% CI, 0.79 to 1.30; P=0.91). {said}")
    assert only.boundary is not None
    assert (only.boundary.kind, only.boundary.crossed) == (kind, crossed)


def test_a_look_takes_the_boundary_of_the_plan(terms: TermIndex) -> None:
    plan = "For the interim analysis the Pocock boundary was P<0.01."
    ratio = "At the interim analysis the hazard ratio was 0.70 (95% CI, 0.55 to 0.89; P=0.004)."
    (only,) = estimates(terms, ratio, plan)
    assert only.boundary is not None
    assert only.boundary.p is not None
    assert (only.end_point, only.boundary.p.printed) == ("PFS", "0.01")


@pytest.mark.parametrize(("who", "expected"), [("Adults", "subgroup: women"), ("Women", "all")])
def test_women_are_a_subgroup_where_others_were_randomised(
    terms: TermIndex, who: str, expected: str
) -> None:
    ratio = "Among women, the hazard ratio for progression-free survival was 0.61 "
    (only,) = estimates(terms, f"{ratio}(95% CI, 0.42 to 0.88).", who=who)
    assert only.population == expected
