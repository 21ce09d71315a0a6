"""Sentences that tell a comparison, with the same figures in several ways."""

from typing import NamedTuple

from generated.chance import Chance
from generated.effects import Effect, Told
from generated.outcomes import Outcome
from generated.plan import Plan

_PEOPLE = ("patients", "participants")


class Names(NamedTuple):
    """How a report calls the two arms."""

    experimental: str
    comparator: str


def arm_name(plan: Plan, place: int) -> str:
    """Return what an arm is called in prose: what is given, without the word arm."""
    given = [one.name for one in plan.given if place in one.arms][:2]
    return " plus ".join(given).replace("Placebo", "placebo") or "usual care"


def names(plan: Plan, one: Effect) -> Names:
    """Return how the arms of a comparison are called; never alike."""
    first, second = (arm_name(plan, each.place) for each in (one.experimental, one.comparator))
    if first.casefold() == second.casefold():
        return Names(f"{first} at a high dose", f"{second} at a low dose")
    return Names(first, second)


def end_point(one: Outcome) -> str:
    """Return an outcome's name within a sentence."""
    title = one.title.split(" (")[0]
    if one.end_point:
        return title[0].lower() + title[1:]
    title = title.rpartition(" of Participants With ")[2].lower()
    return title.removeprefix("a ").removeprefix("an ")


def result(chance: Chance, plan: Plan, one: Effect) -> str:
    """Return the sentence of a comparison."""
    told = names(plan, one)
    name = end_point(plan.outcomes[one.outcome])
    ways = {"HR": _SURVIVAL, "OR": _SHARES, "RD": _SHARES, "MD": _MEANS}[one.measure]
    return chance.pick(ways)(chance, one, told, name)


def _figures(chance: Chance, one: Effect, measure: str) -> str:
    """Return estimate, interval and p-value as they stand between brackets."""
    style = chance.between(0, 2)
    unit = " percentage points" if one.measure == "RD" else ""
    p = one.p if one.p.startswith("<") else f" = {one.p}" if style else f"={one.p}"
    level = f"{one.level}% CI"
    if style == 0:
        interval = f"{level} {_limits(one, '-')}"
        return f"{measure} {one.value}{unit}, {interval}; p{p}"
    if style == 1:
        return f"{measure}, {one.value}{unit}; {level}, {_limits(one, ' to ')}; P{p}"
    level = f"{one.level}% confidence interval [CI]"
    return f"{measure} = {one.value}{unit}; {level}, {_limits(one, ' to ')}; P{p}"


def _limits(one: Effect, between: str) -> str:
    """Return the limits; a dash stands only between numbers without signs."""
    if not one.lower:
        return f"upper limit {one.upper} (one-sided)"
    lower, upper = one.lower, one.upper or "not reached"
    is_plain = not (lower.startswith("-") or upper.startswith("-"))
    return f"{lower}{between if is_plain and one.upper else ' to '}{upper}"


def _median(chance: Chance, told: Told, arm: str) -> str:
    limits = f" (95% CI, {told.lower} to {told.upper})" if chance.happens(0.6) else ""
    return f"{told.value} months{limits} in the {arm} group"


def _medians(chance: Chance, one: Effect, told: Names, name: str) -> str:
    first = _median(chance, one.experimental, told.experimental)
    second = _median(chance, one.comparator, told.comparator)
    figures = _figures(chance, one, chance.pick(("hazard ratio", "hazard ratio [HR]", "HR")))
    return f"Median {name} was {first} and {second} ({figures})."


def _changed(chance: Chance, one: Effect, told: Names, name: str) -> str:
    is_longer = float(one.value) < 1
    is_shown = one.p.startswith("<") or float(one.p) < 0.05
    verb = "improved" if is_longer and is_shown else "did not improve"
    figures = _figures(chance, one, chance.pick(("HR", "hazard ratio")))
    lead = told.experimental[0].upper() + told.experimental[1:]
    return f"{lead} {verb} {name} compared with {told.comparator} ({figures})."


def _events(chance: Chance, one: Effect, told: Names, name: str) -> str:
    first, second = one.experimental, one.comparator
    people = chance.pick(_PEOPLE)
    figures = _figures(chance, one, "hazard ratio")
    return (
        f"Events of {name} occurred in {first.events} of {first.n} {people} in the "
        f"{told.experimental} group and in {second.events} of {second.n} {people} in the "
        f"{told.comparator} group ({figures})."
    )


def _versus(chance: Chance, one: Effect, told: Names, name: str) -> str:
    figures = _figures(chance, one, chance.pick(("HR", "hazard ratio")))
    medians = f"median, {one.experimental.value} vs {one.comparator.value} months"
    lead = name[0].upper() + name[1:]
    against = f"{told.experimental} versus {told.comparator}"
    return f"{lead} was compared for {against} ({medians}; {figures})."


def _measure(one: Effect) -> str:
    return "odds ratio" if one.measure == "OR" else "difference"


def _counts(chance: Chance, one: Effect, told: Names, name: str) -> str:
    first, second = one.experimental, one.comparator
    figures = _figures(chance, one, _measure(one))
    lead = name[0].upper() + name[1:]
    return (
        f"{lead} was seen in {first.events} of {first.n} {chance.pick(_PEOPLE)} ({first.value}%) "
        f"in the {told.experimental} group and in {second.events} of {second.n} "
        f"({second.value}%) in the {told.comparator} group ({figures})."
    )


def _shares(chance: Chance, one: Effect, told: Names, name: str) -> str:
    figures = _figures(chance, one, _measure(one))
    return (
        f"The {name} was {one.experimental.value}% with {told.experimental} versus "
        f"{one.comparator.value}% with {told.comparator} ({figures})."
    )


def _averages(chance: Chance, one: Effect, told: Names, name: str) -> str:
    figures = _figures(chance, one, "mean difference")
    first, second = one.experimental, one.comparator
    return (
        f"The mean {name} was {first.value} (SD {first.lower}) in the {told.experimental} group "
        f"and {second.value} (SD {second.lower}) in the {told.comparator} group ({figures})."
    )


def _between(chance: Chance, one: Effect, told: Names, name: str) -> str:
    figures = _figures(chance, one, "between-group difference")
    return (
        f"The {name} was {one.experimental.value} with {told.experimental} and "
        f"{one.comparator.value} with {told.comparator} ({figures})."
    )


_SURVIVAL = (_medians, _changed, _events, _versus)
_SHARES = (_counts, _shares)
_MEANS = (_averages, _between)
