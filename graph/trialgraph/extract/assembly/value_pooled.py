"""Values of all patients of a trial of several arms: no words share them out to the arms."""

from trialgraph.extract.assembly.pairing_order import Arms
from trialgraph.extract.assembly.pairing_wording import is_total
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.assembly.value_harm import is_in_report_of_harm, speaks_of_harm
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

ALL_PATIENTS = "all patients"
# Such a sentence compares, or shares out to groups that no known arm names.
_SHARED_OUT = lazy.regex(
    r"(?i)\b(?:v|vs|versus|than|compared|relative|against|both|each|either|neither|other|former"
    r"|latter|whereas|while|those|respective(?:ly)?|groups?|arms?|cohorts?|regimens?|hazard|ratio"
    r"|differences?|differed|differ|higher|lower|longer|shorter|better|worse|similar|increase[ds]?"
    r"|decrease[ds]?|improve[ds]?|reduced|combination|monotherapy|alone|controls?|crossed|crossover"
    r"|correlat\w+|associat\w+|predict\w*|versions?|assum\w+|power|expected|historical|previous(?:ly)?"
    r"|baseline|due to|caused?|because|grades?|tumou?rs were|treated with|receiv\w+|given"
    r"|with the)\b|[≥≤<>]"
)
_FAR = 3
_SEVERAL = 2


def is_pooled(
    setting: Setting, sentence: Sentence, cells: list[Cell], arms: list[Arms], number: int
) -> bool:
    """Tell whether a value without an arm is that of all patients of a trial of several arms."""
    if len(setting.trial.arms) < _SEVERAL or arms[number]:
        return False
    if _is_sum(setting, cells, arms, number):
        return True
    return (
        len(cells) == 1
        and cells[0].form in {"percent", "duration"}
        and not setting.arms_in(sentence.start, sentence.end)
        and not _SHARED_OUT.search(setting.view.words(sentence))
        and not find_effects(setting.view.text, sentence.start, sentence.end)
        and not speaks_of_harm(setting.view.words(sentence))
        and not is_in_report_of_harm(setting, sentence)
        and not _goes_on_with_an_arm(setting, sentence)
    )


def _is_sum(setting: Setting, cells: list[Cell], arms: list[Arms], number: int) -> bool:
    """Tell whether the patients of a value are shared out to all arms right behind it."""
    if not is_total(setting, cells, number):
        return False
    behind = arms[number + 1 : number + 1 + len(setting.trial.arms)]
    return {one[0] for one in behind if one} == {arm.label for arm in setting.trial.arms}


def _goes_on_with_an_arm(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether the sentences before speak of one arm, or this is one of several paragraphs."""
    for back in range(1, _FAR + 1):
        earlier = setting.before(sentence, back)
        if earlier is None:
            return False
        named = {one.value for one in setting.arms_in(earlier.start, earlier.end)}
        if named:
            return len(named) == 1
    return False
