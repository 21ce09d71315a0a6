"""Values of one group as they are printed: medians, percentages, counts, with their intervals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trialgraph.extract.mentions.intervals import LIMIT_OF, ONE_LIMIT, P_VALUE, TWO_LIMITS
from trialgraph.extract.mentions.numbers import COUNT_IN_WORDS, POSITIVE
from trialgraph.model import lazy

_TIME = r"months?|years?|weeks?|days?|mo\b|yrs?\b"
_NUMBER = rf"(?=[\d.])(?<![\d.,/A-Za-z-])(?<!\d\s[×x]\s){POSITIVE}(?![\d/]|-\d)"
# What patients are called by: "evaluable patients", "placebo recipients", "drug-treated women".
_KIND_OF = r"(?:(?!(?:and|or|in|with|of|vs?|versus|to|on|for|had)\s)[A-Za-z][A-Za-z-]{0,24}\s){0,2}"
_PEOPLE = (
    rf"(?:\s(?:of the\s)?{_KIND_OF}"
    r"(?:patients?|women|men|participants|individuals|persons|events?|deaths?"
    r"|responders|eyes|children|adults|recipients|subjects|cases|infants|people|volunteers|mothers"
    r"|newborns|neonates|babies|smokers|residents|households|knees|hips|limbs|pregnancies))?"
)
_PER_CENT = r"\s?(?:%|per\s?cent\b)"
_COUNT = rf"(?:{_NUMBER}|{COUNT_IN_WORDS})"
# Whom a count is of, between it and its share: "12 patients in the A group (15%)".
_OF_WHOM = (
    r"(?:\s(?:in|on|of|receiving|given|taking|assigned|allocated|randomi[sz]ed|treated|who)\s"
    rf"(?:(?!\s(?:and\s(?:in\s)?{COUNT_IN_WORDS}|vs?|versus)\s)(?:[^()\[\];,.%\d]"
    r"|(?<=[A-Za-z-])\d)){2,70})"
)
_PERSONS = (
    r"(?:patients?|women|men|participants?|individuals|recipients|persons|adults|children|people"
    r"|infants|subjects|volunteers|mothers|newborns|neonates|smokers|residents)"
)
_SHARE_OF = lazy.regex(
    rf"(?P<n>{_COUNT})\s?[(\[](?P<before>{POSITIVE}){_PER_CENT}(?:[;,]\s(?P<limits>[^()\[\]]{{3,40}}))?"
    rf"[)\]]\s(?:out\s)?of\s(?:the\s)?(?P<total>{POSITIVE}){_PEOPLE}"
)
_OF = lazy.regex(
    rf"(?P<n>{_COUNT})\s(?:out\s)?of\s(?:the\s)?(?P<total>{POSITIVE}){_PEOPLE}"
    rf"(?:{_OF_WHOM}?\s?[(\[](?P<percent>{POSITIVE}){_PER_CENT}|[,;]\s(?P<comma>{POSITIVE}){_PER_CENT})?"
)
_WITH_PERCENT = lazy.regex(
    rf"(?P<n>{_COUNT}){_PEOPLE}(?:\s(?:low-risk"
    rf"|high-risk)\s\w+)?\s?[(\[](?P<percent>{POSITIVE}){_PER_CENT}(?=[)\];,])"
)
_WHOM_PERCENT = lazy.regex(
    rf"(?P<n>{_COUNT})\s(?:[a-z][a-z-]{{2,20}}\s)?{_PERSONS}{_OF_WHOM}?"
    rf"\s?[(\[](?P<percent>{POSITIVE}){_PER_CENT}(?=[)\];,])"
)
# "95% CIs": the level of an interval is no value.
_PERCENT = lazy.regex(
    rf"(?P<percent>{_NUMBER})(?:\s?%|\sper\s?cent\b)(?!\s?(?:CIs?\b|CrI|confidence|credible))"
    rf"|(?P<percent_word>{COUNT_IN_WORDS})\sper\s?cent\b"
)
_PERCENT_SPREAD = lazy.regex(rf"(?P<percent>{_NUMBER})\s?%?\s?(?:±|\+/-)\s?{POSITIVE}\s?%")
_FRACTION = lazy.regex(
    r"(?<![\d.,/<>=≤≥+-])(?<![<>=≤≥]\s)(?P<fraction>0?\.\d{2,3})(?![\d%])(?!\s?(?:to|-)\s?\d)"
)
_CYCLES = lazy.regex(
    rf"(?P<number>{_NUMBER})(?:\s(?:cycles|doses|courses))?"
    rf"\s?[(\[](?:(?:range|IQR|interquartile range)[,:]?\s)?{POSITIVE}"
    rf"(?:,\s|-|\sto\s){POSITIVE}[)\]](?!\s?(?:%|{_TIME}))"
)
_PERCENT_AFTER = lazy.regex(rf"(?P<percent>{_NUMBER})\s(?=[(\[][^()\[\]]{{3,50}}[)\]]\s?%)")
_DURATION = lazy.regex(
    rf"(?P<time>{_NUMBER})[\s]?(?P<unit>{_TIME})(?!\w)(?![ -](?:of age|old|cycle))"
)
_DURATION_AFTER = lazy.regex(
    rf"(?P<time>{_NUMBER})\s(?=[(\[](?P<in>[^()\[\]]{{3,60}}(?:\[N[ER]\])?)[)\]]"
    rf"\s(?P<unit>{_TIME})(?!\w))"
)
_BARE = lazy.regex(
    rf"(?<!\b[aA]rm\s)(?<!\b[gG]roup\s)(?<!\b[cC]ohort\s)(?<!\b[sS]tage\s)(?<!\b[pP]hase\s)"
    rf"(?<!\b[gG]rade\s)(?<!\b[wW]eek\s)(?<!\b[dD]ay\s)(?<!\b[mM]onth\s)(?<!\b[yY]ear\s)"
    rf"(?<!\b[vV]isit\s)(?<!\b[cC]ycle\s)(?<!type\s)(?<!\b[lL]evel\s)(?<!\b[pP]art\s)"
    rf"(?<!\b[sS]tep\s)(?<!\b[cC]lass\s)(?<!\b[dD]ose\s)(?P<time>{_NUMBER})"
    r"(?=\s?(?:v|vs\.?|versus|and|or|compared with|as compared with)\s|,\s(?:and\s)?\d"
    r"|\s(?:in|with|for|on|among)\s)"
)
# "12.3 (95% CI, 10-14) and 10.3 (9-12) months": both share the unit behind the last.
_BARE_ESTIMATED = lazy.regex(
    rf"(?P<time>{_NUMBER})(?=\s[(\[](?:\d\d%\sCI[,:]?\s)?{POSITIVE}(?:\s?-\s?|\sto\s|,\s){POSITIVE}[)\]]"
    r"\s(?:and|v|vs\.?|versus)\s\d)"
)
# "9.8 with N and 7.2 months with P", "14.2 months in arm N versus 10.9 in arm P".
_BARE_APART = lazy.regex(
    r"[)\]]?\s(?:in|with|for|on|among)\s(?:(?!\s(?:and|but)\s)[^;.()\d]|(?<=[A-Za-z-])\d){1,60}?"
    r"(?:,?\s(?:v|vs\.?|versus|and|(?:as )?compared with|(?:as )?compared to)\s)"
)
# "improved from 7.0 to 9.8 months"; a range that something runs through has no pair of values.
_FROM_NUMBER = lazy.regex(
    rf"(?<=\bfrom\s)(?<!range\sfrom\s)(?<!ranged\sfrom\s)(?<!ranging\sfrom\s)(?P<time>{_NUMBER})"
    rf"(?=\sto\s{POSITIVE})"
)
_BARE_LINK = lazy.regex(
    r"[)\]]?(?:,\s(?:and\s)?|\s?(?:v|vs\.?|versus|and|or|(?:as )?compared with)\s)"
)
_COUNT_OF_PEOPLE = lazy.regex(
    rf"(?P<n>{_COUNT})\s(?:patients?|women|men|participants|deaths"
    r"|events)\b(?!\s(?:of|were random))"
)
_COUNT_OF_EVENTS = lazy.regex(
    rf"(?P<n>{_COUNT})\s(?:(?!(?:and|or|of|in|with|v|vs|versus)\s)[A-Za-z-]{{2,20}}\s){{0,3}}(?:deaths?|events)\b"
)
_COUNT_IN = lazy.regex(
    r"(?<![\d.,/=<>-])(?<!\b[wW]eek\s)(?<!\b[dD]ay\s)(?<!\b[yY]ear\s)(?<!\b[mM]onth\s)"
    r"(?<!\b[gG]rade\s)(?<!\b[sS]tage\s)(?P<n>[1-9]\d{0,4})"
    r"(?=\s(?:(?:patients|participants|women|men)\s)?(?:in\sthe|to|with|on|receiving|given)\s[A-Za-z])"
)
# "deaths ... (59 v 86)", "59 and 86 deaths".
_PAIR_OF_COUNTS = lazy.regex(
    r"(?<![\d.,/=<>-])(?P<one>[1-9]\d{0,4})\s(?:and|v|vs\.?|versus)\s(?P<two>[1-9]\d{0,4})"
    r"(?![\d/%]|[.,]\d|\s?%|\s?-)"
)
_DEATHS_BEFORE = lazy.regex(r"(?i)\b(?:deaths|events)\b[^;.()]{0,120}[(\[]$")
# "more patients on A required surgery (14 v 29)".
_MORE_PATIENTS = lazy.regex(rf"(?i)\b(?:more|fewer)\s{_PERSONS}\b[^;.()]{{5,120}}[(\[]$")
_DEATHS_AFTER = lazy.regex(r"\s(?:[A-Za-z-]{2,20}\s){0,3}(?:deaths|events)\b")
_SLASH = lazy.regex(
    rf"(?<![\d.,/-])(?P<n>\d{{1,4}})/(?P<total>\d{{1,5}})(?![\d/])(?:\s?{_PEOPLE})?"
    rf"\s?[(\[](?P<percent>{POSITIVE}){_PER_CENT}(?=[)\];,])"
)
_PERCENT_OF = lazy.regex(
    rf"(?P<percent>{_NUMBER}){_PER_CENT}\s(?:of\s(?:the\s)?{_PERSONS}\s)?"
    rf"[(\[](?P<n>\d{{1,4}}|{COUNT_IN_WORDS})(?:/|\s(?:out\s)?of\s)(?P<total>\d{{1,5}})(?:\s{_PERSONS})?"
    r"(?=[)\];,])"
)
# "82% (n = 53)", "(n = 53, 82%)"; "n = 53 (82%)" is the size of a set of patients.
_PERCENT_N = lazy.regex(
    rf"(?P<percent>{_NUMBER}){_PER_CENT}[;,]?\s?[(\[]?[nN]\s?=\s?(?P<n>\d{{1,5}})(?=[)\];,])"
)
_N_PERCENT = lazy.regex(
    rf"[nN]\s?=\s?(?P<n>\d{{1,5}})[;,]\s(?P<percent>{POSITIVE}){_PER_CENT}(?=[)\];,])"
)
_NOT_REACHED = lazy.regex(
    r"(?P<absent>(?i:(?<=\bwas )not (?:yet )?(?:been )?reached"
    r"|(?<=\bhad )not (?:yet )?(?:been )?reached|(?<!to )(?<!-)\bnot (?:yet )?reached\b"
    r"|(?<!to )(?<!-)\bnot (?:estimable|evaluable)\b"
    r"|(?<=could )not (?:yet )?be (?:reached|estimated|calculated|determined)\b)"
    r"|(?<!to )(?<!-)\bN[RE]\b(?=[\s;,(]))(?:\s\(N[RE]\b)?"
)
_BARE_LIMITS = lazy.regex(
    rf"\s?(?P<open>[(\[])(?P<low>{POSITIVE})(?:%|\s(?:{_TIME}))?(?:\s?(?:-|to)\s?|,\s)(?P<high>{POSITIVE}"
    r"|NR|NE|not (?:reached|estimable|evaluable)(?:\s\[N[ER]\])?)%?(?=[)\];])"
)
# Both limits are unknown: the bracket says no more than that.
_NO_LIMITS = lazy.regex(r"\s?[(\[](?:NR|NE|NA)\s?(?:-|to)\s?(?:NR|NE|NA)(?=[)\]])")
_UNIT_AFTER = lazy.regex(rf"[)\]]\s(?:{_TIME})(?!\w)")
_TAIL = lazy.regex(
    rf"(?:\s?(?:{_TIME}|%)(?=[)\];]))?(?:\s?[(\[](?:IQR|interquartile range"
    r"|range|SD|SE)\b[^)\]]*[)\]])?"
)
# "42.6% with A (95% CI, 29.4% to 55.8%)": the interval stands behind the arm.
_BEHIND_ARM = lazy.regex(
    r"\s(?:in|with|for|on)\s(?:[^();,:.%\d]|(?<=[A-Za-z-])\d){1,60}?\s?[(\[](?:[nN]\s?=\s?\d{1,5}[;,]\s)?"
)
_LOOSE_LIMITS = lazy.regex(rf"(?P<low>{POSITIVE})%?\s?(?:-|to)\s?(?P<high>{POSITIVE})%?(?=[)\];])")
_JOINED = lazy.regex(r"[\s,;]?\s?[(\[]?")
_AFTER_PERCENT = lazy.regex(r"[;,]\s")
_FRACTION_LINK = lazy.regex(r"\s(?:v|vs\.?|versus|and|(?:as )?compared with)\s")
_REACH = 140
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


# In the order in which they are asked, with what none of their matches lacks.
FORMS = (
    (_NOT_REACHED, "absent", ""),
    (_SLASH, "percent", ""),
    (_PERCENT_OF, "percent", ""),
    (_PERCENT_N, "percent", "="),
    (_N_PERCENT, "percent", "="),
    (_SHARE_OF, "percent", ""),
    (_OF, "percent", "of"),
    (_WITH_PERCENT, "percent", ""),
    (_WHOM_PERCENT, "percent", ""),
    (_PERCENT_SPREAD, "percent", "%"),
    (_DURATION, "duration", ""),
    (_DURATION_AFTER, "duration", ""),
    (_PERCENT, "percent", ""),
    (_PERCENT_AFTER, "percent", "%"),
    (_COUNT_OF_EVENTS, "count", ""),
    (_COUNT_IN, "counted", ""),
    (_COUNT_OF_PEOPLE, "count", ""),
    (_CYCLES, "number", ""),
    (_FRACTION, "fraction", "."),
    (_FROM_NUMBER, "from", "from"),
    (_BARE_ESTIMATED, "bare", ""),
    (_BARE, "bare", ""),
)


def find_cells(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Cell]:
    """Return the values printed in a range, without ranges already read as something else."""
    cells = [
        cell for cell in _pairs(text, start, end) if not _is_taken((cell.start, cell.end), taken)
    ]
    words = text[start:end]
    for pattern, form, sign in FORMS:
        if sign not in words:
            continue
        for match in pattern.finditer(text, start, end):
            if not _is_taken(match.span(), taken) and not any(
                _meet(match.span(), c) for c in cells
            ):
                cells.append(with_interval(_cell(match, form), text, end))
    return _with_units(sorted(cells, key=lambda cell: cell.start), text)


def _pairs(text: str, start: int, end: int) -> Iterator[Cell]:
    """Yield the two numbers of a comparison of deaths or events that stand without a unit."""
    for match in _PAIR_OF_COUNTS.finditer(text, start, end):
        begin = max(start, match.start() - _REACH)
        before = _DEATHS_BEFORE.search(text, begin, match.start())
        if (
            before
            or _MORE_PATIENTS.search(text, begin, match.start())
            or _DEATHS_AFTER.match(text, match.end(), end)
        ):
            for span in (match.span("one"), match.span("two")):
                yield Cell("count", *span, span, "patients", span, counted=True)


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
    cell.interval = _inside(match) if groups.get("limits") else None
    cell.total = match.span("total") if groups.get("total") else None
    return cell


def _inside(match: re.Match[str]) -> re.Match[str] | None:
    """Return the interval that stands in the bracket of a share: "14 (29%; 20-38) of 48"."""
    start, end = match.start("limits"), match.end("limits") + 1
    limits = TWO_LIMITS.match(match.string, start, end)
    return limits or _LOOSE_LIMITS.match(match.string, start, end)


def _long(unit: str) -> str:
    plain = {"mo": "months", "yr": "years", "yrs": "years"}.get(unit, unit)
    return plain if plain.endswith("s") or plain in {"", "%", "fraction"} else plain + "s"


def with_interval(cell: Cell, text: str, end: int) -> Cell:
    """Add the interval that follows in brackets or after a comma."""
    if cell.interval:
        return cell
    at = _JOINED.match(text, cell.end, end)
    if cell.form == "percent" and cell.n:
        at = _AFTER_PERCENT.match(text, cell.end, end) or at
    place = at.end() if at else cell.end
    for pattern in (TWO_LIMITS, ONE_LIMIT, LIMIT_OF):
        match = pattern.match(text, place, end)
        if match:
            cell.interval, cell.end = match, _after_unit(text, match.end(), end)
            return _with_unit(cell, text, end)
    cell.interval = _behind_arm(cell, text, end)
    return cell if cell.interval else _with_bare(cell, text, end, at)


def _behind_arm(cell: Cell, text: str, end: int) -> re.Match[str] | None:
    """Return the interval that stands behind the arm of a value: "42% with A (95% CI, ...)"."""
    behind = _BEHIND_ARM.match(text, cell.end, end) if cell.form != "count" else None
    return TWO_LIMITS.match(text, behind.end(), end) if behind else None


def _with_bare(cell: Cell, text: str, end: int, at: re.Match[str] | None) -> Cell:
    """Return a value with the limits without a level that follow it in brackets, if any."""
    place = at.end() if at else cell.end
    bare = _BARE_LIMITS.match(text, cell.end, end)
    if bare is None and at and (cell.n or text[cell.end : place] == ", "):
        bare = _LOOSE_LIMITS.match(text, place, end)
    none = _NO_LIMITS.match(text, cell.end, end)
    if bare:
        cell.interval, cell.end = bare, bare.end()
    elif none:
        cell.end = none.end()
    cell.end = _after_unit(text, cell.end, end)
    return _with_unit(cell, text, end)


def _with_unit(cell: Cell, text: str, end: int) -> Cell:
    """Return a duration with the unit behind its bracket: "10.4 (8.2-13.1) months"."""
    unit = _UNIT_AFTER.match(text, cell.end, end) if cell.form == "duration" else None
    cell.end = unit.end() if unit else cell.end
    return cell


def _after_unit(text: str, at: int, end: int) -> int:
    """Return the place after a unit inside a bracket, and after a bracketed range."""
    match = _TAIL.match(text, at, end)
    return match.end() if match else at


def _with_units(cells: list[Cell], text: str) -> list[Cell]:
    """Return cells with units: a bare number takes that of the value it is compared with."""
    for cell, partner in zip(reversed(cells[:-1]), reversed(cells[1:]), strict=True):
        between = text[cell.end : partner.start]
        is_apart = _BARE_APART.fullmatch(between) is not None
        if (
            (cell.form == "from" and between == " to ")
            or (cell.form == "bare" and _BARE_LINK.fullmatch(between))
            or ((cell.form == "bare" or cell.counted) and is_apart)
        ):
            _take_unit(cell, partner)
    for partner, cell in pairwise(cells):
        if (cell.form == "bare" or cell.counted) and _BARE_APART.fullmatch(
            text[partner.end : cell.start]
        ):
            _take_unit(cell, partner)
    return [cell for cell in _in_pairs(cells, text) if cell.form not in {"bare", "from"}]


def _take_unit(cell: Cell, partner: Cell) -> None:
    """Give a bare number the form and unit of a value with a unit."""
    if partner.form in {"duration", "percent", "number"} and partner.n is None:
        cell.form, cell.unit, cell.counted, cell.n = partner.form, partner.unit, False, None


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
