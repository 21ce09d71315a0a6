"""What documents support under more designs: families, gates, shares and looks."""

from dataclasses import replace
from typing import Any

import pytest
from tests.evidence.built import (
    Case,
    alpha,
    as_found,
    as_wanted,
    declared,
    effect,
    paper,
    steps,
)
from tests.verdict.figures import boundary

from trialgraph.model.trial import Design
from trialgraph.terms.index import TermIndex

PFS, OS, ORR = declared("PFS"), declared("OS", "secondary"), declared("ORR", "secondary")
DUAL = (PFS, declared("OS"))
ONE_SIDED = Design(levels=(alpha("0.025", sides=1),))


def look(value: str = "", **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a boundary by name
    """Return the fields of an interim estimate with its boundary."""
    return {"stage": "interim", "boundary": boundary(value, **rest)}


def family(procedure: str) -> Design:
    """Return a plan that adjusts the p-values of three end points."""
    return Design(levels=(alpha("0.05"),), testing=steps("PFS|OS|ORR", procedure=procedure))


def three(*p: str) -> tuple[Any, ...]:
    """Return estimates of three end points with their p-values; an empty one is not printed."""
    return (
        effect("PFS", "0.71", "", p[0], said="" if p[0] else "significant"),
        effect("OS", "0.72", "", p[1]),
        effect("ORR", "7.3", "", p[2], measure="RD"),
    )


GATED = Design(
    levels=(alpha("0.05"),), testing=(*steps("PFS|OS", "ORR", procedure="serial gatekeeping"),)
)
PARALLEL = replace(GATED, testing=steps("PFS|OS", "ORR", procedure="parallel gatekeeping"))
ALL_THREE = (PFS, OS, ORR)


CASES = [
    Case(
        "a family of one-sided tests never shows harm",
        (
            paper(
                effect("PFS", "0.71", "", "1s 0.004"),
                effect("OS", "1.30", "", "1s 0.990"),
                effect("ORR", "-4.0", "", "1s 0.910", measure="RD"),
                design=replace(family("Holm"), levels=(alpha("0.025", sides=1),)),
                end_points=ALL_THREE,
            ),
        ),
        {
            "0.71": "confirmed level_met experimental",
            "1.30": "not_significant level_not_met comparator",
            "-4.0": "not_significant level_not_met comparator",
        },
    ),
    Case(
        "a family of two-sided p-values held against a one-sided level",
        (
            paper(
                effect("PFS", "0.71", "", "0.004"),
                effect("OS", "1.40", "", "0.010"),
                effect("ORR", "9.0", "", "0.020", measure="RD"),
                design=replace(family("Holm"), levels=(alpha("0.025", sides=1),)),
                end_points=ALL_THREE,
            ),
        ),
        {
            "0.71": "confirmed level_met experimental",
            "1.40": "not_significant level_not_met comparator",
            "9.0": "confirmed level_met experimental",
        },
    ),
    Case(
        "Holm: all are met, step by step",
        (paper(*three("0.010", "0.020", "0.040"), design=family("Holm"), end_points=ALL_THREE),),
        {
            "0.71": "confirmed level_met experimental",
            "0.72": "confirmed level_met experimental",
            "7.3": "confirmed level_met experimental",
        },
    ),
    Case(
        "Holm: the second of three is above half of alpha",
        (paper(*three("0.010", "0.030", "0.040"), design=family("Holm"), end_points=ALL_THREE),),
        {
            "0.71": "confirmed level_met experimental",
            "0.72": "not_significant level_not_met experimental",
            "7.3": "not_significant level_not_met experimental",
        },
    ),
    Case(
        "Hochberg: the largest below alpha meets all",
        (
            paper(
                *three("0.030", "0.040", "0.045"),
                design=family("Hochberg procedure"),
                end_points=ALL_THREE,
            ),
        ),
        {
            "0.71": "confirmed level_met experimental",
            "0.72": "confirmed level_met experimental",
            "7.3": "confirmed level_met experimental",
        },
    ),
    Case(
        "a family that is not printed whole: the authors, else nobody",
        (paper(*three("", "0.020", "0.040"), design=family("Holm"), end_points=ALL_THREE),),
        {
            "0.71": "confirmed asserted_by_authors experimental | asserted",
            "0.72": "undetermined level_or_boundary_not_printed experimental",
            "7.3": "undetermined level_or_boundary_not_printed experimental",
        },
    ),
    Case(
        "serial gate: one of two is missed",
        (
            paper(
                effect("PFS", "0.71", "0.55 to 0.92", "0.009"),
                effect("OS", "0.88", "0.71 to 1.09", "0.24"),
                effect("ORR", "9.1", "1.0 to 17.2", "0.028", measure="RD"),
                design=GATED,
                end_points=ALL_THREE,
            ),
        ),
        {
            "0.71": "confirmed level_met experimental",
            "0.88": "not_significant level_not_met experimental",
            "9.1": "nominal hierarchy_blocked experimental",
        },
    ),
    Case(
        "parallel gate: one of two is enough, what it hands on is not printed",
        (
            paper(
                effect("PFS", "0.71", "0.55 to 0.92", "0.009"),
                effect("OS", "0.88", "0.71 to 1.09", "0.24"),
                effect("ORR", "9.1", "1.0 to 17.2", "0.028", measure="RD", said="significant"),
                design=replace(
                    PARALLEL, levels=(alpha("0.025", "PFS"), alpha("0.025", "OS"), alpha("0.05"))
                ),
                end_points=ALL_THREE,
            ),
        ),
        {
            "0.71": "confirmed level_met experimental",
            "0.88": "not_significant level_not_met experimental",
            "9.1": "confirmed asserted_by_authors experimental | asserted",
        },
    ),
    Case(
        "graphical recycling: the level handed on is printed",
        (
            paper(
                effect("PFS", "0.71", "0.55 to 0.92", "0.009"),
                effect("OS", "0.80", "0.65 to 0.98", "0.033"),
                design=Design(
                    levels=(alpha("0.01", "PFS"), alpha("0.04", "OS")),
                    testing=steps("PFS", "OS", procedure="graphical approach"),
                ),
                end_points=(PFS, OS),
            ),
        ),
        {
            "0.71": "confirmed level_met experimental",
            "0.80": "confirmed step_met experimental",
        },
    ),
    Case(
        "a step after one that nobody could judge",
        (
            paper(
                effect("PFS", "0.71", "0.55 to 0.92", "0.009", stage="interim"),
                effect("OS", "0.80", "0.65 to 0.98", "0.033"),
                design=Design(levels=(alpha("0.05"),), testing=steps("PFS", "OS")),
                end_points=(PFS, OS),
            ),
        ),
        {
            "0.71": "undetermined level_or_boundary_not_printed experimental",
            "0.80": "undetermined level_or_boundary_not_printed experimental",
        },
    ),
    Case(
        "the final look has what is left of alpha, printed",
        (
            paper(
                effect(
                    "PFS",
                    "0.83",
                    "0.63 to 1.09",
                    "0.18",
                    stage="interim",
                    boundary=boundary(p="0.003"),
                ),
                effect("PFS", "0.80", "0.65 to 0.99", "0.041", stage="final"),
                design=Design(levels=(alpha("0.05"), alpha("0.049", "final"))),
            ),
        ),
        {
            "0.83": "not_significant boundary_not_crossed experimental",
            "0.80": "confirmed level_met experimental",
        },
    ),
    Case(
        "the final look above what is left of alpha",
        (
            paper(
                effect(
                    "PFS",
                    "0.83",
                    "0.63 to 1.09",
                    "0.18",
                    stage="interim",
                    boundary=boundary(p="0.02"),
                ),
                effect("PFS", "0.80", "0.64 to 1.00", "0.046", stage="final"),
                design=Design(levels=(alpha("0.05"), alpha("0.043", "final"))),
            ),
        ),
        {
            "0.83": "not_significant boundary_not_crossed experimental",
            "0.80": "not_significant level_not_met experimental",
        },
    ),
    Case(
        "the final look, what is left not printed",
        (
            paper(
                effect(
                    "PFS",
                    "0.83",
                    "0.63 to 1.09",
                    "0.18",
                    stage="interim",
                    boundary=boundary(p="0.003"),
                ),
                effect("PFS", "0.80", "0.65 to 0.99", "0.041", stage="final"),
            ),
        ),
        {
            "0.83": "not_significant boundary_not_crossed experimental",
            "0.80": "undetermined level_or_boundary_not_printed experimental",
        },
    ),
    Case(
        "a look for futility spends nothing",
        (
            paper(
                effect(
                    "PFS",
                    "0.83",
                    "0.63 to 1.09",
                    "0.18",
                    stage="interim",
                    boundary=boundary("1.1", kind="futility", crossed=False),
                ),
                effect("PFS", "0.80", "0.65 to 0.99", "0.041", stage="final"),
            ),
        ),
        {
            "0.83": "undetermined level_or_boundary_not_printed experimental",
            "0.80": "confirmed level_met experimental",
        },
    ),
    Case(
        "dual primary end points, only one share printed",
        (
            paper(
                effect("PFS", "0.80", "0.65 to 0.98", "0.033"),
                effect("OS", "0.81", "0.66 to 0.98", "0.033"),
                end_points=DUAL,
                design=Design(levels=(alpha("0.04", "OS"), alpha("0.05"))),
            ),
        ),
        {
            "0.80": "undetermined level_or_boundary_not_printed experimental",
            "0.81": "confirmed level_met experimental",
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_documents_support_what_the_rules_say(case: Case, terms: TermIndex) -> None:
    assert as_found(terms, case) == as_wanted(case)
