"""Phrases that describe the arms of a trial, found where patients are assigned to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from trialgraph.extract.quoted import COUNT
from trialgraph.extract.regimen import (
    Component,
    blanked,
    components,
    is_absence_phrase,
    parenthesised,
)
from trialgraph.extract.view import ReadingView
from trialgraph.terms.index import TermIndex

_PEOPLE = r"(?:\d[\d,]* )?(?:[\w-]+ ){0,4}?(?:patients|participants|women|men|adults|people|individuals|subjects)\b"
TRIGGER = re.compile(
    r"\b(?:randomly|equally|centrally) (?:re)?(?:assigned|allocated|assign|allocate)\b|\b(?:re)?(?:assigned|allocated)\b"
    r"|\brandomi[sz]ed\b(?! (?:\w+[ -])*?(?:trials?|stud(?:y|ies)|phase|comparison|design|controlled)\b)(?!,)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?<=[\s),])to(?: one of (?:two|three|four) (?:\w+ )?(?:groups?|arms?|treatments?)\b[:,]?| (?:two|three) (?:groups|arms)[,:])?"
    r"(?: either)?(?: receive| undergo| be treated with)?(?: either)?:? "
    r"|\b(?:were|we|be) (?:randomly )?(?:assigned|allocated) (?:either )?(?!(?:in|at|to|using|with|by|via|on|as|for|\(|\d+:\d)|" + _PEOPLE + ")",
    re.IGNORECASE,
)
_OTHER_TO = re.compile(
    r"\b(?:switch\w*|cross\w* over|prior|due|according|compared|similar|equal|up|equivalent|added|refractory|resistant|leading|exposed|"
    r"related|response|addition|designed|able|likely|[12]:[12]\s?to|used)\s*$",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\buntil\b|\bas (?:first|second|third)-line\b|,? stratified\b|,? with stratification|; all\b|; treatment"
    r"|\bwas performed\b|\baccording to\b|\bby means of\b|\bthrough an?\b|\bwith the use of\b|, with patients\b|\bwith dosing\b"
    r"|\bat \d+ (?:sites|cent)|\bto confirm\b|, in \d+-(?:day|week) cycles|\bby \d+-minute\b|\bby mouth\b",
    re.IGNORECASE,
)
_ENUMERATED = re.compile(r"(?:^|[\s,;:])\(?(?:i{1,3}|iv|[1-4]|[a-dA-D])\)\s+")
_OR = r"(?:or|versus|vs\.?|v)"
_AND_COUNT = re.compile(
    r",?\s+and\s+(?=(?:\d[\d,]*)\s+(?:patients\s+)?(?:were\s+)?(?:randomly\s+)?(?:assigned\s+|allocated\s+)?to\b)", re.IGNORECASE
)
_PAIR = re.compile(
    rf";\s*(?:{_OR}\s+)?(?:to\s+)?|,?\s+\b{_OR}\s+(?:to\s+)?(?:receive\s+|undergo\s+)?(?:either\s+)?", re.IGNORECASE
)
_COMMA = re.compile(rf"[,;]\s+(?:{_OR}\s+)?(?:to\s+)?", re.IGNORECASE)
_WITH_OR_WITHOUT = re.compile(r",?\s*\bwith or without\b(?: the addition of)?\s*", re.IGNORECASE)
_SIZE = re.compile(r"^(?:n|N)\s*=|^\d|;\s*n\s*=|mg|\bpatients\b|days?\b|weeks?\b|:|cycles?\b|dose")
_ARM_WORDS = re.compile(r"\b(?:group|arm|control|experimental)s?\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9]*(?:\s?[-+/]\s?[A-Z][A-Za-z0-9]*)*")
_ROLE_ONLY = re.compile(
    r"(?:the )?(?:control|experimental|intervention|comparator|standard)[ -](?:arm|group)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ArmPhrase:
    """The words that describe one arm, at a range of the view.

    Attributes:
        short: what the parentheses after it call it, such as ``control group``.
        absent: nothing is added: observation, no treatment.
        size: where the number assigned to it stands.
        spelt: a class that it spells out, with the drugs.
        words: as they stand.
        plain: what it names outside parentheses, where a class stands for its drugs.
    """

    start: int
    end: int
    components: tuple[Component, ...]
    short: str = ""
    absent: bool = False
    rule: str = ""
    size: tuple[int, int] | None = None
    spelt: tuple[str, tuple[Component, ...]] | None = None
    words: str = ""
    plain: frozenset[str] = frozenset()

    @property
    def is_dose(self) -> bool:
        """Tell whether the words are a dose of something named later."""
        return not self.components and bool(re.match(r"\d[\d.,]* ?m?g\b", self.words))

    @property
    def role_only(self) -> bool:
        """Tell whether the words name a role and no regimen, such as ``the control arm``."""
        return bool(_ROLE_ONLY.match(self.words))


def assigned_arms(view: ReadingView, terms: TermIndex) -> list[tuple[ArmPhrase, ...]]:
    """Return the lists of arms of all sentences that assign patients, as they stand."""
    found = []
    for sentence in view.sentences:
        if sentence.section in {"references", "funding", "introduction", "record"}:
            continue
        words = view.words(sentence)
        if TRIGGER.search(words):
            found.extend(_assignments(view, (sentence.start, sentence.end), terms))
    return found


def _assignments(view: ReadingView, place: tuple[int, int], terms: TermIndex) -> Iterable[tuple[ArmPhrase, ...]]:
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


_FARTHEST = 600
_FILL = "\x00"
"""Stands for what is in parentheses: no blank, so that a cut never eats it."""


def arm_list(text: str, place: tuple[int, int], terms: TermIndex, rule: str) -> tuple[ArmPhrase, ...]:
    """Return the arms that a list such as ``A plus B (control group) or C`` names; none when unsure."""
    start, end = place
    masked = blanked(text[start:end], _FILL)
    stop = _ENDING.search(masked, masked.rfind(";") + 1 if re.search(r";\s*(?:or|and)\b", masked) else 0)
    end = start + stop.start() if stop else end
    masked = masked[: end - start]
    base = _WITH_OR_WITHOUT.search(masked)
    if base:
        return _with_or_without(text, (start, end), base, terms)
    pieces = _segments(text, (start, end), masked, terms)
    phrases = [_phrase(text, piece, terms, rule) for piece in pieces]
    if any(not (phrase.components or phrase.absent or phrase.role_only or phrase.is_dose) for phrase in phrases):
        return ()
    return tuple(_shared_backbone(text, _same_classes(_same_drug(phrases), terms)))


def _same_drug(phrases: list[ArmPhrase]) -> list[ArmPhrase]:
    """Give a bare dose the drug of the dose after it: ``30 mg or 90 mg of X``."""
    out = list(phrases)
    for at in range(len(out) - 2, -1, -1):
        if out[at].is_dose and out[at + 1].components:
            out[at] = replace(out[at], components=out[at + 1].components[:1])
    return out


def _same_classes(phrases: list[ArmPhrase], terms: TermIndex) -> list[ArmPhrase]:
    """Spell out a class in every arm as one arm does: ``chemotherapy (A and B) or chemotherapy plus C``."""
    spelt = next((phrase.spelt for phrase in phrases if phrase.spelt), None)
    if spelt is None:
        return phrases
    key, drugs = spelt
    out = []
    for phrase in phrases:
        at = next((n for n, each in enumerate(phrase.components) if each.key == key), None)
        parts = phrase.components
        out.append(phrase if at is None else replace(phrase, components=(*parts[:at], *drugs, *parts[at + 1 :])))
    return out


def _with_or_without(
    text: str, place: tuple[int, int], match: re.Match[str], terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    """Return the arm with and the arm without, of ``A with or without B (in combination with C)``."""
    start, end = place
    base = components(text, start, start + match.start(), terms)
    added = components(text, start + match.end(), end, terms)
    more: tuple[Component, ...] = ()
    joined = re.search(r"\b(?:combined with|in combination with|followed by)\b", text[start + match.end() : end])
    if joined:
        cut = start + match.end() + joined.end()
        more = tuple(each for each in added if each.start >= cut)
        added = tuple(each for each in added if each.start < cut)
    if not base or not added:
        return ()
    whole = ArmPhrase(start, start + match.end() + (added[-1].end - start - match.end()), (*added, *base, *more), rule="with or without")
    return whole, ArmPhrase(start, start + match.start(), (*base, *more), rule="with or without", words=text[start : start + match.start()])


def _segments(
    text: str, place: tuple[int, int], masked: str, terms: TermIndex
) -> list[tuple[int, int]]:
    start = place[0]
    enumerated = list(_ENUMERATED.finditer(text[start : place[1]]))
    if len(enumerated) > 1:
        ends = [*(match.start() for match in enumerated[1:]), place[1] - start]
        return [_trimmed(text, start + m.end(), start + end) for m, end in zip(enumerated, ends, strict=True)]
    cuts = list(_AND_COUNT.finditer(masked)) or _named_groups(masked) or _cuts(masked)
    edges = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(masked)]
    pieces = [_trimmed(text, start + a, start + b) for a, b in zip(*edges, strict=True)]
    return _merged(text, pieces, terms)


def _named_groups(masked: str) -> list[re.Match[str]]:
    """Return where ``PTC group and TC group`` is cut."""
    named = re.compile(r"(?:the )?[\w+/-]+(?: [\w+/-]+){0,3} (?:group|arm)\s*")
    cuts = list(re.finditer(r",?\s+and\s+(?:the\s+)?", masked))
    edges = zip([0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(masked)], strict=True)
    whole = bool(cuts) and all(named.fullmatch(masked[a:b].strip(" .,;" + _FILL) + " ") for a, b in edges)
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
    if last is None or not last[0].lstrip().startswith((",", ";")) or masked[: last.start()].count(",") == 0:
        return pairs
    commas = [cut for cut in _COMMA.finditer(masked) if cut.start() <= last.start()]
    joined = re.compile(r"(?:and|plus|followed|then|with)\b", re.IGNORECASE)
    return [cut for at, cut in enumerate(commas) if not _inside_list(masked, commas, at, joined)]


def _inside_list(masked: str, commas: list[re.Match[str]], at: int, joined: re.Pattern[str]) -> bool:
    """Tell whether a comma belongs to a list such as ``A, B, and C`` inside one arm."""
    return any(joined.match(masked, later.end()) for later in commas[at:])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;.:":
        start += 1
    while end > start and text[end - 1] in " ,;.:":
        end -= 1
    while True:
        tail = re.search(r"(?:,|;)?\s*\b(?:or|and)$", text[start:end])
        if not tail:
            return start, end
        end = start + tail.start()


def _merged(text: str, pieces: list[tuple[int, int]], terms: TermIndex) -> list[tuple[int, int]]:
    """Join a piece without any component to the one before it: it is a dose or a schedule."""
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        named = bool(components(text, start, end, terms)) or is_absence_phrase(text[start:end])
        named = named or bool(_ROLE_ONLY.match(text[start:end]))
        named = named or (not out and bool(re.match(r"\d[\d.,]* ?m?g\b", text[start:end])))
        if out and not named and end > start:
            out[-1] = (out[-1][0], end)
        elif end > start:
            out.append((start, end))
    return out


def _phrase(text: str, place: tuple[int, int], terms: TermIndex, rule: str) -> ArmPhrase:
    start, end = place
    lead = re.match(
        rf"(?:(?:receive|undergo|the|either|with|oral|intravenous|to|(?:(?:first|second)-line )?(?:treatment|therapy) with|"
        rf"{COUNT}(?= (?:patients |were |assigned )*to ))\s+)+",
        text[start:end],
    )
    start += lead.end() if lead else 0
    found = components(text, start, end, terms)
    short, inner = _short_name(text, start, end)
    head = _ABBREVIATION.match(text[start:end])
    if not short and head and inner and start + head.end() >= inner[0] - 2 and head[0].isupper():
        expanded = components(text, *inner, terms)
        short, found = head[0], expanded or found
    plain = components(blanked(text[start:end]), 0, end - start, terms)
    return ArmPhrase(
        start,
        end,
        found,
        short,
        absent=is_absence_phrase(text[start:end]),
        rule=rule,
        size=_size(text, start, end),
        spelt=_spelt(plain, found),
        words=text[start:end],
        plain=frozenset(each.key for each in plain),
    )


def _spelt(
    plain: tuple[Component, ...], found: tuple[Component, ...]
) -> tuple[str, tuple[Component, ...]] | None:
    """Return the class that the phrase spells out in parentheses, with its drugs."""
    gone = [each for each in plain if each.key not in {other.key for other in found}]
    new = tuple(each for each in found if each.key not in {other.key for other in plain})
    return (gone[0].key, new) if len(gone) == 1 and new and gone[0].concept else None


def _short_name(text: str, start: int, end: int) -> tuple[str, tuple[int, int] | None]:
    """Return what the parentheses after an arm call it, and the first range in parentheses."""
    first = None
    for inner in parenthesised(text[start:end]):
        words = text[start + inner[0] : start + inner[1]].strip()
        first = first or (start + inner[0], start + inner[1])
        rest = blanked(text[start:end])[inner[1] + 1 :]
        rest = "" if re.match(r"[ ,;.]*(?:every|for|once|twice|orally|until|at|$)", rest) else rest.strip(" ,;.")
        for part in re.split(r"[;,]\s*", words):
            if _is_short_name(part) and (_ARM_WORDS.search(part) or not rest):
                return part, first
    return "", first


def _is_short_name(part: str) -> bool:
    if _SIZE.search(part) or re.match(r"(?:all|both|each)\b", part):
        return False
    return bool(_ARM_WORDS.search(part) or (len(part) > 1 and _ABBREVIATION.fullmatch(part)))


def _size(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the number assigned stands: ``(n = 110)``, or ``110 were assigned to`` before."""
    after = re.search(rf"[(\[;,]\s*n\s?=\s?({COUNT})", text[start : end + 25]) or re.search(
        rf"[(;]\s*({COUNT}) (?:patients|participants|women|men)\b", text[start:end]
    )
    if after and after.start() < end - start + 3:
        return start + after.start(1), start + after.end(1)
    lead = text[max(0, start - 90) : start]
    before = re.search(
        rf"(?<![\d.,/:])({COUNT}) (?:(?:[\w-]+ )?(?:patients|participants|women|men) )?(?:\(\d+%\) )?(?:were |was )?(?:randomly )?(?:assigned |allocated |randomi[sz]ed )?to(?: receive| undergo| either)?(?: the)? $",
        lead,
    )
    return (start - len(lead) + before.start(1), start - len(lead) + before.end(1)) if before else None


