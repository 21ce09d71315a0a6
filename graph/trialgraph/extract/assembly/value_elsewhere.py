"""Sentences whose values are no results of the trial's arms: its patients, other groups, trials."""

from itertools import islice

from trialgraph.extract.assembly.origin import OTHER_GROUPS
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_BASELINE = lazy.regex(
    r"(?i)\bbalanced\b|\bbaseline (?:characteristic|demographic)"
    r"|\bcharacteristics\b|^(?:RESULTS: |FINDINGS: )?at (?:baseline|study entry|enrol+ment)\b"
    r"|\bassum(?:ing|ed|ption)|\bto detect\b"
)
_ALLOCATED = lazy.regex(r"(?i)\bunderwent random|\brandomly assigned\b(?! patients)")
# "In the NAME trial, the rate was 12% with the drug": of a trial that nothing else here names.
_IN_A_TRIAL = lazy.regex(
    r"\b(?:[Ii]n|[Ff]rom|[Bb]y) the (?P<name>[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9-]*(?: \d{1,3})?)"
    r" (?:trial|study)\b"
)


def is_elsewhere(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence describes the patients, or groups or trials that are not its own."""
    words = setting.view.words(sentence)
    other = OTHER_GROUPS.search(words) and not setting.arms_in(sentence.start, sentence.end)
    described = _ALLOCATED.search(words) and not setting.end_points_in(sentence.start, sentence.end)
    if other or described or _BASELINE.search(words):
        return True
    return _is_of_another_trial(setting, sentence)


def _is_of_another_trial(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence names a trial that the text has not named as its own before."""
    told = _IN_A_TRIAL.search(setting.view.words(sentence))
    if told is None:
        return False
    own = setting.trial.acronym.value if setting.trial.acronym else ""
    before = islice(setting.view.sentences, sentence.number)
    named = [setting.view.words(one) for one in before if one.section != "introduction"]
    return not any(told["name"].lower() in words.lower() for words in (own, *named))
