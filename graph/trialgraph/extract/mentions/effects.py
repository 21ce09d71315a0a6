"""Effect estimates as they are printed: measure, value, interval, p, in any order.

A grammar in tables; nothing here decides what an estimate is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialgraph.extract.mentions.differences import (
    AFTER_INTERVAL,
    BEFORE_MORE,
    NEXT_IN_LIST,
    UNIT,
    measure_of,
    places,
)
from trialgraph.extract.mentions.intervals import (
    BARE_LIMITS,
    CI,
    HEADED_LIMITS,
    INTERVALS,
    OF_DIFFERENCE,
    P_VALUE,
    PERCENT,
    tested_by,
)
from trialgraph.extract.mentions.measures import (
    CUES,
    DIFFERENCE_CUES,
    DOSE,
    PATTERNS,
    RATIOS,
)
from trialgraph.extract.mentions.numbers import POSITIVE, SIGNED, value_of
from trialgraph.model import lazy
from trialgraph.model.result import Measure

_SKIP = lazy.regex(
    r"(?:\[<\s?[\d.]+\]|[\s,;:\[\]()]|(?:with|and|an?|the|corresponding"
    r"|stratified|unstratified|adjusted|by|nominal|exact|Cox|Wald|score|Fisher['’]s|test"
    r"|χ\s?\(?2\)?|(?i:chi)-?squared?|Gray(?:['’]s)?|Mantel-Haenszel|likelihood|ratio)[,:]?\s"
    r"|(?:in\sfavou?r\sof|favou?ring|between)\s[^;,.()\[\]\d]{2,60}(?=[;,(\[])"
    r"|[^;,.()\[\]\d]{2,60}\s(?:vs?\.?|versus)\s[^;,.()\[\]\d]{2,60}(?=[;,]\s)"
    r"|(?:(?:did not|failed to) )?(?:reach|reached|meet|attain)\s(?:statistical\s)?significance\s"
    r"|(?:was|is)(?: not)? (?:statistically )?significant\s"
    r"|(?:pre-?specified\s)?(?:non-?inferiority\s)?margin[\s,:=]{1,3}(?:of\s)?[\d.]{1,5}%?)*"
)
# What is printed there is a limit, not the ratio: "the upper limit of the CI for the HR was 1.2".
_LIMIT_OF_IT = lazy.regex(
    r"(?i)\b(?:limit|bound|boundary|end)s? (?:of|for) [^.;()]{0,70}\b(?:the|this|its|their|for)\s$"
    r"|\bmargin (?:of|for|on|was|is)\b[^.;()]{0,30}$"
)
_ITEM = lazy.regex(
    rf"[)\]]?[;,]\s(?:and\s)?(?P<fill>for\s[^;()\d]{{3,80}}?)(?:\s\([^"
    rf"()]{{3,60}}\))?,\s(?P<value>{POSITIVE})(?=\s[(\[])"
)
_AGAIN = lazy.regex(
    rf"(?P<between>(?:[^.\d]|\bn\s?=\s?\d{{1,5}}|(?<=[A-Za-z])\d\b){{0,120}}?)(?<![\d.,=<>])(?P<value>\d{{1,2}}\.\d+)"
    rf"(?:,\s|\s?[\[(])(?=\d{{2}}(?:\.\d+)?{PERCENT}?\s?{CI}|\d{{1,2}}\.\d+\s?(?:-|to)\s?\d{{1,2}}\.\d)"
)
_AGAIN_DIFFERENCE = lazy.regex(
    rf"(?P<between>(?:[^.;\d]|{DOSE}){{0,120}}?)(?<![\d.,=<>\w])(?P<value>{SIGNED})"
    rf"(?P<unit>{UNIT})?(?P<opens>\s?[\[(]|[;,]\s)(?=\d{{2}}(?:\.\d{{1,2}})?{PERCENT}?\s?{CI})"
)
# The p stands behind the arm, in a bracket of its own.
_OF_ARM = lazy.regex(
    r"[)\]]{1,2}\s(?:(?:in|with|for)\s(?:the\s)?[^().;,]{2,50}\s\("
    r"|(?:lower|higher|greater|fewer|more|less|longer|shorter)\b[^().;,\d]{0,60},\s)(?=[pP]\b)"
)
_UNNAMED = lazy.regex(
    r"(?:(?<=[;(]\s|.\()|(?<=months,\s)|(?<=weeks,\s)|(?<=years,\s))(?P<value>\d\.\d+),\s(?=(?:95%\s?CI\s)?\d\.\d+\s?(?:-|to)\s?\d{1,2}\.\d+[;,]\s[pP])"
)
_OTHER_FIGURE = lazy.regex(
    r"(?i)%|\b(?:median|mean|months?|years?|weeks?|days?|rates?|scores?|difference|risk|odds"
    r"|points?|sensitivity|specificity|AUC|correlation|index|dose)\b"
)
# What the next bracket is for, not a figure of its own: "or in the rate of falls (0.9, ...".
_OF_NEXT = lazy.regex(
    r"\b(?:rates?|risks?|odds|incidence) of [^()]{3,60}[(\[]$"
    r"|(?i:\b(?:scores?|index|points?)\b)(?=[^()%]{0,60}[(\[]$)"
)
_COST = lazy.regex(r"(?i)\b(?:costs?|QALYs?|price|expenses)\b|[$€£]")
_OF_TIME = lazy.regex(r"^(?:minute|hour|day|week|month|year)s?$|^(?:min|mL|ml|kg|g)$")
_UNIT_AFTER = lazy.regex(r"(?i)[\])]*\s?(?:%|months?|years?|weeks?|days?|points?)")
_HEADED = lazy.regex(r"[(\[]\d\d(?:\.\d+)?\s?%\s?(?:CIs?|confidence intervals?)[)\]]")
_BETWEEN = lazy.regex(r"[,;:]?\s?[\[(]?")
ADJUSTMENT = lazy.regex(r"(?i)\b(?P<how>unstratified|stratified|unadjusted|adjusted)\s(?:\w+\s)?$")


@dataclass(slots=True)
class PrintedEffect:
    """An estimate as printed; matches are on the text it was found in.

    Attributes:
        start: of the measure's words.
        end: after the last of its parts.
        fill: words between the measure and the value.
        head: start and fill of the first of a list that names the measure once.
        told: where the words of a further item of a list begin, behind the item before.
        is_valued: no when only the interval of a difference is printed; ``value`` is its place.
    """

    measure: Measure
    start: int
    end: int
    value: tuple[int, int]
    unit: str
    fill: str
    interval: re.Match[str] | None = None
    p: re.Match[str] | None = None
    adjustment: str = ""
    plural: bool = False
    head: tuple[int, str] | None = None
    told: int | None = None
    is_valued: bool = True


_DIGIT = lazy.regex(r"\d")  # most sentences print no number: they are told apart by it


def find_effects(text: str, start: int, end: int) -> list[PrintedEffect]:
    """Return the estimates printed in a range of a text (a sentence)."""
    if _DIGIT.search(text, start, end) is None:
        return []
    found: list[PrintedEffect] = []
    words = text[start:end]
    told = words + words.lower()
    for measure, pattern in PATTERNS:
        at = start if any(cue in told for cue in CUES.get(measure, DIFFERENCE_CUES)) else end
        while match := pattern.search(text, at, end):
            at = match.end("words")
            if _LIMIT_OF_IT.search(text, max(start, match.start() - 110), match.start()):
                continue
            effect = _read(measure, match, text, end)
            if not any(_overlap(effect, other) for other in found) and _is_plausible(effect, text):
                found.append(effect)
    _add_unnamed(found, text, start, end)
    return sorted(found, key=lambda effect: effect.start)


def _add_unnamed(found: list[PrintedEffect], text: str, start: int, end: int) -> None:
    """Add what a sentence prints without a measure's word of its own, beside or after the named."""
    for effect in [one for one in found if one.plural]:
        found += _listed(effect, text, end)
    for effect in [one for one in found if one.interval]:
        found += [one for one in _again(effect, text, end) if not _meets(one, found)]
    measures = {one.measure for one in found}
    if len(measures) == 1 and measures <= RATIOS:
        begin = min(one.end for one in found)
        unnamed = unnamed_effects(text, begin, end, found[0].measure)
        found += [one for one in unnamed if not _meets(one, found)]
    found += [one for one in _unvalued(text, start, end) if not _meets(one, found)]
    found += [one for one in _differences(text, start, end) if not _meets(one, found)]


