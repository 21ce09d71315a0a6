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
    places: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    decided = []
    for one in links:
        if one.decision is None:
            places[one.rule, one.shared] += one.places
        else:
            decided.append(one)
    found = [link(*named, together) for named, together in places.items()]
    return tuple(sorted([*found, *decided], key=_in_order))


def _in_order(one: Link) -> tuple[str, str, str]:
    """Return where a link stands among others."""
    return one.rule, one.shared, one.decision or ""


def link(rule: str, shared: str, places: Iterable[Place], decision: Iri | None = None) -> Link:
    """Return a link with its places in order, each once."""
    ordered = sorted(set(places), key=lambda place: (place.document, place.node))
    return Link(rule, shared, tuple(ordered), decision)
