"""Other trials that a document names: their acronyms and registration numbers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from trialgraph.extract.abbreviations import is_common_abbreviation
from trialgraph.extract.acronym import ACRONYM, can_name, is_name
from trialgraph.extract.registration import Registration
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Stated
from trialgraph.model.trial import Trial
from trialgraph.names.registries import is_registration
from trialgraph.terms.index import TermIndex

_NAME = rf"(?:{ACRONYM}|[A-Z]{{4,}}|[A-Z][a-z]{{4,}})"
_STUDY = r"(?:[Ss]tudy|[Tt]rial|[Ss]tudies|[Tt]rials)"
PATTERNS = tuple(
    lazy.regex(pattern)
    for pattern in (
        (
            rf"\b(?:[Tt]he|and|of|in|from|phase [\dIV]+)"
            rf"(?: (?:new|recent|large|pivotal|randomi[sz]ed|original|international|earlier|"
            rf"landmark)){{0,2}} (?P<a>{_NAME})(?:,? and (?:the )?"
            rf"(?P<b>{_NAME}))? (?:[\w-]+ )?{_STUDY}\b(?! (?:Unit|Cent|Group|Steering|Network|"
            rf"Office))"
        ),
        (
            rf"\b{_STUDY},? (?:such as|including|namely|like|called) (?P<a>{ACRONYM}|"
            rf"[A-Z]{{4,}})(?:,? and (?P<b>{ACRONYM}|[A-Z]{{4,}}))?"
        ),
        rf"\b{_STUDY} \((?P<a>{ACRONYM}|[A-Z]{{4,}})\)",
        rf"\((?P<a>{ACRONYM}|[A-Z]{{4,}})\) (?:[\w-]+ )?{_STUDY}\b",
        rf"\b{_STUDY} of (?P<a>{ACRONYM}|[A-Z]{{4,}})\b",
        rf"\b(?:[Ii]n|from) (?P<a>{ACRONYM}|[A-Z]{{5,}}),(?= (?:the|a|which|pa))",
        (
            rf"\bIn (?P<a>{ACRONYM}|[A-Z]{{5,}}),(?= [a-z-]+ (?:gave|showed|improved|prolonged|"
            r"led|did|was|were|had|produced|increased|reduced|resulted|added|plus)\b)"
        ),
    )
)
_WITHOUT_STUDY = PATTERNS[-2:]  # the others need the word study or trial
_COMMON = lazy.regex(
    r"^(?:Phase|Clinical|Present|Current|Previous|Recent|Large|Randomi[sz]ed|Pivotal|First|"
    r"Second|Initial|Other|Several|Similar|Prior|Group|Study|Cancer|Breast|"
    r"Pilot|Subsequent|Whole|Entire|Japan\w*|German\w*|China|Chinese|Italian|French|"
    r"Dutch|Swedish|Danish|Norwegian|Finnish|Swiss|Spanish|Austrian|Belgian|Australian|Indian|"
    r"Turkish|Scottish|Irish|Polish|British|European|American|Asian|Korean|Nordic|Scandinavian|"
    r"Intergroup|Lancet|"
    r"Protocol|Systemic|Primary|Final|Registration|Original|Earlier|Later|Single|"
    r"Multicenter|Multicentre|International|National|Global|Three|These|Those|Further|Only|"
    r"Early|Cohort|Observational|Medical|Reporting|Canad\w+|"
    r"Oncology|Cooperative)$"
)
_NAMED_BEFORE = lazy.regex(
    rf"(?:[\[(]|\b)(?P<name>{ACRONYM}|[A-Z]{{4,}})[\])]?(?: (?:study|trial))?[,;:]? ?\(?"
    r"(?:ClinicalTrials\.gov[\w ,:]*)?$"
)
_SMALL_WORD = lazy.regex(r"\b[a-z]{3,}\b")
_NEAR = 120  # characters between a name and the registration number that follows it
_SECTIONS = frozenset(
    {"introduction", "discussion", "methods", "abstract", "conclusion", "results"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names another trial, as a range of the view."""

    name: str
    start: int
    end: int


def other_trials(view: ReadingView, own: Stated | None, terms: TermIndex) -> list[Mention]:
    """Return every place that names a trial other than the document's own, in order."""
    own_key = _key(own.value) if own else ""
    found: dict[int, Mention] = {}
    for sentence in view.sentences:
        if sentence.section not in _SECTIONS:
            continue
        words = view.words(sentence)
        names_a_study = "tud" in words or "rial" in words
        for pattern in PATTERNS if names_a_study else _WITHOUT_STUDY:
            for match in pattern.finditer(view.text, sentence.start, sentence.end):
                for group in set(match.groupdict()) & {"a", "b"}:
                    name = (match[group] or "").rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")
                    if re.fullmatch(r"[A-Z][a-z]+", name) and not _COMMON.match(name):
                        name = name.upper()
                    if name and _key(name) != own_key and _is_trial(view, name, terms):
                        found[match.start(group)] = Mention(
                            name, match.start(group), match.start(group) + len(name)
                        )
    return [found[at] for at in sorted(found)]


def same_name(one: str, other: str) -> bool:
    """Tell whether two spellings are one name."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _is_trial(view: ReadingView, name: str, terms: TermIndex) -> bool:
    """Tell whether a name can be a trial's: no common word of the text, and no short for one."""
    if _COMMON.match(name) or re.search(r"\d{5}", name) or not is_name(name, terms):
        return False
    return not (name.lower() in _small_words(view.text) or is_common_abbreviation(view.text, name))


@lru_cache(maxsize=4)
def _small_words(text: str) -> frozenset[str]:
    """Return the words of a text that stand in small letters."""
    return frozenset(_SMALL_WORD.findall(text))


def mentioned_trials(
    view: ReadingView,
    mentions: list[Mention],
    numbers: tuple[Registration, ...],
    own: Stated | None,
) -> tuple[Trial, ...]:
    """Return each other trial once, with its registration number where that stands beside it."""
    trials: dict[str, Trial] = {}
    for number in numbers:
        if not number.is_own and number.offset >= 0:
            name = name_before(view, number.offset)
            span = number.stated.span
            if name is None or own is None or _key(name.value) != _key(own.value):
                trials[_key(name.value) if name else number.stated.value] = Trial(
                    role="mentions", acronym=name, registrations=(number.stated,), span=span
                )
    for mention in mentions:
        if _key(mention.name) not in trials:
            span = view.span(mention.start, mention.end)
            name = Stated(mention.name, view.text[mention.start : mention.end], span)
            trials[_key(mention.name)] = Trial(role="mentions", acronym=name, span=span)
    return tuple(sorted(trials.values(), key=lambda trial: trial.span))


def _is_listed(before: str) -> bool:
    """Tell whether a number stands in a list of numbers: the one before it is no name."""
    word = before.rstrip(" ,;:([").rpartition(" ")[2].strip("()[]")
    return word == "and" or is_registration(word)


def name_before(view: ReadingView, offset: int) -> Stated | None:
    """Return the acronym that a registration number follows, as in ``[NAME], NCT...``."""
    begun = max(view.sentence_at(offset).start, offset - _NEAR)
    before = view.text[begun:offset]
    if "ClinicalTrials.gov" not in before and _is_listed(before):
        return None
    match = _NAMED_BEFORE.search(before)
    if match is None or not can_name(match["name"]):
        return None
    start = begun + match.start("name")
    return Stated(match["name"], match["name"], view.span(start, start + len(match["name"])))
