"""Which arm each count of an adverse event belongs to.

Names of arms and counts alternate ("12 in A and 8 in B"), or the arms stand together on
one side of the counts ("in A and B, 12 and 8"). Where neither is so the count stays
without an arm: a guess would be believed.
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from trialgraph.extract.adverse_event_arm_lists import in_lists
from trialgraph.extract.adverse_event_arm_words import (
    GRADE,
    Labels,
    is_reference,
    labels_of,
    near_arm,
)
from trialgraph.extract.adverse_event_sentence import CountedHarm
from trialgraph.extract.assembly.pairing import arms_of_cells
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, Mention, value_of
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_PAIR = 2
_COMPARING = lazy.regex(r"(?i)\b(?:vs?\.?|versus|than|compared (?:with|to)|against)(?![\w-])")
_CUT = lazy.regex(r";|(?<!respectively),\s(?:in|with|for|whereas|while|but)\s")
_GOES_TO_ARMS = lazy.regex(
    r"[)\]]*\s(?:of\s)?(?:the\s)?(?:patients\s|participants\s)?(?:respectively,\s)?"
    r"(?:in|with|for|on|receiving|treated|assigned|given)\s(?!(?:the\s)?(?:both|two|each|respective)\b)"
)
_GROUP = lazy.regex(
    r"(?i)\b(?!(?:both|two|three|either|each|all|treatment|study|the|these|between|all"
    r"|respective)[- ])[\w-]+[- ](?:arms?|groups?|regimens?|treated)\b"
)
_SIGNS = (
    r"(?:more|higher|greater|increased|worse|greatest|highest|less|lower|fewer|reduced|decreased)"
)
_MORE = lazy.regex(
    rf"(?i)(?<!\bor\s)\b(?P<sign>{_SIGNS})\s(?:(?!{_SIGNS}\b)[\w-]+\s){{0,4}}?"
    r"(?:in|with|for|on|among|by)\s(?:the\s)?$"
)
_MORE_IN = lazy.regex(
    rf"(?i)\b{_SIGNS}\s(?:often|frequent|frequently|common|commonly|prevalent)\s"
    r"(?:in|with|for|on|among)\s(?:the\s|those\s)?(?!(?:both|two)\b)"
)
_UNKNOWN_PAIR = lazy.regex(
    rf"[(\[](?!{COUNT_IN_WORDS}|no\b|none\b)[A-Za-z][\w-]*(?:\s(?:arm|group))?\s(?:v|vs\.?|versus)\s"
    r"[A-Za-z][\w-]*(?:\s(?:arm|group))?[,:;]"
)
_WITH = lazy.regex(
    r"(?:\s(?:of (?:the )?)?(?:patients|participants))?\s(?:in|with|on|for)\s(?:the\s)?"
)
_ENDS = lazy.regex(r"(?:\s(?:group|arm))?[)\],;.]")
_REST = 12
_FEWER = frozenset({"less", "lower", "fewer", "reduced", "decreased"})


def arms_of_counts(setting: Setting, sentence: Sentence, counted: list[CountedHarm]) -> Labels:
    """Return for each count the label of its arm; ``None`` where the text leaves it open."""
    runs = [
        part
        for _, group in groupby(counted, key=lambda one: one.run)
        for part in _by_grade(list(group))
    ]
    windows = list(_windows(sentence, runs))
    labels = [_of_run(setting, run, window) for run, window in zip(runs, windows, strict=True)]
    labels = _ordered_alike(setting, sentence, runs, _of_all_grades(runs, labels))
    labels = _of_subject(setting, sentence, runs, in_lists(setting, sentence, runs, labels))
    return [label for run in labels for label in run]


def _of_subject(
    setting: Setting, sentence: Sentence, runs: list[list[CountedHarm]], labels: list[Labels]
) -> list[Labels]:
    """Return the arms with the only one of a sentence, its subject, for all of its single counts.

    "A resulted in nausea in 26% of the participants and edema in 12%".
    """
    named = setting.arms_in(sentence.start, sentence.end)
    alone: Labels = [*labels_of(list(named))]
    single = all(len(run) == 1 for run in runs) and len(runs) > 1
    if not single or len(alone) != 1 or labels[0] != alone or labels[-1] != [None]:
        return labels
    if named[0].start > runs[0][0].begins or _COMPARING.search(setting.view.words(sentence)):
        return labels
    return [alone] * len(runs) if not names_unknown(setting, sentence) else labels


def _by_grade(run: list[CountedHarm]) -> list[list[CountedHarm]]:
    """Return the comparisons of a run: "any grade, 9% v 4%; grade 3, 2% v 1%" are two."""
    parts = [list(group) for _, group in groupby(run, key=lambda one: one.grade)]
    return parts if {len(part) for part in parts} == {_PAIR} else [run]


def _of_all_grades(runs: list[list[CountedHarm]], labels: list[Labels]) -> list[Labels]:
    """Return the arms with those that one grade of an event has for its other grades."""
    told = {run[0].run: found for run, found in zip(runs, labels, strict=True) if all(found)}
    return [
        found if any(found) or len(told.get(run[0].run, [])) != len(found) else told[run[0].run]
        for run, found in zip(runs, labels, strict=True)
    ]


def _windows(sentence: Sentence, runs: list[list[CountedHarm]]) -> Iterator[tuple[int, int]]:
    """Return the words that each run can take its arms from."""
    for number, run in enumerate(runs):
        first = run[0].begins if number else sentence.start
        last = runs[number + 1][0].begins if number + 1 < len(runs) else sentence.end
        yield first, max(last, run[-1].count.end)


def _of_run(setting: Setting, run: list[CountedHarm], window: tuple[int, int]) -> Labels:
    """Return the arms of counts of one naming, from the words around them."""
    if len({one.grade for one in run[:_PAIR]}) == _PAIR and len(run) % _PAIR == 0:
        # Both grades of an arm stand together, its name after the second.
        halves = _of_run(setting, run[_PAIR - 1 :: _PAIR], window)
        return [label for label in halves for _ in range(_PAIR)]
    first, last = run[0].count.start, run[-1].count.end
    stop = _CUT.search(setting.view.text, last, window[1])
    named = list(setting.arms_in(window[0], stop.start() if stop else window[1]))
    before = [one for one in named if one.start < first]
    after = [one for one in named if one.start >= last]
    inside = [
        [one for one in named if left.count.end <= one.start < right.count.start]
        for left, right in pairwise(run)
    ]
    return (
        _alternating(setting, run, inside, before, after)
        or _together(setting, run, inside, before, after)
        or _after_total(setting, run, window)
        or [None] * len(run)
    )


def _after_total(
    setting: Setting, run: list[CountedHarm], window: tuple[int, int]
) -> Labels | None:
    """Return the arms of "12 patients died: 8 in A and 4 in B", whose first count is of all."""
    if len(run) <= _PAIR:
        return None
    opened = setting.words(run[0].count.end, run[1].count.start)
    if (
        not re.search(r"[(:]", opened)
        or len(labels_of(list(setting.arms_in(run[0].count.end, window[1])))) <= 1
    ):
        return None
    labels = _of_run(setting, run[1:], (run[0].count.end, window[1]))
    return [None, *labels] if all(labels) else None


def _alternating(
    setting: Setting,
    run: list[CountedHarm],
    inside: list[list[Mention]],
    before: list[Mention],
    after: list[Mention],
) -> Labels | None:
    """Return the arms of "12 in A and 8 in B" or "A (12) and B (8)"."""
    between = [labels_of(group) for group in inside]
    if any(len(group) != 1 for group in between):
        return None
    middle = [group[0] for group in between]
    right = near_arm(setting, run[-1].count.end, after)
    if right and right not in middle:
        return _distinct([*middle, right])
    left = before[-1].value if before else None
    if left and left not in middle and run[1:]:
        return _distinct([left, *middle])
    if not right and len(run) == _PAIR:
        return _and_the_other(setting, run, middle[0])
    return None


def _and_the_other(setting: Setting, run: list[CountedHarm], first: str) -> Labels | None:
    """Return both arms of "12 in A compared with 8", in a trial of two."""
    others = [arm.label for arm in setting.trial.arms if arm.label != first]
    words = setting.words(run[0].count.end, run[1].count.start)
    return [first, others[0]] if len(others) == 1 and _COMPARING.search(words) else None


def _together(
    setting: Setting,
    run: list[CountedHarm],
    inside: list[list[Mention]],
    before: list[Mention],
    after: list[Mention],
) -> Labels | None:
    """Return the arms of "in A and B, 12 and 8" or "12 and 8 in A and B"."""
    if any(inside):
        return None
    if len(run) == 1:
        return _alone(setting, run[0], before, after)
    if told := _second_told(setting, run, after):
        return told
    later = labels_of(after)
    if len(later) == len(run) and (not before or near_arm(setting, run[-1].count.end, after)):
        return [*later]
    return _all_before(setting, run, before, after)


def _second_told(setting: Setting, run: list[CountedHarm], after: list[Mention]) -> Labels | None:
    """Return both arms of "12% versus 8% with B", which names the second, in a trial of two."""
    if len(run) != _PAIR or not after:
        return None
    rest = setting.words(after[0].end, after[0].end + _REST)
    if not _WITH.fullmatch(setting.words(run[-1].count.end, after[0].start)) or not _ENDS.match(
        rest
    ):
        return None
    labels = _and_the_other(setting, run, after[0].value)
    return labels[::-1] if labels else None


def _all_before(
    setting: Setting, run: list[CountedHarm], before: list[Mention], after: list[Mention]
) -> Labels | None:
    """Return the arms named before all counts, or the one that is said to have more."""
    if before and len(run) == _PAIR and _is_more(setting, before[-1]):
        return _one_before(setting, before[-1:])
    earlier = _last_labels(before, len(run))
    if len(earlier) == len(run):
        return [*_references_last(setting, before, earlier)]
    return _one_before(setting, before) if len(run) == _PAIR and not after else None


def _references_last(setting: Setting, before: list[Mention], labels: list[str]) -> list[str]:
    """Return the arms of "compared with B, A had more ...": what is compared comes first."""
    compared = {one.value for one in before if is_reference(setting, one)}
    return sorted(labels, key=lambda label: label in compared)


def _is_more(setting: Setting, arm: Mention) -> bool:
    """Tell whether the words right before an arm say that it has more, or fewer."""
    return _MORE.search(setting.words(max(0, arm.start - 90), arm.start)) is not None


def _one_before(setting: Setting, before: list[Mention]) -> Labels | None:
    """Return both arms of "more often with A (12 v 8)", in a trial of two."""
    if len(labels_of(before)) != 1 or len(setting.trial.arms) != _PAIR:
        return None
    first = before[0]
    other = next(arm.label for arm in setting.trial.arms if arm.label != first.value)
    return [other, first.value] if is_reference(setting, first) else [first.value, other]


def _alone(
    setting: Setting, one: CountedHarm, before: list[Mention], after: list[Mention]
) -> Labels | None:
    """Return the arm of a count that no arm right after it claims, where only one is named."""
    if after and re.search(r"\d", GRADE.sub("", setting.words(one.count.end, after[0].start))):
        after = []  # that arm has a number of its own
    named = labels_of([*before, *after])
    alone = len(named) == 1 and not one.listed and not is_reference(setting, (before + after)[0])
    return [named[0]] if alone else None


def _last_labels(named: list[Mention], size: int) -> list[str]:
    """Return the arms named last, as many as asked, in the order of their last naming."""
    last: list[str] = []
    for one in reversed(named):
        if one.value not in last:
            last.insert(0, one.value)
        if len(last) == size:
            break
    return last


def _distinct(labels: list[str]) -> Labels | None:
    return list(labels) if len(set(labels)) == len(labels) else None


def _ordered_alike(
    setting: Setting, sentence: Sentence, runs: list[list[CountedHarm]], labels: list[Labels]
) -> list[Labels]:
    """Return the arms with those of bare pairs, in the order of the pairs before them."""
    known: Labels = []
    out: list[Labels] = []
    for number, (run, found) in enumerate(zip(runs, labels, strict=True)):
        if len(run) == 1:
            out.append(found)
            continue
        fresh = _fresh_subject(setting, runs[number - 1], run, out[-1]) if number else None
        alike = fresh or (known if len(known) == len(run) else None)
        arms = found if any(found) else alike or _by_order(setting, sentence, run)
        sure = all(arms[len(arms) > _PAIR :]) and not _contradicts(setting, sentence, run, arms)
        out.append(arms if sure else [None] * len(run))
        known = arms if sure else known
    return out


def _fresh_subject(
    setting: Setting, last: list[CountedHarm], run: list[CountedHarm], labels: Labels
) -> Labels | None:
    """Return the arms of a clause of its own subject: "whereas B had more nausea (9 v 4)"."""
    end = _closed(setting, last[-1].count.end, run[0].begins)
    named = list(setting.arms_in(end, run[0].begins))
    if (
        named
        and named[0].value == labels[-1]
        and not _CUT.search(setting.words(end, named[0].start))
    ):
        named = named[1:]  # that arm is the one of the count before
    if not named or len(run) != _PAIR or {one.value for one in named} == set(labels):
        return None  # no arm, or those that stand behind their counts
    return _one_before(setting, named) or [None] * len(run)


def _closed(setting: Setting, start: int, end: int) -> int:
    """Return where the last bracket around a count is closed: arms inside belong to that count."""
    closed, depth = start, 0
    for at, char in enumerate(setting.words(start, max(start, end)), start):
        depth += (char in "([") - (char in ")]")
        if depth < 0:
            closed, depth = at + 1, 0
    return closed


def _by_order(setting: Setting, sentence: Sentence, run: list[CountedHarm]) -> Labels:
    """Return the arms of a bare comparison as the text before it orders them."""
    unknown = _GOES_TO_ARMS.match(setting.view.text, run[-1].count.end, sentence.end)
    if unknown or run[0].grade != run[-1].grade or names_unknown(setting, sentence):
        return [None] * len(run)  # the text names the arms, in words not known for them
    cells = [Cell("percent", one.count.start, one.count.end, (0, 0)) for one in run]
    return [arms[0] if len(arms) == 1 else None for arms in arms_of_cells(setting, sentence, cells)]


def names_unknown(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence names a group by words that are not known for an arm."""
    known = setting.arms_in(sentence.start, sentence.end)
    for match in _MORE_IN.finditer(setting.view.text, sentence.start, sentence.end):
        if not any(match.start() <= arm.start <= match.end() for arm in known):
            return True
    return any(
        not any(arm.start < match.end() and match.start() < arm.end for arm in known)
        for pattern in (_GROUP, _UNKNOWN_PAIR)
        for match in pattern.finditer(setting.view.text, sentence.start, sentence.end)
    )


def _contradicts(
    setting: Setting, sentence: Sentence, run: list[CountedHarm], labels: Labels
) -> bool:
    """Tell whether the words say "more in A" of a pair whose number for A is the smaller."""
    if len(run) != _PAIR:
        return False
    shares = [_share(setting, one) for one in run]
    first, second = shares
    begin = run[0].begins if run[0].run else sentence.start
    for arm in setting.arms_in(begin, sentence.end):
        match = _MORE.search(setting.words(max(begin, arm.start - 90), arm.start))
        near = run[0].begins <= arm.start or arm.start < run[0].count.start
        if match is None or not near or first is None or second is None or arm.value not in labels:
            continue
        mine, other = (first, second) if labels[0] == arm.value else (second, first)
        return mine > other if match["sign"].lower() in _FEWER else mine < other
    return False


def _share(setting: Setting, one: CountedHarm) -> float | None:
    place = one.count.percent
    return float(value_of(setting.words(*place))) if place else None
