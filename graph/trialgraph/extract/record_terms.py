"""Names of a record's fields as concepts of the term tables; each distinct name is asked once."""

import re
from functools import lru_cache
from typing import NamedTuple

from trialgraph.extract.mentions.context import assessor_in, time_point
from trialgraph.model import lazy
from trialgraph.model.trial import Assessor
from trialgraph.terms.index import Concept, TermIndex

_MANY = 8_192
_DOSE_AFTER = lazy.regex(
    r"(?i)[\s,]*\(?\b\d[\d.,]*\s?(?:mg|mcg|µg|μg|g|ml|iu|u|gy|%)(?:/(?:kg|m2|m²|ml|day|d))*\)?"
    r"(?:\s(?:tablets?|capsules?|injections?|solution|cream|gel|ointment|infusion))?\s*"
)
_FORM_AFTER = lazy.regex(
    r"(?i)\s(?:tablets?|capsules?|injections?|injectable|oral solution|infusion|\[[^\[\]]*\]"
    r"|\([^()]*\))\s*$"
)
_ABSENT = lazy.regex(r"(?i)\b(?:placebos?|sham|vehicle|dummy)\b")


@lru_cache(maxsize=_MANY)
def is_absence(name: str) -> bool:
    """Tell whether a name says that nothing is given: placebo, sham, vehicle."""
    return _ABSENT.search(name) is not None


@lru_cache(maxsize=_MANY)
def drug(terms: TermIndex, name: str, other_names: tuple[str, ...] = ()) -> Concept | None:
    """Return the one concept that an intervention's names name.

    The name itself counts first, then without a dose or a form after it, then the other
    names, where all that are known name one concept. A placebo's other names are not asked:
    they tend to name what it looks like.
    """
    found = _named_drug(terms, name)
    if found is not None or is_absence(name):
        return found
    others = {
        each.notation: each for each in (_named_drug(terms, one) for one in other_names) if each
    }
    only = next(iter(others.values())) if len(others) == 1 else None
    return only if only and only.attributes.get("kind", "drug") == "drug" else None


def _named_drug(terms: TermIndex, name: str) -> Concept | None:
    found = terms.find("drug", name)
    if found is None:
        dose = _DOSE_AFTER.search(name)
        shorter = name[: dose.start()] if dose and dose.end() == len(name) else name
        shorter = _FORM_AFTER.sub("", shorter)
        found = terms.find("drug", shorter) if shorter != name and shorter else None
    return found


class NamedOutcome(NamedTuple):
    """What the title of an outcome names.

    Attributes:
        name: notation of the concept, empty where the title as a whole is none.
        is_standard: the name is one of the short ones that everyone uses.
        kind: time-to-event, proportion, score or nothing.
        at: the one time point that the title prints.
    """

    name: str
    is_standard: bool
    kind: str
    event_direction: str
    assessor: Assessor | None
    at: str


_LEAD = lazy.regex(
    r"(?i)^(?:median|overall rate of|rate of|kaplan[- ]meier estimates? of|estimated|the"
    r"|\d+[- ](?:year|month|week)s?)\s+(?=\S)"
)
_PEOPLE = lazy.regex(
    r"(?i)^(?:percentages?|proportions?|numbers?|rates?|percent) of"
    r" (?:participants|patients|subjects)"
    r" (?:with|achieving|who (?:achieved?|had|attained)|having)(?: an?| the)?\s+(?P<what>\S.*)$"
)
_BRACKET = lazy.regex(r"\s*[\(\[](?P<inner>[^()\[\]]{1,90})[\)\]]\s*$")
_TIME_AFTER = lazy.regex(
    r"(?i)[\s,:-]+(?:(?:rates? )?(?:at|by|after|over|in|up to|through)\s+)?"
    r"(?:(?:week|month|day|year)s?\s\d+|\d+(?:\.\d+)?[\s-](?:week|month|day|year)s?)\s*$"
)
_JUDGED = (
    r"(?:(?:blinded |independent |central |external |retrospective |local |site |the |an? )*"
    r"(?:investigators?(?:['’]s?)?|reviewers?|review|radiolog\w+|committees?|facility|assessments?"
    r"|evaluation|BICR|BIRC|IRC|IRF|ICR|IRRC)\b[\s()/,A-Z-]*)+"
)
_CRITERIA = (
    r"(?:(?:modified |the )?(?:RECIST|mRECIST|iRECIST|RANO|Lugano|Cheson|IMWG|PCWG\s?[23]|WHO"
    r"|response evaluation criteria in solid tumou?rs)\b[\w\s().,]{0,60})"
)
_AFTERWARDS = lazy.regex(
    rf"(?i)[\s,;:-]+(?:as\s)?(?:assessed|determined|evaluated|measured|judged|defined)?[\s,]*"
    rf"(?:by|per|according to|using|based on|in accordance with|-)\s+(?:{_JUDGED}|{_CRITERIA}"
    rf"|{_JUDGED}\s*(?:using|per|according to|based on)\s+{_CRITERIA})\s*$"
)
_INNER = lazy.regex(rf"(?i)(?:(?:by|per|as assessed by)\s+)?(?:{_JUDGED}|{_CRITERIA})")


