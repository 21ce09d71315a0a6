"""Values of single arms: medians, rates at a time, proportions and counts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialgraph.extract.assembly.circumstances import assessor_of, population_of, stage_of
from trialgraph.extract.assembly.merging import same_number
from trialgraph.extract.assembly.origin import OTHER_GROUPS
from trialgraph.extract.assembly.pairing import arms_of_cells
from trialgraph.extract.assembly.setting import (
    NOT_RESULTS,
    RESTATING,
    Setting,
    setting_of,
)
from trialgraph.extract.assembly.sides import contradicts_medians, interval_of
from trialgraph.extract.assembly.subject import end_point_of
from trialgraph.extract.assembly.value_kinds import kind_of, time_of
from trialgraph.extract.assembly.value_merging import merged_values, same_thing
from trialgraph.extract.mentions.cells import Cell, find_cells, p_ranges
from trialgraph.extract.mentions.context import Terms
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.end_points import is_time_to_event
from trialgraph.extract.mentions.numbers import Mention, number_at
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.tables import table_values
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model.result import ArmValue, ArmValueKind, Estimate, Interval
from trialgraph.model.text import Absence, Number
from trialgraph.model.trial import Trial

_HARM = re.compile(
    r"(?i)\bgrades?\b|\badverse|\btoxic|\bneutropeni|\bside[- ]effect"
    r"|\bdiscontinu|\bdiarrh|\bneuropath|\bserious\b|\bsafety\b|\bfatigue"
    r"|\bnausea"
)
_NOT_A_VALUE = re.compile(
    r"(?i)(?:\b(?:at|by|within|every|least|for|per|prior|previous|past|first"
    r"|than|after|over|until|last|about|additional|further|up to|equal to)"
    r"(?: (?:a|the|an))?|\b(?:increase|improvement|difference|gain"
    r"|prolongation|reduction|extension|decrease)s? (?:\w+ )?(?:of|by)"
    r"|\bby|[<>≤≥±]|\+/-)\s?$"
)
_BOUND = re.compile(r"(?:[<>≤≥±]|\+/-)\s?$")
_DENOMINATOR = re.compile(r"(?i)\b(?:the|of|among|all|in|with)\s$")
_EARLY_DEATHS = re.compile(
    r"(?i)\b(?:deaths?|mortality)\b[^.;]{0,40}\bwithin (?:\d+|thirty|ninety) days"
)
_COUNTED_IN = re.compile(
    r"(?i)\b(?:occurred|diagnosed|observed|seen|developed|recorded|reported|and|with) in\s$"
)
_FOLLOW_UP = re.compile(r"(?i)\bfollow(?:ed)?[- ]?up\b(?: (?:time|period|duration))?")
_FOR = re.compile(r"(?i)\s(?:for|of|in) (?:the )?(?:median )?")
_BASELINE = re.compile(
    r"(?i)\bbalanced\b|\bbaseline (?:characteristic|demographic)"
    r"|\bcharacteristics\b|\bunderwent random"
    r"|\brandomly assigned\b(?! patients)"
)
_DIED = re.compile(r"(?i)\b(?:died|deaths)\b")
_DIFFERENCE_AFTER = re.compile(
    r"(?i)[\s)\]]*(?:relative |absolute |percentage )*(?:higher|lower|greater"
    r"|more\b|less\b|fewer|reduction|increase|improvement|decrease|points"
    r"|longer|shorter|increment)"
)


def read_arm_values(
    view: ReadingView, trial: Trial, terms: Terms, estimates: tuple[Estimate, ...]
) -> tuple[ArmValue, ...]:
    """Return the values of single arms that a document prints.

    Args:
        view: the document's prose and tables.
        trial: arms and end points of the reported trial.
        terms: not needed for the grammar; part of the common signature.
        estimates: already read; their assessor completes values of the same sentence.
    """
    del terms
    return tuple(_shared(values_in(setting_of(view, trial)), estimates))


def values_in(setting: Setting) -> list[ArmValue]:
    """Return the values of a document, each fact once."""
    found = [
        value for sentence in setting.view.sentences for value in _of_sentence(setting, sentence)
    ]
    return merged_values([*found, *table_values(setting)])


def _shared(values: list[ArmValue], estimates: tuple[Estimate, ...]) -> Iterator[ArmValue]:
    """Return values with the assessor and stage of the estimate that their sentence prints."""
    for value in values:
        same = [
            one
            for one in estimates
            if one.passages == value.passages
            and one.end_point == value.end_point
            and not one.second_hand
        ]
        one = same[0] if len(same) == 1 else None
        if one and value.kind == "median" and contradicts_medians(one, values):
            continue
        yield (
            replace(value, stage=value.stage or one.stage, assessor=value.assessor or one.assessor)
            if one
            else value
        )


def _of_sentence(setting: Setting, sentence: Sentence) -> Iterator[ArmValue]:
    if sentence.section in NOT_RESULTS | RESTATING or len(setting.trial.arms) == 0:
        return
    if sentence.end - sentence.start > LONGEST_READ or _is_elsewhere(setting, sentence):
        return
    found = list(_values(setting, sentence))
    places = {value.span for value in found}
    if len(places) > 1 and _is_many_to_many(setting, sentence):
        return
    yield from (value for value in found if not _is_contested(value, found))


def _is_elsewhere(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence describes the patients, or compares groups that are no arms."""
    words = setting.view.words(sentence)
    other = OTHER_GROUPS.search(words) and not setting.arms_in(sentence.start, sentence.end)
    return bool(other) or _BASELINE.search(words) is not None


