"""The end points that a list names: standard short names where the tables have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from trialgraph.extract.regimen import blanked
from trialgraph.terms.index import Concept, TermIndex, TermMention

_CUT = re.compile(r"\s*(?:;|,\s+and\b|,|\band\b|\bor both\b|\bplus\b)\s+", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:the|a|an|any|overall|objectively confirmed|improvement in|rates? of|"
    r"proportion of|incidence of|a composite of|difference in|time-matched)\s+)+"
    r"(?!survival|response)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:for\s+[A-Z0-9].*|in (?:the )?(?:intention|intent|overall|phase|part|all)\b.*|"
    r"as assessed.*|assessed by.*|by (?:independent|investigator).*|between .*|"
    r"tested.*|analy[sz]ed.*|\(.*|among .*|with .* group.*|on maintenance.*|of any type|"
    r"according to.*)$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\bin (?P<who>(?:patients|women|men|participants|those) (?:with|who|whose|without|"
    r"previously)\b.*)$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:that|was|were|is|are|had|has|did|assess|assessed|compared|conducted|enrolled|"
    r"designed|evaluate)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:by|of|in|for|with|where|which|detected|among|between)\b|\bend[ -]?points?$|\boutcomes?$"
    r"|\bguidelines?\b|\bcriteria$",
    re.IGNORECASE,
)
_MOST_WORDS = 9
_QUALIFIED = re.compile(
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
    if cut[0].strip().lower() != "and":
        return True
    before = max((m.end for m in mentions if m.end <= cut.start()), default=None)
    after = min((m.start for m in mentions if m.start >= cut.end()), default=None)
    comma_before = "," in masked[: cut.start()]
    return (
        comma_before
        or (before is not None and after is not None)
        or (before is not None and "safety" in masked[cut.end() :])
    )


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
    name = concept.label if printed.isupper() else printed.lower()
    if re.search(rf"\bduration of (?:the )?{re.escape(printed)}", core):
        name = f"duration of {name}"
    time = re.search(r"\b(\d+)-(year|month|week)\b|\bat (\d+) (year|month|week|day)s\b", core)
    return f"{name} at {time[1] or time[3]} {time[2] or time[4]}s" if time else name


def _is_other(core: str, mention: TermMention) -> bool:
    """Tell whether a qualifying word before a known name makes it another end point."""
    before = core[: mention.start]
    if before.lower().startswith("time to"):
        return True
    return (
        _QUALIFIED.search(before) is not None
        and _QUALIFIED.search(core[mention.start : mention.end]) is None
    )


def _as_printed(
    text: str, first: int, last: int, item: tuple[int, int], population: str
) -> NamedEndPoint | None:
    words = text[first:last]
    while lead := _LEAD.match(words):
        first += lead.end()
        words = text[first:last]
    tail = _TAIL.search(words)
    words = words[: tail.start()] if tail else words
    name = words.strip(" ,.;:")
    if (
        not name
        or len(name.split()) > _MOST_WORDS
        or _VERB.search(name)
        or _NO_NAME.search(name)
        or not re.search(r"[a-z]{3}|^[A-Z]{2,6}$", name)
    ):
        return None
    at = first + words.find(name)
    return NamedEndPoint(name, at, at + len(name), item, population, None)
