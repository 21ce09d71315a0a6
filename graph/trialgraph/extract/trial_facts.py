"""What a document says of its trial as a whole: phase, masking, numbers, places."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trialgraph.extract.acronym import cites
from trialgraph.extract.quoted import COUNT, COUNT_WORDS, count_at, decimal_at, stated
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.model.document import SectionKind
from trialgraph.model.text import Number, Stated

PEOPLE = (
    r"(?:patients|participants|women|men|adults|people|persons|individuals|subjects|"
    r"children|volunteers|survivors|outpatients|inpatients|infants|newborns|neonates|toddlers|"
    r"boys|girls|mothers|adolescents|veterans|smokers|residents)"
)
TAKEN = lazy.regex(
    r"\b(?:eligib\w+|enrol\w*|inclu(?:ded|sion)|recruit\w*|random\w*|assigned|allocated|"
    r"participa\w+|took part|entered)\b",
    re.IGNORECASE,
)
"""Words of a sentence on who was taken into the trial."""
_N = rf"(?P<n>{COUNT}|{COUNT_WORDS})"
_PHASE = lazy.regex(
    r"\bphase[ -](?P<value>(?:III|II|IV|I|[1-4])[ab]?(?:\s?[/-]\s?(?:III|II|IV|I|[1-4])[ab]?)?)\b",
    re.IGNORECASE,
)
_EXTENDED = lazy.regex(
    r"\b(?:trial|study|it) (?:was|has been) (?:then |subsequently |later )?(?:extended|expanded|"
    r"converted|amended) (?:in)?to (?:an?|the) (?:[\w-]+,? ){0,3}?" + _PHASE.pattern[2:],
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PART = lazy.regex(r"\b(?:in|during|of|after|the|for|at) $", re.IGNORECASE)
_KIND_OF_TRIAL = lazy.regex(
    r"\b(?:trials?|stud(?:y|ies)|randomi[sz]ed|clinical|open-label|double-blind|part|portion)\b",
    re.IGNORECASE,
)
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
    (
        (
            r"\b(?:unblinded|unmasked|non-?blinded|non-?masked),?(?:(?:,| and)? (?:randomi[sz]ed|"
            r"controlled|prospective|multi-?cent\w+|single-cent\w+|parallel(?:-group)?|phase|"
            r"[\dIV]{1,4}|clinical|pilot|international|comparative|two-arm|superiority),?){0,6} "
            r"(?:trial|study|phase|randomi[sz]ed)\b"
        ),
        "open-label",
    ),
    (
        (
            r"\b(?:there was no|without|no) (?:blinding|masking)\b|\b(?:masking|blinding) was not"
            r"|\b(?:treatment|group) (?:allocation|assignment) was not (?:masked|blinded)\b"
        ),
        "open-label",
    ),
    (
        (
            r"\b(?:patients|participants)(?: only)? were (?:masked|blinded|unaware)\b[^.]{0,90}"
            r"\b(?:investigators|clinicians|surgeons|physicians|staff) were "
            r"(?:not|aware|unmasked|unblinded)\b"
        ),
        "single-blind",
    ),
)
_RANDOMISED_TRIAL = lazy.regex(
    r"(?<!\bnot )(?<!\bnon-)\brandomi[sz]ed\b|(?<!\bnot )\brandomly (?:assigned|allocated)\b|"
    r"(?<!\bno )(?<!lack of )(?<!without )(?<!individual )\brandomi[sz]ation\b",
    re.IGNORECASE,
)
_OF_THIS = lazy.regex(r"\b(?:this|the present|the current|we|our|here)\b", re.IGNORECASE)
_SINGLE_GROUP = lazy.regex(r"\bsingle[- ](?:arm|group)\b|\bnon-?randomi[sz]ed\b", re.IGNORECASE)
_PLACEBO = lazy.regex(
    r"\bplacebo(?: \([A-Za-z]{2,5}\))?[- ]controlled\b"
    r"|\b(?:or|and|plus|versus|vs\.?|v|(?:compared (?:with|to)|receive|received|given|assigned to)"
    r"(?: an?| the)?) (?:oral |intravenous |matching |matched |identical |saline )?placebo\b"
    r"|\bplacebo (?:plus|group|arm|tablets?|capsules?|infusions?|injections?)\b",
    re.IGNORECASE,
)
_OURS = lazy.regex(
    r"\b(?:this|we|our|the (?:current|present))\b|\bthe (?:[\w,/-]+ ){1,8}?"
    r"(?:study|trial) (?:evaluate|compare|assesse|investigate|examine|test|aim|was designed|is)",
    re.IGNORECASE,
)
_NO_PLACEBO = lazy.regex(r"\bno placebo arm\b")
_DUMMY = lazy.regex(r"\bplacebo|\bsham\b|\bdummy\b|\bvehicle\b|\bsaline\b", re.IGNORECASE)
_HIDDEN = frozenset({"double-blind", "triple-blind"})
_SITES = lazy.regex(
    rf"\b(?:in|at|from) {_N} (?:[\w-]+ ){{0,2}}?(?:sites|cent(?:er|re)s|hospitals|"
    r"institut(?:es|ions)|clinics)\b(?! that)",
    re.IGNORECASE,
)
_FOLLOW_UP = tuple(
    lazy.regex(pattern, re.IGNORECASE)
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
        r"\bmedian (?P<n>\d+(?:\.\d+)?)[- ](?P<unit>months?|years?) follow-?up\b",
        (
            r"\b(?:after|at|with) (?P<n>\d+(?:\.\d+)?) (?P<unit>months?|years?) of "
            r"follow-?up \(median\)"
        ),
        r"\bfollowed(?: up)? for a median of (?P<n>\d+(?:\.\d+)?) (?P<unit>months?|years?)",
        (
            r"\b(?:after|at|with) a median (?:of )?(?P<n>\d+(?:\.\d+)?)[- ](?P<unit>months?|years?)"
            r"(?: of)? follow-?up\b"
        ),
        (
            r"\b(?:after|at|with) (?:an? )?(?P<n>\d+(?:\.\d+)?)[- ](?P<unit>months?|years?) "
            r"median follow-?up\b"
        ),
    )
)


def phase(view: ReadingView) -> Stated | None:
    """Return the phase as 1, 1/2, 2, 2/3, 3 or 4; the later one of a trial that was extended."""
    for start, end in prose(view, ("abstract", "methods", "introduction")):
        if match := _EXTENDED.search(view.text, start, end):
            return stated(view, match, _phase_value(match["value"]), "value")
    said = prose(view, ("title", "abstract", "methods", "conclusion"))
    for start, end in [*said, *_own_in_introduction(view), *prose(view, ("introduction",))]:
        match = _PHASE.search(view.text, start, end)
        if match and not _is_a_part(view, match) and _is_own_sentence(view, start, end, match):
            return stated(view, match, _phase_value(match["value"]))
    return None


def _is_a_part(view: ReadingView, match: re.Match[str]) -> bool:
    """Tell whether a phase is one of a treatment or programme: ``at the end of phase 1``."""
    before = view.text[max(0, match.start() - 12) : match.start()]
    after = view.text[match.end() : match.end() + 80]
    return _PART.search(before) is not None and _KIND_OF_TRIAL.search(after) is None


def _is_own_sentence(view: ReadingView, start: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether a sentence speaks of this trial, not of earlier ones."""
    if view.section_at(start) == "introduction" and (
        cites(view, view.sentence_at(start))
        or "Results of" in view.text[start:end]
        or not (_OURS.search(view.text, start, end) or _COMPARED.match(view.text, match.end()))
    ):
        return False
    return not (
        _TRIALS.match(view.text, match.end())
        or _EARLIER.search(view.text, max(start, match.start() - _NEAR), match.start())
        or _SHOWN.search(view.text, match.end(), end)
    )


