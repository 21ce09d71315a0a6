"""End points that a document declares: role, assessor, definition."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from trialgraph.extract.acronym import cites
from trialgraph.extract.end_point_lists import listed
from trialgraph.extract.end_point_names import NamedEndPoint, named_in
from trialgraph.extract.end_point_patients import part_beside_all
from trialgraph.extract.mentions.context import assessor_in
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.trial import Assessor, EndPoint, EndPointRole
from trialgraph.terms.index import TermIndex

_SAID = lazy.regex(r"(?i)primary|secondary|exploratory|main outcome|principal")
_DESIGNED = lazy.regex(r"\b(?:designed|powered) to (?:compare|detect|show|demonstrate|test)\b")
_DEFINED = lazy.regex(
    r"(?P<name>[A-Z][\w -]{2,60}?(?: \([^()]*\))?)[,]? (?:was|were|is|"
    r"are) defined as (?P<definition>[^;]+?)(?=\.?$|; )"
)
_ORIGIN = lazy.regex(
    r"\b(?:time|period|interval|duration|day|months?)\b[^.;]{0,20}?\bfrom (?:the )?(?:date "
    r"of |day of |time of )?(?P<origin>[\w -]{3,40}?) (?:to|until)\b"
)
_HIGHER = lazy.regex(
    r"\b(?P<end>higher|greater|larger|increasing|lower) (?:scores?|values?|numbers?)"
    r"(?: on [^,;()]{3,30})?"
    r" (?:indicat|mean|reflect|denot|represent|correspond|signif|suggest)\w*(?: to| an?)?"
    r" (?:(?P<good>better|improved|(?:less|fewer|milder|lower) (?!well|able|function|quality))"
    r"|(?:worse|more severe|greater (?:severity|disability|impairment|pain|symptom)|more (?:symptom"
    r"|pain|disab|sever)|increased severity|poorer))",
    re.IGNORECASE,
)
_RECIST = lazy.regex(
    r"(?:\bRECIST|\bResponse Evaluation Criteria in Solid Tumou?rs)\b[\s(),\w]{0,12}?(?:v"
    r"(?:ersion)?\.? ?|,? ?version )?(?P<version>1\.[01])\b",
    re.IGNORECASE,
)
_CLINICAL = lazy.regex(r"\bclinical (?:disease )?progression (?:was|is) defined\b", re.IGNORECASE)
_PROGRESSION = frozenset({"PFS", "TTP"})
_ANALYSED = lazy.regex(
    r"\b(?:was|were|is|are) (?:analy[sz]ed|assessed|evaluated|determined|measured|judged)\b"
)
_SAFETY = lazy.regex(
    r"\bsafety\b|\btoxicit|(?<!major )\badverse|\btolerab|\bcardiac\b(?! (?:death|arrest))",
    re.IGNORECASE,
)
_NOT_OWN = frozenset({"references", "funding", "discussion", "introduction", "furniture"})
_ASSESSED = frozenset({"PFS", "ORR", "DoR", "TTP", "DCR", "CBR", "rPFS", "CR", "PR"})


def end_points(view: ReadingView, terms: TermIndex) -> tuple[EndPoint, ...]:
    """Return the declared end points in order, each end point and assessor once."""
    found: dict[tuple[str, str | None, str], EndPoint] = {}
    for each in _declared(view, terms):
        key = (each.name.casefold(), each.assessor, each.population)
        known = found.get(key)
        if known is None or (known.role is None and each.role is not None):
            found[key] = each
    if all(each.role != "primary" for each in found.values()):
        found |= {
            (each.name, each.assessor, each.population): each
            for each in _declared(view, terms, in_purpose=True)
            if each.role == "primary"
        }
    if all(each.role != "primary" for each in found.values()):
        found |= {(each.name, each.assessor, "all"): each for each in _implied(view, terms)}
    merged = _merged(list(found.values())) or list(_reported(view, terms))
    return tuple(_completed(view, each, terms) for each in merged)


def _declared(
    view: ReadingView, terms: TermIndex, *, in_purpose: bool = False
) -> Iterator[EndPoint]:
    """Yield the end points of sentences that declare them; ``in_purpose``: of the introduction."""
    for sentence in view.sentences:
        if in_purpose and (sentence.section != "introduction" or cites(view, sentence)):
            continue
        if sentence.section in _NOT_OWN and not in_purpose:
            continue
        if not _SAID.search(view.text, sentence.start, sentence.end):
            continue
        for role, start, end in listed(view, sentence, terms):
            for named in named_in(view.text, start, end, terms, is_primary=role == "primary"):
                found = _end_point(view, named, role)
                part = _in_a_part(view, named, found) if role == "primary" else None
                yield from (found,) if part is None else (replace(found, population="all"), part)


def _in_a_part(view: ReadingView, named: NamedEndPoint, found: EndPoint) -> EndPoint | None:
    """Return a primary end point as it is declared once more in a part of the patients."""
    part = part_beside_all(view.text[named.end : view.sentence_at(named.start).end])
    if part is None:
        return None
    place = view.span(named.start, named.end + part.end)
    return replace(found, population=part.population, span=place)


def _implied(view: ReadingView, terms: TermIndex) -> Iterator[EndPoint]:
    """Yield the end point that a trial without a declared one was designed to compare."""
    for sentence in view.sentences:
        if sentence.section not in {"abstract", "methods", "introduction"}:
            continue
        match = _DESIGNED.search(view.text, sentence.start, sentence.end)
        mentions = (
            terms.mentions(view.text[match.end() : sentence.end], "end-point") if match else ()
        )
        for mention in mentions:
            if match and mention.concept.attributes.get("standard") == "true":
                start, end = match.end() + mention.start, match.end() + mention.end
                direction = _direction(mention.concept.attributes.get("event_direction"))
                named = NamedEndPoint(
                    mention.concept.notation, start, end, (start, end), "all", direction
                )
                yield _end_point(view, named, "primary")
                return


def _end_point(view: ReadingView, named: NamedEndPoint, role: EndPointRole | None) -> EndPoint:
    sentence = view.sentence_at(named.start)
    after = view.text[named.end : min(sentence.end, named.end + 140)]
    nearby = view.text[named.item[0] : named.item[1]]
    assessor = assessor_in(nearby)
    if assessor is None and role == "primary":
        assessor = assessor_in(nearby + re.split(r"[;.]\s|secondary", after)[0])
    if named.name == "OS":
        assessor = None  # nobody has to judge a death
    return EndPoint(
        name=named.name,
        name_printed=view.text[named.start : named.end],
        role=role,
        assessor=assessor,
        event_direction=named.event_direction or _of_score(after),
        purpose="safety" if _SAFETY.search(named.name) else "efficacy",
        population=named.population,
        span=view.span(named.start, named.end),
        passages=view.passages(named.start, named.end),
        rule="declared" if role else "reported",
    )


def _of_score(after: str) -> Literal["bad", "good"] | None:
    """Return what a higher score means, as the words after a scale's name say."""
    match = _HIGHER.search(after)
    if match is None:
        return None
    is_high = match["end"].lower() in {"higher", "greater", "increasing", "larger"}
    return "good" if is_high == (match["good"] is not None) else "bad"


