"""Where facts stand, and the names that follow from it.

A fact of running text is named by its characters. A fact of a record is named by a
hash of its pointer: the field keeps its name when a reader shows the record otherwise.
"""

import re
from hashlib import blake2b
from operator import lt

from trialgraph import names
from trialgraph.model.text import Span
from trialgraph.names import Iri, term
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import plain

Order = tuple[tuple[int, ...], str]
"""By what the facts of a list are sorted: their places, then their names."""

_PLACE = re.compile(r"(\d+)-(\d+)")
_HASH_BYTES = 6


def fact(identifier: str, kind: str, *stands: Span) -> Iri:
    """Return the IRI of a fact of a document, named by the place(s) it stands at.

    Args:
        identifier: of the document.
        kind: hyphenated class, such as ``estimate`` or ``arm-value``.
        stands: as ``rdf.read`` gives them; those of a record carry its pointers.
    """
    ends = "/".join(segment(span) for span in stands)
    return Iri(f"{names.document(identifier)}/{kind}/{ends}")


def segment(span: Span) -> str:
    """Return a place as it stands in the names of facts."""
    return hashed(span.pointer) if span.pointer else f"{span.start}-{span.end}"


def hashed(pointer: str) -> str:
    """Return a pointer as 12 hex digits; two of 5,000 are the same once in 20 million records."""
    return blake2b(pointer.encode(), digest_size=_HASH_BYTES).hexdigest()


def pointed(nquads: bytes) -> dict[str, Span]:
    """Return the places of a document's graph that its names hash, by their hashes."""
    pointers: dict[Iri, str] = {}
    places: dict[Iri, str] = {}
    for subject, predicate, obj, _ in parse(nquads):
        if predicate == term("pointer"):
            pointers[subject] = plain(obj)
        elif predicate == term("place"):
            places[subject] = plain(obj)
    return {
        hashed(pointer): located(places[node], pointer)
        for node, pointer in pointers.items()
        if node in places
    }


def located(place: str, pointer: str | None) -> Span:
    """Return the span that ``:place`` and ``:pointer`` state."""
    start, _, end = place.partition("-")
    return Span(int(start), int(end), pointer or "")


def order(iri: str, document: str, place: Span | None) -> Order:
    """Return what sorts a fact: the numbers of its name, else its own place, then its name."""
    numbers = _PLACE.findall(iri, len(document))
    if numbers:
        return tuple(int(number) for pair in numbers for number in pair), iri
    return (() if place is None else (place.start, place.end)), iri


def is_in_order(orders: list[Order]) -> bool:
    """Tell whether facts follow each other as in the text, each once."""
    return all(map(lt, orders, orders[1:]))
