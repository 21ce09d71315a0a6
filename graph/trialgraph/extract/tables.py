"""Simple efficacy tables: rows of counts, medians and ratios under the arms' columns.

Only tables whose title speaks of response or survival are read here; rows that do
not fit the pattern of their header are left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialgraph.extract.assembly.circumstances import declared_assessor
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.grids.grid import Grid
from trialgraph.extract.grids.made import grids_in
from trialgraph.extract.grids.other_values import other_values_of
from trialgraph.extract.grids.outcomes import values_of
from trialgraph.extract.grids.ratios import estimates_of, unread_ratios
from trialgraph.extract.mentions.arms import find_arms
from trialgraph.extract.mentions.context import assessor_in
from trialgraph.extract.mentions.end_points import PROPORTIONS, TIME_TO_EVENT, find_end_points
from trialgraph.extract.mentions.measures import MEASURES
from trialgraph.extract.mentions.numbers import POSITIVE, number_at
from trialgraph.extract.view import TableText
from trialgraph.model import lazy
from trialgraph.model.result import ArmValue, Estimate, Interval, Measure
from trialgraph.model.text import Number, Problem, Span
from trialgraph.model.trial import Assessor, Sides

_COLUMNS = 2
_SIZE = lazy.regex(r"\(?\b[Nn]\s?=\s?(?P<n>\d+)\)?")
_EFFICACY = lazy.regex(r"(?i)\bresponse|survival|efficacy|outcome|end[- ]?points?\b")
_OTHER = lazy.regex(r"(?i)\badverse|toxicit|baseline|demographic|safety\b|characteristic")


def _cell(column: int) -> str:
    return rf"(?P<a{column}>{POSITIVE})\s?(?:\((?P<b{column}>{POSITIVE})\s?%?\))?"


_PAIR = lazy.regex(rf"^(?P<label>\D[^\t\n]*?)[\t ]+{_cell(1)}[\t ]+{_cell(2)}\s*$", re.MULTILINE)
_SINGLE = lazy.regex(
    rf"^(?P<label>\D[^\t\n]*?)[\t ]+(?P<value>{POSITIVE})\s?\("
    rf"(?P<low>{POSITIVE})(?:\s?(?:-|to|,)\s?(?P<high>{POSITIVE}))?\)\s*$",
    re.MULTILINE,
)
_ONE_SIDED = lazy.regex(
    r"(?i)\b(?:upper|lower) (?:limit|bound)[^)]*\b\d\d\s?%"
    r"|\d\d\s?% CI[, ]+(?P<which>upper|lower) (?:limit|bound)"
)
_LEVEL = lazy.regex(r"(?P<level>\d{2}(?:\.\d)?)\s?%\s?(?:CI|confidence)")
_MEASURABLE = lazy.regex(r"(?i)\bmeasurable(?: disease)?\b")
_CATEGORY = lazy.regex(
    r"(?i)^(?:CR|PR|SD|PD|NE|unknown|missing|not (?:assess|evalu)\w+"
    r"|no assessment[\w ]*|(?:complete|partial|stable|progressive)[\w ]+"
    r"|non-?[CP][RD](?:\s?/\s?non-?[CP][RD])?)$"
)


@dataclass(frozen=True, slots=True)
class Efficacy:
    """A table of results with its columns.

    Attributes:
        columns: labels of the two arms, left to right.
        sizes: ranges of the patients in each column.
        assessor: said in the title.
        population: said in the title.
        body: where the rows begin.
    """

    table: TableText
    columns: tuple[str, str]
    sizes: tuple[tuple[int, int], ...]
    assessor: Assessor | None
    population: str
    body: int


def efficacy_tables(setting: Setting) -> Iterator[Efficacy]:
    """Return the tables of results with two known arms that neither mark-up nor tabs keep apart."""
    for table in setting.view.tables:
        title = _title(table)
        if table.table is not None or _has_more_columns(table):
            continue
        if table.section.kind != "table" or _OTHER.search(title) or not _EFFICACY.search(title):
            continue
        columns = _columns(setting, table)
        if columns:
            sizes = _sizes(table)
            patients = "measurable disease" if _MEASURABLE.search(title) else "all"
            body = sizes[1].end()
            places = tuple(size.span("n") for size in sizes[:_COLUMNS])
            yield Efficacy(table, columns, places, assessor_in(title), patients, body)


def _has_more_columns(table: TableText) -> bool:
    """Tell whether tabs set more columns than the two of the arms: those need a grid."""
    return any(line.count("\t") > _COLUMNS for line in table.text.splitlines())


def unread_table_estimates(setting: Setting, read: Iterable[Span]) -> Iterator[Problem]:
    """Yield a problem for each table of results with ratios that stand in no estimate."""
    yield from unread_ratios(_grids(setting), read)


def _grids(setting: Setting) -> Iterator[Grid]:
    """Return the grids of the tables that are not read line by line."""
    lined = {each.table.section.span for each in efficacy_tables(setting)}
    for grid in grids_in(setting.view, setting.trial.arms):
        if grid.span not in lined:
            yield grid


def _title(table: TableText) -> str:
    return table.text.strip().split("\n", 1)[0]


def _sizes(table: TableText) -> list[re.Match[str]]:
    return list(_SIZE.finditer(table.text))


def _columns(setting: Setting, table: TableText) -> tuple[str, str] | None:
    """Return the arms of the two columns, in order."""
    sizes = _sizes(table)
    if len(sizes) < _COLUMNS:
        return None
    begin = table.text.find("\n", len(table.text) - len(table.text.lstrip()))
    head = " ".join(table.text[begin : sizes[1].end()].split())
    first, second = (
        head.split(sizes[0][0].strip("()"), 1) if sizes[0][0].strip("()") in head else (head, "")
    )
    left, right = (find_arms(words, setting.trial.arms) for words in (first, second))
    labels = (left[-1].value, right[-1].value) if left and right else None
    return labels if labels and labels[0] != labels[1] else None


def table_estimates(setting: Setting) -> Iterator[Estimate]:
    """Return ratios that a results table prints in one cell for both arms."""
    yield from estimates_of(_grids(setting), setting)
    for efficacy in efficacy_tables(setting):
        topic = ""
        text = efficacy.table.text
        for line in _rows(efficacy):
            named = [mention.value for mention in find_end_points(text[slice(*line)], ())]
            match = _SINGLE.match(text, *line)
            measure = _measure(match["label"]) if match else None
            kinds = [name for name in named if name not in {"CR", "PR"}]
            topic = (kinds or named or [topic])[0]
            if match and measure and topic:
                yield _estimate(setting, efficacy, match, measure, topic)


def _rows(efficacy: Efficacy) -> Iterator[tuple[int, int]]:
    at = efficacy.body
    for line in efficacy.table.text[at:].splitlines(keepends=True):
        yield at, at + len(line.rstrip())
        at += len(line)


def _measure(label: str) -> Measure | None:
    return next((measure for measure, words in MEASURES if re.search(words, label)), None)


def _estimate(
    setting: Setting, efficacy: Efficacy, match: re.Match[str], measure: Measure, topic: str
) -> Estimate:
    table = efficacy.table
    control = setting.control.label if setting.control else efficacy.columns[1]
    other = next(label for label in efficacy.columns if label != control)
    lower = match["label"].lower()
    value = number_at(table, *match.span("value"))
    return Estimate(
        end_point=topic,
        end_point_printed=match["label"],
        measure=measure,
        value=value,
        interval=_interval(table, match),
        experimental=other,
        comparator=control,
        population="responders" if topic == "DoR" else "all",
        assessor=_assessor(setting, efficacy, topic),
        adjustment="unstratified"
        if "unstratified" in lower
        else "stratified"
        if "stratified" in lower
        else None,
        rule=f"table-{measure}",
        span=value.span,
        passages=(_line(table, match),),
    )


def _line(table: TableText, match: re.Match[str]) -> Span:
    return table.span(match.start(), match.start() + len(match[0].rstrip()))


def _assessor(setting: Setting, efficacy: Efficacy, topic: str) -> Assessor | None:
    return efficacy.assessor or declared_assessor(setting, topic)


def _interval(table: TableText, match: re.Match[str]) -> Interval | None:
    """Return the interval of a cell; its row label says the level and the side."""
    level = _LEVEL.search(table.text, match.start("label"), match.end("label"))
    if level is None:
        return None
    printed = number_at(table, *level.span("level"))
    first = number_at(table, *match.span("low"))
    one_sided = _ONE_SIDED.search(match["label"])
    if match["high"]:
        return Interval(
            level=printed, sides=Sides(2), lower=first, upper=number_at(table, *match.span("high"))
        )
    if one_sided is None:
        return None
    return _one_limit(table, match, printed, first)


def _one_limit(table: TableText, match: re.Match[str], level: Number, limit: Number) -> Interval:
    word = re.compile(r"(?i)upper|lower").search(
        table.text, match.start("label"), match.end("label")
    )
    place = word.span() if word else match.span("label")
    sides = Sides(1, "printed", table.span(*place))
    if word and word[0].lower() == "lower":
        return Interval(level=level, sides=sides, lower=limit)
    return Interval(level=level, sides=sides, upper=limit)


def table_values(setting: Setting) -> Iterator[ArmValue]:
    """Return counts with percentages, and medians, of a results table, one for each arm."""
    yield from values_of(_grids(setting), setting)
    yield from other_values_of(_grids(setting), setting)
    for efficacy in efficacy_tables(setting):
        text, topic = efficacy.table.text, ""
        for line in _rows(efficacy):
            words = text[slice(*line)]
            named = [mention.value for mention in find_end_points(words.split("\t")[0], ())]
            topic = named[0] if named else topic
            match = _PAIR.match(text, *line)
            if match:
                yield from _row(setting, efficacy, match, topic)


def _row(
    setting: Setting, efficacy: Efficacy, match: re.Match[str], topic: str
) -> Iterator[ArmValue]:
    label = match["label"].strip()
    is_none = label.lower().startswith("non-")  # "non-CR/non-PD" is neither of the two
    named = [] if is_none else [mention.value for mention in find_end_points(label, ())]
    if re.match(r"(?i)median\b", label) and topic in TIME_TO_EVENT:
        for column in (1, 2):
            yield _median(setting, efficacy, match, (topic, column))
        return
    name = named[0] if named else label if _CATEGORY.match(label) else ""
    if name and (name in PROPORTIONS or _CATEGORY.match(label)) and match["b1"] and match["b2"]:
        for column in (1, 2):
            yield _proportion(setting, efficacy, match, (name, column))


def _median(
    setting: Setting, efficacy: Efficacy, match: re.Match[str], what: tuple[str, int]
) -> ArmValue:
    table, (topic, column) = efficacy.table, what
    value = number_at(table, *match.span(f"a{column}"))
    level = _LEVEL.search(table.text, match.start("label"), match.end("label"))
    has_limit = level and _ONE_SIDED.search(match["label"]) and match[f"b{column}"]
    limit = number_at(table, *match.span(f"b{column}")) if has_limit else None
    return ArmValue(
        end_point=topic,
        end_point_printed=match["label"],
        arm=efficacy.columns[column - 1],
        kind="median",
        value=value,
        unit="months" if "month" in match["label"].lower() else "",
        assessor=_assessor(setting, efficacy, topic),
        interval=_one_limit(table, match, number_at(table, *level.span("level")), limit)
        if level and limit
        else None,
        rule="table-median",
        span=value.span,
        passages=(_line(table, match),),
    )


def _proportion(
    setting: Setting, efficacy: Efficacy, match: re.Match[str], what: tuple[str, int]
) -> ArmValue:
    table, (name, column) = efficacy.table, what
    percent = number_at(table, *match.span(f"b{column}"))
    return ArmValue(
        end_point=name,
        end_point_printed=match["label"],
        arm=efficacy.columns[column - 1],
        kind="proportion",
        value=percent,
        unit="%",
        assessor=_assessor(setting, efficacy, name),
        n=number_at(table, *match.span(f"a{column}")),
        total=number_at(table, *efficacy.sizes[column - 1]),
        population=efficacy.population,
        rule="table-proportion",
        span=percent.span,
        passages=(_line(table, match),),
    )
