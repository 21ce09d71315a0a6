"""Counts that several adverse events, or both of two grades, share: "A and B were 4% and 6%".

Only what the text itself shares out is read: as many counts, or comparisons, as names.
"""

import re
from dataclasses import replace
from itertools import groupby, pairwise

from trialgraph.extract.adverse_event_sentence import CountedHarm, HarmSentence
from trialgraph.extract.mentions.adverse_events import Harm
from trialgraph.extract.mentions.patient_counts import PatientCount
from trialgraph.model import lazy

_VERSUS = lazy.regex(r"[)\]]?\s?(?:v|vs\.?|versus)\s")
_AND = lazy.regex(r"[)\]]?(?:,|,?\sand)\s")
_RESPECTIVELY = lazy.regex(r"[^.;]{0,60}?\brespective(?:ly\b|\s(?:groups|arms)\b)")
_SEVERE = lazy.regex(r"(?i)^(?P<severe>severe|serious)\s")
_PAIR = 2
_EACH = lazy.regex(r"\s?(?:patients?\s|cases?\s)?(?:in\s)?each\s?[)\]]")
_OPENS = lazy.regex(
    r"(?i)[;:()\[\]]|\b(?:includ\w+|were|was|are|had|with|developed|experienced|reported|namely)\s"
)
_PARTS = lazy.regex(r",\s(?:and\s|or\s)?|\s(?:and|or|as well as)\s")
_PLAIN_NAME = lazy.regex(r"[A-Za-z\u0370-\u03ff][\w'’/-]*(?: [\w'’/-]+){0,4}")
_NOT_NAMED = lazy.regex(
    r"(?i)\b(?:patients?|participants|arms?|groups?|grades?|median|respectively|others?|events?)\b"
)
_BEFORE_HEAD = lazy.regex(
    r"(?P<sort>(?P<time>(?:acute|late|early) )?[\w-]{2,25}(?:ic|al|ac|ary)) and $"
)
_OF_SORT = lazy.regex(
    r"[\w-]{2,25}(?:ic|al|ac|ary) (?P<head>toxicit(?:y|ies)|adverse events|complications)"
)
_ALL_OF_GRADE = lazy.regex(
    r"[)\]]?(?:,? respectively)?[)\]]?[;,(] ?(?:all|both) (?:were )?(?:of )?\x00"
)


def of_one_head(read: HarmSentence, harms: list[Harm]) -> list[Harm]:
    """Return both events of "haematological and other toxicity", which share the last word."""
    if len(harms) != 1:
        return harms
    before = _BEFORE_HEAD.search(read.words[: harms[0].start - read.start])
    own = _OF_SORT.fullmatch(harms[0].term)
    if before is None or own is None:
        return harms
    start = read.start + before.start("sort")
    grade = next((one.value for one in read.grades if one.end + 1 == start), harms[0].grade)
    time = before["time"] or ""
    first = replace(harms[0], term=f"{before['sort']} {own['head']}", start=start, grade=grade)
    return [first, replace(harms[0], term=f"{time}{harms[0].term}", grade=grade)]


def shared_list(
    read: HarmSentence, harms: list[Harm], number: int, grade: str
) -> list[CountedHarm]:
    """Return the comparisons that follow several names, each given to its name in order."""
    if crossed := _crossed_list(read, harms, number, grade):
        return crossed
    groups = _comparisons(read, number)
    if len(groups) != len(harms) or len({len(group) for group in groups}) != 1:
        return []
    end = _after(read, groups[-1])
    if not _RESPECTIVELY.match(read.words, end):
        return []
    if all_of := _ALL_OF_GRADE.match(read.words, end):
        grade = next(one.value for one in read.grades if one.end >= read.start + all_of.end())
    alone = len(groups[0]) == 1
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
                listed=alone,
                begins=group[0].start,
            )
            for count in group
        ]
    if not alone:
        # All names stand before all counts: the first run takes its arms from the words before it.
        found[0] = replace(found[0], begins=harms[0].start)
    return found


