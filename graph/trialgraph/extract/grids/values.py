"""What one cell prints: a number, what stands in its brackets, or the word for none."""

import re
from dataclasses import dataclass

from trialgraph.extract.grids.grid import number_in
from trialgraph.extract.mentions.absent import absence_in
from trialgraph.extract.mentions.numbers import POSITIVE
from trialgraph.extract.traced import Traced
from trialgraph.model import lazy
from trialgraph.model.text import Absence, Number

_NUMBER = rf"-?{POSITIVE}"
_DASH = r"\s?(?:-|to|,|;|–|—)\s?"
_OPEN = r"not (?:reached|estimable|evaluable|available)|N\.?[ERA]\.?|-|∞"


def _bracketed(which: int) -> str:
    return (
        rf"\s?[,;]?\s?[(\[]\s?(?P<less{which}>[<>≤≥])?(?P<low{which}>{_NUMBER}|{_OPEN})\+?"
        rf"(?P<percent{which}>\s?%)?"
        rf"(?:{_DASH}(?P<high{which}>{_NUMBER}|{_OPEN})\+?(?P<percents{which}>\s?%)?)?\s?[)\]]"
    )


_CELL = lazy.regex(
    rf"(?P<value>{_NUMBER})(?P<percent>\s?%)?(?:\s?/\s?(?P<over>{POSITIVE})(?!\s?%))?"
    rf"(?:\s?(?:±|\+/-)\s?(?P<spread>{POSITIVE}))?"
    rf"(?:{_bracketed(1)})?(?:{_bracketed(2)})?\.?$"
)
_OVER = lazy.regex(
    rf"(?P<percent_value>{POSITIVE})\s?%?\s?[(\[]\s?(?P<n>\d{{1,6}})\s?(?:/"
    rf"|of)\s?(?P<over>\d{{1,6}})\s?[)\]]$"
)
_RANGE = lazy.regex(rf"[(\[]?(?P<low>{POSITIVE}){_DASH}(?P<high>{POSITIVE})[)\]]?$")
_ABSENT = lazy.regex(
    rf"(?i)(?P<absent>not (?:yet )?reached|not estimable|NR|NE)(?:{_bracketed(1)})?$"
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """One or two numbers in brackets; an open limit is ``None``."""

    low: Number | None
    high: Number | None
    is_pair: bool
    is_percent: bool
    is_bound: bool


@dataclass(frozen=True, slots=True)
class Value:
    """A cell that is read.

    Attributes:
        first: the number at its front; ``None`` for a range alone, or where it says none.
        over: patients looked at, of ``12/40``.
        spread: after ``±``.
        absence: why no number is printed, where that is said.
    """

    first: Number | None
    is_percent: bool = False
    over: Number | None = None
    spread: Number | None = None
    brackets: tuple[Bracket, ...] = ()
    absence: Absence | None = None
    words: Traced | None = None


def value_in(words: Traced) -> Value | None:
    """Return what a cell prints, ``None`` for words, dashes and bounds such as ``<1``."""
    text = words.text
    if match := _OVER.match(text):
        percent = _number(words, match, "percent_value")
        bracket = Bracket(percent, None, is_pair=False, is_percent=True, is_bound=False)
        return Value(
            _number(words, match, "n"),
            over=_number(words, match, "over"),
            brackets=(bracket,),
            words=words,
        )
    if match := _CELL.match(text):
        return Value(
            _number(words, match, "value"),
            bool(match["percent"]),
            _number(words, match, "over"),
            _number(words, match, "spread"),
            tuple(_bracket(words, match, each) for each in ("1", "2") if match[f"low{each}"]),
            words=words,
        )
    if match := _RANGE.match(text):
        low, high = _number(words, match, "low"), _number(words, match, "high")
        return Value(
            None,
            brackets=(Bracket(low, high, is_pair=True, is_percent=False, is_bound=False),),
            words=words,
        )
    if match := _ABSENT.match(text):
        found = (_bracket(words, match, "1"),) if match["low1"] else ()
        return Value(None, brackets=found, absence=absence_in(match["absent"]), words=words)
    return None


def _bracket(words: Traced, match: re.Match[str], which: str) -> Bracket:
    return Bracket(
        _number(words, match, "low" + which),
        _number(words, match, "high" + which),
        is_pair=match["high" + which] is not None,
        is_percent=bool(match["percent" + which] or match["percents" + which]),
        is_bound=match["less" + which] is not None,
    )


def _number(words: Traced, match: re.Match[str], group: str) -> Number | None:
    printed = match[group]
    if not printed or not any(char.isdigit() for char in printed):
        return None
    return number_in(words, *match.span(group))


def is_value(text: str) -> bool:
    """Tell whether a cell holds a number or the sign that there is none."""
    return bool(
        _CELL.match(text)
        or _RANGE.match(text)
        or _OVER.match(text)
        or _ABSENT.match(text)
        or re.match(r"[<>≤≥]\s?[\d.]|[-–—.·…]{1,3}$|\d", text)
    )
