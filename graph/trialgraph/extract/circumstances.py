"""Stratification, crossover and sponsors of the reported trial."""

import re

from trialgraph.extract.regimen import blanked
from trialgraph.extract.trial_facts import prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Stated
from trialgraph.model.trial import Sponsor

_STRATIFIED = lazy.regex(
    r"\b(?:[Ss]tratif(?:ied|ication)(?: factors)?|[Ss]tratification factors)(?: was|"
    r" were)? (?:(?:by|according to|for|on the basis of|based on|were|was|"
    r"included?)(?: the)?(?: following)?(?: factors)?:?) "
)
_RANDOM = lazy.regex(
    r"\brandom|\bminimi[sz]ation|\bassign|\bstratification factors\b", re.IGNORECASE
)
_TEST = lazy.regex(r"\blog-rank|\bCox\b|\bMantel|\bmodel\b|\btest\b", re.IGNORECASE)
_CUT = lazy.regex(r"\s*(?:;|,\s+and\b|,|\band\b)\s+")
_STOP = lazy.regex(
    r"[.;]\s|,? and (?:then )?(?:they|patients|participants|subjects|were|was|randomly|"
    r"randomi[sz]ed|"
    r"assigned|allocated)\b|,? (?:they|patients|participants|subjects) (?:were|was)\b"
    r"| to (?:the following|receive|one of|either|each)\b|,? with an? (?:\d|equal|allocation|ratio)"
    r"|,? (?:using|with the use|by means|was performed|in (?:part|order)|via)\b|$"
)
_LEAD = lazy.regex(r"(?:by|for|and|or|then|per|including|according to) (?:the )?")
_LEVELS = lazy.regex(
    r"(?<!\s)\s+[<>≤≥=]{0,2}\s?\d[\d.,]{0,9}\+?\s(?:vs\.?|versus|v)(?:\s.*)?$|\s(?:vs\.?|versus|v)$"
)
"""After a factor: the levels that it was cut into."""
_CLAUSE = lazy.regex(
    r"\b(?:were|was|is|are|will|randomi[sz]ed|receive|assigned|mentioned|interventions?)\b"
)
_CROSSOVER = lazy.regex(
    r"\b(?:[Nn]o )?[Cc]ross-?over (?:to [\w -]{3,40} )?(?:was|were) (?:not )?(?:allowed|"
    r"permitted)[^.;,]{0,80}|\b(?:could|were allowed to|"
    r"were permitted to) cross over[^.;,]{0,80}"
)
_REFUSED = lazy.regex(r"[Nn]o |[Cc]ross-?over (?:to [\w -]{3,40} )?(?:was|were) not ")
_SPONSOR = lazy.regex(
    r"\b[Ss]ponsor \((?P<name>[^()]{3,60})\)|\b[Ss]ponsored by (?P<by>[A-Z][^.;,()]{3,60})"
)


def stratification(view: ReadingView) -> tuple[Stated, ...]:
    """Return the factors by which the assignment was stratified."""
    for start, end in prose(view, ("methods", "abstract")):
        words = view.text[start:end]
        match = _STRATIFIED.search(words)
        if match and _RANDOM.search(words) and not _TEST.search(words):
            return _factors(view, start + match.end(), end)
    return ()


def _factors(view: ReadingView, start: int, end: int) -> tuple[Stated, ...]:
    masked = blanked(view.text[start:end])
    stop = _STOP.search(masked)
    masked = masked[: stop.start()] if stop else masked
    cuts = list(_CUT.finditer(masked))
    edges = zip(
        [0, *(cut.end() for cut in cuts)],
        [*(cut.start() for cut in cuts), len(masked)],
        strict=True,
    )
    found = []
    for begun, last in edges:
        lead = _LEAD.match(masked, begun)
        first = lead.end() if lead else begun
        name = _LEVELS.sub("", masked[first:last]).strip(" .,;")
        if name and not _CLAUSE.search(name):
            place = (start + first, start + first + len(name))
            found.append(
                Stated(" ".join(name.split()), view.text[slice(*place)], view.span(*place))
            )
    return tuple(found)


def crossover(view: ReadingView) -> Stated | None:
    """Return the words that say whether patients could change arms."""
    for start, end in prose(view, ("methods", "results", "discussion", "abstract")):
        if match := _CROSSOVER.search(view.text, start, end):
            value = "not allowed" if _REFUSED.match(match[0]) else "allowed"
            return Stated(value, match[0], view.span(match.start(), match.end()))
    return None


def sponsors(view: ReadingView, funders: tuple[Stated, ...]) -> tuple[Sponsor, ...]:
    """Return the sponsor that the methods name, then who funded the trial."""
    found = []
    for start, end in prose(view, ("methods",)):
        if match := _SPONSOR.search(view.text, start, end):
            group = "name" if match["name"] else "by"
            found.append(
                Sponsor(name=match[group].strip(), role="lead", span=view.span(*match.span(group)))
            )
            break
    names = {each.name.casefold() for each in found}
    funded = [Sponsor(name=each.value, role="funder", span=each.span) for each in funders]
    return (*found, *(each for each in funded if each.name.casefold() not in names))
