"""Sentences that print several things of several arms: "median A and B were 5 and 9 months in X".

The things (end points, or times of one end point) are columns, the arms are rows;
values stand arm by arm, or thing by thing as comparisons.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from trialgraph.extract.assembly.pairing import arms_of_chain, right_after, right_before
from trialgraph.extract.assembly.pairing_order import Arms
from trialgraph.extract.assembly.pairing_wording import all_arms
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.cells import Cell
from trialgraph.extract.mentions.context import time_point
from trialgraph.extract.mentions.numbers import Mention
from trialgraph.extract.view import Sentence
from trialgraph.model import lazy

_BETWEEN_NAMES = lazy.regex(
    r"(?:\s\([^()]{1,40}\))?(?:\s(?:rates?|times?))?(?:,\s|\s(?!of\s)|/)(?:(?:and|or|the|median|estimated"
    r"|overall|corresponding|\d+-(?:year|month|week)|rates?|times?|of|their)\s){0,6}"
)
_HEAD_END = lazy.regex(
    r"(?:\s\([^()]{1,40}\))?[^;.%]{0,120}\b(?:were|was|of|at|reached)(?:\s(?:estimated|approximately"
    r"|about|at|to be)){0,3}(?::?\s?|\s[^;.%()\[\]]{3,80}[(\[])"
)
_TIMES = lazy.regex(
    r"(?i)\b(?:(?P<first>(?:weeks?|months?|years?))\s)?"
    r"(?P<list>\d{1,3}(?:-?,\s\d{1,3}){0,4}-?,?\sand\s\d{1,3})"
    r"(?:[- ](?P<unit>years?|months?|weeks?))?"
)
_AT = lazy.regex(r"(?i)\b(?:at|by|after|within|to|the)\s$")
_IN_ROW = lazy.regex(r"[)\]%]*[,;]?\s?(?:and\s|v\.?\s|vs\.?\s)?")
_IN_LIST = lazy.regex(r"[)\]%]*[,;]?\s?(?:and\s)?(?:in\s)?")
_COMPARED = lazy.regex(r"[)\]%]*,?\s(?:v|vs\.?|versus|(?:as )?compared with|against)\s(?:in\s)?")


# The parts of an end point in a bracket behind it: "response (CR + PR)".
_PARTS = lazy.regex(r"\([^()%\d]{1,80}(?:\+|\bplus\b|\bor\b)[^()%\d]{1,80}\)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of such a sentence belongs.

    Attributes:
        name: the end point; nothing where the columns are times of one end point.
        at: time point of its column, such as ``1 year``.
        told: whether its patients are counted and what became of them is said after.
    """

    arms: Arms
    name: Mention | None = None
    at: str = ""
    told: bool = False


