"""Which fact of a document a finding blames."""

from dataclasses import dataclass

from trialgraph import names
from trialgraph.model.text import Span
from trialgraph.names import Iri
from trialgraph.rdf.places import pointed


@dataclass(frozen=True, slots=True)
class Place:
    """A fact by the first words of its name: its kind and where it stands."""

    kind: str
    span: Span


def place_of(node: Iri, document: str, graph: bytes = b"") -> Place | None:
    """Return the fact that a node of a document is; ``None`` for what is no fact with a place.

    Args:
        node: of the document's graph.
        document: its identifier.
        graph: N-Quads, which say where a fact stands that is named by a hash of its field.
    """
    own = f"{names.document(document)}/"
    kind, _, places = node.removeprefix(own).partition("/")
    if not node.startswith(own) or not places:
        return None
    place = places.split("/", maxsplit=1)[0]
    span = Span.parse(place) if "-" in place else pointed(graph).get(place)
    return None if span is None else Place(kind, span)
