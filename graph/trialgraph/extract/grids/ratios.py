"""Comparisons of arms that tables of results print: estimates with interval and p, or p alone."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from trialgraph.extract.assembly.circumstances import declared_assessor
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.grids.grid import Column, Grid, Row, number_in
from trialgraph.extract.grids.meaning import counted, statistic_of
from trialgraph.extract.grids.other_values import cause_of
from trialgraph.extract.grids.outcomes import corner_of, end_point_of, is_of_results, level_in
from trialgraph.extract.grids.patients import patients_of
from trialgraph.extract.grids.values import Bracket, Value, value_in
from trialgraph.extract.grids.wording import plain
from trialgraph.extract.mentions.context import assessor_in
from trialgraph.extract.mentions.end_points import find_end_points, is_time_to_event
from trialgraph.extract.mentions.measures import MEASURES
from trialgraph.extract.mentions.numbers import POSITIVE
from trialgraph.extract.traced import Traced
from trialgraph.model import lazy
from trialgraph.model.result import Comparator, Estimate, Interval, Measure, PValue
from trialgraph.model.text import Absence, Number, Problem, Span
from trialgraph.model.trial import Sides

_P = lazy.regex(rf"(?:[Pp]\s?)?(?P<comparator><=|>=|[<>=≤≥])?\s?(?P<p>{POSITIVE})$")
_COMPARATORS: dict[str, Comparator] = {
    "≤": "<=",
    "≥": ">=",
    "<": "<",
    ">": ">",
    "=": "=",
    "<=": "<=",
    ">=": ">=",
}
_OTHER_P = lazy.regex(
    r"(?i)\binteraction\b|\bheterogeneity\b|\btrend\b|\bnon-?inferiority\b|\bequivalence\b"
)
_REGRESSION = lazy.regex(
    r"(?i)\b(?:uni|multi)varia|\bregression\b|\breference\b|\bcovaria|\badjusted for\b"
)
# What a row may be called that counts everybody, or only says what is printed.
_OF_ALL = lazy.regex(
    r"(?i)\b(?:all|overall|total|whole|full|entire|intent|intention|ITT|randomi[sz]ed|stratified"
    r"|unstratified|primary|main|final|analys[ie]s|events?|deaths?|died|died|rates?|median|mean"
    r"|number|no|first|any|time|year|month|week|composite|recurrences?|relapses?|progression"
    r"|score|change|failure|hospitali[sz]ations?|toxicity)\b|%|^(?:n|N|HR)\b"
)
# Of patients nobody could judge: a p of their number is no result.
_UNASSESSED = lazy.regex(
    r"(?i)^(?:NE|NA|ND|unknown|missing|no assessment\b.*"
    r"|(?:not |non-?|in)(?:assess|evalu|determin)\w+)$"
)
_PAIR = 2
_LONGEST = 80


def estimates_of(grids: Iterable[Grid], setting: Setting) -> Iterator[Estimate]:
    """Yield the comparisons of the two arms of a table; rows of a regression are none."""
    for grid in grids:
        arms = tuple(dict.fromkeys(column.arm for column in grid.arm_columns))
        if len(arms) != _PAIR or not is_of_results(grid) or _is_regression(grid):
            continue
        sides = _sides(setting, arms)
        below = {id(row.path[-1]): row for row in reversed(grid.rows) if row.path}
        for row in grid.rows:
            name = end_point_of(grid, row, setting.trial.end_points)
            name = name or _heading(grid, row, below.get(id(row.label)), setting)
            name = name or _of_table(grid, row)
            name = name or cause_of(grid, row, setting.trial.end_points)
            if sides and name and not _UNASSESSED.match(name):
                yield from _of_row(grid, row, name, setting, sides)


def unread_ratios(grids: Iterable[Grid], read: Iterable[Span]) -> Iterator[Problem]:
    """Yield one problem for each table of results that has rows with a ratio nobody read."""
    starts = sorted(span.start for span in read)
    for grid in grids:
        if not is_of_results(grid) or _is_regression(grid):
            continue
        left = [
            value.span
            for row in grid.rows
            if bisect_left(starts, row.line.start) == bisect_left(starts, row.line.end)
            and (value := _ratio_in(grid, row))
        ]
        if left:
            title = grid.title.text[:_LONGEST]
            message = f"{len(left)} ratios in rows of a table ({title}) were left out"
            yield Problem("unread-estimate", f"{message}: no end point or arms for sure", left[0])


def _ratio_in(grid: Grid, row: Row) -> Number | None:
    """Return the ratio that a row prints with its limits."""
    for column in grid.columns:
        if column.kind == "effect" and column.number in row.cells:
            value = value_in(row.cells[column.number])
            if value and value.first and _limits(grid, row, column, value)[0]:
                return value.first
    return None


def _is_regression(grid: Grid) -> bool:
    heads = " ".join(column.words for column in grid.columns)
    return bool(_REGRESSION.search(f"{heads} {grid.corner}"))


def _sides(setting: Setting, arms: tuple[str, ...]) -> tuple[str, str] | None:
    """Return numerator and reference, where exactly one of two arms is the control."""
    control = setting.control.label if setting.control else ""
    if control not in arms:
        return None
    return next(arm for arm in arms if arm != control), control


def _heading(grid: Grid, row: Row, below: Row | None, setting: Setting) -> str:
    """Return what a row that holds only a p value heads: the categories below it."""
    if below is None or any(column.number in row.cells for column in grid.arm_columns):
        return ""
    name = end_point_of(grid, below, setting.trial.end_points)
    return name.rsplit(": ", 1)[0] if ": " in name else ""


def _of_table(grid: Grid, row: Row) -> str:
    """Return the one end point of a title, for a row that has a ratio of time to event."""
    named = {one.value for one in find_end_points(f"{grid.title.text} {corner_of(grid)}", ())}
    ratios = [column for column in grid.columns if column.kind == "effect"]
    if len(named) != 1 or len(ratios) != 1 or ratios[0].number not in row.cells:
        return ""
    name = named.pop()
    return name if is_time_to_event(name) and _measure(ratios[0].words) == "HR" else ""


def _of_row(
    grid: Grid, row: Row, name: str, setting: Setting, sides: tuple[str, str]
) -> Iterator[Estimate]:
    p = _p_of(grid, row)
    found = _printed(grid, row, name)
    anchor = found[1] if found else p.number if p else None
    if anchor is None:
        return
    measure, value, pair, level = found or ("other", Absence.NOT_REPORTED, None, None)
    label = row.label.text
    yield Estimate(
        end_point=name,
        end_point_printed=label,
        measure=measure,
        value=value,
        interval=_interval(pair, level),
        p=p,
        population=_population(grid, row, name, setting),
        experimental=sides[0],
        comparator=sides[1],
        assessor=assessor_in(row.words)
        or assessor_in(grid.title.text)
        or declared_assessor(setting, name),
        adjustment=_adjustment(
            f"{label} {' '.join(c.words for c in grid.columns if c.kind == 'effect')}"
        ),
        rule=f"grid-{measure}" if found else "grid-p",
        span=anchor.span,
        passages=(row.line,),
    )


def _population(grid: Grid, row: Row, name: str, setting: Setting) -> str:
    """Return the patients compared: those that the columns count, where these are fewer."""
    if name == "DoR":
        return "responders"
    return patients_of(grid, row, grid.arm_columns, setting) or _subset(grid, row, name) or "all"


def _subset(grid: Grid, row: Row, name: str) -> str:
    """Return the patients that the label of a row names where its heading is the end point."""
    label = plain(row.label.text)
    ratio = any(one.kind == "effect" and one.number in row.cells for one in grid.columns)
    if not ratio or not label or label.lower() in name.lower() or _OF_ALL.search(label):
        return ""
    if find_end_points(label, ()) or _measure(label):
        return ""
    headings = [one.text for one in row.path if not find_end_points(one.text, ())]
    return f"subgroup: {': '.join([*headings, label])}"


def _adjustment(words: str) -> Literal["stratified", "unstratified"] | None:
    lower = words.lower()
    return (
        "unstratified"
        if "unstratified" in lower
        else "stratified"
        if "stratified" in lower
        else None
    )


Printed = tuple[Measure, Number, Bracket | None, Number | None]


def _printed(grid: Grid, row: Row, name: str) -> Printed | None:
    """Return the estimate of a row, from a column of ratios or from the row's own words."""
    for column in grid.columns:
        if column.kind == "effect" and column.number in row.cells:
            value = value_in(row.cells[column.number])
            measure = _measure(column.words)
            if value and value.first and measure and not _is_elsewhere(grid, row, column):
                measure = _of_means(grid, row, measure)
                pair, level = _limits(grid, row, column, value)
                return None if _is_odd(measure, name) else (measure, value.first, pair, level)
    measure = _measure(row.label.text)
    cells = [row.shared] if row.shared else _only_cell(grid, row)
    value = value_in(cells[0]) if measure and cells else None
    if measure and value and value.first:
        return measure, value.first, _pair(value), level_in((row.label,))
    return None


