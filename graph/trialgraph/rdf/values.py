"""How the fields that hold words, numbers and dates are written.

A field gives all its lines as one piece, and words are looked at before they are escaped.
"""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

from trialgraph.model.text import Absence, Number, PartialDate, Span, Stated
from trialgraph.model.trial import Sides
from trialgraph.rdf.node import Node, Scribe, Write
from trialgraph.rdf.plan import FieldPlan
from trialgraph.rdf.term import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    PLAIN,
    decimal,
    escaped,
    iri_text,
    literal,
)

INTEGER_END = f'"^^{iri_text(INTEGER)}'
DECIMAL_END = f'"^^{iri_text(DECIMAL)}'
_DATE = f'"^^{iri_text(DATE)}'
TRUE = f'"true"^^{iri_text(BOOLEAN)}'
_TRUTH = {True: TRUE, False: f'"false"^^{iri_text(BOOLEAN)}'}
_NOWHERE = Span(0, 0)
_OF_NUMBER = ("", "Decimals", "Place", "Printed")


def predicate(plan: FieldPlan, suffix: str = "") -> str:
    """Return a property as it stands in a statement, with the space after it."""
    return f"{iri_text(plan.term(suffix))} "


@lru_cache(maxsize=8_192)
def digits(words: str) -> tuple[str, int]:
    """Return a decimal as a store holds it, and how many decimals it has, from its own text."""
    number = Decimal(words)
    return decimal(number).value, Number(number, words, _NOWHERE).decimals


def whole(plan: FieldPlan) -> Write:
    """Write a whole number."""
    said = predicate(plan)

    def write(_scribe: Scribe, node: Node, value: int) -> None:
        node.pieces.append(f'{said}"{int(value)}{INTEGER_END}\n')

    return write


def truth(plan: FieldPlan) -> Write:
    """Write yes or no."""
    said = predicate(plan)

    def write(_scribe: Scribe, node: Node, value: object) -> None:
        node.pieces.append(f"{said}{_TRUTH[value is True]}\n")

    return write


def place(plan: FieldPlan) -> Write:
    """Write where something stands."""
    said = predicate(plan, "Place")

    def write(_scribe: Scribe, node: Node, span: Span) -> None:
        node.pieces.append(f'{said}"{span.start}-{span.end}"\n')

    return write


def _absence(plan: FieldPlan) -> Write:
    """Write why there is no number."""
    said = predicate(plan, "Absence")

    def write(_scribe: Scribe, node: Node, value: Absence) -> None:
        node.pieces.append(f'{said}"{value.value}"\n')

    return write


def number(plan: FieldPlan) -> Write:
    """Write a number with all that its rounding needs, or why there is none."""
    said, decimals, place, printed = (predicate(plan, suffix) for suffix in _OF_NUMBER)
    absence = _absence(plan)

    def write(scribe: Scribe, node: Node, value: Number | Absence) -> None:
        if not isinstance(value, Number):
            absence(scribe, node, value)
            return
        stored, places = digits(str(value.value))
        node.pieces.append(
            f'{said}"{stored}{DECIMAL_END}\n{decimals}"{places}{INTEGER_END}\n'
            f'{place}"{value.span}"\n{printed}{literal(value.printed)}\n'
        )

    return write


def number_in_row(plan: FieldPlan) -> Write:
    """Write a number of a row: its decimals, place and printed text where they are not implied.

    The value in the store's form implies the same printed text, the printed text the value
    with its decimals, and the place of the row the same place.
    """
    said, decimals, place, printed = (predicate(plan, suffix) for suffix in _OF_NUMBER)
    absence = _absence(plan)

    def write(scribe: Scribe, node: Node, value: Number | Absence) -> None:
        if not isinstance(value, Number):
            absence(scribe, node, value)
            return
        own, span, words = str(value.value), value.span, value.printed
        stored, places = digits(own)
        piece = f'{said}"{stored}{DECIMAL_END}\n'
        if words != own:
            piece += f'{decimals}"{places}{INTEGER_END}\n'
        if node.place is None or span.start != node.place.start or span.end != node.place.end:
            piece += f'{place}"{span.start}-{span.end}"\n'
        if words != stored:
            piece += f"{printed}{literal(words)}\n"
        node.pieces.append(piece)

    return write


