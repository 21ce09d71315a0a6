"""Patients at baseline: counts by category, medians, means and ranges by arm."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from trialgraph.extract.grids.grid import Column, Grid, Row
from trialgraph.extract.grids.meaning import (
    Counted,
    counted,
    is_share_of_another,
    statistic_of,
    whole_column,
)
from trialgraph.extract.grids.values import Bracket, Value, value_in
from trialgraph.extract.grids.wording import is_section, is_size, plain, unit_in
from trialgraph.model import lazy
from trialgraph.model.reading import Baseline
from trialgraph.model.text import Number, Span

ALL_PATIENTS = "all patients"

_TITLE = lazy.regex(
    r"(?i)\bbaseline\b|\bcharacteristics?\b|\bdemographics?\b|\b(?:patients?|subjects?"
    r"|tumou?r) (?:and \w+ )?"
    r"(?:features|details|profile)|\bclinicopathologic"
)
_OTHER_TITLE = lazy.regex(
    r"(?i)\badverse\b|\btoxicit|\bprognos|\bpredict|\bregression|\b(?:uni|multi)varia|\bhazard"
    r"|\bchanges?\b"
    r"|\bresponse to\b|\bsurvival\b|\boutcomes?\b|\bresults?\b|\bfollow-up\b"
    r"|\bbefore and after\b|\bassociation|\bsubgroup"
)
_NO_CATEGORY = lazy.regex(r"(?i)(?:missing|p|no\.|number)$")
_QUARTILES = lazy.regex(r"(?i)\bIQR\b|\binter-?quartile|\bquartiles?\b|\bq1\b")
_RANGE = lazy.regex(r"(?i)\brange\b|\bmin\w*[-, –/]{1,3}max")
_DEVIATION = lazy.regex(r"(?i)\bs\.?d\b\.?|\bstandard deviations?|\bSTD\b")
_ERROR = lazy.regex(r"(?i)\bs\.?e\.?m?\b|\bstandard errors?")
_AFTER = lazy.regex(r"(?i)\b(?:after|post|week|month|follow|change|end)\b")


def is_baseline(grid: Grid) -> bool:
    """Tell whether a table describes the patients before treatment."""
    title = grid.title.text
    return bool(_TITLE.search(title)) and not _OTHER_TITLE.search(title)


def baseline_of(grids: Iterable[Grid]) -> tuple[Baseline, ...]:
    """Return the cells of all tables of baseline characteristics."""
    found: dict[tuple[Span, str], Baseline] = {}
    for grid in grids:
        if is_baseline(grid) and grid.arm_columns:
            for cell in _cells(grid):
                found.setdefault((cell.span, cell.arm), cell)
    return tuple(found.values())


def _cells(grid: Grid) -> Iterator[Baseline]:
    topic = ""
    columns = _columns(grid)
    for row in grid.rows:
        label = row.label.text
        if is_size(label) or _NO_CATEGORY.match(label):
            continue
        characteristic, category = names_of(row)
        topic = characteristic or topic
        for column in columns:
            if topic and label and column.number in row.cells:
                yield from _cell(grid, row, column, (topic, category))


def _columns(grid: Grid) -> list[Column]:
    """Return the columns of arms and of all patients, where each has one; parts are left out."""
    whole = [
        column
        for column in grid.columns
        if column.kind in {"arm", "total"}
        and not column.group
        and not _AFTER.search(" ".join(head.text for head in column.head[1:]))
    ]
    sole = Counter(column.arm for column in whole if not is_share_of_another(grid, column))
    return [column for column in whole if sole[column.arm] == 1]


Names = tuple[str, str]


def _cell(grid: Grid, row: Row, column: Column, names: Names) -> Iterator[Baseline]:
    value = value_in(row.cells[column.number])
    if value is None:
        return
    statistic = statistic_of(grid, row, column)
    if statistic in {"median", "mean"} or value.spread:  # no count has a spread
        if whole_column(column) != "percent":
            yield from _summary(grid, row, column, names)
    elif statistic == "range" or (_QUARTILES.search(row.label.text) and value.first is None):
        yield from _range(row, column, names)
    elif not is_share_of_another(grid, column):
        count = counted(grid, row, column) or _bare(row, column, value)
        if count:
            yield _count(row, column, count, names)


def _bare(row: Row, column: Column, value: Value) -> Counted | None:
    """Return a whole number of a category, where it can only be patients."""
    first = value.first
    if first is None or value.brackets or value.is_percent or value.spread or column.n is None:
        return None
    under = [heading for heading in row.path if not is_section(plain(heading.text))]
    if not under or first.decimals or first.value > column.n.value or unit_in(row.label.text):
        return None
    if unit_in(under[-1].text) and not re.search(r"[<>≤≥–-]", row.label.text):
        return None
    return Counted(first, None, column.n)


def _arm(column: Column) -> str:
    return column.arm or ALL_PATIENTS


def names_of(row: Row) -> Names:
    """Return the characteristic and the category of a row; the latter is empty for a summary."""
    headings = [plain(heading.text) for heading in row.path]
    headings = [words for words in headings if not is_section(words)]
    label = plain(row.label.text)
    if not headings:
        return label, ""
    return ": ".join(headings), label


def _count(row: Row, column: Column, count: Counted, names: Names) -> Baseline:
    anchor = count.n or count.percent
    return Baseline(
        characteristic=names[0],
        category=names[1],
        arm=_arm(column),
        kind="count",
        n=count.n,
        percent=count.percent,
        total=count.total,
        span=anchor.span if anchor else row.line,
    )


def _summary(grid: Grid, row: Row, column: Column, names: Names) -> Iterator[Baseline]:
    value = value_in(row.cells[column.number])
    if value is None or value.first is None:
        return
    words = _said(grid, row)
    kind = "median" if statistic_of(grid, row, column) == "median" else "mean"
    pair = next((one for one in value.brackets if one.is_pair), None)
    quartiles, ends = _pair(words, pair)
    yield Baseline(
        characteristic=names[0],
        category=names[1],
        arm=_arm(column),
        kind="median" if kind == "median" else "mean",
        value=value.first,
        total=column.n,
        standard_deviation=_deviation(words, value) if kind == "mean" else None,
        minimum=ends[0],
        maximum=ends[1],
        lower_quartile=quartiles[0],
        upper_quartile=quartiles[1],
        unit=_unit(row),
        span=value.first.span,
    )


Pair = tuple[Number | None, Number | None]


def _pair(words: str, pair: Bracket | None) -> tuple[Pair, Pair]:
    """Return quartiles and ends, of which a bracket is at most one."""
    none: Pair = (None, None)
    if pair is None:
        return none, none
    both: Pair = (pair.low, pair.high)
    if _QUARTILES.search(words):
        return both, none
    return none, both if _RANGE.search(words) else none


def _deviation(words: str, value: Value) -> Number | None:
    if _ERROR.search(words) and not _DEVIATION.search(words):
        return None
    single = next((one.low for one in value.brackets if not one.is_pair), None)
    if value.spread:
        return value.spread
    return single if _DEVIATION.search(words) else None


def _range(row: Row, column: Column, names: Names) -> Iterator[Baseline]:
    value = value_in(row.cells[column.number])
    pair = next((one for one in value.brackets if one.is_pair), None) if value else None
    if (
        value is None
        or value.first is not None
        or pair is None
        or pair.low is None
        or pair.high is None
    ):
        return
    quartiles, ends = _pair(row.label.text + " range", pair)
    yield Baseline(
        characteristic=names[0],
        category=names[1],
        arm=_arm(column),
        kind="range",
        total=column.n,
        minimum=ends[0],
        maximum=ends[1],
        lower_quartile=quartiles[0],
        upper_quartile=quartiles[1],
        unit=_unit(row),
        span=Span(pair.low.span.start, pair.high.span.end),
    )


def _said(grid: Grid, row: Row) -> str:
    """Return the words that say what brackets hold, the nearest that say it."""
    near = " ".join([row.label.text, *(heading.text for heading in row.path[-1:])])
    if any(pattern.search(near) for pattern in (_QUARTILES, _RANGE, _DEVIATION, _ERROR)):
        return near
    return f"{grid.corner} {grid.title.text} {grid.notes}"


def _unit(row: Row) -> str:
    return next(
        (
            unit
            for unit in map(unit_in, (row.label.text, *(p.text for p in reversed(row.path))))
            if unit
        ),
        "",
    )
