"""Values of a measure of which no average is told: "scores were higher with A (6.2 v 4.1)"."""

import re
from collections.abc import Iterator

from trialgraph.extract.mentions.cells import Cell, with_interval
from trialgraph.extract.mentions.means import CUE, NO_MEAN, UNIT
from trialgraph.extract.mentions.numbers import POSITIVE
from trialgraph.model import lazy

_FIRST = rf"(?<![\w.,/<>=≤≥±$€£-])(?P<one>-?{POSITIVE})(?![\d%/]|\.\d|-\d){UNIT}"
_SECOND = rf"(?P<two>-?{POSITIVE})(?![\d%/]|\.\d|-\d){UNIT.replace('<unit>', '<unit_of_both>')}"
_VERSUS = r"\s(?:v|vs\.?|versus|(?:as\s)?compared\swith)\s"
_IN = r"(?:in|with|for|among|on|after|during)"
_LIMITS = r"(?:\s[(\[](?:95% CI[,:]?\s)?[-\d., to]{3,20}[)\]])?"
# "(6.2 v 4.1 points; P = .02)", "(6.2 and 4.1 points, respectively)".
_IN_BRACKET = lazy.regex(rf"(?<=[(\[]){_FIRST}{_VERSUS}{_SECOND}(?=\s?[;,)\]])")
_SHARED_OUT = lazy.regex(rf"(?<=[(\[]){_FIRST}\sand\s{_SECOND}(?=,?\srespectively)")
# "was 6.2 points with A and 4.1 points with B".
_APART = lazy.regex(
    rf"\b(?:was|were|averaged)\s{_FIRST}{_LIMITS}\s{_IN}\s(?:[^;()\[\]\d%]|(?<=[A-Za-z-])\d){{1,60}}?"
    rf",?\s(?:and|but|{_VERSUS[2:-2]})\s(?:was\s)?{_SECOND}(?={_LIMITS}\s{_IN}\s)"
)
# "improved by 51% with A and by 55% with B": no share of patients.
_CHANGED = lazy.regex(
    r"\b(?:reduced|decreased|increased|improved|fell|rose|declined|dropped|lowered)\sby"
    rf"\s(?P<one>{POSITIVE})(?P<unit>%)\s{_IN}\s(?:[^;()\[\]\d%]|(?<=[A-Za-z-])\d){{1,60}}?"
    rf",?\s(?:and|but|{_VERSUS[2:-2]})\s(?:by\s)?(?P<two>{POSITIVE})(?P<unit_of_both>%)(?=\s{_IN}\s)"
)
_ALL = (_IN_BRACKET, _SHARED_OUT, _APART, _CHANGED)
# Whole numbers without a unit count patients, unless it is a measure that the words name.
_MEASURE = lazy.regex(
    r"(?i)\b(?:scores?|scales?|index|levels?|concentrations?|tit(?:er|re)s?|intensity|velocity"
    r"|pressure|density|thickness|capacity|strength)\b"
)
_NO_MEASURE = lazy.regex(
    r"(?i)\b(?:ratios?|hazards?|odds|intervals?|correlat\w*|coefficients?|kappa|AUC|sensitivity"
    r"|specificity|power|costs?|dollars|euros|[A-Z]?HR|ICER|differences?\sof)\s?[^;()\[\]]{0,40}[(\[]?$"
    r"|\b(?:BMI|body[- ]mass index)\b[^;()\[\]]{0,60}[(\[]?$"
    r"|\b(?:patients|women|men|participants|deaths?|events?)\s?[(\[]?$"
)
_NEAR = 120


def find_measured(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Cell]:
    """Return the two values of each such comparison in a range, apart from what is read already.

    Where the sentence speaks of means or medians, its numbers are those.
    """
    if CUE.search(text, start, end) or NO_MEAN.search(text, start, end):
        return []
    return [
        cell
        for match in _pairs(text, start, end)
        if not any(match.start("one") < stop and begin < match.end("two") for begin, stop in taken)
        for cell in _cells(match, text, end)
    ]


def _pairs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for pattern in _ALL:
        for match in pattern.finditer(text, start, end):
            before = text[max(start, match.start() - _NEAR) : match.start()]
            if _is_measured(match, before):
                yield match


def _is_measured(match: re.Match[str], before: str) -> bool:
    """Tell whether two numbers are amounts: by a unit, their decimals, or the words before."""
    if _NO_MEASURE.search(before):
        return False
    if _MEASURE.search(before):
        return True
    precise = "." in match["one"] and "." in match["two"]
    return match["unit_of_both"] != "%" and bool(match["unit_of_both"] or precise)


def _cells(match: re.Match[str], text: str, end: int) -> Iterator[Cell]:
    for name in ("one", "two"):
        unit = (match["unit"] if name == "one" else None) or match["unit_of_both"] or ""
        place = match.span(name)
        last = max(place[1], match.end("unit" if name == "one" else "unit_of_both"))
        yield with_interval(Cell("other", place[0], last, place, " ".join(unit.split())), text, end)
