"""Which fact of a document a finding blames."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trialgraph import names
from trialgraph.model.text import Span
from trialgraph.names import Iri
from trialgraph.rdf.places import pointed
from trialgraph.rdf.quads import parse

_CHARACTERS = re.compile(r"\d+-\d+")


@dataclass(frozen=True, slots=True)
class Place:
    """A fact by the first words of its name: its kind and where it stands."""

    kind: str
    span: Span


def place_of(node: Iri, document: str, graph: bytes = b"") -> Place | None:
    """Return the fact that a node of a document is; ``None`` for what is no fact with a place.

    A part that is named by its own field (the p-value of a registered analysis) is
    blamed on the fact that it is part of.

    Args:
        node: of the document's graph.
        document: its identifier.
        graph: N-Quads, which say where a fact stands that is named by a hash of its field.
    """
    own = f"{names.document(document)}/"
    if not node.startswith(own):
        return None
    fields = pointed(graph)
    wholes = [subject for subject, _, obj, _ in parse(graph) if obj == node]
    places = (_own_place(one.removeprefix(own), fields) for one in (node, *wholes))
    return next((place for place in places if place is not None), None)


def _own_place(name: str, fields: Mapping[str, Span]) -> Place | None:
    """Return a fact by its name within the document, with the places of fields by their hash."""
    kind, _, places = name.partition("/")
    place = places.split("/", maxsplit=1)[0]
    span = Span.parse(place) if _CHARACTERS.fullmatch(place) else fields.get(place)
    return None if span is None else Place(kind, span)
