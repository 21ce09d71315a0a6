"""The outcome measures of a record with their tables and analyses."""

from typing import Any

from generated import words as w
from generated.chance import Chance
from generated.columns import cells, columns, denominators
from generated.effects import Effect, Told, effect, figure, pairs
from generated.outcomes import Outcome
from generated.plan import Plan
from generated.prose import text
from generated.record_rare import (
    described_only,
    missing_limit,
    with_rare_analysis,
    with_rare_outcome,
)

Fields = dict[str, Any]

_PATH = "resultsSection/outcomeMeasuresModule/outcomeMeasures"
_TYPES = {"primary": "PRIMARY", "secondary": "SECONDARY", "other": "OTHER_PRE_SPECIFIED"}
_PARAMETERS = {
    "HR": "Hazard Ratio (HR)",
    "OR": "Odds Ratio (OR)",
    "RD": "Risk Difference (RD)",
    "MD": "Mean Difference (Final Values)",
}
_MISSING = 0.02
_MOST_ROWS = 40


def outcome_measures(plan: Plan, chance: Chance, groups: list[tuple[str, str]]) -> list[Fields]:
    """Return the outcomes with their tables, in the order in which they are declared."""
    analysed = analysed_outcomes(plan)
    return [
        _measure(plan, chance, groups, place, analysed.get(place, 0))
        for place in range(len(plan.outcomes))
    ]


def analysed_outcomes(plan: Plan) -> dict[int, int]:
    """Return how many analyses the record has of each outcome that has any, by its place."""
    if not (plan.has_results and plan.is_randomised):
        return {}
    chance = plan.chance("analyses")
    if not chance.happens(_WITH_ANALYSES):
        return {}
    most = len(pairs(plan.arms))
    return {
        place: min(most, chance.pick((1, 1, 1, 1, 2, 3)))
        for place, one in enumerate(plan.outcomes)
        if one.kind != "level" and (place == 0 or chance.happens(_ANALYSED))
    }


_WITH_ANALYSES = 0.62
"""Of the randomised studies with results; of all it is less, see the measured share."""
_ANALYSED = 0.8


def _measure(
    plan: Plan, chance: Chance, groups: list[tuple[str, str]], place: int, analyses: int
) -> Fields:
    one = plan.outcomes[place]
    found: Fields = {"type": _TYPES[one.role], "title": one.title}
    found["description"] = text(chance, chance.size(f"{_PATH}/description"))
    if chance.has(f"{_PATH}/populationDescription"):
        size = chance.size(f"{_PATH}/populationDescription")
        found["populationDescription"] = text(chance, size)
    found["timeFrame"] = one.time_frame
    if not analyses and chance.happens(_MISSING):
        return found | {"reportingStatus": "NOT_POSTED", "anticipatedPostingDate": "2027-01"}
    found["reportingStatus"] = "POSTED"
    effects = [effect(plan, place, pair) for pair in range(analyses)]
    told = _told(plan, chance, place, effects)
    found |= _scale(one)
    found["groups"] = columns("OG", groups)
    found["denoms"] = denominators("OG", [each.n for each in told])
    rows = 1 if effects else min(_MOST_ROWS, max(1, chance.size(f"{_PATH}/classes")))
    found["classes"] = _classes(chance, one, told, rows)
    if effects:
        found["analyses"] = [with_rare_analysis(chance, analysis(plan, each)) for each in effects]
        if chance.happens(_MISSING):
            found["analyses"].append(described_only(chance, ["OG000", "OG001"]))
    return with_rare_outcome(chance, found)


def _scale(one: Outcome) -> Fields:
    match one.kind:
        case "time-to-event":
            return {
                "paramType": "MEDIAN",
                "dispersionType": "95% Confidence Interval",
                "unitOfMeasure": "months",
            }
        case "proportion":
            return {"paramType": "COUNT_OF_PARTICIPANTS", "unitOfMeasure": "Participants"}
        case "score":
            return {
                "paramType": "MEAN",
                "dispersionType": "Standard Deviation",
                "unitOfMeasure": "score on a scale",
            }
        case _:
            return {
                "paramType": "GEOMETRIC_MEAN",
                "dispersionType": "Geometric Coefficient of Variation",
                "unitOfMeasure": "ng/mL",
            }


def _told(plan: Plan, chance: Chance, place: int, effects: list[Effect]) -> list[Told]:
    """Return what the table has of each arm: what the effects compare, else something like it."""
    known = {told.place: told for each in effects for told in (each.experimental, each.comparator)}
    return [
        known.get(at) or _alone(chance, plan.outcomes[place], at, arm.n)
        for at, arm in enumerate(plan.arms)
    ]


def _alone(chance: Chance, one: Outcome, place: int, n: int) -> Told:
    middle = 1 + 40 * chance.random()
    if one.kind == "time-to-event":
        limits = (figure(middle * part, 1) for part in (0.7, 1.4))
        return Told(place, n, 0, figure(middle, 1), *limits)
    return Told(place, n, int(n * chance.random()), figure(middle, 1), figure(middle / 3))


def _classes(chance: Chance, one: Outcome, told: list[Told], rows: int) -> list[Fields]:
    found = [_row(chance, one, told)]
    for week in range(1, rows):
        others = [_alone(chance, one, each.place, each.n) for each in told]
        found.append({"title": f"Week {4 * week}", **_row(chance, one, others)})
    if rows > 1:
        found[0] = {"title": "Week 0", **found[0]}
    return found


def _row(chance: Chance, one: Outcome, told: list[Told]) -> Fields:
    values = cells("OG", [_cell(chance, one, each) for each in told])
    return {"categories": [{"measurements": values}]}


def _cell(chance: Chance, one: Outcome, told: Told) -> Fields:
    if one.kind == "proportion":
        return {"value": str(told.events)}
    if one.kind != "time-to-event":
        return {"value": told.value, "spread": told.lower}
    found = {"value": told.value, "lowerLimit": told.lower, "upperLimit": told.upper}
    if chance.happens(_MISSING):
        found |= {"upperLimit": "NA", "comment": chance.pick(w.ABSENCE_COMMENTS[1:])}
    return found


def analysis(plan: Plan, one: Effect) -> Fields:
    """Return an analysis as the registry posts it."""
    names = [f"OG{each.place:03}" for each in (one.experimental, one.comparator)]
    is_margin = one.outcome == 0 and plan.number % 40 == 0 and one.measure == "HR"
    found: Fields = {
        "groupIds": names,
        "nonInferiorityType": "NON_INFERIORITY" if is_margin else "SUPERIORITY",
    }
    if is_margin:
        found["nonInferiorityComment"] = "The margin was 1.3 on the scale of the hazard ratio."
    found |= {"pValue": one.p, "statisticalMethod": one.method}
    found |= {"paramType": _PARAMETERS[one.measure], "paramValue": one.value}
    found["ciPctValue"] = one.level
    found["ciNumSides"] = "ONE_SIDED" if one.is_one_sided else "TWO_SIDED"
    if one.lower:
        found["ciLowerLimit"] = one.lower
    if one.upper:
        found["ciUpperLimit"] = one.upper
    else:
        found = missing_limit(found)
    if one.is_open:
        labels = [plan.arms[each.place].label for each in (one.experimental, one.comparator)]
        suffix = " (as analysed)" if plan.titles_differ else ""
        found["estimateComment"] = f"{labels[0]}{suffix} versus {labels[1]}{suffix}"
    return found
