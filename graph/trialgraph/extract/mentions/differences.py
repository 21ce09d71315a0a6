"""Where differences and risk reductions stand that no word such as "difference" introduces.

"2.1 points (95% CI, 1.2 to 3.0) higher", "lower by 4 mm Hg", "an efficacy of 62%": only the places;
whether an interval or a p follows is for the caller to see.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from trialgraph.extract.mentions.intervals import PERCENT
from trialgraph.extract.mentions.numbers import POSITIVE, SIGNED
from trialgraph.model import lazy
from trialgraph.model.result import Measure

# What is measured per what: "4.2 events per 100 patient-years", "-0.4 mmol/mol", "3 mm Hg".
UNIT = (
    r"(?:\s?%|\s?percent\b|[-\s]?(?:percentage[- ])?points?\b|\smm\s?Hg\b"
    r"|\s?[A-Za-z\u03bc\u00b5][A-Za-z\u03bc\u00b5/]{0,12}(?:\sper\s(?:\d{1,5}\s)?[a-z-]{1,14}(?:\s[a-z-]{1,14})?)?"
    r"(?:\(\d\))?)"
)
_INTERVAL = (
    rf"\s?[(\[,;]\s?(?=(?:adjusted\s)?\d\d(?:\.\d{{1,2}})?{PERCENT}?[\s-]?(?:C|confidence|credible"
    r"|B)|CI[\s,:])"
)
_MORE = (
    r"(?:(?:significantly|absolutely|statistically|relatively)\s)?(?:higher|lower|greater|longer"
    r"|shorter|fewer|larger|smaller|better|worse|less|more)\b"
)
_BY = (
    r"(?:(?P<more>higher|lower|greater|longer|shorter|larger|smaller|better|worse)|prolonged"
    r"|shortened|reduced|increased|improved|decreased|lowered)"
)
_MEAN = (
    r"(?:an? )?(?:(?:mean|median|average|estimated|absolute|further|additional)\s){0,2}(?:of\s)?"
)
_NUMBER = rf"(?<![\d.,=<>\w-])(?P<value>{SIGNED})"
BEFORE_MORE = lazy.regex(rf"{_NUMBER}(?P<unit>{UNIT})?{_INTERVAL}")
AFTER_INTERVAL = lazy.regex(rf"[)\]]*\s{_MORE}")
NEXT_IN_LIST = lazy.regex(r"[)\]]*(?:,\s(?:and\s)?|\sand\s)")
_P = r"\s?[(\[,;]\s?(?=[Pp](?:\s?value)?\s?(?:[=<]|less\s))"
_TIME = r"(?:\sat\s(?:\d{1,3}\s(?:day|week|month|year)s?|(?:day|week|month|year)\s\d{1,3}))?"
_MORE_AFTER = lazy.regex(
    rf"{_NUMBER}(?P<unit>{UNIT})\s{_MORE}[^.;()\d]{{0,80}}{_TIME}[^.;()\d]{{0,60}}"
    rf"(?:{_INTERVAL}|{_P})"
)
# A share of a number or a risk is relative: "the number of falls was 12% lower".
_OF_COUNTS = lazy.regex(
    r"(?i)\b(?:numbers?|odds|hazards?|risks?|likelihood|relative \w+) of\b"
    r"|\brates? of (?!(?:\w+ )?(?:response|survival|remission|control|cure|completion|success))"
    r"(?:[a-z-]+ ){0,4}[a-z-]+s\b"
)
_COUNTED_AFTER = lazy.regex(rf"[)\]]*\s{_MORE}\s(?:relative\s)?(?:rates?|risks?|odds|numbers?)\b")
_MORE_BY = lazy.regex(rf"\b{_BY}\sby\s{_MEAN}(?P<value>{SIGNED})(?P<unit>{UNIT})?{_INTERVAL}")
# What one group alone has gained is no comparison.
_COMPARED = lazy.regex(r"(?i)\b(?:than|compared|versus|vs|relative\sto)\b")
_RISK = r"(?:risk|odds|hazards?|rate|likelihood|incidence|probability)"
_OF_RISK = lazy.regex(rf"{_RISK}|\bRRR\b")
_REDUCED = lazy.regex(
    rf"(?<![\d.,=<>\w-])(?P<value>{POSITIVE})(?P<unit>\s?%|\s?per\s?cent)\s(?:relative\s"
    rf"|significant\s|proportional\s)?(?:reduction|decrease)\sin\s(?:the\s)?(?:relative\s|annual\s)?"
    rf"{_RISK}\s(?:of|for)\s(?:an?\s|the\s)?(?P<event>[^.;()\[\]\d]{{3,80}}?)\s?[(\[,;]\s?"
)
_RELATIVE = lazy.regex(
    rf"(?:\brelative\s{_RISK}\sreduction(?:\s[(\[]RRR[)\]])?|\bRRR\b)(?P<event>[^.;()\[\]\d]{{0,60}}?)"
    rf"(?:\s\[[^\[\]]{{3,60}}\],?)?\s(?P<value>{POSITIVE})(?P<unit>\s?%|\s?per\s?cent)"
    r"(?:\s?[(\[,;]\s?|(?P<whole>(?=\))))"
)
_BY_SHARE = lazy.regex(
    rf"\b(?:reduced|lowered|decreased|cut)\s(?:the\s)?(?:(?:relative\s|annual\s)?{_RISK}\s"
    rf"(?:of|for)\s)?(?:an?\s|the\s)?(?P<event>[^.;()\[\]\d]{{3,80}}?)\sby\s(?P<value>{POSITIVE})"
    r"(?P<unit>\s?%|\s?per\s?cent)(?:,?\s(?:as\s)?(?:compared|relative|versus|vs)\b[^.;()\d]{3,60})?"
    r"\s?[(\[,;]\s?"
)
# "relative to A, B improved gait speed at a month by 1.6 (95% CI ...": what is told apart.
_BY_SO_MUCH = lazy.regex(
    r"\b(?:improved|reduced|increased|lowered|decreased|raised)\s(?:the\s)?(?:mean\s)?"
    r"(?P<event>[A-Za-z][^.;,()\[\]\d]{2,50}?)(?:\s(?:at|after|over)\s[^.;,()\[\]]{3,20}?)?\sby\s"
    rf"{_MEAN}(?P<value>{SIGNED})(?P<unit>(?!\s?(?:%|per\s?cent)){UNIT})?{_INTERVAL}"
)
# What one group gained more than the other, and a share that stands before what it is of:
# "a greater reduction in fatigue of 1.4 points (95% CI ...) than with", "17% (...) reduction in".
_MORE_IN = lazy.regex(
    r"\b(?:greater|larger|smaller|higher|lower|less)\s(?:mean\s)?(?:reductions?|increases?|decreases?"
    r"|improvements?|changes?|gains?|declines?)\s(?:from\sbaseline\s)?in\s(?:the\s)?"
    r"(?P<event>[A-Za-z][^.;,()\[\]\d]{2,50}?)(?:\s\([^()\d]{2,30}\))?\sof\s"
    rf"(?P<value>{SIGNED})(?P<unit>{UNIT})?{_INTERVAL}"
)
_SHARE_FIRST = lazy.regex(
    rf"(?<![\d.,=<>\w-])(?P<value>{POSITIVE})(?P<unit>\s?%|\s?per\s?cent)(?=\s[(\[]\d\d[^()\[\]]{{5,50}}"
    r"[)\]]\s(?:relative\s|proportional\s|significant\s)?(?:reduction|decrease)\sin\s(?:the\s)?"
    rf"(?:{_RISK}\s(?:of|for)\s)?(?P<event>[a-z][^.;,()\[\]\d]{{3,50}}?)(?:\swith\b|\sin\b|[.;,(]))"
)
_WAS_REDUCED = lazy.regex(
    rf"\b{_RISK}\s(?:of|for)\s(?:an?\s|the\s)?(?P<event>[^.;()\[\]\d]{{3,80}}?)\s(?:was|were)\s"
    rf"(?:[a-z]+ly\s)?(?:reduced|lowered|decreased|cut)\sby\s(?P<value>{POSITIVE})"
    r"(?P<unit>\s?%|\s?per\s?cent)[^.;()\[\]\d]{0,60}?\s?[(\[,;]\s?"
)
_EFFICACY = lazy.regex(
    rf"\b[Ee]fficacy\b(?P<event>(?:[^.;()\[\]\d]|\([^()\d]{{1,30}}\)|[A-Za-z][\w.-]{{0,3}}\d"
    rf"|(?<=[A-Za-z\d])\.\d|\d(?=[\d.]*\s[a-z])){{0,140}}?)\s(?P<value>{SIGNED})(?P<unit>\s?%)"
    rf"{_INTERVAL}"
)
_FOLLOWED = lazy.regex(
    rf"(?:\d\d(?:\.\d{{1,2}})?{PERCENT}?[\s-]?(?:C|confidence|credible)|[Pp]\s?(?:value\s?)?(?:[=<>]|less\s))"
)


_ANY = lazy.regex(
    r"%|percent|credible|\b(?:higher|lower|greater|longer|shorter|fewer|larger|smaller|better|worse"
    r"|less|more)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comparison stands: its measure, words, value, unit, and the event it names.

    ``is_whole`` where a bracket holds it and nothing beside, neither interval nor p.
    """

    measure: Measure
    start: int
    value: tuple[int, int]
    unit: str
    end: int
    event: tuple[int, int] | None = None
    is_whole: bool = False