def _merged(found: list[EndPoint]) -> list[EndPoint]:
    """Drop an end point without assessor that another of the same role and patients completes."""
    return [
        each
        for each in found
        if each.assessor is not None
        or not any(
            other.name == each.name
            and other.role == each.role
            and other.assessor
            and other.population == each.population
            for other in found
        )
    ]


def _reported(view: ReadingView, terms: TermIndex) -> Iterator[EndPoint]:
    """Yield the end points of an abstract that declares none, as its results name them."""
    seen: set[tuple[str, str | None]] = set()
    for sentence in view.sentences:
        if sentence.section not in {"abstract", "results"}:
            continue
        for mention in terms.mentions(view.words(sentence), "end-point"):
            if mention.concept.attributes.get("standard") != "true":
                continue
            start, end = sentence.start + mention.start, sentence.start + mention.end
            item = (max(sentence.start, start - 25), min(sentence.end, end + 35))
            named = NamedEndPoint(
                mention.concept.notation,
                start,
                end,
                item,
                "all",
                _direction(mention.concept.attributes.get("event_direction")),
            )
            each = _end_point(view, named, None)
            if (each.name, each.assessor) not in seen and (
                each.assessor or not any(name == each.name for name, _ in seen)
            ):
                seen.add((each.name, each.assessor))
                yield each


