"""The adverse events of a record: from none to hundreds of rows."""

from typing import Any

from generated import words as w
from generated.chance import Chance
from generated.columns import columns
from generated.plan import Plan
from generated.prose import event, sentence, text

Fields = dict[str, Any]

_PATH = "resultsSection/adverseEventsModule"
_NOTED = 0.004


def adverse_events(plan: Plan, chance: Chance, groups: list[tuple[str, str]]) -> Fields:
    """Return the module; the totals of a group are at least those of each of its rows."""
    counts = [arm.n for arm in plan.arms]
    found: Fields = {"frequencyThreshold": chance.code(f"{_PATH}/frequencyThreshold", "0")}
    for name in ("timeFrame", "description"):
        if chance.has(f"{_PATH}/{name}"):
            found[name] = text(chance, chance.size(f"{_PATH}/{name}"))
    serious = _rows(chance, counts, f"{_PATH}/seriousEvents", 0.06)
    other = _rows(chance, counts, f"{_PATH}/otherEvents", 0.25)
    found["eventGroups"] = columns("EG", groups)
    for place, group in enumerate(found["eventGroups"]):
        n = counts[place]
        if chance.has(f"{_PATH}/eventGroups/deathsNumAffected"):
            group["deathsNumAffected"] = int(n * 0.2 * chance.random())
            group["deathsNumAtRisk"] = n
        for name, rows in (("serious", serious), ("other", other)):
            group[f"{name}NumAffected"] = _any(chance, rows, place, n)
            group[f"{name}NumAtRisk"] = n
    found |= {"seriousEvents": serious} if serious else {}
    return found | ({"otherEvents": other} if other else {})


def _any(chance: Chance, rows: list[Fields], place: int, n: int) -> int:
    most = max((row["stats"][place]["numAffected"] for row in rows), default=0)
    return min(n, most + int(most * chance.random()))


def _rows(chance: Chance, counts: list[int], path: str, most: float) -> list[Fields]:
    many = chance.size(path, has_tail=True)
    vocabulary = chance.pick(w.VOCABULARIES) if chance.happens(0.75) else ""
    has_events = chance.happens(0.5)
    terms: dict[str, None] = {}
    while len(terms) < min(many, 900):
        terms[event(chance)] = None
    ids = [f"EG{place:03}" for place in range(len(counts))]
    kind = chance.code(f"{path}/assessmentType", "SYSTEMATIC_ASSESSMENT")
    rows = []
    for term in terms:
        share = most * chance.random() ** 3
        row: Fields = {"term": term, "organSystem": chance.pick(w.SYSTEMS)}
        row |= {"sourceVocabulary": vocabulary} if vocabulary else {}
        row["assessmentType"] = kind
        stats = []
        for identifier, n in zip(ids, counts, strict=True):
            affected = int(n * share * (0.5 + chance.random()) + chance.random())
            stat: Fields = {"groupId": identifier}
            affected = min(affected, n)
            if has_events:
                stat["numEvents"] = affected + int(affected * chance.random())
            stats.append(stat | {"numAffected": affected, "numAtRisk": n})
        if chance.happens(_NOTED):
            row["notes"] = sentence(chance)
        rows.append(row | {"stats": stats})
    return rows
