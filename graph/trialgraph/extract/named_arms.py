"""Arms that a sentence names as groups, each with its regimen in parentheses."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialgraph.extract.arm_phrase import ArmPhrase, arm_phrase
from trialgraph.extract.quoted import COUNT
from trialgraph.extract.regimen import components, parenthesised
from trialgraph.extract.trial_facts import prose
from trialgraph.extract.unreadable import LONGEST_RUN
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_NAMED = lazy.regex(
    r"\b(?:(?P<name>[A-Z][\w+/-]*) (?:group|arm)|(?P<letter>(?:[Gg]roup|[Aa]rm) (?:[A-F]|[1-6]))) $"
)
_REACH = LONGEST_RUN + 20  # characters before a parenthesis that hold a group's name
_SIZE = lazy.regex(rf"[;,]\s*n\s?=\s?(?P<n>{COUNT})\s*$")


def named_arms(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms of sentences such as ``the AB group (drug A, drug B; n = 9)``."""
    found = []
    for start, end in prose(view, ("abstract", "methods", "results")):
        for reader in (_groups, _lettered):
            arms = tuple(reader(view.text, (start, end), terms))
            if len(arms) > 1 and len({arm.short for arm in arms}) == len(arms):
                found.append(arms)
    return found


_LETTER = lazy.regex(
    r"\((?:[^()]{0,60}[;,] )?(?P<name>(?:arm|group) (?P<mark>[A-F]|[1-6]))\)", re.IGNORECASE
)
_OPENS = lazy.regex(
    r".*(?::|\b(?:either|receive|undergo|between|compar(?:e|ed|ing)|assigned|allocated|"
    r"randomi[sz]ed|to))\s",
    re.IGNORECASE | re.DOTALL,
)
_JOINS = lazy.regex(
    r"[\s,;]*(?:(?:and|or|with|versus|vs\.?|to|receive|either|compared with)\s+)*", re.IGNORECASE
)
_LONGEST_ARM = 300


def _lettered(text: str, place: tuple[int, int], terms: TermIndex) -> Iterator[ArmPhrase]:
    """Yield the arms of ``A followed by B (arm A) and B followed by A (arm B)``: known drugs."""
    begun, end = place
    marks = list(_LETTER.finditer(text, begun, end))
    order = "".join(each["mark"].upper() for each in marks)
    if order not in {"AB", "ABC", "ABCD", "12", "123", "1234"}:
        return
    opened = _OPENS.match(text, max(begun, marks[0].start() - _LONGEST_ARM), marks[0].start())
    begun = opened.end() if opened else begun
    for mark in marks:
        start = _JOINS.match(text, begun, mark.start())
        phrase = arm_phrase(text, (start.end() if start else begun, mark.end()), terms, "lettered")
        begun = mark.end()
        if phrase.components and all(each.concept for each in phrase.components):
            yield replace(phrase, short=mark["name"])


def _groups(text: str, place: tuple[int, int], terms: TermIndex) -> Iterator[ArmPhrase]:
    """Yield the groups of a sentence whose parentheses hold a regimen of known drugs."""
    sentence = text[slice(*place)]
    for first, last in parenthesised(sentence):
        named = _NAMED.search(sentence, max(0, first - _REACH), first - 1)
        if named is None:
            continue
        size = _SIZE.search(sentence, first, last)
        inner = (place[0] + first, place[0] + (size.start() if size else last))
        regimen = components(text, *inner, terms)
        if regimen and all(each.concept for each in regimen):
            yield ArmPhrase(
                place[0] + named.start(),
                place[0] + last + 1,
                regimen,
                short=named["name"] or named["letter"],
                rule="named group",
                size=(place[0] + size.start("n"), place[0] + size.end("n")) if size else None,
                words=sentence[named.start() : last + 1],
            )
