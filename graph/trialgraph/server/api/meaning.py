"""What the keys of a row say of the thing that it is about: read in the query that makes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trialgraph.catalogue.card import Card
from trialgraph.names import Iri, expand

Meanings = Mapping[str, "Meaning"]
"""Key of a row to what it says; a key that is not there says nothing."""

_TYPE = expand("rdf:type")
_PAIR = r"(?:a|[a-z]*:\w+) \?\w+"
_STATEMENTS = re.compile(rf"\?(\w+) ((?:a :\w+\s*;\s*)?{_PAIR}(?:\s*;\s*{_PAIR})*)")
_SAID = re.compile(r"(a|[a-z]*:\w+) \?(\w+)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The property that a key shows.

    Attributes:
        has: the property.
        is_reverse: whether the thing of the row is what the property leads to.
        language: of its words; empty for none.
    """

    has: Iri
    is_reverse: bool = False
    language: str = ""


def shown(card: Card, thing: str, *, but: tuple[str, ...] = ()) -> Meanings:
    """Return what each column of a query shows of a row's thing, where it is just a property.

    Args:
        card: of the query.
        thing: its variable for the thing of a row.
        but: columns that some rows fill in another way, so that they say nothing.
    """
    names = {one.name for one in card.columns} - {thing, "iri", *but}
    found: dict[str, Meaning] = {}
    for subject, has, what in _statements(card.text):
        if subject == thing and what in names:
            found[what] = Meaning(has)
        elif what == thing and subject in names:
            found[subject] = Meaning(has, is_reverse=True)
    return found


def _statements(query: str) -> Iterator[tuple[str, Iri, str]]:
    """Yield subject, property and object of each plain statement between two variables."""
    for subject, rest in _STATEMENTS.findall(query):
        for has, what in _SAID.findall(rest):
            yield subject, _TYPE if has == "a" else expand(has), what
