"""Lists of arms: where ``A plus B (control group) or C`` is cut, and what its arms share."""

import re
from dataclasses import replace

from trialgraph.extract.arm_backbones import shared
from trialgraph.extract.arm_cuts import COMMA, FILL, OR, bare_cuts, is_next_dose, outside_choices
from trialgraph.extract.arm_pairs import (
    WITH_OR_WITHOUT,
    both_groups,
    either_arms,
    either_sort,
    with_or_without,
)
from trialgraph.extract.arm_phrase import (
    ROLE_ONLY,
    VARIANT,
    ArmPhrase,
    arm_phrase,
    head_of,
    is_marked,
    regimen_of,
)
from trialgraph.extract.arm_words import all_worded, or_not, sizes_told
from trialgraph.extract.regimen import Component, blanked, is_absence_phrase
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex

_ENDING = lazy.regex(
    r"\buntil\b|\bas (?:first|second|third)-line\b|,? stratified\b|,? with "
    r"stratification|"
    r"; all\b|; treatment|\busing\b|(?<!not )(?<!not, )\b(?:by|via|with) (?:minimi[sz]ation|a |"
    r"an |central|computer|permuted|block)"
    r"|\bwas performed\b|\baccording to\b|\bby means of\b|\bthrough an?\b|"
    r"\bwith the use of\b|, with patients\b|\bwith dosing\b"
    r"|,\s\d[\d,]* (?:[\w-]+ ){0,2}?(?:completed|were|had|did|discontinued|finished|withdrew)\b"
    r"|,? (?:both|each|all) (?:dosed|titrated|administered|taken|once|twice)\b"
    r"|\bin an? (?:\d:\d|equal)|\bat \d+ (?:sites|cent)|\bto (?:confirm|investigate|assess|"
    r"evaluate|determine|compare|test)\b|, in \d+-(?:day|week) cycles|"
    r"\bby \d+-minute\b|\b(?:between|from|in) (?:(?:early |late )?(?:January|February|March|"
    r"April|May|June|July|August|September|October|November|December)\b|(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_ENUMERATED = lazy.regex(r"(?:^|[\s,;:])\(?(?P<mark>i{1,3}|iv|[1-4]|[a-dA-D])\)\s+")
_AND_COUNT = lazy.regex(
    r"(?:,\s+(?:and\s+)?|\s+and\s+)(?=(?:\d[\d,]*)\s+(?:\x00+\s+)?(?:patients\s+)?(?:were\s+)?(?:randomly\s+)?"
    r"(?:assigned\s+|allocated\s+)?to\b)",
    re.IGNORECASE,
)
_PAIR = lazy.regex(
    rf";\s*(?:{OR}\s+)?(?:to\s+)?|,?\s+\b{OR}\s+(?:to\s+)?(?:receive\s+|"
    r"undergo\s+)?(?:either\s+)?",
    re.IGNORECASE,
)
_VERSUS = lazy.regex(r"\b(?:versus|vs\.?|v)\s")
# These part arms where ``or`` beside them parts the drugs of a choice.
_OR_TO = lazy.regex(r"[,;]?\s+or\s+to\s+(?:receive|undergo|have|be treated with)\s+", re.IGNORECASE)
_AGAINST = lazy.regex(
    r",?\s+(?:versus|vs\.?|v)\s+(?:to\s+)?(?:receive\s+)?(?:either\s+)?",
    re.IGNORECASE,
)

_COMPARED = lazy.regex(r"\b(?:as )?compared (?:with|to)(?= )", re.IGNORECASE)


# "X or placebo added to Z with or without Y": what some have besides parts no arms.
_OR_PLACEBO = lazy.regex(r"\bor (?:an? |to )?(?:match(?:ing|ed) |oral )?placebo\b", re.IGNORECASE)
NOT_AN_ARM = lazy.regex(
    r"^(?:plus|and|followed|not|or|one of the (?:two|three|four|five))\b|"
    r"\bone of (?:the )?(?:two|three|four|five) (?:[\w-]+ ){0,2}(?:groups|arms)\b|"
    r"^\d+\.\d+(?:%(?! (?!with|than|from|among|were|had)[a-z]{4,})| months| weeks| years)|"
    r"\b(?:could|may|might|would|will|was|were|is|are|has|have|switch\w*)\b",
    re.IGNORECASE,
)
# "A, an oral kinase inhibitor, or B": what the drug before it is, and no arm.
_APPOSED = lazy.regex(
    r"(?:an?|the) (?:[\w-]+ ){0,3}?(?:oral|selective|humani[sz]ed|human|fully|monoclonal|novel"
    r"|investigational|irreversible|reversible|dual|potent|small-molecule|intravenous)\b"
    r"[^,;()]{0,50}\b(?:inhibitor|antibody|agonist|antagonist|blocker|modulator|conjugate|agent"
    r"|analogue?|vaccine|drug)\W*|(?:comprising|consisting of|including|involving)\b.*",
    re.IGNORECASE,
)
_MOST_PIECES = 24


def arm_list(
    text: str, place: tuple[int, int], terms: TermIndex, rule: str, *, arms: int | None = None
) -> tuple[ArmPhrase, ...]:
    """Return the arms that a list such as ``A plus B (control group) or C`` names, if sure.

    Args:
        text: that holds the list.
        place: the range of the list.
        terms: the term tables.
        rule: what found it.
        arms: how many there are, where a ratio such as 2:1 says it.
    """
    start = place[0]
    masked = _up_to_end(blanked(text[slice(*place)], FILL), rule)
    base = WITH_OR_WITHOUT.search(masked)
    before = base and _VERSUS.search(masked, 0, base.start())
    if base and ((before and rule == "compared") or _OR_PLACEBO.search(masked, 0, base.start())):
        masked = masked[: base.start()]
    elif base:
        return with_or_without(text, (start, start + len(masked)), base, terms)
    if rule == "assigned to" and (denied := or_not(masked)):
        return _with_its_absence(text, start, denied, terms, rule)
    either = either_arms(text, start, masked, terms, pair=arms == _PAIR_OF_ARMS)
    either = either or both_groups(text, start, masked, terms)
    either = either or either_sort(text, start, masked, terms, rule)
    if either:
        return either
    masked, tail = _without_tail(masked)
    pieces = _segments(text, (start, start + len(masked)), masked, terms, arms)
    pieces = [
        piece
        for at, piece in enumerate(pieces)
        if not (0 < at < len(pieces) - 1 and _APPOSED.fullmatch(text[slice(*piece)]))
    ]
    if len(pieces) > _MOST_PIECES:
        return ()
    phrases = [arm_phrase(text, piece, terms, rule) for piece in pieces]
    if not all(_says_something(phrase) for phrase in phrases) or len(phrases) == 1:
        phrases = _told_in_words(text, (start, start + len(masked)), masked, terms, rule)
    if not phrases or any(NOT_AN_ARM.search(head_of(phrase.words)) for phrase in phrases):
        return ()
    return shared(text, start, phrases, tail, terms)


def _told_in_words(
    text: str, place: tuple[int, int], masked: str, terms: TermIndex, rule: str
) -> list[ArmPhrase]:
    """Return the two arms of an assignment that one ``or`` parts, though no table knows one."""
    cuts = list(_PAIR.finditer(masked)) if rule == "assigned to" else []
    if len(cuts) != 1 or re.search(r"[,;]\s|\beither\b", masked[: cuts[0].start()]):
        return []
    start = place[0]
    pieces = (start, start + cuts[0].start()), (start + cuts[0].end(), place[1])
    phrases = [arm_phrase(text, _trimmed(text, *piece), terms, rule) for piece in pieces]
    known = all(phrase.components or phrase.absent for phrase in phrases)
    return [] if known else all_worded(text, phrases, terms)


def _with_its_absence(
    text: str, start: int, match: re.Match[str], terms: TermIndex, rule: str
) -> tuple[ArmPhrase, ...]:
    """Return the arms of ``A or not``: A, and nothing."""
    first = start + match.start("what"), start + match.end("what")
    found = all_worded(text, [arm_phrase(text, first, terms, rule)], terms)
    if not found or not found[0].components or NOT_AN_ARM.search(head_of(found[0].words)):
        return ()
    other = arm_phrase(text, (start + match.start("no"), start + match.end("no")), terms, rule)
    name = f"no {found[0].components[0].printed or found[0].components[0].name}"
    given, denied = sizes_told(text, start, match)
    return replace(found[0], rule="or not", size=given or found[0].size), replace(
        other, absent=True, short=name, components=(), rule="or not", size=denied
    )


def arm_pair(
    text: str, one: tuple[int, int], other: tuple[int, int], terms: TermIndex, rule: str
) -> tuple[ArmPhrase, ...]:
    """Return the arms that two ranges of one phrase name: ``comparing A with B, both with C``."""
    masked = blanked(text[slice(*other)], FILL)
    found = TAIL.search(masked)
    tail = (found.end(), len(masked)) if found else None
    second = (other[0], other[0] + found.start()) if found else other
    phrases = [arm_phrase(text, place, terms, rule) for place in (one, second)]
    if any(NOT_AN_ARM.search(blanked(phrase.words)) for phrase in phrases):
        return ()
    if not all(phrase.components or phrase.absent for phrase in phrases):
        return ()
    return shared(text, other[0], phrases, tail, terms)


_PAIR_OF_ARMS = 2


def _says_something(phrase: ArmPhrase) -> bool:
    told = phrase.components or phrase.absent or phrase.role_only or phrase.is_variant
    return bool(told or phrase.size) or is_marked(phrase.words)


_UNTIL = lazy.regex(r"\buntil\b[^;]{0,160}?(?=,?\sor to\b)", re.IGNORECASE)
"""How long the first arm lasts: another arm follows."""


def _up_to_end(masked: str, rule: str) -> str:
    """Return the list without the clause after it, such as ``; follow-up was 4 years``.

    What patients are assigned to ``as compared with`` another stands versus it.
    """
    if rule == "assigned to":
        masked = _COMPARED.sub(lambda found: "versus".ljust(len(found[0])), masked)
    masked = _UNTIL.sub(lambda found: FILL * len(found[0]), masked)
    listed = masked.rfind(";") + 1 if re.search(r";\s*(?:or|and)\b", masked) else 0
    stop = _ENDING.search(masked, listed)
    masked = masked[: stop.start()] if stop else masked
    for clause in re.finditer(r";\s(?P<words>[^;]{0,200})", masked):
        told = re.search(r"\b(?:were|was|had|have been|is|are)\b", clause["words"])
        if told and not re.search(r"\b(?:assigned|allocated|randomi[sz]ed)\b", clause["words"]):
            return masked[: clause.start()]
    return masked


TAIL = lazy.regex(
    r",\s*(?:(?:both|each|all)(?: (?:arms|groups|regimens))?\s+(?:followed by|in addition to|"
    r"in (?:combination|conjunction) with|combined with|before|after|with|plus|given with|for)"
    r"|followed by|in addition to)\s",
    re.IGNORECASE,
)


def _without_tail(masked: str) -> tuple[str, tuple[int, int] | None]:
    """Return the list without what follows its last arm for all, and where that stands."""
    cuts = list(_PAIR.finditer(masked))
    tails = list(TAIL.finditer(masked, cuts[-1].end())) if cuts else []
    if not tails:
        return masked, None
    return masked[: tails[0].start()], (tails[0].end(), len(masked))


def _segments(
    text: str, place: tuple[int, int], masked: str, terms: TermIndex, arms: int | None
) -> list[tuple[int, int]]:
    start = place[0]
    enumerated = _enumerated(text[slice(*place)])
    if enumerated:
        ends = [*(match.start() for match in enumerated[1:]), place[1] - start]
        return [
            _trimmed(text, start + m.end(), start + end)
            for m, end in zip(enumerated, ends, strict=True)
        ]
    cuts = list(_AND_COUNT.finditer(masked)) or _named_groups(masked)
    cuts = cuts or _sized_cuts(text[slice(*place)], masked)
    cuts = cuts or _cuts(text[slice(*place)], masked, arms)
    edges = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(masked)]
    pieces = [_trimmed(text, start + a, start + b) for a, b in zip(*edges, strict=True)]
    pieces = _merged(text, pieces, terms, arms)
    return pieces if arms is None or len(pieces) <= arms else _by_size(text, pieces, arms)


