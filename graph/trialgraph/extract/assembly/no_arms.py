"""When an estimate compares no two arms that were read, and at what time it holds."""

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.context import TIME_POINT, responders, time_point
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_OF_TIME = frozenset({"HR", "csHR", "sHR"})
_AT_BEFORE = lazy.regex(r"(?i)\bat (?P<time>[\w.-]+ [a-z]+)[\s(,:]*$")
_AT_AFTER = lazy.regex(r"(?i)[\s,)]*at (?P<time>[\w.-]+ [a-z]+)")
_AT_INSIDE = lazy.regex(
    r"\bat (?:(?P<time>\d{1,3} (?:day|week|month|year)s?)\b"
    r"|(?P<unit>day|week|month|year) (?P<n>\d{1,3}))\b"
)
_COHORTS = lazy.regex(
    r"(?i)-risk\b[^;.]{0,40}?\b(?:v|vs\.?|versus|compared with|compared to|than)\s"
    r"[^;.]{0,30}?-risk\b"
    r"|\b(?:observation(?:al)?|registry|matched|historical) cohort\b"
)
_BY_RISK = lazy.regex(
    r"(?i)(?P<groups>(?:[\w-]+-risk [\w -]{0,20})?\b(?:v|vs\.?|versus) [\w-]+[- ]risk\b"
    r"[^:;()]{0,30}):\s?\w+,?\s?$"
)
_VERSUS = r"(?:v|vs\.?|versus|than|(?:as )?compared (?:with|to))"
# "those with a scar had shorter X than those without one": a trait told them apart, not chance.
_BY_TRAIT = lazy.regex(
    r"\b(?P<groups>(?P<who>[A-Za-z]+) with (?P<trait>[^,;.()]{3,60}?))"
    r" (?:at|had|have|has|experienced|showed|was|were|did|lived|survived)\b[^;.]{0,160}?"
    rf"\b{_VERSUS} (?:the )?(?i:those|(?P=who)) without\b"
)
_WHATEVER = lazy.regex(
    rf"(?P<groups>[\w/+-]+ {_VERSUS} [\w/+-]+),? "
    r"(?:regardless|irrespective|independent(?:ly)?) of (?P<arm>[^,;().]{3,60})"
)
_NAME = r"(?P<name>[A-Z][\w+/-]*(?: [A-Z][A-Z0-9+/-]*){0,3})"
# A single word before the bracket may be a short name of an arm that was not learnt.
_TREATED = (
    lazy.regex(rf"\d(?:%| months| years),? (?:for|with|in) (?:the )?(?=\S+ \S+ \(){_NAME} \($"),
    lazy.regex(rf"\b(?:for|with) (?:the )?{_NAME} (?:v|vs\.?|versus|compared with) "),
)
_ABBREVIATION = lazy.regex(r"\b[A-Z][A-Z0-9]+\b")
_SHORT = r"[A-Z][A-Z0-9]+(?:[+/-][\w+/-]+)?"
_OTHERS = lazy.regex(
    rf"\b(?:for|with|in|of|between) (?:the )?(?P<one>{_SHORT}) "
    rf"(?:v|vs\.?|versus|compared (?:with|to)) (?:the )?(?P<other>{_SHORT})\b[^();:.]{{0,60}}[(\[]$"
)
_CLAUSE = 160


def time_of_effect(
    setting: Setting, sentence: Sentence, name: Mention, effect: PrintedEffect
) -> str:
    """Return the time point of an estimate; a ratio of hazards has one only where it says so."""
    text = setting.view.text
    if effect.measure in _OF_TIME:
        before = _AT_BEFORE.search(text[sentence.start : effect.start])
        found = before or _AT_AFTER.match(text[effect.end : sentence.end])
        return time_point(found["time"]) if found else ""
    inside = _AT_INSIDE.search(text, effect.value[1], effect.end)
    if inside:
        return time_point(inside["time"] or f"{inside['n']} {inside['unit']}s")
    times = list(TIME_POINT.finditer(text, max(sentence.start, name.start - 12), name.start))
    return time_point(times[0][0]) if times and "," not in text[times[0].end() : name.start] else ""


def compares_no_arms(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, name: str
) -> bool:
    """Tell whether an estimate compares subsets of the patients, or cohorts."""
    before = setting.words(sentence.start, effect.value[0])
    clause = before.rsplit("; ", 1)[-1]
    subset = name != "DoR" and responders(setting.words(sentence.start, effect.start))
    return bool(subset) or bool(_COHORTS.search(clause))


def others_compared(
    setting: Setting, sentence: Sentence, effect: PrintedEffect
) -> tuple[str, str] | None:
    """Return two treatments right before an estimate, neither of which is a known arm.

    Such an estimate is not of the trial's arms: it is kept with the names as printed.
    """
    begun = max(sentence.start, effect.start - _CLAUSE)
    match = _OTHERS.search(setting.view.text[begun : effect.start])
    if match is None:
        return None
    places = [(begun + match.start(group), begun + match.end(group)) for group in ("one", "other")]
    is_known = any(list(setting.arms_in(*place)) for place in places)
    is_foreign = all(_is_foreign(setting, *place) for place in places)
    return (match["one"], match["other"]) if is_foreign and not is_known else None


def cohorts_in(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> str:
    """Return the words for two groups that were not randomised against each other, or nothing."""
    clause = setting.words(sentence.start, effect.value[0]).rsplit("; ", 1)[-1]
    if match := _BY_RISK.search(clause):
        return f"non-randomised: {match['groups'].strip()}"
    return _by_trait(setting, sentence, effect) or _whatever_the_arm(setting, sentence, effect)


def _by_trait(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> str:
    """Return the words for patients with a trait against those without, where none is an arm."""
    match = _BY_TRAIT.search(setting.view.text, sentence.start, effect.start)
    if match is None or setting.arms_in(*match.span()):
        return ""
    return f"non-randomised: {match['groups']} v without"


def _whatever_the_arm(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> str:
    """Return the words for two treatments compared whatever the arm: chance gave the arm alone."""
    match = _WHATEVER.search(setting.view.text, sentence.start, effect.start)
    if match is None or setting.arms_in(*match.span("groups")):
        return ""
    return f"non-randomised: {match['groups']}" if setting.arms_in(*match.span("arm")) else ""


def other_named(setting: Setting, effect: PrintedEffect) -> str | None:
    """Return the treatment named beside an estimate whose abbreviation is of no arm."""
    text = setting.view.text
    near = max(0, effect.start - 60)
    before = _TREATED[0].search(text[near : effect.start])
    if before and _is_foreign(setting, near + before.start("name"), near + before.end("name")):
        return before["name"]
    for begin, stop in ((effect.start, effect.value[0]), (effect.value[1], effect.value[1] + 60)):
        after = _TREATED[1].search(text[begin:stop])
        if after and _is_foreign(setting, begin + after.start("name"), begin + after.end("name")):
            return after["name"]
    return None


def _is_foreign(setting: Setting, start: int, end: int) -> bool:
    if setting.end_points_in(start, end):
        return False
    left = setting.words(start, end)
    for mention in setting.arms_in(start, end):
        left = left.replace(setting.words(mention.start, mention.end), "")
    return _ABBREVIATION.search(left) is not None
