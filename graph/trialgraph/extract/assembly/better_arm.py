"""Which arm the words of a sentence call the better one of two."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy
from trialgraph.model.text import Stated

_BETTER = r"\b(?P<better>longer|prolonged|improved|better|superior)\b"
_WORSE = r"\b(?P<worse>shorter|worse|inferior)\b"
_HOW = rf"(?:{_BETTER}|{_WORSE})"
_OVER = r"(?:v|vs\.?|versus|than|over|to|(?:as )?compared (?:with|to))"
_GROUP = r"(?: (?:group|arm|patients))?"
_OF = r"(?:(?:with|in|for|among|those|the) ){0,3}"
# "A was longer than with B"
_BETWEEN = lazy.regex(rf"{_GROUP},? (?:\w+ ){{0,3}}?{_HOW} (?:\w+ )?{_OVER} {_OF}$")
# "longer with A than with B"
_BEFORE = lazy.regex(rf"{_HOW} (?:\w+ ){{0,2}}?(?:with|in|for|among) (?:the )?$")
_AND_THEN = lazy.regex(rf"{_GROUP},? {_OVER} {_OF}$")
# "HR 0.6 in favor of A"
_IN_FAVOUR = lazy.regex(r"\bin favou?r of (?:the )?$")
_DENIED = lazy.regex(r"(?i)\b(?:not|no|nor|neither|never|failed|if|whether)\b[^.;,()]{0,60}$")
_NEAR = 50


def better_arm(setting: Setting, sentence: Sentence) -> Stated | None:
    """Return the one arm that a sentence calls better than the other, with the words that do."""
    found = [*_called_better(setting, sentence)]
    return found[0] if len({one.value for one in found}) == 1 else None


def _called_better(setting: Setting, sentence: Sentence) -> Iterator[Stated]:
    named = setting.arms_in(sentence.start, sentence.end)
    for first, second in pairwise(named):
        told = _between(setting, first.end, second.start) or _before(
            setting, sentence, (first.start, first.end), second.start
        )
        if told is not None and first.value != second.value:
            said, at = told
            better = first.value if said["better"] else second.value
            yield from _stated(setting, sentence, better, (at + said.start(), at + said.end()))
    for one in named:
        begin = max(sentence.start, one.start - _NEAR)
        praise = _IN_FAVOUR.search(setting.words(begin, one.start))
        if praise is not None:
            place = (begin + praise.start(), begin + praise.end())
            yield from _stated(setting, sentence, one.value, place)


Told = tuple[re.Match[str], int]


def _between(setting: Setting, start: int, end: int) -> Told | None:
    """Return words between two arms that compare them, and where they are counted from."""
    said = _BETWEEN.match(setting.words(start, end))
    return None if said is None else (said, start)


def _before(
    setting: Setting, sentence: Sentence, first: tuple[int, int], second: int
) -> Told | None:
    """Return words before two arms that compare them, and where they are counted from."""
    if not _AND_THEN.match(setting.words(first[1], second)):
        return None
    begin = max(sentence.start, first[0] - _NEAR)
    said = _BEFORE.search(setting.words(begin, first[0]))
    return None if said is None else (said, begin)


def _stated(
    setting: Setting, sentence: Sentence, arm: str, place: tuple[int, int]
) -> Iterator[Stated]:
    """Yield the arm with its words, unless these are denied: "was not longer with A"."""
    start, end = place
    if not _DENIED.search(setting.words(sentence.start, start)):
        words = setting.words(start, end).rstrip()
        yield Stated(arm, words, setting.view.span(start, start + len(words)))
