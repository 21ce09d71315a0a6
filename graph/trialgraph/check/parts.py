"""What a shape asks of its values, part by part: the components of SHACL that the shapes use.

A part has two sides. ``foreseen`` tells from the number of values alone whether it holds; for
most nodes nothing else is ever asked. ``broken`` looks at the values. What is asked of single
values is judged by the component of pyshacl, the reference, once for each value.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from trialgraph.check.sheet import Sheet

Counts = Mapping[str, int]
"""How many values a node has for each predicate."""

Holds = Callable[[Iterable[bool | None]], bool | None]
"""Tells whether a part holds by which of its shapes conform, as of three truth values."""

_KEPT = 8_000
_NAME, _WORDS = "<urn:focus>", '"words"'


class NotCompiled(Exception):
    """A file of shapes says what only the reference understands."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way from a node to values: a predicate, several at once, or one after the other.

    Attributes:
        kind: ``one``, ``any`` or ``then``.
        predicates: as tokens; one for ``one``.
    """

    kind: str
    predicates: tuple[str, ...]

    def values(self, sheet: Sheet, focus: str) -> list[str]:
        """Return the values, each once."""
        first, *rest = self.predicates
        found = sheet.objects(focus, first)
        for predicate in rest:
            if self.kind == "any":
                found = [*found, *sheet.objects(focus, predicate)]
            else:
                found = [one for middle in found for one in sheet.objects(middle, predicate)]
        return found if self.kind == "one" else list(dict.fromkeys(found))

    def seen(self, counts: Counts) -> "Seen":
        """Return what the numbers of values tell of those at the end of the way."""
        numbers = [counts.get(predicate, 0) for predicate in self.predicates]
        if self.kind == "then":
            return Seen(counts, 0, inf if numbers[0] else 0)
        return Seen(counts, max(numbers), sum(numbers))


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of values without looking at them.

    Attributes:
        counts: of the node.
        low: how many values there are at least.
        high: how many there are at most.
        own: whether the value is the node itself.
    """

    counts: Counts
    low: float
    high: float
    own: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """Values to look at, and the node and graph that they are of."""

    sheet: Sheet
    focus: str
    values: Sequence[str]


class Part:
    """One thing that a shape asks of the values of a node."""

    def foreseen(self, seen: Seen) -> bool | None:
        """Tell whether it holds, ``None`` where the values decide."""
        raise NotImplementedError

    def broken(self, at: Looked) -> Iterator[str]:
        """Yield each value that breaks it; empty text stands for no value in particular."""
        raise NotImplementedError

    def predicates(self) -> Iterator[str]:
        """Yield the predicates that it looks at besides those of the path."""
        yield from ()


@dataclass(frozen=True, slots=True, eq=False)
class AtLeast(Part):
    """``sh:minCount``."""

    least: int

    def foreseen(self, seen: Seen) -> bool | None:
        """Tell by the number of values."""
        return True if seen.low >= self.least else False if seen.high < self.least else None

    def broken(self, at: Looked) -> Iterator[str]:
        """Yield nothing in particular when there are too few."""
        if len(at.values) < self.least:
            yield ""


@dataclass(frozen=True, slots=True, eq=False)
class AtMost(Part):
    """``sh:maxCount``."""

    most: int

    def foreseen(self, seen: Seen) -> bool | None:
        """Tell by the number of values."""
        return True if seen.high <= self.most else False if seen.low > self.most else None

    def broken(self, at: Looked) -> Iterator[str]:
        """Yield nothing in particular when there are too many."""
        if len(at.values) > self.most:
            yield ""


class Verdicts(dict[str, bool]):
    """Whether values, as tokens, are right; each is judged when it is first asked about."""

    def __init__(self, judge: Callable[[str], bool]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, token: str) -> bool:
        if len(self) >= _KEPT:
            self.clear()
        verdict = self[token] = self._judge(token)
        return verdict


@dataclass(frozen=True, slots=True, eq=False)
class Each(Part):
    """What is asked of every value by itself: ``sh:in``, ``sh:pattern``, ``sh:datatype``..."""

    right: Verdicts

    def foreseen(self, seen: Seen) -> bool | None:
        """Tell that no value is wrong where there is none."""
        return None if seen.high else True

    def broken(self, at: Looked) -> Iterator[str]:
        """Yield the wrong values."""
        return (value for value in at.values if not self.right[value])


