"""Effect estimates as they are printed: measure, value, interval, p, in any order.

A grammar in tables; nothing here decides what an estimate is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialgraph.extract.mentions.numbers import POSITIVE, SIGNED
from trialgraph.model.result import Measure

_SIDED = r"(?:(?P<sided>one|two|1|2)[- ]?sided?\s)?"
_LEVEL = r"(?P<level>\d{2}(?:\.\d+)?)\s?%?[- ]?"
_CI = (
    r"(?:CIs?|confidence intervals?|confidence limits?|(?P<credible>CrIs?|credible intervals?))"
    r"(?:\s?[\[(](?:CIs?|CrI)[\])])?"
)
_OPEN_END = r"NR|NE|NA|not reached|not estimable|not evaluable|infinity|∞"
_UNIT = r"(?:\s?(?:%|percentage points?|points?|months?|years?|weeks?|days?|mo))?"
_TO = r"\s?(?:to|-|,|;|and|–)\s?"
TWO_LIMITS = re.compile(
    rf"{_SIDED}(?:(?:repeated|adjusted|exact|Wald)\s)?{_LEVEL}{_CI}"
    r"(?:\s(?:(?:for|of)\s(?:the\s)?(?:[a-z-]+\s)?difference|of|was|from|range))?"
    rf"[\s,:;=]*[\[(]?(?P<low>{SIGNED}|{_OPEN_END}){_UNIT}{_TO}(?P<high>{SIGNED}|{_OPEN_END})%?"
)
ONE_LIMIT = re.compile(
    rf"{_SIDED}{_LEVEL}(?:{_CI}[\s,]*(?=upper|lower)|(?=(?:upper|lower)\s(?:confidence\s)?"
    r"(?:limit|bound)))(?P<limit>upper|lower)(?:\s(?:confidence\s)?(?:limit|bound|boundary))?"
    rf"[\s,:=]*(?:of\s|was\s)?(?P<one>{SIGNED})"
)
LIMIT_OF = re.compile(
    r"(?P<limit>upper|lower)\s(?:confidence\s)?(?:limit|bound"
    rf"|boundary)(?:\sof)?(?:\sthe)?\s{_SIDED}{_LEVEL}{_CI}"
    rf"[\s,:=]*(?:of\s|was\s)?(?P<one>{SIGNED})"
)
OF_DIFFERENCE = re.compile(
    rf"{_LEVEL}{_CI}\s(?:for|of)\s(?:the\s)?(?:[a-z-]+\s){{0,2}}differences?\b"
    rf"[\s,:;=]*[\[(]?(?P<low>{SIGNED}){_UNIT}{_TO}(?P<high>{SIGNED})%?"
)
BARE_LIMITS = re.compile(
    rf"(?P<low>{SIGNED})%?\s?(?:to|-|;)\s?(?P<high>{POSITIVE}|-{POSITIVE})(?![\d%]*\s?(?:v|vs)\b)"
)
_HYPOTHESIS = r"(?:non-?inferiority|superiority|equivalence|interaction|heterogeneity|trend)"
P_VALUE = re.compile(
    r"(?:(?P<sided>one|two|1|2)[- ]?(?:sided|tailed)\s)?(?:(?:un)?stratified\s"
    r"|nominal\s|adjusted\s)?"
    r"(?:log-?rank\s(?:test\s?[,:]?\s)?)?\b[Pp](?:[- ]?values?)?(?:[\s_]?"
    rf"(?:for\s)?(?P<tests>{_HYPOTHESIS}))?"
    rf"\s?(?P<comparator><=|>=|≤|≥|=|<|>|:|\bof\b|\bwas\b)\s?(?P<p>{POSITIVE})"
    rf"(?:\s?(?:for\s)?(?P<tests_after>{_HYPOTHESIS}))?"
    r"(?:(?:\s?[\[(]|[,;]\s)(?P<sided_after>one|two|1|2)-(?:sided|tailed)\b(?!\s\d)"
    r"(?:\stest|\slog-?rank)*[\])]?)?"
)
MEASURES: tuple[tuple[Measure, str], ...] = (
    ("csHR", r"(?i:cause-specific hazards? ratios?)|\bcsHR\b"),
    ("sHR", r"(?i:sub-?distribution hazards? ratios?)|\bsHR\b"),
    ("HR", r"(?i:\bhazards?[- ]ratios?)|\ba?HRs?\b(?![-+])"),
    ("OR", r"(?i:\bodds[- ]ratios?)|\ba?OR\b"),
    ("IRR", r"(?i:\b(?:incidence[- ])?rate[- ]ratios?)|\bIRR\b"),
    ("RR", r"(?i:\brisk[- ]ratios?|\brelative[- ]risks?)|\ba?RR\b"),
    (
        "RMST_difference",
        (
            r"(?i:\b(?:restricted mean survival time|RMST) difference"
            r"|differences? in (?:restricted mean(?: survival)?(?: times?)?|RMST))"
        ),
    ),
    ("SMD", r"(?i:\bstandardi[sz]ed mean differences?)|\bSMD\b"),
    (
        "MD",
        (
            r"(?i:\b(?:least[- ]squares )?mean (?:between-group |adjusted |treatment )?"
            r"differences?)|\bMD\b"
        ),
    ),
    ("WR", r"(?i:\bwin ratio)"),
    ("VE", r"(?i:\bvaccine efficacy)"),
    (
        "RD",
        (
            r"(?i:\b(?:absolute |risk |rate |treatment |between-group |estimated "
            r"|stratified |adjusted )*differences?)"
        ),
    ),
)
_FILL = (
    r"(?:[^\d;.()\[\]<>≤≥]|[A-Za-z]-?\d+(?=[^\d.])"
    r"|\b(?:at|after|within)\s\d{1,3}[\s-](?:year|month|week|day)s?\b|[(\[]\d\d(?:\.\d+)?%\s?CIs?[)\]]"
    r"|[(\[](?:[a-z]{0,3}[HOIR]R|RD|MD|ARR)[)\]]|\([^()\d]{1,60}\)|\[[^\[\]\d]{1,60}\]){0,110}?"
)
_VALUE = (
    r"(?!(?:(?<=\bat\s)|(?<=\bafter\s)|(?<=\bwithin\s))\d{1,3}[\s-](?:year|month|week|day))"
    rf"(?P<value>{SIGNED})(?![\d.]*\d)(?P<unit>\s?%|\s?(?:percentage[- ])?points?"
    r"|\s?months?|\s?years?|\s?days?)?"
)
_SKIP = re.compile(
    r"(?:\[<\s?[\d.]+\]|[\s,;:\[\]()]|(?:with|and|an?|the|corresponding"
    r"|stratified|unstratified|adjusted|by|nominal|exact|Cox|Wald|score|Fisher['’]s|test)\s)*"
)
_ITEM = re.compile(
    rf"[)\]]?[;,]\s(?:and\s)?(?P<fill>for\s[^;()\d]{{3,80}}?)(?:\s\([^"
    rf"()]{{3,60}}\))?,\s(?P<value>{POSITIVE})(?=\s[(\[])"
)
_AGAIN = re.compile(
    rf"(?P<between>(?:[^.\d]|\bn\s?=\s?\d{{1,5}}){{0,120}}?)(?<![\d.,=<>])(?P<value>\d{{1,2}}\.\d+)"
    rf"(?:,\s|\s?[\[(])(?=\d{{2}}(?:\.\d+)?%?\s?{_CI}|\d{{1,2}}\.\d+\s?(?:-|to)\s?\d{{1,2}}\.\d)"
)
_UNNAMED = re.compile(
    r"(?<=[;(]\s|.\()(?P<value>\d\.\d+),\s(?=(?:95%\s?CI\s)?\d\.\d+\s?(?:-|to)\s?\d{1,2}\.\d+[;,]\s[pP])"
)
_OTHER_FIGURE = re.compile(
    r"(?i)%|\b(?:median|mean|months?|years?|weeks?|days?|rates?|scores?|difference|risk|odds"
    r"|points?|sensitivity|specificity|AUC|correlation|index|dose)\b"
)
_UNIT_AFTER = re.compile(r"(?i)[\])]*\s?(?:%|months?|years?|weeks?|days?|points?)")
_BETWEEN = re.compile(r"[,;:]?\s?[\[(]?")
ADJUSTMENT = re.compile(r"(?i)\b(?P<how>unstratified|stratified|unadjusted|adjusted)\s(?:\w+\s)?$")
RATIOS = frozenset({"HR", "csHR", "sHR", "OR", "RR", "IRR", "WR"})


@dataclass(slots=True)
class PrintedEffect:
    """An estimate as printed; matches are on the text it was found in.

    Attributes:
        start: of the measure's words.
        end: after the last of its parts.
        fill: words between the measure and the value.
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
    is_valued: bool = True


