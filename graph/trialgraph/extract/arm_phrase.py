"""The words that describe one arm: its regimen, its short name, its size."""

import re
from dataclasses import dataclass

from trialgraph.extract.quoted import COUNT, NO_NAME
from trialgraph.extract.regimen import (
    Component,
    blanked,
    components,
    is_absence_phrase,
    parenthesised,
)
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_SIZE = lazy.regex(r"^(?:n|N)\s*=|^\d|;\s*n\s*=|mg|\bpatients\b|days?\b|weeks?\b|:|cycles?\b|dose")
_ARM_WORDS = lazy.regex(
    r"\b(?:group|arm|control|experimental|intervention)s?\b|\b(?:course|strategy|regimen)$",
    re.IGNORECASE,
)
_ABBREVIATION = lazy.regex(r"[A-Z][A-Za-z0-9]*(?:\s?[-+/]\s?[A-Z][A-Za-z0-9]*)*")
TIMES = r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
"""A number, in digits or as a word."""
_AMOUNT = (
    rf"{TIMES}[ -]?(?:mg|g|µg|μg|mcg|IU|Gy|mL|ml|units?|months?|weeks?|years?|days?|cycles?|"
    r"doses?|courses?|fractions?|°C|mm ?Hg)(?!\w)"
)
_STRENGTH = r"\d[\d.]*\s?%"
_SCHEDULE = (
    rf"(?:(?:once|twice|three times) (?:a |per )?)?(?:every (?:other |{TIMES} )?(?:day|week|"
    r"month)s?|daily|weekly|(?:\d-?|bi|tri)weekly)\b"
)
VARYING = rf"(?i:{_AMOUNT}|{_STRENGTH}|{_SCHEDULE})"
"""A dose, a duration or a schedule, wherever it stands."""
VARIANT = lazy.regex(
    r"(?:at |for |over |in |given |administered )?(?:an? (?:dose|total) of )?"
    rf"(?:{_AMOUNT}(?! (?:of \w|outcome|result|survival|follow))|{TIMES}\s*$|{_SCHEDULE}|"
    rf"[\w-]{{2,40}}(?:ed|ing|ive|ous|ly|ional)\s*$)",
    re.IGNORECASE,
)
"""A dose, a duration or a schedule by itself."""
ROLE_ONLY = lazy.regex(
    r"(?:the )?(?:control|experimental|intervention|comparator|standard)[ -](?:arm|group)\b"
    r"|(?:an? |the )?control (?:diet|intervention|condition|programme?|procedure|vaccine)s?\b",
    re.IGNORECASE,
)


_CLAUSE = lazy.regex(r",? (?:that|which|in which|where|whereby|designed|aimed|intended)\b")


_MARK = lazy.regex(r"[(\[;,]\s*[nN] ?= ?\d")
_MARKED_HEAD = lazy.regex(
    rf"^(?:{COUNT}) (?:\w+ )?to [a-z]{{2}}|\b(?:groups?|arms?|strategy|strategies|programme?|"
    r"intervention|(?:group|arm) (?:[A-F]|[1-6]))$|^(?:standard|conventional|usual|routine) "
    r"(?:therapy|treatment|care|management)$",
    re.IGNORECASE,
)
_LONGEST_HEAD = 10


def head_of(words: str) -> str:
    """Return the words of an arm before a relative clause, without what is in parentheses."""
    head = blanked(words)
    clause = _CLAUSE.search(head)
    return " ".join((head[: clause.start()] if clause else head).split())


_STOPPED = lazy.regex(
    r"^(?:the )?(?:discontinu(?:e|ing|ation)|interrupt(?:ing|ion)?|stop(?:ping)?|"
    r"withdraw(?:ing|al)?|withhold(?:ing)?|omit(?:ting)?|omission)(?: of)? "
    r"(?!smok|tobacco|drink|alcohol)\S|"
    r"\w (?:discontinuation|interruption|withdrawal|omission)$",
    re.IGNORECASE,
)


def is_stopped(words: str) -> bool:
    """Tell whether an arm is no longer given what it names: ``discontinuation of A``."""
    return _STOPPED.search(head_of(words).strip(" ,;.")) is not None


def is_marked(words: str) -> bool:
    """Tell whether words are an arm though they name no drug: by its size, or as a group."""
    head = head_of(words).strip(" ,;.")
    if is_stopped(words):
        return True
    if re.match(VARYING, head):
        return False  # the dose or the schedule of what stands before it
    told = _MARK.search(words) or _MARKED_HEAD.search(head)
    return bool(told) and 0 < len(head.split()) <= _LONGEST_HEAD


_LETTERED = lazy.regex(r"(?:arm|group) (?:[A-F]|[1-6]|I{1,3})", re.IGNORECASE)
"""A letter or a number for an arm: the parentheses after it hold the whole regimen."""
_STRATEGY = lazy.regex(
    r"(?:an? |the )?(?P<name>(?:[\w-]+ ){1,4}(?:strategy|programme?|approach|intervention|group|"
    r"arm))(?= (?:including|consisting|comprising|in which|of|that|which|who|with|receiving)\b)"
)
"""The name of a strategy or a group before what it is made of."""