def places(text: str, start: int, end: int) -> Iterator[Place]:
    """Yield where a range of a text prints comparisons in such words."""
    words = text[start:end].lower()
    if _ANY.search(words) is None:
        return
    yield from _more(text, start, end)
    if "efficacy" in words and _is_of_vaccine(text):
        for match in _EFFICACY.finditer(text, start, end):
            yield _place("VE", match, match.span("event"))
    yield from _reductions(text, start, end)


@lru_cache(maxsize=2)  # asked for every sentence of a document
def _is_of_vaccine(text: str) -> bool:
    return "accin" in text


def _more(text: str, start: int, end: int) -> Iterator[Place]:
    for match in _MORE_AFTER.finditer(text, start, end):
        yield _place(measure_of(text, start, match), match)
    for match in _MORE_BY.finditer(text, start, end):
        if match["more"] or _COMPARED.search(text, start, end):
            yield _place(measure_of(text, start, match), match)
    if _COMPARED.search(text, start, end):
        for pattern in (_BY_SO_MUCH, _MORE_IN):
            for match in pattern.finditer(text, start, end):
                yield _place("RD", match, match.span("event"))
    for match in _SHARE_FIRST.finditer(text, start, end):
        yield _place("other", match, match.span("event"))


def measure_of(text: str, start: int, match: re.Match[str], end: int | None = None) -> Measure:
    """Return whether a difference is a share of a number of events, or one of risks or means."""
    unit = (match["unit"] or "").strip()
    before = text[start : match.start("value")]
    relative = _OF_COUNTS.search(before) or (end and _COUNTED_AFTER.match(text, end))
    return "other" if unit in {"%", "percent"} and relative else "RD"


def _reductions(text: str, start: int, end: int) -> Iterator[Place]:
    for pattern in (_REDUCED, _RELATIVE, _BY_SHARE, _WAS_REDUCED):
        for match in pattern.finditer(text, start, end):
            # One arm's fall since baseline is no comparison, a fallen risk always is one.
            compared = _OF_RISK.search(match[0]) or _COMPARED.search(text, start, end)
            if compared and _FOLLOWED.match(text, match.end()):
                yield _place("other", match, match.span("event"))
            elif match.groupdict().get("whole") is not None:
                yield replace(_place("other", match, match.span("event")), is_whole=True)


def _place(measure: Measure, match: re.Match[str], event: tuple[int, int] | None = None) -> Place:
    unit = (match["unit"] or "").strip()
    return Place(measure, match.start(), match.span("value"), unit, match.end(), event)