def _enumerated(words: str) -> list[re.Match[str]]:
    """Return the marks of a list such as ``(a) A, (b) B``: they count from the first on."""
    found = [
        match
        for match in _ENUMERATED.finditer(words)
        if words[match.start("mark") - 1] == "("
        or words.count("(", 0, match.start()) <= words.count(")", 0, match.start())
    ]
    ranks = [_RANKS[match["mark"].lower()] for match in found]
    return found if len(found) > 1 and ranks == list(range(1, len(found) + 1)) else []


_RANKS = {
    mark: rank
    for marks in (("i", "ii", "iii", "iv"), "1234", "abcd")
    for rank, mark in enumerate(marks, start=1)
}


def _by_size(text: str, pieces: list[tuple[int, int]], arms: int) -> list[tuple[int, int]]:
    """Return as many arms as a ratio says, cut where sizes stand: ``A (n=9) or B or C (n=8)``.

    Else the list stands: a trial that began with two arms may have got a third later.
    """
    sized = [re.search(r"[(;,]\s*n\s?=", text[slice(*piece)]) is not None for piece in pieces]
    if sum(sized) == arms and sized[-1]:
        out: list[tuple[int, int]] = []
        begun = pieces[0][0]
        for at, piece in enumerate(pieces):
            if sized[at]:
                out.append((begun, piece[1]))
                begun = pieces[at + 1][0] if at + 1 < len(pieces) else piece[1]
        return out
    return pieces


