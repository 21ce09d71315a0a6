"""What documents of made-up trials support, case by case from plan and print to verdict."""

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
    within,
)
from tests.verdict.figures import boundary

from trialgraph.model.trial import Comparison, Design
from trialgraph.terms.index import TermIndex

PFS, OS, ORR = declared("PFS"), declared("OS", "secondary"), declared("ORR", "secondary")
ONE_SIDED = Design(levels=(alpha("0.05", sides=1),))
IN_STEPS = Design(levels=(alpha("0.05"),), multiplicity="controlled", testing=steps("PFS", "OS"))
THREE_STEPS = replace(IN_STEPS, testing=steps("PFS", "OS", "ORR"))
MET = effect("PFS", "0.62", "0.51 to 0.75", "<0.001")
MISSED_LOOK = effect(
    "OS", "0.64", "0.47 to 0.88", "0.005", stage="interim", boundary=boundary("0.603", "0.0012")
)
RESPONSE = effect("ORR", "10.8", "4.2 to 17.5", "0.001", measure="RD")
TURNED: dict[str, Any] = {"experimental": OLD, "comparator": NEW}
BIOMARKER = "subgroup: marker positive"
RPSFT = "rank-preserving structural failure time"


THREE_ARMS = (*TWO_ARMS, group("higher dose", "experimental"))
FOUR_ARMS = (*TWO_ARMS, group("tablets", "experimental"), group("drops", "control"))
FACTOR = {"experimental": "tablets", "comparator": "drops", **within("1.15")}
BY_FACTOR = tuple(
    Comparison(experimental=new, comparator=old) for new, old in ((NEW, OLD), ("tablets", "drops"))
)

