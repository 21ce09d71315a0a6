"""What is told beside an estimate: a boundary crossed, an order of tests, a primary test missed."""

import pytest
from tests.extract.test_design import design
from tests.extract.test_plans_told_otherwise import TRIAL, estimates

from trialgraph.documents.reader import read_document
from trialgraph.extract.read import read_trial_document
from trialgraph.terms.index import TermIndex

_RATIO = "The hazard ratio for progression-free survival was {0} (95% CI, {1}; P={2})."


@pytest.mark.parametrize(
    ("said", "p"),
    [
        ("the stopping boundary (P = .005) was not crossed", ".005"),
        ("the efficacy boundary of P=0.004 had not been reached", "0.004"),
        ("it did not cross the boundary (p-value = 0.003)", "0.003"),
    ],
)
def test_a_boundary_may_be_printed_with_an_equals_sign(terms: TermIndex, said: str, p: str) -> None:
    look = "At the interim analysis, the hazard ratio for progression-free survival was 0.78 "
    (only,) = estimates(terms, f"{look}(95% CI, 0.61 to 0.99; P=0.041); {said}.")
    assert only.boundary is not None
    assert only.boundary.p is not None
    assert (only.boundary.p.printed, only.boundary.crossed) == (p, False)


def test_a_boundary_of_which_nothing_is_said_is_none(terms: TermIndex) -> None:
    look = "At the interim analysis, the hazard ratio for progression-free survival was 0.78 "
    (only,) = estimates(
        terms, f"{look}(95% CI, 0.61 to 0.99; P=0.041), and the boundary had been planned."
    )
    assert only.boundary is None


@pytest.mark.parametrize(
    "said",
    [
        "Progression-free survival crossed the efficacy boundary (P<0.011).",
        "The stopping boundary for progression-free survival (P<0.011) was crossed.",
        "The gain in progression-free survival met the stopping boundary of P≤0.011.",
    ],
)
def test_a_crossing_may_be_told_before_the_estimate(terms: TermIndex, said: str) -> None:
    (only,) = estimates(terms, f"{said} {_RATIO.format('0.70', '0.55 to 0.89', '0.004')}")
    assert only.boundary is not None
    assert only.boundary.p is not None
    assert (only.boundary.p.printed, only.boundary.crossed) == ("0.011", True)


@pytest.mark.parametrize(
    "between",
    [
        "Progression-free survival crossed the boundary. With longer follow-up,",
        "Progression-free survival crossed the boundary. In the updated analysis,",
        "Overall survival crossed the boundary. Today,",
        "Progression-free survival was tested once. Today,",
    ],
)
def test_a_crossing_told_of_something_else_is_not_of_an_estimate(
    terms: TermIndex, between: str
) -> None:
    ratio = _RATIO.format("0.70", "0.55 to 0.89", "0.004")
    (only,) = estimates(terms, f"{between} {ratio[0].lower()}{ratio[1:]}")
    assert only.boundary is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("PFS, OS, and ORR were tested in a fixed sequence.", ["PFS", "OS", "ORR"]),
        ("OS and ORR were tested hierarchically at an alpha of 0.05.", ["OS", "ORR"]),
        ("OS was tested hierarchically after PFS.", ["PFS", "OS"]),
        ("OS and then ORR were to be analysed sequentially.", ["OS", "ORR"]),
        ("OS was tested hierarchically.", []),
        ("OS and ORR were tested hierarchically in patients with a marker.", []),
        ("OS and ORR were tested at an alpha of 0.05.", []),
    ],
)
def test_an_order_may_be_told_of_end_points_named_before(words: str, expected: list[str]) -> None:
    text = f"The primary end point was PFS. Secondary end points were OS and ORR. {words}"
    assert [step.end_point for step in design(text).testing] == expected


def test_the_primary_end_point_opens_an_order_of_others(terms: TermIndex) -> None:
    plan = "Overall survival and objective response rate were tested hierarchically."
    text = TRIAL.format(who="Adults", plan=plan, result=_RATIO.format("0.7", "0.5 to 0.9", "0.01"))
    (trial,) = read_trial_document(read_document(text.encode()), terms).trials
    assert [(one.order, one.end_point) for one in trial.design.testing] == [
        (1, "PFS"),
        (2, "OS"),
        (3, "ORR"),
    ]


_MISS = _RATIO.format("0.95", "0.78 to 1.16", "0.61")


@pytest.mark.parametrize(
    "said",
    [
        "The trial did not meet its primary end point.",
        "The primary endpoint of the trial was not reached.",
        "We failed to achieve our primary objective.",
    ],
)
def test_a_missed_primary_test_may_be_told_elsewhere(terms: TermIndex, said: str) -> None:
    (only,) = estimates(terms, f"{_MISS} Fever was rare. {said}")
    assert only.authors_say is not None
    assert only.authors_say.value == "not_significant"


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ("0.70 (95% CI, 0.55 to 0.89; P=0.004)", "It did not meet its primary end point."),
        ("0.95 (95% CI, 0.78 to 1.16; P=0.61)", "It may yet meet its primary end point."),
    ],
)
def test_a_miss_is_of_the_estimate_that_bears_it(terms: TermIndex, figures: str, said: str) -> None:
    result = f"The hazard ratio for progression-free survival was {figures}. Fever was rare. {said}"
    (only,) = estimates(terms, result)
    assert only.authors_say is None


@pytest.mark.parametrize(
    ("concluded", "said"),
    [
        ("Although PFS was not significantly different, fever was rare.", "not_significant"),
        ("Nintedanib did not prolong PFS, but QoL was better.", "not_significant"),
        ("There was no significant difference in PFS.", "not_significant"),
        ("In subgroups, PFS was not significantly different.", None),
        ("Fever was not significantly different.", None),
    ],
)
def test_a_clause_of_the_conclusion_may_tell_of_a_miss(
    terms: TermIndex, concluded: str, said: str | None
) -> None:
    text = TRIAL.format(who="Adults", plan="", result=f"{_MISS} Fever was rare.")
    text = text.replace("We report this", concluded.removesuffix("."))
    (only,) = read_trial_document(read_document(text.encode()), terms).estimates
    assert (only.authors_say.value if only.authors_say else None) == said