def _named_groups(masked: str) -> list[re.Match[str]]:
    """Return where ``PTC group and TC group`` is cut."""
    named = re.compile(r"(?:the )?[\w+/-]+(?: [\w+/-]+){0,3} (?:group|arm)\s*")
    cuts = list(re.finditer(r",?\s+and\s+(?:the\s+)?", masked))
    edges = zip(
        [0, *(cut.end() for cut in cuts)],
        [*(cut.start() for cut in cuts), len(masked)],
        strict=True,
    )
    whole = bool(cuts) and all(
        named.fullmatch(masked[a:b].strip(" .,;" + FILL) + " ") for a, b in edges
    )
    return cuts if whole else []


_BEHIND_SIZE = lazy.regex(
    rf"(?<={FILL})(?:[,;]\s+(?:(?:and|or)\s+)?|\s+(?:and|or|versus|vs\.?)\s+)(?:to\s+)?"
)
_HAS_SIZE = lazy.regex(
    r"\((?:[^()]{1,40}[;,] ?)?(?:[nN] ?= ?\d[\d,]*|\d[\d,]* (?:patients|participants|women|men|"
    r"subjects|children))(?:[;,][^()]{0,40})?\)(?P<end>\W*$)?|"
    r"\((?:[\w/+-]{1,20} ){1,3}(?:group|arm)\)(?P<named>\W*$)?"
)


