"""How the fields that hold arms, groups, passages and facts of their own are written."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from trialgraph.model.text import Span, Stated
from trialgraph.rdf.node import Node, Scribe, Write
from trialgraph.rdf.places import Order, is_in_order
from trialgraph.rdf.plan import FieldPlan, mention_kind
from trialgraph.rdf.term import literal
from trialgraph.rdf.values import order_of_spans, predicate


def _links(plan: FieldPlan) -> Callable[[Node, Iterable[str], str], None]:
    """Return the function that writes links, each once, and their order if one is given."""
    said, listed = predicate(plan), predicate(plan, "Listed")

    def write(node: Node, iris: Iterable[str], order: str) -> None:
        piece = "".join(sorted({f"{said}<{iri}>\n" for iri in iris}))
        node.pieces.append(f"{piece}{listed}{literal(order)}\n" if order else piece)

    return write


def arm(plan: FieldPlan) -> Write:
    """Write a link to the arm, or its label where the document declares no such arm."""
    said, named = predicate(plan), predicate(plan, "Label")

    def write(scribe: Scribe, node: Node, label: str) -> None:
        iri = scribe.arm(label)
        found = f"{said}<{iri}>" if iri else f"{named}{literal(label)}"
        node.pieces.append(f"{found}\n")

    return write


def arms(plan: FieldPlan) -> Write:
    """Write links to arms; all labels in their order where some are no arms' or out of order."""
    links = _links(plan)

    def write(scribe: Scribe, node: Node, labels: tuple[str, ...]) -> None:
        found = [iri for iri in map(scribe.arm, labels) if iri]
        is_plain = len(found) == len(labels) and is_in_order(
            [scribe.order_of_arm(label) for label in labels]
        )
        links(node, found, "" if is_plain else json.dumps(labels))

    return write


def group(plan: FieldPlan) -> Write:
    """Write a link to the group's node, or its identifier where the table has no such group."""
    said, named = predicate(plan), predicate(plan, "Label")

    def write(_scribe: Scribe, node: Node, identifier: str) -> None:
        group = node.groups.get(identifier)
        found = f"{named}{literal(identifier)}" if group is None else f"{said}<{group[1]}>"
        node.pieces.append(f"{found}\n")

    return write


def groups(plan: FieldPlan) -> Write:
    """Write links to groups; all identifiers in their order as arms."""
    links = _links(plan)

    def write(_scribe: Scribe, node: Node, identifiers: tuple[str, ...]) -> None:
        found = [node.groups[one] for one in identifiers if one in node.groups]
        is_whole = len(found) == len(identifiers)
        is_plain = is_whole and is_in_order(found)
        links(node, [iri for _, iri in found], "" if is_plain else json.dumps(identifiers))

    return write


def passages(plan: FieldPlan) -> Write:
    """Write links to the passages that a fact rests on."""
    said, links = predicate(plan), _links(plan)

    def write(scribe: Scribe, node: Node, spans: tuple[Span, ...]) -> None:
        if len(spans) == 1:
            node.pieces.append(f"{said}<{scribe.passage(spans[0])}>\n")
            return
        links(node, map(scribe.passage, spans), order_of_spans(spans))

    return write


def mentions(plan: FieldPlan) -> Write:
    """Write links to words that a field lists."""
    kind, linked = mention_kind(plan), _linked(plan)

    def write(scribe: Scribe, node: Node, values: tuple[Stated, ...]) -> None:
        linked(scribe, node, scribe.mentions(values, kind))

    return write


def part(plan: FieldPlan) -> Write:
    """Write a link to a fact of its own."""
    said = predicate(plan)

    def write(scribe: Scribe, node: Node, value: object) -> None:
        node.pieces.append(f"{said}<{scribe.fact(value, node)}>\n")

    return write


def flat(_plan: FieldPlan) -> Write:
    """Write the fields of a part onto the node of its owner."""

    def write(scribe: Scribe, node: Node, value: object) -> None:
        scribe.fields(node, value)

    return write


def parts(plan: FieldPlan) -> Write:
    """Write links to facts of their own; the field ``groups`` holds the groups of a table."""
    linked = _linked(plan)
    is_groups = plan.name == "groups"

    def write(scribe: Scribe, node: Node, values: tuple[Any, ...]) -> None:
        facts = scribe.facts(values, node)
        linked(scribe, node, facts)
        if is_groups:
            pairs = zip(reversed(values), reversed(facts), strict=True)
            node.groups = {value.identifier: fact for value, fact in pairs}

    return write


def _linked(plan: FieldPlan) -> Callable[[Scribe, Node, list[Order]], None]:
    """Return the function that writes links to facts, and their order if not the text's."""
    said, links = predicate(plan), _links(plan)

    def write(scribe: Scribe, node: Node, facts: list[Order]) -> None:
        if len(facts) == 1:
            node.pieces.append(f"{said}<{facts[0][1]}>\n")
            return
        if is_in_order(facts):
            node.pieces.append("".join(sorted([f"{said}<{iri}>\n" for _, iri in facts])))
            return
        start = len(scribe.places.document)
        links(node, [iri for _, iri in facts], " ".join([iri[start:] for _, iri in facts]))

    return write
