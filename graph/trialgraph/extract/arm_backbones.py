"""What a list of arms says once for several: ``A or B, both with C``, ``A or placebo before D``."""

import re
from dataclasses import replace

from trialgraph.extract.arm_phrase import ArmPhrase
from trialgraph.extract.regimen import Component, components
from trialgraph.model import lazy
from trialgraph.terms.index import TermIndex


def shared(
    text: str, start: int, phrases: list[ArmPhrase], tail: tuple[int, int] | None, terms: TermIndex
) -> tuple[ArmPhrase, ...]:
    """Return the arms with what the list says once for several."""
    told = _shared_backbone(text, _without_timing(text, _same_classes(same_drug(phrases))))
    after = components(text, start + tail[0], start + tail[1], terms) if tail else ()
    after = tuple(each for each in after if not _OPERATION.search(each.name))
    return tuple(_with_tail(told, after or _in_cycles(text, told[-1], terms)))


_CYCLES = lazy.regex(
    r"\b(?:for|with|before|during) (?:a maximum of |up to )?(?:each|every|all|\w+) "
    r"(?:cycles?|courses?) of (?P<what>[\w -]{4,60}?)(?=[,;.]|\W*$)"
)


def _in_cycles(text: str, last: ArmPhrase, terms: TermIndex) -> tuple[Component, ...]:
    """Return the drugs whose cycles a placebo goes with: ``A or placebo for 8 cycles of B``."""
    alone = len(last.components) == 1 and last.components[0].is_absence
    told = _CYCLES.search(text, last.start, last.end) if alone else None
    found = components(text, *told.span("what"), terms) if told else ()
    return found if all(each.concept and each.role == "drug" for each in found) else ()


def _without_timing(text: str, phrases: list[ArmPhrase]) -> list[ArmPhrase]:
    """Leave out what only dates the last arm: the operation of ``A or B before an operation``."""
    *others, last = phrases
    elsewhere = {each.key for phrase in others for each in phrase.components}
    kept = tuple(
        each
        for at, each in enumerate(last.components)
        if at == 0
        or each.key in elsewhere
        or (each.concept and each.role in {"drug", "radiation"})
        or not _TIMING.search(text, last.components[at - 1].end, each.start)
    )
    return [*others, replace(last, components=kept)] if others else phrases


_TIMING = lazy.regex(r"\b(?:before|after|prior to|during|at the time of|at)\b", re.IGNORECASE)
_OPERATION = lazy.regex(r"surg|ectomy|resection", re.IGNORECASE)
"""What patients of all arms have in the end is no part of what the arms are given."""


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


def _shared_backbone(text: str, phrases: list[ArmPhrase]) -> list[ArmPhrase]:
    """Give every arm what is said once for all: the ``Z`` of ``X or placebo added to Z``."""
    last = phrases[-1]
    if len(phrases) == 1 or not last.components:
        return phrases
    if _SAME.match(last.words):
        return [*phrases[:-1], _joined(last, phrases[0].components)]
    if _NOTHING_BUT.match(last.words):
        return [_joined(phrase, last.components) for phrase in phrases]
    first, rest = last.components[0], last.components[1:]
    if _WITH_AGAIN.search(text[max(0, last.start - 40) : last.start]):
        return [*phrases[:-1], _joined(last, phrases[0].components)]
    if first.is_absence and rest and _JOINED.search(text[last.start : last.end]):
        return [_joined(phrase, rest) for phrase in phrases]
    return phrases


_SAME = lazy.regex(
    r"(?:the |that )?(?:same|above|identical)(?: (?:chemotherapy|regimen|treatment|therapy|"
    r"drugs))? "
    r"(?:plus|with|and|combined with|in combination with)\b",
    re.IGNORECASE,
)
_WITH_AGAIN = lazy.regex(r"\b(?:or|and) (?:to )?(?:receive )?with\s*$")
"""Before the second arm of ``Z with X or with Y``."""
_JOINED = lazy.regex(
    r"\b(?:added to|(?:as )?(?:add-on|adjunct)(?: therapy)? to|in combination with|"
    r"combined with|each with|plus|with|before|after|prior to|"
    r"during|in addition to|alongside|on top of)\b"
)
_NOTHING_BUT = lazy.regex(
    r"(?:(?:observation|surveillance|control)|(?:nothing|no [\w-]+(?: [\w-]+)?))(?: \([^()]*\))? "
    r"(?:in addition to|added to|during|alongside|on top of|in combination with)\b",
    re.IGNORECASE,
)
"""Begins an arm that adds nothing to what all arms are given."""


def _joined(phrase: ArmPhrase, more: tuple[Component, ...]) -> ArmPhrase:
    known = {component.key for component in phrase.components}
    extra = tuple(component for component in more if component.key not in known)
    return replace(phrase, components=(*phrase.components, *extra))