@dataclass(frozen=True, slots=True, eq=False)
class OfKind(Each):
    """``sh:nodeKind``: all names are alike, and so are all literals."""

    def foreseen(self, seen: Seen) -> bool | None:
        """Tell of the node itself, which is a name."""
        return self.right[_NAME] if seen.own else None if seen.high else True

    def broken(self, at: Looked) -> Iterator[str]:
        """Yield the values of another kind."""
        return (
            value for value in at.values if not self.right[_NAME if value[0] == "<" else _WORDS]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Has(Part):
    """``sh:hasValue``."""

    wanted: frozenset[str]

    def foreseen(self, seen: Seen) -> bool | None:
        """Tell that nothing is there where there is no value."""
        return None if seen.high else False

    def broken(self, at: Looked) -> Iterator[str]:
        """Yield nothing in particular for each value that is missing."""
        return ("" for _ in self.wanted.difference(at.values))


@dataclass(frozen=True, slots=True, eq=False)
class Beside(Part):
    """What is asked of values beside those of another predicate: ``sh:disjoint``...

    Attributes:
        other: the predicate.
        order: that numbers must be in.
        wrong: gives the values that do not go with the others.
    """

    other: str
    order: Callable[[Any, Any], bool] | None
    wrong: Callable[[Sequence[str], Sequence[str]], Iterable[str]]

    def foreseen(self, seen: Seen) -> bool | None:
        """Tell that all is well where one side is empty."""
        return None if seen.high and self.other in seen.counts else True

    def broken(self, at: Looked) -> Iterator[str]:
        """Yield the values that do not go with those of the other predicate."""
        yield from self.wrong(at.values, at.sheet.objects(at.focus, self.other))

    def predicates(self) -> Iterator[str]:
        """Yield the other predicate."""
        yield self.other


@dataclass(frozen=True, slots=True)
class Form:
    """A shape without its name: where its values are, and what is asked of them.

    Attributes:
        path: to the values; ``None`` where the node itself is the value.
        parts: that all must hold.
    """

    path: Path | None
    parts: tuple[Part, ...]

    def foreseen(self, counts: Counts) -> bool | None:
        """Tell whether a node with such numbers of values conforms, ``None`` if they decide."""
        seen = Seen(counts, 1, 1, own=True) if self.path is None else self.path.seen(counts)
        told = {part.foreseen(seen) for part in self.parts}
        return False if False in told else None if None in told else True

    def predicates(self) -> Iterator[str]:
        """Yield every predicate that it looks at."""
        yield from () if self.path is None else self.path.predicates
        for part in self.parts:
            yield from part.predicates()

    def looked(self, sheet: Sheet, focus: str) -> Looked:
        """Return the values of a node."""
        values = [focus] if self.path is None else self.path.values(sheet, focus)
        return Looked(sheet, focus, values)

    def conforms(self, sheet: Sheet, focus: str) -> bool:
        """Tell whether a node conforms."""
        at = self.looked(sheet, focus)
        return all(next(part.broken(at), None) is None for part in self.parts)


@dataclass(frozen=True, slots=True, eq=False)
class Forms(Part):
    """``sh:property``, ``sh:and``, ``sh:or`` and ``sh:not``: other shapes asked of the values.

    Attributes:
        forms: the other shapes.
        holds: tells from which of them conform whether the part holds; as of three values.
    """

    forms: tuple[Form, ...]
    holds: Holds

    def foreseen(self, seen: Seen) -> bool | None:
        """Tell by what is foreseen of the other shapes, when they are asked of the same node."""
        if not seen.high:
            return True
        return self.holds(form.foreseen(seen.counts) for form in self.forms) if seen.own else None

    def broken(self, at: Looked) -> Iterator[str]:
        """Yield the values for which it does not hold."""
        for value in at.values:
            if not self.holds(form.conforms(at.sheet, value) for form in self.forms):
                yield value

    def predicates(self) -> Iterator[str]:
        """Yield those of the other shapes."""
        for form in self.forms:
            yield from form.predicates()


def all_hold(told: Iterable[bool | None]) -> bool | None:
    """Tell whether all of several shapes conform."""
    known = True
    for one in told:
        if one is False:
            return False
        known = known and one is True
    return True if known else None


def any_holds(told: Iterable[bool | None]) -> bool | None:
    """Tell whether one of several shapes conforms."""
    known = True
    for one in told:
        if one:
            return True
        known = known and one is False
    return False if known else None


def none_holds(told: Iterable[bool | None]) -> bool | None:
    """Tell whether none of several shapes conforms."""
    found = any_holds(told)
    return None if found is None else not found
