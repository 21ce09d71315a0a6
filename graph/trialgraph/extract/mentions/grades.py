"""Grades of adverse events as they are printed: single ones, ranges, "3 or higher"."""

import re
from dataclasses import dataclass

from trialgraph.model import lazy

_DIGIT = r"(?:[1-5](?![\d.])|(?:I{1,3}|IV|V)(?![A-Za-z]))"
_LINK = r"(?:\s?[-/,]\s?(?:and\s|or\s)?|\s(?:or|and|to|through)\s)"
_UPWARDS = (
    r"(?:\s?\+|,?\s(?:or|and)\s(?:higher|greater|worse|more|above|over|more severe)\b|\sor\s?>)"
)
_AT_LEAST = r"(?:≥|>\s?=|>\s?or\s?=|⩾|at\sleast|minimum)"
_SCALE = r"(?:\b(?:WHO|NCI|CTCAE|CTC|NCI-CTC(?:AE)?|RTOG|maximum|toxicity)\s){0,2}"
_GRADE = lazy.regex(
    rf"{_SCALE}(?:"
    rf"{_AT_LEAST}\s?(?i:grade)\s(?P<floor_before>{_DIGIT})"
    rf"|\b(?i:grades?)[\s-]?(?P<floor>{_AT_LEAST})\s?(?P<least>{_DIGIT})"
    rf"|\b(?i:grades?)[\s-](?P<low>{_DIGIT})(?:{_LINK}(?P<mid>{_DIGIT}))?"
    rf"(?:{_LINK}(?P<high>{_DIGIT}))?(?P<up>{_UPWARDS})?"
    r"|\b(?i:any|all)(?P<any>[\s-](?i:grades?)|[\s-](?i:severity))(?![\s-]\d)"
    r"|\b(?P<loose>(?i:high|low)[\s-](?i:grade)))"
    r"(?:\s(?:in\s)?severity\b)?"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_WORST = 5
_MOSTLY = lazy.regex(
    r"(?i)\b(?:most(?! (?:common|frequent|prevalent))|mostly"
    r"|mainly|primarily|generally|predominantly|largely)\b"
)
_REACH = 40


@dataclass(frozen=True, slots=True)
class GradeMention:
    """A grade in the view: ``any``, ``3``, ``3-4``, ``>=3``; empty where it stays open.

    ``pair`` holds both grades of "grade 3 and 4", which may be two grades or one range.
    """

    value: str
    start: int
    end: int
    pair: tuple[str, ...] = ()


def find_grades(text: str, start: int, end: int) -> list[GradeMention]:
    """Return the grades printed in a range, in order."""
    return [_mention(text, match, start) for match in _GRADE.finditer(text, start, end)]


def _mention(text: str, match: re.Match[str], begun: int) -> GradeMention:
    value = _value(match)
    lead = text[max(begun, match.start() - _REACH) : match.start()].rpartition(",")[2]
    if _MOSTLY.search(lead):
        value = "any"  # most events were of that grade, not these
    if text[max(begun, match.start() - 5) : match.start()].lower().endswith("than "):
        value = ""  # "worse than grade 2" leaves out the grade it names
    joined = match["low"] and match["mid"] and not match["high"] and not match["up"]
    spelt = joined and " and " in match[0]
    pair = (str(_number(match["low"])), str(_number(match["mid"]))) if spelt else ()
    return GradeMention(value, match.start(), match.end(), pair)


def _value(match: re.Match[str]) -> str:
    if match["any"]:
        return "any"
    if match["loose"]:
        return ""
    least = match["floor_before"] or match["least"]
    if least:
        return f">={_number(least)}"
    low = _number(match["low"])
    high = max(_number(match[name]) for name in ("low", "mid", "high") if match[name])
    if match["up"]:
        return f">={low}"
    return "any" if (low, high) == (1, _WORST) else _range(low, high)


def _range(low: int, high: int) -> str:
    if low == high:
        return str(low)
    return f">={low}" if high == _WORST else f"{low}-{high}"


def _number(printed: str) -> int:
    return _ROMAN.get(printed) or int(printed)
