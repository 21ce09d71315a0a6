"""Values of one group as they are printed: medians, percentages, counts, with their intervals."""

import re
from dataclasses import dataclass
from itertools import pairwise

from trialgraph.extract.mentions.effects import LIMIT_OF, ONE_LIMIT, P_VALUE, TWO_LIMITS
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, POSITIVE

_TIME = r"months?|years?|weeks?|days?|mo\b|yrs?\b"
_NUMBER = rf"(?<![\d.,/A-Za-z-])(?<!\d\s[×x]\s){POSITIVE}(?![\d/]|-\d)"
_PEOPLE = (
    r"(?:\s(?:of the\s)?(?:eligible |evaluable |assessable |treated )?"
    r"(?:patients?|women|men|participants|individuals|persons|events?|deaths?"
    r"|responders|eyes|children|adults))?"
)
_COUNT = rf"(?:{_NUMBER}|{COUNT_IN_WORDS})"
# Whom a count is of, between it and its share: "12 patients in the A group (15%)".
_OF_WHOM = (
    r"(?:\s(?:in|on|of|receiving|given|taking|assigned|allocated|randomi[sz]ed|treated|who)\s"
    rf"(?:(?!\s(?:and\s(?:in\s)?{COUNT_IN_WORDS}|vs?|versus)\s)(?:[^()\[\];,.%\d]"
    r"|(?<=[A-Za-z-])\d)){2,70})"
)
_PERSONS = r"(?:patients?|women|men|participants?|individuals|recipients|persons|adults|children)"
_SHARE_OF = re.compile(
    rf"(?P<n>{_COUNT})\s?[(\[](?P<before>{POSITIVE})\s?%(?:[;,]\s[^()\[\]]{{3,40}})?[)\]]\s"
    rf"(?:out\s)?of\s(?:the\s)?(?P<total>{POSITIVE}){_PEOPLE}"
)
_OF = re.compile(
    rf"(?P<n>{_COUNT})\s(?:out\s)?of\s(?:the\s)?(?P<total>{POSITIVE}){_PEOPLE}"
    rf"(?:{_OF_WHOM}?\s?[(\[](?P<percent>{POSITIVE})\s?%|,\s(?P<comma>{POSITIVE})\s?%)?"
)
_WITH_PERCENT = re.compile(
    rf"(?P<n>{_COUNT}){_PEOPLE}(?:\s(?:low-risk"
    rf"|high-risk)\s\w+)?\s?[(\[](?P<percent>{POSITIVE})\s?%(?=[)\];,])"
)
_WHOM_PERCENT = re.compile(
    rf"(?P<n>{_COUNT})\s(?:[a-z][a-z-]{{2,20}}\s)?{_PERSONS}{_OF_WHOM}?"
    rf"\s?[(\[](?P<percent>{POSITIVE})\s?%(?=[)\];,])"
)
_PERCENT = re.compile(
    rf"(?P<percent>{_NUMBER})(?:\s?%|\sper\s?cent\b)"
    rf"|(?P<percent_word>{COUNT_IN_WORDS})\sper\s?cent\b"
)
_PERCENT_SPREAD = re.compile(rf"(?P<percent>{_NUMBER})\s?%?\s?(?:±|\+/-)\s?{POSITIVE}\s?%")
_FRACTION = re.compile(
    r"(?<![\d.,/<>=≤≥+-])(?<![<>=≤≥]\s)(?P<fraction>0?\.\d{2,3})(?![\d%])(?!\s?(?:to|-)\s?\d)"
)
_CYCLES = re.compile(
    rf"(?P<number>{_NUMBER})(?:\s(?:cycles|doses|courses))?"
    rf"\s?[(\[](?:(?:range|IQR|interquartile range)[,:]?\s)?{POSITIVE}"
    rf"(?:,\s|-|\sto\s){POSITIVE}[)\]](?!\s?(?:%|{_TIME}))"
)
_PERCENT_AFTER = re.compile(rf"(?P<percent>{_NUMBER})\s(?=[(\[][^()\[\]]{{3,50}}[)\]]\s?%)")
_DURATION = re.compile(
    rf"(?P<time>{_NUMBER})[\s]?(?P<unit>{_TIME})(?!\w)(?![ -](?:of age|old|cycle))"
)
_DURATION_AFTER = re.compile(
    rf"(?P<time>{_NUMBER})\s(?=[(\[](?P<in>[^()\[\]]{{3,60}})[)\]]\s(?P<unit>{_TIME})(?!\w))"
)
_BARE = re.compile(
    rf"(?P<time>{_NUMBER})"
    r"(?=\s?(?:v|vs\.?|versus|and|or|compared with|as compared with)\s|,\s(?:and\s)?\d)"
)
_BARE_LINK = re.compile(
    r"[)\]]?(?:,\s(?:and\s)?|\s?(?:v|vs\.?|versus|and|or|(?:as )?compared with)\s)"
)
_COUNT_OF_PEOPLE = re.compile(
    rf"(?P<n>{_COUNT})\s(?:patients?|women|men|participants|deaths"
    r"|events)\b(?!\s(?:of|were random))"
)
_COUNT_IN = re.compile(
    r"(?<![\d.,/=<>-])(?P<n>[1-9]\d{0,4})(?=\s(?:(?:patients|participants|women|men)\s)?in\sthe\s)"
)
_SLASH = re.compile(
    rf"(?<![\d.,/-])(?P<n>\d{{1,4}})/(?P<total>\d{{1,5}})(?![\d/])(?:\s?{_PEOPLE})?"
    rf"\s?[(\[](?P<percent>{POSITIVE})\s?%(?=[)\];,])"
)
_PERCENT_OF = re.compile(
    rf"(?P<percent>{_NUMBER})\s?%\s[(\[](?P<n>\d{{1,4}})(?:/|\sof\s)(?P<total>\d{{1,5}})(?=[)\];,])"
)
_NOT_REACHED = re.compile(
    r"(?P<absent>(?i:(?<=\bwas )not (?:yet )?(?:been )?reached"
    r"|(?<=\bhad )not (?:yet )?(?:been )?reached|(?<!to )(?<!-)\bnot (?:yet )?reached\b"
    r"|(?<!to )(?<!-)\bnot (?:estimable|evaluable)\b)"
    r"|(?<!to )(?<!-)\bN[RE]\b(?=[\s;,(]))(?:\s\(N[RE]\b)?"
)
_BARE_LIMITS = re.compile(
    rf"\s?(?P<open>[(\[])(?P<low>{POSITIVE})%?\s?(?:-|to)\s?(?P<high>{POSITIVE}"
    r"|NR|NE|not (?:reached|estimable|evaluable))%?(?=[)\];])"
)
_TAIL = re.compile(
    rf"(?:\s?(?:{_TIME}|%)(?=[)\];]))?(?:\s?[(\[](?:IQR|interquartile range"
    r"|range|SD|SE)\b[^)\]]*[)\]])?"
)
_LOOSE_LIMITS = re.compile(rf"(?P<low>{POSITIVE})%?\s?(?:-|to)\s?(?P<high>{POSITIVE})%?(?=[)\];])")
_JOINED = re.compile(r"[\s,;]?\s?[(\[]?")
_AFTER_PERCENT = re.compile(r"[;,]\s")
_FRACTION_LINK = re.compile(r"\s(?:v|vs\.?|versus|and|(?:as )?compared with)\s")
_VALUES = (
    "percent",
    "percent_word",
    "before",
    "comma",
    "time",
    "fraction",
    "number",
    "n",
    "absent",
)
_UNITS = dict.fromkeys(("percent", "percent_word", "before", "comma"), "%") | {
    "fraction": "fraction"
}


