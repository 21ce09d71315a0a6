"""Why documents are about one trial, or are one publication: the rule, and what shows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trialgraph.names import Iri


@dataclass(frozen=True, slots=True)
class Place:
    """What one document reports that shows a link: a number, a trial, a reference, or itself."""

    document: str
    node: Iri


@dataclass(frozen=True, slots=True)
class Link:
    """A reason for joining what several documents say.

    Attributes:
        rule: what was compared, such as ``registration``.
        shared: what is the same in all places.
        places: one or more of each document.
    """

    rule: str
    shared: str
    places: tuple[Place, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the documents it joins, sorted."""
        return tuple(sorted({place.document for place in self.places}))

    @property
    def sentence(self) -> str:
        """Return the link in words."""
        return f"{self.rule} {self.shared} in {', '.join(self.documents)}"


def gathered(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links with those of one rule and one shared thing made one, in order."""
    places: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for one in links:
        places[one.rule, one.shared] += one.places
    return tuple(link(*named, found) for named, found in sorted(places.items()))


def link(rule: str, shared: str, places: Iterable[Place]) -> Link:
    """Return a link with its places in order, each once."""
    ordered = sorted(set(places), key=lambda place: (place.document, place.node))
    return Link(rule, shared, tuple(ordered))