_NEAR = 40
_COMPARED = lazy.regex(r",? (?:[\w-]+ ){0,4}?(?:trial|study) (?:that )?compared\b")
_TRIALS = lazy.regex(r"\s*(?:(?:clinical|randomi[sz]ed|controlled) ){0,2}(?:trials|studies)\b")
_EARLIER = lazy.regex(r"\b(?:previous|earlier|prior|other|promising|of phase)\b")
_SHOWN = lazy.regex(
    r"\b(?:trials?|stud(?:y|ies)) (?:(?:in|of|with|for) [\w ,-]{0,60} )?(?:has|have) "
    r"(?:also |recently |been )?(?:shown|demonstrated|reported|compared|established|"
    r"confirmed|suggested|failed)\b"
)


def _phase_value(printed: str) -> str:
    parts = [re.sub(r"[ab]$", "", part.strip().lower()) for part in re.split(r"[/-]", printed)]
    return "/".join(_ROMAN.get(part, part) for part in parts)


def masking(view: ReadingView) -> Stated | None:
    """Return who knew the assignment, from the first words that say it.

    The introduction tells of other trials; it is asked last, and only where it says "we".
    """
    said = prose(view, ("title", "abstract", "methods"))
    for start, end in [*said, *_own_in_introduction(view)]:
        found = [
            (match.start(), stated(view, match, value))
            for pattern, value in _MASKING
            if (match := re.compile(pattern, re.IGNORECASE).search(view.text, start, end))
        ]
        if found and not cites(view, view.sentence_at(start)):
            return min(found, key=lambda each: each[0])[1]
    return None


