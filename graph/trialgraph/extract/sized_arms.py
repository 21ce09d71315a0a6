"""Arms that no sentence assigns patients to, from the numbers that stand behind each of them.

``We compared A (n = 60) with B (n = 58)``, ``81 received A and 79 received B``: for a
randomised trial whose arms no other words tell.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from trialgraph.extract.arm_backbones import same_drug
from trialgraph.extract.arm_lists import NOT_AN_ARM
from trialgraph.extract.arm_phrase import ArmPhrase, arm_phrase
from trialgraph.extract.quoted import COUNT, COUNT_WORDS, whole_number
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.trial_facts import PEOPLE
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_SIZED = lazy.regex(
    rf"\((?:(?P<name>[A-Za-z][\w -]{{0,30}})[,;] )?[nN] ?= ?(?P<n>{COUNT})(?:[;,][^()]{{0,60}})?\)"
)
_LEAD = lazy.regex(
    r".*\b(?:received?|receiving|given|undergo|underwent|either|compar(?:ed?|es|ing)"
    r"(?: the \w+ of)?|between|treat(?:ed|ment) with|(?:randomi[sz]\w+|assigned|allocated) to)\s",
    re.IGNORECASE | re.DOTALL,
)
_JOIN = lazy.regex(
    r"[\s,;]*(?:(?:and|or|to|with|versus|vs\.?|compared (?:with|to))\s+)+(?:an? |the |"
    r"either )?|[,;]\s+(?!whereas\b|while\b)",
    re.IGNORECASE,
)
_COUNTED = lazy.regex(
    rf"(?<![\d.,=<>/%-])\b(?P<n>{COUNT}|{COUNT_WORDS}) (?:(?:{PEOPLE}|of (?:them|whom)) )?"
    r"(?:\([^()]{1,20}\) )?(?:were (?:given|treated with)|received|underwent|took|had) "
    r"(?P<what>[^.;:]{3,90}?)(?=,? (?:and|while|whereas) |[,;] |\.$|$)",
    re.IGNORECASE,
)
_RESULT = lazy.regex(r"\b[Pp]\s?[<=>]|%|\b(?:event|response|adverse|complicat|relapse)")
_LONGEST_ARM = 160
_MOST_ARMS = 6
_FEWEST_IN_ARM = 4
_LARGEST_RATIO = 4


def sized_arms(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms that sentences of the abstract tell with a number each."""
    found = []
    for sentence in view.sentences:
        words = view.words(sentence)
        if sentence.section in {"abstract", "methods", "results"} and len(words) <= LONGEST_READ:
            place = (sentence.start, sentence.end)
            for reader in (_in_brackets, _counted):
                arms = same_drug(list(reader(view.text, place, terms)))
                if 1 < len(arms) <= _MOST_ARMS and all(each.components for each in arms):
                    found.append(tuple(arms))
    return found


def _in_brackets(text: str, place: tuple[int, int], terms: TermIndex) -> Iterator[ArmPhrase]:
    """Yield the arms of ``A (n = 60) with B (n = 58)``, which only joining words part."""
    marks = list(_SIZED.finditer(text, *place))
    if len(marks) <= 1 or not _are_sizes([each["n"] for each in marks]):
        return
    first = marks[0].start()
    begun = max(place[0], first - _LONGEST_ARM)
    lead = _LEAD.match(text, begun, first)
    starts = [lead.end() if lead else begun]
    for one, other in pairwise(marks):
        joined = _JOIN.match(text, one.end(), other.start())
        words = text[joined.end() : other.start()] if joined else ""
        if not 0 < len(words) <= _LONGEST_ARM or NOT_AN_ARM.search(words):
            return
        starts.append(other.start() - len(words))
    for start, mark in zip(starts, marks, strict=True):
        phrase = arm_phrase(text, (start, mark.start()), terms, "sized")
        yield replace(phrase, short=phrase.short or mark["name"] or "", size=mark.span("n"))


def _counted(text: str, place: tuple[int, int], terms: TermIndex) -> Iterator[ArmPhrase]:
    """Yield the arms of ``of 160 patients, 81 received A and 79 received B``: they make up all."""
    words = text[slice(*place)]
    told = list(_COUNTED.finditer(words))
    counts = [whole_number(each["n"]) for each in told]
    if len(told) <= 1 or _RESULT.search(words) or not _are_sizes([each["n"] for each in told]):
        return
    before = re.finditer(rf"(?<![\d.,])\b(?:{COUNT}|(?i:{COUNT_WORDS}))", words[: told[0].start()])
    if sum(counts) not in {whole_number(each[0]) for each in before}:
        return
    for each in told:
        what = (place[0] + each.start("what"), place[0] + each.end("what"))
        size = (place[0] + each.start("n"), place[0] + each.end("n"))
        yield replace(arm_phrase(text, what, terms, "sized"), size=size)


def _are_sizes(printed: list[str]) -> bool:
    """Tell whether numbers can be those of arms: none is small, none far from the others."""
    counts = [whole_number(each) for each in printed]
    return min(counts) >= _FEWEST_IN_ARM and max(counts) <= _LARGEST_RATIO * min(counts)
