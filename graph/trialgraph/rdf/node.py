"""A node while it is written, and what a field's writer asks of the one who writes the reading."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from trialgraph.model.text import Span, Stated
from trialgraph.rdf.naming import Places
from trialgraph.rdf.places import Order

Write = Callable[["Scribe", "Node", Any], None]
"""Writes a field's value; its type follows from the shape, which the plan took from the field."""


class Node:
    """A node that is being written, and what its parts inherit from it.

    Attributes:
        iri: its name.
        order: what sorts it among its like.
        pieces: what is said of it so far: for each field its sorted lines without their
            subject and graph.
        stands: the places that name it.
        support: the passages it rests on.
        place: where it stands itself.
        groups: the groups of its table by their identifiers, each as what sorts it and its name.
    """

    __slots__ = ("groups", "iri", "order", "pieces", "place", "stands", "support")

    def __init__(self, iri: str, pieces: list[str], place: Span | None, order: Order) -> None:
        self.iri = iri
        self.order = order
        self.pieces = pieces
        self.place = place
        self.stands: tuple[Span, ...] = ()
        self.support: tuple[Span, ...] = ()
        self.groups: dict[str, Order] = {}


class Scribe(Protocol):
    """What a field's writer asks of the one who writes the whole reading."""

    places: Places

    def fact(self, fact: object, owner: Node) -> str:
        """Write a fact, and return its name."""

    def facts(self, facts: Sequence[object], owner: Node) -> list[Order]:
        """Write facts of one class, and return what sorts them, their names in it."""

    def mentions(self, stated: Sequence[Stated], kind: str) -> list[Order]:
        """Write mentions, and return what sorts them, their names in it."""

    def fields(self, node: Node, instance: object) -> None:
        """Write the fields of an instance onto a node."""

    def arm(self, label: str) -> str:
        """Return the IRI of the arm of that label, empty where none is declared."""

    def order_of_arm(self, label: str) -> Order:
        """Return what sorts an arm among the others."""

    def passage(self, span: Span) -> str:
        """Return the IRI of a passage, written when it is new."""
