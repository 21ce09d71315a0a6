"""Phrases that describe the arms of a trial, found where patients are assigned to them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from trialgraph.extract.arm_phrase import ROLE_ONLY, ArmPhrase, arm_phrase
from trialgraph.extract.regimen import Component, blanked, components, is_absence_phrase
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
_ENDING = re.compile(
    r"\buntil\b|\bas (?:first|second|third)-line\b|,? stratified\b|,? with stratification|"
    r"; all\b|; treatment|\busing\b|\b(?:by|via|with) (?:minimi[sz]ation|a |an |central|"
    r"computer|permuted|block)"
    r"|\bwas performed\b|\baccording to\b|\bby means of\b|\bthrough an?\b|"
    r"\bwith the use of\b|, with patients\b|\bwith dosing\b"
    r"|\bat \d+ (?:sites|cent)|\bto (?:confirm|investigate|assess|evaluate|determine|"
    r"compare|test)\b|, in \d+-(?:day|week) cycles|"
    r"\bby \d+-minute\b|\bby mouth\b",
    re.IGNORECASE,
)
_ENUMERATED = re.compile(r"(?:^|[\s,;:])\(?(?:i{1,3}|iv|[1-4]|[a-dA-D])\)\s+")
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
_COMMA = re.compile(rf"[,;]\s+(?:{_OR}\s+)?(?:to\s+)?", re.IGNORECASE)
_VERSUS = re.compile(r"\b(?:versus|vs\.?|v)\s")
_WITH_OR_WITHOUT = re.compile(r",?\s*\bwith or without\b(?: the addition of)?\s*", re.IGNORECASE)


def assigned_arms(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms of all sentences that assign patients, as they stand."""
    found: list[tuple[ArmPhrase, ...]] = []
    for sentence in view.sentences:
        if sentence.section in {"references", "funding", "introduction", "record"}:
            continue
        words = view.words(sentence)
        if len(words) <= LONGEST_READ and TRIGGER.search(words):
            found.extend(_assignments(view, (sentence.start, sentence.end), terms))
    return found


def _assignments(
    view: ReadingView, place: tuple[int, int], terms: TermIndex
) -> Iterable[tuple[ArmPhrase, ...]]:
    text = blanked(view.text[place[0] : place[1]])
    trigger = TRIGGER.search(text)
    if trigger is None:
        return
    for opening in _OPENING.finditer(text, max(0, trigger.start() - 8)):
        if opening.start() - trigger.end() > _FARTHEST:
            return
        if _OTHER_TO.search(text[: opening.start()]):
            continue
        arms = arm_list(view.text, (place[0] + opening.end(), place[1]), terms, "assigned to")
        if len(arms) > 1:
            yield arms
            return


_NOT_AN_ARM = re.compile(
    r"^(?:plus|and|followed)\b|\b(?:could|may|might|would|was|were|switch\w*)\b", re.IGNORECASE
)
_FARTHEST = 600
_MOST_PIECES = 24
_FILL = "\x00"
"""Stands for what is in parentheses: no blank, so that a cut never eats it."""


def arm_list(
    text: str, place: tuple[int, int], terms: TermIndex, rule: str
) -> tuple[ArmPhrase, ...]:
    """Return the arms that a list such as ``A plus B (control group) or C`` names, if sure."""
    start, end = place
    masked = blanked(text[start:end], _FILL)
    stop = _ENDING.search(
        masked, masked.rfind(";") + 1 if re.search(r";\s*(?:or|and)\b", masked) else 0
    )
    end = start + stop.start() if stop else end
    masked = masked[: end - start]
    base = _WITH_OR_WITHOUT.search(masked)
    if base:
        return _with_or_without(text, (start, end), base, terms)
    either = _EITHER_PLACEBO.match(masked)
    if either:
        return _either_placebo(text, start, either, terms)
    pieces = _segments(text, (start, end), masked, terms)
    if len(pieces) > _MOST_PIECES:
        return ()
    phrases = [arm_phrase(text, piece, terms, rule) for piece in pieces]
    if any(_NOT_AN_ARM.search(blanked(phrase.words)) for phrase in phrases):
        return ()
    if any(
        not (phrase.components or phrase.absent or phrase.role_only or phrase.is_dose)
        for phrase in phrases
    ):
        return ()
    return tuple(_shared_backbone(text, _same_classes(_same_drug(phrases))))


