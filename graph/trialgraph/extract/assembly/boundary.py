"""The stopping boundary of an interim analysis, beside its estimate or right after it."""

import re
from decimal import Decimal
from typing import Literal

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect, find_effects
from trialgraph.extract.mentions.numbers import POSITIVE, group_number
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Boundary
from trialgraph.model.text import Number

Kind = Literal["efficacy", "futility", "harm"]
_AT_MOST = r"(?:,| of)?\s?(?:≤|<=|<|at most)\s?"
_VALUE = lazy.regex(rf"(?i)\b(?:hazard ratio|HR){_AT_MOST}(?P<value>{POSITIVE})")
_P = lazy.regex(
    rf"\b[Pp](?:[- ]value)?{_AT_MOST}(?P<p>{POSITIVE})"
    # beside the word itself an equals sign is a bound too
    rf"|\b[Bb]oundar(?:y|ies)(?: of)?[\s(]{{1,2}}(?:two-sided )?[Pp](?:[- ]value)?\s?(?:=|of)\s?"
    rf"(?P<is>{POSITIVE})"
    # in a bracket of its own behind the word: "crossed the boundary [0.0202 by the deaths]"
    rf"|\b[Bb]oundar(?:y|ies)\s?[(\[](?P<own>0?\.\d{{2,6}})(?!\d)"
    # what it is for stands between: "the boundary for statistical significance was 0.0002"
    r"|\b[Bb]oundar(?:y|ies) (?:for|of|to declare) (?:(?:the|overall|statistical|nominal) )*"
    r"(?:significance|efficacy|superiority) (?:was|is|of|being|at)(?: set)?(?: at)? "
    r"(?P<told>0?\.\d{2,6})(?![\d%])"
)
# "P = .0027 < .0043": what the p was held against.
_HELD_AGAINST = lazy.regex(r"\s?(?:<|≤|<=)\s?(?P<p>0?\.\d{2,6})(?![\d%])")
# Such a level is what everybody holds a p against, planned or not.
_CONVENTIONS = frozenset(map(Decimal, ("0.1", "0.05", "0.025", "0.01", "0.005", "0.001", "0.0001")))
_POINTED = r"(?:[^.;,]|\.\d)"
_NAME = lazy.regex(r"(?i)O'?Brien-Fleming|Haybittle-Peto|Pocock")
_SPENDING = lazy.regex(r"(?i)Lan-DeMets|Hwang-Shih-DeCani|Gamma family")
_NOT_CROSSED = lazy.regex(
    r"(?i)\b(?:did not|not|was not|failed to) (?:meet|cross|reach)\w*\b[^.]{0,120}\bbound"
    rf"|\bbound(?:ary|aries)\b{_POINTED}{{0,60}} (?:was|were|had|has) not (?:been )?"
    r"(?:crossed|met|reached)"
)
_CROSSED = lazy.regex(
    r"(?i)\b(?:crossed|met|crossing) (?:the )?[^.]{0,60}\bbound"
    rf"|\bbound(?:ary|aries)\b{_POINTED}{{0,60}} (?:was|were|had been|has been) "
    r"(?:crossed|met|reached)\b"
)
_KIND = lazy.regex(
    r"(?i)\b(?P<before>futility|harm|safety|efficacy|superiority)\b(?: [\w-]+){0,2}?"
    r" bound(?:ary|aries)"
    r"|\bbound(?:ary|aries) (?:for|of) (?P<after>futility|harm|safety|efficacy|superiority)\b"
)
_KINDS: dict[str, Kind] = {"futility": "futility", "harm": "harm", "safety": "harm"}
_INTERIM = lazy.regex(r"(?i)\binterim\b")
# What is left of the level after looks: "the boundary at the final analysis was p<=0.0246".
_AT_THE_END = lazy.regex(
    r"(?i)\bboundar(?:y|ies)\b[^.;,]{0,40}?\b(?:at|for|of|in) (?:the )?(?:final|primary) analysis\b"
    r"|\b(?:final|primary)[- ]analysis\b[^.;,]{0,40}?\bboundar(?:y|ies)\b"
)
_LOOK = lazy.regex(
    r"(?i)\b(?:interim|final|updated?|primary|first|second|later|longer|follow-up|sub\w+"
    r"|exploratory|post[- ]hoc|adjust\w+|sensitivity|per[- ]protocol)\b"
)
_GOES_ON = lazy.regex(
    r"(?i)^(?:however, )?(?:this|it|which|the (?:result|difference|p[- ]value))\b"
)


def boundary_of(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, name: str
) -> Boundary | None:
    """Return the boundary printed for an estimate, with whether it was crossed."""
    place = (
        _place(setting, sentence, effect, name)
        or _before(setting, sentence, effect)
        or _told_before(setting, sentence, name)
    )
    found = _boundary(setting, *place) if place else None
    return found if found and _says_something(found) else _held_against(setting, sentence, effect)


