"""The Turtle files that ship with the package, read into a graph to look things up in.

pyoxigraph reads them, in a twentieth of the time that rdflib takes: every process that needs
a name waits for this. A node is the text of an IRI, of a blank node (``_:x``), or a literal.
"""

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from trialgraph.names import Iri, expand
from trialgraph.rdf.term import Literal, Term, plain

_TYPE, _FIRST, _REST = (expand(f"rdf:{one}") for one in ("type", "first", "rest"))
_UNION = expand("owl:unionOf")


class TurtleGraph:
    """What a Turtle text says, in its order."""

    def __init__(self, turtle: str) -> None:
        self._values: dict[tuple[Iri, Iri], list[Term]] = defaultdict(list)
        self._used: dict[Iri, list[tuple[Iri, Term]]] = defaultdict(list)
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            subject, said, value = Iri(_text(quad.subject)), Iri(quad.predicate.value), quad.object
            term = _term(value)
            self._values[subject, said].append(term)
            self._used[said].append((subject, term))

    def values(self, subject: Iri, said: Iri) -> list[Term]:
        """Return what a property of a subject leads to."""
        return self._values.get((subject, said), [])

    def text(self, subject: Iri, said: Iri) -> str:
        """Return the characters of the first of those; empty when there is none."""
        return next(map(plain, self.values(subject, said)), "")

    def pairs(self, said: Iri) -> list[tuple[Iri, Term]]:
        """Return the subjects that have a property, each with what it leads to."""
        return self._used.get(said, [])

    def triples(self) -> Iterator[tuple[Iri, Iri, Term]]:
        """Yield all that is said."""
        for said, pairs in self._used.items():
            yield from ((subject, said, value) for subject, value in pairs)

    def things(self, of: Iri) -> list[Iri]:
        """Return the named things of a class, sorted."""
        found = {subject for subject, value in self.pairs(_TYPE) if value == of}
        return sorted(one for one in found if is_named(one))

    def statements(self, subject: Iri) -> Iterator[tuple[Iri, Term]]:
        """Yield each property of a subject with what it leads to."""
        for said, pairs in self._used.items():
            yield from ((said, value) for one, value in pairs if one == subject)

    def classes(self, subject: Iri, said: Iri) -> Iterator[Iri]:
        """Yield the named things that a property leads to, the members of a union each."""
        for one in self.values(subject, said):
            union = self.values(Iri(plain(one)), _UNION)
            for member in self._members(union[0]) if union else [one]:
                if not isinstance(member, Literal) and is_named(member):
                    yield member

    def _members(self, of: Term) -> Iterator[Term]:
        """Yield the members of a list."""
        at = Iri(plain(of))
        while self.values(at, _FIRST):
            yield self.values(at, _FIRST)[0]
            at = Iri(plain(self.values(at, _REST)[0]))


def is_named(node: Iri) -> bool:
    """Tell whether a node has an IRI."""
    return not node.startswith("_:")


def _text(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(node, ox.Literal):
        return Literal(node.value, Iri(node.datatype.value), node.language or "")
    return Iri(_text(node))
