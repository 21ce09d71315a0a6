"""The results section of a record: flow, baseline, outcomes, events, and what else is said."""

from typing import Any

from generated import words as w
from generated.chance import Chance, fields
from generated.columns import cells, columns
from generated.plan import Plan
from generated.prose import body, person, phrase, text
from generated.record_baseline import baseline
from generated.record_events import adverse_events
from generated.record_outcomes import outcome_measures
from generated.record_rare import with_rare_baseline, with_rare_flow

Fields = dict[str, Any]

_FLOW = "resultsSection/participantFlowModule"


def results_section(plan: Plan) -> Fields:
    """Return the results of a study with results, drawn from what such studies have."""
    chance = Chance(f"{plan.seed}/{plan.number}/results", fields(with_results=True), plan.rank)
    groups = described_groups(plan, chance, _FLOW)
    return {
        "participantFlowModule": with_rare_flow(chance, _flow(plan, chance, groups)),
        "baselineCharacteristicsModule": with_rare_baseline(chance, baseline(plan, chance, groups)),
        "outcomeMeasuresModule": {"outcomeMeasures": outcome_measures(plan, chance, groups)},
        "adverseEventsModule": adverse_events(plan, chance, groups),
        "moreInfoModule": _more(chance),
    }


def described_groups(plan: Plan, chance: Chance, path: str) -> list[tuple[str, str]]:
    """Return title and description of the column of each arm."""
    size = chance.size(f"{path}/groups/description")
    suffix = " (as analysed)" if plan.titles_differ else ""
    return [(arm.label + suffix, text(chance, size)) for arm in plan.arms]


def _flow(plan: Plan, chance: Chance, groups: list[tuple[str, str]]) -> Fields:
    found: Fields = {}
    for name in ("preAssignmentDetails", "recruitmentDetails"):
        if chance.has(f"{_FLOW}/{name}"):
            found[name] = text(chance, chance.size(f"{_FLOW}/{name}"))
    started = [arm.n for arm in plan.arms]
    left = _left(chance, started)
    gone = [sum(each) for each in zip(*left.values(), strict=True)] or [0] * len(started)
    stayed = [n - away for n, away in zip(started, gone, strict=True)]
    steps = {"STARTED": started, "COMPLETED": stayed, "NOT COMPLETED": gone}
    if chance.happens(0.2):
        steps = {"STARTED": started, "Received Treatment": started} | steps
    period: Fields = {
        "title": "Overall Study",
        "milestones": [
            {"type": name, "achievements": _counts(counts)} for name, counts in steps.items()
        ],
    }
    if left:
        period["dropWithdraws"] = [
            {"type": name, "reasons": _counts(counts)} for name, counts in left.items()
        ]
    return found | {"groups": columns("FG", groups), "periods": [period]}


def _left(chance: Chance, started: list[int]) -> dict[str, list[int]]:
    """Return how many of each arm left, by reason; never more than a third of them."""
    many = min(chance.size(f"{_FLOW}/periods/dropWithdraws"), len(w.REASONS))
    return {
        reason: [int(n / (3 * many) * chance.random()) for n in started]
        for reason in w.REASONS[:many]
    }


def _counts(counts: list[int]) -> list[Fields]:
    return cells("FG", [{"numSubjects": str(count)} for count in counts])


def _more(chance: Chance) -> Fields:
    path = "resultsSection/moreInfoModule"
    found: Fields = {}
    if chance.has(f"{path}/limitationsAndCaveats"):
        size = chance.size(f"{path}/limitationsAndCaveats/description")
        found["limitationsAndCaveats"] = {"description": text(chance, size)}
    agreement: Fields = {"piSponsorEmployee": chance.happens(0.26)}
    if chance.has(f"{path}/certainAgreement/otherDetails"):
        size = chance.size(f"{path}/certainAgreement/otherDetails")
        agreement |= {"restrictionType": "OTHER", "restrictiveAgreement": True}
        agreement["otherDetails"] = text(chance, size)
    found["certainAgreement"] = agreement
    name = person(chance)
    found["pointOfContact"] = {
        "title": f"{name}, {phrase(chance, 12)}",
        "organization": body(chance),
        "email": f"{name.replace(' ', '.').lower()}@invented.example",
        "phone": f"+00 {chance.between(100, 999)} {chance.between(100000, 999999)}",
    }
    return found
