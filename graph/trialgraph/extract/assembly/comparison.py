"""Which two arms an estimate compares, and in which order."""

import re
from itertools import pairwise

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.differences import UNIT
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_LABEL = lazy.regex(
    r"(?i)[(;]\s?(?:[^();:.\d]{3,60}\s)?(?:v|vs\.?|versus|compared with)\s[^();:.]{3,50}:\s?$"
)
_WITHIN = lazy.regex(
    r"[\[(](?:the )?(?P<one>[A-Za-z][\w-]+)(?: \w+)? (?:v|vs\.?|versus) "
    r"(?:the )?(?P<other>[A-Za-z][\w-]+)(?: \w+)?[\])]"
)
Pair = tuple[str, str]
_PAIR = 2
_VERSUS = lazy.regex(
    r"(?i)^[\s,)\]]*(?:\w+ ){0,3}?(?:v|vs\.?|versus|(?:as )?compared (?:with"
    r"|to)|over|relative to|against|to|than(?: (?:with|in|for))?)"
    r"(?: (?:in|with|the|for|those|receiving|patients|given))*\s*$"
)


def arms_of(setting: Setting, sentence: Sentence, place: int, end: int) -> Pair | None:
    """Return numerator and reference of an estimate, or nothing when the text leaves it open."""
    stated = _stated_order(setting, sentence, place)
    if stated or _compares_others(setting, sentence, place):
        return stated
    arms = setting.trial.arms
    if len(arms) == _PAIR:
        return _of_two(setting, sentence, place, end)
    return _said_after(setting, sentence, end) or _of_many(setting, sentence, place)


_BETWEEN = lazy.regex(r"\bbetween (?:the )?$")


def between_arms(setting: Setting, begin: int, end: int) -> Pair | None:
    """Return the two of several arms that words before a value hold apart: "between A and B"."""
    named = list(setting.arms_in(begin, end))[:_PAIR]
    if len({mention.value for mention in named}) != _PAIR:
        return None
    first, second = named
    joined = setting.words(first.end, second.start).strip() == "and"
    if not joined or not _BETWEEN.search(setting.words(begin, first.start)):
        return None
    control = setting.control.label if setting.control else None
    return (second.value, control) if first.value == control else (first.value, second.value)


_JUST_AFTER = lazy.regex(
    rf"-?[\d.]{{1,8}}{UNIT}?\s?[(\[](?:[^()\[\]]|\[CI\]){{0,120}}[)\]],?\s(?:for|with|in)\s(?:the\s)?",
    re.IGNORECASE,
)


def _said_after(setting: Setting, sentence: Sentence, value: int) -> Pair | None:
    """Return the pair said right after the brackets of a value: "0.36 (0.2 to 0.6) for A v B"."""
    named = list(setting.arms_in(value, sentence.end))[:_PAIR]
    if not named or not _JUST_AFTER.fullmatch(setting.words(value, named[0].start)):
        return None
    pairs = _adjacent(setting, named)
    if pairs:
        return pairs[0]
    control = setting.control.label if setting.control else None
    return (named[0].value, control) if control and named[0].value != control else None


def _stated_order(setting: Setting, sentence: Sentence, place: int) -> Pair | None:
    """Return the order said in the label of an estimate: "A v B: HR, 0.7"."""
    named = list(setting.arms_in(sentence.start, place))[-2:]
    if not re.fullmatch(r"\s?:\s?(?:\w+ )?", setting.words(named[-1].end, place) if named else ""):
        return None
    pairs = _adjacent(setting, named)
    return pairs[0] if pairs else None


def _compares_others(setting: Setting, sentence: Sentence, place: int) -> bool:
    """Tell whether a label names groups that are not two arms: "(high risk v low risk: HR"."""
    return _LABEL.search(setting.words(max(sentence.start, place - 120), place)) is not None


def _of_two(setting: Setting, sentence: Sentence, place: int, end: int) -> Pair | None:
    labels = [arm.label for arm in setting.trial.arms]
    explicit = _explicit(setting, place, end)
    if explicit:
        return explicit
    if compared := _WITHIN.search(setting.words(place, end)):
        return _by_words(labels, compared)
    if setting.experimental and setting.control:
        return setting.experimental.label, setting.control.label
    if setting.control:
        other = labels[1] if labels[0] == setting.control.label else labels[0]
        return other, setting.control.label
    stated = _adjacent(setting, list(setting.arms_in(sentence.start, sentence.end)))
    return stated[-1] if len(set(stated)) == 1 else None