def _own_in_introduction(view: ReadingView) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of the introduction that speak of this trial."""
    for start, end in prose(view, ("introduction",)):
        if _OURS.search(view.text, start, end):
            yield start, end


def allocation(view: ReadingView) -> Stated | None:
    """Return ``randomised`` or ``non-randomised`` with the words that say so."""
    for start, end in prose(view, ("title", "abstract", "methods", "results", "introduction")):
        for pattern, value in (
            (_SINGLE_GROUP, "non-randomised"),
            (_RANDOMISED_TRIAL, "randomised"),
        ):
            match = pattern.search(view.text, start, end)
            if (
                match
                and _is_told_of_this(view, start, end)
                and not _WANTED.search(view.text, max(start, match.start() - _NEAR), match.start())
                and (
                    view.section_at(start) == "title"
                    or not _OF_SEVERAL.match(view.text, match.start())
                )
            ):
                return stated(view, match, value)
    return None


_WANTED = lazy.regex(
    r"\b(?:no|few|lack of|need(?:ed)? for|difficult|until recently|future|further|larger|previous|"
    r"earlier|prior|published|other|absence of)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_OF_SEVERAL = lazy.regex(
    r"randomi[sz]ed,? (?:[\w-]+ ){0,4}?(?:(?:trials|studies)\b(?! were conducted)|"
    r"(?:data|evidence)\b)",
    re.IGNORECASE,
)


def _is_told_of_this(view: ReadingView, start: int, end: int) -> bool:
    """Tell whether a sentence is the trial's own; in an introduction it must say so."""
    of_others = view.section_at(start) == "introduction" and cites(view, view.sentence_at(start))
    return not of_others or _OF_THIS.search(view.text, start, end) is not None


def placebo_controlled(view: ReadingView) -> Stated | None:
    """Return the words that say whether a placebo was given."""
    said = prose(view, ("title", "abstract", "methods"))
    for start, end in [*said, *_own_in_introduction(view)]:
        if cites(view, view.sentence_at(start)):
            continue  # another trial
        if match := _NO_PLACEBO.search(view.text, start, end):
            return stated(view, match, "false")
        if match := _PLACEBO.search(view.text, start, end):
            return stated(view, match, "true")
    return None


def no_placebo(view: ReadingView, told: Stated | None) -> Stated | None:
    """Return that no placebo was given, in a text that knows the treatments and names none.

    Args:
        view: of the document.
        told: words on the treatments: who was assigned, the arms, what was not masked.
    """
    hidden = masking(view)
    if told is None or _DUMMY.search(view.text) or (hidden and hidden.value in _HIDDEN):
        return None
    return Stated("false", told.printed, told.span)


def sites(view: ReadingView) -> Number | None:
    """Return the number of sites."""
    for start, end in prose(view, ("abstract", "methods", "results")):
        if match := _SITES.search(view.text, start, end):
            return count_at(view, *match.span("n"))
    return None


def follow_up(view: ReadingView) -> Number | None:
    """Return the median follow-up in months; the printed text stays what it is."""
    for start, end in prose(view, ("abstract", "methods", "results", "discussion")):
        for pattern in _FOLLOW_UP:
            match = pattern.search(view.text, start, end)
            if match and not (
                view.section_at(start) == "discussion" and cites(view, view.sentence_at(start))
            ):
                return _in_months(decimal_at(view, *match.span("n")), match["unit"])
    return None


def _in_months(number: Number, unit: str) -> Number:
    if unit.lower().startswith("week"):
        months = (number.value * 12 / 52).quantize(Decimal("0.01"))
        return Number(months, number.printed, number.span)
    factor = 12 if unit.lower().startswith("year") else 1
    return Number(number.value * factor, number.printed, number.span)


def prose(view: ReadingView, kinds: tuple[SectionKind, ...]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of some sections, in the order of the sections."""
    for sentence in view.sentences:
        if sentence.section in kinds:
            yield sentence.start, sentence.end
