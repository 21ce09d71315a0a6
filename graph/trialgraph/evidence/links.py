"""Why documents are about one trial, or are one publication: the rule, and what shows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from trialgraph.model.values import dataclass
from trialgraph.names import Iri

LINKING = frozenset({"result", "derived"})
"""References of a record that may join it with a paper."""


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
        decision: of a person, where that is the reason.
        is_apart: true of a decision that keeps the places out of another trial.
    """

    rule: str
    shared: str
    places: tuple[Place, ...]
    decision: Iri | None = None
    is_apart: bool = False

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the documents it joins, sorted."""
        return tuple(sorted({place.document for place in self.places}))

    @property
    def sentence(self) -> str:
        """Return the link in words."""
        return f"{self.rule} {self.shared} in {', '.join(self.documents)}"


def gathered(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links with those of one rule and one shared thing made one, in order.

    A person's decision is a reason of its own.
    """
    places: defaultdict[tuple[str, str, str, bool], list[Place]] = defaultdict(list)
    for one in links:
        places[one.rule, one.shared, one.decision or "", one.is_apart] += one.places
    return tuple(
        replace(link(rule, shared, found, Iri(decision) or None), is_apart=is_apart)
        for (rule, shared, decision, is_apart), found in sorted(places.items())
    )


def link(rule: str, shared: str, places: Iterable[Place], decision: Iri | None = None) -> Link:
    """Return a link with its places in order, each once."""
    ordered = sorted(set(places), key=lambda place: (place.document, place.node))
    return Link(rule, shared, tuple(ordered), decision)
