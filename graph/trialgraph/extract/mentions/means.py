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
_UNIT = (
    r"(?:\s(?P<unit>(?:mg|g|kg|ng|pg|µg|μg|ml|mL|L|cm|mm\s?Hg|mm|points?|min(?:utes)?|hours?|h|Gy|IU"
    r"|mmol|nmol|pmol|kcal|cycles|doses|nodes|episodes|units?|euros)\b(?:/[A-Za-z0-9]{1,8})?"
    r"(?:\sper\s(?:square\s)?[a-z]{1,12}){0,3}))?"
)
_WITH_SPREAD = lazy.regex(rf"{_VALUE}{_SPREAD}(?!\s?%){_UNIT}")
_HEADED_SPREAD = lazy.regex(rf"{_VALUE}\s[(\[]{POSITIVE}[)\]](?!\s?%){_UNIT}")
_HEAD = lazy.regex(r"(?i)\bmean\s?[(\[±]\s?(?:±\s?)?(?:SDs?|SEM?|standard (?:deviation|error))\b")
_WITH_LIMITS = lazy.regex(rf"{_VALUE}{_UNIT}(?=\s[(\[]\d\d%\s(?:CI|confidence))")
_COMPARED = lazy.regex(
    rf"(?<=[(\[]){_VALUE}{_UNIT}(?=\s(?:v|vs\.?|versus|and)\s-?{POSITIVE}(?:\s[A-Za-z/]{{1,12}})?\s?[;,)\]])"
)
_SECOND = lazy.regex(rf"(?:v|vs\.?|versus|and)\s(?P<value>-?{POSITIVE}){_UNIT}(?=\s?[;,)\]])")
_STATED = lazy.regex(
    rf"(?:\b(?:was|were|v|vs\.|versus|with)|\band|,)\s(?P<value>-?{POSITIVE})(?![\d%/]|\.\d){_UNIT}"
    r"(?=\s(?:in|with|for|among)\s)"
)
_CUE = lazy.regex(r"(?i)\b(?:means?|average[ds]?|medians?)\b")
# What patients were like when they came is no result.
_NO_MEAN = lazy.regex(
    r"(?i)\b(?:ages?|aged)\b|\bat (?:baseline|enrol+ment|(?:study )?entry|inclusion)\b"
    r"|\b(?:mean|median|average)\s(?:[(\[][^()\[\]]{1,20}[)\]]\s)?"
    r"(?:body[- ](?:weight|mass)|weight|height|BMI)\b(?! (?:loss|gain|change))"
)
_ALL = (_WITH_SPREAD, _WITH_LIMITS, _COMPARED, _SECOND, _STATED)


def find_means(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Cell]:
    """Return the means and medians printed in a range, without ranges read already.

    A spread tells a mean; any other number is one only where the words before it say so.
    """
    if _NO_MEAN.search(text, start, end):
        return []
    cues = list(_CUE.finditer(text, start, end))
    patterns = (_HEADED_SPREAD, *_ALL) if _HEAD.search(text, start, end) else _ALL
    cells: list[Cell] = []
    for pattern in patterns:
        for match in _apart(pattern, text, (start, end), cells, taken):
            said = [cue[0].lower() for cue in cues if cue.end() <= match.start("value")]
            if said or pattern is _WITH_SPREAD:
                form = "median" if said and said[-1].startswith("median") else "mean"
                cell = Cell(form, match.start("value"), match.end(), match.span("value"))
                cell.unit = " ".join((match["unit"] or "").split())
                cells.append(with_interval(cell, text, end))
    return cells if len(cells) > 1 else []


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