@dataclass(slots=True)
class Cell:
    """One printed value of one group.

    Attributes:
        form: duration, percent, count, absent, fraction (0.84 of the patients), number (of
            cycles), or bare (a unit follows at its partner).
        value: range of the number that the value is.
        unit: months, %, ...
        interval: match of the interval printed beside it.
        end: after the cell with its interval and unit.
        counted: a bare count, whose event the sentence names.
    """

    form: str
    start: int
    end: int
    value: tuple[int, int]
    unit: str = ""
    n: tuple[int, int] | None = None
    total: tuple[int, int] | None = None
    interval: re.Match[str] | None = None
    counted: bool = False


def find_cells(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Cell]:
    """Return the values printed in a range, without ranges already read as something else."""
    cells: list[Cell] = []
    for pattern, form in (
        (_NOT_REACHED, "absent"),
        (_SLASH, "percent"),
        (_PERCENT_OF, "percent"),
        (_SHARE_OF, "percent"),
        (_OF, "percent"),
        (_WITH_PERCENT, "percent"),
        (_WHOM_PERCENT, "percent"),
        (_PERCENT_SPREAD, "percent"),
        (_DURATION, "duration"),
        (_DURATION_AFTER, "duration"),
        (_PERCENT, "percent"),
        (_PERCENT_AFTER, "percent"),
        (_COUNT_IN, "counted"),
        (_COUNT_OF_PEOPLE, "count"),
        (_CYCLES, "number"),
        (_FRACTION, "fraction"),
        (_BARE, "bare"),
    ):
        for match in pattern.finditer(text, start, end):
            if not _is_taken(match.span(), taken) and not any(
                _meet(match.span(), c) for c in cells
            ):
                cells.append(_with_interval(_cell(match, form), text, end))
    return _with_units(sorted(cells, key=lambda cell: cell.start), text)