def _by_words(labels: list[str], words: re.Match[str]) -> Pair | None:
    """Return the arms that "[late vs. early]" means, where one label alone has each word."""
    first, second = (
        [label for label in labels if word.lower() in re.findall(r"\w+", label.lower())]
        for word in words.group("one", "other")
    )
    is_clear = len(first) == len(second) == 1 and first != second
    return (first[0], second[0]) if is_clear else None


def _explicit(setting: Setting, place: int, end: int) -> Pair | None:
    """Return the order said within the words of the measure: "HR for A versus B"."""
    named = list(setting.arms_in(place, end))
    if len({mention.value for mention in named[:2]}) < _PAIR:
        return _of_one_named(setting, place, named, end)
    between = setting.words(named[0].end, named[1].start)
    return (named[0].value, named[1].value) if _VERSUS.match(between) else None


# "hazard ratio for relapse with A, 3.1"; with A as the reference it is B's.
_OF_ONE = lazy.regex(
    r"(?i)(?:ratio|risk|[HOR]R)\b,? (?:for|in|among"
    r"|(?:for|of) [^.;,()]{3,60} (?:with|in|among|for|on)) (?:the )?$"
)
_REFERENCE = lazy.regex(r"(?i)\b(?:reference|referent|comparator|baseline)\b")


def _of_one_named(setting: Setting, place: int, named: list[Mention], end: int) -> Pair | None:
    """Return the only arm that the words of a ratio name as the one it is of, with the other."""
    if not named or not _OF_ONE.search(setting.words(place, named[0].start)):
        return None
    if _REFERENCE.search(setting.words(named[0].end, end)):
        return None
    first = named[0].value
    others = [arm.label for arm in setting.trial.arms if arm.label != first]
    return (first, others[0]) if len(others) == 1 else None


def _of_many(setting: Setting, sentence: Sentence, place: int) -> Pair | None:
    """Return the pair that a clause of a trial with several arms names."""
    nearest = _right_before(setting, sentence, place)
    if nearest:
        return nearest
    clause = max(sentence.start, setting.view.text.rfind("); ", sentence.start, place))
    for begin, stop in (
        (clause, place),
        (sentence.start, place),
        (sentence.start, sentence.end),
    ):
        named = list(setting.arms_in(begin, stop))
        pair = _of_clause(setting, named)
        if pair:
            return pair
    return None


def _right_before(setting: Setting, sentence: Sentence, place: int) -> Pair | None:
    """Return the arm whose name stands right before an estimate's bracket, with the control."""
    named = list(setting.arms_in(sentence.start, place))
    if not named or setting.words(named[-1].end, place).strip() != "(":
        return None
    pairs = _adjacent(setting, named[-2:])
    if pairs:
        return pairs[0]
    if setting.control is None or named[-1].value == setting.control.label:
        return None
    return named[-1].value, setting.control.label


def _of_clause(setting: Setting, named: list[Mention]) -> Pair | None:
    labels = list(dict.fromkeys(mention.value for mention in named))
    control = setting.control.label if setting.control else None
    if len(labels) == _PAIR and control in labels:
        first = next(label for label in labels if label != control)
        return first, str(control)
    if len(labels) == 1 and control and labels[0] != control:
        return labels[0], control
    roles = {arm.role: arm.label for arm in setting.trial.arms if arm.label in labels}
    if len(labels) == _PAIR and {"experimental", "control"} <= roles.keys():
        return roles["experimental"], roles["control"]
    pairs = _adjacent(setting, named)
    return pairs[0] if len(set(pairs)) == 1 else None


def _adjacent(setting: Setting, named: list[Mention]) -> list[Pair]:
    """Return arms that stand on both sides of a word of comparison."""
    return [
        (one.value, other.value)
        for one, other in pairwise(named)
        if one.value != other.value and _VERSUS.match(setting.words(one.end, other.start))
    ]
