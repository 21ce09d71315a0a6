"""Means and medians of a measure as they are printed: with a spread, a unit, or in a bracket."""

import re
from collections.abc import Iterator

from trialgraph.extract.mentions.cells import Cell, with_interval
from trialgraph.extract.mentions.numbers import POSITIVE
from trialgraph.model import lazy

_VALUE = rf"(?<![\w.,/<>=≤≥±-])(?P<value>-?{POSITIVE})(?![\d%/]|\.\d)"
_SPREAD = (
    rf"(?:\s?(?:±|\+/-)\s?{POSITIVE}|\s(?:points?\s)?[(\[](?:±\s?)?(?:SDs?|SEM?|s\.d\."
    rf"|standard deviation|standard error)[\s,:=]{{0,3}}{POSITIVE}[)\]])"
)
UNIT = (
    r"(?:\s(?P<unit>(?:mg|g|kg|ng|pg|µg|μg|ml|mL|L|cm|mm\s?Hg|mm|µm|μm|points?|min(?:utes)?|hours?|h"
    r"|Gy|IU|mmol|nmol|pmol|kcal|cycles|doses|nodes|episodes|units?|euros|letters|lit(?:er|re)s?"
    r"|days?|weeks?|months?|years?|seconds?)\b(?:/[A-Za-z0-9]{1,8})?"
    r"(?:\sper\s(?:square\s)?[a-z]{1,12}){0,3}))?"
)
_WITH_SPREAD = lazy.regex(rf"{_VALUE}{_SPREAD}(?!\s?%){UNIT}")
_UNIT_SPREAD = lazy.regex(rf"{_VALUE}{UNIT}{_SPREAD}")
_HEADED_SPREAD = lazy.regex(rf"{_VALUE}\s[(\[]{POSITIVE}[)\]](?!\s?%){UNIT}")
_UNIT_HEADED = lazy.regex(rf"{_VALUE}{UNIT}\s[(\[]{POSITIVE}[)\]](?!\s?%)")
# What a bracket holds is told by the first of them: "mean (SD)", "10.6 g/dL (SD 1.3)".
_HEAD = lazy.regex(
    r"(?i)\bmean\s?[(\[±]\s?(?:±\s?)?(?:SDs?|SEM?|standard (?:deviation|error))\b"
    r"|[(\[](?:SD|standard deviation),?\s\d"
)
# "(M = 4.8, SD = 3.6)": what psychologists print.
_LETTERED = lazy.regex(
    rf"\bM\s?=\s?(?P<value>-?{POSITIVE})(?![\d%/]|\.\d)(?P<unit>)(?=[,;]\s?SD\s?=\s?{POSITIVE})"
)
_WITH_LIMITS = lazy.regex(rf"{_VALUE}{UNIT}(?=\s[(\[]\d\d%\s(?:CI|confidence))")
_COMPARED = lazy.regex(
    rf"(?<=[(\[]){_VALUE}{UNIT}(?=\s(?:v|vs\.?|versus|and)\s-?{POSITIVE}(?:\s[A-Za-z/]{{1,12}})?\s?[;,)\]])"
)
_SECOND = lazy.regex(rf"(?:v|vs\.?|versus|and)\s(?P<value>-?{POSITIVE}){UNIT}(?=\s?[;,)\]])")
_STATED = lazy.regex(
    rf"(?:\b(?:was|were|v|vs\.|versus|with)|\band|,)\s\+?(?P<value>-?{POSITIVE})(?![\d%/]|\.\d){UNIT}"
    rf"(?=\s(?:in|with|for|among)\s|,?\srespectively\b|\s(?:and|v|vs\.?|versus)\s-?{POSITIVE})"
)
# "was reduced by 1.5% with A and by 0.8% with B".
_CHANGED = lazy.regex(
    r"(?:\b(?:reduced|decreased|increased|improved|fell|rose|declined|dropped|lowered|changed)\sby"
    rf"|\b(?:and|versus|vs\.|vs|v|,)\sby)\s(?P<value>{POSITIVE})(?:(?P<percent>%)|(?![\d%/]|\.\d)){UNIT}"
)
_CHANGED_SECOND = lazy.regex(
    rf"\b(?:and|versus|vs\.|vs|v|compared\swith)\s(?P<value>{POSITIVE})(?:(?P<percent>%)"
    rf"|(?![\d%/]|\.\d)){UNIT}(?=\s(?:in|with|for|among)\s|,?\srespectively\b)"
)
_LIST = lazy.regex(
    rf"\b(?:was|were)\s(?P<list>-?{POSITIVE}(?:,\s-?{POSITIVE}){{0,3}},?"
    rf"\s(?:and|v|vs\.?|versus)\s-?{POSITIVE})"
    rf"(?![\d%/]|\.\d){UNIT}(?=,?\s(?:respectively|in|with|for|among)\b|\s?[(;]|[,.](?:\s|$))"
)
_NUMBER = lazy.regex(rf"-?{POSITIVE}")
CUE = lazy.regex(
    r"(?i)\b(?:means?|average[ds]?|medians?)\b"
    r"(?!\s(?:of\s)?(?:follow|(?:\d[\d.]*|one|two|three|four|five|six)[ -](?:year|month|week|day)))"
)
# What patients were like when they came is no result.
NO_MEAN = lazy.regex(
    r"(?i)\b(?:ages?|aged)\b|\bplacebo-(?:adjusted|corrected|subtracted)\b"
    r"|\b(?:mean|median)\s(?:\w+\s)?baseline\b|\bbaseline\s(?:mean|median|values?|levels?|scores?)\b"
    r"|\bat (?:baseline|enrol+ment|(?:study )?entry|inclusion)\b"
    r"|\b(?:mean|median|average)\s(?:[(\[][^()\[\]]{1,20}[)\]]\s)?"
    r"(?:body[- ](?:weight|mass)|weight|height|BMI)\b"
    r"(?! (?:(?:loss|gain|change)|(?:was )?(?:reduced|decreased|increased|fell|rose|declined) by))"
)
# "-1.2% with N and -0.7% with P": no share of patients is less than nothing.
_LOST_SHARE = lazy.regex(
    rf"(?<![\w.,])(?P<value>-{POSITIVE})(?P<percent>%){UNIT}(?=\s(?:in|with|for|among|and|v|vs)\b|,\s)"
)
_ALL = (
    _LOST_SHARE,
    _LETTERED,
    _WITH_SPREAD,
    _UNIT_SPREAD,
    _WITH_LIMITS,
    _COMPARED,
    _SECOND,
    _STATED,
)


