"""Arms that only their own words tell: ``induction of labour or to expectant management``.

No drug or procedure of the tables stands in them; the words as a whole are what is given.
"""

import re
from dataclasses import replace

from trialgraph.extract.arm_phrase import ArmPhrase, head_of
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
    """Return the match of ``A or not``: the second arm is not given what the first is."""
    return _OR_NOT.match(masked)
