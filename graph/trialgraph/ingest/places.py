"""Which fact of a document a finding blames."""

from dataclasses import dataclass

from trialgraph import names
from trialgraph.model.text import Span
from trialgraph.names import Iri


@dataclass(frozen=True, slots=True)
class Place:
    """A fact by the first words of its name: its kind and where it stands."""

    kind: str
    span: Span


def place_of(node: Iri, document: str) -> Place | None:
    """Return the fact that a node of a document is; ``None`` for what is no fact with a place."""
    own = f"{names.document(document)}/"
    kind, _, places = node.removeprefix(own).partition("/")
    if not node.startswith(own) or not places:
        return None
    return Place(kind, Span.parse(places.split("/", maxsplit=1)[0]))
