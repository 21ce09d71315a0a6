"""Lists of arms: where ``A plus B (control group) or C`` is cut, and what its arms share."""

import re
from dataclasses import replace

from trialgraph.extract.arm_pairs import WITH_OR_WITHOUT, either_arms, with_or_without
from trialgraph.extract.arm_phrase import ROLE_ONLY, VARIANT, ArmPhrase, arm_phrase
from trialgraph.extract.regimen import Component, blanked, components, is_absence_phrase
from trialgraph.terms.index import TermIndex

_ENDING = re.compile(
    r"\buntil\b|\bas (?:first|second|third)-line\b|,? stratified\b|,? with stratification|"
    r"; all\b|; treatment|\busing\b|(?<!not )(?<!not, )\b(?:by|via|with) (?:minimi[sz]ation|a |"
    r"an |central|computer|permuted|block)"
    r"|\bwas performed\b|\baccording to\b|\bby means of\b|\bthrough an?\b|"
    r"\bwith the use of\b|, with patients\b|\bwith dosing\b"
    r"|\bat \d+ (?:sites|cent)|\bto (?:confirm|investigate|assess|evaluate|determine|"
    r"compare|test)\b|, in \d+-(?:day|week) cycles|"
    r"\bby \d+-minute\b",
    re.IGNORECASE,
)
_ENUMERATED = re.compile(r"(?:^|[\s,;:])\(?(?P<mark>i{1,3}|iv|[1-4]|[a-dA-D])\)\s+")
_OR = r"(?:or|versus|vs\.?|v)"
_AND_COUNT = re.compile(
    r",?\s+and\s+(?=(?:\d[\d,]*)\s+(?:patients\s+)?(?:were\s+)?(?:randomly\s+)?"
    r"(?:assigned\s+|allocated\s+)?to\b)",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf";\s*(?:{_OR}\s+)?(?:to\s+)?|,?\s+\b{_OR}\s+(?:to\s+)?(?:receive\s+|"
    r"undergo\s+)?(?:either\s+)?",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"\b(?:versus|vs\.?|v)\s")
# These part arms where ``or`` beside them parts the drugs of a choice.
_OR_TO = re.compile(r"[,;]?\s+or\s+to\s+(?:receive|undergo|have|be treated with)\s+", re.IGNORECASE)
_AGAINST = re.compile(
    r",?\s+(?:versus|vs\.?|v)\s+(?:to\s+)?(?:receive\s+)?(?:either\s+)?", re.IGNORECASE
)
_COMMA = re.compile(rf"[,;]\s+(?:{_OR}\s+)?(?:to\s+)?", re.IGNORECASE)


_NOT_AN_ARM = re.compile(
    r"^(?:plus|and|followed)\b|\b(?:could|may|might|would|was|were|switch\w*)\b", re.IGNORECASE
)
_MOST_PIECES = 24
_FILL = "\x00"
"""Stands for what is in parentheses: no blank, so that a cut never eats it."""


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
    masked = _up_to_end(blanked(text[slice(*place)], _FILL))
    base = WITH_OR_WITHOUT.search(masked)
    before = base and _VERSUS.search(masked, 0, base.start())
    if base and before and rule == "compared":
        masked = masked[: base.start()]
    elif base:
        return with_or_without(text, (start, start + len(masked)), base, terms)
    either = either_arms(text, start, masked, terms, pair=arms == _PAIR_OF_ARMS)
    if either:
        return either
    masked, tail = _without_tail(masked)
    pieces = _segments(text, (start, start + len(masked)), masked, terms, arms)
    if len(pieces) > _MOST_PIECES:
        return ()
    phrases = [arm_phrase(text, piece, terms, rule) for piece in pieces]
    if any(_NOT_AN_ARM.search(blanked(phrase.words)) for phrase in phrases):
        return ()
    if not all(_says_something(phrase) for phrase in phrases):
        return ()
    return _shared(text, start, phrases, tail, terms)


def arm_pair(
    text: str, one: tuple[int, int], other: tuple[int, int], terms: TermIndex, rule: str
) -> tuple[ArmPhrase, ...]:
    """Return the arms that two ranges of one phrase name: ``comparing A with B, both with C``."""
    masked = blanked(text[slice(*other)], _FILL)
    found = TAIL.search(masked)
    tail = (found.end(), len(masked)) if found else None
    second = (other[0], other[0] + found.start()) if found else other
    phrases = [arm_phrase(text, place, terms, rule) for place in (one, second)]
    if any(_NOT_AN_ARM.search(blanked(phrase.words)) for phrase in phrases):
        return ()
    if not all(phrase.components or phrase.absent for phrase in phrases):
        return ()
    return _shared(text, other[0], phrases, tail, terms)


