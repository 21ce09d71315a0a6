"""Printed numbers: their spelling, and the exact value of one."""

import re
from dataclasses import dataclass
from decimal import Decimal

from trialgraph.extract.view import ReadingView, TableText
from trialgraph.model.text import Number

POSITIVE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
# A sign printed apart, "a difference of - 3.4": never the dash between two numbers or words.
_APART = (
    r"(?:(?<=[(\[=:,;]\s)|(?<=[(\[=:])|(?<=\b(?:of|to|is|by)\s)|(?<=\b(?:was|and)\s))-\s(?=[\d.])"
)
SIGNED = rf"(?:(?<![\d.\w])-|{_APART})?" + POSITIVE

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_UNITS = {word: number for number, word in enumerate(_WORDS.split(), start=1)}
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_SPELT = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
# The first letters of the words, looked for before any of them.
COUNT_IN_WORDS = rf"(?i:(?=[efnost])\b(?:{_SPELT})(?:-(?:{_SPELT}))?\b)"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the reading view with what they stand for."""

    value: str
    start: int
    end: int


def value_of(printed: str) -> Decimal:
    """Return the exact value of a number printed in digits or, up to ninety-nine, in words.

    >>> value_of(".68"), value_of("1,234"), value_of("- 2.5"), value_of("Thirty-five")
    (Decimal('0.68'), Decimal('1234'), Decimal('-2.5'), Decimal('35'))
    """
    plain = re.sub(r"[,\s]", "", printed).lower()
    if plain[:1].isalpha():
        parts = plain.split("-")
        return Decimal(sum(_UNITS.get(part, 0) + _TENS.get(part, 0) for part in parts))
    return Decimal(("0" + plain) if plain.startswith(".") else plain.replace("-.", "-0."))


def number_at(text: ReadingView | TableText, start: int, end: int) -> Number:
    """Return the number that a range of a view or table prints."""
    printed = text.text[start:end]
    return Number(value_of(printed), printed, text.span(start, end))


def group_number(text: ReadingView | TableText, match: re.Match[str], group: str) -> Number:
    """Return the number that a group of a match on a view's text prints."""
    return number_at(text, *match.span(group))