def _direction(value: str | None) -> Literal["bad", "good"] | None:
    if value == "bad":
        return "bad"
    return "good" if value == "good" else None


def _completed(view: ReadingView, end_point: EndPoint, terms: TermIndex) -> EndPoint:
    """Add definition, criteria, time origin and assessor from the sentence that defines it."""
    definition, words = _definition(view, end_point, terms)
    origin = _ORIGIN.search(definition)
    criteria = _criteria(view, definition, end_point)
    return replace(
        end_point,
        definition=definition,
        criteria=criteria,
        time_origin=_origin(origin["origin"]) if origin else "",
        assessor=None
        if end_point.name == "OS"
        else end_point.assessor or assessor_in(words) or _assessed(view, end_point, terms),
        event_direction=end_point.event_direction,
    )


def _assessed(view: ReadingView, end_point: EndPoint, terms: TermIndex) -> Assessor | None:
    """Return who the methods say assessed an end point, in sentences about it alone."""
    found = set()
    for sentence in view.sentences if end_point.name in _ASSESSED else ():
        words = view.words(sentence)
        if sentence.section == "methods" and _ANALYSED.search(words) and assessor_in(words):
            named = {one.concept.notation for one in terms.mentions(words, "end-point")}
            found |= {assessor_in(words)} if named == {end_point.name} else set()
    return found.pop() if len(found) == 1 else None


def _origin(words: str) -> str:
    low = words.strip().lower()
    return (
        "randomisation"
        if re.fullmatch(r"randomi[sz]ation|random assignment|randomly assigned", low)
        else low
    )


def _definition(view: ReadingView, end_point: EndPoint, terms: TermIndex) -> tuple[str, str]:
    for sentence in view.sentences:
        if sentence.section not in {"methods", "abstract"}:
            continue
        words = view.words(sentence).rstrip(".")
        match = _DEFINED.search(words)
        inline = re.search(
            rf"{re.escape(end_point.name_printed)}(?: \([^()]*\))?,? defined as "
            r"(?P<definition>[^;]+)",
            words,
        )
        if inline:
            return inline["definition"], words
        if match and _same(match["name"], end_point, terms):
            return match["definition"], words
    return "", ""


def _same(printed: str, end_point: EndPoint, terms: TermIndex) -> bool:
    mentions = terms.mentions(printed, "end-point")
    return len(mentions) == 1 and mentions[0].concept.notation == end_point.name


def _criteria(view: ReadingView, definition: str, end_point: EndPoint) -> str:
    """Return the RECIST version, and whether the methods define clinical progression beside it."""
    if end_point.name not in _ASSESSED:
        return ""
    version = _version(view, definition)
    is_beside = end_point.name in _PROGRESSION and any(
        sentence.section == "methods" and _CLINICAL.search(view.words(sentence))
        for sentence in view.sentences
    )
    return f"{version} + clinical progression" if version and is_beside else version


def _version(view: ReadingView, definition: str) -> str:
    """Return the RECIST version: of the definition, or the only one of the whole text."""
    if match := _RECIST.search(definition):
        return f"RECIST {match['version']}"
    versions = {match["version"] for match in _RECIST.finditer(view.text)}
    return f"RECIST {versions.pop()}" if len(versions) == 1 else ""
