"""Groups named by one word of their arm: "the weekly arm", "(weekly v three-weekly, ...)".

Safety is reported in shorter words than efficacy; a word counts only when one arm alone
has it among its names.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.end_points import longest
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, Mention
from trialgraph.model import lazy
from trialgraph.model.trial import Arm

_GROUP = lazy.regex(r"(?<![\w-])(?P<word>[\w-]+)[- ](?:arm|group|regimen|recipients|cohort)\b")
_PAIR = lazy.regex(
    r"[(\[](?P<word>[\w-]+)(?:\s(?:arm|group))?\s(?:v|vs\.?|versus)\s(?P<other>[\w-]+)"
    r"(?:\s(?:arm|group))?[,:;]"
)
_TWO = lazy.regex(
    r"(?<![\w-])(?P<word>[\w-]+) (?:and|or|versus|vs\.?|v) (?:the )?(?P<other>[\w-]+)"
    r"(?: [\w-]+)?? (?:arms|groups)\b"
)
_GIVEN = lazy.regex(
    r"(?<![\w-])(?P<first>[A-Za-z][\w-]*)-treated\b"
    r"|(?:[;(]\s?|\b(?:the|and)\s)(?P<before>[A-Za-z][\w-]*)(?=\s?\(\d|,\s\d)"
    r"|\b(?:receiv(?:ed|ing)|given|taking|treated with|assigned(?: to)?|on|with|for|than|vs\.?"
    r"|versus|v|compared with)\s(?:the\s)?(?P<word>[A-Za-z][\w-]*)"
    r"(?!\s(?:plus|followed|in combination)\b|\s?[+/-]|\w"
    rf"|\sand\s(?!\d|in\b|of\b|with\b|those\b|by\b|placebo\b|{COUNT_IN_WORDS}))"
)
_COMMON_WORDS = (
    "the a and of in with plus or to alone only treatment study group arm therapy each both other"
    " active this that dose weeks days months"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_SUFFIX = lazy.regex(r"-(?:treatment|therapy|strategy|regimen|dose|based|treated)$")
_SHORTEST = 3
_ROLES: dict[str, frozenset[str]] = {
    "experimental": frozenset({"experimental", "investigational", "intervention"}),
    "control": frozenset({"control", "comparator", "reference"}),
}
_COMBINED = frozenset({"combination", "combined-modality"})
_SINGLE = frozenset({"monotherapy", "single-agent"})
_SAME = (
    frozenset({"neoadjuvant", "neo-adjuvant", "preoperative", "pre-operative"}),
    frozenset({"adjuvant", "postoperative", "post-operative"}),
    frozenset({"immediate", "early", "upfront"}),
    frozenset({"delayed", "late", "deferred"}),
)


def with_short_names(setting: Setting) -> Setting:
    """Return the setting with the arms that one word of their own names."""
    words = _own_words(setting.trial.arms)
    drugs = _own_drugs(setting.trial.arms)
    found = longest(
        [*setting.arms, *_named(setting.view.text, words), *_given(setting.view.text, drugs)]
    )
    return replace(setting, arms=tuple(found))


def _named(text: str, words: dict[str, str]) -> Iterator[Mention]:
    for match in _GROUP.finditer(text):
        word = match["word"].lower()
        label = words.get(word) or words.get(_SUFFIX.sub("", word))
        if label:
            yield Mention(label, match.start(), match.end())
    for match in (*_PAIR.finditer(text), *_TWO.finditer(text)):
        labels = [words.get(match[name].lower()) for name in ("word", "other")]
        if None not in labels and labels[0] != labels[1]:
            for label, name in zip(labels, ("word", "other"), strict=True):
                yield Mention(str(label), *match.span(name))


def _given(text: str, drugs: dict[str, str]) -> Iterator[Mention]:
    """Return the arms that a drug of theirs alone stands for: "those who received placebo"."""
    for match in _GIVEN.finditer(text):
        for name in ("first", "before", "word"):
            label = drugs.get((match[name] or "").lower())
            if label:
                yield Mention(label, *match.span(name))


def _own_drugs(arms: tuple[Arm, ...]) -> dict[str, str]:
    """Return the single words that name an intervention of one arm alone, with its label."""
    sets = {arm.label: {part.name.lower() for part in arm.interventions} for arm in arms}
    return {
        name: label
        for label, names in sets.items()
        for name in names
        if not any(name in other for key, other in sets.items() if key != label)
    }


def _own_words(arms: tuple[Arm, ...]) -> dict[str, str]:
    """Return the words that the names of one arm alone have, with its label."""
    sets = {arm.label: _words(arm) | _of_role(arm, arms) | _of_parts(arm) for arm in arms}
    return {
        word: label
        for label, words in sets.items()
        for word in words
        if not any(word in other for name, other in sets.items() if name != label)
    }


def _of_role(arm: Arm, arms: tuple[Arm, ...]) -> frozenset[str]:
    """Return the words for the only arm of a role, in a trial of two whose roles are known."""
    roles = sorted(one.role for one in arms)
    return _ROLES[arm.role] if roles == ["control", "experimental"] else frozenset()


def _of_parts(arm: Arm) -> frozenset[str]:
    """Return the words for an arm that is given one thing, or several at once."""
    if not arm.interventions:
        return frozenset()
    return _COMBINED if len(arm.interventions) > 1 else _SINGLE


def _words(arm: Arm) -> set[str]:
    names = " ".join((arm.label, *arm.aliases, *(part.name for part in arm.interventions)))
    words = set(re.findall(r"[\w-]+", names.lower()))
    words |= {other for same in _SAME if same & words for other in same}
    return {word for word in words if len(word) >= _SHORTEST and word not in _COMMON}
