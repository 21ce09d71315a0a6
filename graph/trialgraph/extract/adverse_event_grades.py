"""Of which grade the adverse events are that a count counts."""

from itertools import accumulate

from trialgraph.extract.adverse_event_sentence import HarmSentence
from trialgraph.extract.mentions.adverse_events import Harm
from trialgraph.extract.mentions.patient_counts import PatientCount
from trialgraph.model import lazy

_BRACKETED_GRADE = lazy.regex(
    r"(?:\s(?:patients|participants))?\s?[)\]]?\s?[(\[](?:all )?\x00+(?: (?:only|in all))?[)\]]"
)
_AND_BEFORE = lazy.regex(r"(?:,|\band|,\sand)\s(?:of\s)?(?:the\s)?$")
_IN_COUNT = lazy.regex(r"\s(?:in|for|by|was|were)\s(?:the\s)?")


def grade_of(read: HarmSentence, count: PatientCount, harm: Harm, *, listed: bool) -> str:
    """Return the grade of a count; empty where the text leaves it open."""
    if harm.is_death:
        return "5"
    after = grade_after(read, count)
    if after is not None:
        return after
    between = [one for one in read.grades if harm.end <= one.start < count.start]
    if between:
        return between[-1].value
    if harm.grade is not None:
        return harm.grade
    earlier = [
        one
        for one in read.grades
        if one.end <= harm.start and not _is_closed_off(read.setting.words(one.end, harm.start))
    ]
    if earlier and (listed or _shares_verb(read, count, harm, earlier[-1].end)):
        return earlier[-1].value
    return "any"


def _shares_verb(read: HarmSentence, count: PatientCount, harm: Harm, graded: int) -> bool:
    """Tell whether a name goes on with the verb before it: "... in 9%, and nausea in 4%"."""
    joined = _AND_BEFORE.search(read.words[: harm.start - read.start])
    return (
        joined is not None
        and any(graded <= one.start and one.end <= harm.start for one in read.counts)
        and _IN_COUNT.fullmatch(read.setting.words(harm.end, count.start)) is not None
    )


def _is_closed_off(words: str) -> bool:
    """Tell whether words close a bracket that they do not open."""
    steps = ((char in "([") - (char in ")]") for char in words)
    return min(accumulate(steps), default=0) < 0


def grade_after(read: HarmSentence, count: PatientCount) -> str | None:
    """Return the grade of "12 patients (grade 3)"."""
    at = count.end - read.start
    if not _BRACKETED_GRADE.match(read.words, at):
        return None
    return next(one.value for one in read.grades if one.start >= count.end)
