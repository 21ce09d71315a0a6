"""Arms from sentences that say what each group received."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from trialgraph.extract.arm_backbones import shared
from trialgraph.extract.arm_names import is_a_name
from trialgraph.extract.arm_phrase import ArmPhrase, arm_phrase
from trialgraph.extract.quoted import COUNT
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_NAME = (
    r"(?:(?P<name>[\w+/-]{1,40}(?: [\w+/-]{1,40}){0,3}?[ -](?:group|arm))|"
    r"(?P<letter>(?:[Gg]roup|[Aa]rm) (?:[A-Z]{1,2}|[1-6]|I{1,3}|IV)))"
)
_CASES = r"(?:cases|patients|participants|women|men|children|subjects)"
_TOLD = lazy.regex(
    rf"\b(?:the )?{_NAME}\b(?: \([^()]{{0,60}}\))?(?: of (?:{COUNT}) (?:\w+ )?{_CASES})?,?"
    r"(?: patients| participants| women)?"
    r"(?: was| were| only| also| then| will| would| had| to| who| which){0,2} "
    r"(?:receiv(?:ed?|ing)|underwent|undergo|treated (?:with|by)|given|assigned to(?: receive)?|"
    r"consisted of|comprised)(?: either)? "
)
_JOIN = lazy.regex(
    r"[,;.]?\s+(?:(?:and|while|whereas|but|or|with)\s+)?(?:(?:the )?(?:those|patients|"
    r"participants|women|men|subjects|children|people)(?: \w+)?(?: (?:in|assigned to|allocated to|"
    r"randomi[sz]ed to))?)?(?: (?:the|an?))?\s*$",
    re.IGNORECASE,
)
_LEAD = lazy.regex(
    r"^(?:.*\b(?:in|into|to|of|and|(?-i:an?)|the|those|patients|participants|women|whereas|while|with)\s+)",
    re.IGNORECASE,
)
_LATER = lazy.regex(
    r"[.;]\s|,? (?:until|at (?:the|least)|within|before (?:the )?random|on the day|for the "
    r"(?:first|duration|remain)|as (?:first|second))\b"
)
_RESULT = lazy.regex(r"\(\d[\d.·]*\s?%|\d\s?%[,;)]|\b[Pp]\s?[<=>]|\blikely\b|\bmedian\b")
"""Of a sentence that counts who received something."""
# Beside a control group that is told alike, a name; elsewhere it may be any group of the study.
_STUDIED = lazy.regex(r"(?i)study[ -](?:group|arm)")
_REACH = 400
_MOST_ARMS = 6


def told_groups(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms of sentences such as ``the X group received A, the Y group B``.

    Every group has a name of its own, and one sentence or two that follow each other tell all.
    """
    places = [
        (each.start, each.end)
        for each in view.sentences
        if each.section in {"abstract", "methods"} and each.end - each.start <= LONGEST_READ
    ]
    found = [_groups(view, place, terms) for place in places]
    joined = [(*one, *other) for one, other in pairwise(found) if len(one) == len(other) == 1]
    lists = [each for each in (*found, *joined) if 1 < len(each) <= _MOST_ARMS]
    return [
        tuple(shared(view.text, arms[0].start, list(arms), None, terms))
        for arms in lists
        if len({arm.short.lower() for arm in arms}) == len(arms)
        and len({frozenset(each.key for each in arm.components) for arm in arms}) == len(arms)
    ]


def _groups(view: ReadingView, place: tuple[int, int], terms: TermIndex) -> tuple[ArmPhrase, ...]:
    """Return what a sentence says that each group received; none where one says nothing known."""
    told = list(_told(view.text, place))
    ends = [*(start for _, start, _ in told), place[1]][1:]
    arms = tuple(
        _arm(view.text, name, (begins, end), terms)
        for (name, _, begins), end in zip(told, ends, strict=False)
    )
    return arms if all(arm.components or arm.absent for arm in arms) else ()


def _told(text: str, place: tuple[int, int]) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each group, where it stands and where what it received begins."""
    if _RESULT.search(text, *place):
        return
    for match in _TOLD.finditer(text, *place):
        name = match["letter"] or _LEAD.sub("", match["name"])
        if match["letter"] or is_a_name(name) or _STUDIED.fullmatch(name):
            yield name, match.start(), match.end()


def _arm(text: str, name: str, place: tuple[int, int], terms: TermIndex) -> ArmPhrase:
    start, end = place
    words = text[start : min(end, start + _REACH)]
    if stop := _LATER.search(words):
        words = words[: stop.start()]
    words = _JOIN.sub("", words).rstrip(" .,;")
    phrase = arm_phrase(text, (start, start + len(words)), terms, "group received")
    return replace(phrase, short=name)
