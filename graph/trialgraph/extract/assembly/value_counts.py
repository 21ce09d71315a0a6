"""Events that a sentence counts arm by arm: "there were 8 relapses with A and 14 with B"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_called import called
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, Mention, value_of
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_COUNT = rf"(?:(?<![\d.,/=<>-])\d{{1,3}}(?:,\d{{3}})?(?![\d%/]|[.,]\d)|{COUNT_IN_WORDS})"
_NOUN = r"[A-Za-z][a-z-]+(?:\s[a-z][a-z-]+){0,3}?"
_VERB = (
    r"(?:\s(?:occurred|developed|arose|(?:were|was)\s(?:reported|observed|recorded|seen|noted)))?"
)
_LEAD = r"\s(?:in|with|on|among|for|from)\s(?:the\s)?$"
_FIRST = lazy.regex(rf"(?P<n>{_COUNT})(?:\s(?P<what>{_NOUN}))?{_VERB}{_LEAD}")
_SECOND = lazy.regex(
    r"(?:\s?\([^()]{1,40}\))?,?\s(?:and|versus|vs\.?|v|(?:as\s)?compared\s(?:with|to))\s(?:only\s)?"
    rf"(?P<n>{_COUNT})(?:\s(?:such\s)?(?:{_NOUN}))?{_VERB}{_LEAD}"
)
# "28 relapses, 11 in A and 17 in B": the sum names what is counted.
_SUM = lazy.regex(
    rf"(?P<total>{_COUNT})\s(?:patients\s(?:had\s)?)?(?P<what>{_NOUN}){_VERB}\s?[:,(]\s?$"
)
_NUMBER_OF = lazy.regex(
    r"\bnumbers?\sof\s(?:(?:patients|participants|women|men)\s(?:with|who\shad)\s)?(?P<what>[a-z][^,;:()\d]{3,60}?)"
    r"\s(?:was|were)\s$"
)
_NOT_COUNTED = lazy.regex(
    r"(?i)\b(?:eyes|knees|hips|limbs|teeth|implants|lesions|samples|pregnancies|tumou?rs|nodes|patients?|participants?|women|men|children|adults|people|individuals|subjects|cases|events?"
    r"|deaths?|died|days?|weeks?|months?|years?|hours?|minutes|cycles?|doses?|fractions?|sessions?|visits?"
    r"|cent(?:re|er)s|sites|hospitals|points?|assigned|allocated|randomi[sz]ed|evaluable|others?"
    r"|euros|dollars|pounds|USD|mg|kg|ml|mm|cm|kcal|units?|grams?|Gy|IU|per|percent|times|fold|items?"
    r"|were|was|and|or|of|who|had|with|in|to|than|respectively|treated)\b"
)
_FAR = 120


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something an arm had."""

    cell: Cell
    name: Mention
    arm: str


def counted_things(setting: Setting, sentence: Sentence) -> Iterator[Count]:
    """Yield the counts of each two arms that stand side by side, where one thing is counted."""
    named = setting.arms_in(sentence.start, sentence.end)
    for one, other in pairwise(named):
        if one.value == other.value:
            continue
        begin = max(sentence.start, one.start - _FAR)
        first = _FIRST.search(setting.view.text, begin, one.start)
        second = _SECOND.fullmatch(setting.view.text, one.end, other.start)
        if first is None or second is None:
            continue
        name = _name(setting, begin, first, second)
        if name is None:
            continue
        for match, arm in ((first, one), (second, other)):
            span = match.span("n")
            yield Count(Cell("count", *span, span, "events", span), name, arm.value)


def _name(
    setting: Setting, begin: int, first: re.Match[str], second: re.Match[str]
) -> Mention | None:
    """Return what two counts are of: named behind the first of them, or before both."""
    if first["what"]:
        return _called(setting, first)
    number = _NUMBER_OF.search(setting.view.text, begin, first.start("n"))
    if number:
        return called(setting, 0, number)
    whole = _SUM.search(setting.view.text, begin, first.start("n"))
    if whole is None:
        return None
    total = value_of(first["n"]) + value_of(second["n"])
    return _called(setting, whole) if value_of(whole["total"]) == total else None


def _called(setting: Setting, match: re.Match[str]) -> Mention | None:
    return None if _NOT_COUNTED.search(match["what"]) else called(setting, 0, match)
