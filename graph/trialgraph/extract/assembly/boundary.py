"""The stopping boundary of an interim analysis, beside its estimate or right after it."""

import re

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect, find_effects
from trialgraph.extract.mentions.numbers import POSITIVE, group_number
from trialgraph.extract.view import Sentence
from trialgraph.model.result import Boundary
from trialgraph.model.text import Number

_AT_MOST = r"(?:,| of)?\s?(?:≤|<=|<|at most)\s?"
_VALUE = re.compile(rf"(?i)\b(?:hazard ratio|HR){_AT_MOST}(?P<value>{POSITIVE})")
_P = re.compile(rf"\b[Pp](?:[- ]value)?{_AT_MOST}(?P<p>{POSITIVE})")
_NAME = re.compile(r"(?i)O'?Brien-Fleming|Haybittle-Peto|Pocock")
_SPENDING = re.compile(r"(?i)Lan-DeMets|Hwang-Shih-DeCani|Gamma family")
_NOT_CROSSED = re.compile(
    r"(?i)\b(?:did not|not|was not|failed to) (?:meet|cross|reach)\w*\b[^.]{0,120}\bbound"
)
_CROSSED = re.compile(r"(?i)\b(?:crossed|met|crossing) (?:the )?[^.]{0,60}\bbound")
_GOES_ON = re.compile(
    r"(?i)^(?:however, )?(?:this|it|which|the (?:result|difference|p[- ]value))\b"
)


def boundary_of(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, name: str
) -> Boundary | None:
    """Return the boundary printed for an estimate, with whether it was crossed."""
    place = _place(setting, sentence, effect, name)
    if place is None:
        return None
    start, holder = place
    words = setting.words(start, holder.end)
    named, spending = _NAME.search(words), _SPENDING.search(words)
    crossed = True if _CROSSED.search(words) else None
    return Boundary(
        value=_number(setting, _VALUE, place, "value"),
        p=_number(setting, _P, place, "p"),
        name=named[0] if named else "",
        spending=spending[0] if spending else "",
        crossed=False if _NOT_CROSSED.search(words) else crossed,
        span=setting.view.span(holder.start, holder.end),
    )


def _place(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, name: str
) -> tuple[int, Sentence] | None:
    """Return where the words about a boundary begin, and the sentence that holds them."""
    if "boundar" in setting.words(effect.end, sentence.end):
        return effect.end, sentence
    following = sentence.number + 1
    if following >= len(setting.view.sentences):
        return None
    after = setting.view.sentences[following]
    words = setting.view.words(after)
    if "boundar" not in words or not _GOES_ON.match(words):
        return None
    others = {mention.value for mention in setting.end_points_in(after.start, after.end)} - {name}
    printed = [
        one for one in find_effects(setting.view.text, after.start, after.end) if one.interval
    ]
    return None if others or printed else (after.start, after)


def _number(
    setting: Setting, pattern: re.Pattern[str], place: tuple[int, Sentence], group: str
) -> Number | None:
    match = pattern.search(setting.view.text, place[0], place[1].end)
    return group_number(setting.view, match, group) if match else None
