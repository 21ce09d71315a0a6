"""Of whom and when the results of a registered outcome are, in the words of its fields."""

import re
from functools import lru_cache
from typing import Literal

from trialgraph.extract.record_terms import printed_time
from trialgraph.extract.record_values import same
from trialgraph.model import lazy
from trialgraph.model.registry import OutcomeMeasure

_PER_PROTOCOL = lazy.regex(r"(?i)\bper[- ]protocol\b|\bPPS?\b(?= (?:set|population))")
_WHOLE = lazy.regex(
    r"(?i)\bm?ITT\b|\bintent(?:ion)?[- ]to[- ]treat\b|\bFAS\b|\bfull analysis\b"
    r"|\b(?:all|were|was) (?:\w+ )?(?:randomi[sz]ed|enrolled|assigned|allocated)\b"
    r"|\brandomi[sz]ed (?:set|population|patients|participants|subjects)\b"
    r"|^all (?:\w+ )?(?:patients|participants|subjects)(?: were (?:analy[sz]ed|included))?\W*$"
)
_SAFETY = lazy.regex(r"(?i)\bsafety (?:analysis )?(?:set|population)\b|\bas[- ]treated\b")
_PEOPLE = lazy.regex(
    r"(?i)\b(?:participants?|patients?|subjects?|adults|women|men|children|population|set)\b"
)
_CHOSEN = lazy.regex(r"(?i)\b(?:with(?!out)|who|whose|without|subset|subgroup|only|cohort)\b")
_EVALUABLE = lazy.regex(
    r"(?i)\bevaluable\b|\bavailable\b|\bcomplet\w+|\bmissing\b|\bpost-?baseline\b|\bresponded\b|\bprovided\b"
    r"|\bassess(?:ed|ments?)\b|\bmeasurements?\b|\banaly[sz]ed\b|\bdata\b"
)
_TREATED = lazy.regex(r"(?i)\b(?:received|treated|took|exposed)\b")
_LONGEST = 160

Adjustment = Literal["stratified", "unstratified", "adjusted"]


@lru_cache(maxsize=16_384)
def population_of(description: str) -> str:
    """Return the patients analysed: ``all``, ``per-protocol``, ``safety``, or the record's words.

    An analysis whose description speaks of no patients is of all, as the registry asks for
    words where it is not. Words that choose patients by a property make a subgroup.
    """
    if not _PEOPLE.search(description) or _WHOLE.search(description):
        return "per-protocol" if _PER_PROTOCOL.search(description) else "all"
    for name, pattern in _KNOWN:
        if pattern.search(description):
            return name
    first = re.split(r"(?<=[a-z)])\.\s", description, maxsplit=1)[0]
    words = " ".join(first.split())[:_LONGEST].rstrip(" .")
    return f"subgroup: {words}" if _CHOSEN.search(words) else f"analysed: {words}"


_KNOWN = (
    ("per-protocol", _PER_PROTOCOL),
    ("safety", _SAFETY),
    ("evaluable", _EVALUABLE),
    ("treated", _TREATED),
)


def row_of(outcome: OutcomeMeasure, told: str) -> str | None:
    """Return the title of the one row that words name, or of the only row there is."""
    titles = {each.class_title for each in outcome.measurements}
    if len(titles) <= 1:
        return next(iter(titles), None)
    words = same(told)
    named = [title for title in titles if title and _names(title, words)]
    longest = [
        one
        for one in named
        if not any(one != other and same(one) in same(other) for other in named)
    ]
    return longest[0] if len(longest) == 1 else None


def _names(title: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(same(title))}(?!\w)", words) is not None


def time_of(outcome: OutcomeMeasure, row: str | None, told: str, *, is_to_event: bool) -> str:
    """Return when a result was measured, nothing where the record leaves it open.

    The time frame of a time-to-event outcome is how long patients were followed.
    """
    for words in (row or "", outcome.title, told if len(told) < _LONGEST else ""):
        if found := printed_time(words):
            return found
    frame = outcome.time_frame
    return "" if is_to_event or _PERIOD.search(frame) else printed_time(frame)


_PERIOD = lazy.regex(
    r"(?i)\b(?:up to|until|through(?:out)?|within|during|from|over)\b|\d\s?[-–]\s?\d"
)


def adjustment_of(words: str) -> Adjustment | None:
    """Return how an analysis was adjusted, where its words say one thing only."""
    found: set[Adjustment] = set()
    if re.search(r"(?i)\b(?:un|non-?)stratified\b", words):
        found.add("unstratified")
    if re.search(r"(?i)(?<!un)(?<!non-)(?<!non)\bstratified\b", words):
        found.add("stratified")
    if re.search(r"(?i)(?<!un)\badjust(?:ed|ing) (?:for|by)\b", words):
        found.add("adjusted")
    return found.pop() if len(found) == 1 else None