_EITHER_PLACEBO = re.compile(
    r"(?P<base>.*\S)\s+(?:plus|with|and) either (?P<added>.+?) or (?P<placebo>(?:matching |"
    r"an? )?placebo)\b",
    re.IGNORECASE | re.DOTALL,
)


def _either_placebo(
    text: str, start: int, match: re.Match[str], terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    """Return both arms of ``Z plus either X or placebo``."""
    base, added, placebo = (
        components(text, start + match.start(name), start + match.end(name), terms)
        for name in ("base", "added", "placebo")
    )
    if not (base and added and placebo):
        return ()
    return tuple(
        ArmPhrase(
            start + match.start(name),
            start + match.end(name),
            (*extra, *base),
            rule="either",
            words=text[start + match.start(name) : start + match.end(name)],
        )
        for name, extra in (("added", added), ("placebo", placebo))
    )


def _same_drug(phrases: list[ArmPhrase]) -> list[ArmPhrase]:
    """Give a bare dose the drug of the dose after it: ``30 mg or 90 mg of X``."""
    out = list(phrases)
    for at in range(len(out) - 2, -1, -1):
        if out[at].is_dose and out[at + 1].components:
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


def _with_or_without(
    text: str, place: tuple[int, int], match: re.Match[str], terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    """Return the arm with and the arm without, of ``A with or without B (combined with C)``."""
    start, end = place
    base = components(text, start, start + match.start(), terms)
    added = components(text, start + match.end(), end, terms)
    more: tuple[Component, ...] = ()
    joined = re.search(
        r"\b(?:combined with|in combination with|followed by)\b",
        text[start + match.end() : end],
        re.IGNORECASE,
    )
    if joined:
        cut = start + match.end() + joined.end()
        more = tuple(each for each in added if each.start >= cut)
        added = tuple(each for each in added if each.start < cut)
    if not base or not added or _VERSUS.search(text, start, end):
        return ()
    whole = ArmPhrase(
        start,
        start + match.end() + (added[-1].end - start - match.end()),
        (*added, *base, *more),
        rule="with or without",
    )
    return whole, ArmPhrase(
        start,
        start + match.start(),
        (*base, *more),
        rule="with or without",
        words=text[start : start + match.start()],
    )


def _segments(
    text: str, place: tuple[int, int], masked: str, terms: TermIndex
) -> list[tuple[int, int]]:
    start = place[0]
    enumerated = list(_ENUMERATED.finditer(text[start : place[1]]))
    if len(enumerated) > 1:
        ends = [*(match.start() for match in enumerated[1:]), place[1] - start]
        return [
            _trimmed(text, start + m.end(), start + end)
            for m, end in zip(enumerated, ends, strict=True)
        ]
    cuts = list(_AND_COUNT.finditer(masked)) or _named_groups(masked) or _cuts(masked)
    edges = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(masked)]
    pieces = [_trimmed(text, start + a, start + b) for a, b in zip(*edges, strict=True)]
    return _merged(text, pieces, terms)


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


def _cuts(masked: str) -> list[re.Match[str]]:
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


def _merged(text: str, pieces: list[tuple[int, int]], terms: TermIndex) -> list[tuple[int, int]]:
    """Join a piece without any component to the one before it: it is a dose or a schedule."""
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        named = bool(components(text, start, end, terms)) or is_absence_phrase(text[start:end])
        named = named or bool(ROLE_ONLY.match(text[start:end]))
        named = named or (not out and bool(re.match(r"\d[\d.,]* ?m?g\b", text[start:end])))
        if out and not named:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


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
_JOINED = re.compile(r"\b(?:added to|in combination with|combined with|each with|plus|with)\b")


def _joined(phrase: ArmPhrase, more: tuple[Component, ...]) -> ArmPhrase:
    known = {component.key for component in phrase.components}
    extra = tuple(component for component in more if component.key not in known)
    return replace(phrase, components=(*phrase.components, *extra))
