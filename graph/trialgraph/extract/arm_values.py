"""Values of single arms: medians, rates at a time, proportions and counts."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from trialgraph.extract.adverse_event_groups import with_short_names
from trialgraph.extract.assembly.circumstances import assessor_of, stage_of
from trialgraph.extract.assembly.merging import same_number
from trialgraph.extract.assembly.pairing import arms_of_cells
from trialgraph.extract.assembly.setting import (
    NOT_RESULTS,
    RESTATING,
    Setting,
    setting_of,
)
from trialgraph.extract.assembly.sides import contradicts_medians, interval_of
from trialgraph.extract.assembly.value_cells import cells_of
from trialgraph.extract.assembly.value_columns import (
    Place,
    has_columns,
    places,
    shared_columns,
)
from trialgraph.extract.assembly.value_continued import continued
from trialgraph.extract.assembly.value_counts import counted_things
from trialgraph.extract.assembly.value_elsewhere import is_elsewhere
from trialgraph.extract.assembly.value_kinds import is_compared_time, kind_of, time_of_value
from trialgraph.extract.assembly.value_means import measured, with_its_change
from trialgraph.extract.assembly.value_merging import merged_values, same_thing
from trialgraph.extract.assembly.value_names import end_point_of_cell, without_time
from trialgraph.extract.assembly.value_patients import patients_of
from trialgraph.extract.assembly.value_phrases import phrase_of
from trialgraph.extract.assembly.value_pooled import ALL_PATIENTS, is_pooled
from trialgraph.extract.assembly.value_times import with_shared_times
from trialgraph.extract.mentions.absent import absence_in
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.context import Terms
from trialgraph.extract.mentions.end_points import is_time_to_event
from trialgraph.extract.mentions.numbers import Mention, number_at
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.tables import table_values
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model import lazy
from trialgraph.model.result import ArmValue, ArmValueKind, Estimate, Interval
from trialgraph.model.text import Absence, Number
from trialgraph.model.trial import Trial

# What every reader calls by its letters.
_LONG_PSA = lazy.regex(r"(?i)\bprostate[- ]specific antigen(?: \(PSA\))?")
_SPREAD = lazy.regex(r"\b(?:(?P<spread>IQR|interquartile|range|SD)|CIs?|confidence interval)\b")


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
    return tuple(
        map(_timed, _shared(values_in(with_short_names(setting_of(view, trial))), estimates))
    )


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
    if sentence.end - sentence.start > LONGEST_READ or is_elsewhere(setting, sentence):
        return
    found = list(_values(setting, sentence))
    told = {value.span for value in found}
    found += [value for value in _counts(setting, sentence) if value.span not in told]
    sure = [
        value
        for value in found
        if not _is_contested(value, found) and not _is_alone(setting, value, found)
    ]
    yield from with_shared_times(setting, sentence, sure)


def _values(setting: Setting, sentence: Sentence) -> Iterator[ArmValue]:
    cells = cells_of(setting, sentence)
    arms = arms_of_cells(setting, sentence, cells)
    found, later = places(setting, sentence, cells), continued(setting, cells)
    if not found and has_columns(setting, sentence, cells):
        for place in shared_columns(setting, sentence, cells):
            yield from _at_place(setting, sentence, (cells, len(cells) - 1), place, place.name)
        return
    for number in range(len(cells)):
        pooled = number not in found and is_pooled(setting, sentence, cells, arms, number)
        place = found.get(number) or Place((ALL_PATIENTS,) if pooled else arms[number])
        item = None if place.name else later.get(number)
        name = place.name or (item.name if item else _name_of(setting, sentence, cells, number))
        if name is None and item is None:
            name = phrase_of(setting, sentence, cells, arms, number)
            place = replace(place, told=name is not None and cells[number].form == "count")
        if name and cells[number].form in {"mean", "median", "other"}:
            name = with_its_change(setting, sentence, name, cells[number])
        yield from _at_place(setting, sentence, (cells, number), place, name)


def _counts(setting: Setting, sentence: Sentence) -> Iterator[ArmValue]:
    """Yield the events that a sentence counts in two arms."""
    for one in counted_things(setting, sentence):
        yield _value(setting, sentence, (one.cell, one.name, "count", ""), one.arm)


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
    if cell.form == "other":
        return None  # what a phrase says that it is of
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
        value=_number_or_none(setting, cell),
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


def _number_or_none(setting: Setting, cell: Cell) -> Number | Absence:
    """Return the number of a cell, or why there is none."""
    if cell.form == "absent":
        return absence_in(setting.words(*cell.value))
    return number_at(setting.view, *cell.value)


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