def stated(plan: FieldPlan) -> Write:
    """Write a standard value with the words that it was read from."""
    said, place, printed = (predicate(plan, suffix) for suffix in ("", "Place", "Printed"))

    def write(_scribe: Scribe, node: Node, value: Stated) -> None:
        span = value.span
        node.pieces.append(
            f'{said}{literal(value.value)}\n{place}"{span.start}-{span.end}"\n'
            f"{printed}{literal(value.printed)}\n"
        )

    return write


def date(plan: FieldPlan) -> Write:
    """Write the first day that a date may mean, and how precise it is."""
    said, place, precision, printed = (
        predicate(plan, suffix) for suffix in ("", "Place", "Precision", "Printed")
    )

    def write(_scribe: Scribe, node: Node, value: PartialDate) -> None:
        span = value.span
        node.pieces.append(
            f'{said}"{value.first.isoformat()}{_DATE}\n'
            f'{place}"{span.start}-{span.end}"\n'
            f'{precision}"{value.precision}"\n'
            f"{printed}{literal(value.printed)}\n"
        )

    return write


def sides(plan: FieldPlan) -> Write:
    """Write how many sides there are, and how that is known."""
    said, origin, place = predicate(plan), predicate(plan, "Origin"), predicate(plan, "Place")

    def write(_scribe: Scribe, node: Node, value: Sides) -> None:
        stands = "" if value.span is None else f'{place}"{value.span}"\n'
        sides = f'{said}"{value.count}{INTEGER_END}\n{origin}"{value.origin}"\n'
        node.pieces.append(f"{sides}{stands}")

    return write


def order_of_spans(spans: tuple[Span, ...]) -> str:
    """Return spans when their order is not that of the text, else nothing."""
    is_plain = len(spans) == 1 or spans == tuple(sorted(set(spans)))
    return "" if is_plain else " ".join(map(str, spans))


def places(plan: FieldPlan) -> Write:
    """Write several places."""
    return _many(plan, lambda span: f'"{span}"', order_of_spans)


def many_words(plan: FieldPlan) -> Write:
    """Write several words."""
    return _many(plan, literal, as_listed)


def many_wholes(plan: FieldPlan) -> Write:
    """Write several whole numbers."""
    return _many(plan, lambda value: f'"{int(value)}{INTEGER_END}', as_listed)


def as_listed(values: tuple[Any, ...]) -> str:
    """Return values as JSON when they are not sorted, else nothing."""
    is_plain = len(values) == 1 or values == tuple(sorted(set(values)))
    return "" if is_plain else json.dumps(values)


def _many(
    plan: FieldPlan, line: Callable[[Any], str], order: Callable[[tuple[Any, ...]], str]
) -> Write:
    """Write values each, and their order where it does not follow from them."""
    said, listed = predicate(plan), predicate(plan, "Listed")

    def write(_scribe: Scribe, node: Node, values: tuple[Any, ...]) -> None:
        piece = "".join([f"{said}{each}\n" for each in sorted(set(map(line, values)))])
        stated = order(values)
        node.pieces.append(f"{piece}{listed}{literal(stated)}\n" if stated else piece)

    return write


def words(plans: Sequence[FieldPlan]) -> Callable[[Any], list[str]]:
    """Return the function that gives the lines of the words of an instance, sorted.

    Two in five statements are such words, so they are written together, without a call for each.
    """
    planned = sorted((predicate(plan), plan.is_loud, plan.name) for plan in plans)
    values = values_of([name for _, _, name in planned])
    properties = [(said, is_loud) for said, is_loud, _ in planned]

    def lines(instance: object) -> list[str]:
        found = []
        # ``strict`` would take as long as three more fields.
        for (said, is_loud), value in zip(properties, values(instance)):  # noqa: B905
            if value or (is_loud and value is not None):
                # As ``literal`` does, without a call.
                is_plain = (coded := value.encode()).translate(PLAIN) == coded
                found.append(f'{said}"{value if is_plain else escaped(value)}"\n')
        return found

    return lines


def values_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return the function that gives the values of some fields."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _instance: ()
    only = attrgetter(*names)
    return lambda instance: (only(instance),)
