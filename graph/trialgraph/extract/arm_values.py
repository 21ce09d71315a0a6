"""Values of single arms: medians, rates at a time, proportions and counts."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from trialgraph.extract.assembly.circumstances import assessor_of, stage_of
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
from trialgraph.extract.assembly.value_columns import (
    Place,
    has_columns,
    places,
    shared_columns,
    time_lists,
)
from trialgraph.extract.assembly.value_kinds import is_compared_time, kind_of, time_of_value
from trialgraph.extract.assembly.value_means import measured
from trialgraph.extract.assembly.value_merging import merged_values, same_thing
from trialgraph.extract.assembly.value_names import end_point_of_cell, without_time
from trialgraph.extract.assembly.value_patients import patients_of
from trialgraph.extract.assembly.value_phrases import phrase_of
from trialgraph.extract.assembly.value_pooled import ALL_PATIENTS, is_pooled
from trialgraph.extract.mentions.cells import Cell, find_cells, p_ranges
from trialgraph.extract.mentions.context import Terms
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.end_points import is_time_to_event
from trialgraph.extract.mentions.intervals import TWO_LIMITS
from trialgraph.extract.mentions.means import find_means
from trialgraph.extract.mentions.numbers import Mention, number_at
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.tables import table_values
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.result import ArmValue, ArmValueKind, Estimate, Interval
from trialgraph.model.text import Absence, Number
from trialgraph.model.trial import Trial

_NOT_A_VALUE = lazy.regex(
    r"(?i)(?:\b(?:at|by|within|every|least|for|per|prior|previous|past|first"
    r"|than|after|over|until|last|about|additional|further|up to|equal to)"
    r"(?: (?:a|the|an))?|\b(?:increase|improvement|difference|gain"
    r"|prolongation|reduction|extension|decrease)s? (?:\w+ )?(?:of|by)"
    r"|\bby|\b(?:increased|decreased|rose|fell|improved|declined)|[<>≤≥±]|\+/-)\s?$"
)
_BOUND = lazy.regex(r"(?:[<>≤≥±]|\+/-|\b[nN]\s?=)\s?$")
_DENOMINATOR = lazy.regex(r"(?i)\b(?:the|of|among|all|in|with)\s$")
_COUNTED_IN = lazy.regex(
    r"(?i)\btotal of\s$|\b(?:occurred|diagnosed|observed|seen|developed|recorded|reported|and"
    r"|with) in\s$"
)
_BASELINE = lazy.regex(
    r"(?i)\bbalanced\b|\bbaseline (?:characteristic|demographic)"
    r"|\bcharacteristics\b|^(?:RESULTS: |FINDINGS: )?at (?:baseline|study entry|enrol+ment)\b"
    r"|\bassum(?:ing|ed|ption)|\bto detect\b"
)
# What every reader calls by its letters.
_LONG_PSA = lazy.regex(r"(?i)\bprostate[- ]specific antigen(?: \(PSA\))?")
_ALLOCATED = lazy.regex(r"(?i)\bunderwent random|\brandomly assigned\b(?! patients)")
_SPREAD = lazy.regex(r"\b(?:(?P<spread>IQR|interquartile|range|SD)|CIs?|confidence interval)\b")
# Shares of things, not of patients.
_OF_THINGS = lazy.regex(
    r"(?i)[\s)\]]*of (?:all |the |these )?(?:\w+ )?(?:iterations|samples|specimens|cells|lesions"
    r"|nodes|cycles|doses|variants|questionnaires|forms|physicians|cent(?:re|er)s|simulations"
    r"|readings|scans|biopsies|visits|sessions|episodes)\b"
)
# "12 of 80 PFS events (15%)": a share of the events, not of the patients.
_OF_EVENTS = lazy.regex(r"\s(?:[\w-]+\s){0,2}(?:events|deaths|relapses|recurrences|progressions)\b")
_DIFFERENCE_AFTER = lazy.regex(
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
    return tuple(map(_timed, _shared(values_in(setting_of(view, trial)), estimates)))


@lru_cache(maxsize=2)
def values_in(setting: Setting) -> tuple[ArmValue, ...]:
    """Return the values of a document, each fact once; estimates and values ask for the same."""
    found = [
        value for sentence in setting.view.sentences for value in _of_sentence(setting, sentence)
    ]
    return tuple(merged_values([*found, *table_values(setting)]))


def _shared(values: tuple[ArmValue, ...], estimates: tuple[Estimate, ...]) -> Iterator[ArmValue]:
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


def _timed(value: ArmValue) -> ArmValue:
    """Return a value with the time point that its end point's name holds at its own place."""
    name, at = without_time(_LONG_PSA.sub("PSA", value.end_point))
    return replace(value, end_point=name, at=value.at or at)