def _differences(text: str, start: int, end: int) -> Iterator[PrintedEffect]:
    """Yield comparisons in other words, such as "2.1 points (95% CI, 1.2 to 3.0) higher"."""
    for place in places(text, start, end):
        fill = text[slice(*place.event)] if place.event else ""
        item = PrintedEffect(place.measure, place.start, place.end, place.value, place.unit, fill)
        _read_parts(item, text, end)
        is_tested = item.p and (place.measure == "other" or _OF_TIME.search(place.unit))
        if item.interval or is_tested or place.is_whole:
            yield item
    compared: list[PrintedEffect] = []
    for match in reversed(list(BEFORE_MORE.finditer(text, start, end))):
        after = match.end("unit") if match["unit"] else match.end("value")
        unit, value = (match["unit"] or "").strip(), match.span("value")
        item = PrintedEffect("RD", match.start(), after, value, unit, "")
        _read_parts(item, text, end)
        if item.interval is None or _COST.search(text, max(0, item.start - 20), value[1]):
            continue
        closed = item.interval.end()
        item.measure = measure_of(text, start, match, closed)
        is_next = compared and NEXT_IN_LIST.fullmatch(text, item.end, compared[-1].start)
        if is_next or AFTER_INTERVAL.match(text, closed, end):
            compared.append(item)
    yield from compared


