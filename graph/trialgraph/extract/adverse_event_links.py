"""Whether a count goes on with the event of the count before it."""

import re

from trialgraph.extract.adverse_event_sentence import HarmSentence
from trialgraph.extract.mentions.patient_counts import PatientCount
from trialgraph.model import lazy

_LINK_WORDS = (
    "patients patient participants participant women men individuals people those of in the and or"
    " who that received receive receiving were was are treated assigned allocated randomised"
    " randomized to with for than as compared v vs versus on given taking group groups arm arms"
    " cohort at least one dose regardless safety population evaluable respectively also both only"
    " similar between by had treatment therapy a an had more less frequent frequently common"
    " commonly higher lower greater occurred occurring reported seen observed whereas while but"
    " low rare within uncommon out plus alone recipients regimen nearly about total events event"
)
_LINKS = frozenset(_LINK_WORDS.split())
_OWN_OBJECT = lazy.regex(
    r"[)\]]?\s(?:patients?\s|participants?\s)?(?:\(\S{1,8}\)\s)?(?:had|experienced|developed|died"
    r"|discontinued|withdrew|required|requiring|with)\s(?!the\s)"
)
_ASIDE = lazy.regex(r"\([^()]{0,300}\)")
_MEANWHILE = lazy.regex(
    r"(?i)\b(?:during|within|over|throughout|after|through)\s(?:the\s)?(?:(?!and\b|in\b)[\w-]+\s){0,4}"
    r"(?:period|phase|treatment|study|trial|follow-up|weeks?|months?|years?|days?|cycles?)\b"
)
_ARTICLE, _ARM_BEFORE = 4, 60


def goes_on(read: HarmSentence, begin: int, count: PatientCount) -> bool:
    """Tell whether nothing but arms, links and grades stands between two counts."""
    own = _OWN_OBJECT.match(read.words, count.end - read.start)
    if own and not any(
        one.start < read.start + own.end() + _ARTICLE
        for one in read.setting.arms_in(count.end, read.end)
    ):
        return False
    words = without_names(read, begin, count.start)
    stop = re.search(r"(?<!\bvs)[.]|;", words)
    if stop and _depth(read, begin + stop.start()) == 0:
        return False
    if re.search(r",\s(?:with|including)\s", words):
        return False
    return all(word.lower() in _LINKS for word in re.findall(r"[A-Za-z][\w'’-]*", words))


def without_names(read: HarmSentence, start: int, end: int) -> str:
    """Return words without the arms, grades, estimates and p values in them."""
    out = list(read.words[start - read.start : end - read.start].replace("\x00", " "))
    for bracket in _ASIDE.finditer(read.words, start - read.start, end - read.start):
        out[bracket.start() + read.start - start : bracket.end() + read.start - start] = " " * len(
            bracket[0]
        )
    ranges = [
        (one.start, one.end)
        for one in read.setting.arms_in(max(read.start, start - _ARM_BEFORE), end)
    ]
    ranges += [one.span() for one in _MEANWHILE.finditer(read.setting.view.text, start, end)]
    ranges += [place for place in read.estimates if start < place[1] and place[0] < end]
    for first, last in ranges:
        for at in range(max(0, first - start), min(len(out), last - start)):
            out[at] = " "
    return "".join(out)


def _depth(read: HarmSentence, place: int) -> int:
    words = read.words[: place - read.start]
    return words.count("(") + words.count("[") - words.count(")") - words.count("]")
