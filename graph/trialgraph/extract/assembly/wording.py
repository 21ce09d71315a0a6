"""What the authors say of an estimate, and what its own level or boundary decides."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect, find_effects
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number, Stated
from trialgraph.model.trial import Design, SignificanceLevel

Saying = Literal["significant", "not_significant", "exploratory", "trend"]
_EXPLORATORY = lazy.regex(
    r"(?i)\b(?:deemed|considered|regarded as|was|is|are) (?:to be )?exploratory\b"
)
# Who does not cross a boundary for futility goes on, and is not yet told from chance or from it.
_NOT_FUTILITY = r"(?!(?:meet|cross|reach)\b[^.;()]{0,60}?\bfutility\b)"
# What matters to patients is no word on chance: "clinically significant bleeding".
_BY_CHANCE = (
    r"(?<!\bclinically )(?<!\bclinical )(?<!dynamically )(?<!graphically )(?<!functionally )"
)
_SAYINGS: tuple[tuple[Saying, re.Pattern[str]], ...] = (
    (
        "not_significant",
        lazy.regex(
            r"(?i)\b(?:not|nor|neither"
            rf"|never)\b[^.;()]{{0,40}}?\b(?:statistical(?:ly)? )?{_BY_CHANCE}significan(?:t"
            r"|tly|ce)\b|\bnon-?significant\w*"
            r"|\bno (?:statistically )?(?:significant )?(?:difference"
            r"|improvement|benefit|effect)s?\b"
            rf"|\bdid not {_NOT_FUTILITY}(?:significantly |statistically )?(?:improve|prolong"
            r"|differ|increase|reduce|meet|cross|reach|show the difference"
            r"|show a difference)\w*"
            r"|\bneither\b[^.;()]{3,60}?\b(?:met|reached|crossed)\b[^.;()]{0,40}\bsignificance"
            rf"|\bfailed to {_NOT_FUTILITY}(?:show|demonstrate|improve|meet|cross|reach)"
            r"|\bbut not\b"
        ),
    ),
    ("exploratory", _EXPLORATORY),
    ("trend", lazy.regex(r"(?i)\btrends?\b(?! test)|\btended to be\b")),
    (
        "significant",
        lazy.regex(
            r"(?i)\b(?<!not )(?:statistically and clinically |(?:statistically )?"
            rf"{_BY_CHANCE})significant(?:ly)?\b"
        ),
    ),
    ("significant", lazy.regex(r"(?i)\b(?:was|is|were) non-?inferior to\b|\bsuperior to\b")),
)
_MISSED_PRIMARY = lazy.regex(
    r"(?i)\b(?:did not|failed to|not) (?:meet|reach|achieve)(?:ing)? (?:its|the|their|our) "
    r"primary (?:efficacy )?(?:end ?-?point|outcome|objective|aim)\b"
    r"|\bprimary (?:efficacy )?(?:end ?-?point|outcome|objective)(?: of [^.;,]{3,40})? "
    r"(?:was|has) not (?:been )?(?:met|reached|achieved)\b"
)
_LARGE_P = Decimal("0.1")
_SMALL_P = Decimal("0.02")
_LARGEST_LEVEL = Decimal("0.2")  # of phase 2 trials, one-sided
_GOES_ON = lazy.regex(
    r"(?i)^(?:however, |because [^,;.]{3,90}, )?(?:the difference|this difference"
    r"|these differences|neither of these|the result|this|it"
    r"|the (?:estimated |observed |point |hazard |odds |risk |rate )*(?:HR|OR|RR|ratio|estimate"
    r"|improvement|effect))\b"
)


_OF_BOTH = lazy.regex(
    r"(?i)\bin (?:both|the (?:m?ITT|intent\w*[- ]to[- ]treat|overall|all|whole|full)\b"
    r"[^.;()]{0,30}? and (?:the )?[^.;()]{3,60}?) (?:\w+ )?populations\b"
)
_OF_ALL = lazy.regex(r"(?i)(?:however, )?(?:neither|none|both|all) of (?:these|the) differences\b")
_CONCEDED = lazy.regex(r"(?i)\b(?:not|no|nor|neither|although|but|despite)\b")


def authors_say(
    setting: Setting, sentence: Sentence, effects: list[PrintedEffect], at: int
) -> Stated | None:
    """Return what the authors say of the ``at``-th estimate of a sentence."""
    begin = effects[at - 1].end if at else sentence.start
    effect = effects[at]
    said = said_between(setting, begin, effect.start) or said_between(
        setting, effect.start, effect.value[0]
    )
    if said is None and at == len(effects) - 1:
        said = said_between(setting, effect.end, sentence.end)
    if (
        said is None
        and at
        and re.match(r"[\s)\],]*(?:and|,)\b", setting.words(begin, effect.start))
    ):
        said = authors_say(setting, sentence, effects, at - 1)
    return said or _said_around(setting, sentence, effects)


def _said_around(
    setting: Setting, sentence: Sentence, effects: list[PrintedEffect]
) -> Stated | None:
    """Return what is said after all estimates of a sentence, or right after it."""
    said = said_between(setting, effects[-1].end, sentence.end)
    following = sentence.number + 1
    if said is None and following < len(setting.view.sentences):
        after = setting.view.sentences[following]
        words = setting.view.words(after)
        if (len(effects) == 1 and _GOES_ON.match(words)) or _OF_ALL.match(words):
            said = said_between(setting, after.start, after.end)
    return said


def said_between(setting: Setting, start: int, end: int) -> Stated | None:
    """Return what the authors say of a result in a range of the view."""
    for value, pattern in _SAYINGS:
        match = pattern.search(setting.view.text, start, end)
        if match:
            return Stated(value, match[0], setting.view.span(*match.span()))
    return None


def said_nearby(setting: Setting, sentence: Sentence, name: str) -> Stated | None:
    """Return what sentences without numbers of their own say of an end point near its estimate."""
    for step in (1, -1, -2, 2, 3):
        number = sentence.number + step
        if not 0 <= number < len(setting.view.sentences):
            continue
        near = setting.view.sentences[number]
        if near.section == sentence.section and _is_about(
            setting, near, name, only_exploratory=step > 0
        ):
            match = _EXPLORATORY.search(setting.view.text, near.start, near.end)
            if step > 0 and match:
                return Stated("exploratory", match[0], setting.view.span(*match.span()))
            return said_between(setting, near.start, near.end)
    return None


def said_of_both(setting: Setting, sentence: Sentence, name: str, population: str) -> Stated | None:
    """Return what is said of both sorts of patients that a primary end point is declared in."""
    own = {
        _telling(one.population)
        for one in setting.trial.end_points
        if (one.name, one.role) == (name, "primary") and one.population != "all"
    }
    if own != {_telling(population)}:
        return None
    for back in (1, 2, 3):
        earlier = setting.before(sentence, back)
        is_of_both = earlier and _OF_BOTH.search(setting.view.words(earlier))
        if earlier and is_of_both and _is_about(setting, earlier, name, only_exploratory=False):
            return said_between(setting, earlier.start, earlier.end)
    return None


def _telling(population: str) -> frozenset[str]:
    """Return the words that tell patients apart."""
    words = re.findall(r"[^\W_]+", population.casefold())
    return frozenset(words) - {"subgroup", "population", "patients", "with", "the"}


def said_in_conclusion(setting: Setting, name: str) -> Stated | None:
    """Return "significantly" where the conclusion says it of an end point without a but."""
    return _conclusion(setting).get(name)


@lru_cache(maxsize=2)  # a document has many estimates of few end points
def _conclusion(setting: Setting) -> dict[str, Stated]:
    found: dict[str, Stated] = {}
    for sentence in setting.view.sentences:
        words = setting.view.words(sentence)
        if sentence.section != "conclusion" or _CONCEDED.search(words):
            continue
        said = said_between(setting, sentence.start, sentence.end)
        if said and said.value == "significant":
            for mention in setting.end_points_in(sentence.start, sentence.end):
                found.setdefault(mention.value, said)
    return found


def as_said(setting: Setting, estimate: Estimate) -> Estimate:
    """Return an estimate without words that its numbers belie, with those on a missed test.

    Words about the trial's only primary end point are of no other analysis than the planned
    one of all patients.
    """
    if _contradicts(estimate):
        estimate = replace(estimate, authors_say=None)
    if (
        estimate.authors_say
        or estimate.role != "primary"
        or estimate.second_hand
        or estimate.hypothesis != "superiority"
        or not estimate.population.startswith("all")
        or estimate.stage in {"interim", "update"}
        or not _includes_null(estimate)
        or _is_small(estimate)
    ):
        return estimate
    return replace(estimate, authors_say=_missed(setting).get(estimate.end_point))


@lru_cache(maxsize=2)
def _missed(setting: Setting) -> dict[str, Stated]:
    """Return the end points that results or conclusion say were missed, or did not differ."""
    primary = {one.name for one in setting.trial.end_points if one.role == "primary"}
    found: dict[str, Stated] = {}
    for sentence in setting.view.sentences:
        if sentence.section not in {"abstract", "results", "conclusion"}:
            continue
        match = _MISSED_PRIMARY.search(setting.view.text, sentence.start, sentence.end)
        if match and len(primary) == 1:
            said = Stated("not_significant", match[0], setting.view.span(*match.span()))
            found.setdefault(next(iter(primary)), said)
        for start, end in _clauses(setting, sentence):
            said_of = said_between(setting, start, end)
            named = {mention.value for mention in setting.end_points_in(start, end)}
            if said_of and said_of.value == "not_significant" and len(named) == 1:
                found.setdefault(named.pop(), said_of)
    return found


def _clauses(setting: Setting, sentence: Sentence) -> list[tuple[int, int]]:
    """Return the clauses of a conclusion; what it says of one end point is of no other."""
    words = setting.view.words(sentence)
    if sentence.section != "conclusion" or re.search(r"(?i)\bsubgroups?\b", words):
        return []
    cuts = [sentence.start + match.end() for match in re.finditer(r"[,;] |\bbut\b", words)]
    return list(pairwise([sentence.start, *cuts, sentence.end]))


def _is_about(setting: Setting, near: Sentence, name: str, *, only_exploratory: bool) -> bool:
    """Tell whether a sentence judges one end point in words alone."""
    words = setting.view.words(near)
    said = said_between(setting, near.start, near.end)
    if said is None or said.value == "trend" or find_effects(words, 0, len(words)):
        return False
    if only_exploratory:
        exploratory = _EXPLORATORY.search(words)
        until = near.start + (exploratory.start() if exploratory else 0)
        judged = setting.end_points_in(near.start, until)
        return bool(judged) and judged[-1].value == name
    named = {mention.value for mention in setting.end_points_in(near.start, near.end)}
    return named == {name} and not re.search(r"(?i)\bsubgroups?\b|\btest(?:ed|ing)\b", words)


def level_for(design: Design, estimate: Estimate) -> SignificanceLevel | None:
    """Return the level that the plan states for an end point: by name, by role, else for all."""
    for wanted in (estimate.end_point, estimate.role or ""):
        for level in design.levels:
            if wanted and wanted in level.applies_to:
                return level
    if estimate.end_point == "TTD":
        for level in design.levels:
            if "QoL" in level.applies_to:
                return level
    return next((level for level in design.levels if not level.applies_to), None)


def is_significant(estimate: Estimate, design: Design) -> bool | None:
    """Return what the document says of an estimate, or what its own level or boundary decides."""
    said = estimate.authors_say.value if estimate.authors_say else ""
    if estimate.hypothesis != "superiority":
        return True if said == "significant" else None
    if said in {"significant", "not_significant"}:
        return said == "significant"
    if estimate.boundary and estimate.boundary.crossed is not None:
        return estimate.boundary.crossed
    if _includes_null(estimate) and _is_small(estimate):
        return None
    if said == "exploratory" or _includes_null(estimate) or _is_beyond_all_levels(estimate):
        return False
    return _by_level(estimate, level_for(design, estimate))


def _is_beyond_all_levels(estimate: Estimate) -> bool:
    """Tell whether a p is so large that no trial has a level for it."""
    p = estimate.p
    return p is not None and p.comparator == "=" and p.number.value > _LARGEST_LEVEL


def _by_level(estimate: Estimate, level: SignificanceLevel | None) -> bool | None:
    """Return what the printed level decides; only a primary test can be met by its p alone."""
    if level is None or estimate.p is None or estimate.stage == "interim" or estimate.second_hand:
        return None
    if estimate.p.sides and estimate.p.sides.count != level.sides.count:
        return None
    if estimate.p.comparator == "=" and estimate.p.number.value > level.alpha.value:
        return False
    is_whole = estimate.population.startswith("all")
    return True if estimate.role == "primary" and is_whole else None


def _is_small(estimate: Estimate) -> bool:
    """Tell whether a p belies an interval that includes no effect: one of them is misprinted."""
    p = estimate.p
    return p is not None and p.comparator in {"=", "<"} and p.number.value < _SMALL_P


def _contradicts(estimate: Estimate) -> bool:
    """Tell whether "significantly" nearby cannot be about an estimate with the null.

    Its own p is large then, or it has none.
    """
    said = estimate.authors_say is not None and estimate.authors_say.value == "significant"
    large = estimate.p is None or (
        estimate.p.comparator == "=" and estimate.p.number.value > _LARGE_P
    )
    return said and large and _includes_null(estimate)


def _includes_null(estimate: Estimate) -> bool:
    if estimate.interval is None or estimate.hypothesis != "superiority":
        return False
    null = (
        0 if estimate.measure in {"RD", "MD", "difference", "SMD", "RMST_difference", "VE"} else 1
    )
    low, high = estimate.interval.lower, estimate.interval.upper
    if isinstance(low, Number) and isinstance(high, Number):
        return low.value <= null <= high.value
    one = low if isinstance(low, Number) else high
    if not isinstance(one, Number) or not isinstance(estimate.value, Number):
        return False
    favourable = estimate.value.value < null
    return (one is high and one.value > null) or (
        one is low and one.value < null and not favourable
    )
