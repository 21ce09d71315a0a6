"""How each field of the model is written: a function of its own, made once a process.

A registry has half a million records of two thousand statements, so the text of a
property is made before the first of them, a field gives all its lines as one piece, and
words are looked at before they are escaped.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from trialgraph.model.text import Absence, Number, PartialDate, Span, Stated
from trialgraph.model.trial import Sides
from trialgraph.rdf.naming import Places
from trialgraph.rdf.places import Order, is_in_order
from trialgraph.rdf.plan import FieldPlan, Shape, mention_kind
from trialgraph.rdf.term import BOOLEAN, DATE, DECIMAL, INTEGER, decimal, escaped, iri_text

Write = Callable[["Scribe", "Node", Any], None]
"""Writes a field's value; its type follows from the shape, which the plan took from the field."""

INTEGER_END = f'"^^{iri_text(INTEGER)}'
DECIMAL_END = f'"^^{iri_text(DECIMAL)}'
_DATE = f'"^^{iri_text(DATE)}'
TRUE = f'"true"^^{iri_text(BOOLEAN)}'
_TRUTH = {True: TRUE, False: f'"false"^^{iri_text(BOOLEAN)}'}
_NOWHERE = Span(0, 0)

SUFFIXES: dict[Shape, tuple[str, ...]] = {
    "number": ("", "Absence", "Decimals", "Place", "Printed"),
    "stated": ("", "Place", "Printed"),
    "date": ("", "Place", "Precision", "Printed"),
    "sides": ("", "Origin", "Place"),
    "place": ("Place",),
    "many words": ("", "Listed"),
    "many wholes": ("", "Listed"),
    "mentions": ("", "Listed"),
    "parts": ("", "Listed"),
    "places": ("", "Listed"),
    "passages": ("", "Listed"),
    "arm": ("", "Label"),
    "arms": ("", "Listed"),
    "group": ("", "Label"),
    "groups": ("", "Listed"),
}
"""The properties that a shape's writer states, in the order in which it states them: sorted."""


class Linked:
    """A node that others link to.

    Attributes:
        iri: its name.
        order: what sorts it among its like.
    """

    __slots__ = ("iri", "order")

    def __init__(self, iri: str, order: Order) -> None:
        self.iri = iri
        self.order = order


class Node(Linked):
    """A node that is being written, and what its parts inherit from it.

    Attributes:
        pieces: what is said of it so far: for each field its sorted lines without their
            subject and graph.
        stands: the places that name it.
        support: the passages it rests on.
        place: where it stands itself.
        groups: nodes of the groups of its table, by their identifiers.
    """

    __slots__ = ("groups", "pieces", "place", "stands", "support")

    def __init__(self, iri: str, pieces: list[str], place: Span | None, order: Order) -> None:
        self.iri = iri
        self.order = order
        self.pieces = pieces
        self.place = place
        self.stands: tuple[Span, ...] = ()
        self.support: tuple[Span, ...] = ()
        self.groups: dict[str, Linked] = {}


class Scribe(Protocol):
    """What a field's writer asks of the one who writes the whole reading."""

    places: Places

    def fact(self, fact: object, owner: Node) -> Linked:
        """Write a fact, and return its node."""

    def facts(self, facts: Sequence[object], owner: Node) -> list[Linked]:
        """Write facts of one class, and return their nodes."""

    def mention(self, stated: Stated, kind: str) -> Node:
        """Write a mention, and return its node."""

    def fields(self, node: Node, instance: object) -> None:
        """Write the fields of an instance onto a node."""

    def arm(self, label: str) -> str:
        """Return the IRI of the arm of that label, empty where none is declared."""

    def order_of_arm(self, label: str) -> Order:
        """Return what sorts an arm among the others."""

    def passage(self, span: Span) -> str:
        """Return the IRI of a passage, written when it is new."""


def literal(words: str) -> str:
    """Return words as a literal of N-Quads."""
    if words.isprintable() and '"' not in words and "\\" not in words:
        return f'"{words}"'
    return f'"{escaped(words)}"'


def writer(plan: FieldPlan) -> Write:
    """Return the function that writes a field."""
    if plan.in_row and plan.shape == "number":
        return _number_in_row(plan)
    return _MAKERS[plan.shape](plan)


def predicate(plan: FieldPlan, suffix: str = "") -> str:
    """Return a property as it stands in a statement, with the space after it."""
    return f"{iri_text(plan.term(suffix))} "


@lru_cache(maxsize=65_536)
def digits(words: str) -> tuple[str, int]:
    """Return a decimal as a store holds it, and how many decimals it has, from its own text."""
    number = Decimal(words)
    return decimal(number).value, Number(number, words, _NOWHERE).decimals


def _word(plan: FieldPlan) -> Write:
    said = predicate(plan)

    def write(_scribe: "Scribe", node: Node, value: str) -> None:
        # As ``literal`` does, without a call: two in five statements are such words.
        is_plain = value.isprintable() and '"' not in value and "\\" not in value
        words = value if is_plain else escaped(value)
        node.pieces.append(f'{said}"{words}"\n')

    return write


