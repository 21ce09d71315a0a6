"""What a document says of its trial as a whole: phase, masking, numbers, places."""

import re
from collections.abc import Iterator

from trialgraph.extract.quoted import COUNT, COUNT_WORDS, count_at, decimal_at, stated
from trialgraph.extract.view import ReadingView
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Number, Stated

OWN_PROSE: tuple[SectionKind, ...] = ("title", "abstract", "methods", "results", "conclusion")
PEOPLE = (
    r"(?:patients|participants|women|men|adults|people|persons|individuals|subjects|"
    r"children|volunteers)"
)
_N = rf"(?P<n>{COUNT}|{COUNT_WORDS})"
_PHASE = re.compile(
    r"\bphase[ -](?P<value>(?:III|II|IV|I|[1-4])[ab]?(?:\s?[/-]\s?(?:III|II|IV|I|[1-4])[ab]?)?)\b",
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_MASKING: tuple[tuple[str, str], ...] = (
    (r"\bdouble[- ]?(?:blind|mask)(?:ed)?\b", "double-blind"),
    (r"\btriple[- ]?(?:blind|mask)(?:ed)?\b", "triple-blind"),
    (r"\bsingle[- ]?(?:blind|mask)(?:ed)?\b", "single-blind"),
    (r"\bopen[- ]?label(?:led)?\b", "open-label"),
    (
        (
            r"\b[Nn]either (?:the )?(?:clinicians|patients|participants|"
            r"investigators)[^.]{0,60}? (?:masked|blinded)\b"
        ),
        "open-label",
    ),
)
_RANDOMISED_TRIAL = re.compile(
    r"\brandomi[sz]ed\b|\brandomly (?:assigned|allocated)\b|\brandomi[sz]ation\b", re.IGNORECASE
)
_SINGLE_GROUP = re.compile(r"\bsingle[- ](?:arm|group)\b|\bnon-?randomi[sz]ed\b", re.IGNORECASE)
_PLACEBO = re.compile(
    r"\bplacebo[- ]controlled\b|\b(?:or|and|versus|vs\.?|v) (?:matching |"
    r"saline )?placebo\b|\bplacebo (?:plus|group|arm)\b",
    re.IGNORECASE,
)
_NO_PLACEBO = re.compile(r"\bno placebo arm\b")

_PLANNED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\bplanned (?:to (?:enroll?|randomi[sz]e|recruit|include)|(?:sample size|"
            r"enrolment|enrollment) (?:of|was)) (?:a total of )?(?:approximately |"
            rf"about )?{_N}\b"
        ),
        (
            rf"\btotal of {_N} {PEOPLE} (?:were|was) (?:to be (?:enrolled|randomi[sz]ed|"
            r"recruited|included)|planned|required)"
        ),
        (
            r"\b(?:target|planned) (?:sample size|enrolment|enrollment|accrual) (?:was|"
            rf"of) (?:approximately |about )?{_N}\b"
        ),
    )
)
_SITES = re.compile(
    rf"\b(?:in|at|from) {_N} (?:[\w-]+ ){{0,2}}?(?:sites|cent(?:er|re)s|hospitals|"
    r"institut(?:es|ions)|clinics)\b(?! that)",
    re.IGNORECASE,
)
_FOLLOW_UP = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\bmedian (?:duration of )?(?:overall |study |clinical )?follow-?up(?: period|"
            r" time| duration)?(?: (?:for|in|of|among|"
            r"at)(?! \d)[^.;:()]{0,70}?)?(?: \((?:range|IQR|"
            r"interquartile range)[^()]*\))?(?:,| was| is|:| of| for (?:all|"
            r"both)[\w ]* was)* (?:was )?(?P<n>\d+(?:\.\d+)?)\s*(?:\((?:[^()]*)\)|"
            r"\[[^\]]*\])?[- ]?(?P<unit>months?|years?|mo\b|weeks?)"
        ),
        (
            r"\b(?:at|with|after) a median (?:\w+ )?follow-?up (?:of|time of|period of|"
            r"duration of)? ?(?P<n>\d+(?:\.\d+)?)\s*(?:\([^()]*\))?[- ]?(?P<unit>months?|"
            r"years?|mo\b|weeks?)"
        ),
        r"\b(?:median|a) (?P<n>\d+(?:\.\d+)?)[- ](?P<unit>months?|years?) (?:median )?follow-?up\b",
        (
            r"\b(?:after|at|with) (?P<n>\d+(?:\.\d+)?) (?P<unit>months?|years?) of "
            r"follow-?up \(median\)"
        ),
        r"\bfollowed(?: up)? for a median of (?P<n>\d+(?:\.\d+)?) (?P<unit>months?|years?)",
    )
)


