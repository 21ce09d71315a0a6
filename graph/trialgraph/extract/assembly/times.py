"""Which time each of several estimates of a sentence belongs to, when a list says them in order."""

import re
from itertools import pairwise

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_TIMES = lazy.regex(
    r"\b(?:at|after) (?:(?:weeks|months|years|days) )?(?P<list>\d{1,3}(?:, \d{1,3}){0,6},? and "
    r"\d{1,3})\b"
)
_UNIT = lazy.regex(r"\b(?P<unit>year|month|week|day)s\b")
_AND = lazy.regex(r"[)\]]*(?:[,;]\s(?:and\s)?|\sand\s)")


def times_in_order(setting: Setting, sentence: Sentence, effects: list[PrintedEffect]) -> list[str]:
    """Return the times of "at 3, 12, and 36 months" for as many estimates in a row, or none."""
    gaps = [setting.words(one.end, other.start) for one, other in pairwise(effects)]
    if not gaps or any(not _AND.fullmatch(gap) for gap in gaps):
        return []
    before = setting.words(sentence.start, effects[0].start)
    lists = list(_TIMES.finditer(before))
    unit = _UNIT.search(before, lists[0].start()) if len(lists) == 1 else None
    numbers = re.findall(r"\d+", lists[0]["list"]) if unit else []
    if unit is None or len(numbers) != len(effects):
        return []
    return [f"{number} {unit['unit']}{'' if number == '1' else 's'}" for number in numbers]
