"""A sentence as the reading of adverse events sees it: its events, grades and counts."""

from dataclasses import dataclass, replace

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.adverse_events import EventTerms, Harm, find_harms, masked
from trialgraph.extract.mentions.cells import p_ranges
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.grades import GradeMention, find_grades
from trialgraph.extract.mentions.patient_counts import PatientCount, find_counts
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_ONE_ARM = lazy.regex(
    r"\s(?:(?:patients?|participants?|women|men|randomized|randomised|assigned|allocated)\s){0,2}"
    r"(?:in|for|with|on|to|receiving|given)\s[^.;:,()\[\]\d]{1,60}\s[(]"
)

_PART_OF = lazy.regex(r"\s(?:[\w-]+\s){0,2}(?:patients?|participants?|people|subjects?)\s?[(]")
_PEOPLE_CLOSE = lazy.regex(
    r"\s(?:[\w-]+\s)?(?:child|children|adults?|adolescents?|women|woman|men|man|girls?|boys?)[)]"
)


@dataclass(frozen=True, slots=True)
class CountedHarm:
    """A count with what it counts; ``run`` numbers the counts that share one naming of it.

    Attributes:
        listed: named right before the bracket, in a list.
        begins: where the naming begins.
    """

    count: PatientCount
    harm: Harm
    grade: str
    serious: bool
    run: int
    listed: bool
    begins: int


@dataclass(frozen=True, slots=True)
class HarmSentence:
    """One sentence with all that it names.

    Attributes:
        words: of the sentence, its grades blanked out.
        estimates: ranges of the estimates and p values in it.
    """

    setting: Setting
    start: int
    end: int
    words: str
    grades: list[GradeMention]
    harms: list[Harm]
    counts: list[PatientCount]
    estimates: list[tuple[int, int]]


def harm_sentence(setting: Setting, sentence: Sentence, terms: EventTerms) -> HarmSentence:
    """Return a sentence with the adverse events, grades and counts in it."""
    text, start, end = setting.view.text, sentence.start, sentence.end
    grades = find_grades(text, start, end)
    harms = find_harms(text, start, end, grades, terms)
    places = [harm.start for harm in harms if harm.is_death]
    named = setting.arms_in(start, end)
    places += [arm.start for arm in named]
    taken = [(one.start, one.end) for one in grades]
    counts = [
        count
        for count in find_counts(text, start, end, tuple(places))
        if not any(count.start < last and first < count.end for first, last in taken)
        # "in arm 1 and 12%": a number at the end of an arm's name counts nobody
        and not any(arm.start < count.start < arm.end for arm in named)
    ]
    return HarmSentence(
        setting=setting,
        start=start,
        end=end,
        words=masked(text, start, end, grades),
        grades=grades,
        harms=harms,
        counts=_with_shares(setting, counts),
        estimates=[
            *p_ranges(text, start, end),
            *((one.start, one.end) for one in find_effects(text, start, end)),
        ],
    )


def _with_shares(setting: Setting, counts: list[PatientCount]) -> list[PatientCount]:
    """Return counts with the share after their arm as one: "12 in the A group (9%)".

    How many of those counted were of one sort ("five patients (one child)") counts no arm.
    """
    found: list[PatientCount] = []
    for count in counts:
        last = found[-1] if found else None
        between = setting.words(last.end, count.start) if last else ""
        if _PART_OF.fullmatch(between) and _PEOPLE_CLOSE.match(setting.view.text, count.end):
            continue
        apart = last and last.n and not last.percent and not count.n and count.percent
        if last and apart and between.endswith("(") and _ONE_ARM.fullmatch(between):
            found[-1] = replace(last, percent=count.percent)
            continue
        found.append(count)
    return found
