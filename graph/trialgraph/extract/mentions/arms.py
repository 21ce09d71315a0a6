"""Arms as a text names them again: by label, alias, role, or the drug that only they have."""

import re
from collections.abc import Iterable

from trialgraph.extract.mentions.end_points import longest
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.model.trial import Arm

_PAIR = 2
_SHORTEST = 5
_GROUP = r"(?:[- ](?:group|arm|cohort|regimen|patients|recipients|treatment|therapy))?"
_LINK = (
    r"(?:\s?[+/&,-]\s?(?:and\s)?|\s(?:plus|and|with|in combination with"
    r"|combined with|added to)\s|\s)"
)
_PLUS = r"(?:\s?[+/]\s?|\s(?:plus|in combination with|combined with)\s)"
_CONTROL = (
    r"\b(?:control|comparator|standard[- ](?:therapy|treatment|care|of[- ]care)"
    r"|reference)(?=[- ](?:group|arm|treatment|therapy))[- ]\w+"
)
_EXPERIMENTAL = (
    r"\b(?:experimental|intervention|investigational|active)(?=[- ](?:group|arm"
    r"|treatment|therapy))[- ]\w+"
)
_COMBINATION = (
    r"\b(?:the )?combination(?:[- ](?:group|arm|therapy|treatment|regimen))?(?! (?:of|with))"
)
_COMES_BEFORE = (
    r"(?:(?<=with )|(?<=for )|(?<=to )|(?<=than )|(?<=between )|(?<=on )|(?<=in )"
    r"|(?<=receiving )|(?<=received )|(?<=given )|(?<=assigned )|(?<=\bv )"
    r"|(?<=vs )|(?<=vs\. )|(?<=versus )|(?<=the )|(?<=^))"
)


def find_arms(text: str, arms: tuple[Arm, ...]) -> list[Mention]:
    """Return where a text names the arms; the longest name wins where two overlap."""
    found = [
        Mention(arm.label, match.start(), match.end())
        for arm in arms
        for pattern in _patterns(arm, arms)
        for match in re.finditer(pattern, text)
    ]
    return longest(found)


def _patterns(arm: Arm, arms: tuple[Arm, ...]) -> Iterable[str]:
    for name in dict.fromkeys((arm.label, *arm.aliases)):
        yield from _named(name)
    if _only(arm, arms, "control"):
        yield f"(?i:{_CONTROL})"
    if _only(arm, arms, "experimental"):
        yield f"(?i:{_EXPERIMENTAL})"
        if len(arms) == _PAIR and _is_combination(arm, arms):
            yield f"(?i:{_COMBINATION})"
    yield from _by_regimen(arm, arms)
    for drug in _own_drugs(arm, arms):
        yield rf"(?i:\b{re.escape(drug)}(?:-\w+)?[- ](?:group|arm|recipients))\b"
        yield (
            rf"(?i:{_COMES_BEFORE}\b{re.escape(drug)}\b(?!-(?:naive|resistant"
            r"|refractory|pretreated))(?! (?:plus|and|with)\b))"
        )


def _named(name: str) -> Iterable[str]:
    core = re.sub(r"[- ](?:group|arm)\b", "", name).strip()
    words = [
        re.escape(word)
        for word in re.split(r"\s*[+/&,]\s*|\s+(?:plus|and|with)\s+|[\s-]+", core)
        if word
    ]
    if not words:
        return
    pattern = _LINK.join(words) + _GROUP
    # A short abbreviation is a name only as it is written.
    fold = "i" if len(core) >= _SHORTEST and not core.isupper() else ""
    yield rf"(?{fold}:(?<![\w+-]){pattern}(?![\w]))" if fold else rf"(?<![\w+-]){pattern}(?![\w])"


def _by_regimen(arm: Arm, arms: tuple[Arm, ...]) -> Iterable[str]:
    """Return patterns for a regimen written out in full, when no other arm has the same one."""
    names = [part.name for part in arm.interventions if part.choice_group is None]
    if not names or any(_drugs(other) == _drugs(arm) for other in arms if other is not arm):
        return
    if len(names) == 1:
        yield rf"(?i:\b{re.escape(names[0])} (?:alone|monotherapy|only)\b)"
        return
    for order, link in ((names, _LINK), (names[::-1], _PLUS)):
        yield "(?i:" + r"\b" + link.join(re.escape(name) for name in order) + r"\b)"


def _only(arm: Arm, arms: tuple[Arm, ...], role: str) -> bool:
    return arm.role == role and sum(other.role == role for other in arms) == 1


def _drugs(arm: Arm) -> set[str]:
    return {part.name.lower() for part in arm.interventions}


def _own_drugs(arm: Arm, arms: tuple[Arm, ...]) -> list[str]:
    """Return drugs that no other arm has."""
    others = set().union(*(_drugs(other) for other in arms if other is not arm))
    return sorted(drug for drug in _drugs(arm) - others if len(drug) >= _SHORTEST)


def _is_combination(arm: Arm, arms: tuple[Arm, ...]) -> bool:
    return all(_drugs(other) < _drugs(arm) for other in arms if other is not arm)
