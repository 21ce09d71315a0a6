"""Phrases that describe the arms of a trial, found where patients are assigned to them."""

import re
from collections.abc import Iterable

from trialgraph.extract.arm_lists import arm_list
from trialgraph.extract.arm_phrase import ArmPhrase
from trialgraph.extract.regimen import blanked
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

_PEOPLE = (
    r"(?:\d[\d,]* )?(?:[\w-]+ ){0,4}?(?:patients|participants|women|men|adults|people|"
    r"individuals|subjects)\b"
)
TRIGGER = re.compile(
    r"\b(?:randomly|equally|centrally) (?:re)?(?:assigned|allocated|assign|allocate)\b|"
    r"\b(?:re)?(?:assigned|allocated)\b"
    r"|\brandomi[sz]ed\b(?! (?:\w+[ -])*?(?:trials?|stud(?:y|ies)|phase|comparison|design|"
    r"controlled)\b)(?!,)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?<=[\s),])to(?: one of (?:two|three|four) (?:\w+ )?(?:groups?|arms?|"
    r"treatments?)\b[:,]?| (?:two|three) (?:groups|arms)[,:])?"
    r"(?: either)?(?: receive| undergo| be treated with)?(?: either)?:? "
    r"|\b(?:were|we|be) (?:randomly )?(?:assigned|allocated) (?:either )?(?!(?:in|at|to|"
    r"using|with|by|via|on|as|for|during|after|before|within|\(|\d+:\d)|" + _PEOPLE + ")",
    re.IGNORECASE,
)
_OTHER_TO = re.compile(
    r"\b(?:switch\w*|cross\w* over|prior|due|according|compared|similar|equal|up|"
    r"equivalent|added|refractory|resistant|leading|exposed|"
    r"related|response|addition|designed|able|likely|[12]:[12]\s?to|used)\s*$",
    re.IGNORECASE,
)


def assigned_arms(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms of all sentences that assign patients, as they stand."""
    told = [
        (sentence.start, sentence.end)
        for sentence in view.sentences
        if sentence.section not in {"references", "funding", "introduction", "record"}
        and len(view.words(sentence)) <= LONGEST_READ
        and TRIGGER.search(view.words(sentence))
    ]
    arms = _number_of_arms(" ".join(view.text[slice(*place)] for place in told))
    return [found for place in told for found in _assignments(view, place, terms, arms)]


def _assignments(
    view: ReadingView, place: tuple[int, int], terms: TermIndex, number: int | None
) -> Iterable[tuple[ArmPhrase, ...]]:
    text = blanked(view.text[slice(*place)])
    trigger = TRIGGER.search(text)
    if trigger is None:
        return
    for opening in _OPENING.finditer(text, max(0, trigger.start() - 8)):
        if opening.start() - trigger.end() > _FARTHEST:
            return
        if _OTHER_TO.search(text[: opening.start()]):
            continue
        listed = (place[0] + opening.end(), place[1])
        arms = arm_list(view.text, listed, terms, "assigned to", arms=number)
        if len(arms) > 1:
            yield arms
            return


_FARTHEST = 600
_RATIO = re.compile(r"(?<![\d.:])[1-9](?::[1-9]){1,5}(?![\d:.]|\s?(?:am|pm)\b)")


def _number_of_arms(words: str) -> int | None:
    """Return how many arms a ratio such as 2:1:1 shares the patients between."""
    numbers = {len(match[0].split(":")) for match in _RATIO.finditer(words)}
    return numbers.pop() if len(numbers) == 1 else None