def _values(setting: Setting, sentence: Sentence) -> Iterator[ArmValue]:
    cells = _cells(setting, sentence)
    for cell, arms in zip(cells, arms_of_cells(setting, sentence, cells), strict=True):
        name = _end_point(setting, sentence, cell)
        kind = kind_of(setting, sentence, cell, name) if name else None
        if name and kind:
            for arm in arms:
                yield _value(setting, sentence, (cell, name, kind), arm)


def _is_contested(value: ArmValue, others: list[ArmValue]) -> bool:
    """Tell whether one sentence gives an arm two values of one thing: then neither is sure."""
    return any(
        same_thing(other, value)
        and other.population == value.population
        and not same_number(other.value, value.value)
        for other in others
    )


def _is_many_to_many(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether several end points share a list of values ("A, B and C were 1, 2, and 3")."""
    words = setting.view.words(sentence)
    cells = _cells(setting, sentence)
    if "respectively" not in words or len(cells) <= len(setting.trial.arms):
        return False
    before = {mention.value for mention in setting.end_points_in(sentence.start, cells[0].start)}
    after = list(setting.end_points_in(cells[0].start, cells[-1].end))
    return len(before) > 1 and not after


def _cells(setting: Setting, sentence: Sentence) -> list[Cell]:
    """Return the values of a sentence, without times, doses and differences."""
    text = setting.view.text
    taken = [
        (effect.start, effect.end) for effect in find_effects(text, sentence.start, sentence.end)
    ]
    taken += p_ranges(text, sentence.start, sentence.end)
    cells = find_cells(text, sentence.start, sentence.end, taken)
    return [cell for cell in cells if _is_value(text, sentence, cell)]


def _is_value(text: str, sentence: Sentence, cell: Cell) -> bool:
    before = text[max(sentence.start, cell.start - 40) : cell.start]
    if cell.form == "count" and _DENOMINATOR.search(before) and not _COUNTED_IN.search(before):
        return False
    guard = _BOUND if cell.n or cell.interval else _NOT_A_VALUE
    return not guard.search(before) and not _DIFFERENCE_AFTER.match(text, cell.end, sentence.end)


def _end_point(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return what a value measures: an end point before it in its sentence, or the follow-up."""
    follow = _follow_up(setting, sentence, cell)
    if follow:
        return follow
    name = end_point_of(setting, sentence, cell.start)
    if name is None or not sentence.start <= name.start < sentence.end:
        return _deaths(setting, sentence, cell) or _events_of_the_next(setting, sentence, cell)
    if name.start > cell.start and cell.form == "count":
        return None
    early = _EARLY_DEATHS.search(setting.words(name.start, cell.start))
    if early or not _is_known(setting, sentence, name):
        return None
    between = setting.words(name.end, cell.start)
    if cell.form in {"percent", "count"} and (
        _HARM.search(between) or _is_of_harm(setting, sentence, name, cell)
    ):
        return None
    return _sized(name) if re.search(r"(?i)\banalysis population\b", between) else name


def _is_known(setting: Setting, sentence: Sentence, name: Mention) -> bool:
    """Tell whether an end point without a standard name is declared, or compared right here."""
    if (
        any(one.value == name.value for one in setting.end_points_in(name.start, name.end))
        or name.value == "OS"
    ):
        return True
    return bool(find_effects(setting.view.text, sentence.start, sentence.end))


def _sized(name: Mention) -> Mention:
    """Return the name under which the size of an end point's analysis population is kept."""
    return Mention(f"{name.value} analysis population", name.start, name.end)


def _is_of_harm(setting: Setting, sentence: Sentence, name: Mention, cell: Cell) -> bool:
    return (
        name.start > cell.start
        and _HARM.search(setting.words(sentence.start, sentence.end)) is not None
    )


def _follow_up(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    if cell.form != "duration":
        return None
    last = None
    for match in _FOLLOW_UP.finditer(setting.view.text, sentence.start, cell.start):
        last = match
    if last is None:
        return None
    between = [one.start for one in setting.end_points_in(last.end(), cell.start)]
    if between and not _FOR.fullmatch(setting.words(last.end(), between[0])):
        return None
    return Mention("follow-up", last.start(), last.end())


def _deaths(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return overall survival for a count of patients who died, outside reports of harm."""
    words = setting.view.words(sentence)
    match = _DIED.search(words)
    harm = _HARM.search(words) or re.search(
        r"(?i)\b(?:due to|because of|attributed|related|cause|result of)\b", words
    )
    if (
        match is None
        or harm
        or cell.form == "count"
        or cell.n is None
        or sentence.section not in {"results", "abstract"}
    ):
        return None
    start = sentence.start + match.start()
    return Mention("OS", start, start + len(match[0]))


def _events_of_the_next(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the end point of the next sentence for events that are counted before it is named."""
    counted = re.search(r"(?i)\bevents\b", setting.words(cell.start, cell.end + 1))
    following = sentence.number + 1
    if (
        not counted
        or _HARM.search(setting.view.words(sentence))
        or following >= len(setting.view.sentences)
    ):
        return None
    after = setting.view.sentences[following]
    named = setting.end_points_in(after.start, after.end)
    if len({mention.value for mention in named}) != 1 or not is_time_to_event(named[0].value):
        return None
    return named[0]


def _value(
    setting: Setting, sentence: Sentence, what: tuple[Cell, Mention, ArmValueKind], arm: str
) -> ArmValue:
    cell, name, kind = what
    view = setting.view
    span = view.span(*cell.value)
    return ArmValue(
        end_point=name.value,
        end_point_printed=setting.words(name.start, name.end),
        arm=arm,
        kind=kind,
        value=Absence.NOT_REACHED if cell.form == "absent" else number_at(view, *cell.value),
        unit=cell.unit or ("months" if cell.form == "absent" else ""),
        at=time_of(setting, sentence, cell, name) if kind == "rate_at_time" else "",
        assessor=assessor_of(setting, sentence, name, cell.end),
        interval=_interval(setting, cell),
        n=number_at(view, *cell.n) if cell.n else None,
        total=number_at(view, *cell.total) if cell.total else None,
        population=population_of(setting, sentence, cell.start, ""),
        stage=stage_of(setting, sentence, name, cell.start),
        rule=f"sentence-{kind}",
        span=span,
        passages=view.passages(cell.start, cell.end),
    )


def _interval(setting: Setting, cell: Cell) -> Interval | None:
    if cell.interval is None:
        return None
    interval = interval_of(setting.view, cell.interval)
    if cell.form != "absent" and not _holds(interval, number_at(setting.view, *cell.value)):
        return None
    return interval


def _holds(interval: Interval, value: Number) -> bool:
    low, high = interval.lower, interval.upper
    above = not isinstance(low, Number) or low.value <= value.value
    return above and (not isinstance(high, Number) or value.value <= high.value)
