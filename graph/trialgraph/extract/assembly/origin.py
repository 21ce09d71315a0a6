"""Whose number it is: this trial's result, its plan, or another trial's result."""

import re
from dataclasses import dataclass
from functools import lru_cache

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.view import ReadingView, Sentence

_PLAN = re.compile(
    r"(?i)\bto detect\b|\bpower(?:ed)?\b|\bassum(?:ed|es|ing|ption)"
    r"|\bhypothesi[sz]ed|\bsample size|\bmargin\b|\bexpected\b"
    r"|\btarget(?:ed)? (?:hazard|HR)|\bthreshold|\bdesigned to\b"
    r"|\bcorresponding to an? (?:target|improvement)"
)
_REGRESSION = re.compile(
    r"(?i)\b(?:uni|multi)varia(?:te|ble)\b|\bprognostic\b"
    r"|\bindependent(?:ly)? (?:predict|associat)\w+|\brisk factors?\b"
)
_ASSOCIATED = re.compile(
    r"(?i)\b(?:levels?|expression|status|mutations?|scores?|genotypes?|elevated|responses)\b"
    r"[^.;]{0,80}?\b(?:associated|correlated) with\b|\bimpact of (?:elevated|high|low|baseline)\b"
)
OTHER_GROUPS = re.compile(
    r"(?i)\b(?:compared with|versus|vs\.?|than|v)\s(?:in |for )?(?:those|patients|women|men)"
    r"\s(?:with|without|who)\b"
)
_TRIAL = re.compile(
    r"\b(?P<name>[A-Z][A-Za-z0-9]*(?:[A-Z0-9]"
    r"|-[A-Z0-9])[A-Za-z0-9-]*)(?:\s\d{1,3})?\s(?:trials?|stud(?:y|ies))\b"
    r"|\b(?:trials?|stud(?:y|ies))\s\((?P<bracket>[A-Z][A-Za-z0-9-]{3,})\)"
    r"|^In\s(?P<named>[A-Z]{4,}(?:-?\d+)?)(?=,)"
)
_NOT_A_TRIAL = re.compile(
    r"(?i)^(?:phase|this|our|the|I{1,3}|IV|[A-Z]\d+|HER2|EGFR|PD-L?1|BRCA\d?)$"
)
_OUTSIDE = frozenset({"introduction", "discussion", "conclusion"})
_CITED = re.compile(
    r"\([A-Z][\w'-]+ (?:et al\.?|and [A-Z][\w'-]+),? (?:\d{4}|\()"
    r"|\[\d{1,3}(?:\s?[,-]\s?\d{1,3}){0,9}\]|\bmeta-analys[ie]s\b"
)
_OWN = re.compile(
    r"(?i)\b(?:our|this|the (?:present|current)) (?:study|trial|results|analysis|findings)\b"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from; ``trial`` names another trial where the text does."""

    second_hand: bool
    trial: str | None = None


def is_of_covariate(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether a ratio belongs to a factor of a regression, not to the arms."""
    words = setting.view.words(sentence)
    cue = _REGRESSION.search(words) or OTHER_GROUPS.search(words) or _ASSOCIATED.search(words)
    if cue is None:
        return False
    # What stands before "in multivariable analysis" says nothing of the factors after it.
    begin = sentence.start + cue.start()
    if _ASSOCIATED.match(cue[0]):
        begin = sentence.start
    return not setting.arms_in(begin if begin < effect.start else sentence.start, effect.start)


def is_planned(setting: Setting, sentence: Sentence, effect: PrintedEffect) -> bool:
    """Tell whether a printed ratio belongs to the plan: an assumption, a target, a margin."""
    before = setting.words(max(sentence.start, effect.start - 160), effect.start)
    bare = effect.interval is None and effect.p is None
    return bare and _PLAN.search(before + " " + effect.fill) is not None


def origin_of(setting: Setting, sentence: Sentence) -> Origin:
    """Return whether a sentence speaks of another trial's results."""
    if sentence.section not in _OUTSIDE:
        return Origin(second_hand=False)
    name = _foreign(setting, sentence)
    if name:
        return Origin(second_hand=True, trial=name)
    words = setting.view.words(sentence)
    cites = any(sentence.start <= mark.at <= sentence.end + 1 for mark in setting.view.marks)
    # The introduction of a paper, unlike that of an abstract, has no result of its own.
    opens = sentence.section == "introduction" and _is_paper(setting.view)
    foreign = cites or opens or _CITED.search(words) is not None
    return Origin(second_hand=foreign and not _OWN.search(words))


@lru_cache(maxsize=2)
def _is_paper(view: ReadingView) -> bool:
    return any(sentence.section == "discussion" for sentence in view.sentences)


def _foreign(setting: Setting, sentence: Sentence) -> str | None:
    own = setting.trial.acronym.value.lower() if setting.trial.acronym else ""
    for match in _TRIAL.finditer(setting.view.words(sentence)):
        name = match["name"] or match["bracket"] or match["named"]
        if name.lower() != own and not _NOT_A_TRIAL.match(name):
            return name
    return None