_LONGEST_TITLE = 300
"""No end point with all that may stand around it is longer; the registry allows 255."""


@lru_cache(maxsize=_MANY)
def outcome(terms: TermIndex, title: str) -> NamedOutcome:
    """Return what an outcome's title names; it must be the name as a whole.

    Who judged it, by which criteria and at which time may stand beside the name: any
    other words (in a subgroup, correlation with, ...) make it another outcome.
    """
    concept = _whole(terms, title.strip(" .:")) if len(title) < _LONGEST_TITLE else None
    name = concept.notation if concept else ""
    attributes = concept.attributes if concept else {}
    return NamedOutcome(
        name=name,
        is_standard=attributes.get("standard") == "true",
        kind=attributes.get("kind", ""),
        event_direction=attributes.get("event_direction", ""),
        assessor=assessor_in(title),
        at=printed_time(title),
    )


def _whole(terms: TermIndex, core: str) -> Concept | None:
    while (found := terms.find("end-point", core) or _rate(terms, core)) is None:
        shorter = _shorter(terms, core)
        if shorter == core:
            break
        core = shorter
    return found


def _rate(terms: TermIndex, core: str) -> Concept | None:
    """Return the concept of a name with or without "rate", and of people who have it."""
    people = _PEOPLE.match(core)
    if people:
        found = _whole(terms, people["what"] + " rate") or _whole(terms, people["what"])
        return found if found and found.attributes.get("kind") == "proportion" else None
    plain = re.sub(r"(?i)\s+(?:rates?|probability|time|\(months\))$", "", core)
    return terms.find("end-point", plain) if plain != core else None


def _shorter(terms: TermIndex, core: str) -> str:
    """Return a title without words that do not change what it names."""
    bracket = _BRACKET.search(core)
    if bracket:
        return core[: bracket.start()] if _is_aside(terms, bracket["inner"]) else core
    for pattern in (_TIME_AFTER, _AFTERWARDS):
        match = pattern.search(core)
        if match and match.start():
            return core[: match.start()]
    lead = _LEAD.match(core)
    return core[lead.end() :] if lead else core


def _is_aside(terms: TermIndex, inner: str) -> bool:
    """Tell whether words in brackets repeat a name or say who judged, by what or when."""
    return (
        terms.find("end-point", inner) is not None
        or _INNER.fullmatch(inner) is not None
        or _TIME_AFTER.fullmatch(" " + inner) is not None
        or re.fullmatch(r"(?i)months?|weeks?|days?|years?|%|[A-Z][A-Za-z]{1,5}", inner) is not None
    )


_NAMED_TIME = lazy.regex(
    r"(?i)\b(?P<unit>week|month|day|year)s?\s(?P<n>\d+(?:\.\d+)?)\b(?!\s?[-–]|\s(?:to|and|or)\s)"
)
_COUNTED_TIME = lazy.regex(r"(?i)\b\d+(?:\.\d+)?[- ](?:year|month|week|day)s?\b")


@lru_cache(maxsize=_MANY)
def printed_time(words: str) -> str:
    """Return the one time point that words print, as ``24 weeks``; nothing where there are more.

    >>> printed_time("Score at Week 24"), printed_time("Day 8 or Day 15")
    ('24 weeks', '')
    """
    named = {
        f"{match['n']} {match['unit'].lower()}" + ("" if match["n"] == "1" else "s")
        for match in _NAMED_TIME.finditer(words)
    }
    counted = {time_point(match[0]) for match in _COUNTED_TIME.finditer(words)}
    found = named | counted
    return found.pop() if len(found) == 1 else ""