def phase(view: ReadingView) -> Stated | None:
    """Return the phase as 1, 1/2, 2, 2/3, 3 or 4."""
    for start, end in prose(view, ("title", "abstract", "introduction", "methods", "conclusion")):
        match = _PHASE.search(view.text, start, end)
        if match and _is_own_sentence(view, start, end, match):
            return stated(view, match, _phase_value(match["value"]))
    return None


def _is_own_sentence(view: ReadingView, start: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether a sentence speaks of this trial, not of earlier ones."""
    section = view.section_at(start)
    words = view.text[start:end]
    if section == "introduction":
        return (
            re.search(
                r"\b(?:this|we|our|here|was (?:designed|undertaken|conducted)|evaluated|"
                r"investigated in a)\b",
                words,
                re.IGNORECASE,
            )
            is not None
            and "Results of" not in words
        )
    return not re.match(
        r"\s*(?:trials|studies)\b", view.text[match.end() : match.end() + 9]
    ) and not re.search(
        r"\b(?:previous|earlier|prior|other|promising|of phase)\b",
        view.text[max(start, match.start() - 40) : match.start()],
    )


def _phase_value(printed: str) -> str:
    parts = [re.sub(r"[ab]$", "", part.strip().lower()) for part in re.split(r"[/-]", printed)]
    return "/".join(_ROMAN.get(part, part) for part in parts)


def masking(view: ReadingView) -> Stated | None:
    """Return who knew the assignment, from the first words that say it."""
    found = []
    for start, end in prose(view, ("title", "abstract", "introduction", "methods")):
        for pattern, value in _MASKING:
            match = re.compile(pattern, re.IGNORECASE).search(view.text, start, end)
            if (match and view.section_at(start) != "introduction") or (
                match
                and re.search(r"\b(?:this|we|our|study)\b", view.text[start:end], re.IGNORECASE)
            ):
                found.append((match.start(), stated(view, match, value)))
        if found:
            return min(found, key=lambda each: each[0])[1]
    return None


def allocation(view: ReadingView) -> Stated | None:
    """Return ``randomised`` or ``non-randomised`` with the words that say so."""
    for start, end in prose(view, ("title", "abstract", "methods", "results", "introduction")):
        for pattern, value in (
            (_SINGLE_GROUP, "non-randomised"),
            (_RANDOMISED_TRIAL, "randomised"),
        ):
            match = pattern.search(view.text, start, end)
            if match:
                return stated(view, match, value)
    return None


def placebo_controlled(view: ReadingView) -> Stated | None:
    """Return the words that say whether a placebo was given."""
    for start, end in prose(view, ("title", "abstract", "methods", "introduction")):
        if match := _NO_PLACEBO.search(view.text, start, end):
            return stated(view, match, "false")
        if match := _PLACEBO.search(view.text, start, end):
            return stated(view, match, "true")
    return None


def n_planned(view: ReadingView) -> Number | None:
    """Return the planned number of patients."""
    for start, end in prose(view, ("abstract", "methods")):
        for pattern in _PLANNED:
            if match := pattern.search(view.text, start, end):
                return count_at(view, *match.span("n"))
    return None


def sites(view: ReadingView) -> Number | None:
    """Return the number of sites."""
    for start, end in prose(view, ("abstract", "methods", "results")):
        if match := _SITES.search(view.text, start, end):
            return count_at(view, *match.span("n"))
    return None


def follow_up(view: ReadingView) -> Number | None:
    """Return the median follow-up in months where months are printed.

    Years are turned into months; the printed text stays what it is.
    """
    for start, end in prose(view, ("abstract", "methods", "results", "discussion")):
        for pattern in _FOLLOW_UP:
            match = pattern.search(view.text, start, end)
            if match:
                return _in_months(decimal_at(view, *match.span("n")), match["unit"])
    return None


def _in_months(number: Number, unit: str) -> Number:
    factor = 12 if unit.lower().startswith("year") else 1
    return Number(number.value * factor, number.printed, number.span)


def prose(view: ReadingView, kinds: tuple[SectionKind, ...]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of some sections, in the order of the sections."""
    for sentence in view.sentences:
        if sentence.section in kinds:
            yield sentence.start, sentence.end