def p_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of p values."""
    return [match.span() for match in P_VALUE.finditer(text, start, end)]


def _is_taken(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < stop and begin < span[1] for begin, stop in taken)


def _meet(span: tuple[int, int], cell: Cell) -> bool:
    return span[0] < cell.end and cell.start < span[1]


def _cell(match: re.Match[str], form: str) -> Cell:
    groups = match.groupdict()
    value = next((group for group in _VALUES if groups.get(group)), "n")
    unit = groups.get("unit") or _UNITS.get(value, "")
    if value == "n":
        form, unit = ("counted" if form == "counted" else "count"), "patients"
    cell = Cell(
        "count" if form == "counted" else form, *match.span(), match.span(value), _long(unit)
    )
    cell.counted = form == "counted"
    cell.n = match.span("n") if groups.get("n") else None
    cell.total = match.span("total") if groups.get("total") else None
    return cell


def _long(unit: str) -> str:
    plain = {"mo": "months", "yr": "years", "yrs": "years"}.get(unit, unit)
    return plain if plain.endswith("s") or plain in {"", "%", "fraction"} else plain + "s"


def _with_interval(cell: Cell, text: str, end: int) -> Cell:
    """Add the interval that follows in brackets or after a comma."""
    at = _JOINED.match(text, cell.end, end)
    if cell.form == "percent" and cell.n:
        at = _AFTER_PERCENT.match(text, cell.end, end) or at
    place = at.end() if at else cell.end
    for pattern in (TWO_LIMITS, ONE_LIMIT, LIMIT_OF):
        match = pattern.match(text, place, end)
        if match:
            cell.interval, cell.end = match, _after_unit(text, match.end(), end)
            return cell
    bare = _BARE_LIMITS.match(text, cell.end, end)
    if bare is None and at and (cell.n or text[cell.end : place] == ", "):
        bare = _LOOSE_LIMITS.match(text, place, end)
    if bare:
        cell.interval, cell.end = bare, bare.end()
    cell.end = _after_unit(text, cell.end, end)
    return cell


def _after_unit(text: str, at: int, end: int) -> int:
    """Return the place after a unit inside a bracket, and after a bracketed range."""
    match = _TAIL.match(text, at, end)
    return match.end() if match else at


def _with_units(cells: list[Cell], text: str) -> list[Cell]:
    """Return cells with units: a bare number takes that of the value it is compared with."""
    for cell, partner in zip(reversed(cells[:-1]), reversed(cells[1:]), strict=True):
        between = text[cell.end : partner.start]
        link = _BARE_LINK.fullmatch(between)
        if (
            cell.form == "bare"
            and link
            and partner.form in {"duration", "percent"}
            and partner.n is None
        ):
            cell.form, cell.unit = partner.form, partner.unit
    return [cell for cell in _in_pairs(cells, text) if cell.form != "bare"]


def _in_pairs(cells: list[Cell], text: str) -> list[Cell]:
    """Return cells without fractions that stand alone: only a compared one is surely a share."""
    paired = {
        id(cell)
        for one, other in pairwise(cells)
        if one.form == other.form == "fraction"
        and _FRACTION_LINK.fullmatch(text[one.end : other.start])
        for cell in (one, other)
    }
    return [cell for cell in cells if cell.form != "fraction" or id(cell) in paired]