def _crossed_list(
    read: HarmSentence, harms: list[Harm], number: int, grade: str
) -> list[CountedHarm]:
    """Return the counts of "nausea and rash in 9% and 3% in A and 4% and 1% in B".

    Each name has one count of each arm; the arm stands behind the last of its counts.
    """
    size = len(harms)
    counts = read.counts[number : number + size * _PAIR]
    if len(counts) < size * _PAIR:
        return []
    joints = [read.setting.words(one.end, other.start) for one, other in pairwise(counts)]
    between = counts[size - 1].end, counts[size].start
    alike = all(_AND.fullmatch(one) for at, one in enumerate(joints) if at != size - 1)
    if not alike or not read.setting.arms_in(*between):
        return []
    return [
        CountedHarm(
            counts[at + size * side],
            harms[at],
            grade,
            harms[at].term.lower().startswith("serious"),
            number + size - 1 - at,
            listed=False,
            # The last name takes its arms from the whole sentence, the others are told alike.
            begins=harms[0].start if at == size - 1 else read.end,
        )
        for at in reversed(range(size))
        for side in range(_PAIR)
    ]


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


def each_list(read: HarmSentence, number: int, run: int) -> list[CountedHarm]:
    """Return the count of "A, B, and C (2 patients each)" for each of the names before it.

    Each of them is a run of its own, numbered from ``run``.
    """
    count = read.counts[number]
    at = count.start - read.start
    if not _EACH.match(read.words, count.end - read.start) or read.words[at - 1 : at] not in "([":
        return []
    stop = read.words.rfind(read.words[at - 1], 0, at)
    before = read.words[:stop]
    begin = max((match.end() for match in _OPENS.finditer(before)), default=0)
    joint = _PARTS.match(before, begin)
    begin = joint.end() if joint else begin
    parts = _split(before, begin)
    if len(parts) < _PAIR or not all(_may_be_event(read, *part) for part in parts):
        return []
    found = [_one_of(read, count, run + at, part) for at, part in enumerate(parts)]
    return found if sum(one.harm.is_known for one in found) * _PAIR >= len(found) else []


Part = tuple[int, int]


def _split(words: str, begin: int) -> list[Part]:
    """Return the ranges of the names of a list, without blanks and grades around them."""
    joints = list(_PARTS.finditer(words, begin))
    if any(re.search(r"and|or|as", joint[0]) for joint in joints[:-1]):
        return []  # "nausea and vomiting, rash": what is one of them stays open
    ends = [(joint.start(), joint.end()) for joint in joints]
    starts = [begin, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(words)]
    found: list[Part] = []
    for start, stop in zip(starts, stops, strict=True):
        printed = words[start:stop]
        first = start + len(printed) - len(printed.lstrip(" \x00"))
        found.append((first, max(first, start + len(printed.rstrip()))))
    return found


def _may_be_event(read: HarmSentence, first: int, last: int) -> bool:
    """Tell whether a part of a list can name an adverse event."""
    name = read.words[first:last]
    return _PLAIN_NAME.fullmatch(name) is not None and not _NOT_NAMED.search(name)


def _one_of(read: HarmSentence, count: PatientCount, run: int, part: Part) -> CountedHarm:
    first, last = read.start + part[0], read.start + part[1]
    known = any(harm.start < last and first < harm.end for harm in read.harms)
    own = [grade for grade in read.grades if grade.end <= last]
    begun = read.start + max(0, read.words.rfind(";", 0, part[0]))
    grades = [grade.value for grade in own if grade.start >= begun]
    name = read.words[part[0] : part[1]]
    harm = Harm(term=name, start=first, end=last, is_known=known)
    serious = re.search(r"(?i)\bserious\b|\bSAEs\b", read.words[: part[0]]) is not None
    return CountedHarm(
        count,
        harm,
        grades[-1] if grades else "any",
        serious,
        run,
        listed=True,
        begins=first,
    )


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
