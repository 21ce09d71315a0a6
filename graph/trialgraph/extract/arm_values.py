"""Values of single arms: medians, rates at a time, proportions and counts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

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
from trialgraph.extract.assembly.value_columns import Place, has_columns, places, time_lists
from trialgraph.extract.assembly.value_kinds import kind_of, time_of_value
from trialgraph.extract.assembly.value_merging import merged_values, same_thing
from trialgraph.extract.assembly.value_names import end_point_of_cell, without_time
from trialgraph.extract.assembly.value_phrases import phrase_of
from trialgraph.extract.mentions.cells import Cell, find_cells, p_ranges
from trialgraph.extract.mentions.context import Terms
from trialgraph.extract.mentions.effects import find_effects
from trialgraph.extract.mentions.numbers import Mention, number_at
from trialgraph.extract.sentences import LONGEST_READ
from trialgraph.extract.tables import table_values
from trialgraph.extract.view import ReadingView, Sentence
from trialgraph.model.result import ArmValue, ArmValueKind, Estimate, Interval
from trialgraph.model.text import Absence, Number
from trialgraph.model.trial import Trial

_NOT_A_VALUE = re.compile(
    r"(?i)(?:\b(?:at|by|within|every|least|for|per|prior|previous|past|first"
    r"|than|after|over|until|last|about|additional|further|up to|equal to)"
    r"(?: (?:a|the|an))?|\b(?:increase|improvement|difference|gain"
    r"|prolongation|reduction|extension|decrease)s? (?:\w+ )?(?:of|by)"
    r"|\bby|[<>≤≥±]|\+/-)\s?$"
)
_BOUND = re.compile(r"(?:[<>≤≥±]|\+/-)\s?$")
_DENOMINATOR = re.compile(r"(?i)\b(?:the|of|among|all|in|with)\s$")
_COUNTED_IN = re.compile(
    r"(?i)\b(?:occurred|diagnosed|observed|seen|developed|recorded|reported|and|with) in\s$"
)
_BASELINE = re.compile(
    r"(?i)\bbalanced\b|\bbaseline (?:characteristic|demographic)"
    r"|\bcharacteristics\b|\bunderwent random"
    r"|\brandomly assigned\b(?! patients)"
)
_SPREAD = re.compile(r"\b(?:IQR|interquartile|range|SD)\b")
_OF_SUBGROUP = re.compile(
    r"[\s)\]%]*(?:of|in|among|for)\s(?:the\s|those\s)?(?:[\w-]+\s){0,3}?"
    r"(?:patients|women|men|participants|those)\s(?P<who>(?:with|without|whose|aged)\s[^,;()]{3,80}?)"
    r"(?=\sand\s(?:in\s)?\d|\s(?:in|with|receiving|given)\s(?:the\s)?|[,;(.]|$)"
)
_ANALYSED = re.compile(r"(?i)\b(?:measurable|evaluable|assessable|available|data)\b")
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
    name, at = without_time(value.end_point)
    return replace(value, end_point=name, at=value.at or at)


def _of_sentence(setting: Setting, sentence: Sentence) -> Iterator[ArmValue]:
    if sentence.section in NOT_RESULTS | RESTATING or len(setting.trial.arms) == 0:
        return
    if sentence.end - sentence.start > LONGEST_READ or _is_elsewhere(setting, sentence):
        return
    found = list(_values(setting, sentence))
    yield from (value for value in found if not _is_contested(value, found))


def _is_elsewhere(setting: Setting, sentence: Sentence) -> bool:
    """Tell whether a sentence describes the patients, or compares groups that are no arms."""
    words = setting.view.words(sentence)
    other = OTHER_GROUPS.search(words) and not setting.arms_in(sentence.start, sentence.end)
    return bool(other) or _BASELINE.search(words) is not None


def _values(setting: Setting, sentence: Sentence) -> Iterator[ArmValue]:
    cells = _cells(setting, sentence)
    arms = arms_of_cells(setting, sentence, cells)
    found = places(setting, sentence, cells)
    if not found and has_columns(setting, sentence, cells):
        return
    for number, cell in enumerate(cells):
        place = found.get(number) or Place(arms[number])
        name = place.name or end_point_of_cell(setting, sentence, cell)
        name = name or phrase_of(setting, sentence, cells, arms, number)
        kind = kind_of(setting, sentence, cell, name, place.at) if name else None
        if name and kind:
            at = place.at
            if not at and (place.name is None or kind == "rate_at_time"):
                at = time_of_value(setting, sentence, cell, name, kind)
            for arm in place.arms:
                yield _value(setting, sentence, (cell, name, kind, at), arm)


def _is_contested(value: ArmValue, others: list[ArmValue]) -> bool:
    """Tell whether one sentence gives an arm two values of one thing: then neither is sure."""
    return any(
        same_thing(other, value)
        and other.at == value.at
        and other.population == value.population
        and not same_number(other.value, value.value)
        for other in others
    )


def _cells(setting: Setting, sentence: Sentence) -> list[Cell]:
    """Return the values of a sentence, without times, doses and differences."""
    text = setting.view.text
    taken = [
        (effect.start, effect.end) for effect in find_effects(text, sentence.start, sentence.end)
    ]
    taken += p_ranges(text, sentence.start, sentence.end)
    taken += time_lists(text, sentence.start, sentence.end)
    cells = find_cells(text, sentence.start, sentence.end, taken)
    return [cell for cell in cells if _is_value(text, sentence, cell)]


def _is_value(text: str, sentence: Sentence, cell: Cell) -> bool:
    before = text[max(sentence.start, cell.start - 40) : cell.start]
    if cell.form == "count" and _DENOMINATOR.search(before) and not _COUNTED_IN.search(before):
        return False
    guard = _BOUND if cell.n or cell.interval else _NOT_A_VALUE
    return not guard.search(before) and not _DIFFERENCE_AFTER.match(text, cell.end, sentence.end)


def _value(
    setting: Setting, sentence: Sentence, what: tuple[Cell, Mention, ArmValueKind, str], arm: str
) -> ArmValue:
    cell, name, kind, at = what
    view = setting.view
    span = view.span(*cell.value)
    return ArmValue(
        end_point=name.value,
        end_point_printed=setting.words(name.start, name.end),
        arm=arm,
        kind=kind,
        value=Absence.NOT_REACHED if cell.form == "absent" else number_at(view, *cell.value),
        unit=cell.unit or ("months" if cell.form == "absent" else ""),
        at=at,
        assessor=assessor_of(setting, sentence, name, cell.end),
        interval=_interval(setting, sentence, cell),
        n=number_at(view, *cell.n) if cell.n else None,
        total=number_at(view, *cell.total) if cell.total else None,
        population="all" if name.value == "follow-up" else _patients(setting, sentence, cell),
        stage=stage_of(setting, sentence, name, cell.start),
        rule=f"sentence-{kind}",
        span=span,
        passages=view.passages(cell.start, cell.end),
    )


def _patients(setting: Setting, sentence: Sentence, cell: Cell) -> str:
    """Return the patients that a value is of: named before it, or right after it."""
    found = population_of(setting, sentence, cell.start, "")
    return found if found != "all" else _subgroup_after(setting, sentence, cell)


def _subgroup_after(setting: Setting, sentence: Sentence, cell: Cell) -> str:
    """Return the patients named right after a share: "18% of the patients with a mutation"."""
    match = _OF_SUBGROUP.match(setting.view.text, cell.end, sentence.end)
    if match is None or setting.arms_in(*match.span("who")) or _ANALYSED.search(match["who"]):
        return "all"
    return f"subgroup: patients {match['who'].strip()}"


def _interval(setting: Setting, sentence: Sentence, cell: Cell) -> Interval | None:
    if cell.interval is None:
        return None
    # "36 months (IQR 34-40) and 35 (33-39)": limits without a name are named by the first.
    unnamed = "level" not in cell.interval.re.groupindex
    if unnamed and _SPREAD.search(setting.words(sentence.start, cell.start)):
        return None
    interval = interval_of(setting.view, cell.interval)
    if cell.form != "absent" and not _holds(interval, number_at(setting.view, *cell.value)):
        return None
    return interval


def _holds(interval: Interval, value: Number) -> bool:
    low, high = interval.lower, interval.upper
    above = not isinstance(low, Number) or low.value <= value.value
    return above and (not isinstance(high, Number) or value.value <= high.value)