def _listed(first: PrintedEffect, text: str, end: int) -> list[PrintedEffect]:
    """Return the further items of a list: "ratios were: for A, 0.93 (...); for B, 0.72 (...)"."""
    items: list[PrintedEffect] = []
    at = first.end
    while match := _ITEM.match(text, at, end):
        start = match.start("fill")
        item = PrintedEffect(
            first.measure, start, match.end(), match.span("value"), "", match["fill"]
        )
        _read_parts(item, text, end)
        if item.interval is None:
            break
        items.append(item)
        at = item.end
    return items


def _again(first: PrintedEffect, text: str, end: int) -> list[PrintedEffect]:
    """Return ratios that follow without the measure's word: "; 0.99 (95% CI, 0.77 to 1.28)"."""
    items: list[PrintedEffect] = []
    at = first.end
    pattern = _AGAIN if first.measure in RATIOS else _AGAIN_DIFFERENCE
    while match := pattern.match(text, at, end):
        if _OTHER_FIGURE.search(_OF_NEXT.sub("", match["between"])):
            break
        opens = match.groupdict().get("opens") or "("
        if opens.strip() in {",", ";"} and not match["between"].endswith(("(", "[")):
            break
        value = match.span("value")
        unit = match.groupdict().get("unit") or ""
        item = PrintedEffect(first.measure, value[0], value[1] + len(unit), value, unit.strip(), "")
        item.head = None if first.measure in RATIOS else (first.start, first.fill)
        item.told = at
        _read_parts(item, text, end)
        if not _encloses(item, text) or _UNIT_AFTER.match(text, item.end, end):
            break
        items.append(item)
        at = item.end
    return items


def _unvalued(text: str, start: int, end: int) -> Iterator[PrintedEffect]:
    """Yield differences without a value: "95% CI for the difference, 2 to 9"."""
    for match in OF_DIFFERENCE.finditer(text, start, end):
        place = (match.start("low"), match.end("high"))
        item = PrintedEffect("RD", match.start(), match.end(), place, "", "", interval=match)
        item.is_valued = False
        _read_parts(item, text, end)
        yield item


def unnamed_effects(text: str, start: int, end: int, measure: Measure) -> list[PrintedEffect]:
    """Return ratios that a sentence prints without a measure, like the sentence before it.

    Only the full form is taken, with limits and p: "; 0.81, 0.66-1.02; p=0.07".
    """
    items = []
    for match in _UNNAMED.finditer(text, start, end):
        value = match.span("value")
        item = PrintedEffect(measure, value[0], value[1], value, "", "")
        _read_parts(item, text, end)
        if item.p and _encloses(item, text):
            items.append(item)
    return items


