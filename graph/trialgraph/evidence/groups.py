"""Disjoint groups of mentions that grow as rules join them, with the reasons."""

from collections.abc import Iterable, Sequence

from trialgraph.evidence.links import Link
from trialgraph.evidence.parts import Parts
from trialgraph.evidence.trials import Mention, Numbers, by_registry
from trialgraph.names.registry_table import REGISTRIES

_ORDER = {one.prefix: place for place, one in reversed(list(enumerate(REGISTRIES)))}


Apart = Iterable[tuple[int, int]]
"""Pairs of mentions that a person's decision keeps in different groups."""


class Groups:
    """Groups of mentions, named by the least member; each knows its numbers.

    What a decision keeps apart is never joined, whatever a rule asks for.
    """

    def __init__(self, mentions: Sequence[Mention], apart: Apart = ()) -> None:
        self.mentions = mentions
        self._apart = sorted(apart)
        self.keys = [mention.keys for mention in mentions]
        self._parts = Parts(len(mentions))
        self._numbers: list[Numbers] = [by_registry(keys) for keys in self.keys]
        self._members = [[one] for one in range(len(mentions))]
        self._links: list[tuple[int, Link]] = []

    def root(self, one: int) -> int:
        """Return the number that stands for a group."""
        return self._parts.root(one)

    def roots(self, members: Iterable[int]) -> list[int]:
        """Return the groups of these members, each once."""
        return self._parts.roots(members)

    def members(self, one: int) -> list[Mention]:
        """Return all mentions of a group."""
        return [self.mentions[each] for each in self._members[self.root(one)]]

    def is_settled(self, one: int) -> bool:
        """Tell whether a mention names one study."""
        return self.mentions[one].names_one_study

    def telling(self, one: int) -> list[str]:
        """Return the numbers by which a mention may join others.

        One of several in a registry may be another trial's, unless a record has it.
        """
        numbers = by_registry(self.keys[one])
        is_record = self.mentions[one].trial.role == "registers"
        return [key for found in numbers.values() if is_record or len(found) == 1 for key in found]

    def is_registered(self, one: int) -> bool:
        """Tell whether a group has a registration number."""
        return bool(self._numbers[self.root(one)])

    def is_reported(self, one: int) -> bool:
        """Tell whether a document of a group reports or registers the trial."""
        return any(each.trial.role != "mentions" for each in self.members(one))

    def may_join(self, members: Iterable[int], prefix: str = "") -> bool:
        """Tell whether no two groups have different numbers in one registry.

        Args:
            members: of the groups.
            prefix: registry of a number that they share; only registries that come
                before it in the order can then keep them apart.
        """
        last = _ORDER.get(prefix, len(REGISTRIES))
        roots = self.roots(members)
        return self.are_kept_together(roots) and not any(
            _differ(self._numbers[one], self._numbers[other], last)
            for place, one in enumerate(roots)
            for other in roots[place + 1 :]
        )

    def are_kept_together(self, members: Iterable[int]) -> bool:
        """Tell whether no decision keeps two of these groups apart."""
        roots = set(self.roots(members)) if self._apart else ()
        return not any(
            self.root(one) in roots and self.root(other) in roots for one, other in self._apart
        )

    def join(self, members: Iterable[int], why: Link | None = None) -> None:
        """Make one group of the groups of all members but those that a decision keeps out."""
        first, *others = self._parts.join(self._without_kept_apart(members))
        for other in others:
            self._members[first] += self._members[other]
            for prefix, numbers in self._numbers[other].items():
                self._numbers[first].setdefault(prefix, set()).update(numbers)
        if why is not None:
            self.explain(first, why)

    def _without_kept_apart(self, members: Iterable[int]) -> list[int]:
        """Return the groups of members, those left out that are kept apart from one before."""
        together: list[int] = []
        for root in self.roots(members):
            if self.are_kept_together([*together, root]):
                together.append(root)
        return together

    def explain(self, one: int, why: Link) -> None:
        """Keep a reason for what a group holds."""
        self._links.append((one, why))

    def all(self) -> list[list[int]]:
        """Return the groups, each with its members in order."""
        return self._parts.all()

    def links(self, one: int) -> list[Link]:
        """Return the reasons that were given for joining a group."""
        root = self.root(one)
        return [why for member, why in self._links if self.root(member) == root]


def _differ(one: Numbers, other: Numbers, last: int) -> bool:
    """Tell whether two groups have numbers in one registry, and none in common."""
    return any(
        _ORDER.get(prefix, last) < last and not numbers & other[prefix]
        for prefix, numbers in one.items()
        if prefix in other
    )
