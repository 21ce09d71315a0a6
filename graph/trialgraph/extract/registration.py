"""Registration numbers in a text, and whose they are.

A number that a document states about itself is its trial's; one that stands only
where other work is discussed belongs to another trial.
"""

import re
from dataclasses import dataclass, replace

from trialgraph.extract.acronym import ACRONYM, cites, speaks_of_itself
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model.text import Span, Stated
from trialgraph.names.registries import key, printed_numbers

_OWN_SECTIONS = frozenset(
    {"title", "front", "abstract", "methods", "results", "conclusion", "funding", "back"}
)
_REGISTERED = re.compile(
    r"regist(?:ered|ration|ry)|identifier|clinicaltrials\.gov|trial number|registry|\bnumber,? ",
    re.IGNORECASE,
)
_NEXT_TRIAL = re.compile(
    r"\b(?:A|An|Another|a|another) (?:[\w-]+ )*(?:trial|study)\b.*\b(?:has begun|"
    r"has been initiated|is (?:ongoing|planned|under ?way|recruiting|in progress))"
)
_NAMED_TRIAL = re.compile(rf"\b{ACRONYM}\)? (?:study|trial),? ?[(\[]?[^()\[\];]{{0,50}}$")


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
        known = found.get(key(one.number))
        if known is None or (own and not known.is_own):
            found[key(one.number)] = Registration(stated, own, one.start)
    _add_outside(view, found)
    _claim_the_only_one(view, found)
    return tuple(sorted(found.values(), key=lambda each: each.stated.span))


def _claim_the_only_one(view: ReadingView, found: dict[str, Registration]) -> None:
    """Take the only number of a text as its own, where it stands among its own words."""
    if len(found) != 1:
        return
    ((known, only),) = found.items()
    sentence = view.sentence_at(max(0, only.offset))
    is_others = _is_said_of_another(view, sentence, only.offset)
    if not only.is_own and view.section_at(only.offset) in _OWN_SECTIONS and not is_others:
        found[known] = replace(only, is_own=True)


def _is_said_of_itself(view: ReadingView, offset: int) -> bool:
    sentence = view.sentence_at(offset)
    if _is_said_of_another(view, sentence, offset):
        return False
    near = view.text[max(sentence.start, offset - 160) : offset + 30]
    before = view.text[max(0, sentence.start - 60) : sentence.start]
    return bool(_REGISTERED.search(near) or _REGISTERED.search(before))


def _is_said_of_another(view: ReadingView, sentence: Sentence, offset: int) -> bool:
    """Tell whether a number is that of the next trial, or of one whose report is cited there."""
    if _NEXT_TRIAL.search(view.words(sentence)):
        return True
    is_named = _NAMED_TRIAL.search(view.text, sentence.start, max(sentence.start, offset))
    is_cited = cites(view, sentence) and not speaks_of_itself(view, sentence)
    return is_named is not None and is_cited


def _add_outside(view: ReadingView, found: dict[str, Registration]) -> None:
    """Add numbers of the back matter: registration lines often stand there."""
    text = view.document.text
    for section in view.document.sections:
        if section.kind != "back":
            continue
        piece = text[section.span.start : section.span.end]
        if not re.search(r"regist|trial number", piece, re.IGNORECASE):
            continue
        for one in printed_numbers(piece):
            near = piece[max(0, one.start - 200) : one.start]
            if key(one.number) not in found and _REGISTERED.search(near):
                start = section.span.start
                place = Span(start + one.start, start + one.end)
                stated = Stated(one.number, piece[one.start : one.end], place)
                found[key(one.number)] = Registration(stated, is_own=True, offset=-1)
