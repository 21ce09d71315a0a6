"""Whether the order of two values is what their sentence says of them: "higher with A (5 v 9)".

Values without names of their own follow an order of arms. Where the sentence also says which arm
had more, both must agree; an order that its own sentence contradicts is none.
"""

from trialgraph.extract.assembly.pairing_order import COMPARED_FIRST, Arms
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import value_of
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_SIZE = lazy.regex(
    r"(?i)\b(?:(?P<more>higher|greater|longer|larger|more|increased|prolonged|raised|lengthened"
    r"|extended)|(?P<less>lower|less|fewer|smaller|shorter|reduced|decreased|lowered|shortened))\b"
)
# Of what became less or more, the printed numbers may be the rest.
_TURNED = lazy.regex(
    r"(?i)\b(?:no|not|nor|neither|without|failed|if|whether|reductions?|decreases?|declines?"
    r"|changes?|loss|improvements?|increases?|risks?|hazards?|odds|differences?|likely|free(?:dom)?)\b"
)
# The bracket that holds the values, with nothing in it that they could be of instead.
_BRACKET = lazy.regex(r"[(\[](?:(?:the\s)?(?:medians?|means?|rates?)(?:\s?,|\sof)?\s)?$")
_THAN = lazy.regex(
    r"(?i)\b(?:than|(?:in )?contrast (?:to|with)|(?:in )?comparison (?:to|with))\s"
    r"(?:(?:that|those|did|the|patients|in|of|for|with|on|among|receiving|given)\s){0,5}$"
)
_FORMS = {"percent", "duration", "count", "other"}
_PAIR = 2
_FAR = 60


def as_said(
    setting: Setting, sentence: Sentence, pair: list[Cell], begin: int, arms: Arms
) -> Arms | None:
    """Return the arms of two values in the order that their sentence bears out, if any.

    Args:
        setting: the document.
        sentence: that prints the values.
        pair: the values; of more than two the order is left as it is.
        begin: where the words on them begin: behind the value before.
        arms: of the values, by the order in which they are named or known.
    """
    begin = max(begin, setting.view.text.rfind(";", begin, pair[0].start) + 1)
    most = _most(setting, begin, pair[0].start, arms) if len(pair) == _PAIR else None
    if most is None or any(cell.form not in _FORMS for cell in pair):
        return arms
    first, second = (value_of(setting.words(*cell.value)) for cell in pair)
    if first == second or (first > second) == (most == arms[0]):
        return arms
    # "Compared with B, A had more (5 v 9)": the arm named first may well be the second.
    named = setting.arms_in(sentence.start, pair[0].start)
    if not named or not _is_compared(setting, sentence.start, named[0].start):
        return None
    return arms[1], arms[0]


def _most(setting: Setting, begin: int, end: int, arms: Arms) -> str | None:
    """Return the arm that the words before a bracket say had more; nothing when they do not."""
    words = setting.words(begin, end)
    sizes = list(_SIZE.finditer(words))
    ways = {one.lastgroup for one in sizes}
    if len(ways) != 1 or not _BRACKET.search(words) or _TURNED.search(words):
        return None
    holder = _holder(setting, begin, begin + sizes[0].end(), end, arms)
    if holder not in arms:
        return None
    return holder if ways == {"more"} else next(one for one in arms if one != holder)


def _holder(setting: Setting, begin: int, size: int, end: int, arms: Arms) -> str | None:
    """Return the arm of which words say that it had more, or less: "higher in A than in B"."""
    after = setting.arms_in(size, end)
    if after and not _is_compared(setting, size, after[0].start):
        return after[0].value
    before = [
        one.value
        for one in setting.arms_in(begin, size)
        if not _is_compared(setting, begin, one.start)
    ]
    if before:
        return before[-1] if len(set(before)) == 1 else None
    return next((one for one in arms if one != after[0].value), None) if after else None


def _is_compared(setting: Setting, begin: int, place: int) -> bool:
    """Tell whether an arm is what another one is compared with."""
    before = setting.words(max(begin, place - _FAR), place)
    return COMPARED_FIRST.search(before) is not None or _THAN.search(before) is not None
