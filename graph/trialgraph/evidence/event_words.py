"""What an event outside the term tables is for a patient, by the noun that its name ends with.

An event's noun has a meaning of its own (a stroke is bad, a cure is good); a
score's name has none, and is never guessed.
"""

import re

from trialgraph.model.result import Measure
from trialgraph.verdict.codes import Polarity

_RATIOS_OF_EVENTS = frozenset({"HR", "csHR", "sHR", "IRR"})
DIFFERENCES_OF_SCORES: frozenset[Measure] = frozenset({"MD", "SMD", "difference"})
_OF_PATIENTS = frozenset({"RR", "OR", "RD"})
_BAD = re.compile(
    r"(?i)\b(?:deaths?|mortality|strokes?|infarctions?|failures?|arrests?|fractures?|amputations?"
    r"|hospitali[sz]ations?|rehospitali[sz]ations?|readmissions?|bleed(?:ing|s)?|ha?emorrhages?"
    r"|thrombos[ei]s|thromboembolisms?|embolisms?|infections?|pneumonia|sepsis|relapses?"
    r"|recurrences?|exacerbations?|rejections?|pre-?eclampsia|eclampsia|delirium|seizures?|falls"
    r"|complications?|progression|metastas[ei]s|intubation|stillbirths?|miscarriages?|blindness"
    r"|dialysis|injury|injuries|hypogly[ck]?a?emia|hypoglycemia)$"
)
_GOOD = re.compile(
    r"(?i)\b(?:cures?|remissions?|recovery|recoveries|responses?|pregnanc(?:y|ies)|live births?"
    r"|discharge|healing|clearance|eradication|abstinence|extubation|seroconversion)$"
)
# Rates and shares of patients say nothing of which way; a time point comes after the event.
_TAIL = re.compile(
    r"(?i)(?:\s(?:rates?|risk|incidence|at (?:day|week|month|year) \d+"
    r"|(?:at|within|by) \d+ (?:days?|weeks?|months?|years?)"
    r"|from (?:any|all) causes?|of any cause|as an end point|on dialysis))+$"
)
_TURNED = re.compile(
    r"(?i)\b(?:free|freedom|without|no|not|non|absence|loss|lack|avoid\w*|prevent\w*|reduc\w*"
    r"|delay\w*|worsen\w*|improv\w*|antibody|immune|poor|partial|failed|surviv\w*|unwanted"
    r"|teenage|adverse|safety|protocol|screen(?:ing)?)\b"
)
# Scales on which less is better, and on which more is: each by name, never by what it is about.
_LESS_IS_BETTER = re.compile(
    r"(?i)\b(?:HAM-?D(?:-?\d\d)?|HDRS(?:-?\d\d)?|hamilton (?:depression rating|rating scale for"
    r" depression)|MADRS|montgomery.{1,2}[aå]sberg depression|PHQ-?9|PANSS|HAQ(?:-DI)?"
    r"|HbA1c|(?:ha?emoglobin a1c|(?:glycated|glycosylated) ha?emoglobin))\b"
)
_MORE_IS_BETTER = re.compile(r"(?i)\b(?:KCCQ|kansas city cardiomyopathy questionnaire)\b")
# A share of patients who reach a score is no difference of scores.
_SHARE = re.compile(r"(?i)\brespon|\bremi(?:ssion|tt)|\btime\b|\bachiev|\bbelow\b|<|\breduc")
_PARTS = re.compile(r"(?i),? (?:or|and|and/or) |, |/")


def event_polarity(name: str, measure: Measure) -> Polarity:
    """Return what having an event means, unknown unless every part of its name says so."""
    kinds = {_kind(part) for part in _PARTS.split(name.replace("-", " ")) if part.strip()}
    is_bad = kinds == {"bad"}
    if not (is_bad or kinds == {"good"}) or _TURNED.search(name.replace("-", " ")):
        return Polarity.UNKNOWN
    if measure in _RATIOS_OF_EVENTS:
        return Polarity.BAD_EVENT if is_bad else Polarity.GOOD_EVENT
    if measure not in _OF_PATIENTS:
        return Polarity.UNKNOWN
    return Polarity.LESS_IS_BETTER if is_bad else Polarity.MORE_IS_BETTER


def scale_polarity(name: str, measure: Measure) -> Polarity | None:
    """Return what more means on a named scale, where its scores are compared."""
    if measure not in DIFFERENCES_OF_SCORES or _SHARE.search(name) or _TURNED.search(name):
        return None
    if _LESS_IS_BETTER.search(name):
        return Polarity.LESS_IS_BETTER
    return Polarity.MORE_IS_BETTER if _MORE_IS_BETTER.search(name) else None


def _kind(part: str) -> str:
    """Return whether the event that a name ends with is good or bad, empty where unknown."""
    words = _TAIL.sub("", part.strip())
    if _BAD.search(words):
        return "bad"
    return "good" if _GOOD.search(words) else ""
