"""Phrases that describe the arms of a trial, found where patients are assigned to them."""

import re
from collections.abc import Iterable

from trialgraph.extract.arm_lists import arm_list
from trialgraph.extract.arm_phrase import ArmPhrase
from trialgraph.extract.quoted import COUNT
from trialgraph.extract.regimen import blanked, parenthesised
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.view import ReadingView
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_PEOPLE = (
    r"(?:\d[\d,]* )?(?:[\w-]+ ){0,4}?(?:patients|participants|women|men|adults|people|"
    r"individuals|subjects|survivors|children|infants|boys|girls|mothers|outpatients|adolescents)\b"
)
TRIGGER = lazy.regex(
    r"\b(?:randomly|equally|centrally) (?:re)?(?:assigned|allocated|assign|allocate)\b|"
    r"\b(?:re)?(?:assigned|allocated)\b|\b(?:randomly|equally) divided\b"
    r"|\brandomly received\b|\bdivided randomly\b|\bunderwent randomi[sz]ation\b"
    r"|\brandomi[sz]ed\b(?! (?:(?!(?:to|into)\b)\w+[ -])*?(?:trials?|stud(?:y|ies)|phase|"
    r"comparison|design|"
    r"controlled)\b)(?!,)"
    r"|\brandom(?:i[sz]ed)? (?:treatment )?(?:assignment|allocation)\b|"
    r"\brandomi[sz]ation(?= (?:was |were )?(?:\(?\d:\d[\d:]*\)? |in an? [\w:]+ "
    r"(?:ratio |fashion ))?(?:to (?:receive|undergo|either)\b|between\b))",
    re.IGNORECASE,
)
_NUMBER = r"(?:two|three|four|five|six|[2-6])"
_OPENING = lazy.regex(
    r"(?<=[\s),])(?:to|into|in(?= (?:one of )?(?:the following )?(?:two|three|four|five|[2-6]) ))"
    rf"(?: (?:(?:one|1) of (?:the following )?{_NUMBER} (?:[\w-]+ ){{0,3}}?(?:groups?|arms?|"
    r"cohorts?|conditions?|regimens?|strategies|treatments?|diets?|interventions?|"
    r"programme?s?|approaches)"
    rf"|(?:the following )?{_NUMBER} (?:(?!cycles|courses|months|weeks|doses)[\w-]+ ){{0,2}}?"
    r"(?:groups|arms|cohorts))\b[:,]?)?(?: either)?(?: receive| undergo| be treated with)?"
    r"(?: either)?(?::? |(?<=:))"
    r"|\brandomly received (?:either )?|\b(?:were|we|be) (?:randomly )?(?:assigned|allocated) "
    r"(?:either )?(?!(?:in|at|to|"
    r"using|with|by|via|on|as|for|during|after|before|within|\(|\d+:\d)|" + _PEOPLE + ")",
    re.IGNORECASE,
)
_OTHER_TO = lazy.regex(
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


_RECEIVED = lazy.regex(
    r"\b(?:patients|participants|women|men|adults|subjects|who) "
    r"(?:(?:all|then|were randomly|randomly|also) )?(?:received|were given|were treated with) "
    r"(?=either |(?:[^.;:]|[.:]\d){2,200}? or (?:an? )?(?:matching |matched )?placebo\b|"
    r"[^.;:]{2,200}? or without\b)"
    r"|^interventions?: (?![^.;:]{0,300}\b(?:random|assign|allocat))(?=[^;:]{2,300}\b(?:or|"
    r"versus|vs)\b)",
    re.IGNORECASE,
)


def received_arms(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms of sentences that say only what patients received: ``A or placebo``.

    For a randomised trial that no sentence assigns patients in.
    """
    found = []
    for sentence in view.sentences:
        words = view.words(sentence)
        if sentence.section in {"abstract", "methods"} and len(words) <= LONGEST_READ:
            told = _RECEIVED.search(words)
            place = (sentence.start + (told.end() if told else 0), sentence.end)
            arms = arm_list(view.text, place, terms, "received") if told else ()
            if len(arms) > 1:
                found.append(arms)
    return found


def _assignments(
    view: ReadingView, place: tuple[int, int], terms: TermIndex, number: int | None
) -> Iterable[tuple[ArmPhrase, ...]]:
    text = blanked(view.text[slice(*place)])
    trigger = TRIGGER.search(text)
    if trigger is None:
        return
    counted = _counted(view, place, terms, number)
    if counted:
        yield counted
        return
    for opening in _OPENING.finditer(text, max(0, trigger.start() - 8)):
        if opening.start() - trigger.end() > _FARTHEST:
            return
        if _OTHER_TO.search(text[: opening.start()]) or _between_numbers(text, opening):
            continue
        listed = (place[0] + opening.end(), place[1])
        arms = arm_list(view.text, listed, terms, "assigned to", arms=number)
        if len(arms) > 1 and not _are_too_few(arms, number):
            yield arms
            return


def _are_too_few(arms: tuple[ArmPhrase, ...], number: int | None) -> bool:
    """Tell whether a ratio of four shares or more says that a list has lost some arms."""
    return number is not None and len(arms) < number > _PAIRS


_PAIRS = 3


def _counted(
    view: ReadingView, place: tuple[int, int], terms: TermIndex, number: int | None
) -> tuple[ArmPhrase, ...]:
    """Return the arms of ``(379 to A and 380 to B)``, after the number of all patients."""
    for first, last in parenthesised(view.text[slice(*place)]):
        start, end = place[0] + first, place[0] + last
        if _COUNTED.match(view.text, start, end):
            arms = arm_list(view.text, (start, end), terms, "assigned to", arms=number)
            named = len(arms) > 1 and all(arm.components or arm.absent for arm in arms)
            return arms if named else ()
    return ()


_RANGE = lazy.regex(r"\d (?:(?:hours?|days?|weeks?|months?|years?) )?to \d+$")
_WITHOUT_UNIT = lazy.regex(r"(?<=\d) (?:hours?|days?|weeks?|months?|years?)$")


def _between_numbers(text: str, opening: re.Match[str]) -> bool:
    """Tell whether the ``to`` of an opening stands between two numbers: ``6 months to 8 years``."""
    before = _WITHOUT_UNIT.sub("", text[: opening.start()].rstrip())
    if _RANGE.search(before):
        return False
    return before[-1:].isdigit() and text[opening.end() : opening.end() + 1].isdigit()


_COUNTED = lazy.regex(rf"(?={COUNT} to [^()]{{2,120}}? and (?:{COUNT}) to )")
"""Before ``379 to A and 380 to B``, in parentheses after the number of all patients."""
_FARTHEST = 600
_RATIO = lazy.regex(r"(?<![\d.:])[1-9](?::[1-9]){1,5}(?![\d:.]|\s?(?:am|pm)\b)")


def _number_of_arms(words: str) -> int | None:
    """Return how many arms a ratio such as 2:1:1 shares the patients between."""
    numbers = {len(match[0].split(":")) for match in _RATIO.finditer(words)}
    return numbers.pop() if len(numbers) == 1 else None
