"""What documents support about non-inferiority and equivalence."""

import pytest
from tests.evidence.built import (
    Case,
    alone,
    alpha,
    as_found,
    as_wanted,
    declared,
    effect,
    paper,
    within,
)

from trialgraph.model.trial import Design
from trialgraph.terms.index import TermIndex

PFS = declared("PFS")

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
                design=Design(levels=(alpha("0.025", sides=1),)),
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
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_documents_support_what_the_rules_say(case: Case, terms: TermIndex) -> None:
    assert as_found(terms, case) == as_wanted(case)
