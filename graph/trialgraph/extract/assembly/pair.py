"""The two arms of an estimate, in the order in which it holds them against each other."""

import re
from decimal import Decimal
from itertools import pairwise

from trialgraph.extract.assembly.comparison import Pair, arms_of
from trialgraph.extract.assembly.direction import is_bad
from trialgraph.extract.assembly.no_arms import compares_no_arms, others_compared
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.view import Sentence
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number

_BETTER = r"\b(?P<better>longer|prolonged|improved|better|superior)\b"
_WORSE = r"\b(?P<worse>shorter|worse|inferior)\b"
_HOW = rf"(?:{_BETTER}|{_WORSE})"
_OVER = r"(?:v|vs\.?|versus|than|over|to|(?:as )?compared (?:with|to))"
_GROUP = r"(?: (?:group|arm|patients))?"
_OF = r"(?:(?:with|in|for|among|those|the) ){0,3}"
# "A was longer than with B"
_BETWEEN = re.compile(rf"{_GROUP},? (?:\w+ ){{0,3}}?{_HOW} (?:\w+ )?{_OVER} {_OF}$")
# "longer with A than with B"
_BEFORE = re.compile(rf"{_HOW} (?:\w+ ){{0,2}}?(?:with|in|for|among) (?:the )?$")
_AND_THEN = re.compile(rf"{_GROUP},? {_OVER} {_OF}$")
_NEAR = 50
_CLEARLY_LESS, _CLEARLY_MORE = Decimal("0.9"), Decimal("1.1")


def pair_of(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, estimate: Estimate
) -> Pair | None:
    """Return numerator and reference of an estimate of the trial's own.

    Two treatments that are no arms keep the names they are printed with. The arm that
    words call the longer has the lower hazard: where the ratio clearly says the opposite,
    it is printed the other way round.
    """
    others = others_compared(setting, sentence, effect)
    if others or compares_no_arms(setting, sentence, effect, estimate.end_point):
        return others
    pair = arms_of(setting, sentence, effect.start, effect.value[0])
    has_order = len(setting.arms_in(effect.start, effect.value[0])) > 1
    lower = None if has_order else _lower_hazard(estimate)
    if pair is None or lower is None:
        return pair
    better = _called_better(setting, sentence)
    return (pair[1], pair[0]) if better in pair and better != pair[lower] else pair


def _lower_hazard(estimate: Estimate) -> int | None:
    """Return which of two arms a ratio of hazards clearly favours."""
    value = estimate.value
    if estimate.measure != "HR" or not isinstance(value, Number) or not is_bad(estimate):
        return None
    if _CLEARLY_LESS < value.value < _CLEARLY_MORE:
        return None
    return 0 if value.value < 1 else 1


def _called_better(setting: Setting, sentence: Sentence) -> str | None:
    """Return the one arm that a sentence calls longer or better than the other."""
    found: set[str] = set()
    for first, second in pairwise(setting.arms_in(sentence.start, sentence.end)):
        between = setting.words(first.end, second.start)
        before = setting.words(max(sentence.start, first.start - _NEAR), first.start)
        said = _BETWEEN.match(between)
        if said is None and _AND_THEN.match(between):
            said = _BEFORE.search(before)
        if said is not None and first.value != second.value:
            found.add(first.value if said["better"] else second.value)
    return found.pop() if len(found) == 1 else None
