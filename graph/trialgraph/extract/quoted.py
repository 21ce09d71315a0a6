"""Words and numbers of the reading view as values that keep their place."""

import re
from decimal import Decimal

from trialgraph.extract.view import ReadingView
from trialgraph.model.text import Number, Span, Stated

COUNT = r"\d{1,3}(?:[, ]\d{3}){1,4}(?!\d)|\d++(?![.,]*\d)"
"""A whole number as printed, thousands with comma or blank; never part of a decimal."""

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
# The longest first: "sixteen" must not be read as "six", since nothing is given back.
_WORD = "|".join(sorted([*_UNITS, *_TENS, "hundred", "thousand"], key=len, reverse=True))
COUNT_WORDS = rf"(?:{_WORD})(?:(?:[ -]|,? and )(?:{_WORD})){{0,12}}+"
"""A whole number in words."""

NO_NAME = "".join(
    rf"(?<!\b{name}[ -])"
    for name in ("type", "grade", "stage", "phase", "group", "class", "level", "day", "week")
)
"""Before a count: the number that a name ends with, as of ``type 2 diabetes``, counts nobody."""


def stated(view: ReadingView, match: re.Match[str], value: str, group: int | str = 0) -> Stated:
    """Return the words of a match in ``view.text`` with the value read from them."""
    return Stated(value, match[group], view.span(match.start(group), match.end(group)))


def count_at(view: ReadingView, start: int, end: int) -> Number:
    """Return the whole number that a range of the view prints, in digits or words."""
    printed = view.text[start:end]
    return Number(Decimal(whole_number(printed)), printed, view.span(start, end))


def decimal_at(view: ReadingView, start: int, end: int) -> Number:
    """Return the decimal number that a range of the view prints."""
    printed = view.text[start:end]
    return Number(Decimal(printed.replace(",", "")), printed, view.span(start, end))


def whole_number(printed: str) -> int:
    """Return the value of a whole number in digits or words.

    >>> whole_number("1,234"), whole_number("three hundred forty-five")
    (1234, 345)
    """
    if printed[0].isdigit():
        return int(re.sub(r"[, ]", "", printed))
    total, hundreds = 0, 0
    for word in re.findall(r"[a-z]+", printed.lower()):
        if word == "hundred":
            hundreds = max(1, hundreds) * 100
        elif word == "thousand":
            total, hundreds = total + max(1, hundreds) * 1000, 0
        else:
            hundreds += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + hundreds


def around(view: ReadingView, spans: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
    """Return the passages of several view ranges, each once, in order of the text."""
    found = {span for start, end in spans for span in view.passages(start, end)}
    return tuple(sorted(found))
