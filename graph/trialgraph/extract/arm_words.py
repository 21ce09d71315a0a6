"""Arms that only their own words tell: ``induction of labour or to expectant management``.

No drug or procedure of the tables stands in them; the words as a whole are what is given.
"""

import re
from dataclasses import replace

from trialgraph.extract.arm_phrase import ArmPhrase, head_of
from trialgraph.extract.quoted import COUNT
from trialgraph.extract.regimen import Component, blanked, components, role_of
from trialgraph.extract.regimen_words import DOSES
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_FEWEST_WORDS, _MOST_WORDS = 2, 7
_NO_TREATMENT = lazy.regex(
    r"^(?:before|after|during|at|in|on|with|without|by|for|from|every|each|once|twice|until|within|"
    r"over|as|than|of|either|not|no|both|all|the same|their|this|these|who|which|when|if|\d)\b|"
    r"\b(?:groups?|arms?|patients?|participants?|women|men|children|subjects?|ratio|basis|cent(?:er|re)s?|"
    r"sites?|random\w*|computer\w*|envelopes?|telephone system|stratif\w*|blocks?|sequences?|"
    r"cohorts?|"
    r"phase|stud(?:y|ies)|trials?|period|placebo|conditions?|hospitals?|clinics?|practices?|"
    r"(?:was|were|is|are|had|has|have|did|would|will|and then))\b|[%=<>≥≤]|"
    r"\b(?:and|or|of|to|with|in|at|by|for|the|a)$",
    re.IGNORECASE,
)
_OR_NOT = lazy.regex(
    r"(?P<what>[^;]{3,200}?(?:\s*\x00+)?),? or (?:to )?(?P<no>not|none)"
    r"(?=\W*$|\s?\x00| (?:after|before|in|for)\b)",
    re.IGNORECASE,
)

_NOT_BEFORE = lazy.regex(
    r"(?:(?P<n>\x00+) )?or (?P<no>not) (?:to )?(?:undergo|receive|have|be treated with)"
    r"(?: (?P<m>\x00+))? "
    r"(?P<what>[^;]{3,120}?)(?=\W*$|,)",
    re.IGNORECASE,
)

_COUNT = lazy.regex(rf"\((?:n ?= ?)?(?P<n>{COUNT})(?: [a-z]+)?\)")


_HOW_LONG = lazy.regex(r" (?:for|over|during|within) ")


def worded(text: str, phrase: ArmPhrase, terms: TermIndex) -> ArmPhrase | None:
    """Return an arm with its own words as what it gives; none where they name no treatment."""
    head = head_of(phrase.words)
    if lasting := _HOW_LONG.search(phrase.words):
        head = head[: lasting.start()]
        if found := components(text, phrase.start, phrase.start + lasting.start(), terms):
            return replace(phrase, components=found)
    for dose in DOSES:
        head = dose.sub(" ", head)
    head = re.sub(r"^(?:an?|the|either|receive|undergo) ", "", " ".join(head.split())).strip(" ,;.")
    words = head.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or _NO_TREATMENT.search(head):
        return None
    made = Component(
        head,
        None,
        role_of(head),
        choice=False,
        start=phrase.start,
        end=phrase.start + len(blanked(text[phrase.start : phrase.end]).rstrip()),
        printed=head,
    )
    return replace(phrase, components=(made,))


def all_worded(text: str, phrases: list[ArmPhrase], terms: TermIndex) -> list[ArmPhrase]:
    """Return the arms, those that name nothing known by their words; none where one cannot be."""
    made = [
        phrase if phrase.components or phrase.absent else worded(text, phrase, terms)
        for phrase in phrases
    ]
    return [each for each in made if each is not None] if None not in made else []


def or_not(masked: str) -> re.Match[str] | None:
    """Return the match of ``A or not``, ``or not receive A``: the second arm is not given A."""
    return _OR_NOT.match(masked) or _NOT_BEFORE.match(masked)


def sizes_told(
    text: str, start: int, match: re.Match[str]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return where ``(14) or not undergo (15) A`` says how many get A and how many do not."""
    return _number(text, start, match, "n"), _number(text, start, match, "m")


def _number(text: str, start: int, match: re.Match[str], group: str) -> tuple[int, int] | None:
    if not match.groupdict().get(group):
        return None
    first, last = match.span(group)
    told = _COUNT.match(text, start + first, start + last)
    return told.span("n") if told else None