def _of_means(grid: Grid, row: Row, measure: Measure) -> Measure:
    """Return the measure; a difference between numbers that are no shares is none of risks."""
    shown = [one for one in grid.arm_columns if one.number in row.cells]
    summaries = [one for one in shown if _is_summary(grid, row, one)]
    if measure != "RD" or not summaries:
        return measure
    are_means = all(
        statistic_of(grid, row, one) == "mean" or "±" in row.cells[one.number].text
        for one in summaries
    )
    return "MD" if are_means else "difference"


def _is_summary(grid: Grid, row: Row, column: Column) -> bool:
    """Tell whether a cell can only be a mean or a median: it has a spread, or limits and no %."""
    value = value_in(row.cells[column.number])
    if value is None or value.first is None or value.is_percent or counted(grid, row, column):
        return False
    return bool(value.spread or (_pair(value) and "%" not in row.words))


def _is_odd(measure: Measure, name: str) -> bool:
    """Tell whether a column's measure does not fit: shares of patients have no hazard ratio."""
    return measure == "HR" and not is_time_to_event(name)


def _is_elsewhere(grid: Grid, row: Row, column: Column) -> bool:
    """Tell whether a difference stands beside numbers that are no results of arms."""
    del column
    groups = [one for one in grid.arm_columns if one.number in row.cells]
    return not groups and not is_time_to_event_row(row)


