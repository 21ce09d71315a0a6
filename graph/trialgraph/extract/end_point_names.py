"""The end points that a list names: standard short names where the tables have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from trialgraph.extract.regimen import blanked
from trialgraph.model import lazy
from trialgraph.terms.index import Concept, TermIndex, TermMention

_CUT = lazy.regex(r"\s*(?:;|,\s+and\b|,|\band\b|\bor both\b|\bplus\b)\s+", re.IGNORECASE)
_AIM = lazy.regex(r"to (?:assess|evaluate|compare|determine|record|measure)\b", re.IGNORECASE)
_LEAD = lazy.regex(
    r"^(?:(?:and|to (?:assess|evaluate|compare|determine|record|measure)|the|a|an|any|overall|"
    r"objectively confirmed|improvement in|rates? of|"
    r"(?:vaccine )?efficacy (?:of [^,;()]{2,40}? )?against|"
    r"proportion of|incidence of|comparison of|time-matched|"
    r"(?:mean )?differences?(?: (?:between|among) [a-z -]{3,40})? in)\s+)+"
    r"(?!survival|response)",
    re.IGNORECASE,
)
_TAIL = lazy.regex(
    r"\s+(?:for\s+(?-i:[A-Z0-9]).*|in (?:the )?(?:intention|intent|overall|phase|part|all)\b.*|"
    r"as assessed.*|assessed by.*|by (?:independent|investigator).*|between .*|"
    r"tested.*|analy[sz]ed.*|\(.*|among .*|with .* group.*|on maintenance.*|of any type|"
    r"according to.*|"
    r"(?<!\btime )(?:after|from|since) (?:the )?(?:date of |time of )?(?:randomi[sz]ation"
    r"|random assignment|enrol\w+|study entry)\b.*)$",
    re.IGNORECASE,
)
_PEOPLE = lazy.regex(
    r"\bin (?P<who>(?:patients|women|men|participants|those) (?:with|who|whose|without|"
    r"previously)\b.*)$",
    re.IGNORECASE,
)
_VERB = lazy.regex(
    r"\b(?:that|was|were|is|are|had|has|did|assess|assessed|compared|conducted|enrolled|"
    r"designed|evaluate)\b",
    re.IGNORECASE,
)
_NO_NAME = lazy.regex(
    r"^(?:by|of|in|for|with|where|which|detected|among|between|if|whether|how|at|to)\b"
    r"|^(?:changes?|rates?)$|^(?:differences?|effects?|efficacy)(?:$| of\b)"
    r"|\bend[ -]?points?$|\boutcomes?$"
    r"|\bguidelines?\b|\bcriteria$|\b(?:as|by|with|of|to|than|from|the|and|or)$"
    r"|^(?:tested|ranked|ordered|adjudicated|potentially|indicating|signifying|suggesting|showing"
    r"|reflecting|using|including"
    r"|consistent|summari[sz]ed)\b"
    r"|^(?:(?:also|not|significantly) )?(?:reduced|lowered|lower|increased|decreased|improved"
    r"|higher|similar|met|reached|achieved|observed|seen|noted|found)"
    r"(?: (?:by|in|from|with|to|for|at)\b|$)",
    re.IGNORECASE,
)
_MOST_WORDS, _MOST_OF_COMPOSITE = 14, 24
_GIVEN = lazy.regex(
    r"\s+(?:in|among|for) (?:the )?(?:patients|women|men|participants|those|subjects) "
    r"(?:receiving|treated|given|assigned|randomi[sz]ed|who received)\b.*$",
    re.IGNORECASE,
)
_NARROWED = lazy.regex(r"\b[\w-]{3,20}-(?:specific|related|free)\s$")
# A bare event that is narrowed, or one of several: "death from X", "progression of Y or death".
_GOES_ON = lazy.regex(
    r"(?:deaths?|mortality|progression|recurrence|relapse|hospitali[sz]ations?|strokes?|bleeding)"
    r" (?:(?:from|due to|caused by|attributed to|related to) (?!any\b|all[ -]cause)"
    r"(?!(?:the )?(?:date|time|random|enrol|study|diagnosis|baseline|start|day))|of [a-z]|or [a-z])"
)
_KEPT_FROM = lazy.regex(r"\b(?:freedom from|absence of)\s$", re.IGNORECASE)
_OF_SAFETY = lazy.regex(
    r"(?:the )?(?:safety|tolerability|feasibility|toxicity|efficacy)\b", re.IGNORECASE
)
_OF_OTHER = lazy.regex(
    rf"(?!{_OF_SAFETY.pattern})|(?:vaccine )?efficacy (?:of [^,;()]{{2,40}}? )?against\b",
    re.IGNORECASE,
)
# An event that is a death, or one of several with death, befalls nobody to their good.
_DEADLY = lazy.regex(
    r"\b(?:deaths?|mortality|(?:major|net) adverse (?:[a-z-]+ ){0,3}events?)\b", re.IGNORECASE
)
_SPARED = lazy.regex(
    r"\b(?:surviv\w+|free(?:dom)?|without|alive|absence|days|scores?|hierarchical|ranks?|win|ratio"
    r"|scale|avoid\w*|prevent\w*)\b|-free\b",
    re.IGNORECASE,
)
_QUALIFIED = lazy.regex(
    r"\b(?:biochemical|radiographic|radiologic\w*|intracranial|locoregional|distant|PSA|"
    r"PC-specific|disease-specific|cancer-specific)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedEndPoint:
    """An end point named at a range of a text.

    Attributes:
        item: the range of the whole list entry, with its qualifying words.
        population: ``all`` or ``subgroup: ...``.
    """

    name: str
    start: int
    end: int
    item: tuple[int, int]
    population: str
    event_direction: Literal["bad", "good"] | None


def named_in(
    text: str, start: int, end: int, terms: TermIndex, *, is_primary: bool
) -> Iterator[NamedEndPoint]:
    """Yield the end points that a range of a text lists, in order."""
    for first, last in _items(text, start, end, terms):
        named = _named(text, first, last, terms)
        if named is not None:
            yield named
        elif is_primary:
            return


def _items(text: str, start: int, end: int, terms: TermIndex) -> list[tuple[int, int]]:
    masked = blanked(text[start:end])
    mentions = _mentions(masked, terms)
    cuts = [cut for cut in _CUT.finditer(masked) if _separates(cut, masked, mentions)]
    edges = zip(
        [0, *(cut.end() for cut in cuts)],
        [*(cut.start() for cut in cuts), len(masked)],
        strict=True,
    )
    return [(start + a, start + b) for a, b in edges if b > a]


def _separates(cut: re.Match[str], masked: str, mentions: list[TermMention]) -> bool:
    """Tell whether a comma or ``and`` parts two end points: never inside a name or a composite."""
    if re.match(
        r"as (?:assessed|determined|defined|measured|judged|evaluated)|(?:assessed|"
        r"judged) by|by (?:independent|"
        r"investigator|blinded)",
        masked[cut.end() :],
    ):
        return False
    if "composite" in masked[: cut.start()].lower() and cut[0].strip() != ";":
        return False
    if cut[0].strip().lower() != "and" or _AIM.match(masked, cut.end()):
        return True
    if _BEGINS_ANOTHER.match(masked, cut.end()) and not _OF_TWO.search(masked, 0, cut.start()):
        return True
    before = max((m.end for m in mentions if m.end <= cut.start()), default=None)
    after = min((m.start for m in mentions if m.start >= cut.end()), default=None)
    comma_before = "," in masked[: cut.start()] or _is_timed(masked, cut)
    alone = _OF_SAFETY.fullmatch(masked, 0, cut.start())
    return (
        comma_before
        or (alone is not None and _OF_OTHER.match(masked, cut.end()) is not None)
        or (before is not None and after is not None)
        or (before is not None and "safety" in masked[cut.end() :])
    )


# "the change in weight and a weight reduction of 5%": an article begins another entry.
_BEGINS_ANOTHER = lazy.regex(
    r"(?:an? [a-z]|the (?:percentage|proportion|rate|incidence|change|time|number) )"
)
_OF_TWO = lazy.regex(r"\b(?:between|ratio|both|or|combin\w+)\b")

# "deaths at 28 days and length of stay": what has its own time is told in full.
_TIMED = lazy.regex(
    r"\b(?:at|by|after|within) (?:(?:day|week|month|year) \d{1,3}"
    r"|(?:\d{1,3}|one|two|three|six|twelve) (?:day|week|month|year)s?)$",
    re.IGNORECASE,
)
_MORE_TIMES = lazy.regex(
    r"(?:at|after|by|in|within|during|over|then|up)\b|(?:day|week|month|year)s? \d|\W|\d"
)


def _is_timed(masked: str, cut: re.Match[str]) -> bool:
    """Tell whether ``and`` follows the time of one entry, and no further time follows it."""
    before = masked[: cut.start()].rstrip()
    return _TIMED.search(before) is not None and _MORE_TIMES.match(masked, cut.end()) is None


def _mentions(words: str, terms: TermIndex) -> list[TermMention]:
    return list(terms.mentions(words, "end-point"))


def _named(text: str, first: int, last: int, terms: TermIndex) -> NamedEndPoint | None:
    words = text[first:last]
    people = _PEOPLE.search(words)
    population = f"subgroup: {people['who'].strip(' .')}" if people else "all"
    core = words[: people.start()] if people else words
    mentions = _mentions(blanked(core), terms) or _mentions(core, terms)
    if mentions and "composite" not in core and not _is_other(core, mentions[0]):
        concept = mentions[0].concept
        direction = concept.attributes.get("event_direction")
        at = first + mentions[0].start
        return NamedEndPoint(
            concept.notation
            if concept.attributes.get("standard") == "true"
            else _spoken(concept, text[at : first + mentions[0].end], core),
            at,
            first + mentions[0].end,
            (first, last),
            population,
            "bad" if direction == "bad" else "good" if direction == "good" else None,
        )
    return _as_printed(text, first, first + len(core), (first, last), population)


def _spoken(concept: Concept, printed: str, core: str) -> str:
    """Return the words of an end point without a standard short name, with their time point."""
    name = concept.label if re.search("[A-Z]{2}", printed) else printed.lower()
    if re.search(rf"\bduration of (?:the )?{re.escape(printed)}", core):
        name = f"duration of {name}"
    time = re.search(r"\b(\d+)-(year|month|week)\b|\bat (\d+) (year|month|week|day)s\b", core)
    return f"{name} at {time[1] or time[3]} {time[2] or time[4]}s" if time else name


def _is_other(core: str, mention: TermMention) -> bool:
    """Tell whether a qualifying word before a known name makes it another end point."""
    before = core[: mention.start]
    if before.lower().startswith("time to"):
        return True
    if _GOES_ON.match(core, mention.start) or _NARROWED.search(before) or _KEPT_FROM.search(before):
        return True
    return (
        _QUALIFIED.search(before) is not None
        and _QUALIFIED.search(core[mention.start : mention.end]) is None
    )


def _as_printed(
    text: str, first: int, last: int, item: tuple[int, int], population: str
) -> NamedEndPoint | None:
    given = _GIVEN.search(text[first:last])
    words = text[first : first + given.start() if given else last]
    while lead := _LEAD.match(words):
        first += lead.end()
        words = words[lead.end() :]
    tail = _TAIL.search(words)
    words = words[: tail.start()] if tail else words
    name = words.strip(" ,.;:")
    most = _MOST_OF_COMPOSITE if "composite" in text[item[0] : last] else _MOST_WORDS
    if (
        not name
        or len(name.split()) > most
        or _VERB.search(name)
        or _NO_NAME.search(name)
        or not re.search(r"[a-z]{3}|^[A-Z]{2,6}$", name)
    ):
        return None
    at = first + words.find(name)
    is_bad = _DEADLY.search(name) is not None and _SPARED.search(name) is None
    direction: Literal["bad"] | None = "bad" if is_bad else None
    return NamedEndPoint(name, at, at + len(name), item, population, direction)
