"""The rows of a registry's tables, written by hand: they are half of all that a record says.

Each function gives what the fields' own writers (``ways``) give for a row, in one piece
and in sorted order, so that reading a row back gives the row.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from trialgraph.model.registry import Denominator, EventCount, FlowCount, Measurement
from trialgraph.model.text import Absence, Number, Span, Stated
from trialgraph.model.trial import Heading, Site
from trialgraph.rdf.places import Order
from trialgraph.rdf.plan import plans
from trialgraph.rdf.term import PLAIN, escaped, literal, said
from trialgraph.rdf.values import DECIMAL_END, INTEGER_END, TRUE, as_listed, digits, predicate

Groups = Mapping[str, Order]
"""The groups of a table by their identifiers, each as what sorts it and its name."""

Row = Callable[[Any, Groups], str]
"""Gives the lines of a row's fields; each function takes its own class."""


class _Said(NamedTuple):
    """The properties of a field, each as it stands in a statement."""

    itself: str
    absence: str
    decimals: str
    place: str
    printed: str
    label: str
    listed: str


def _said(model: type, *names: str) -> tuple[_Said, ...]:
    """Return the properties of some fields of a class."""
    suffixes = ("", "Absence", "Decimals", "Place", "Printed", "Label", "Listed")
    planned = {plan.name: plan for plan in plans(model)}
    return tuple(_Said(*(predicate(planned[name], end) for end in suffixes)) for name in names)


_AFFECTED, _AT_RISK, _EVENTS, _GROUP = _said(EventCount, "affected", "at_risk", "events", "group")
_SUBJECTS, _UNIT_COUNT = _said(FlowCount, "subjects", "units")
_CATEGORY, _CLASS_TITLE, _COMMENT, _PRINTED = _said(
    Measurement, "category", "class_title", "comment", "printed"
)
_LOWER, _SPREAD, _UPPER, _VALUE = _said(Measurement, "lower", "spread", "upper", "value")
_N, _UNITS = _said(Denominator, "n", "units")
_CODE, _LABEL, _MAJOR, _QUALIFIERS, _ROLE, _SCHEME = _said(
    Heading, "code", "label", "major", "qualifiers", "role", "scheme"
)
_MENTION_PRINTED, _TERM = said(":statedPrinted"), said(":statedTerm")
_CITY, _FACILITY, _COUNTRY, _STATE, _STATUS = _said(
    Site, "city", "facility", "country", "state", "status"
)


def _words(value: str, field: _Said) -> str:
    if not value:
        return ""
    # As ``literal`` does, without a call.
    is_plain = (coded := value.encode()).translate(PLAIN) == coded
    return f'{field[0]}"{value if is_plain else escaped(value)}"\n'


def _group(identifier: str, groups: Groups) -> str:
    group = groups.get(identifier)
    if group is None:
        return f"{_GROUP.label}{literal(identifier)}\n"
    return f"{_GROUP[0]}<{group[1]}>\n"


def _number(value: Number | Absence | None, said: _Said, own: Span) -> str:
    if value is None:
        return ""
    if not isinstance(value, Number):
        return f'{said.absence}"{value.value}"\n'
    words, span, exact = value.printed, value.span, str(value.value)
    is_own = span.start == own.start and span.end == own.end
    place = "" if is_own else f'{said.place}"{span.start}-{span.end}"\n'
    if words == exact and exact.isdigit():
        return f'{said[0]}"{exact}{DECIMAL_END}\n{place}'
    stored, places = digits(exact)
    decimals = "" if words == exact else f'{said.decimals}"{places}{INTEGER_END}\n'
    printed = "" if words == stored else f"{said.printed}{literal(words)}\n"
    return f'{said[0]}"{stored}{DECIMAL_END}\n{decimals}{place}{printed}'


def _event_count(row: EventCount, groups: Groups) -> str:
    own = row.span
    return (
        f"{_number(row.affected, _AFFECTED, own)}{_number(row.at_risk, _AT_RISK, own)}"
        f"{_number(row.events, _EVENTS, own)}{_group(row.group, groups)}"
    )


def _flow_count(row: FlowCount, groups: Groups) -> str:
    own = row.span
    return (
        f"{_words(row.comment, _COMMENT)}{_group(row.group, groups)}"
        f"{_number(row.subjects, _SUBJECTS, own)}{_number(row.units, _UNIT_COUNT, own)}"
    )


def _measurement(row: Measurement, groups: Groups) -> str:
    own = row.span
    return (
        f"{_words(row.category, _CATEGORY)}{_words(row.class_title, _CLASS_TITLE)}"
        f"{_words(row.comment, _COMMENT)}{_group(row.group, groups)}"
        f"{_number(row.lower, _LOWER, own)}{_PRINTED[0]}{literal(row.printed)}\n"
        f"{_number(row.spread, _SPREAD, own)}{_number(row.upper, _UPPER, own)}"
        f"{_number(row.value, _VALUE, own)}"
    )


def _denominator(row: Denominator, groups: Groups) -> str:
    return (
        f"{_words(row.class_title, _CLASS_TITLE)}{_group(row.group, groups)}"
        f"{_number(row.n, _N, row.span)}{_PRINTED[0]}{literal(row.printed)}\n"
        f"{_UNITS[0]}{literal(row.units)}\n"
    )


def _heading(row: Heading, _groups: Groups) -> str:
    return (
        f"{_CODE[0]}{literal(row.code)}\n{_LABEL[0]}{literal(row.label)}\n"
        f"{f'{_MAJOR[0]}{TRUE}' + chr(10) if row.major else ''}"
        f"{_many_words(row.qualifiers, _QUALIFIERS) if row.qualifiers else ''}"
        f"{_ROLE[0]}{literal(row.role)}\n{_SCHEME[0]}{literal(row.scheme)}\n"
    )


def _many_words(values: tuple[str, ...], said: _Said) -> str:
    lines = [f"{said[0]}{each}\n" for each in sorted(set(map(literal, values)))]
    if order := as_listed(values):
        lines.append(f"{said.listed}{literal(order)}\n")
    return "".join(lines)


def _site(row: Site, _groups: Groups) -> str:
    return (
        f"{_words(row.city, _CITY)}{_words(row.facility, _FACILITY)}"
        f"{_words(row.country, _COUNTRY)}{_words(row.state, _STATE)}{_words(row.status, _STATUS)}"
    )


def mention(words: Stated, _groups: Groups) -> str:
    """Return the lines of one of several words that a field lists."""
    return f"{_MENTION_PRINTED}{literal(words.printed)}\n{_TERM}{literal(words.value)}\n"


def of_words(words: Callable[[Any], list[str]]) -> Row:
    """Return the function for a class all of whose fields hold words."""
    return lambda fact, _groups: "".join(words(fact))


ROWS: dict[type, Row] = {
    Denominator: _denominator,
    EventCount: _event_count,
    FlowCount: _flow_count,
    Heading: _heading,
    Measurement: _measurement,
    Site: _site,
}
"""The functions by the class that they write."""