def _whole(plan: FieldPlan) -> Write:
    said = predicate(plan)

    def write(_scribe: "Scribe", node: Node, value: int) -> None:
        node.pieces.append(f'{said}"{int(value)}{INTEGER_END}\n')

    return write


def _truth(plan: FieldPlan) -> Write:
    said = predicate(plan)

    def write(_scribe: "Scribe", node: Node, value: object) -> None:
        node.pieces.append(f"{said}{_TRUTH[value is True]}\n")

    return write


def _place(plan: FieldPlan) -> Write:
    said = predicate(plan, "Place")

    def write(_scribe: "Scribe", node: Node, span: Span) -> None:
        node.pieces.append(f'{said}"{span.start}-{span.end}"\n')

    return write


def _absence(plan: FieldPlan) -> Write:
    """Write why there is no number."""
    said = predicate(plan, "Absence")

    def write(_scribe: "Scribe", node: Node, value: Absence) -> None:
        node.pieces.append(f'{said}"{value.value}"\n')

    return write


def _number(plan: FieldPlan) -> Write:
    """Write a number with all that its rounding needs, or why there is none."""
    said, decimals = predicate(plan), predicate(plan, "Decimals")
    printed, absence = _printed(plan), _absence(plan)

    def write(scribe: "Scribe", node: Node, value: Number | Absence) -> None:
        if isinstance(value, Absence):
            absence(scribe, node, value)
            return
        stored, places = digits(str(value.value))
        node.pieces.append(
            f'{said}"{stored}{DECIMAL_END}\n{decimals}"{places}{INTEGER_END}\n{printed(value)}'
        )

    return write


def _number_in_row(plan: FieldPlan) -> Write:
    """Write a number of a row: its decimals, place and printed text where they are not implied.

    The value in the store's form implies the same printed text, the printed text the value
    with its decimals, and the place of the row the same place.
    """
    said, decimals, place, printed = (
        predicate(plan, suffix) for suffix in ("", "Decimals", "Place", "Printed")
    )
    absence = _absence(plan)

    def write(scribe: "Scribe", node: Node, value: Number | Absence) -> None:
        if isinstance(value, Absence):
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


def _printed(plan: FieldPlan) -> Callable[[Number | Stated], str]:
    """Return the function that gives the lines of printed characters and where they stand."""
    printed, place = predicate(plan, "Printed"), predicate(plan, "Place")

    def lines(value: Number | Stated) -> str:
        span = value.span
        return f'{place}"{span.start}-{span.end}"\n{printed}{literal(value.printed)}\n'

    return lines


def _stated(plan: FieldPlan) -> Write:
    said, printed = predicate(plan), _printed(plan)

    def write(_scribe: "Scribe", node: Node, value: Stated) -> None:
        node.pieces.append(f"{said}{literal(value.value)}\n{printed(value)}")

    return write


def _date(plan: FieldPlan) -> Write:
    said, place, precision, printed = (
        predicate(plan, suffix) for suffix in ("", "Place", "Precision", "Printed")
    )

    def write(_scribe: "Scribe", node: Node, value: PartialDate) -> None:
        span = value.span
        node.pieces.append(
            f'{said}"{value.first.isoformat()}{_DATE}\n'
            f'{place}"{span.start}-{span.end}"\n'
            f'{precision}"{value.precision}"\n'
            f"{printed}{literal(value.printed)}\n"
        )

    return write


def _sides(plan: FieldPlan) -> Write:
    said, origin = predicate(plan), predicate(plan, "Origin")
    place = _place(plan)

    def write(scribe: "Scribe", node: Node, value: Sides) -> None:
        node.pieces.append(f'{said}"{value.count}{INTEGER_END}\n{origin}"{value.origin}"\n')
        if value.span is not None:
            place(scribe, node, value.span)

    return write


def _links(plan: FieldPlan) -> Callable[["Scribe", Node, Iterable[str], str], None]:
    """Return the function that writes links, each once, and their order if one is given."""
    said, listed = predicate(plan), predicate(plan, "Listed")

    def write(_scribe: "Scribe", node: Node, iris: Iterable[str], order: str) -> None:
        piece = "".join(sorted({f"{said}<{iri}>\n" for iri in iris}))
        node.pieces.append(f"{piece}{listed}{literal(order)}\n" if order else piece)

    return write


def _arm(plan: FieldPlan) -> Write:
    """Write a link to the arm, or its label where the document declares no such arm."""
    said, named = predicate(plan), predicate(plan, "Label")

    def write(scribe: "Scribe", node: Node, label: str) -> None:
        iri = scribe.arm(label)
        found = f"{said}<{iri}>" if iri else f"{named}{literal(label)}"
        node.pieces.append(f"{found}\n")

    return write