def is_time_to_event_row(row: Row) -> bool:
    """Tell whether a row or its heading names a time to an event."""
    return any(is_time_to_event(one.value) for one in find_end_points(row.words, ()))


def _only_cell(grid: Grid, row: Row) -> list[Traced]:
    """Return the one cell that a row of an estimate fills."""
    cells = [row.cells[c.number] for c in grid.columns if c.number in row.cells and c.kind != "p"]
    return cells if len(cells) == 1 else []


def _measure(words: str) -> Measure | None:
    return next((measure for measure, pattern in MEASURES if re.search(pattern, words)), None)


def _pair(value: Value) -> Bracket | None:
    return next((one for one in value.brackets if one.is_pair), None)


def _limits(
    grid: Grid, row: Row, column: Column, value: Value
) -> tuple[Bracket | None, Number | None]:
    """Return the limits in a cell, or in the column of intervals beside it, and their level."""
    if pair := _pair(value):
        return pair, level_in(column.head)
    for beside in grid.columns:
        if (
            beside.kind == "interval"
            and beside.number == column.number + 1
            and beside.number in row.cells
        ):
            limits = value_in(row.cells[beside.number])
            return (_pair(limits) if limits else None), level_in(beside.head)
    return None, None


def _interval(pair: Bracket | None, level: Number | None) -> Interval | None:
    if pair is None or pair.low is None or pair.high is None:
        return None
    return Interval(level=level, sides=Sides(2), lower=pair.low, upper=pair.high)


def _p_of(grid: Grid, row: Row) -> PValue | None:
    """Return the one p value of a row that tests the arms against each other."""
    found = [
        value
        for column in grid.columns
        if column.kind == "p"
        and not _OTHER_P.search(column.words)
        and column.number in row.cells
        and (value := p_in(row.cells[column.number]))
    ]
    return found[0] if len(found) == 1 else None


def p_in(words: Traced) -> PValue | None:
    """Return the p value that a cell is."""
    match = _P.match(words.text)
    if match is None:
        return None
    number = number_in(words, *match.span("p"))
    if number.value > Decimal(1):
        return None
    return PValue(comparator=_COMPARATORS.get(match["comparator"] or "=", "="), number=number)
