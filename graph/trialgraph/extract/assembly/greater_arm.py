"""Which arm has more of what is compared, as the words before a bracket say it.

"Bleeding was more frequent with A than with B (risk difference, 3 points": A less B.
"""

from decimal import Decimal

from trialgraph.extract.assembly.comparison import Pair
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.sentences import open_bracket
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number

_RATIOS = frozenset({"RR", "OR", "IRR"})
_DIFFERENCES = frozenset({"RD", "difference", "MD"})
_PAIR = 2
_HOW = (
    r"\b(?:(?P<more>higher|greater|more (?:common|frequent|often|prevalent)(?:ly)?)"
    r"|(?P<less>lower|rarer|less (?:common|frequent|often|prevalent)(?:ly)?))"
)
_OF_GROUP = (
    r"(?:with|in|among|for|after) (?:the )?"
    r"(?:(?:patients|women|men|children|adults|people|those|participants) (?:in the|in|on"
    r"|given|receiving|assigned to|treated with|who received) (?:the )?)?$"
)
_TOLD = lazy.regex(rf"{_HOW} (?:[a-z-]+ ){{0,3}}?{_OF_GROUP}")
_THAN = lazy.regex(
    r"(?:[ -](?:group|arm|patients))?,? (?:than|versus|vs\.?|v|(?:as )?compared (?:with|to)) "
    r"[^()\[\];]{0,40}$"
)
_CLAUSE = lazy.regex(r".*(?:; |[)\]],? (?:and|but) )")
# More of a change may be a smaller figure, and a denied difference says nothing of its sign.
_NO_AMOUNT = lazy.regex(
    r"(?i)\b(?:reductions?|decreases?|declines?|fall|loss|gains?|improve\w*|changes?|increases?"
    r"|efficacy|benefit|not|no|nor|neither|if|whether)\b"
)


def by_amounts(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, estimate: Estimate, pair: Pair
) -> Pair:
    """Return the two arms in the order that agrees with the words on which of them has more."""
    above = _is_above_null(estimate)
    greater = greater_arm(setting, sentence, effect.start) if above is not None else None
    if greater not in pair:
        return pair
    is_first = pair[0] == greater
    return pair if is_first == above else (pair[1], pair[0])


def greater_arm(setting: Setting, sentence: Sentence, place: int) -> str | None:
    """Return the arm that the clause before a bracket says has more; of two arms only."""
    labels = [arm.label for arm in setting.trial.arms]
    words = setting.words(sentence.start, place)
    opening = open_bracket(words)
    if len(labels) != _PAIR or opening is None:
        return None
    last = _CLAUSE.match(words, 0, opening)
    begin, end = sentence.start + (last.end() if last else 0), sentence.start + opening
    named = list(setting.arms_in(begin, end))
    if not named or _NO_AMOUNT.search(setting.words(begin, end)):
        return None
    told = _TOLD.search(setting.words(begin, named[0].start))
    if told is None or not _is_held_against(setting, [one.end for one in named], named[-1].start):
        return None
    first = named[0].value
    return first if told["more"] else next((one for one in labels if one != first), None)


def _is_held_against(setting: Setting, ends: list[int], last: int) -> bool:
    """Tell whether the first of the arms named stands alone, or is followed by "than"."""
    return len(ends) == 1 or (
        len(ends) == _PAIR and _THAN.match(setting.words(ends[0], last)) is not None
    )


def _is_above_null(estimate: Estimate) -> bool | None:
    """Tell whether a ratio or a difference says that its first arm has more."""
    value = estimate.value
    if not isinstance(value, Number) or estimate.measure not in _RATIOS | _DIFFERENCES:
        return None
    null = Decimal(int(estimate.measure in _RATIOS))
    return None if value.value == null else value.value > null