CASES = [
    Case(
        "T01 a second look crosses, and the step behind it opens",
        (
            paper(MET, MISSED_LOOK, RESPONSE, design=THREE_STEPS, end_points=(PFS, OS, ORR)),
            paper(
                effect(
                    "OS",
                    "0.66",
                    "0.52 to 0.84",
                    "0.0008",
                    stage="interim",
                    boundary=boundary(p="0.0138"),
                ),
                name="sha-second",
                online="2021-06-01",
                end_points=(PFS, OS, ORR),
            ),
        ),
        {
            "0.62": "confirmed level_met experimental",
            "0.64": "not_significant boundary_not_crossed experimental",
            "0.66": "confirmed boundary_crossed experimental",
            "10.8": "confirmed step_met experimental",
        },
    ),
    Case(
        "T02 an interim without its boundary",
        alone("PFS", "0.72", "0.55 to 0.94", "0.016", stage="interim"),
        {"0.72": "undetermined level_or_boundary_not_printed experimental"},
    ),
    Case(
        "T03 an interim that is said to cross",
        alone(
            "PFS", "0.72", "0.55 to 0.94", "0.016", stage="interim", boundary=boundary(crossed=True)
        ),
        {"0.72": "confirmed asserted_by_authors experimental | asserted"},
    ),
    Case(
        "T04 futility",
        alone(
            "PFS",
            "1.02",
            "0.80 to 1.30",
            "0.87",
            stage="interim",
            boundary=boundary(kind="futility", crossed=True),
        ),
        {"1.02": "not_significant futility comparator | asserted"},
    ),
    Case(
        "T05 two primary end points, each with its share",
        (
            paper(
                effect("PFS", "0.80", "0.65 to 0.98", "0.033"),
                effect("OS", "0.81", "0.66 to 0.98", "0.033"),
                end_points=(PFS, declared("OS")),
                design=Design(levels=(alpha("0.01", "PFS"), alpha("0.04", "OS"))),
            ),
        ),
        {
            "0.80": "not_significant level_not_met experimental",
            "0.81": "confirmed level_met experimental",
        },
    ),
    Case(
        "T06 two primary end points, shares not printed",
        (
            paper(
                effect("PFS", "0.80", "0.65 to 0.98", "0.033"),
                effect("OS", "0.81", "0.66 to 0.98", "0.033"),
                end_points=(PFS, declared("OS")),
            ),
        ),
        {
            "0.80": "undetermined level_or_boundary_not_printed experimental",
            "0.81": "undetermined level_or_boundary_not_printed experimental",
        },
    ),
    Case(
        "T08 a missed step blocks the next",
        (
            paper(
                MET,
                effect("OS", "0.84", "0.70 to 1.01", "0.06"),
                effect(
                    "ORR",
                    "0.70",
                    "0.56 to 0.87",
                    "0.002",
                    measure="OR",
                    experimental=OLD,
                    comparator=NEW,
                ),
                design=THREE_STEPS,
                end_points=(PFS, OS, ORR),
            ),
        ),
        {
            "0.62": "confirmed level_met experimental",
            "0.84": "not_significant level_not_met experimental",
            "0.70": "nominal hierarchy_blocked experimental",
        },
    ),
    Case(
        "T09 a met test whose update holds the null",
        (
            paper(effect("PFS", "0.76", "0.63 to 0.92", "0.005", stage="primary")),
            paper(
                effect("PFS", "0.90", "0.76 to 1.07", stage="updated"),
                name="sha-later",
                online="2022-02-01",
            ),
        ),
        {
            "0.76": "confirmed level_met experimental | not_sustained",
            "0.90": "not_significant updated_after_decision experimental",
        },
    ),
    Case(
        "T11 a subgroup of a failed trial",
        (
            paper(
                effect("PFS", "0.93", "0.78 to 1.11", "0.42"),
                effect("PFS", "0.72", "0.55 to 0.94", population=BIOMARKER),
            ),
        ),
        {
            "0.93": "not_significant level_not_met experimental",
            "0.72": "nominal subgroup experimental | primary_not_met subgroup",
        },
    ),
    Case(
        "T12 a population with a level of its own",
        (
            paper(
                effect("PFS", "0.70", "0.53 to 0.94", "0.016", population="marker positive"),
                effect("PFS", "0.85", "0.70 to 1.03", "0.09"),
                end_points=(PFS, declared("PFS", population="marker positive")),
                design=Design(
                    levels=(alpha("0.025", "marker positive"), alpha("0.025", "all")),
                    multiplicity="controlled",
                ),
            ),
        ),
        {
            "0.70": "confirmed level_met experimental",
            "0.85": "not_significant level_not_met experimental",
        },
    ),
    Case(
        "T12 a population as first step, printed as a subgroup",
        (
            paper(
                effect("PFS", "0.70", "0.53 to 0.94", "0.016", population=BIOMARKER),
                effect("PFS", "0.85", "0.70 to 1.03", "0.09"),
                design=replace(IN_STEPS, testing=steps("PFS @ marker positive", "PFS")),
            ),
        ),
        {
            "0.70": "confirmed level_met experimental",
            "0.85": "not_significant level_not_met experimental",
        },
    ),
    Case(
        "T23 no difference shown",
        alone("PFS", "0.91", "0.78 to 1.06", "0.30"),
        {"0.91": "not_significant level_not_met experimental"},
    ),
    Case(
        "T24 a good event",
        alone("time-to-recovery", "1.29", "1.12 to 1.49", "<0.001", measure="IRR"),
        {"1.29": "confirmed level_met experimental"},
    ),
    Case(
        "T25 an instrument nobody knows",
        alone("score of something", "-2.4", "-4.1 to -0.7", measure="MD"),
        {"-2.4": "undetermined polarity_unknown unresolved"},
    ),
    Case(
        "T27 p prints as the level",
        alone("PFS", "0.80", "", "0.05", said="not_significant"),
        {"0.80": "not_significant asserted_by_authors experimental | asserted"},
    ),
    Case(
        "T28 a lower limit alone",
        (
            paper(
                effect("ORR", "6.2", ">1.1", measure="RD"),
                end_points=(declared("ORR"),),
                design=ONE_SIDED,
            ),
        ),
        {"6.2": "confirmed level_met experimental | lenient_level"},
    ),
    Case(
        "T29 a lenient level of its own",
        (
            paper(
                effect("PFS", "0.80", "", "1s 0.11"),
                design=Design(levels=(alpha("0.20", sides=1),)),
            ),
        ),
        {"0.80": "confirmed level_met experimental | lenient_level"},
    ),
    Case(
        "T30 a restricted mean beside the ratio",
        (
            paper(
                effect("PFS", "0.85", "0.70 to 1.03", "0.10"),
                effect("PFS", "2.1", "0.3 to 3.9", measure="RMST_difference", at="36 months"),
            ),
        ),
        {
            "0.85": "not_significant level_not_met experimental",
            "2.1": "nominal not_in_alpha_plan experimental | primary_not_met",
        },
    ),
    Case(
        "T32 survival measured for safety, harm",
        (
            paper(
                effect("OS", "1.40", "1.05 to 1.87"),
                end_points=(PFS, declared("OS", "secondary", purpose="safety")),
            ),
        ),
        {"1.40": "nominal not_in_alpha_plan comparator"},
    ),
    Case(
        "T32 survival measured for safety, harm not excluded",
        (
            paper(
                effect("OS", "1.15", "0.90 to 1.47"),
                end_points=(PFS, declared("OS", "secondary", purpose="safety")),
            ),
        ),
        {"1.15": "not_significant not_in_alpha_plan comparator | detriment_not_excluded"},
    ),
    Case(
        "T33 harm by a two-sided test",
        alone("PFS", "1.40", "1.05 to 1.87", "0.022"),
        {"1.40": "confirmed level_met comparator"},
    ),
    Case(
        "T33 harm beside a one-sided test",
        (
            paper(
                effect("PFS", "1.40", "1.05 to 1.87", "1s 0.99"),
                design=Design(levels=(alpha("0.025", sides=1),)),
            ),
        ),
        {"1.40": "nominal unfavourable_not_formally_tested comparator"},
    ),
    Case(
        "T34 an estimate as if nobody had crossed over",
        (
            paper(
                effect("OS", "0.90", "0.75 to 1.08"),
                effect("OS", "0.70", "0.52 to 0.94", model=RPSFT),
                end_points=(declared("OS"),),
            ),
        ),
        {
            "0.90": "not_significant level_not_met experimental",
            "0.70": "nominal not_in_alpha_plan experimental | primary_not_met",
        },
    ),
    Case(
        "T35 hazards of one cause, of a subdistribution, of all",
        (
            paper(
                effect("PFS", "0.70", "0.55 to 0.89", measure="csHR"),
                effect("PFS", "0.82", "0.66 to 1.02", measure="sHR"),
                effect("PFS", "0.75", "0.60 to 0.94", "0.012"),
            ),
        ),
        {
            "0.75": "confirmed level_met experimental",
            "0.70": "nominal not_in_alpha_plan experimental",
            "0.82": "not_significant not_in_alpha_plan experimental",
        },
    ),
    Case(
        "T36 the ratio decides",
        alone("PFS", "0.78", "0.62 to 0.98", "0.033"),
        {"0.78": "confirmed level_met experimental"},
    ),
    Case(
        "T41 several arms against one control, one level for all",
        (paper(effect("PFS", "0.78", "0.62 to 0.98", "0.033"), arms=THREE_ARMS),),
        {"0.78": "nominal not_in_alpha_plan experimental"},
    ),
    Case(
        "four arms of two factors: no control is shared, each factor has the whole level",
        (
            paper(
                effect("PFS", "0.78", "0.62 to 0.98", "0.033"),
                effect("PFS", "0.97", "0.85 to 1.10", **FACTOR, population="per-protocol"),
                arms=FOUR_ARMS,
                comparisons=BY_FACTOR,
            ),
        ),
        {
            "0.78": "confirmed level_met experimental",
            "0.97": "confirmed margin_excluded experimental | one_population_only",
        },
    ),
    Case(
        "T41 several arms, each pair with its level",
        (
            paper(
                effect("PFS", "0.78", "0.62 to 0.98", "0.033"),
                effect("PFS", "0.70", "0.55 to 0.89", "0.004", experimental="higher dose"),
                arms=THREE_ARMS,
                design=Design(levels=(alpha("0.025", NEW), alpha("0.025", "higher dose"))),
            ),
        ),
        {
            "0.78": "not_significant level_not_met experimental",
            "0.70": "confirmed level_met experimental",
        },
    ),
    Case(
        "T42 a credible interval",
        (
            paper(
                replace(
                    effect("PFS", "0.72", "0.55 to 0.94", said="significant"),
                    interval=replace(
                        effect("PFS", "0.72", "0.55 to 0.94").interval,  # type: ignore[type-var]
                        kind="credible",
                    ),
                ),
                design=Design(),
            ),
        ),
        {"0.72": "confirmed asserted_by_authors experimental | asserted"},
    ),
    Case(
        "all co-primary end points are required, one is missed",
        (
            paper(
                effect("PFS", "0.78", "0.62 to 0.98", "0.033"),
                effect("OS", "0.90", "0.74 to 1.09", "0.29"),
                end_points=(PFS, declared("OS")),
                design=replace(PLAIN, primaries="all"),
            ),
        ),
        {
            "0.78": "nominal co_primary_failed experimental",
            "0.90": "not_significant level_not_met experimental",
        },
    ),
    Case(
        "all co-primary end points are met at the full level",
        (
            paper(
                effect("PFS", "0.78", "0.62 to 0.98", "0.033"),
                effect("OS", "0.80", "0.65 to 0.99", "0.041"),
                end_points=(PFS, declared("OS")),
                design=replace(PLAIN, primaries="all"),
            ),
        ),
        {
            "0.78": "confirmed level_met experimental",
            "0.80": "confirmed level_met experimental",
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_documents_support_what_the_rules_say(case: Case, terms: TermIndex) -> None:
    assert as_found(terms, case) == as_wanted(case)
