"""Items of a list whose brackets hold the values: "A (5% v 4%), B (7% v 9%), and C (2% v 1%)"."""

import re
from dataclasses import dataclass

from trialgraph.extract.assembly.circumstances import population_of
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_harm import is_in_report_of_harm, names_harm
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.context import time_point
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.sentences import open_bracket
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_ITEM = lazy.regex(
    r"(?:(?<=[)\]])[,;]?\s(?:(?:and|or|but|as well as|nor (?:did|was|were))\s)?"
    r"|\b(?:were|included|was|are):?\s)"
    r"(?P<what>[A-Za-z0-9≥≤><][^;:()\[\].]{1,80}?)\s?$"
)
_COMMA = lazy.regex(r"^.{0,80}, (?:and |or )?(?=[A-Za-z])")
_SAME = lazy.regex(r"(?:in|for|among|of|with|to|than|v|vs\.?|versus|compared with)\b")
_OTHER = lazy.regex(r"(?:at|by|after|within|from|on|during)\b")
_REASONS = lazy.regex(
    r"(?i)\breasons? for (?:the )?(?:(?:premature|early|permanent|study|treatment|drug)\s){0,2}"
    r"(?P<what>discontinuation|discontinuing|withdrawal|stopping)"
)
_FEWER = lazy.regex(r"(?:more|fewer|less|higher|lower|better|greater)\s")
# A clause, a bare word for its values, or the patients themselves name no end point.
_CLAUSE = lazy.regex(
    r"(?i)\b(?:was|were|is|are|had|has|have|did|increased|decreased|consuming|occurred)\b"
    r"|^(?:nor|not|whereas|while|although|likely|most|rates?|patients|women|men|participants"
    r"|those|groups?)\b"
)
_DIGIT = lazy.regex(r"\d")
_ARTICLE = lazy.regex(
    r"^(?:(?:an?|the|their|any|more|fewer|less|higher|lower|greater|rates? of|improved|better)\s)+"
)
_MOST_WORDS = 9
_FAR = 120


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; without a name its values stay out."""

    name: Mention | None


def item_of_list(setting: Setting, sentence: Sentence, cell: Cell) -> Item | None:
    """Return the item of a list whose bracket holds a value; nothing where there is no list."""
    opening = open_bracket(setting.words(sentence.start, cell.start))
    if opening is None:
        return None
    begin = max(sentence.start, sentence.start + opening - _FAR)
    words = setting.words(begin, sentence.start + opening)
    match = _ITEM.search(words)
    if match is None:
        return None
    start, end = begin + match.start("what"), begin + match.end("what")
    if _REASONS.search(setting.view.text, sentence.start, start):
        return _reason(setting, start, end)
    if not _DIGIT.search(_last_bracket(words[: match.start()])):
        return None
    if _goes_on(setting, sentence, cell, start, end):
        return None
    return _item(setting, sentence, start, end)


def _goes_on(setting: Setting, sentence: Sentence, cell: Cell, start: int, end: int) -> bool:
    """Tell whether words between brackets change who or when is meant, not what is measured."""
    words = setting.words(start, end)
    told = _SAME.match(words) or time_point(words) or setting.arms_in(start, end)
    if told or setting.end_points_in(start, end):
        return True
    if words.strip() in population_of(setting, sentence, cell.start, ""):
        return True
    return not (setting.end_points_in(sentence.start, start) or _FEWER.match(words))


def _item(setting: Setting, sentence: Sentence, start: int, end: int) -> Item:
    name = _ARTICLE.sub("", setting.words(start, end))
    bad = _OTHER.match(name) or _CLAUSE.search(name) or names_harm(name) or _DIGIT.match(name)
    if bad or len(name.split()) > _MOST_WORDS or is_in_report_of_harm(setting, sentence):
        return Item(None)
    return Item(Mention(name, start, end))


def _last_bracket(words: str) -> str:
    """Return the bracket that words end with; one without a number is an abbreviation."""
    return words[max(words.rfind("("), words.rfind("["), 0) :] if words.endswith((")", "]")) else ""


def _reason(setting: Setting, start: int, end: int) -> Item | None:
    """Return a reason for stopping a treatment as what its values count."""
    words = setting.words(start, end)
    if setting.arms_in(start, end) or _SAME.match(words):
        return None
    reason = re.sub(r"^AEs?$", "adverse events", words)
    return Item(Mention(f"treatment discontinuation: {reason}", start, end))
