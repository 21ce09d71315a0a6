"""From what frequency the tables of a document list adverse events (CONSORT Harms 2022 item 17)."""

import re
from collections.abc import Iterator

from trialgraph.extract.mentions.grades import find_grades
from trialgraph.extract.mentions.numbers import number_at
from trialgraph.extract.view import ReadingView, TableText
from trialgraph.model import lazy
from trialgraph.model.reading import HarmListing
from trialgraph.model.text import Number

_OF_HARMS = lazy.regex(r"(?i)\badverse|\btoxic|\bside[- ]effect|\b[A-Z]{0,2}AEs?\b")
_SENTENCE = lazy.regex(r"(?:[^.\n]|\.(?=\d)|\n(?=\s*[a-z(≥>\d]))+")
_NUMBER = r"(?P<number>\d{1,2}(?:\.\d)?)"
_LEAST = r"(?:at\s+least(?:\s+an?)?|≥|>=|⩾|(?:equal\s+to\s+or|or)\s+(?:greater|more)\s+than)\s*"
_MORE = r"(?:\s+or\s+(?:more|greater|higher|above)\b)"
_PER_CENT = r"\s*(?:%|per\s*cent\b)"
# Of one arm or the other: a share of all patients says nothing about the difference.
_IN_EITHER = (
    r"(?:\s+of\s+(?:all\s+|the\s+)?(?:patients|participants|subjects|women|men|children|adults))?"
    r",?\s+(?:in|of|on)\s+(?:either|any|at\s+least\s+one|one\s+or\s+both)\s+(?:of\s+the\s+)?"
    r"(?:[\w-]+\s+){0,2}(?:group|arm|cohort)s?\b"
)
_FREQUENT = lazy.regex(
    rf"(?i)(?:{_LEAST}{_NUMBER}{_PER_CENT}"
    rf"|(?<![\d.]){_NUMBER.replace('number', 'other')}{_PER_CENT}{_MORE}){_IN_EITHER}"
)
_POINTS = r"\s*(?:%|per\s*cent\b|percent(?:age)?[-\s+]points?\b|points?\b)"
_DIFFERENT = lazy.regex(
    rf"(?i){_LEAST}{_NUMBER}{_POINTS}\s+(?:absolute\s+)?(?:difference|more\b|higher|greater)"
    rf"|\bdifference\b[^.;()\d]{{0,60}}?(?:\s+of\s+|\s+was\s+|\s+)?{_LEAST}"
    rf"{_NUMBER.replace('number', 'after')}{_POINTS}"
    rf"|\bdifference\b[^.;()\d]{{0,60}}?\s+of\s+"
    rf"{_NUMBER.replace('number', 'upwards')}{_POINTS}{_MORE}"
)
_BOTH_NEEDED = lazy.regex(r"(?i)\band\b")


def harm_listings(view: ReadingView) -> tuple[HarmListing, ...]:
    """Return the limits that captions, heads and footnotes of tables print, in their order.

    Left out are limits of one arm alone or of all patients together, those that an event
    must pass both to be listed, and those of several grades at once.
    """
    return tuple(one for table in view.tables for one in _of_table(table))


def _of_table(table: TableText) -> Iterator[HarmListing]:
    for sentence in _SENTENCE.finditer(table.text):
        words = sentence[0]
        if not _OF_HARMS.search(words):
            continue
        start, end = sentence.span()
        grades = {one.value for one in find_grades(table.text, start, end)} or {"any"}
        percent, difference = (_limit(table, one, start, end) for one in (_FREQUENT, _DIFFERENT))
        if len(grades) > 1 or "" in grades or not (percent or difference):
            continue
        if percent and difference and _needs_both(table, percent, difference):
            continue
        lead = len(words) - len(words.lstrip())
        yield HarmListing(
            grade=grades.pop(),
            percent=percent and percent[0],
            difference=difference and difference[0],
            span=table.span(start + lead, start + len(words.rstrip())),
        )


Limit = tuple[Number, int, int]


def _limit(table: TableText, pattern: re.Pattern[str], start: int, end: int) -> Limit | None:
    """Return the number of a limit, and the range of the words that set it."""
    match = pattern.search(table.text, start, end)
    if match is None:
        return None
    group = next(name for name, value in match.groupdict().items() if value)
    return number_at(table, *match.span(group)), *match.span()


def _needs_both(table: TableText, percent: Limit, difference: Limit) -> bool:
    """Tell whether "and" stands between two limits: an event under one of them is left out."""
    first, second = sorted((percent[1:], difference[1:]))
    return _BOTH_NEEDED.search(table.text, first[1], second[0]) is not None
