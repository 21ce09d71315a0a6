"""What documents support under more designs: families, gates, shares, looks, methods, sides."""

from dataclasses import replace
from typing import Any

import pytest
from tests.evidence.built import (
    NEW,
    OLD,
    PLAIN,
    TWO_ARMS,
    Case,
    alone,
    alpha,
    as_found,
    as_wanted,
    declared,
    effect,
    group,
    paper,
    steps,
)
from tests.verdict.figures import NOWHERE, boundary, number

from trialgraph.model.result import ArmValue
from trialgraph.model.text import Absence
from trialgraph.model.trial import Design
from trialgraph.terms.index import TermIndex

PFS, OS, ORR = declared("PFS"), declared("OS", "secondary"), declared("ORR", "secondary")
DUAL = (PFS, declared("OS"))
ONE_SIDED = Design(levels=(alpha("0.025", sides=1),))


LATER: dict[str, Any] = {"adjustment": "unstratified", "follow_up_months": number("40")}
TURNED: dict[str, Any] = {"experimental": OLD, "comparator": NEW}


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


def without_value(p: str, *medians: str, kind: str = "median") -> Any:  # noqa: ANN401 - a document
    """Return a paper that prints medians and a p, but no estimate."""
    bare = replace(effect("PFS", "1", "", p), value=Absence.NOT_REPORTED, measure="other")
    values = tuple(
        ArmValue(end_point="PFS", arm=arm, kind=kind, value=number(one), span=NOWHERE)  # type: ignore[arg-type]
        for arm, one in zip((NEW, OLD), medians, strict=True)
    )
    return replace(paper(bare), arm_values=values)


