"""Registration numbers in a text, and whose they are.

A number that a document states about itself is its trial's; one that stands only
where other work is discussed belongs to another trial.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from trialgraph.extract.acronym import ACRONYM, cites, speaks_of_itself
from trialgraph.extract.unreadable import LONGEST_RUN
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.text import Span, Stated
from trialgraph.names.registries import key, printed_numbers, registry_of

_OWN_SECTIONS = frozenset(
    {"title", "front", "abstract", "methods", "results", "conclusion", "funding", "back"}
)
_REGISTERED = lazy.regex(
    r"regist(?:ered|ration|ry)|identifier|clinicaltrials\.gov|trial number|registry|\bnumber,? ",
    re.IGNORECASE,
)
_INFORMED = lazy.regex(r"regist|trial number|clinical trials? information", re.IGNORECASE)
_THIS_TRIAL = lazy.regex(
    r"(?:^|(?<=[.;:] ))(?:clinical )?trials? registration(?: number)?\b[^.;]{0,40}$"
    r"|\b(?:this|our|the (?:present|current)) (?:[\w,-]+ ){0,4}?(?:study|trial),? ?"
    r"[(\[][^()\[\]]{0,50}$",
    re.IGNORECASE,
)
"""Before a number, wherever it stands: words that only the document's own trial has."""
_NEXT_TRIAL = lazy.regex(r"\b(?:A|An|Another|a|another) (?:[\w-]+ ){0,20}?(?:trial|study)\b")
_IS_COMING = lazy.regex(
    r"\b(?:has begun|has been initiated|is (?:ongoing|planned|under ?way|recruiting|in progress))"
)
_OF_A_TRIAL = lazy.regex(r" (?:study|trial),? ?[(\[]?[^()\[\];]{0,50}$")
_NAMED_TRIAL = lazy.regex(rf"\b{ACRONYM}\)?{_OF_A_TRIAL.pattern}")
_TRIAL_REACH, _NAME_REACH = 60, LONGEST_RUN + 70
"""Characters before a number that hold the word trial, and with it the trial's name."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A registration number at its first place in the text.

    Attributes:
        stated: the number, written as its registry writes it.
        is_own: the document says that it is its own trial's.
        offset: in the view; -1 outside the prose.
    """

    stated: Stated
    is_own: bool
    offset: int


def registrations(view: ReadingView) -> tuple[Registration, ...]:
    """Return every registration number of the text once, in order."""
    found: dict[str, Registration] = {}
    for one in printed_numbers(view.text):
        section = view.section_at(one.start)
        printed = view.text[one.start : one.end]
        stated = Stated(one.number, printed, view.span(one.start, one.end))
        own = section in _OWN_SECTIONS and _is_said_of_itself(view, one.start)
        own = own or _is_this_trials(view, one.start)
        known = found.get(key(one.number))
        if known is None or (own and not known.is_own):
            found[key(one.number)] = Registration(stated, own, one.start)
    _add_outside(view, found)
    _claim_the_only_one(view, found)
    return tuple(sorted(found.values(), key=lambda each: each.stated.span))


def _is_an_abstract(view: ReadingView) -> bool:
    """Tell whether a text has no list of references: its background is its own trial's."""
    return all(section.kind != "references" for section in view.document.sections)


def _claim_the_only_one(view: ReadingView, found: dict[str, Registration]) -> None:
    """Take the only number of a text as its own, where it stands among its own words."""
    if len(found) != 1:
        return
    ((known, only),) = found.items()
    sentence = view.sentence_at(max(0, only.offset))
    is_others = _is_said_of_another(view, sentence, only.offset)
    section = view.section_at(only.offset)
    may_own = section in _OWN_SECTIONS or (section == "introduction" and _is_an_abstract(view))
    if not only.is_own and may_own and not is_others:
        found[known] = replace(only, is_own=True)


def _is_said_of_itself(view: ReadingView, offset: int) -> bool:
    sentence = view.sentence_at(offset)
    if _is_said_of_another(view, sentence, offset):
        return False
    near = view.text[max(sentence.start, offset - 160) : offset + 30]
    before = view.text[max(0, sentence.start - 60) : sentence.start]
    return bool(_REGISTERED.search(near) or _REGISTERED.search(before))


def _is_this_trials(view: ReadingView, offset: int) -> bool:
    begun = max(view.sentence_at(offset).start, offset - _NAME_REACH)
    return _THIS_TRIAL.search(view.text[begun:offset]) is not None


def _is_said_of_another(view: ReadingView, sentence: Sentence, offset: int) -> bool:
    """Tell whether a number is that of the next trial, or of one whose report is cited there."""
    told_of_next, is_cited = _told_of_others(view, sentence)
    return told_of_next or (is_cited and _is_named(view, sentence, offset))


@lru_cache(maxsize=4)  # a sentence may list many numbers
def _told_of_others(view: ReadingView, sentence: Sentence) -> tuple[bool, bool]:
    """Tell whether a sentence announces a trial, and whether it rests on another's report."""
    place = sentence.start, sentence.end
    trial = _NEXT_TRIAL.search(view.text, *place) if _IS_COMING.search(view.text, *place) else None
    return (
        trial is not None and _IS_COMING.search(view.text, trial.end(), sentence.end) is not None,
        cites(view, sentence) and not speaks_of_itself(view, sentence),
    )


def _is_named(view: ReadingView, sentence: Sentence, offset: int) -> bool:
    """Tell whether the name of a trial stands right before a place."""
    near, far = (max(sentence.start, offset - reach) for reach in (_TRIAL_REACH, _NAME_REACH))
    return (
        _OF_A_TRIAL.search(view.text, near, offset) is not None
        and _NAMED_TRIAL.search(view.text, far, offset) is not None
    )


def _add_outside(view: ReadingView, found: dict[str, Registration]) -> None:
    """Add numbers of the back matter: registration lines often stand there."""
    text = view.document.text
    for section in view.document.sections:
        if section.kind != "back":
            continue
        piece = text[section.span.start : section.span.end]
        if not _INFORMED.search(piece):
            continue
        ones = tuple(printed_numbers(piece))
        is_of_one = len({registry_of(one.number) for one in ones}) == len(ones)
        for one in ones:
            near = piece[max(0, one.start - 200) : one.start]
            known = found.get(key(one.number))
            is_new = known is None or (is_of_one and not known.is_own)
            if is_new and (_REGISTERED.search(near) or _INFORMED.search(near)):
                start = section.span.start
                place = Span(start + one.start, start + one.end)
                stated = Stated(one.number, piece[one.start : one.end], place)
                found[key(one.number)] = Registration(stated, is_own=True, offset=-1)
