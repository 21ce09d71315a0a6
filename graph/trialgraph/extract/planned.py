"""How many patients a trial was planned with, and after how many events it was to be analysed."""

import re
from collections.abc import Iterator

from trialgraph.extract.quoted import COUNT, COUNT_WORDS, count_at
from trialgraph.extract.regimen import blanked
from trialgraph.extract.trial_facts import PEOPLE, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Number

_N = rf"(?P<n>{COUNT}|{COUNT_WORDS})(?![.,]?\d|\s?%)"
_ABOUT = (
    r"(?:(?:a|the|total|minimum|maximum|of|approximately|about|around|at|least|up|to|or|more|than|"
    r"some|n ?=|≥|~|sample|size|target) ?){0,6}"
)
_WHO = rf"(?:[\w-]+ ){{0,3}}?(?:{PEOPLE}|survivors|cases)\b(?: ?\([^()]{{0,80}}\))?"
_TAKE = r"(?:enroll?|randomi[sz]e|recruit|include|accrue|assign)"
_TAKEN = r"(?:enroll?ed|randomi[sz]ed|recruited|included|accrued|assigned|entered)"
_NEEDED = r"(?:needed|required|planned|necessary|sufficient|anticipated)"
_PATTERNS = tuple(
    lazy.regex(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\b(?:plan(?:ned|s)?|aim(?:ed|s)?|intend(?:ed|s)?|designed|expected|scheduled|needed|"
            rf"required|calculated|estimated|had|necessary) to {_TAKE} {_ABOUT}{_N}"
        ),
        (
            r"\b(?:target|planned|required|estimated|calculated|minimum|minimal|specified|"
            r"projected|"
            r"intended|anticipated|necessary|total(?! number)) (?:[\w-]+ ){0,2}?(?:sample(?: "
            r"size)?|enroll?ment|"
            r"accrual|recruitment|study population|number of (?:[\w-]+ ){0,3}?"
            rf"{PEOPLE})\b(?:[^.;()\d]{{0,90}}?\b(?:was|is|of|be|at|as|were)\b|:|,| \(n "
            rf"?=)\s?{_ABOUT}{_N}"
        ),
        (
            r"\b(?:sample size|trial size|study size|target accrual)(?: for [^.;()]{3,50})? ?"
            r"(?:of|is|would be|\(n ?=|:|(?:was|is)"
            r"(?: therefore| then)?(?: (?:estimated|calculated|set|determined|fixed|planned|"
            r"defined|"
            rf"chosen|increased))?(?: to be| at| as| to)?) ?{_ABOUT}{_N}(?! (?:months|years|weeks))"
        ),
        (
            rf"(?<![\d.,]){_N} {_WHO},? (?:(?:were|was|would be|are|will be|is) {_NEEDED}|"
            rf"(?:had to be|"
            rf"(?:would|will|should|must|needed to|need to|were to|was to|are to) be) {_TAKEN})\b"
        ),
        (
            rf"\b(?:requir(?:ed|es?|ing)|need(?:ed|s)?|necessary)(?: to {_TAKE})? {_ABOUT}{_N} "
            rf"{_WHO}"
        ),
        (
            rf"\b(?:needs?|needed|requir\w+|calculated|planned)\b[^;]{{0,160}}(?<![\d.,]){_N} "
            rf"{_WHO} in total\b"
        ),
    )
)
_A_PART = lazy.regex(
    r"[^.;,():\d]{0,60}?\b(?:per|each|every|either|both)\b|\s?/|"
    r"[^.;()]{0,60} and \d++[^.;\d]{0,60}\b(?:per|each|either|both)\b|[^.;,()]{0,40}? in (?:the|"
    r"this) "
    r"(?:[\w-]+ ){1,3}?(?:arm|group|cohort|stratum|subgroup)\b|[^.;,]{0,60}? (?:for|at|before) "
    r"(?:the "
    r"|an |first |second )*interim\b|[^.;,]{0,40} screened\b",
    re.IGNORECASE,
)
_EACH = lazy.regex(r"\b(?:each|per|every|either)\b[^.;,]{0,30}$", re.IGNORECASE)
_NEAR_EACH = 40
_WITH_LOSSES = lazy.regex(
    r"\bdrop-?(?:out|off)s?\b|\bloss(?:es)?\b|\blost\b|\battrition\b|\bwithdraw\w*|"
    r"\bineligib|\bnon-?(?:evaluable|compliance|assessable)\b|\bcompensat",
    re.IGNORECASE,
)
_NEAR = 900  # characters: the paragraph that tells how the number of patients was reached
_EVENT = r"(?:[A-Za-z][\w-]* ){0,3}?(?:events|deaths|relapses|recurrences)\b"
_EVENTS = tuple(
    lazy.regex(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?<![\d.,]){_N} {_EVENT}(?: ?\([^()]{{0,60}}\))?,? (?:(?:were|was|would be|are|is|"
            rf"will be) {_NEEDED}|had to (?:be|occur|have)|(?:must|should) (?:be|occur|have))\b"
        ),
        (
            r"\b(?:required|planned|target|necessary|needed) (?:total )?number of "
            r"(?:[\w-]+ ){0,2}?(?:events|deaths)\b"
            rf"[^.;()\d]{{0,80}}(?:\b(?:was|is|of)\b|\()\s?{_ABOUT}{_N}"
        ),
        (
            r"\b(?:requir(?:ed|es?|ing)|need(?:ed|s)?|(?:final|primary) analysis[^.;()\d]{0,80}?"
            rf"(?:after|when|at|once))[^.;()\d]{{0,40}}?\s{_N} {_EVENT}"
        ),
    )
)


def n_planned(view: ReadingView) -> Number | None:
    """Return the planned number of patients; with the losses that were reckoned with, if said."""
    found = list(_planned(view))
    if not found:
        return None
    first = found[0][0]
    near = [place for place, has_losses in found if has_losses and place[0] - first[0] < _NEAR]
    numbers = [count_at(view, *place) for place in near] or [count_at(view, *first)]
    return max(numbers, key=lambda number: number.value)


def _planned(view: ReadingView) -> Iterator[tuple[tuple[int, int], bool]]:
    """Yield where a number of all patients is planned, and whether losses are reckoned with."""
    for start, end in prose(view, ("abstract", "methods")):
        has_losses = _WITH_LOSSES.search(view.text, start, end) is not None
        masked = blanked(view.text[start:end])
        for pattern in _PATTERNS:
            for match in pattern.finditer(view.text, start, end):
                at = match.start("n") - start
                if not (
                    _A_PART.match(masked, match.end("n") - start)
                    or _EACH.search(masked[max(0, at - _NEAR_EACH) : at])
                ):
                    yield match.span("n"), has_losses


def planned_events(view: ReadingView, start: int, end: int) -> Number | None:
    """Return the number of events that a range of the view says the analysis needs."""
    if re.search(r"\binterim\b", view.text[start:end]):
        return None
    for pattern in _EVENTS:
        match = pattern.search(view.text, start, end)
        if match is not None:
            return count_at(view, *match.span("n"))
    return None
