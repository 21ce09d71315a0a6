"""How each field of the model is written: a function of its own, made once a process.

A registry has half a million records of two thousand statements, so the text of a
property is made before the first of them.
"""

from collections.abc import Callable

from trialgraph.rdf import links, values
from trialgraph.rdf.node import Node, Scribe, Write
from trialgraph.rdf.plan import FieldPlan, Shape

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


def writer(plan: FieldPlan) -> Write:
    """Return the function that writes a field; words are written together (``values.words``)."""
    if plan.in_row and plan.shape == "number":
        return values.number_in_row(plan)
    return _MAKERS[plan.shape](plan)


def apart(write: Write) -> Write:
    """Return a writer that gives each line as a piece: other fields' lines stand between them."""

    def write_apart(scribe: Scribe, node: Node, value: object) -> None:
        start = len(node.pieces)
        write(scribe, node, value)
        lines = "".join(node.pieces[start:]).split("\n")
        node.pieces[start:] = [f"{line}\n" for line in lines if line]

    return write_apart


_MAKERS: dict[Shape, Callable[[FieldPlan], Write]] = {
    "whole": values.whole,
    "truth": values.truth,
    "number": values.number,
    "stated": values.stated,
    "date": values.date,
    "sides": values.sides,
    "place": values.place,
    "passages": links.passages,
    "places": values.places,
    "many words": values.many_words,
    "many wholes": values.many_wholes,
    "mentions": links.mentions,
    "part": links.part,
    "flat": links.flat,
    "parts": links.parts,
    "arm": links.arm,
    "arms": links.arms,
    "group": links.group,
    "groups": links.groups,
}