def _shared_backbone(text: str, phrases: list[ArmPhrase]) -> list[ArmPhrase]:
    """Give every arm what is said once for all: ``X or placebo added to Z``, ``Z plus X or placebo``."""
    last = phrases[-1]
    if len(phrases) < 2 or not last.components:  # noqa: PLR2004
        return phrases
    first, rest = last.components[0], last.components[1:]
    if text[: last.start].rstrip().endswith("with") and re.search(r"\b(?:or|and) (?:to )?(?:receive )?with $", text[last.start - 20 : last.start]):
        head = [each for each in phrases[0].components if each.key not in {c.key for c in last.components}]
        return [*phrases[:-1], _joined(last, tuple(head))]
    joined = re.search(r"\b(?:added to|in combination with|combined with|each with|plus|with)\b", text[last.start : last.end])
    if first.is_absence and rest and joined:
        return [_joined(phrase, rest) for phrase in phrases]
    head = phrases[0].components
    if first.is_absence and not rest and len(head) > 1 and re.search(r"\b(?:plus|and|with) either\b", text[phrases[0].start - 30 : phrases[0].end]):
        return [*phrases[:-1], _joined(last, head[:-1])]
    return phrases


def _joined(phrase: ArmPhrase, more: tuple[Component, ...]) -> ArmPhrase:
    known = {component.key for component in phrase.components}
    extra = tuple(component for component in more if component.key not in known)
    return replace(phrase, components=(*phrase.components, *extra))