def _meets(one: PrintedEffect, others: list[PrintedEffect]) -> bool:
    return any(_overlap(one, other) for other in others)


def _encloses(effect: PrintedEffect, text: str) -> bool:
    """Tell whether an interval of two limits holds its value."""
    limits = effect.interval.groupdict() if effect.interval else {}
    low, high = limits.get("low") or "", limits.get("high") or ""
    if not low[-1:].isdigit() or not high[-1:].isdigit():
        return False
    return value_of(low) <= value_of(text[slice(*effect.value)]) <= value_of(high)


def _overlap(one: PrintedEffect, other: PrintedEffect) -> bool:
    return one.start < other.end and other.start < one.end


def _read(measure: Measure, match: re.Match[str], text: str, end: int) -> PrintedEffect:
    effect = PrintedEffect(
        measure,
        match.start(),
        match.end(),
        match.span("value"),
        (match["unit"] or "").strip(),
        match["fill"],
    )
    effect.plural = match["words"].endswith("s")
    before = ADJUSTMENT.search(text[max(0, match.start() - 30) : match.start()])
    effect.adjustment = before["how"].lower() if before else ""
    _read_parts(effect, text, end)
    if effect.p is None:
        effect.p = _p_before(text, effect)
    return effect


def _read_parts(effect: PrintedEffect, text: str, end: int) -> None:
    """Add the interval and p that follow the value, in either order."""
    first = True
    while True:
        limits = _limits_alone(effect, text, end) if first else None
        at = _SKIP.match(text, effect.end, end)
        place = at.end() if at else effect.end
        part = next(
            (m for p in INTERVALS if (m := p.match(text, place, end))),
            limits,
        )
        p = P_VALUE.match(text, place, end)
        if part and effect.interval is None:
            effect.interval, effect.end = part, part.end()
        elif p and (effect.p is None or _tests_another(effect.p)):
            effect.p, effect.end = p, p.end()
        else:
            break
        first = False
    of_arm = _OF_ARM.match(text, effect.end, end) if effect.interval and not effect.p else None
    p = P_VALUE.match(text, of_arm.end(), end) if of_arm else None
    if p:
        effect.p, effect.end = p, p.end()


def _limits_alone(effect: PrintedEffect, text: str, end: int) -> re.Match[str] | None:
    """Return limits alone; with a comma between them only where the head says what they are."""
    begun = _BETWEEN.match(text, effect.end, end)
    if not begun or not begun[0]:
        return None
    limits = BARE_LIMITS.match(text, begun.end(), end)
    if limits or not _HEADED.search(text, effect.start, effect.value[0]):
        return limits
    return HEADED_LIMITS.match(text, begun.end(), end)


def _tests_another(p: re.Match[str]) -> bool:
    """Tell whether a p tests how the effect varies, so that one after it may be its own."""
    return tested_by(p) in {"interaction", "heterogeneity", "trend"}


_BEHIND_P = lazy.regex(r"(?:,?\s[\w'’-]+(?:\s[\w'’-]+){0,3}\stest)?[;,]\s(?:\w+\s)?")


def _p_before(text: str, effect: PrintedEffect) -> re.Match[str] | None:
    begin = max(0, effect.start - 60)
    for match in P_VALUE.finditer(text, begin, effect.start):
        if _BEHIND_P.fullmatch(text, match.end(), effect.start):
            return match
    return None


def _is_plausible(effect: PrintedEffect, text: str) -> bool:
    if effect.measure in RATIOS:
        return _is_ratio(effect, text)
    if _COST.search(text, max(0, effect.start - 20), effect.value[1]):
        return False
    # A difference without its interval is a figure of speech more often than an estimate.
    return effect.interval is not None


def _is_ratio(effect: PrintedEffect, text: str) -> bool:
    value = text[slice(*effect.value)]
    if effect.unit or value.startswith("-"):
        return False
    if "." not in value and effect.interval is None and effect.p is None:
        return False
    following = text[effect.value[1] : effect.value[1] + 12]
    return not re.match(r"\s?(?:%|/|v\s|vs\.?\s|versus|patients|\+)", following)