def _of_sentence(setting: Setting, sentence: Sentence) -> Iterator[ArmValue]:
    if sentence.section in NOT_RESULTS | RESTATING or len(setting.trial.arms) == 0:
        return
    if sentence.end - sentence.start > LONGEST_READ or _is_elsewhere(setting, sentence):
        return
    found = list(_values(setting, sentence))
    yield from (
        value
        for value in found
        if not _is_contested(value, found) and not _is_alone(setting, value, found)
    )


def _is_elsewhere(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence describes the patients, or compares groups that are no arms."""
    words = setting.view.words(sentence)
    other = OTHER_GROUPS.search(words) and not setting.arms_in(sentence.start, sentence.end)
    described = _ALLOCATED.search(words) and not setting.end_points_in(sentence.start, sentence.end)
    return bool(other or described) or _BASELINE.search(words) is not None


def _values(setting: Setting, sentence: Sentence) -> Iterator[ArmValue]:
    cells = _cells(setting, sentence)
    arms = arms_of_cells(setting, sentence, cells)
    found = places(setting, sentence, cells)
    if not found and has_columns(setting, sentence, cells):
        for place in shared_columns(setting, sentence, cells):
            yield from _at_place(setting, sentence, (cells, len(cells) - 1), place, place.name)
        return
    for number in range(len(cells)):
        pooled = number not in found and is_pooled(setting, sentence, cells, arms, number)
        place = found.get(number) or Place((ALL_PATIENTS,) if pooled else arms[number])
        name = place.name or _name_of(setting, sentence, cells, number)
        if name is None:
            name = phrase_of(setting, sentence, cells, arms, number)
            place = replace(place, told=name is not None and cells[number].form == "count")
        yield from _at_place(setting, sentence, (cells, number), place, name)


def _at_place(
    setting: Setting,
    sentence: Sentence,
    which: tuple[list[Cell], int],
    place: Place,
    name: Mention | None,
) -> Iterator[ArmValue]:
    """Yield a value for each arm of its place, when it fits what it is said to be of."""
    cells, number = which
    cell, at = cells[number], place.at
    if name is None:
        return
    kind = _kind(setting, sentence, which, place, name)
    if kind is None:
        return
    if cell.form in {"duration", "absent"}:
        at = ""  # a time to an event has no time point
    elif not at and (place.name is None or kind == "rate_at_time"):
        at = time_of_value(setting, sentence, cell, name, kind)
    patients = patients_of(setting, sentence, cells, number)
    for arm in place.arms:
        value = _value(setting, sentence, (cell, name, kind, at), arm)
        if value.end_point != "follow-up":
            yield replace(value, population=patients)
        elif len(setting.trial.arms) > 1 and arm != ALL_PATIENTS:  # of all it is the trial's
            yield value


def _kind(
    setting: Setting,
    sentence: Sentence,
    which: tuple[list[Cell], int],
    place: Place,
    name: Mention,
) -> ArmValueKind | None:
    """Return what kind of value a number is: by its form, or since it is counted or compared."""
    cells, number = which
    kind = kind_of(setting, sentence, cells[number], name, place.at)
    if kind is None and place.told:
        return "count"
    if kind is None and is_compared_time(setting, sentence, cells, number, name):
        return "median"
    return kind


def _name_of(
    setting: Setting, sentence: Sentence, cells: list[Cell], number: int
) -> Mention | None:
    cell = cells[number]
    if cell.form in {"mean", "median"}:
        return measured(setting, sentence, cell)
    return end_point_of_cell(setting, sentence, cell)


def _is_contested(value: ArmValue, others: list[ArmValue]) -> bool:
    """Tell whether one sentence gives an arm two values of one thing: then neither is sure."""
    return any(
        same_thing(other, value)
        and other.at == value.at
        and other.population == value.population
        and not same_number(other.value, value.value)
        for other in others
    )


def _is_alone(setting: Setting, value: ArmValue, others: list[ArmValue]) -> bool:
    """Tell whether events are counted in one arm of several: told as an event, not compared."""
    if value.kind != "count" or value.total or not is_time_to_event(value.end_point):
        return False
    arms = {one.arm for one in others if (one.end_point, one.kind) == (value.end_point, "count")}
    return len(arms) == 1 < len(setting.trial.arms)


def _cells(setting: Setting, sentence: Sentence) -> list[Cell]:
    """Return the values of a sentence, without times, doses and differences."""
    text = setting.view.text
    taken = [
        (effect.start, effect.end) for effect in find_effects(text, sentence.start, sentence.end)
    ]
    taken += p_ranges(text, sentence.start, sentence.end)
    taken += time_lists(text, sentence.start, sentence.end)
    taken += [limits.span() for limits in TWO_LIMITS.finditer(text, sentence.start, sentence.end)]
    cells = find_cells(text, sentence.start, sentence.end, taken)
    taken += [(cell.start, cell.end) for cell in cells if not cell.counted]
    means = find_means(text, sentence.start, sentence.end, taken)
    starts = {mean.value[0] for mean in means}
    cells = [*(cell for cell in cells if cell.value[0] not in starts), *means]
    cells.sort(key=lambda cell: cell.start)
    return [cell for cell in cells if _is_value(text, sentence, cell)]


def _is_value(text: str, sentence: Sentence, cell: Cell) -> bool:
    before = text[max(sentence.start, cell.start - 40) : cell.start]
    if cell.form == "count" and _DENOMINATOR.search(before) and not _COUNTED_IN.search(before):
        return False
    of_events = cell.total and _OF_EVENTS.match(text, cell.total[1], cell.end)
    if of_events or _OF_THINGS.match(text, cell.end, sentence.end):
        return False
    guard = _BOUND if cell.n or cell.interval else _NOT_A_VALUE
    return not guard.search(before) and not _DIFFERENCE_AFTER.match(text, cell.end, sentence.end)


def _value(
    setting: Setting, sentence: Sentence, what: tuple[Cell, Mention, ArmValueKind, str], arm: str
) -> ArmValue:
    cell, name, kind, at = what
    view = setting.view
    span = view.span(*cell.value)
    label = (_label(setting, sentence, cell) if kind == "median" else None) or name
    return ArmValue(
        end_point=name.value,
        end_point_printed=setting.words(label.start, label.end),
        arm=arm,
        kind=kind,
        value=Absence.NOT_REACHED if cell.form == "absent" else number_at(view, *cell.value),
        unit=cell.unit or ("months" if cell.form == "absent" else ""),
        at=at,
        assessor=assessor_of(setting, sentence, name, cell.end),
        interval=_interval(setting, sentence, cell),
        n=number_at(view, *cell.n) if cell.n else None,
        total=number_at(view, *cell.total) if cell.total else None,
        stage=stage_of(setting, sentence, name, cell.start),
        rule=f"sentence-{kind}",
        span=span,
        passages=view.passages(cell.start, cell.end),
    )


def _label(setting: Setting, sentence: Sentence, cell: Cell) -> Mention | None:
    """Return the end point named right before a value, whatever the sentence is about."""
    named = setting.end_points_in(sentence.start, cell.start)
    last = named[-1] if named else None
    return last if last and not setting.words(last.end, cell.start).strip() else None


def _interval(setting: Setting, sentence: Sentence, cell: Cell) -> Interval | None:
    if cell.interval is None:
        return None
    # "36 months (IQR 34-40) and 35 (33-39)": limits without a name are named by the first.
    unnamed = "level" not in cell.interval.re.groupindex
    named = list(_SPREAD.finditer(setting.view.text, sentence.start, cell.start))
    if unnamed and named and named[-1]["spread"]:
        return None
    interval = interval_of(setting.view, cell.interval)
    if cell.form != "absent" and not _holds(interval, number_at(setting.view, *cell.value)):
        return None
    return interval


def _holds(interval: Interval, value: Number) -> bool:
    low, high = interval.lower, interval.upper
    above = not isinstance(low, Number) or low.value <= value.value
    return above and (not isinstance(high, Number) or value.value <= high.value)
