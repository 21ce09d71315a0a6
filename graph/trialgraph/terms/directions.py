"""Which way is better for the patient, where a name that is no end point says it.

Two tables are asked. An event's noun has a meaning of its own (a stroke is bad, a cure is
good), and so has a scale that is named; nothing else of a name is taken to mean anything.
"""

import re
from collections.abc import Iterable

from trialgraph.terms.index import Concept, TermIndex

EVENTS = "outcome-word"
SCALES = "scale"

# Rates and shares of patients say nothing of which way; a time point comes after the event.
_TAIL = re.compile(
    r"(?i)(?:\s(?:rates?|risk|incidence|at (?:day|week|month|year) \d+"
    r"|(?:at|within|by) \d+ (?:days?|weeks?|months?|years?)"
    r"|from (?:[a-z]+ ){1,2}causes?|of any cause|as an end point|on dialysis))+$"
)
_TURNED = re.compile(
    r"(?i)\b(?:free|freedom|without|no|not|non(?! fatal)|absence|loss|lack|avoid\w*|prevent\w*"
    r"|reduc\w*|delay\w*|worsen\w*|improv(?!ements?\b)\w*|antibody|immune|poor|partial|failed|surviv\w*"
    r"|unwanted|teenage|adverse|safety|protocol|screen(?:ing)?)\b"
)
# A share of patients who reach a score is no difference of scores.
_SHARE = re.compile(r"(?i)\brespon|\bremi(?:ssion|tt)|\btime\b|\bachiev|\bbelow\b|<|\breduc")
# Printed as a fall or as a change, the same benefit has either sign.
_CHANGE = re.compile(
    r"(?i)\b(?:chang|declin|decreas|increas|improv|gain|fall|fell|drop|rise|lower)"
)
# The event that is waited for, whatever it is of: "time to deterioration of cough".
_WAITED_FOR = re.compile(r"(?i)^time to (?P<event>[a-z ]{3,40}?) of .+$")
_PARTS = re.compile(r"(?i),? (?:or|and|and/or) |, |/")


def event_words(name: str, terms: TermIndex) -> tuple[Concept, ...]:
    """Return the outcome words of an event's name, by which it is bad or good as a whole.

    None, unless every part of the name ends with one, all of them say the same, and
    nothing in the name may turn it.
    """
    spaced = name.replace("-", " ")
    if _TURNED.search(_beside_events(spaced, terms)):
        return ()
    told = _WAITED_FOR.sub(r"\g<event>", spaced)
    found = [_last_word(part, terms) for part in _PARTS.split(told) if part.strip()]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) and event_direction(known) else ()


def event_direction(found: Iterable[Concept]) -> str | None:
    """Return bad or good where all outcome words say it, ``None`` where they do not agree."""
    return _said("event_direction", found)


def scales(name: str, terms: TermIndex) -> tuple[Concept, ...]:
    """Return the scales named in what a difference of scores is of, by which one way is better.

    None, where they run against each other, where it is a share of patients, or a change,
    whose sign is a convention that a name does not tell.
    """
    if any(words.search(name) for words in (_SHARE, _TURNED, _CHANGE)):
        return ()
    found = tuple(mention.concept for mention in terms.mentions(name, SCALES))
    return found if scale_direction(found) else ()


def scale_direction(found: Iterable[Concept]) -> str | None:
    """Return higher or lower where all scales say it, ``None`` where they do not agree."""
    return _said("better", found)


def _last_word(part: str, terms: TermIndex) -> Concept | None:
    """Return the outcome word that a name ends with, but for rates, risks and time points."""
    words = _TAIL.sub("", part.strip())
    named = terms.mentions(words, EVENTS)
    return next((one.concept for one in named if one.end == len(words)), None)


def _beside_events(name: str, terms: TermIndex) -> str:
    """Return a name without its outcome words: the loss in "hearing loss" turns nothing."""
    for mention in reversed(terms.mentions(name, EVENTS)):
        name = name[: mention.start] + name[mention.end :]
    return name


def _said(attribute: str, found: Iterable[Concept]) -> str | None:
    said = {concept.attributes[attribute] for concept in found}
    return said.pop() if len(said) == 1 else None
