"""Results by arm: responses, medians, rates at a time, counts of events."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialgraph.extract.assembly.circumstances import declared_assessor
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.grids.baseline import is_baseline
from trialgraph.extract.grids.grid import Column, Grid, Row, number_in
from trialgraph.extract.grids.harms import is_of_harms
from trialgraph.extract.grids.meaning import (
    counted,
    is_share_of_another,
    statistic_of,
    whole_column,
)
from trialgraph.extract.grids.patients import patients_of
from trialgraph.extract.grids.values import Bracket, value_in
from trialgraph.extract.grids.wording import plain, unit_in
from trialgraph.extract.mentions.context import assessor_in
from trialgraph.extract.mentions.end_points import (
    PROPORTIONS,
    find_end_points,
    is_time_to_event,
)
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.traced import Traced
from trialgraph.model import lazy
from trialgraph.model.result import ArmValue, Interval
from trialgraph.model.text import Absence, Number
from trialgraph.model.trial import Assessor, EndPoint, Sides

RESULTS = lazy.regex(
    r"(?i)\brespon[ds]|\bsurvival|\befficacy|\boutcomes?\b|\bend[- ]?points?\b|\brecurren"
    r"|\brelaps|\bprogression"
    r"|\bresults?\b|\bremission|\bdeaths?\b|\bmortality"
)
_NO_RESULTS = lazy.regex(
    r"(?i)\bprognos|\bpredict|\bregression|\b(?:uni|multi)varia|\bassociat|\bcorrelat|\bcox\b"
    r"|\bfactors?\b|\bcriteria\b"
    r"|\bassumption|\bsample size|\bsimulat|\bliterature|\bpublished|\bother trials"
    r"|\bprevious (?:trials|studies)|\breview\b(?! in)"
)
_CATEGORY = lazy.regex(
    r"(?i)^(?:[cp]?(?:CR|PR|SD|PD|NE)|non-?[CP][RD](?:\s?/\s?non-?[CP][RD])?|unknown|missing"
    r"|not (?:assess|evalu|determin)\w+"
    r"|non-?evalu\w+|inevalu\w+|no assessment[\w ]*|(?:complete|partial|minor|no) (?:response"
    r"|remission)s?"
    r"|(?:stable|progressive) disease)(?: \(\w{2}\))?$"
)
_KINDS = frozenset({"CR", "PR", "SD", "PD"})
_ONLY_KIND = lazy.regex(
    r"(?i)(?:confirmed |best |overall )?(?:complete|partial) (?:response"
    r"|remission)s?(?: rates?)?(?:,? \(?\w{2}\)?)?$"
    r"|(?:stable|progressive) disease(?:,? \(?\w{2}\)?)?$|(?:CR|PR|SD|PD)(?: rate)?$"
)
_RESPONSE = lazy.regex(r"(?i)\brespon[ds]")
_INTERVAL = lazy.regex(r"(?i)(?P<level>\d\d(?:\.\d+)?)\s?%\s?(?:exact )?(?:C\.?I\.?\b|confidence)")
_INTERVAL_ROW = lazy.regex(
    r"(?i)^\(?\d\d(?:\.\d+)?\s?%\s?(?:exact )?(?:C\.?I\.?\b|confidence (?:interval"
    r"|limits)s?)\)?[\w ,%()-]{0,30}$"
)
_TIME = lazy.regex(r"(?i)\b(?:at )?(?P<count>\d{1,3})[- ]?(?P<unit>year|month|week|yr|mo)s?\b")
_EVENTS = lazy.regex(
    r"(?i)\b(?:events?|deaths?|deceased|died|recurrences?|relapses?|progressions?)\b"
)
_UNTOLD = lazy.regex(
    r"(?i)\ball[- ]cause\b|\b(?:at|by|after|over|to|through|within)?\s?(?:week|month|year|day)?"
    r"\s?\d+(?:[- ](?:day|week|month|year)s?)?\b|\([^()]*\)|\b(?:with|from|during|overall|total"
    r"|primary|secondary|(?:co-?)?primary|outcomes?|end[- ]?points?|follow[- ]?up|rates?|scores?"
    r"|mean|median|change|baseline|number|percent(?:age)?|proportion|incidence|patients"
    r"|participants|subjects|adjusted|estimated|group|value|least|squares?|difference)\b"
)
_NARROWED = lazy.regex(r"[A-Za-z]{4,}|[≥≤<>]")
"""What is left of a label that is about something narrower than the end point in it."""
_CONFIDENCE = lazy.regex(r"(?i)confidence|\bCI\b")
_MEASURABLE = lazy.regex(r"(?i)\bmeasurable(?: disease)?\b")
_TO_RESPONSE = lazy.regex(r"(?i)^time to (?:\w+ ){0,2}response")
_LONG = {"yr": "years", "mo": "months", "year": "years", "month": "months", "week": "weeks"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of results with the end point it is about."""

    grid: Grid
    row: Row
    name: str
    limits: Row | None

    @property
    def words(self) -> str:
        """Return the words that stand nearest, and what they stand under."""
        return f"{self.row.words} {self.grid.corner}"