def _arms(plan: FieldPlan) -> Write:
    """Write links to arms; all labels in their order where some are no arms' or out of order."""
    links = _links(plan)

    def write(scribe: "Scribe", node: Node, labels: tuple[str, ...]) -> None:
        found = [iri for iri in map(scribe.arm, labels) if iri]
        is_plain = len(found) == len(labels) and is_in_order(map(scribe.order_of_arm, labels))
        links(scribe, node, found, "" if is_plain else json.dumps(labels))

    return write


def _group(plan: FieldPlan) -> Write:
    """Write a link to the group's node, or its identifier where the table has no such group."""
    said, named = predicate(plan), predicate(plan, "Label")

    def write(_scribe: "Scribe", node: Node, identifier: str) -> None:
        group = node.groups.get(identifier)
        found = f"{named}{literal(identifier)}" if group is None else f"{said}<{group.iri}>"
        node.pieces.append(f"{found}\n")

    return write


def _groups(plan: FieldPlan) -> Write:
    """Write links to groups; all identifiers in their order as arms."""
    links = _links(plan)

    def write(scribe: "Scribe", node: Node, identifiers: tuple[str, ...]) -> None:
        found = [node.groups[one] for one in identifiers if one in node.groups]
        is_whole = len(found) == len(identifiers)
        is_plain = is_whole and is_in_order(group.order for group in found)
        iris = [group.iri for group in found]
        links(scribe, node, iris, "" if is_plain else json.dumps(identifiers))

    return write


def _passages(plan: FieldPlan) -> Write:
    links = _links(plan)

    def write(scribe: "Scribe", node: Node, spans: tuple[Span, ...]) -> None:
        links(scribe, node, map(scribe.passage, spans), _order(spans))

    return write


def _order(spans: tuple[Span, ...]) -> str:
    """Return spans when their order is not that of the text, else nothing."""
    is_plain = len(spans) == 1 or spans == tuple(sorted(set(spans)))
    return "" if is_plain else " ".join(map(str, spans))


def _places(plan: FieldPlan) -> Write:
    return _many(plan, lambda span: f'"{span}"', _order)


def _many_words(plan: FieldPlan) -> Write:
    return _many(plan, literal, as_listed)


def _many_wholes(plan: FieldPlan) -> Write:
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

    def write(_scribe: "Scribe", node: Node, values: tuple[Any, ...]) -> None:
        piece = "".join([f"{said}{each}\n" for each in sorted(set(map(line, values)))])
        stated = order(values)
        node.pieces.append(f"{piece}{listed}{literal(stated)}\n" if stated else piece)

    return write


def _mentions(plan: FieldPlan) -> Write:
    kind, linked = mention_kind(plan), _linked(plan)

    def write(scribe: "Scribe", node: Node, values: tuple[Stated, ...]) -> None:
        linked(scribe, node, [scribe.mention(value, kind) for value in values])

    return write


def _part(plan: FieldPlan) -> Write:
    said = predicate(plan)

    def write(scribe: "Scribe", node: Node, value: object) -> None:
        node.pieces.append(f"{said}<{scribe.fact(value, node).iri}>\n")

    return write


def _flat(_plan: FieldPlan) -> Write:
    def write(scribe: "Scribe", node: Node, value: object) -> None:
        scribe.fields(node, value)

    return write


def _parts(plan: FieldPlan) -> Write:
    linked = _linked(plan)
    is_groups = plan.name == "groups"

    def write(scribe: "Scribe", node: Node, values: tuple[Any, ...]) -> None:
        facts = scribe.facts(values, node)
        linked(scribe, node, facts)
        if is_groups:
            pairs = zip(reversed(values), reversed(facts), strict=True)
            node.groups = {value.identifier: fact for value, fact in pairs}

    return write


def _linked(plan: FieldPlan) -> Callable[["Scribe", Node, list[Linked]], None]:
    """Return the function that writes links to facts, and their order if not the text's."""
    links = _links(plan)

    def write(scribe: "Scribe", node: Node, facts: list[Linked]) -> None:
        is_plain = len(facts) == 1 or is_in_order(fact.order for fact in facts)
        start = len(scribe.places.document)
        order = "" if is_plain else " ".join(fact.iri[start:] for fact in facts)
        links(scribe, node, [fact.iri for fact in facts], order)

    return write


_MAKERS: dict[Shape, Callable[[FieldPlan], Write]] = {
    "words": _word,
    "whole": _whole,
    "truth": _truth,
    "number": _number,
    "stated": _stated,
    "date": _date,
    "sides": _sides,
    "place": _place,
    "passages": _passages,
    "places": _places,
    "many words": _many_words,
    "many wholes": _many_wholes,
    "mentions": _mentions,
    "part": _part,
    "flat": _flat,
    "parts": _parts,
    "arm": _arm,
    "arms": _arms,
    "group": _group,
    "groups": _groups,
}
