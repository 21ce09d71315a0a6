"""The outcome measure of a registry page's lines, with its groups and their values."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trialgraph.documents.registry_lines_tree import Row, numbered, stretch
from trialgraph.model import lazy
from trialgraph.model.record import Leaf

_COUNT = "Overall Number Analyzed"
_UNIT_NAME = "Unit of Measure"
_MEASURE = lazy.regex(r"\s*Outcome Measurement:\s*", re.IGNORECASE)
_GROUP = lazy.regex(r"\s*Results (\d+):\s*", re.IGNORECASE)
_TIME = lazy.regex(r"\s*Time frame:(?P<words>.*)", re.IGNORECASE)
_FIELD = lazy.regex(
    r"\s*(?P<name>Arm/Group Title|Arm/Group Description|Measure Type|Unit of Measure"
    r"|Overall Number of (?P<units>\w+) Analyzed):(?P<words>.*)"
)
_KIND = lazy.regex(
    r"\s*(?!Overall)(?P<param>[A-Z][A-Za-z ]*[a-z])(?:\s*\((?P<dispersion>[^()]+)\))?\s*"
)
_OF_UNITS = lazy.regex(
    r"\s*Type of Units Analyzed: \S.*?\s{2,}(?P<param>[A-Z][A-Za-z ]*?)"
    r"(?:\s*\((?P<dispersion>[^()]+)\))?Unit of Measure: (?P<unit>.+): (?P<row>\S.*)"
)
_UNIT = lazy.regex(r"\s*(?P<unit>\S.*?)(?:\s{2,}(?P<row>\S.*))?\s*")
_VALUE = (
    r"(?P<value>-?(?:\d[\d,]*\.?\d*|\.\d+)|NA)(?:\s+\[\d+\])?"
    r"(?:\s+\((?P<lower>\S+) to (?P<upper>[^\s()]+)\)|\s+\((?P<spread>[^\s()]+)\)"
    r"|\s+\d+(?:\.\d+)?%)?"
)
_ROW = lazy.regex(rf"\s*(?:(?P<title>\S.*):\s+)?{_VALUE}\s*")
_CLASS = lazy.regex(r"\s*(?P<title>\S.*):\s+(?P<count>\d[\d,]*) (?P<units>[A-Za-z]+)\s*")


class _Group(NamedTuple):
    """One group: its fields by name, and what kind of value it has."""

    number: Leaf
    fields: dict[str, list[Row]]
    units: Leaf | None
    param: Leaf | None
    dispersion: Leaf | None


_Counted = tuple[Leaf, dict[str, object]]
"""What is counted, and how many of it in a group."""


class _Measured(NamedTuple):
    """One value of one group, with the titles over it."""

    class_title: Leaf | None
    denominator: _Counted | None
    title: Leaf | None
    fields: dict[str, object]


def outcome_measures(rows: list[Row]) -> list[dict[str, object]]:
    """Return the outcome measures: one, or one a unit where the groups have several."""
    heads = [number for number, row in enumerate(rows) if _GROUP.fullmatch(row.text)]
    described = _described(rows[: heads[0] if heads else len(rows)])
    groups = [_group(number, lines) for number, lines in numbered(rows, _GROUP)]
    kinds: dict[tuple[str, ...], list[_Group]] = {}
    for group in groups:
        kinds.setdefault(_kind(group), []).append(group)
    found = [described | _table(alike) for alike in kinds.values()]
    return found or ([described] if any(described.values()) else [])


def _described(rows: list[Row]) -> dict[str, object]:
    """Return title, description and time frame: the lines above the first group."""
    lines = [row for row in rows if row.text.strip() and not _MEASURE.fullmatch(row.text)]
    timed = next((n for n, row in enumerate(lines) if _TIME.match(row.text)), len(lines))
    frame = lines[timed].after(":") if timed < len(lines) else None
    return {
        "title": stretch(lines[:1]) if timed else None,
        "description": stretch(lines[1:timed]),
        "timeFrame": frame,
    }


def _group(number: Leaf, lines: list[Row]) -> _Group:
    """Return the fields of a group; a line without a name goes on with the field above it."""
    fields: dict[str, list[Row]] = {}
    units = param = dispersion = None
    name = ""
    for row in lines:
        if match := _FIELD.fullmatch(row.text):
            name = match["name"] if match["units"] is None else _COUNT
            fields[name] = [_part(row, match, "words")]
            units = row.group(match, "units") or units
        elif name != _COUNT:
            fields.setdefault(name, []).append(row)
        elif kind := _OF_UNITS.fullmatch(row.text):
            param, dispersion = row.group(kind, "param"), row.group(kind, "dispersion")
            name = _UNIT_NAME
            fields[name] = [_part(row, kind, "unit"), _part(row, kind, "row")]
        elif kind := _KIND.fullmatch(row.text):
            param, dispersion = row.group(kind, "param"), row.group(kind, "dispersion")
    param = param or stretch(fields.get("Measure Type", []))
    return _Group(number, fields, units, param, dispersion)


def _part(row: Row, match: re.Match[str], name: str) -> Row:
    """Return a group of a match as a line of its own."""
    return Row(match[name], row.start + match.start(name))


def _kind(group: _Group) -> tuple[str, ...]:
    """Return what groups of one table share: the kind of value and its unit."""
    leaves = (group.param, group.dispersion, _unit(group)[0])
    return tuple(leaf.words if leaf else "" for leaf in leaves)


def _field(group: _Group, name: str) -> Leaf | None:
    return stretch(group.fields.get(name, []))


def _unit(group: _Group) -> tuple[Leaf | None, Row | None]:
    """Return the unit, and the first value that stands behind it in the same line."""
    rows = group.fields.get(_UNIT_NAME, [])
    match = _UNIT.fullmatch(rows[0].text) if rows else None
    if match is None:
        return None, None
    row = rows[0]
    return row.group(match, "unit"), _part(row, match, "row") if match["row"] else None


def _table(groups: list[_Group]) -> dict[str, object]:
    """Return the groups that share a unit with all their values."""
    counts = [
        {"groupId": group.number, "value": count}
        for group in groups
        if (count := _field(group, _COUNT))
    ]
    return {
        "paramType": groups[0].param,
        "dispersionType": groups[0].dispersion,
        "unitOfMeasure": _unit(groups[0])[0],
        "groups": [
            {
                "id": group.number,
                "title": _field(group, "Arm/Group Title"),
                "description": _field(group, "Arm/Group Description"),
            }
            for group in groups
        ],
        "denoms": [{"units": groups[0].units, "counts": counts}] if counts else [],
        "classes": _classes(groups),
    }


def _classes(groups: list[_Group]) -> list[dict[str, object]]:
    """Return the values of all groups by the titles over them, in the order of the lines."""
    classes: dict[str, list[_Measured]] = {}
    for group in groups:
        for one in _measured(group):
            classes.setdefault(one.class_title.words if one.class_title else "", []).append(one)
    return [_class(rows) for rows in classes.values()]


def _class(rows: list[_Measured]) -> dict[str, object]:
    categories: dict[str, list[_Measured]] = {}
    for row in rows:
        categories.setdefault(row.title.words if row.title else "", []).append(row)
    denoms: dict[str, dict[str, object]] = {}
    counts: dict[str, list[object]] = {}
    for units, count in (row.denominator for row in rows if row.denominator):
        denoms.setdefault(units.words, {"units": units})
        counts.setdefault(units.words, []).append(count)
    return {
        "title": rows[0].class_title,
        "denoms": [{**denom, "counts": counts[units]} for units, denom in denoms.items()],
        "categories": [
            {"title": alike[0].title, "measurements": [row.fields for row in alike]}
            for alike in categories.values()
        ],
    }


def _measured(group: _Group) -> Iterator[_Measured]:
    """Yield the values of a group; a line that counts participants is the head of the next."""
    first = _unit(group)[1]
    title: Leaf | None = None
    denominator: _Counted | None = None
    for row in [*([first] if first else []), *group.fields.get(_UNIT_NAME, [])[1:]]:
        if head := _CLASS.fullmatch(row.text):
            title, denominator = row.group(head, "title"), _denominator(group, row, head)
            continue
        match = _ROW.fullmatch(row.text)
        if match is None or match["title"]:
            title, denominator = None, None
        if match:
            fields = _fields(group, row, match)
            yield _Measured(title, denominator, row.group(match, "title"), fields)
            denominator = None


def _denominator(group: _Group, row: Row, head: re.Match[str]) -> _Counted | None:
    units = row.group(head, "units")
    count: dict[str, object] = {"groupId": group.number, "value": row.group(head, "count")}
    return (units, count) if units else None


def _fields(group: _Group, row: Row, match: re.Match[str]) -> dict[str, object]:
    return {
        "groupId": group.number,
        "value": row.group(match, "value"),
        "spread": row.group(match, "spread"),
        "lowerLimit": row.group(match, "lower"),
        "upperLimit": row.group(match, "upper"),
    }