def is_of_results(grid: Grid) -> bool:
    """Tell whether a table may hold results of the randomised arms."""
    title = grid.title.text
    return not (is_baseline(grid) or is_of_harms(grid) or _NO_RESULTS.search(title))


def values_of(grids: Iterable[Grid], setting: Setting) -> Iterator[ArmValue]:
    """Yield the values that tables of results print for single arms."""
    for grid in grids:
        if is_of_results(grid) and grid.arm_columns:
            for line in lines_of(grid, setting.trial.end_points):
                for column in grid.arm_columns:
                    if column.number in line.row.cells and not is_share_of_another(grid, column):
                        yield from _values(line, column, setting)


def lines_of(grid: Grid, declared: Iterable[EndPoint]) -> Iterator[_Line]:
    """Yield the rows that say what they measure; a row of intervals goes with the row above."""
    points = tuple(declared)
    for row, after in zip(grid.rows, [*grid.rows[1:], None], strict=True):
        name = end_point_of(grid, row, points)
        if name and not _INTERVAL_ROW.match(row.label.text):
            limits = after if after and _INTERVAL_ROW.match(after.label.text) else None
            yield _Line(grid, row, name, limits)


def end_point_of(grid: Grid, row: Row, declared: tuple[EndPoint, ...]) -> str:
    """Return what a row measures: by its label, its headings, or as a category of the title's."""
    label = row.label.text
    for words in (label, plain(label)):
        if _CATEGORY.match(words):
            return _category(words)
    for words in (label, *(heading.text for heading in reversed(row.path)), corner_of(grid)):
        if named := find_end_points(words, declared):
            is_own = words == label and not find_end_points(words, ())
            if is_own and _narrows(words, named[0]):
                return plain(label)
            return "" if _is_mixed(plain(words), named[0]) else named[0].value
    if not RESULTS.search(grid.title.text):
        return ""
    if row.path and _is_counted_heading(row):
        return f"{_of_title(grid, plain(row.path[-1].text))}: {plain(label)}"
    titled = {mention.value for mention in find_end_points(grid.title.text, declared)}
    is_part = _is_statistic(label) or _TIME.search(label)
    return titled.pop() if len(titled) == 1 and is_part else ""


def _narrows(label: str, named: Mention) -> bool:
    """Tell whether a label counts less or more than the end point that the trial declared.

    ``Heart failure admissions`` and ``two admissions or more`` are not its ``admissions``.
    """
    rest = _UNTOLD.sub(" ", f"{label[: named.start]} {label[named.end :]}")
    return bool(_NARROWED.search(rest))


def corner_of(grid: Grid) -> str:
    """Return the words above the labels, none where its heads were printed again half-way.

    Such heads stand under a new heading ("Overall survival"), which the first corner lacks.
    """
    again = any(len({part.text for part in one.head}) < len(one.head) for one in grid.columns)
    return "" if again else grid.corner


def _is_mixed(words: str, named: Mention) -> bool:
    """Tell whether words name more than one kind of response (``CR/nPR``, ``n-PR``)."""
    if named.value not in _KINDS:
        return False
    return _ONLY_KIND.match(words) is None


def _is_statistic(label: str) -> bool:
    """Tell whether a label names only a statistic of what the title is about."""
    return re.match(r"(?i)(?:median|events?|no\.? of events|number of events)\b", label) is not None


def _category(label: str) -> str:
    named = find_end_points(label, ())
    return named[0].value if len(named) == 1 and not re.match(r"(?i)non", label) else label


def _is_counted_heading(row: Row) -> bool:
    return re.search(r"(?i)\b(?:n|no\.?) ?\(%\)", row.path[-1].text) is not None


def _of_title(grid: Grid, heading: str) -> str:
    """Return a heading with what the title says it is of: ``Sites of relapse`` for ``Site``."""
    match = re.search(r"(?i)\b(?P<what>of|after|at) (?P<of>[^.,;:()]{3,60})\.?$", grid.title.text)
    first = heading.split(maxsplit=1)[0].lower() if heading else ""
    if (
        match
        and first
        and re.search(rf"\b{re.escape(first)}s?\b", grid.title.text[: match.start()].lower())
    ):
        return f"{heading} {match['what']} {match['of'].strip()}"
    return heading


def _values(line: _Line, column: Column, setting: Setting) -> Iterator[ArmValue]:
    statistic = statistic_of(line.grid, line.row, column)
    if statistic == "median":
        found = _median(line, column, setting)
    elif statistic in {"mean", "range"}:
        found = None
    else:
        found = _share(line, column, setting)
    if found:
        yield found


