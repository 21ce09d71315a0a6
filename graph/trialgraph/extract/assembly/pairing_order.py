"""The arms of values beside which none is named: their order is that of a sentence before.

"The rates were 12% with A and 9% with B. Relapse occurred in 4% and 6%, respectively."
"""

import re

from trialgraph.extract.assembly.pairing_wording import names_others
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

Arms = tuple[str, ...]
COMPARING = lazy.regex(
    r"(?i)\b(?:v|vs\.?|versus|than|compared with|compared to|relative to|against)\b"
)
COMPARED_FIRST = lazy.regex(
    r"(?i)\b(?:compared with|compared to|relative to|versus|vs\.?|v|over|than|unlike|and)\s"
    r"(?:(?:the|patients|those|women|men|participants|who|receiving|received|given|treated|assigned|to|with"
    r"|in|on)\s){0,4}$"
)
_JOINED_TO = lazy.regex(r"(?:\bplus|[+/])\s?$")
_RESPECTIVELY = lazy.regex(
    r"[\s)\]%]*(?:months|years|weeks|days|(?:of (?:the )?)?(?:patients|participants|women|men"
    r"|children|infants|adults|individuals|people|subjects))?"
    r"(?:,?\srespectively\b|\sin\sthe\srespective\s(?:groups|arms)\b)"
)
# Arms that stand among values of their own are not those of values before.
_OTHER_VALUES = lazy.regex(r"%(?!\s?(?:CIs?|confidence)\b)|\b(?:months|years)\b")
_PAIR = 2
_FAR = 3


def distinct(mentions: list[Mention]) -> Arms:
    """Return the arms named, each once, in order."""
    return tuple(dict.fromkeys(mention.value for mention in mentions))


def by_role(setting: Setting, sentence: Sentence, span: tuple[int, int], size: int) -> Arms | None:
    """Return the order of arms where a sentence names fewer than two of them before its values."""
    if names_others(setting, sentence, *span):
        return None
    if size != _PAIR:
        return _all_in_order(setting, sentence, span, size)
    if len(setting.trial.arms) == _PAIR and setting.experimental and setting.control:
        return _of_two_roles(
            setting, sentence, span, (setting.experimental.label, setting.control.label)
        )
    after = list(setting.arms_in(span[1], sentence.end))
    pair = distinct(after)
    if len(pair) == _PAIR:
        beyond = _OTHER_VALUES.search(setting.words(after[0].start, sentence.end))
        return None if beyond else pair
    if pair or setting.arms_in(sentence.start, span[0]):
        return None
    return _order_before(setting, sentence, span[1])


def _of_two_roles(
    setting: Setting, sentence: Sentence, span: tuple[int, int], roles: tuple[str, str]
) -> Arms | None:
    """Return the order of two arms of known roles, ``roles`` with the experimental one first."""
    named = distinct(list(setting.arms_in(sentence.start, span[0])))
    if _is_part(setting, sentence, span[0]):
        return None
    if named == roles[1:] and not _compares_to(setting, sentence, span[0]):
        return roles[::-1]
    return (None if named else _order_before(setting, sentence, span[1])) or roles


def _all_in_order(
    setting: Setting, sentence: Sentence, span: tuple[int, int], size: int
) -> Arms | None:
    """Return all arms of three or more as a sentence before lists them: "4%, 5%, and 9%"."""
    if size != len(setting.trial.arms) or setting.arms_in(sentence.start, sentence.end):
        return None
    if not _is_shared_out(setting, sentence, span[1]):
        return None
    for back in range(1, _FAR + 1):
        earlier = setting.before(sentence, back)
        named = list(setting.arms_in(earlier.start, earlier.end)) if earlier else []
        if len(distinct(named)) == size:
            return distinct(named)
    return None


def _is_shared_out(setting: Setting, sentence: Sentence, end: int) -> bool:
    """Tell whether values are given to the arms in their order: "91% and 88%, respectively"."""
    return _RESPECTIVELY.match(setting.view.text, end, sentence.end) is not None


def _is_part(setting: Setting, sentence: Sentence, start: int) -> bool:
    """Tell whether the only arm named is the end of a longer name: "B plus C" of an arm C."""
    named = setting.arms_in(sentence.start, start)
    return len(distinct(list(named))) == 1 and any(
        _JOINED_TO.search(setting.words(sentence.start, one.start)) for one in named
    )


def _order_before(setting: Setting, sentence: Sentence, end: int) -> Arms | None:
    """Return the order in which an earlier sentence compared, or listed, the two arms.

    A list is followed by what is shared out in order, and by what goes on with its values.
    """
    is_listed = _is_shared_out(setting, sentence, end)
    for back in range(1, _FAR + 1):
        earlier = setting.before(sentence, back)
        if earlier is None:
            return None
        named = list(setting.arms_in(earlier.start, earlier.end))
        order = distinct(named)
        if len(order) != _PAIR:
            continue
        between = setting.words(named[0].end, named[-1].start)
        if is_listed or COMPARING.search(between) or _has_values(setting, earlier, named):
            return order
    return None


def _has_values(setting: Setting, earlier: Sentence, named: list[Mention]) -> bool:
    """Tell whether a sentence gives each of two arms a value, the first of them first."""
    if COMPARED_FIRST.search(setting.words(earlier.start, named[0].start)):
        return False
    between = setting.words(named[0].end, named[-1].start)
    beside = between + setting.words(named[-1].end, earlier.end)
    return len(named) == _PAIR and re.search(r"\d", between) is not None and "%" in beside


def _compares_to(setting: Setting, sentence: Sentence, start: int) -> bool:
    named = setting.arms_in(sentence.start, start)
    return COMPARED_FIRST.search(setting.words(sentence.start, named[-1].start)) is not None
