"""The baseline table of a record."""

from typing import Any

from generated import words as w
from generated.chance import Chance
from generated.columns import cells, columns, denominators
from generated.effects import figure
from generated.plan import Plan
from generated.prose import text

Fields = dict[str, Any]

_PATH = "resultsSection/baselineCharacteristicsModule"
_SEX = ("Female", "Male")
_RACE = ("Group A", "Group B", "Group C", "More than one", "Unknown or not reported")
_COUNTED = 0.75


def baseline(plan: Plan, chance: Chance, groups: list[tuple[str, str]]) -> Fields:
    """Return the module; a column of the total stands last where there are several."""
    counts = [arm.n for arm in plan.arms]
    if len(counts) > 1:
        groups = [*groups, ("Total", "Total of all reporting groups")]
        counts = [*counts, sum(counts)]
    many = max(2, chance.size(f"{_PATH}/measures"))
    measures = [_age(chance, counts), _counted(chance, counts, "Sex: Female, Male", _SEX)]
    measures += [_measure(chance, counts) for _ in range(many - 2)]
    found: Fields = {"groups": columns("BG", groups), "denoms": denominators("BG", counts)}
    if chance.has(f"{_PATH}/populationDescription"):
        size = chance.size(f"{_PATH}/populationDescription")
        found["populationDescription"] = text(chance, size)
    return found | {"measures": measures}


def _measure(chance: Chance, counts: list[int]) -> Fields:
    if not chance.happens(_COUNTED):
        title = f"{chance.pick(w.QUALITIES)} {chance.pick(w.SCORES)}"
        return _spread(chance, counts, (title, "units on a scale"), chance.random() * 60)
    rows = max(1, chance.size(f"{_PATH}/measures/classes/categories"))
    names = _RACE if rows == len(_RACE) else tuple(map(str.capitalize, w.ADJECTIVES[:rows]))
    found = _counted(chance, counts, f"{chance.pick(w.SITES).capitalize()} Findings", names)
    if chance.has(f"{_PATH}/measures/description"):
        found["description"] = text(chance, chance.size(f"{_PATH}/measures/description"))
    classes = chance.size(f"{_PATH}/measures/classes")
    for place in range(1, classes):
        found["classes"].append({"title": f"Country {place}", **found["classes"][0]})
    if classes > 1:
        found["classes"][0] = {"title": "Country 0", **found["classes"][0]}
    return found


def _age(chance: Chance, counts: list[int]) -> Fields:
    return _spread(chance, counts, ("Age, Continuous", "years"), 20 + 50 * chance.random())


def _spread(chance: Chance, counts: list[int], named: tuple[str, str], middle: float) -> Fields:
    row = cells(
        "BG",
        [
            {
                "value": figure(middle + chance.random() * 4, 1),
                "spread": figure(2 + chance.random() * 12),
            }
            for _ in counts
        ],
    )
    return {
        "title": named[0],
        "paramType": "MEAN",
        "dispersionType": "STANDARD_DEVIATION",
        "unitOfMeasure": named[1],
        "classes": [{"categories": [{"measurements": row}]}],
    }


def _counted(chance: Chance, counts: list[int], title: str, names: tuple[str, ...]) -> Fields:
    arms = counts[:-1] or counts
    parts = [_parts(chance, n, len(names)) for n in arms]
    if len(counts) > 1:
        parts.append([sum(each) for each in zip(*parts, strict=True)])
    categories = [
        {
            "title": name,
            "measurements": cells("BG", [{"value": str(part[place])} for part in parts]),
        }
        for place, name in enumerate(names)
    ]
    return {
        "title": title,
        "paramType": "COUNT_OF_PARTICIPANTS",
        "unitOfMeasure": "Participants",
        "classes": [{"categories": categories}],
    }


def _parts(chance: Chance, whole: int, many: int) -> list[int]:
    """Return how many of all are in each category; the last has the rest."""
    found = []
    for _ in range(many - 1):
        found.append(int(whole * chance.random() * 0.7))
        whole -= found[-1]
    return [*found, whole]
