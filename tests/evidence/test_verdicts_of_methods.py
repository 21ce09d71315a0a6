"""What documents support by updates, adjustments, populations, measures and sides."""

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
from trialgraph.model.text import Absence, Stated
from trialgraph.model.trial import Design
from trialgraph.terms.index import TermIndex

PFS, OS = declared("PFS"), declared("OS", "secondary")
SAFETY = (PFS, declared("OS", "secondary", purpose="safety"))
CROSSED = boundary(p="0.003")
STEPPED = Design(levels=(alpha("0.05"),), testing=steps("PFS", "OS"))
HARMFUL = boundary("1.5", kind="harm")
ONE_SIDED = Design(levels=(alpha("0.025", sides=1),))
LATER: dict[str, Any] = {"adjustment": "unstratified", "follow_up_months": number("40")}
TURNED: dict[str, Any] = {"experimental": OLD, "comparator": NEW}


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
        "medians and a p, no estimate: equal medians favour nobody",
        (without_value("0.40", "6.4", "6.4"),),
        {"-": "not_significant level_not_met neither"},
    ),
    Case(
        "shares of patients tell nothing of a time to an event",
        (without_value("0.012", "40.1", "30.2", kind="proportion"),),
        {"-": "undetermined no_value unresolved"},
    ),
    Case(
        "stopped at the look that crossed",
        (
            paper(
                effect("PFS", "0.60", "0.45 to 0.80", "0.0005", stage="interim", boundary=CROSSED),
                why_stopped=Stated("Stopped early for efficacy", "", NOWHERE),
            ),
        ),
        {"0.60": "confirmed boundary_crossed experimental | early_stop_benefit"},
    ),
    Case(
        "stopped for lack of efficacy is no early benefit",
        (
            paper(
                effect("PFS", "0.60", "0.45 to 0.80", "0.0005", stage="interim", boundary=CROSSED),
                why_stopped=Stated("Lack of efficacy in another cohort", "", NOWHERE),
            ),
        ),
        {"0.60": "confirmed boundary_crossed experimental"},
    ),
    Case(
        "a retracted report neither decides nor opens a step",
        (
            paper(
                effect("PFS", "0.55", "0.41 to 0.74", "<0.001", stage="primary"),
                bibliography={"retracted": Stated("retracted", "", NOWHERE)},
                design=STEPPED,
                end_points=(PFS, OS),
            ),
            paper(
                effect("PFS", "0.90", "0.74 to 1.09", "0.29", stage="final"),
                effect("OS", "0.80", "0.65 to 0.98", "0.033"),
                name="sha-later",
                online="2023-05-01",
                design=STEPPED,
                end_points=(PFS, OS),
            ),
        ),
        {
            "0.55": "excluded retracted experimental | retracted",
            "0.90": "not_significant level_not_met experimental",
            "0.80": "nominal hierarchy_blocked experimental | primary_not_met",
        },
    ),
    Case(
        "two assessors, and nobody says whose analysis was planned",
        (
            paper(
                effect("PFS", "0.62", "0.51 to 0.75", "<0.001", assessor="independent"),
                effect("PFS", "0.65", "0.54 to 0.78", "<0.001", assessor="investigator"),
            ),
        ),
        {
            "0.62": "undetermined level_or_boundary_not_printed experimental",
            "0.65": "undetermined level_or_boundary_not_printed experimental",
        },
    ),
    Case(
        "the hazard of an event that few should have",
        alone("MACE", "0.80", "0.66 to 0.97", "0.023"),
        {"0.80": "confirmed level_met experimental"},
    ),
    Case(
        "more time free of such an event",
        alone("MACE", "1.4", "0.2 to 2.6", "0.022", measure="RMST_difference"),
        {"1.4": "confirmed level_met experimental"},
    ),
    Case(
        "the hazard of a response that many should have",
        alone("CR", "1.45", "1.10 to 1.91", "0.008", measure="sHR"),
        {"1.45": "confirmed level_met experimental"},
    ),
    Case(
        "both hazards of competing risks, none of them named as the test",
        (
            paper(
                effect("PFS", "0.70", "0.55 to 0.89", "0.004", measure="csHR"),
                effect("PFS", "0.78", "0.62 to 0.98", "0.033", measure="sHR"),
            ),
        ),
        {
            "0.70": "undetermined level_or_boundary_not_printed experimental",
            "0.78": "undetermined level_or_boundary_not_printed experimental",
        },
    ),
    Case(
        "of the hazards of competing risks one is tested",
        (
            paper(
                effect("PFS", "0.70", "0.55 to 0.89", measure="csHR"),
                effect("PFS", "0.78", "0.62 to 0.98", "0.033", measure="sHR"),
            ),
        ),
        {
            "0.70": "nominal not_in_alpha_plan experimental",
            "0.78": "confirmed level_met experimental",
        },
    ),
    Case(
        "three arms, the level names the pair by its group",
        (
            paper(
                effect("PFS", "0.78", "0.62 to 0.98", "0.021"),
                arms=(*TWO_ARMS, group("higher dose", "experimental")),
                design=Design(levels=(alpha("0.025", "novumab group"),)),
            ),
        ),
        {"0.78": "confirmed level_met experimental"},
    ),
    Case(
        "the boundary of harm is the limit of a safety end point",
        alone(
            "OS", "1.15", "0.90 to 1.47", boundary=boundary("1.5", kind="harm"), end_points=SAFETY
        ),
        {"1.15": "not_significant not_in_alpha_plan comparator"},
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
