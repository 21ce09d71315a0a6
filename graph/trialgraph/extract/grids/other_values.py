"""Results by arm whose end point has no name of its own: each row says in words what it counts."""

import re
from collections.abc import Iterable, Iterator

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.grids.grid import Column, Grid, Row
from trialgraph.extract.grids.meaning import (
    counted,
    is_share_of_another,
    statistic_of,
    whole_column,
)
from trialgraph.extract.grids.outcomes import end_point_of, is_of_results
from trialgraph.extract.grids.values import value_in
from trialgraph.extract.grids.wording import is_section, is_size, plain, unit_in
from trialgraph.extract.mentions.end_points import find_end_points
from trialgraph.model import lazy
from trialgraph.model.result import ArmValue
from trialgraph.model.trial import EndPoint

_COURSE = lazy.regex(
    r"(?i)\b(?:patient )?disposition\b|\bexposure\b|\bcompliance\b|\badherence\b|\bdiscontinu"
    r"|\bdose (?:intensity|modif|reduc|interrupt|delay)|\btreatment (?:administration|delivery"
    r"|completion|delivered|received)\b|\b(?:peri|post)?-?operative\b|\bsurgical\b"
)
_GENERAL = lazy.regex(
    r"(?i)\boutcomes?\b|\bresults?\b|\befficacy\b|\bend[- ]?points?\b"
    r"|\b(?:deaths?|recurrences?|relapses?|failures?)\b(?![- ]free)"
)
_TOPIC = lazy.regex(
    r"(?i)\b(?P<topic>(?:causes?|sites?|patterns?|types?) of (?:the )?(?:first )?(?:\w+ )?"
    r"(?:deaths?|recurrences?|relapses?|failures?|progression))\b"
)
_PARTS = lazy.regex(
    r"(?i)\bsub-?groups?\b|\bstrat|\bby (?!treatment|study|arm|group|randomi)|\bcharacteristics?\b"
    r"|\baccording to (?!(?:the )?(?:\w+ )?(?:treatment|arm|group|procedure|allocation"
    r"|intervention))"
)
_NO_NAME = lazy.regex(
    r"(?i)(?:\d.*|n|no\.?|total|others?|unknown|missing|none|yes|all|patients|\W*)$"
    r"|(?:(?:adjusted|mean|median|least[- ]squares?|LS|percent|absolute|relative|change|difference"
    r"|from|baseline|value|score|ratio)s?\b\W{0,3}){1,8}$"
    r"|.*(?:\bp[- ]?value|\bhazard\b|\bratio\b|\bdifference\b|\bC\.?I\.?\b|confidence)"
)
_PERCENT = lazy.regex(r",\s?%$|\(%\)$")
_LONGEST = 120
_FEWEST_LETTERS = 3


def other_values_of(grids: Iterable[Grid], setting: Setting) -> Iterator[ArmValue]:
    """Yield counts with shares, means and medians of rows that only their own words name.

    Only tables of results or of the course of treatment are read, and only where they
    compare whole arms.
    """
    points = tuple(setting.trial.end_points)
    for grid in grids:
        columns = _whole_arms(grid)
        if columns and _is_of_rows(grid):
            for row in grid.rows:
                name = _other_name(grid, row, points)
                for column in columns if name else ():
                    yield from _value(grid, row, column, name)


def cause_of(grid: Grid, row: Row, points: tuple[EndPoint, ...]) -> str:
    """Return what a row counts in a table of causes or sites, empty in any other table.

    Elsewhere a row with no end point's name may be patients: "Male" has a ratio, but is none.
    """
    if not (_whole_arms(grid) and _is_of_rows(grid) and _topic(grid)):
        return ""
    return _other_name(grid, row, points)


def _topic(grid: Grid) -> re.Match[str] | None:
    return _TOPIC.search(grid.corner) or _TOPIC.search(grid.title.text)


def _other_name(grid: Grid, row: Row, points: tuple[EndPoint, ...]) -> str:
    if _is_named(row, points) or end_point_of(grid, row, points):
        return ""
    return _name(row, _topic(grid))


def _is_named(row: Row, points: tuple[EndPoint, ...]) -> bool:
    """Tell whether a row speaks of an end point with a name, which is read or left out as such."""
    return any(find_end_points(words.text, points) for words in (row.label, *row.path))


def _is_of_rows(grid: Grid) -> bool:
    title = grid.title.text
    return (
        is_of_results(grid)
        and bool(_GENERAL.search(title) or _COURSE.search(title))
        and not _PARTS.search(title)
    )


def _whole_arms(grid: Grid) -> list[Column]:
    """Return the columns of arms, none where they hold parts of arms or one arm alone."""
    columns = [one for one in grid.arm_columns if not is_share_of_another(grid, one)]
    arms = [one.arm for one in columns]
    is_plain = len(arms) > 1 and len(set(arms)) == len(arms)
    return columns if is_plain and not any(one.group for one in columns) else []


def _name(row: Row, topic: re.Match[str] | None) -> str:
    """Return what a row counts, with its heading where the label alone does not say it.

    A table of causes, or of sites, heads its rows by that: "Cause of death: coronary".
    """
    label = plain(row.label.text)
    heading = plain(row.path[-1].text) if row.path else topic["topic"] if topic else ""
    letters = sum(map(str.isalpha, label))
    if is_size(row.label.text) or letters < _FEWEST_LETTERS or _NO_NAME.match(label):
        return ""
    if heading and not is_section(heading) and _NO_NAME.match(heading):
        return ""
    name = f"{heading}: {label}" if heading and not is_section(heading) else label
    return name if len(name) <= _LONGEST else ""


def _value(grid: Grid, row: Row, column: Column, name: str) -> Iterator[ArmValue]:
    found = value_in(row.cells[column.number]) if column.number in row.cells else None
    if found is None or found.first is None:
        return
    statistic = statistic_of(grid, row, column)
    count = counted(grid, row, column)
    if count and count.n and count.percent and count.total:
        yield ArmValue(
            end_point=name,
            end_point_printed=row.label.text,
            arm=column.arm,
            kind="proportion",
            value=count.percent,
            unit="%",
            n=count.n,
            total=count.total,
            rule="row-proportion",
            span=count.percent.span,
            passages=(row.line,),
        )
    elif (statistic in {"median", "mean"} or found.spread) and _is_summary(grid, column):
        yield ArmValue(
            end_point=name,
            end_point_printed=row.label.text,
            arm=column.arm,
            kind="median" if statistic == "median" else "mean",
            value=found.first,
            unit="%" if _PERCENT.search(row.label.text) else unit_in(row.label.text),
            rule="row-summary",
            span=found.first.span,
            passages=(row.line,),
        )


def _is_summary(grid: Grid, column: Column) -> bool:
    """Tell whether a column may hold means: none of percentages, and no table of changes."""
    changed = re.search(r"(?i)\bchanges?\b", grid.title.text)
    return whole_column(column) != "percent" and not changed
