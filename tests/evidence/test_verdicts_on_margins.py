"""What documents support about non-inferiority and equivalence."""

from dataclasses import replace
from typing import Any

import pytest
from tests.evidence.built import (
    SOURCED,
    Case,
    alone,
    alpha,
    as_found,
    as_wanted,
    declared,
    derived,
    effect,
    judged,
    paper,
    steps,
    within,
)

from trialgraph.model.reading import TrialDocument
from trialgraph.model.trial import Design
from trialgraph.terms.index import TermIndex

PFS = declared("PFS")
TURNED = {"experimental": "placebo", "comparator": "novumab"}
POINTS: dict[str, Any] = {"measure": "RD", "level": "90"}
RATIO: dict[str, Any] = {"measure": "RR", "level": "90"}


def credible(*figures: str, **rest: Any) -> tuple[TrialDocument, ...]:  # noqa: ANN401 - fields of an estimate by name
    """Return a paper with one estimate whose interval is a credible one."""
    (held,) = alone(*figures, **rest)
    (one,) = held.estimates
    assert one.interval is not None
    bayesian = replace(one, interval=replace(one.interval, kind="credible"))
    return (replace(held, estimates=(bayesian,)),)


CASES = [
    Case(
        "T13 not inferior",
        (
            paper(
                effect("OS", "0.97", "0.85 to 1.10", **within("1.15")), end_points=(declared("OS"),)
            ),
        ),
        {"0.97": "confirmed margin_excluded experimental | one_population_only"},
    ),
    Case(
        "T15 not inferior, and worse",
        (
            paper(
                effect("OS", "1.09", "1.04 to 1.14", **within("1.15")), end_points=(declared("OS"),)
            ),
        ),
        {"1.09": "confirmed margin_excluded comparator | one_population_only statistically_worse"},
    ),
    Case(
        "T16 the limit prints as the margin",
        (
            paper(
                effect("OS", "1.02", "0.90 to 1.15", **within("1.15")), end_points=(declared("OS"),)
            ),
        ),
        {"1.02": "undetermined rounding comparator"},
    ),
    Case(
        "T18 both populations are required",
        (
            paper(
                effect("PFS", "1.02", "0.85 to 1.22", **within("1.25")),
                effect("PFS", "1.08", "0.89 to 1.31", population="per-protocol", **within("1.25")),
                end_points=(PFS, declared("PFS", population="per-protocol")),
            ),
        ),
        {
            "1.02": "not_shown pp_failed comparator",
            "1.08": "not_shown margin_not_excluded comparator",
        },
    ),
    Case(
        "T18 all randomised are primary",
        (
            paper(
                effect("PFS", "1.02", "0.85 to 1.22", **within("1.25")),
                effect("PFS", "1.08", "0.89 to 1.31", population="per-protocol", **within("1.25")),
            ),
        ),
        {
            "1.02": "confirmed margin_excluded comparator | pp_discordant",
            "1.08": "not_shown margin_not_excluded comparator",
        },
    ),
    Case(
        "both populations exclude the margin",
        (
            paper(
                effect("PFS", "1.02", "0.85 to 1.22", **within("1.25")),
                effect("PFS", "1.01", "0.84 to 1.21", population="PP", **within("1.25")),
            ),
        ),
        {
            "1.02": "confirmed margin_excluded comparator",
            "1.01": "nominal not_in_alpha_plan comparator",
        },
    ),
    Case(
        "T19 cure rates",
        alone("CR", "-3.1", "-7.9 to 1.7", measure="RD", **within("-8")),
        {"-3.1": "confirmed margin_excluded comparator | one_population_only"},
    ),
    Case(
        "T20 a one-sided limit and a p for the margin",
        (
            paper(
                effect("PFS", "1.04", "<1.22", "1s 0.012", level="97.5", **within("1.25")),
                design=Design(levels=(alpha("0.025", sides=1),), margin_source=SOURCED),
            ),
        ),
        {"1.04": "confirmed margin_excluded comparator | one_population_only"},
    ),
    Case(
        "T21 no margin",
        alone("PFS", "1.04", "0.88 to 1.22", said="significant", hypothesis="noninferiority"),
        {"1.04": "undetermined margin_not_printed comparator"},
    ),
    Case(
        "T22 equivalent",
        alone(
            "ORR",
            "0.97",
            "0.84 to 1.12",
            measure="RR",
            level="90",
            **within("1.25", "0.80", "equivalence"),
        ),
        {"0.97": "confirmed margin_excluded comparator"},
    ),
    Case(
        "T22 equivalence not shown",
        alone(
            "ORR",
            "1.10",
            "0.95 to 1.27",
            measure="RR",
            level="90",
            **within("1.25", "0.80", "equivalence"),
        ),
        {"1.10": "not_shown margin_not_excluded experimental"},
    ),
    Case(
        "not inferior, and superior with it",
        alone("OS", "0.80", "0.70 to 0.92", **within("1.15")),
        {"0.80": "confirmed margin_excluded experimental | one_population_only"},
    ),
    Case(
        "superiority missed, the margin excluded: two tests of the same figures",
        (
            paper(
                effect("PFS", "0.96", "0.85 to 1.08", "0.50", adjustment="stratified"),
                effect("PFS", "0.95", "0.84 to 1.07", **within("1.20"), adjustment="adjusted"),
            ),
        ),
        {
            "0.96": "not_significant level_not_met experimental",
            "0.95": "confirmed margin_excluded experimental | one_population_only",
        },
    ),
    Case(
        "the margin is passed, never inferior",
        alone("PFS", "1.10", "0.92 to 1.31", **within("1.25")),
        {"1.10": "not_shown margin_not_excluded comparator"},
    ),
    Case(
        "all of the interval is beyond the margin",
        alone("PFS", "1.60", "1.30 to 1.97", **within("1.25")),
        {"1.60": "nominal beyond_margin comparator"},
    ),
    Case(
        "more is better, the margin printed without its sign",
        alone("ORR", "-1.0", "-6.2 to 4.2", measure="RD", **within("7")),
        {"-1.0": "confirmed margin_excluded comparator | one_population_only"},
    ),
    Case(
        "less is better: the upper limit counts",
        alone("bleeding", "0.5", "-0.8 to 1.8", measure="RD", **within("1.5")),
        {"0.5": "not_shown margin_not_excluded comparator"},
    ),
    Case(
        "a margin for the control over the new: read from the other side",
        alone("PFS", "0.98", "0.86 to 1.12", **TURNED, **within("0.80")),
        {"0.98": "confirmed margin_excluded comparator | one_population_only"},
    ),
    Case(
        "the limit prints as the margin, p for the margin decides",
        alone("PFS", "1.02", "0.90 to 1.15", "1s 0.021", **within("1.15")),
        {"1.02": "confirmed margin_excluded comparator | one_population_only"},
    ),
    Case(
        "a credible interval inside the margin is the authors' to judge",
        credible("PFS", "1.02", "0.90 to 1.12", **within("1.15")),
        {"1.02": "undetermined no_p_no_interval comparator"},
    ),
    Case(
        "per-protocol patients alone are reported",
        alone("PFS", "1.02", "0.85 to 1.20", population="per-protocol", **within("1.25")),
        {"1.02": "confirmed margin_excluded comparator | one_population_only"},
    ),
    Case(
        "equivalent by one margin that holds on both sides",
        alone("ORR", "1.2", "-6.4 to 8.8", **POINTS, **within("12", "", "equivalence")),
        {"1.2": "confirmed margin_excluded experimental"},
    ),
    Case(
        "equivalence: a limit prints as a margin",
        alone("ORR", "1.01", "0.80 to 1.20", **RATIO, **within("1.25", "0.80", "equivalence")),
        {"1.01": "undetermined rounding experimental"},
    ),
    Case(
        "equivalence by margins that are not alike",
        alone("ORR", "2.1", "-9.8 to 14.0", **POINTS, **within("15", "-12", "equivalence")),
        {"2.1": "confirmed margin_excluded experimental"},
    ),
    Case(
        "equivalence by a ratio's margin that is none",
        alone("ORR", "1.01", "0.90 to 1.13", **RATIO, **within("0", "", "equivalence")),
        {"1.01": "undetermined margin_not_printed experimental"},
    ),
    Case(
        "two one-sided tests at 5 % are the usual ones",
        alone(
            "ORR",
            "1.2",
            "-6.4 to 8.8",
            design=Design(levels=(alpha("0.05", sides=1),), margin_source=SOURCED),
            **POINTS,
            **within("12", "", "equivalence"),
        ),
        {"1.2": "confirmed margin_excluded experimental"},
    ),
    Case(
        "equivalence without a margin",
        alone(
            "ORR", "2.1", "-9.8 to 14.0", measure="RD", said="significant", hypothesis="equivalence"
        ),
        {"2.1": "undetermined margin_not_printed experimental"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_documents_support_what_the_rules_say(case: Case, terms: TermIndex) -> None:
    assert as_found(terms, case) == as_wanted(case)


def test_superiority_follows_from_a_margin_excluded_by_far(terms: TermIndex) -> None:
    (one,) = judged(terms, *alone("OS", "0.80", "0.70 to 0.92", **within("1.15"))).values()
    assert one.further is not None
    assert (one.further.strength, one.further.rule) == ("confirmed", "N9")
    assert "superiority_not_prespecified" in one.further.reservations


def test_a_planned_second_test_of_superiority_needs_no_reservation(terms: TermIndex) -> None:
    design = Design(levels=(alpha("0.05"),), testing=steps("OS", "OS"))
    held = alone("OS", "0.80", "0.70 to 0.92", design=design, **within("1.15"))
    (one,) = judged(terms, *held).values()
    assert one.further is not None
    assert one.further.reservations == ("one_population_only",)


def test_superiority_in_per_protocol_patients_is_nominal(terms: TermIndex) -> None:
    held = alone("OS", "0.80", "0.70 to 0.92", population="per-protocol", **within("1.15"))
    (one,) = judged(terms, *held).values()
    assert one.further is not None
    assert one.further.strength == "nominal"


@pytest.mark.parametrize("limits", ["0.85 to 1.10", "0.70 to 1.20"])
def test_no_superiority_where_the_null_or_the_margin_is_held(limits: str, terms: TermIndex) -> None:
    (one,) = judged(terms, *alone("OS", "0.95", limits, **within("1.15"))).values()
    assert one.further is None


def test_one_estimate_tested_for_both_hypotheses_is_two_results(terms: TermIndex) -> None:
    both = paper(
        effect("PFS", "0.96", "0.85 to 1.08", "0.50"),
        effect("PFS", "0.96", "0.85 to 1.08", "1s 0.002", **within("1.20")),
    )
    found = {one.verdict.hypothesis: one.verdict.strength for one in derived(terms, both).results}
    assert found == {"superiority": "not_significant", "noninferiority": "confirmed"}


def test_a_print_without_hypothesis_is_of_the_margin_that_another_names(terms: TermIndex) -> None:
    abstract = paper(effect("PFS", "0.96", "0.85 to 1.08"), name="sha-abstract")
    full = paper(effect("PFS", "0.96", "0.85 to 1.08", **within("1.20")), name="sha-full")
    (only,) = derived(terms, abstract, full).results
    assert only.verdict.hypothesis == "noninferiority"
    assert len(only.analysis.supports) == 2
