"""Boundaries, sample sizes, sums and populations: documents in, findings out."""

from dataclasses import replace

import pytest
from tests.evidence.made_up_trial import (
    counts,
    estimate,
    found,
    interval,
    level,
    message,
    number,
    place,
    report,
    response,
)

from trialgraph.model.result import Boundary, Estimate
from trialgraph.model.trial import Design
from trialgraph.terms.index import TermIndex


def boundary(value: str, p: str) -> Boundary:
    return Boundary(value=number(value), p=number(p), span=place())


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (estimate("0.64", boundary=boundary("0.603", "0.0012"), total_events=number("165")), set()),
        (
            estimate("0.64", boundary=boundary("0.70", "0.0012"), total_events=number("165")),
            {("boundary_not_of_p", "warning")},
        ),
        (estimate("0.64", boundary=boundary("0.70", "0.0012")), set()),
        # No boundary lies at a probability of nothing, or of more than all.
        (estimate("0.64", boundary=boundary("0.70", "0"), total_events=number("165")), set()),
        (estimate("0.64", boundary=boundary("0.70", "2.5"), total_events=number("165")), set()),
        (estimate("0.64", "0.47 to 0.88", interval=interval("0.47 to 0.88", level="100")), set()),
        (
            response("OR", "0.64", boundary=boundary("0.70", "0.0012"), total_events=number("165")),
            set(),
        ),
        (
            estimate(
                "0.64",
                total_events=number("165"),
                planned_events=number("385"),
                information_fraction=number("43", "0.43"),
            ),
            set(),
        ),
        (
            estimate(
                "0.64",
                total_events=number("165"),
                planned_events=number("385"),
                information_fraction=number("48", "0.48"),
            ),
            {("information_fraction_differs", "warning")},
        ),
        (estimate("0.64", total_events=number("184"), events=counts("90", "94")), set()),
        (
            estimate("0.64", total_events=number("180"), events=counts("90", "94")),
            {("sum_differs", "warning")},
        ),
    ],
)
def test_boundaries_fractions_and_sums(
    printed: Estimate, expected: set[tuple[str, str]], terms: TermIndex
) -> None:
    assert found(report(printed, sizes=("402", "406")), terms) == expected


def planned(*levels: tuple[str, int, str], events: str = "325", power: str = "0.865") -> Design:
    """Return the plan of a sample size."""
    stated = tuple(
        level(alpha, 1 if sides == 1 else 2, *([role] if role else []))
        for alpha, sides, role in levels
    )
    return Design(
        levels=stated,
        power=number(power),
        target_hr=number("0.739"),
        planned_events=number(events),
    )


@pytest.mark.parametrize(
    ("design", "expected"),
    [
        (planned(("0.05", 1, "")), set()),
        (planned(("0.05", 2, "")), {("design_not_consistent", "warning")}),
        # The primary end point's level counts, not that of another.
        (planned(("0.05", 1, "primary"), ("0.05", 2, "")), set()),
        (planned(("0.05", 2, "QoL")), set()),
        (planned(("0.05", 1, ""), power="86.5"), set()),
        (replace(planned(("0.05", 2, "")), target_hr=None), set()),
        (replace(planned(("0.05", 2, "")), target_hr=number("1")), set()),
        (planned(), set()),
        (planned(("0", 1, "")), set()),
        (planned(("5", 2, "primary"), ("0.05", 1, "")), set()),
        (planned(("0.05", 1, ""), events="700"), {("design_not_consistent", "warning")}),
    ],
)
def test_a_sample_size_fits_its_level_power_and_target(
    design: Design, expected: set[tuple[str, str]], terms: TermIndex
) -> None:
    assert found(report(design=design), terms) == expected


def test_a_design_says_that_the_other_number_of_sides_would_fit(terms: TermIndex) -> None:
    words = message(report(design=planned(("0.05", 2, ""))), terms, "design_not_consistent")
    assert words.endswith("from the two-sided level 0.05; one-sided it would fit")
    words = message(
        report(design=planned(("0.05", 1, ""), events="440")), terms, "design_not_consistent"
    )
    assert words.endswith("from the one-sided level 0.05; two-sided it would fit")
    words = message(
        report(design=planned(("0.05", 1, ""), events="900")), terms, "design_not_consistent"
    )
    assert words.endswith("from the one-sided level 0.05")


def test_arms_of_unequal_size_need_more_events(terms: TermIndex) -> None:
    design = planned(("0.05", 1, ""), events="395")
    assert found(report(design=design, sizes=("200", "100")), terms) == set()
    assert found(report(design=design, sizes=("", "100")), terms) == {
        ("design_not_consistent", "information")
    }


def test_a_design_that_is_to_exclude_a_margin_is_left_alone(terms: TermIndex) -> None:
    tested = estimate("0.97", "0.85 to 1.10", hypothesis="noninferiority", margin=number("1.15"))
    said = report(tested, design=planned(("0.05", 2, "")), sizes=("900", "900"))
    assert found(said, terms) == set()


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        (("100", "109"), set()),
        (("113", "105"), {("as_treated_shift", "information")}),
        (("113", "109"), {("impossible_n", "warning")}),
    ],
)
def test_a_population_larger_than_what_was_randomised(
    sizes: tuple[str, str], expected: set[tuple[str, str]], terms: TermIndex
) -> None:
    assert found(report(populations=[("safety", sizes)]), terms) == expected
    assert found(report(populations=[("safety", sizes)], sizes=("", "")), terms) == set()