def _median(line: _Line, column: Column, setting: Setting) -> ArmValue | None:
    value = value_in(line.row.cells[column.number])
    unit = next((u for u in map(unit_in, _outwards(line)) if u), "")
    if value is None or whole_column(column) == "percent" or not unit:
        return None
    if not (is_time_to_event(line.name) or re.search(r"(?i)\btime\b|\bduration\b", line.name)):
        return None
    number = value.first or value.absence
    if number is None:
        return None
    pair = next((one for one in value.brackets if one.is_pair), None)
    words = line.row.cells[column.number]
    return ArmValue(
        end_point=line.name,
        end_point_printed=line.row.label.text,
        arm=column.arm,
        kind="median",
        value=number,
        unit=unit,
        assessor=_assessor(line, setting),
        interval=_interval(line, column, pair),
        population=_population(line, column),
        rule="grid-median",
        span=number.span if isinstance(number, Number) else words.span(0, len(words.text)),
        passages=(line.row.line,),
    )


def _outwards(line: _Line) -> Iterator[str]:
    yield line.row.label.text
    yield from (heading.text for heading in reversed(line.row.path))
    yield line.grid.corner
    yield line.grid.title.text


def _share(line: _Line, column: Column, setting: Setting) -> ArmValue | None:
    count = counted(line.grid, line.row, column)
    if count is None:
        return None
    time = _TIME.search(line.row.label.text) if is_time_to_event(line.name) else None
    is_rate = time is not None and count.percent is not None
    if (
        is_time_to_event(line.name)
        and not is_rate
        and (count.n is None or not _EVENTS.search(line.row.label.text))
    ):
        return None
    number = (
        count.percent if count.percent and (is_rate or not is_time_to_event(line.name)) else count.n
    )
    if number is None or not _is_measured(line):
        return None
    is_percent = number is count.percent
    return ArmValue(
        end_point=line.name,
        end_point_printed=line.row.label.text,
        arm=column.arm,
        kind="rate_at_time" if is_rate else "proportion" if is_percent else "count",
        value=number,
        unit="%" if is_percent else "patients",
        at=_at(time) if time and is_rate else "",
        assessor=_assessor(line, setting),
        interval=_interval(line, column, count.interval) if is_percent else None,
        n=count.n,
        total=count.total,
        population=_counted_in(line, column, setting),
        rule="grid-proportion" if is_percent else "grid-count",
        span=number.span,
        passages=(line.row.line,),
    )


def _is_measured(line: _Line) -> bool:
    """Tell whether shares of patients are what an end point is measured by."""
    name = line.name
    return (
        name in PROPORTIONS
        or is_time_to_event(name)
        or ": " in name
        or _CATEGORY.match(name) is not None
        or _RESPONSE.search(name) is not None
        or name == "mortality"
    )


def _at(time: re.Match[str]) -> str:
    return f"{time['count']} {_LONG.get(time['unit'].lower(), time['unit'])}"


def _assessor(line: _Line, setting: Setting) -> Assessor | None:
    return (
        assessor_in(line.row.words)
        or assessor_in(line.grid.title.text)
        or declared_assessor(setting, line.name)
    )


def _population(line: _Line, column: Column) -> str:
    """Return whom a column is about; only responders have a time to their response."""
    if column.group:
        return f"subgroup: {column.group}"
    return "responders" if _TO_RESPONSE.search(line.name) else "all"


def _counted_in(line: _Line, column: Column, setting: Setting) -> str:
    """Return whom shares are of, where the title says it."""
    if column.group:
        return _population(line, column)
    if _MEASURABLE.search(line.grid.title.text):
        return "measurable disease"
    return patients_of(line.grid, line.row, (column,), setting) or _population(line, column)


def _interval(line: _Line, column: Column, pair: Bracket | None) -> Interval | None:
    """Return the interval of a cell, or of the row below that holds only intervals."""
    if line.limits is not None:
        below = (
            value_in(line.limits.cells[column.number])
            if column.number in line.limits.cells
            else None
        )
        pair = next((one for one in below.brackets if one.is_pair), None) if below else None
        level = level_in((line.limits.label,))
    else:
        level = level_in((line.row.label, *reversed(line.row.path), *column.head))
    said = f"{line.grid.title.text} {line.words}"
    if pair is None or (level is None and not _CONFIDENCE.search(said)):
        return None
    if pair.low is None and pair.high is None:
        return None
    return Interval(
        level=level,
        sides=Sides(2),
        lower=pair.low or Absence.NOT_ESTIMABLE,
        upper=pair.high or Absence.NOT_ESTIMABLE,
    )


def level_in(heads: Iterable[Traced]) -> Number | None:
    """Return the level of an interval that labels or heads print."""
    for words in heads:
        if match := _INTERVAL.search(words.text):
            return number_in(words, *match.span("level"))
    return None
