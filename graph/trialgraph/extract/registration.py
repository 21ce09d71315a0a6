"""Registration numbers in a text, and whose they are.

A number that a document states about itself is its trial's; one that stands only
where other work is discussed belongs to another trial.
"""

import re
from dataclasses import dataclass, replace

from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Stated

_NUMBERS: tuple[tuple[str, str], ...] = (
    (r"\bNCT ?(\d{8})\b", "NCT{}"),
    (r"\bISRCTN,? ?(?:number |no\.? )?(\d{8})\b", "ISRCTN{}"),
    (r"\bjRCT(s?\d{9,10})\b", "jRCT{}"),
    (r"\bUMIN(?:-CTR)?[ :-]*(\d{9})\b", "UMIN{}"),
    (r"\bChiCTR[ -]?((?:[A-Z]{2,4}-?)?\d{8,10})\b", "ChiCTR{}"),
    (r"\bCTRI/(\d{4}/\d{2,3}/\d{6})\b", "CTRI/{}"),
    (r"\bACTRN ?(\d{14})\b", "ACTRN{}"),
    (r"\bDRKS ?(\d{8})\b", "DRKS{}"),
    (r"\bJapicCTI-? ?(\d{6})\b", "JapicCTI-{}"),
    (r"\bKCT ?(\d{7})\b", "KCT{}"),
    (r"\bNTR ?(\d{2,4})\b", "NTR{}"),
    (r"\bIRCT ?(\d{10,}N\d+)\b", "IRCT{}"),
    (
        (
            r"\b(?:EudraCT|EU Clinical Trials Register|EU-CTR|"
            r"EUCT)\b[^.;]{0,40}?\b(\d{4}-\d{6}-\d{2}(?:-\d{2})?)\b"
        ),
        "{}",
    ),
)
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
    for pattern, form in _NUMBERS:
        for match in re.finditer(pattern, view.text):
            section = view.section_at(match.start())
            value = form.format(match[1])
            stated = Stated(value, match[0], view.span(match.start(), match.end()))
            own = section in _OWN_SECTIONS and _is_said_of_itself(view, match.start())
            known = found.get(value)
            if known is None or (own and not known.is_own):
                found[value] = Registration(stated, own, match.start())
    _add_outside(view, found)
    _claim_the_only_one(view, found)
    return tuple(sorted(found.values(), key=lambda each: each.stated.span))


def _claim_the_only_one(view: ReadingView, found: dict[str, Registration]) -> None:
    """Take the only number of a text as its own, where it stands among its own words."""
    if len(found) != 1:
        return
    ((value, only),) = found.items()
    next_trial = _NEXT_TRIAL.search(view.words(view.sentence_at(max(0, only.offset))))
    if not only.is_own and view.section_at(only.offset) in _OWN_SECTIONS and not next_trial:
        found[value] = replace(only, is_own=True)


def _is_said_of_itself(view: ReadingView, offset: int) -> bool:
    sentence = view.sentence_at(offset)
    if _NEXT_TRIAL.search(view.words(sentence)):
        return False
    near = view.text[max(sentence.start, offset - 160) : offset + 30]
    before = view.text[max(0, sentence.start - 60) : sentence.start]
    return bool(_REGISTERED.search(near) or _REGISTERED.search(before))


def _add_outside(view: ReadingView, found: dict[str, Registration]) -> None:
    """Add numbers of the back matter: registration lines often stand there."""
    text = view.document.text
    for section in view.document.sections:
        if section.kind != "back":
            continue
        piece = text[section.span.start : section.span.end]
        if not re.search(r"regist", piece, re.IGNORECASE):
            continue
        for pattern, form in _NUMBERS:
            for match in re.finditer(pattern, piece):
                value = form.format(match[1])
                start = section.span.start
                near = piece[max(0, match.start() - 200) : match.start()]
                if value not in found and _REGISTERED.search(near):
                    place = type(section.span)(start + match.start(), start + match.end())
                    found[value] = Registration(
                        Stated(value, match[0], place), is_own=True, offset=-1
                    )
