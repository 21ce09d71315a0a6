"""Counts that several adverse events, or both of two grades, share: "A and B were 4% and 6%".

Only what the text itself shares out is read: as many counts, or comparisons, as names.
"""

import re
from dataclasses import replace
from itertools import groupby

from trialgraph.extract.adverse_event_sentence import CountedHarm, HarmSentence
from trialgraph.extract.mentions.adverse_events import Harm
from trialgraph.extract.mentions.patient_counts import PatientCount

_VERSUS = re.compile(r"[)\]]?\s?(?:v|vs\.?|versus)\s")
_AND = re.compile(r"[)\]]?(?:,|,?\sand)\s")
_RESPECTIVELY = re.compile(r"[^.;]{0,60}?\brespectively\b")
_SEVERE = re.compile(r"(?i)^(?P<severe>severe|serious)\s")
_PAIR = 2


def shared_list(
    read: HarmSentence, harms: list[Harm], number: int, grade: str
) -> list[CountedHarm]:
    """Return the comparisons that follow several names, each given to its name in order."""
    groups = _comparisons(read, number)
    if len(groups) != len(harms) or len({len(group) for group in groups}) != 1:
        return []
    if len(groups[0]) < _PAIR or not _RESPECTIVELY.match(read.words, _after(read, groups[-1])):
        return []
    severe = _SEVERE.match(harms[0].term)
    found = []
    for at, (harm, group) in enumerate(zip(harms, groups, strict=True)):
        alike = severe and at and not _SEVERE.match(harm.term)
        term = f"{severe['severe']} {harm.term}" if severe and alike else harm.term
        serious = term.lower().startswith("serious")
        found += [
            CountedHarm(
                count,
                replace(harm, term=term),
                grade,
                serious,
                number + at,
                listed=False,
                begins=group[0].start,
            )
            for count in group
        ]
    # All names stand before all counts: the first run takes its arms from the words before it.
    found[0] = replace(found[0], begins=harms[0].start)
    return found


def _after(read: HarmSentence, group: list[PatientCount]) -> int:
    return group[-1].end - read.start


def _comparisons(read: HarmSentence, number: int) -> list[list[PatientCount]]:
    """Return the comparisons from a count on, as long as only "and" joins them."""
    groups = [[read.counts[number]]]
    for count in read.counts[number + 1 :]:
        between = read.setting.words(groups[-1][-1].end, count.start)
        if _VERSUS.fullmatch(between):
            groups[-1].append(count)
        elif _AND.fullmatch(between):
            groups.append([count])
        else:
            break
    return groups


def with_single_grades(read: HarmSentence, found: list[CountedHarm]) -> list[CountedHarm]:
    """Return the counts with one grade each where "grade 3 and 4 ... respectively" lists two."""
    out: list[CountedHarm] = []
    for _, group in groupby(found, key=lambda one: one.run):
        run = list(group)
        pair = run[0].harm.pair
        if pair and len(run) % _PAIR == 0 and _lists_grades(read, run):
            run = [replace(one, grade=pair[at % _PAIR]) for at, one in enumerate(run)]
        out += run
    return out


def _lists_grades(read: HarmSentence, run: list[CountedHarm]) -> bool:
    """Tell whether each two counts of a run are of two grades rather than of two arms."""
    second = run[1].count.end - read.start
    if not _RESPECTIVELY.match(read.words, second):
        return False
    arms = {one.value for one in read.setting.arms_in(read.start, read.end)}
    return len(arms) < len(run)
