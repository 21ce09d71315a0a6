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
    r"(?:(?:(?:mean|adjusted) )?changes? from baseline in )?"
    r"(?:the )?(?:(?:relative |absolute |overall )?(?:risks?|rates?|incidence|odds|likelihood"
    r"|frequency|numbers?) of )?(?:the |any |an? )?"
)
_CHANGED = (
    r"(?i:(?:reduc|lower|decreas|increas|improv|rais|prevent)(?:e|es|ed|s|ing)?|fewer|higher"
    r"|(?:reductions?|increases?|decreases?|improvements?|differences?|risks?|rates?|odds)"
    r"(?: between (?:the )?(?:\w+ ){0,2}(?:groups|arms))?"
    r"(?: (?:was|were) (?:seen|observed|found|noted|reported))? (?:in|of|for)"
    r"|changes? from baseline in"
    r"|effects?(?: (?:was|were) [a-z]+(?: (?:at|to) [\w ]{3,14})?)? (?:on|for))"
)
_STOP = (
    r"(?:in|on|at|by|with|within|for|among|after|before|during|than|to|versus|vs|v|compared|was"
    r"|were|is|are|had|has|have|did|that|which|who|and|but|as|not|no|more|less|when|while|if)\b"
)
_WORD = rf"(?!{_STOP})[A-Za-z][\w'/-]{{0,24}}"
_ITEM = (
    rf"{_RISK}(?P<words>(?:time (?:to|until) (?:the )?)?{_WORD}"
    rf"(?:(?: <[\w-]{{2,10}}>)? {_WORD}){{0,6}})"
    r"(?: (?:compared (?:with|to)|versus|vs\.?|than) (?:[\w-]{1,24} ?){1,3}?)?"
    r"(?:,? \d{1,3}(?:\.\d{1,2})?%)?"
)
# Where, when and in whom stands between the first of them and its bracket.
_TAIL = (
    r"(?: (?:at|in|with|among|for|after|during|within|by) "
    rf"(?:(?!\b(?:and|but|or|nor|while|whereas)\b)[^{_CLOSED}.;:,]){{2,60}}?)?"
)
_HAD = (
    r"(?<!\bwho )(?<!\bthat )\b(?:had|developed|experienced|reported)(?: (?:more|less|fewer|an?))?"
)
_ONSET = r"\b(?i:development|incidence|occurrence|frequency|onset) of"
_FIRST = lazy.regex(
    rf"(?:\b{_CHANGED}|(?P<plain>{_HAD}|{_ONSET}|:)) {_ITEM}{_TAIL} ?(?P<bracket>{_CLOSED}+)"
)
_NEXT = lazy.regex(
    r"[,;]?(?: (?:and|or|but|nor|as well as))?(?: also)?"
    rf"(?: (?:not|did not|in|for|on|{_CHANGED})){{0,2}}"
    rf" {_ITEM} ?(?P<bracket>{_CLOSED}+)"
)
# Right behind an end point's own name, a list of others may follow: "DFS (HR ...), falls (HR ...)".
_OPENED = lazy.regex(rf" ?(?P<bracket>{_CLOSED}+)")
_ESTIMATE = lazy.regex(r"\b(?:a?[HOR]R|IRR|SMD|MD)\b|(?i:\b(?:ratio|relative risk|differences?)\b)")
# Who they are, not what befell them: such brackets tell of parts of the patients.
_KIND = lazy.regex(
    r"(?i)-(?:positive|negative|mutated|mutant|high|low|old|naive|treated|risk)\b|\b(?:tumou?rs?"
    r"|positive|negative|mutant|mutations?|wild|type|stage|histology|status|younger|older|male"
    r"|female|premenopausal|postmenopausal|subtypes?|receptors?|expression|smokers|white|black|asian|risk"
    r"|high|low|mild|moderate|severe|early|late|advanced|without|aged|disease)\b"
)
_ABBREVIATION = lazy.regex(r"[(\[]([A-Z][\w-]{1,9})[)\]]")
_INDEX = lazy.regex(r"(?<=[A-Za-z])\((\d\w?|\w)\)")  # as in HbA(1c)
_ARTICLE = lazy.regex(r"\b(?:the|an?) ")
_MARKS = 3
_LONGEST = 20


def in_own_bracket(setting: Setting, sentence: Sentence, place: int) -> Mention | None:
    """Return what the bracket of a number follows, where a sentence lists several of them."""
    masked = _masked(setting.words(sentence.start, sentence.end))
    at = place - sentence.start
    for first in _FIRST.finditer(masked):
        items = [first, *_items(masked, first.end())]
        if first["plain"] and any(_KIND.search(item["words"]) for item in items):
            continue
        own = [one for one in items if one.start("bracket") <= at < one.end("bracket")]
        found = _mention(setting, sentence.start, own[0]) if own and len(items) > 1 else None
        if found:
            return found
    return _behind_a_name(setting, sentence, masked, at)


def _behind_a_name(setting: Setting, sentence: Sentence, masked: str, at: int) -> Mention | None:
    """Return what a bracket follows in a list that an end point with an estimate opens."""
    begin = sentence.start
    if masked[at : at + 1] != _CLOSED:
        return None
    for name in setting.end_points_in(begin, begin + at):
        first = _OPENED.match(masked, name.end - begin)
        if first is None or at < first.end():
            continue
        if not _ESTIMATE.search(setting.view.text, begin + first.start(), begin + first.end()):
            continue
        for item in _items(masked, first.end()):
            if item.start("bracket") <= at < item.end("bracket"):
                return None if _KIND.search(item["words"]) else _mention(setting, begin, item)
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
        same = [pair for pair in pairs if _is_alike(pair, (one, at), effects)]
        own = [other for other, place in same if _is_behind(setting, other, effects[place])]
        anew = one.experimental is None and all(
            _is_named_anew(setting, other, effects, place) for other, place in same
        )
        single = anew or _values(other for other, _ in same) == 1
        if single or (_values(own) == 1 and _is_behind(setting, one, effects[at])):
            kept.append(one)
    return kept


def _is_alike(
    pair: tuple[Estimate, int], other: tuple[Estimate, int], effects: Sequence[PrintedEffect]
) -> bool:
    """Tell whether two estimates are of one comparison; "2 kg or 3%" is one in two units."""
    is_unit = effects[pair[1]].unit == effects[other[1]].unit
    return is_unit and comparison_of(pair[0]) == comparison_of(other[0])


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
    for char in _ABBREVIATION.sub(r"<\1>", _INDEX.sub(r"_\1_", words)):
        depth += char in "(["
        out.append(_CLOSED if depth else char)
        depth -= depth > 0 and char in ")]"
    return "".join(out)


def _items(masked: str, at: int) -> list[re.Match[str]]:
    """Return the further items of a list, each with its bracket, from the end of the first one."""
    items: list[re.Match[str]] = []
    while len(items) < _LONGEST and (item := _NEXT.match(masked, at)):
        items.append(item)
        at = item.end()
    return items


def _mention(setting: Setting, begin: int, item: re.Match[str]) -> Mention | None:
    """Return the end point an item names: a standard one, or its words."""
    start, end = (begin + at for at in item.span("words"))
    named = [one for one in setting.end_points_in(start, end) if one.end == end]
    if named:
        return named[0]
    words = setting.words(start, end)
    return None if is_no_name(setting, _ARTICLE.sub("", words)) else named_as(words, start)