@dataclass(frozen=True, slots=True)
class ArmPhrase:
    """The words that describe one arm, at a range of the view.

    Attributes:
        short: what the parentheses after it call it, such as ``control group``.
        absent: nothing is added: observation, no treatment.
        size: where the number assigned to it stands.
        spelt: a class that it spells out, with the drugs.
        words: as they stand.
        plain: what it names outside parentheses, where a class stands for its drugs.
    """

    start: int
    end: int
    components: tuple[Component, ...]
    short: str = ""
    absent: bool = False
    rule: str = ""
    size: tuple[int, int] | None = None
    spelt: tuple[str, tuple[Component, ...]] | None = None
    words: str = ""
    plain: frozenset[str] = frozenset()

    @property
    def is_variant(self) -> bool:
        """Tell whether the words are a dose or a schedule of something named beside them."""
        return not self.components and bool(VARIANT.match(self.words))

    @property
    def role_only(self) -> bool:
        """Tell whether the words name a role and no regimen, such as ``the control arm``."""
        return bool(ROLE_ONLY.match(self.words))


def arm_phrase(text: str, place: tuple[int, int], terms: TermIndex, rule: str) -> ArmPhrase:
    """Return what a range of a text says of one arm."""
    start, end = place
    lead = re.match(
        r"(?:(?:receive|undergo|use|the|either|with|oral|intravenous|to|(?:(?:first|"
        r"second)-line )?(?:treatment|therapy) with|"
        rf"(?:{COUNT})(?: \([^()]{{1,40}}\))?"
        rf"(?= (?:patients |were |randomly |assigned |allocated )*to )"
        r"(?: (?:patients|were|randomly|assigned|allocated))*)\s+)+",
        text[start:end],
    )
    start += lead.end() if lead else 0
    found = regimen_of(text, start, end, terms)
    short, inner = _short_name(text, start, end)
    head = _ABBREVIATION.match(text[start:end])
    if not short and head and inner and start + head.end() >= inner[0] - 2 and head[0].isupper():
        expanded = components(text, *inner, terms)
        short, found = head[0], expanded or found
    if inner and _LETTERED.fullmatch(blanked(text[start:end]).strip(" ,;.")):
        short, found = text[start : inner[0] - 1].strip(), components(text, *inner, terms) or found
    strategy = _STRATEGY.match(text, start, end)
    short = short or (strategy["name"] if strategy else "")
    plain = regimen_of(blanked(text[start:end]), 0, end - start, terms)
    return ArmPhrase(
        start,
        end,
        found,
        short,
        absent=is_absence_phrase(text[start:end]),
        rule=rule,
        size=_size(text, start, end),
        spelt=_spelt(plain, found),
        words=text[start:end],
        plain=frozenset(each.key for each in plain),
    )


def regimen_of(text: str, start: int, end: int, terms: TermIndex) -> tuple[Component, ...]:
    """Return the components of a description, of its noun where a relative clause holds none."""
    if is_stopped(text[start:end]):
        return ()
    found = components(text, start, end, terms)
    if not found and (clause := _CLAUSE.search(blanked(text[start:end]))):
        return components(text, start, start + clause.start(), terms)
    return found


def _spelt(
    plain: tuple[Component, ...], found: tuple[Component, ...]
) -> tuple[str, tuple[Component, ...]] | None:
    """Return the class that the phrase spells out in parentheses, with its drugs."""
    gone = [each for each in plain if each.key not in {other.key for other in found}]
    new = tuple(each for each in found if each.key not in {other.key for other in plain})
    return (gone[0].key, new) if len(gone) == 1 and new and gone[0].concept else None


def _short_name(text: str, start: int, end: int) -> tuple[str, tuple[int, int] | None]:
    """Return what the parentheses after an arm call it, and the first range in parentheses."""
    first = None
    for inner in parenthesised(text[start:end]):
        words = text[start + inner[0] : start + inner[1]].strip()
        first = first or (start + inner[0], start + inner[1])
        rest = blanked(text[start:end])[inner[1] + 1 :]
        rest = (
            ""
            if re.match(r"[ ,;.]*(?:every|for|once|twice|orally|until|at|$)", rest)
            else rest.strip(" ,;.")
        )
        for part in re.split(r"[;,]\s*", words):
            if _is_short_name(part) and (_ARM_WORDS.search(part) or not rest):
                return part, first
    return "", first


_LONGEST_NAME = 7
NO_SHORT_NAME = lazy.regex(r"[AP]M|[BTQ]ID|QD|CI|SD|IQR|BMI", re.IGNORECASE)
"""In parentheses after an arm: when or how often it is given, or a figure of its patients."""


def _is_short_name(part: str) -> bool:
    if (
        len(part.split()) > _LONGEST_NAME
        or NO_SHORT_NAME.fullmatch(part)
        or _SIZE.search(part)
        or re.match(r"(?:all|both|each)\b", part)
    ):
        return False
    return bool(_ARM_WORDS.search(part) or (len(part) > 1 and _ABBREVIATION.fullmatch(part)))


def _size(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the number assigned stands: ``(n = 110)``, ``110 were assigned to`` it."""
    after = re.search(rf"[(\[;,]\s*n\s?=\s?({COUNT})", text[start : end + 25]) or re.search(
        rf"[(;]\s*({COUNT}) (?:patients|participants|women|men)\b", text[start:end]
    )
    if after and after.start() < end - start + 3:
        return start + after.start(1), start + after.end(1)
    lead = text[max(0, start - 90) : start]
    before = re.search(
        rf"{NO_NAME}(?<!(?<!total) [Oo]f )(?<![Aa]mong )(?<![\d.,/:<>=≤≥])(?<![<>=≤≥] )"
        rf"({COUNT}) (?:(?:[\w-]+ )?(?:patients|participants|women|"
        r"men) )?(?:\(\d+%\) )?(?:were |was )?(?:randomly )?(?:assigned |allocated |"
        r"randomi[sz]ed )?to(?: receive| undergo| either)?(?: the)? $",
        lead,
    )
    return (
        (start - len(lead) + before.start(1), start - len(lead) + before.end(1)) if before else None
    )
