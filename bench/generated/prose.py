"""Sentences, criteria, names and titles of invented studies, as long as wanted."""

from functools import cache

from generated import words as w
from generated.chance import Chance
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.terms.index import Concept

_SHORT = 40


@cache
def known(scheme: str, kind: str = "") -> tuple[Concept, ...]:
    """Return the product's own concepts of a scheme, of one kind where it is given."""
    return tuple(
        one
        for one in load_terms()
        if one.scheme == scheme and (not kind or one.attributes.get("kind") == kind)
    )


def text(chance: Chance, length: int) -> str:
    """Return sentences of about so many characters in all."""
    parts: list[str] = []
    size = 0
    while size < length:
        parts.append(sentence(chance))
        size += len(parts[-1]) + 1
    return cut(" ".join(parts), length)


def sentence(chance: Chance) -> str:
    """Return one sentence."""
    pick, at = chance.pick, chance.random()
    if at < 0.05:
        return pick(w.PLAIN)
    said = f"{pick(w.AIMS)} {_actor(chance)} {pick(w.VERBS)} {_thing(chance)}"
    if at < 0.4:
        return f"{said} {pick(w.WHEN)}."
    if at < 0.7:
        return f"{said} {pick(_TIMES)} {chance.between(2, 99)} {pick(_UNITS)}."
    return f"{said} in {pick(w.PEOPLE)} {pick(w.WHEN)}."


_TIMES = ("within", "after", "for at least", "over", "up to", "no later than", "every")
_UNITS = ("days", "weeks", "months", "visits", "hours")
_PLAIN_THING = 0.25
_OWN_THING = 0.4


def _actor(chance: Chance) -> str:
    pick, at = chance.pick, chance.random()
    if at < 0.25:
        return pick(w.ACTORS)
    if at < 0.6:
        return f"{pick(w.ADJECTIVES)} {pick(w.SITES)} {pick(w.TROUBLES)}"
    return f"the {invented(chance, w.TOWN_ENDINGS)} {pick(w.DEVICES).lower()}"


def _thing(chance: Chance) -> str:
    pick = chance.pick
    if chance.random() < _PLAIN_THING:
        return pick(w.THINGS)
    if chance.random() < _OWN_THING:
        return f"{pick(w.ADJECTIVES)} {invented(chance, w.ILL_ENDINGS)} of the {pick(w.SITES)}"
    return f"{pick(w.SITES)} {pick(w.TROUBLES)} and {pick(w.ADJECTIVES)} {pick(w.TROUBLES)}"


def cut(words: str, length: int) -> str:
    """Return words without those that stand past a length, as one sentence."""
    if len(words) <= length:
        return words
    kept = words[: max(length, 8)].rpartition(" ")[0] or words[: max(length, 8)]
    return kept.rstrip(" .,;") + ("." if length > _SHORT else "")


def phrase(chance: Chance, length: int) -> str:
    """Return some words of about a length that are no sentence."""
    found = f"{chance.pick(w.THINGS)} {chance.pick(w.WHEN)}"
    while len(found) < length:
        found = f"{found}, {chance.pick(w.THINGS)} {chance.pick(w.WHEN)}"
    return cut(found, length).rstrip(".").capitalize()


def criteria(chance: Chance, length: int, ages: str) -> str:
    """Return criteria of about so many characters, under both headings, one a line."""
    inclusion = [f"* {ages}", *_criteria(chance, length * 0.5)]
    exclusion = list(_criteria(chance, length * 0.5 - _SHORT))
    head = "Inclusion Criteria:\n\n" + "\n".join(inclusion)
    return head + "\n\nExclusion Criteria:\n\n" + "\n".join(exclusion or [f"* {w.CRITERIA[9]}"])


def _criteria(chance: Chance, length: float) -> list[str]:
    found: list[str] = []
    size = 0
    while size < length:
        wanted = chance.size("line of criteria")
        line = f"* {_criterion(chance)}"
        while len(line) < wanted - _SHORT // 2:
            line = f"{line}, {chance.pick(w.CRITERIA_MORE)}"
            line = f"{line}, {_criterion(chance).lower()}" if len(line) < wanted - _SHORT else line
        found.append(line)
        size += len(line) + 1
    return found


def _criterion(chance: Chance) -> str:
    """Return one condition, half of them with words and numbers of the study's own."""
    pick, at = chance.pick, chance.random()
    if at < 0.4:
        return pick(w.CRITERIA)
    if at < 0.7:
        named = f"{pick(w.ADJECTIVES)} {pick(w.SITES)} {pick(w.TROUBLES)}"
        return f"History of {named} for {chance.between(2, 60)} {pick(_UNITS)}"
    named = f"{pick(w.SITES)} {pick(w.TROUBLES)} marker"
    return f"{pick(_LIMITS)} {named} of {chance.between(1, 500)} units at screening"


_LIMITS = ("Raised", "Lowered", "Stable", "Unexplained", "Measured")


def invented(chance: Chance, endings: tuple[str, ...]) -> str:
    """Return a made-up name in small letters."""
    stem = chance.pick(w.BEGINNINGS)
    for _ in range(1 + int(chance.random() * 2)):
        stem += chance.pick(w.MIDDLES)
        if chance.random() < 0.35:
            stem += chance.pick(w.BEGINNINGS)
    return stem + chance.pick(endings)


def town(chance: Chance) -> str:
    """Return a made-up town."""
    return invented(chance, w.TOWN_ENDINGS).capitalize()


def person(chance: Chance) -> str:
    """Return a made-up person with first and last name."""
    return f"{chance.pick(w.FIRST)} {invented(chance, w.NAME_ENDINGS).capitalize()}"


def body(chance: Chance) -> str:
    """Return a made-up organisation; its name says that it is invented."""
    return f"Invented {chance.pick(w.BODIES)} of {town(chance)}"


def condition(chance: Chance) -> str:
    """Return a condition: of the tables, with an adjective, or made up."""
    at = chance.random()
    label = chance.pick(known("condition")).label
    if at < 0.45:
        return label[0].upper() + label[1:]
    adjective = chance.pick(w.ADJECTIVES).capitalize()
    if at < 0.7:
        return f"{adjective} {label}"
    if at < 0.85:
        return f"{adjective} {chance.pick(w.SITES)} {chance.pick(w.TROUBLES)}"
    return invented(chance, w.ILL_ENDINGS).capitalize()


def drug(chance: Chance) -> str:
    """Return a drug: of the tables or made up."""
    if chance.random() < 0.55:
        return chance.pick(known("drug", "drug")).label
    if chance.random() < 0.2:
        return f"{chance.pick(w.BEGINNINGS).upper()}-{chance.between(100, 9999)}"
    return invented(chance, w.DRUG_ENDINGS)


def event(chance: Chance) -> str:
    """Return an adverse event: of the tables or made up."""
    if chance.random() < 0.4:
        label = chance.pick(known("event")).label
        return label[0].upper() + label[1:]
    return f"{chance.pick(w.SITES).capitalize()} {chance.pick(w.TROUBLES)}"


def acronym(chance: Chance) -> str:
    """Return a made-up acronym of a study."""
    stem = "".join(chance.pick(w.BEGINNINGS) for _ in range(2)).upper()
    return f"{stem}-{chance.between(1, 99)}" if chance.happens(0.6) else stem