CASES = [
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
    Case(
        "an update of the primary end point whose first report is not held",
        alone("PFS", "0.70", "0.58 to 0.85", "<0.001", stage="updated"),
        {"0.70": "nominal updated_after_decision experimental"},
    ),
    Case(
        "an update by another adjustment is after the decision, too",
        (
            paper(effect("PFS", "0.76", "0.63 to 0.92", "0.005", adjustment="stratified")),
            paper(
                effect(
                    "PFS",
                    "0.79",
                    "0.67 to 0.93",
                    "0.006",
                    adjustment="unstratified",
                    follow_up_months=number("40"),
                ),
                name="sha-later",
                online="2023-01-01",
            ),
        ),
        {
            "0.76": "confirmed level_met experimental",
            "0.79": "nominal updated_after_decision experimental",
        },
    ),
    Case(
        "stratified and unstratified: one of them was planned",
        (
            paper(
                effect("PFS", "0.76", "0.63 to 0.92", adjustment="stratified"),
                effect("PFS", "0.80", "0.66 to 0.97", adjustment="unstratified"),
            ),
        ),
        {
            "0.76": "confirmed level_met experimental",
            "0.80": "nominal not_in_alpha_plan experimental",
        },
    ),
    Case(
        "the unstratified one alone has the p of the test",
        (
            paper(
                effect("PFS", "0.82", "0.68 to 1.00", adjustment="stratified"),
                effect("PFS", "0.80", "0.66 to 0.97", "0.024", adjustment="unstratified"),
            ),
        ),
        {
            "0.82": "undetermined rounding experimental",
            "0.80": "confirmed level_met experimental",
        },
    ),
    Case(
        "a post hoc and a sensitivity analysis",
        (
            paper(
                effect("PFS", "0.76", "0.63 to 0.92", "0.005"),
                effect("PFS", "0.70", "0.58 to 0.85", model="sensitivity analysis"),
                effect("OS", "0.80", "0.65 to 0.98", model="post hoc Cox model"),
                end_points=(PFS, OS),
            ),
        ),
        {
            "0.76": "confirmed level_met experimental",
            "0.70": "nominal not_in_alpha_plan experimental",
            "0.80": "nominal post_hoc experimental | post_hoc",
        },
    ),
    Case(
        "restricted means were planned where only they have a p",
        (
            paper(
                effect("OS", "0.90", "0.76 to 1.06"),
                effect("OS", "2.4", "0.5 to 4.3", "0.013", measure="RMST_difference"),
                end_points=(declared("OS"),),
            ),
        ),
        {
            "0.90": "not_significant not_in_alpha_plan experimental",
            "2.4": "confirmed level_met experimental",
        },
    ),
    Case(
        "medians and a p, no estimate: the longer median is favoured",
        (without_value("0.012", "9.7", "6.4"),),
        {"-": "confirmed level_met experimental"},
    ),
    Case(
        "medians and a p, no estimate: the control does better",
        (without_value("0.012", "6.4", "9.7"),),
        {"-": "confirmed level_met comparator"},
    ),
    Case(
        "efficacy of a vaccine above the value to exceed",
        alone("disease-progression", "62.0", "35.1 to 78.2", measure="VE", margin=number("30")),
        {"62.0": "confirmed level_met experimental"},
    ),
    Case(
        "efficacy of a vaccine above 0 alone",
        alone("disease-progression", "52.0", "21.3 to 71.0", measure="VE", margin=number("30")),
        {"52.0": "not_significant level_not_met experimental"},
    ),
    Case(
        "safety end point inside its printed limit of harm",
        alone(
            "OS",
            "1.05",
            "0.88 to 1.25",
            margin=number("1.30"),
            end_points=(PFS, declared("OS", "secondary", purpose="safety")),
        ),
        {"1.05": "not_significant not_in_alpha_plan comparator"},
    ),
    Case(
        "nearly all patients, where nobody reports all",
        alone("PFS", "0.76", "0.63 to 0.92", "0.005", population="modified intention-to-treat"),
        {"0.76": "confirmed level_met experimental"},
    ),
    Case(
        "nearly all patients beside all",
        (
            paper(
                effect("PFS", "0.85", "0.71 to 1.02", "0.08"),
                effect("PFS", "0.80", "0.66 to 0.97", "0.024", population="FAS"),
            ),
        ),
        {
            "0.85": "not_significant level_not_met experimental",
            "0.80": "nominal not_in_alpha_plan experimental | primary_not_met",
        },
    ),
    Case(
        "the primary end point is one of a part of the patients",
        alone(
            "PFS",
            "0.66",
            "0.50 to 0.87",
            "0.003",
            population="subgroup: marker positive",
            end_points=(declared("PFS", population="marker-positive patients"),),
        ),
        {"0.66": "confirmed level_met experimental"},
    ),
    Case(
        "a one-sided p on the other side of a two-sided level",
        alone("PFS", "0.80", "0.65 to 0.99", "1s 0.020"),
        {"0.80": "confirmed level_met experimental"},
    ),
    Case(
        "a one-sided p above half of a two-sided level",
        alone("PFS", "0.82", "", "1s 0.031"),
        {"0.82": "not_significant level_not_met experimental"},
    ),
    Case(
        "a two-sided p held against a one-sided level",
        alone("PFS", "0.82", "", "0.048", design=ONE_SIDED),
        {"0.82": "confirmed level_met experimental"},
    ),
    Case(
        "a mean where less is better, printed the other way round",
        alone(
            "pain-score",
            "1.4",
            "0.5 to 2.3",
            "0.002",
            measure="MD",
            experimental=OLD,
            comparator=NEW,
        ),
        {"1.4": "confirmed level_met experimental"},
    ),
    Case(
        "a rate free of the event at a time, planned so",
        alone("PFS", "9.0", "1.2 to 16.8", "0.024", measure="RD", at="12 months"),
        {"9.0": "confirmed level_met experimental"},
    ),
    Case(
        "recovered by a day",
        alone("time-to-recovery", "7.0", "1.2 to 12.8", "0.018", measure="RD", at="day 28"),
        {"7.0": "confirmed level_met experimental"},
    ),
    Case(
        "three arms, a level of the role is none of the pair's",
        (
            paper(
                effect("PFS", "0.78", "0.62 to 0.98", "0.033", said="significant"),
                arms=(*TWO_ARMS, group("higher dose", "experimental")),
                design=replace(PLAIN, multiplicity="controlled"),
            ),
        ),
        {"0.78": "confirmed asserted_by_authors experimental | asserted"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_documents_support_what_the_rules_say(case: Case, terms: TermIndex) -> None:
    assert as_found(terms, case) == as_wanted(case)