def _shared(
    text: str, start: int, phrases: list[ArmPhrase], tail: tuple[int, int] | None, terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    """Return the arms with what the list says once for several."""
    shared = _shared_backbone(text, _same_classes(same_drug(phrases)))
    after = components(text, start + tail[0], start + tail[1], terms) if tail else ()
    return tuple(_with_tail(shared, after))


_PAIR_OF_ARMS = 2


def _says_something(phrase: ArmPhrase) -> bool:
    return bool(phrase.components or phrase.absent or phrase.role_only or phrase.is_variant)


def _up_to_end(masked: str) -> str:
    """Return the list without the clause after it, such as ``; follow-up was 4 years``."""
    listed = masked.rfind(";") + 1 if re.search(r";\s*(?:or|and)\b", masked) else 0
    stop = _ENDING.search(masked, listed)
    masked = masked[: stop.start()] if stop else masked
    for clause in re.finditer(r";\s(?P<words>[^;]{0,200})", masked):
        told = re.search(r"\b(?:were|was|had|have been|is|are)\b", clause["words"])
        if told and not re.search(r"\b(?:assigned|allocated|randomi[sz]ed)\b", clause["words"]):
            return masked[: clause.start()]
    return masked


TAIL = re.compile(
    r",\s*(?:(?:both|each|all)(?: (?:arms|groups|regimens))?\s+(?:followed by|in addition to|"
    r"in (?:combination|conjunction) with|combined with|before|after|with|plus|given with)"
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


def _with_tail(phrases: list[ArmPhrase], tail: tuple[Component, ...]) -> list[ArmPhrase]:
    """Give every arm what follows the list: ``A or B, followed by C``.

    What one arm alone has already is its own: ``A or B plus C, followed by C``.
    """
    keys = [{each.key for each in phrase.components} for phrase in phrases]
    own = {each.key for each in tail if 0 < sum(each.key in some for some in keys) < len(keys)}
    return phrases if own or not tail else [_joined(phrase, tail) for phrase in phrases]


def same_drug(phrases: list[ArmPhrase]) -> list[ArmPhrase]:
    """Give a bare dose or schedule the drug of its neighbour.

    ``30 mg or 90 mg of X``, ``X every 2 weeks or every 3 weeks``.
    """
    out = list(phrases)
    for at in range(1, len(out)):
        if out[at].is_variant and out[at - 1].components:
            out[at] = replace(out[at], components=out[at - 1].components)
    for at in range(len(out) - 2, -1, -1):
        if out[at].is_variant and out[at + 1].components:
            out[at] = replace(out[at], components=out[at + 1].components[:1])
    return out


def _same_classes(phrases: list[ArmPhrase]) -> list[ArmPhrase]:
    """Spell out a class in every arm as one does: ``chemotherapy (A) or chemotherapy and C``."""
    spelt = next((phrase.spelt for phrase in phrases if phrase.spelt), None)
    if spelt is None:
        return phrases
    key, drugs = spelt
    out = []
    for phrase in phrases:
        at = next((n for n, each in enumerate(phrase.components) if each.key == key), None)
        parts = phrase.components
        out.append(
            phrase
            if at is None
            else replace(phrase, components=(*parts[:at], *drugs, *parts[at + 1 :]))
        )
    return out


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
    cuts = list(_AND_COUNT.finditer(masked)) or _named_groups(masked) or _cuts(masked, arms)
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
        named.fullmatch(masked[a:b].strip(" .,;" + _FILL) + " ") for a, b in edges
    )
    return cuts if whole else []


def _cuts(masked: str, arms: int | None) -> list[re.Match[str]]:
    against = list(_AGAINST.finditer(masked))
    if against:
        return against
    either_to = list(_OR_TO.finditer(masked))
    return either_to if len(either_to) + 1 == arms else _all_cuts(masked)


def _all_cuts(masked: str) -> list[re.Match[str]]:
    if re.search(r";\s*(?:or|and)\b", masked):
        return list(re.finditer(r";\s*(?:(?:or|and)\s+)?(?:to\s+)?", masked))
    nested = [match.end() for match in re.finditer(r"\b(?:and|plus|with) either\b", masked)]
    pairs = [
        cut
        for cut in _PAIR.finditer(masked)
        if not any(at <= cut.start() < at + 80 for at in nested)
    ]
    last = pairs[-1] if pairs else None
    if (
        last is None
        or not last[0].lstrip().startswith((",", ";"))
        or masked[: last.start()].count(",") == 0
    ):
        return pairs
    commas = [cut for cut in _COMMA.finditer(masked) if cut.start() <= last.start()]
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
    named = [_is_named(text[slice(*piece)], components(text, *piece, terms)) for piece in pieces]
    varied = [VARIANT.match(text[slice(*piece)]) is not None for piece in pieces]
    apart = len(pieces) == arms or (named.count(True) == 1 and all(map(_either, named, varied)))
    out: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(pieces):
        first = not out and re.match(r"\d[\d.,]* ?m?g\b", text[start:end])
        if out and not (named[at] or (apart and varied[at]) or first):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _either(one: bool, other: bool) -> bool:  # noqa: FBT001 - a fold over two lists of claims
    return one or other


def _is_named(words: str, found: tuple[Component, ...]) -> bool:
    return bool(found) or is_absence_phrase(words) or bool(ROLE_ONLY.match(words))


def _shared_backbone(text: str, phrases: list[ArmPhrase]) -> list[ArmPhrase]:
    """Give every arm what is said once for all: the ``Z`` of ``X or placebo added to Z``."""
    last = phrases[-1]
    if len(phrases) == 1 or not last.components:
        return phrases
    first, rest = last.components[0], last.components[1:]
    if _WITH_AGAIN.search(text[max(0, last.start - 40) : last.start]):
        return [*phrases[:-1], _joined(last, phrases[0].components)]
    if first.is_absence and rest and _JOINED.search(text[last.start : last.end]):
        return [_joined(phrase, rest) for phrase in phrases]
    return phrases


_WITH_AGAIN = re.compile(r"\b(?:or|and) (?:to )?(?:receive )?with\s*$")
"""Before the second arm of ``Z with X or with Y``."""
_JOINED = re.compile(
    r"\b(?:added to|in combination with|combined with|each with|plus|with|before|after|prior to)\b"
)


def _joined(phrase: ArmPhrase, more: tuple[Component, ...]) -> ArmPhrase:
    known = {component.key for component in phrase.components}
    extra = tuple(component for component in more if component.key not in known)
    return replace(phrase, components=(*phrase.components, *extra))
