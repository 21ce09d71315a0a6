"""The condition that the trial's patients had."""

import re
from collections.abc import Iterator

from trialgraph.extract.trial_facts import PEOPLE, prose
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.text import Stated
from trialgraph.terms.index import TermIndex, TermMention

_GENERAL = frozenset({"cancer", "neoplasm", "tumor", "carcinoma", "solid tumor"})
_LOCALLY = lazy.regex(r"\b(?:loco-?)?(?:regionally|locally) $", re.IGNORECASE)
_ADVANCED = lazy.regex(r"advanced[ -]", re.IGNORECASE)
_OR_ELSE = lazy.regex(r"\b(?P<other>[\w-]+),? (?:or|and) (?:[\w-]+ )?$", re.IGNORECASE)
_KIND = lazy.regex(
    r"(?:cancers?|carcinomas?|tumou?rs?|sarcomas?|leuk\w+|lymphomas?)$", re.IGNORECASE
)
_WORD_BEFORE = lazy.regex(r"\b(?P<word>[A-Za-z][\w-]+)[ -]$")
_NO_PART_OF_A_NAME = lazy.regex(
    r"(?:with|of|in|the|and|or|for|from|to|on|an|their|having|have|treating|due|after|during|"
    r"against|among|between|advanced|metastatic|early|recurrent|refractory|pa?ediatric|childhood|"
    r"adult|incurable|terminal|relapsed|solid|active|progressive|previous|other|various|any|all|"
    r"common|different|postoperative)$",
    re.IGNORECASE,
)
_OF_NO_PATIENT = lazy.regex(r"[- ](?:bed|cells?|burden|markers?|suppress|growth|biology)\b")
_SITED = lazy.regex(r" (?:of|in) the [a-z]")
_HAVING = lazy.regex(
    rf"\b{PEOPLE} (?:[\w-]+ ){{0,4}}?(?:with|having|diagnosed with|who had|treated for|surviving)\b"
    r"[^.;]{0,80}$|\b(?:treatment|therapy|management|diagnosis|survivors) (?:of|for)"
    r" (?:[\w,-]+ ){0,5}$|\b(?:in|for|with) (?:[\w,-]+ ){0,4}$",
    re.IGNORECASE,
)
_OF_PATIENTS = lazy.regex(rf" (?:{PEOPLE}|survivors)\b", re.IGNORECASE)
_TAKEN = lazy.regex(r"(?i)\b(?:eligib|enrol|recruit|random|inclu(?:ded|sion)|participat)\w*")
_LEFT_OUT = lazy.regex(r"(?i)\b(?:exclu|ineligib)\w*")
_REACH = 130
_AT_RISK = lazy.regex(
    r"\b(?:risks? (?:of|for|factors? for)|prevent\w*|incidence of|reduc\w+|mortality from|"
    r"deaths? from|history of|or|without|no|excluding|cause of|causes) (?:[\w,-]+ ){0,4}$",
    re.IGNORECASE,
)


def condition(view: ReadingView, terms: TermIndex) -> Stated | None:
    """Return the most specific condition of the title, else the first that patients had.

    ``None`` where the title names two, or only a part of a longer name is known.
    """
    for start, end in prose(view, ("title",)):
        found = list(_named(view, (start, end), terms))
        if found:
            longest = max(found, key=lambda each: each.end - each.start)
            return None if _is_doubtful(view, longest, terms) else _stated(view, longest)
    return next(
        (
            _stated(view, mention)
            for start, end in prose(view, ("abstract", "methods"))
            if view.section_at(start) == "abstract" or _tells_who(view.text[start:end])
            for mention in _named(view, (start, end), terms)
            if _is_of_patients(view, mention) and not _is_doubtful(view, mention, terms)
        ),
        None,
    )


def _tells_who(words: str) -> bool:
    """Tell whether a sentence of the methods says who was taken into the trial."""
    return _TAKEN.search(words) is not None and not _LEFT_OUT.search(words)


def _named(view: ReadingView, place: tuple[int, int], terms: TermIndex) -> Iterator[TermMention]:
    """Yield the conditions of a sentence, placed in the text."""
    words = view.text[slice(*place)]
    for mention in terms.mentions(words, "condition"):
        begun = mention.start + place[0]
        at = TermMention(mention.concept, begun, mention.end + place[0])
        yield from _unless_local(view, at, terms)


def _unless_local(
    view: ReadingView, mention: TermMention, terms: TermIndex
) -> Iterator[TermMention]:
    """Yield a mention, without ``advanced`` where that is ``locally advanced``."""
    advanced = _ADVANCED.match(view.text, mention.start, mention.end)
    local = _LOCALLY.search(view.text, max(0, mention.start - _REACH), mention.start)
    if not (advanced and local):
        yield mention
        return
    for rest in terms.mentions(view.text[advanced.end() : mention.end], "condition"):
        start = advanced.end()
        yield TermMention(rest.concept, start + rest.start, start + rest.end)


def _stated(view: ReadingView, mention: TermMention) -> Stated:
    place = (mention.start, mention.end)
    return Stated(mention.concept.label, view.text[slice(*place)], view.span(*place))


def _is_doubtful(view: ReadingView, mention: TermMention, terms: TermIndex) -> bool:
    """Tell whether the patients had another condition too, or one of a longer name."""
    before = view.text[max(0, mention.start - _REACH) : mention.start]
    printed = view.text[mention.start : mention.end]
    kind = _KIND.search(printed)
    other = _OR_ELSE.search(before)
    if other and kind and terms.find("condition", f"{other['other']} {kind[0]}"):
        return True
    if mention.concept.label not in _GENERAL:
        return False
    word = _WORD_BEFORE.search(before)
    return (
        bool(word and not _NO_PART_OF_A_NAME.match(word["word"]))
        or _OF_NO_PATIENT.match(view.text, mention.end) is not None
        or _SITED.match(view.text, mention.end) is not None
    )


def _is_of_patients(view: ReadingView, mention: TermMention) -> bool:
    """Tell whether the words give a condition to patients: ``patients with``, ``in``."""
    before = view.text[max(0, mention.start - _REACH) : mention.start]
    if _AT_RISK.search(before):
        return False
    return bool(_OF_PATIENTS.match(view.text, mention.end) or _HAVING.search(before))