def _sized_cuts(words: str, masked: str) -> list[re.Match[str]]:
    """Return where ``A (n = 9), B (n = 8), and C (n = 9)`` is cut: each ends with its size."""
    cuts = list(_BEHIND_SIZE.finditer(masked))
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(masked)]
    sizes = [list(_HAS_SIZE.finditer(words[a:b])) for a, b in zip(starts, ends, strict=True)]
    return (
        cuts
        if cuts and all(len(s) == 1 and (s[0]["end"], s[0]["named"]) != (None, None) for s in sizes)
        else []
    )


def _cuts(words: str, masked: str, arms: int | None) -> list[re.Match[str]]:
    against = list(_AGAINST.finditer(masked))
    if against:
        return against
    either_to = list(_OR_TO.finditer(masked))
    if len(either_to) + 1 == arms:
        return either_to
    cuts = _all_cuts(masked)
    return bare_cuts(words, masked, cuts, arms) if len(cuts) == 1 else cuts


def _all_cuts(masked: str) -> list[re.Match[str]]:
    if re.search(r";\s*(?:or|and)\b", masked):
        return list(re.finditer(r";\s*(?:(?:or|and)\s+)?(?:to\s+)?", masked))
    nested = [match.end() for match in re.finditer(r"\b(?:and|plus|with) either\b", masked)]
    pairs = outside_choices(
        masked,
        [
            cut
            for cut in _PAIR.finditer(masked)
            if not any(at <= cut.start() < at + 80 for at in nested)
        ],
    )
    last = pairs[-1] if pairs else None
    if (
        last is None
        or not last[0].lstrip().startswith((",", ";"))
        or masked[: last.start()].count(",") == 0
    ):
        return pairs
    commas = [cut for cut in COMMA.finditer(masked) if cut.start() <= last.start()]
    joined = re.compile(r"(?:and|plus|followed|then|with)\b", re.IGNORECASE)
    return [cut for at, cut in enumerate(commas) if not _inside_list(masked, commas, at, joined)]


