"""Adverse events of all patients of a trial of several arms: a list that names no arm at all."""

from trialgraph.extract.adverse_event_sentence import CountedHarm
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

# Such a sentence compares, or speaks of a group that no known arm names.
_OF_GROUPS = lazy.regex(
    r"(?i)\b(?:vs?|versus|than|compared|both|each|either|neither|other|respective(?:ly)?|groups?"
    r"|arms?|cohorts?|regimens?|higher|lower|similar|combination|monotherapy|alone|controls?"
    r"|treated|receiv\w+|given|during|after|subset|those|who|whom|from|with|due"
    r"|(?:chemo|radio|immuno)?therapy|treatment(?!-))\b|; "
)
_FAR = 3
_SEVERAL = 2


def of_all_patients(
    setting: Setting, sentence: Sentence, counted: list[CountedHarm]
) -> list[CountedHarm]:
    """Return the counts of a list that are of all patients, none where any word shares them out.

    "The most common adverse events were nausea (40%) and rash (12%)", after words on all arms.
    """
    if len(setting.trial.arms) < _SEVERAL or len(counted) < _SEVERAL:
        return []
    alone = len({one.run for one in counted}) == len(counted)
    if not alone or not all(one.listed and one.count.percent for one in counted):
        return []
    if list(setting.arms_in(sentence.start, sentence.end)):
        return []
    if _OF_GROUPS.search(setting.view.words(sentence)) or _follows_one_arm(setting, sentence):
        return []
    return counted


def _follows_one_arm(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether the last arms named shortly before are one arm alone."""
    for back in range(1, _FAR + 1):
        earlier = setting.before(sentence, back)
        named = setting.arms_in(earlier.start, earlier.end) if earlier else ()
        labels = {one.value for one in named}
        if labels:
            return len(labels) == 1
    return False