# Words in small letters or abbreviations, one of which every printing of a measure holds.
_CUES: dict[Measure, tuple[str, ...]] = {
    "csHR": ("cause-specific", "csHR"),
    "sHR": ("distribution", "sHR"),
    "HR": ("hazard", "HR"),
    "OR": ("odds", "OR"),
    "IRR": ("rate", "IRR"),
    "RR": ("risk", "RR"),
    "SMD": ("mean diff", "SMD"),
    "MD": ("mean", "MD"),
    "WR": ("win",),
    "VE": ("vaccine",),
}
_DIFFERENCE = ("difference",)
_PATTERNS = [
    (measure, re.compile(rf"(?P<words>{words})(?P<fill>{_FILL}){_VALUE}"))
    for measure, words in MEASURES
]


def find_effects(text: str, start: int, end: int) -> list[PrintedEffect]:
    """Return the estimates printed in a range of a text (a sentence)."""
    found: list[PrintedEffect] = []
    words = text[start:end]
    told = words + words.lower()
    for measure, pattern in _PATTERNS:
        at = start if any(cue in told for cue in _CUES.get(measure, _DIFFERENCE)) else end
        while match := pattern.search(text, at, end):
            at = match.end("words")
            effect = _read(measure, match, text, end)
            if not any(_overlap(effect, other) for other in found) and _is_plausible(effect, text):
                found.append(effect)
    for effect in [one for one in found if one.plural]:
        found += _listed(effect, text, end)
    for effect in [one for one in found if one.measure in RATIOS and one.interval]:
        found += [one for one in _again(effect, text, end) if not _meets(one, found)]
    measures = {one.measure for one in found}
    if len(measures) == 1 and measures <= RATIOS:
        begin = min(one.end for one in found)
        unnamed = unnamed_effects(text, begin, end, found[0].measure)
        found += [one for one in unnamed if not _meets(one, found)]
    found += [one for one in _unvalued(text, start, end) if not _meets(one, found)]
    return sorted(found, key=lambda effect: effect.start)


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
    while match := _AGAIN.match(text, at, end):
        if _OTHER_FIGURE.search(match["between"]):
            break
        value = match.span("value")
        item = PrintedEffect(first.measure, value[0], value[1], value, "", "")
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

    Only the full form is taken, with limits and p: "; 0.99, 0.77-1.28; p=0.94".
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
    return float(low) <= float(text[slice(*effect.value)]) <= float(high)


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
        bare = _BETWEEN.match(text, effect.end, end)
        limits = BARE_LIMITS.match(text, bare.end(), end) if first and bare and bare[0] else None
        at = _SKIP.match(text, effect.end, end)
        place = at.end() if at else effect.end
        part = next(
            (m for p in (TWO_LIMITS, ONE_LIMIT, LIMIT_OF) if (m := p.match(text, place, end))),
            limits,
        )
        p = P_VALUE.match(text, place, end)
        if part and effect.interval is None:
            effect.interval, effect.end = part, part.end()
        elif p and effect.p is None:
            effect.p, effect.end = p, p.end()
        else:
            return
        first = False


def _p_before(text: str, effect: PrintedEffect) -> re.Match[str] | None:
    begin = max(0, effect.start - 60)
    for match in P_VALUE.finditer(text, begin, effect.start):
        if re.fullmatch(r"[;,]\s(?:\w+\s)?", text[match.end() : effect.start]):
            return match
    return None


def _is_plausible(effect: PrintedEffect, text: str) -> bool:
    if effect.measure in RATIOS:
        return _is_ratio(effect, text)
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