def _held_against(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> Boundary | None:
    """Return the level that a p is printed as lying below: "P = .0027 < .0043"."""
    if effect.p is None or effect.p["comparator"] not in {"=", None}:
        return None
    match = _HELD_AGAINST.match(setting.view.text, effect.p.end(), sentence.end)
    if match is None:
        return None
    level = group_number(setting.view, match, "p")
    if level.value in _CONVENTIONS:
        return None
    return Boundary(p=level, kind="efficacy", span=setting.view.span(sentence.start, sentence.end))


def _says_something(boundary: Boundary) -> bool:
    """Tell whether words beside an estimate say more than that there is a boundary."""
    return boundary.crossed is not None or any(
        (boundary.value, boundary.p, boundary.name, boundary.spending)
    )


def planned_boundary(setting: Setting, *, is_interim: bool) -> Boundary | None:
    """Return the boundary whose p or value the methods print: of the only look, or of the end."""
    printed = [
        _boundary(setting, sentence.start, sentence, is_plan=True)
        for sentence in setting.view.sentences
        if sentence.section in {"abstract", "methods"}
        and "boundar" in (words := setting.view.words(sentence))
        and _is_of(words, is_interim=is_interim)
        and not find_effects(words, 0, len(words))
    ]
    found = [one for one in printed if one.p or one.value]
    return found[0] if len(found) == 1 else None


def _is_of(words: str, *, is_interim: bool) -> bool:
    """Tell whether a sentence about a boundary prints that of an interim look, or of the end."""
    is_of_end = _AT_THE_END.search(words) is not None
    return not is_of_end and _INTERIM.search(words) is not None if is_interim else is_of_end


def _boundary(setting: Setting, start: int, holder: Sentence, *, is_plan: bool = False) -> Boundary:
    """Return the boundary that words speak of; a plan cannot say that it was crossed."""
    words = setting.words(start, holder.end)
    named, spending = _NAME.search(words), _SPENDING.search(words)
    missed, crossed = _NOT_CROSSED.search(words), _CROSSED.search(words)
    said = missed or crossed
    return Boundary(
        value=_number(setting, _VALUE, (start, holder), "value"),
        p=_number(setting, _P, (start, holder), "p"),
        name=named[0] if named else "",
        spending=spending[0] if spending else "",
        kind=_kind(words, said.start() if said else 0),
        crossed=None if is_plan or said is None else missed is None,
        span=setting.view.span(holder.start, holder.end),
    )


def _kind(words: str, said: int) -> Kind:
    """Return what a boundary is for: the first one named where it is said to be crossed or not."""
    named = list(_KIND.finditer(words))
    after = [match for match in named if match.end() > said] or named
    told = (after[0]["before"] or after[0]["after"]).lower() if after else ""
    return _KINDS.get(told, "efficacy")


def _before(
    setting: Setting, sentence: Sentence, effect: PrintedEffect
) -> tuple[int, Sentence] | None:
    """Return the words before the only estimate of a sentence that say what was crossed."""
    words = setting.words(sentence.start, effect.start)
    effects = find_effects(setting.view.text, sentence.start, sentence.end)
    if len(effects) > 1 or not (_CROSSED.search(words) or _NOT_CROSSED.search(words)):
        return None
    return sentence.start, sentence


def _told_before(setting: Setting, sentence: Sentence, name: str) -> tuple[int, Sentence] | None:
    """Return the sentence before the only estimate of one that says what its end point crossed.

    An estimate of a look that is named anew is of another look.
    """
    effects = find_effects(setting.view.text, sentence.start, sentence.end)
    if len(effects) > 1 or sentence.number == 0 or _LOOK.search(setting.view.words(sentence)):
        return None
    told = setting.view.sentences[sentence.number - 1]
    words = setting.view.words(told)
    said = _CROSSED.search(words) or _NOT_CROSSED.search(words)
    named = {mention.value for mention in setting.end_points_in(told.start, told.end)}
    if (
        told.section != sentence.section
        or not said
        or named != {name}
        or find_effects(setting.view.text, told.start, told.end)
    ):
        return None
    return told.start, told


def _place(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, name: str
) -> tuple[int, Sentence] | None:
    """Return where the words about a boundary begin, and the sentence that holds them."""
    if "boundar" in setting.words(effect.end, sentence.end):
        return effect.end, sentence
    following = sentence.number + 1
    if following >= len(setting.view.sentences):
        return None
    after = setting.view.sentences[following]
    words = setting.view.words(after)
    if "boundar" not in words or not _GOES_ON.match(words):
        return None
    others = {mention.value for mention in setting.end_points_in(after.start, after.end)} - {name}
    printed = [
        one for one in find_effects(setting.view.text, after.start, after.end) if one.interval
    ]
    return None if others or printed else (after.start, after)


def _number(
    setting: Setting, pattern: re.Pattern[str], place: tuple[int, Sentence], group: str
) -> Number | None:
    match = pattern.search(setting.view.text, place[0], place[1].end)
    if match is None:
        return None
    printed = next(name for name in (group, "is", "own", "told") if match[name])
    return group_number(setting.view, match, printed)
