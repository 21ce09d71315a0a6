"""End points of estimates in brackets: "reduced strokes (RR ...) and falls (RR ...)".

Each bracket belongs to the words right before it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from trialgraph.extract.assembly.merging import comparison_of
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.topic import is_no_name, named_as
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Estimate

_CLOSED = "\x00"
"""Stands for each letter of a bracket: a list is then words between brackets."""
_RISK = (
    r"(?:the )?(?:(?:relative |absolute |overall )?(?:risks?|rates?|incidence|odds|likelihood"
    r"|frequency|numbers?) of )?(?:the |any |an? )?"
)
_CHANGED = (
    r"(?i:(?:reduc|lower|decreas|increas|improv|rais|prevent)(?:e|es|ed|s|ing)?|fewer|higher"
    r"|(?:reductions?|increases?|decreases?|improvements?|differences?|risks?|rates?|odds)"
    r"(?: (?:was|were) (?:seen|observed|found|noted|reported))? (?:in|of|for)|effects? on)"
)
_STOP = (
    r"(?:in|on|at|by|with|within|for|among|after|before|during|than|to|versus|vs|v|compared|was"
    r"|were|is|are|had|has|have|did|that|which|who|and|but|as|not|no|more|less|when|while|if)\b"
)
_WORD = rf"(?!{_STOP})[A-Za-z][\w'/-]{{0,24}}"
_ITEM = (
    rf"{_RISK}(?P<words>{_WORD}(?: {_WORD}){{0,6}})"
    r"(?: (?:compared (?:with|to)|versus|vs\.?|than) (?:[\w-]{1,24} ?){1,3}?)?"
)
_FIRST = lazy.regex(rf"\b{_CHANGED} {_ITEM} ?(?P<bracket>{_CLOSED}+)")
_NEXT = lazy.regex(
    rf",?(?: (?:and|or|but|nor|as well as))?(?: also)?(?: (?:not|did not|{_CHANGED})){{0,2}}"
    rf" {_ITEM} ?(?P<bracket>{_CLOSED}+)"
)
_ABBREVIATION = lazy.regex(r"[(\[]([A-Z][\w-]{1,9})[)\]]")
_MARKS = 3
_LONGEST = 20


def in_own_bracket(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return what the bracket of a number follows, where a sentence lists several of them."""
    masked = _masked(setting.words(sentence.start, sentence.end))
    for first in _FIRST.finditer(masked):
        items = _items(masked, first)
        for item in items if len(items) > 1 else ():
            if item.start("bracket") <= place - sentence.start < item.end("bracket"):
                return _mention(setting, sentence.start, item)
    return None


def told_apart(
    setting: Setting, effects: Sequence[PrintedEffect], found: Sequence[Estimate | None]
) -> list[Estimate]:
    """Return the estimates of a sentence without different values of one and the same comparison.

    What tells them apart (a subgroup, a time, another end point) was then not understood;
    one right behind the words of its own end point stays. Without arms, a sentence that
    names the end point anew for each tells of several comparisons.
    """
    pairs = [(one, at) for at, one in enumerate(found) if one]
    kept: list[Estimate] = []
    for one, at in pairs:
        same = [pair for pair in pairs if comparison_of(pair[0]) == comparison_of(one)]
        own = [other for other, place in same if _is_behind(setting, other, effects[place])]
        anew = one.experimental is None and all(
            _is_named_anew(setting, other, effects, place) for other, place in same
        )
        single = anew or _values(other for other, _ in same) == 1
        if single or (_values(own) == 1 and _is_behind(setting, one, effects[at])):
            kept.append(one)
    return kept


def _is_named_anew(
    setting: Setting, one: Estimate, effects: Sequence[PrintedEffect], at: int
) -> bool:
    """Tell whether the words of an end point stand after the estimate before this one."""
    if at == 0:
        return True
    return one.end_point_printed in setting.words(effects[at - 1].end, effects[at].start)


def _values(found: Iterable[Estimate]) -> int:
    return len({getattr(one.value, "value", one.value) for one in found})


def _is_behind(setting: Setting, one: Estimate, effect: PrintedEffect) -> bool:
    """Tell whether an estimate opens the bracket right after the words of its end point."""
    printed = one.end_point_printed
    before = setting.words(max(0, effect.start - len(printed) - _MARKS), effect.start)
    return bool(printed) and before.rstrip(" ([").endswith(printed)


@lru_cache(maxsize=1)  # every number of a sentence asks for it
def _masked(words: str) -> str:
    """Return words with outer brackets filled; one around an abbreviation is none."""
    out: list[str] = []
    depth = 0
    for char in _ABBREVIATION.sub(r"<\1>", words):
        depth += char in "(["
        out.append(_CLOSED if depth else char)
        depth -= depth > 0 and char in ")]"
    return "".join(out)


def _items(masked: str, first: re.Match[str]) -> list[re.Match[str]]:
    items = [first]
    while len(items) < _LONGEST:
        item = _NEXT.match(masked, items[-1].end())
        if item is None:
            break
        items.append(item)
    return items


def _mention(setting: Setting, begin: int, item: re.Match[str]) -> Mention | None:
    """Return the end point an item names: a standard one, or its words."""
    start, end = (begin + at for at in item.span("words"))
    named = [one for one in setting.end_points_in(start, end) if one.end == end]
    if named:
        return named[0]
    return None if is_no_name(setting, item["words"]) else named_as(item["words"], start)
