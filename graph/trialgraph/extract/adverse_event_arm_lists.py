"""Which arm the single values of a list belong to, where the list names its arm once."""

from trialgraph.extract.adverse_event_arm_words import Labels, is_reference, labels_of, near_arm
from trialgraph.extract.adverse_event_sentence import CountedHarm
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_SPECIFIES = lazy.regex(r"(?i)\binclud\w+\s|\bnamely\s|\bconsist\w+ of\s|[(\[:]")


def in_lists(
    setting: Setting, sentence: Sentence, runs: list[list[CountedHarm]], labels: list[Labels]
) -> list[Labels]:
    """Return the arms with those of the single values of a list that names its arm once."""
    out = list(labels)
    for stretch in _stretches(setting, runs, labels):
        last = out[stretch[0] - 1][0] if stretch[0] else None
        before = _arm_before(setting, sentence, runs, stretch[0], last)
        after = labels[stretch[-1]][0]
        arm = after if before is None or before == after else None if after else before
        for number in stretch:
            out[number] = [arm] * len(runs[number])
    return out


def _stretches(
    setting: Setting, runs: list[list[CountedHarm]], labels: list[Labels]
) -> list[list[int]]:
    """Return neighbouring single values of lists, cut after each that an arm follows."""
    found: list[list[int]] = [[]]
    for number, run in enumerate(runs):
        if not run[0].listed or (len(run) > 1 and not _is_of_grades(run)):
            found.append([])
            continue
        if found[-1] and _begins_anew(setting, runs[number - 1][-1], run[0]):
            found.append([])
        found[-1].append(number)
        if labels[number][0]:
            found.append([])
    return [stretch for stretch in found if stretch]


def _is_of_grades(run: list[CountedHarm]) -> bool:
    """Tell whether a run gives one arm a value for each grade: "(any, 75%; grade 3, 59%)"."""
    return len({one.grade for one in run}) == len(run)


def _begins_anew(setting: Setting, last: CountedHarm, here: CountedHarm) -> bool:
    """Tell whether a list goes over to another arm between two values."""
    named = list(setting.arms_in(last.count.end, here.begins))
    return bool(named) and near_arm(setting, last.count.end, named) is None


def _arm_before(
    setting: Setting,
    sentence: Sentence,
    runs: list[list[CountedHarm]],
    number: int,
    last: str | None,
) -> str | None:
    """Return the one arm that the words before a list name, or that of what it goes on with."""
    begin = runs[number - 1][-1].count.end if number else sentence.start
    named = list(setting.arms_in(begin, runs[number][0].begins))
    if number and named and near_arm(setting, begin, named[:1]):
        named = named[1:]  # that arm is the one of the value before
    if number and not named and _is_specified(setting, runs[number - 1], runs[number][0]):
        return last
    if len(labels_of(named)) != 1 or is_reference(setting, named[0]):
        return None
    return named[0].value


def _is_specified(setting: Setting, last: list[CountedHarm], first: CountedHarm) -> bool:
    """Tell whether a list says what one count before it is made of: "9 patients, including ..."."""
    between = setting.words(last[-1].count.end, first.begins)
    return len(last) == 1 and last[0].harm.general and _SPECIFIES.search(between) is not None
