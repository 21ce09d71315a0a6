"""What is true of a study, as a line to compare readings with."""

from typing import Any

from generated.abstract import abstract, randomised
from generated.effects import Effect, effect
from generated.plan import Plan
from generated.record_outcomes import analysed_outcomes
from generated.reports import Report
from generated.results_prose import end_point, names

Fields = dict[str, Any]


def study_facts(plan: Plan) -> Fields:
    """Return the facts of a registry record, figures as the record prints them."""
    return {
        "study": plan.nct,
        "version": plan.version,
        "registrations": [plan.nct, *plan.former_numbers, *plan.other_numbers],
        "acronym": plan.acronym,
        "study_type": plan.study_type,
        "status": plan.status,
        "phases": list(plan.phases),
        "allocation": plan.allocation,
        "masking": plan.masking,
        "enrolment": plan.enrolment,
        "conditions": list(plan.conditions),
        "has_results": plan.has_results,
        "last_update": plan.dates.updated,
        "arms": [
            {
                "label": arm.label,
                "kind": arm.kind,
                "given": [one.name for one in plan.given if place in one.arms],
            }
            for place, arm in enumerate(plan.arms)
        ],
        "end_points": [
            {"title": one.title, "role": one.role, "name": one.end_point} for one in plan.outcomes
        ],
        "estimates": [
            effect_facts(plan, effect(plan, place, pair))
            for place, many in analysed_outcomes(plan).items()
            for pair in range(many)
        ],
    }


def effect_facts(plan: Plan, one: Effect) -> Fields:
    """Return a comparison; without its arms where no column is called as an arm is."""
    is_named = not plan.titles_differ
    return {
        "end_point": plan.outcomes[one.outcome].title,
        "measure": one.measure,
        "value": one.value,
        "level": one.level,
        "lower": one.lower or None,
        "upper": one.upper or None,
        "p": one.p,
        "experimental": plan.arms[one.experimental.place].label if is_named else None,
        "comparator": plan.arms[one.comparator.place].label if is_named else None,
        "events": [one.experimental.events, one.comparator.events],
        "n": [one.experimental.n, one.comparator.n],
    }


def report_facts(report: Report) -> Fields:
    """Return the facts of a publication; its arms as it calls them."""
    plan = report.plan
    found: Fields = {
        "pmid": str(report.pmid),
        "doi": report.doi,
        "kind": report.kind,
        "study": plan.nct if report.is_linked else None,
        "order": report.order,
        "notice": report.notice,
        "about": str(report.about) if report.about else None,
        "title": abstract(report).title,
    }
    if report.kind != "report":
        return found
    arms = list(names(plan, report.effects[0])) if report.effects else []
    found |= {"condition": plan.conditions[0], "arms": arms, "n_randomised": randomised(report)}
    found["estimates"] = [_told(plan, one) for one in report.effects]
    return found


def _told(plan: Plan, one: Effect) -> Fields:
    experimental, comparator = names(plan, one)
    outcome = plan.outcomes[one.outcome]
    called = {"end_point": end_point(outcome), "name": outcome.end_point}
    return (
        effect_facts(plan, one) | called | {"experimental": experimental, "comparator": comparator}
    )