def time_lists(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges where a text lists time points, whose last one is no duration."""
    return [one.span() for one in _TIMES.finditer(text, start, end) if _is_list(text, one)]


def _is_list(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(match["first"]) or bool(match["unit"] and _AT.search(before))


def has_columns(setting: Setting, sentence: Sentence, cells: list[Cell]) -> bool:
    """Tell whether a sentence lists several things before its first value."""
    return len(_columns(setting, sentence, cells)) > 1


def shared_columns(setting: Setting, sentence: Sentence, cells: list[Cell]) -> list[Place]:
    """Return the end points that share one value in all arms: "PFS and OS were not reached ..."."""
    named = [column for column in _columns(setting, sentence, cells) if column.name]
    alone = len(cells) - _first(setting, sentence, cells) == 1
    arms = all_arms(setting, sentence, cells[-1]) if named and alone else ()
    return [Place(arms, column.name, column.at) for column in named] if arms else []


def places(setting: Setting, sentence: Sentence, cells: list[Cell]) -> dict[int, Place]:
    """Return the place of each value of a sentence with several columns; empty when unsure."""
    columns = _columns(setting, sentence, cells)
    body = _body(setting, cells, _first(setting, sentence, cells), columns)
    width = len(columns)
    if width < 2 or len(body) % width:  # noqa: PLR2004 - one thing is no column
        return {}
    rows = [body[at : at + width] for at in range(0, len(body), width)]
    arms = _arms_of_rows(setting, sentence, cells, rows)
    if arms:
        return {
            number: Place(arms=(arm,), name=column.name, at=column.at)
            for row, arm in zip(rows, arms, strict=True)
            for number, column in zip(row, columns, strict=True)
        }
    return _by_column(setting, sentence, cells, body, columns)


def _columns(setting: Setting, sentence: Sentence, cells: list[Cell]) -> list[Place]:
    """Return the things that a sentence lists right before its first value."""
    if not cells:
        return []
    first = cells[_first(setting, sentence, cells)].start
    named = [
        one
        for one in setting.end_points_in(sentence.start, first)
        if one.end <= first and bracket_of_parts(setting, sentence, one, first) is None
    ]
    if not named or not _HEAD_END.fullmatch(setting.words(named[-1].end, first)):
        return []
    listed = [named[-1]]
    for one in reversed(named[:-1]):
        if not _BETWEEN_NAMES.fullmatch(setting.words(one.end, listed[0].start)):
            break
        listed.insert(0, one)
    if len(listed) > 1:
        return [
            Place((), one, _own_time(setting, sentence, one, before))
            for one, before in zip(listed, [None, *listed[:-1]], strict=True)
        ]
    return [Place((), None, at) for at in _times(setting.words(sentence.start, first))]


def bracket_of_parts(setting: Setting, sentence: Sentence, name: Mention, end: int) -> int | None:
    """Return where the bracket begins in which a name is one of the parts of another end point."""
    return next(
        (
            bracket.start()
            for bracket in _PARTS.finditer(setting.view.text, sentence.start, end)
            if bracket.start() < name.start < bracket.end()
        ),
        None,
    )


def _first(setting: Setting, sentence: Sentence, cells: list[Cell]) -> int:
    """Return the first value behind an end point: before it stands the follow-up."""
    return next(
        (
            number
            for number, cell in enumerate(cells)
            if setting.end_points_in(sentence.start, cell.start)
        ),
        0,
    )


def _own_time(setting: Setting, sentence: Sentence, name: Mention, before: Mention | None) -> str:
    begin = before.end if before else max(sentence.start, name.start - 20)
    return time_point(setting.words(begin, name.start))


def _times(head: str) -> list[str]:
    """Return the times that words list: "at 1, 2 and 3 years", "weeks 4 and 8"."""
    found = [one for one in _TIMES.finditer(head) if one["first"] or one["unit"]]
    if not found:
        return []
    last = found[-1]
    unit = (last["unit"] or last["first"]).lower().rstrip("s")
    return [time_point(f"{number} {unit}s") for number in re.findall(r"\d+", last["list"])]


def _body(setting: Setting, cells: list[Cell], first: int, columns: list[Place]) -> list[int]:
    """Return the values up to where the sentence names its next end point."""
    if not columns:
        return []
    stop = next(
        (one.start for one in setting.end_points_in(cells[first].end, cells[-1].start)),
        cells[-1].end,
    )
    return [number for number, cell in enumerate(cells) if number >= first and cell.start <= stop]


def _arms_of_rows(
    setting: Setting, sentence: Sentence, cells: list[Cell], rows: list[list[int]]
) -> list[str] | None:
    """Return the arm of each row of values, named right after or right before it."""
    if not all(_is_row(setting, cells, row) for row in rows):
        return None
    found = [
        right_after(setting, sentence, cells, row[-1])
        or right_before(setting, sentence, cells, row[0])
        for row in rows
    ]
    arms = [arm for arm in found if arm]
    return arms if len(set(arms)) == len(rows) else _named_before(setting, cells, rows)


def _is_row(setting: Setting, cells: list[Cell], row: list[int]) -> bool:
    """Tell whether nothing but a list link stands between the values of a row."""
    return all(
        _IN_ROW.fullmatch(setting.words(cells[one].end, cells[other].start))
        and not _COMPARED.fullmatch(setting.words(cells[one].end, cells[other].start))
        for one, other in pairwise(row)
    )


def _named_before(setting: Setting, cells: list[Cell], rows: list[list[int]]) -> list[str] | None:
    """Return the arms named before rows whose forms tell them apart ("16%, 5 months, 20%, ...")."""
    forms = [[cells[number].form for number in row] for row in rows]
    if len(set(forms[0])) == 1 or any(row != forms[0] for row in forms) or len(rows) == 1:
        return None
    first = cells[rows[0][0]].start
    sentence = setting.view.sentence_at(first)
    named = list(dict.fromkeys(one.value for one in setting.arms_in(sentence.start, first)))
    return named if len(named) == len(rows) else None


def _by_column(
    setting: Setting, sentence: Sentence, cells: list[Cell], body: list[int], columns: list[Place]
) -> dict[int, Place]:
    """Return the places of comparisons in the order of their columns: "5 v 4 and 9 v 7"."""
    chains: list[list[int]] = [[body[0]]] if body else []
    for one, other in pairwise(body):
        between = setting.words(cells[one].end, cells[other].start)
        if _COMPARED.fullmatch(between):
            chains[-1].append(other)
        elif _IN_LIST.fullmatch(between):
            chains.append([other])
        else:
            return {}
    if len(chains) != len(columns) or any(len(chain) == 1 for chain in chains):
        return {}
    found: dict[int, Place] = {}
    for chain, column in zip(chains, columns, strict=True):
        arms = arms_of_chain(setting, sentence, cells, chain)
        for number, arm in zip(chain, arms or (), strict=False):
            found[number] = Place((arm,), column.name, column.at)
    return found
