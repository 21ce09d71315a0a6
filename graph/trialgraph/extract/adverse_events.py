"""Adverse events read out of running text: what, of which grade, in how many of which arm."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trialgraph.extract.adverse_event_arms import arms_of_counts
from trialgraph.extract.adverse_event_groups import with_short_names
from trialgraph.extract.adverse_event_sentence import CountedHarm
from trialgraph.extract.adverse_event_terms import counted_harms
from trialgraph.extract.assembly.circumstances import population_of
from trialgraph.extract.assembly.origin import OTHER_GROUPS
from trialgraph.extract.assembly.setting import NOT_RESULTS, RESTATING, Setting, setting_of
from trialgraph.extract.mentions.adverse_events import EventTerms
from trialgraph.extract.mentions.numbers import number_at
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model.result import AdverseEvent
from trialgraph.model.text import Number
from trialgraph.model.trial import Trial

_CONTEXT = re.compile(
    r"(?i)\badverse|\btoxic|\bside[- ]effect|\bgrades? (?:[1-5]|I)|\bgrade ?[≥>]|\bcomplication"
    r"|\bsafety\b|\btolerab|\bserious\b|\b[A-Z]{0,2}AEs?\b|\btreatment-related|\bdiscontinu"
)
_NO_PATIENTS = re.compile(
    r"(?i)\b(?:odds ratio|multivaria(?:te|ble)|univariate|baseline|sensitivity|specificity"
    r"|per (?:100|1000|1,000)|patient-years|person-years|cycles of|participant cycles)\b"
)
_BACK = (1, 2)
_ROUNDING = Decimal("1.6")
_WHOLE = Decimal(100)
_PART = re.compile(r"(?i)^(?:in|during|for) (?P<part>(?:part|stage|step|cohort) \w{1,3})\b")
_AMONG = re.compile(
    r"(?i)\b(?:among|of|in) (?:the )?(?P<who>(?:patients|women|men|participants)"
    r" (?:from|aged|with|who had|whose) [^,;()]{2,60}?)(?=,| (?:was|were|occurred|had|reported)\b)"
)
_OF_ARM = re.compile(r"(?i)\w+ (?:from|with) (?:the )?")
_EACH = re.compile(r"[)\]]?\s?(?:patients?\s|cases?\s)?(?:for |in )?each\b")


def read_adverse_events(
    view: ReadingView, trial: Trial, terms: EventTerms
) -> tuple[AdverseEvent, ...]:
    """Return the adverse events that the running text counts in an arm, each fact once.

    Left out: counts of all patients together, counts whose arm, grade or event the text
    leaves open, and reasons for stopping treatment listed by kind.
    """
    setting = with_short_names(setting_of(view, trial))
    found: dict[tuple[object, ...], AdverseEvent] = {}
    for sentence in view.sentences:
        for event in _of_sentence(setting, sentence, terms):
            found.setdefault(_what(event), event)
    return tuple(found.values())


def _what(event: AdverseEvent) -> tuple[object, ...]:
    numbers = (event.n, event.total, event.percent)
    values = tuple(number.value if number else None for number in numbers)
    return (event.term.lower(), event.grade, event.arm, event.population, values)


def _of_sentence(setting: Setting, sentence: Sentence, terms: EventTerms) -> Iterator[AdverseEvent]:
    if sentence.section in NOT_RESULTS | RESTATING or not setting.trial.arms:
        return
    if sentence.end - sentence.start > LONGEST_READ or _is_elsewhere(setting, sentence):
        return
    counted = [
        one for one in counted_harms(setting, sentence, terms) if _is_harm(setting, sentence, one)
    ]
    arms = arms_of_counts(setting, sentence, counted)
    found = [
        _event(setting, sentence, one, arm)
        for one, arm in zip(counted, arms, strict=True)
        if arm and one.grade and (one.count.n or one.count.percent)
    ]
    for event in found:
        if _agrees(setting, event) and not _is_contested(event, found):
            yield event


def _is_elsewhere(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence counts no patients of arms."""
    words = setting.view.words(sentence)
    return bool(_NO_PATIENTS.search(words) or OTHER_GROUPS.search(words))


def _is_harm(setting: Setting, sentence: Sentence, one: CountedHarm) -> bool:
    """Tell whether what is counted is an adverse event here, and counted by itself."""
    if _EACH.match(setting.view.text, one.count.end) or _is_end_point(setting, one.harm.term):
        return False
    return one.harm.speaks_for_itself or _is_about_harm(setting, sentence)


def _is_end_point(setting: Setting, term: str) -> bool:
    """Tell whether the trial declares an event as its end point of efficacy."""
    return any(
        term.lower() in (one.name.lower(), one.name_printed.lower())
        for one in setting.trial.end_points
        if one.purpose != "safety"
    )


def _is_about_harm(setting: Setting, sentence: Sentence) -> bool:
    near = [sentence, *(setting.before(sentence, back) for back in _BACK)]
    return any(one and _CONTEXT.search(setting.view.words(one)) for one in near)


def _event(setting: Setting, sentence: Sentence, one: CountedHarm, arm: str) -> AdverseEvent:
    view, count = setting.view, one.count
    return AdverseEvent(
        term=one.harm.term,
        grade=one.grade,
        arm=arm,
        serious=True if one.serious else None,
        n=number_at(view, *count.n) if count.n else None,
        total=number_at(view, *count.total) if count.total else None,
        percent=number_at(view, *count.percent) if count.percent else None,
        population=_population(setting, sentence, one),
        span=view.span(count.start, count.end),
        passages=view.passages(count.start, count.end),
    )


def _population(setting: Setting, sentence: Sentence, one: CountedHarm) -> str:
    """Return the part of the trial or the subgroup a count is of, else the safety population."""
    part = _PART.match(setting.view.words(sentence))
    if part:
        return part["part"]
    for match in _AMONG.finditer(setting.view.text, sentence.start, one.count.start):
        named = setting.arms_in(match.start(), match.end())
        if not named:
            return f"subgroup: {match['who']}"
        if _OF_ARM.fullmatch(setting.words(match.start("who"), named[0].start)):
            return "safety"
    who = population_of(setting, sentence, one.count.start, "")
    return who if who.startswith("subgroup") else "safety"


def _agrees(setting: Setting, event: AdverseEvent) -> bool:
    """Tell whether count, total, share and the size of the arm fit together."""
    n, total, percent = event.n, event.total, event.percent
    if percent and percent.value > _WHOLE:
        return False
    if n and total and not _fits(n, total, percent):
        return False
    return total is None or not _is_of_another(setting, event.arm, total)


def _is_of_another(setting: Setting, label: str, total: Number) -> bool:
    """Tell whether a count is of as many patients as another arm has, and this one has not."""
    sizes = {arm.label: arm.n.value for arm in setting.trial.arms if arm.n}
    others = [size for name, size in sizes.items() if name != label]
    return label in sizes and total.value > sizes[label] and total.value in others


def _fits(n: Number, total: Number, percent: Number | None) -> bool:
    if n.value > total.value or total.value == 0:
        return False
    return percent is None or abs(_WHOLE * n.value / total.value - percent.value) <= _ROUNDING


def _is_contested(event: AdverseEvent, others: list[AdverseEvent]) -> bool:
    """Tell whether one sentence counts one event of one arm twice: then neither is sure."""
    same = (event.term.lower(), event.grade, event.arm, event.population)
    return any(
        (one.term.lower(), one.grade, one.arm, one.population) == same and one.span != event.span
        for one in others
    )
