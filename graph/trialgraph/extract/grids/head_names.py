"""Which arms the words of a head name: in full, cut short, or by a note under the table."""

import re

from trialgraph.extract.mentions.arms import find_arms
from trialgraph.model import lazy
from trialgraph.model.trial import Arm

_CUT_SHORT = lazy.regex(r"(?i)(?P<word>[a-z]{3,12})[- ](?:arm|group)\b")
_SHORT_HEAD = lazy.regex(r"(?i)\s?(?:group|arm)?\s?\(?\b[Nn]\s?=.*$|\s(?:group|arm)$")
_LONGEST_NOTE = 80
_ADDED = lazy.regex(r"(?i)\b(?:plus|with|and|combined|followed)\b|[+&]")


def labels_in(words: str, arms: tuple[Arm, ...]) -> set[str]:
    """Return the arms that a head names; it begins with a capital where names may not."""
    small = words[:1].lower() + words[1:]
    return {mention.value for text in (words, small) for mention in find_arms(text, arms)}


def arm_in(words: str, arms: tuple[Arm, ...], notes: str) -> str:
    """Return the one arm that a head names, by itself or by what the notes say it is short for."""
    found = labels_in(words, arms) or _explained(noted_meaning(words, notes), arms)
    found = found or _shortened(words, arms)
    return found.pop() if len(found) == 1 else ""


def _shortened(words: str, arms: tuple[Arm, ...]) -> set[str]:
    """Return the arms with a word that a head cuts short: ``Hypo-arm``, ``Chemo group``."""
    match = _CUT_SHORT.match(words)
    begin = match["word"].lower() if match else ""
    names = {arm.label: " ".join((arm.label, *arm.aliases)).lower() for arm in arms}
    return {
        label
        for label, name in names.items()
        if begin and re.search(rf"(?<![\w-]){re.escape(begin)}", name)
    }


def noted_meaning(head: str, notes: str) -> str:
    """Return what notes say that a short head stands for."""
    short = _SHORT_HEAD.sub("", head).strip()
    if not re.fullmatch(r"[A-Za-z][\w+/-]{0,9}", short):
        return ""
    match = re.search(
        rf"(?<![\w-]){re.escape(short)}\s?[:,=]\s?([^;.]{{3,{_LONGEST_NOTE}}})", notes
    )
    return match[1] if match else ""


def _explained(words: str, arms: tuple[Arm, ...]) -> set[str]:
    """Return the arms that a note names; none where it names an arm and something added to it."""
    left = words
    for mention in find_arms(words, arms):
        left = left.replace(words[mention.start : mention.end], "")
    return set() if _ADDED.search(left) else labels_in(words, arms)
