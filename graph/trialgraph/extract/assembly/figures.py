"""The figures beside a printed value: interval, p, and what the value measures."""

import re
from dataclasses import replace

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.sides import LEVEL, interval_of, p_value_of
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.mentions.end_points import PROPORTIONS
from trialgraph.extract.mentions.intervals import P_VALUE
from trialgraph.extract.mentions.numbers import group_number
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy
from trialgraph.model.result import Interval, Measure, PValue

_MEASURED = lazy.regex(
    r"(?i)\b(?:changes?|mean|levels?|scores?|time|weight|density|volume|fraction|pressure|glucose"
    r"|cholesterol|concentrations?|ha?emoglobin|hematocrit)\b|A_?\(?1c|\bHbA\b"
)
# So many patients came so far: a level is named, not measured.
_SHARE = lazy.regex(
    r"(?i)[<>≤≥]|\b(?:targets?|responders?)\b"
    r"|\b(?:less|lower|below|more|greater|least)(?: than)? \d"
)


def interval_beside(setting: Setting, effect: PrintedEffect) -> Interval | None:
    """Return the interval of an estimate; its level may stand before the value: "HR (95% CI)"."""
    if effect.interval is None:
        return None
    interval = interval_of(setting.view, effect.interval)
    before = LEVEL.search(setting.view.text, effect.start, effect.value[0])
    if interval.level is not None or before is None:
        return interval
    return replace(interval, level=group_number(setting.view, before, "level"))


def measure_of(effect: PrintedEffect, name: str, words: str) -> Measure:
    """Return the measure; a difference is one of risks only where its unit and name say so."""
    # Points of a scale are no percentage points, but for the share of those who respond.
    in_percent = effect.unit[:3] in {"%", "per"} or (effect.unit and name in PROPORTIONS)
    of_risks = in_percent and (
        not _MEASURED.search(name) or _SHARE.search(name) or "risk" in words.lower()
    )
    return effect.measure if effect.measure != "RD" or of_risks else "difference"


def p_beside(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, *, last: bool
) -> PValue | None:
    """Return the p of an estimate; of the last of a sentence it may stand in the next one."""
    if effect.p:
        return p_value_of(setting.view, effect.p)
    following = sentence.number + 1
    if not last or following >= len(setting.view.sentences):
        return None
    return _p_after(setting, setting.view.sentences[following])


def _p_after(setting: Setting, after: Sentence) -> PValue | None:
    """Return the p that the next sentence prints for the difference just estimated."""
    words = setting.view.words(after)
    found = list(P_VALUE.finditer(setting.view.text, after.start, after.end))
    named = setting.end_points_in(after.start, after.end)
    if (
        len(found) != 1
        or named
        or not re.match(r"(?i)(?:however, )?(?:the|this) difference", words)
    ):
        return None
    return p_value_of(setting.view, found[0])
