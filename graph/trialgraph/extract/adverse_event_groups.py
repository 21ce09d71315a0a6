"""Groups named by one word of their arm: "the weekly arm", "(weekly v three-weekly, ...)".

Safety is reported in shorter words than efficacy; a word counts only when one arm alone
has it among its names.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.end_points import longest
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.model.trial import Arm

_GROUP = re.compile(r"(?<![\w-])(?P<word>[\w-]+)[- ](?:arm|group|regimen|recipients|cohort)\b")
_PAIR = re.compile(
    r"[(\[](?P<word>[\w-]+)(?:\s(?:arm|group))?\s(?:v|vs\.?|versus)\s(?P<other>[\w-]+)"
    r"(?:\s(?:arm|group))?[,:;]"
)
_COMMON_WORDS = (
    "the a and of in with plus or to alone only treatment study group arm therapy each both other"
    " active this that dose weeks days months"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_SHORTEST = 3


def with_short_names(setting: Setting) -> Setting:
    """Return the setting with the arms that one word of their own names."""
    words = _own_words(setting.trial.arms)
    found = longest([*setting.arms, *_named(setting.view.text, words)])
    return replace(setting, arms=tuple(found))


def _named(text: str, words: dict[str, str]) -> Iterator[Mention]:
    for match in _GROUP.finditer(text):
        label = words.get(match["word"].lower())
        if label:
            yield Mention(label, match.start(), match.end())
    for match in _PAIR.finditer(text):
        labels = [words.get(match[name].lower()) for name in ("word", "other")]
        if None not in labels and labels[0] != labels[1]:
            for label, name in zip(labels, ("word", "other"), strict=True):
                yield Mention(str(label), *match.span(name))


def _own_words(arms: tuple[Arm, ...]) -> dict[str, str]:
    """Return the words that the names of one arm alone have, with its label."""
    sets = {arm.label: _words(arm) for arm in arms}
    return {
        word: label
        for label, words in sets.items()
        for word in words
        if not any(word in other for name, other in sets.items() if name != label)
    }


def _words(arm: Arm) -> set[str]:
    names = " ".join((arm.label, *arm.aliases, *(part.name for part in arm.interventions)))
    words = set(re.findall(r"[\w-]+", names.lower()))
    return {word for word in words if len(word) >= _SHORTEST and word not in _COMMON}