def _inside_list(
    masked: str, commas: list[re.Match[str]], at: int, joined: re.Pattern[str]
) -> bool:
    """Tell whether a comma belongs to a list such as ``A, B, and C`` inside one arm."""
    return any(joined.match(masked, later.end()) for later in commas[at:])


_MARKS = " ,;.:"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the marks and the joining word at its ends."""
    start += len(text[start:end]) - len(text[start:end].lstrip(_MARKS))
    end = start + len(text[start:end].rstrip(_MARKS))
    return start, start + len(re.sub(r"[\s,;]*\b(?:or|and)$", "", text[start:end]))


def _merged(
    text: str, pieces: list[tuple[int, int]], terms: TermIndex, arms: int | None
) -> list[tuple[int, int]]:
    """Join a piece without any component to the one before it: it is a dose or a schedule.

    It is an arm of its own where all arms differ by it, or a ratio counts it as one.
    """
    named = [_is_named(text[slice(*piece)], regimen_of(text, *piece, terms)) for piece in pieces]
    varied = [VARIANT.match(text[slice(*piece)]) is not None for piece in pieces]
    apart = len(pieces) == arms or (named.count(True) == 1 and all(map(_either, named, varied)))
    out: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(pieces):
        first = not out and re.match(r"\d[\d.,]* ?m?g\b", text[start:end])
        dosed = at and is_next_dose(text[slice(*pieces[at - 1])], text[start:end])
        sized = at and _SIZED.search(text, start, end) and _SIZED.search(text, *pieces[at - 1])
        if out and not (named[at] or (apart and varied[at]) or first or dosed or sized):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


_SIZED = lazy.regex(r"\([nN] ?= ?\d")


def _either(one: bool, other: bool) -> bool:  # noqa: FBT001 - a fold over two lists of claims
    return one or other


def _is_named(words: str, found: tuple[Component, ...]) -> bool:
    told = found or is_absence_phrase(words) or ROLE_ONLY.match(words)
    return bool(told) or is_marked(words)