def find_means(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Cell]:
    """Return the means and medians printed in a range, without ranges read already.

    A spread tells a mean; any other number is one only where the words before it say so.
    """
    if NO_MEAN.search(text, start, end):
        return []
    cues = list(CUE.finditer(text, start, end))
    headed = _HEAD.search(text, start, end) is not None
    patterns = (_HEADED_SPREAD, _UNIT_HEADED, *_ALL) if headed else _ALL
    cells = _listed(text, (start, end), taken)
    for pattern in (*patterns, *_changes(text, start, end)):
        for match in _apart(pattern, text, (start, end), cells, taken):
            said = [cue[0].lower() for cue in cues if cue.end() <= match.start("value")]
            if said or pattern in _SPREADS or (pattern in _CHANGES and match["unit"]):
                form = "median" if said and said[-1].startswith("median") else "mean"
                cells.append(with_interval(_cell(match, form), text, end))
    return cells if len(cells) > 1 else []


_SPREADS = (_LETTERED, _WITH_SPREAD, _UNIT_SPREAD)
_CHANGES = (_CHANGED, _CHANGED_SECOND)


def _cell(match: re.Match[str], form: str) -> Cell:
    cell = Cell(form, match.start("value"), match.end(), match.span("value"))
    percent = match.groupdict().get("percent")
    cell.unit = percent or " ".join((match["unit"] or "").split())
    return cell


def _changes(text: str, start: int, end: int) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of mean changes, for a sentence that says by how much a mean changed."""
    return _CHANGES if _CHANGED.search(text, start, end) else ()


def _listed(text: str, place: tuple[int, int], taken: list[tuple[int, int]]) -> list[Cell]:
    """Return the means of a list that shares one unit: "was -0.5, -0.6, and -0.2 points"."""
    found: list[Cell] = []
    for match in _apart(_LIST, text, place, [], taken):
        said = list(CUE.finditer(text, place[0], match.start()))
        if not said:
            continue
        form = "median" if said[-1][0].lower().startswith("median") else "mean"
        unit = " ".join((match["unit"] or "").split())
        for number in _NUMBER.finditer(text, *match.span("list")):
            end = match.end() if number.end() == match.end("list") else number.end()
            found.append(Cell(form, number.start(), end, number.span(), unit))
    return found


def _apart(
    pattern: re.Pattern[str],
    text: str,
    place: tuple[int, int],
    cells: list[Cell],
    taken: list[tuple[int, int]],
) -> Iterator[re.Match[str]]:
    """Yield matches in a range that meet nothing read before."""
    for match in pattern.finditer(text, *place):
        spans = [*taken, *((cell.start, cell.end) for cell in cells)]
        if not any(match.start() < stop and begin < match.end() for begin, stop in spans):
            yield match
