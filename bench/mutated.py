"""Graphs spoilt at random, and whether two ways of checking them find the same.

Whatever is done to a graph is done by a seeded generator, so a graph that two ways judge
differently can be made again from its number.
"""

import random
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from rdflib import SH, BNode, Dataset, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from trialgraph import assets
from trialgraph.check import fast, shapes
from trialgraph.check.nodes import token_of
from trialgraph.check.report import ShapeReport
from trialgraph.names import expand
from trialgraph.rdf.term import iri_text

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE, DOCUMENT = iri_text(expand("rdf:type")), iri_text(expand(":Document"))
_ADDRESS = re.compile(" at 0x[0-9a-f]+")  # of an object, another one each time
_RARE = 0.08  # share of graphs that are hardly graphs any more
GRAPH = "<https://w3id.org/trialgraph/id/document/sha-0123456789abcdef>"

Quad = tuple[str, str, str, str]
Quads = list[Quad]
Outcome = ShapeReport | tuple[str, str]


def example_graphs(folder: Path) -> list[Quads]:
    """Return the good and bad examples of the shapes, each as the graph of its document."""
    found = []
    for file in sorted([*folder.glob("*.trig"), *folder.glob("*.ttl")]):
        dataset = Dataset()
        with warnings.catch_warnings():
            # rdflib's own Dataset.parse uses what rdflib deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            dataset.parse(data=file.read_text(encoding="utf-8"), format="trig")
        graphs = sorted(dataset.graphs(), key=lambda one: str(one.identifier))
        found += [_quads(graph) for graph in graphs if len(graph)]
    return found


def _quads(graph: Graph) -> Quads:
    """Return a graph of any name as one of a document, its blank nodes named."""
    named: dict[Node, str] = {
        one: f"{GRAPH[:-1]}/node/{number}>"
        for number, one in enumerate(
            sorted((one for one in graph.all_nodes() if isinstance(one, BNode)), key=str)
        )
    }
    written = [[named.get(one) or token_of(one) for one in statement] for statement in graph]
    return sorted((subject, predicate, obj, GRAPH) for subject, predicate, obj in written)


def split(nquads: bytes) -> Quads:
    """Return the lines of a graph, each as its four terms."""
    found = []
    for line in nquads.decode().splitlines():
        subject, predicate, rest = line.split(" ", 2)
        obj, graph = rest[:-2].rsplit(" ", 1)
        found.append((subject, predicate, obj, graph))
    return found


def joined(quads: Sequence[Quad]) -> bytes:
    """Return lines as N-Quads, in their order."""
    return "".join(f"{' '.join(quad)} .\n" for quad in quads).encode()


class Spoiler:
    """Spoils graphs.

    Args:
        seed: of the random generator.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - graphs to spoil, no secrets
        self._words = _vocabulary()
        self._ways: list[Callable[[Quads], None]] = [
            self._drop,
            self._drop_property,
            self._second_value,
            self._other_value,
            self._odd_value,
            self._odd_value,
            self._number,
            self._number,
            self._class,
            self._more_classes,
            self._wanted,
            self._wanted,
            self._wanted,
            self._swap,
            self._dangle,
            self._cycle,
            self._foreign,
            self._rename,
        ]
        self._rare: list[Callable[[Quads], None]] = [
            self._twice,
            self._shuffle,
            self._other_graph,
            self._subclass,
            self._blank,
            self._broken_line,
        ]

    def spoilt(self, quads: Quads) -> bytes:
        """Return a graph with one to four things wrong."""
        made = list(quads)
        for _ in range(self._random.choice((1, 1, 2, 3, 4))):
            if made:
                self._random.choice(self._ways)(made)
        made = sorted(set(made))
        if made and self._random.random() < _RARE:
            self._random.choice(self._rare)(made)
        return joined(made)

    def _at(self, quads: Quads) -> int:
        return self._random.randrange(len(quads))

    def _put(self, quads: Quads, at: int, obj: str) -> None:
        """Replace an object."""
        subject, predicate, _, graph = quads[at]
        quads[at] = subject, predicate, obj, graph

    def _say(self, quads: Quads, predicate: str, obj: str) -> None:
        """Have some node say something more."""
        subject, _, _, graph = self._random.choice(quads)
        quads.append((subject, predicate, obj, graph))

    def _drop(self, quads: Quads) -> None:
        del quads[self._at(quads)]

    def _drop_property(self, quads: Quads) -> None:
        gone = self._random.choice(quads)[:2]
        quads[:] = [one for one in quads if one[:2] != gone]

    def _second_value(self, quads: Quads) -> None:
        subject, predicate, _, graph = self._random.choice(quads)
        quads.append((subject, predicate, self._random.choice(quads)[2], graph))

    def _other_value(self, quads: Quads) -> None:
        self._put(quads, self._at(quads), self._random.choice(quads)[2])

    def _odd_value(self, quads: Quads) -> None:
        at = self._at(quads)
        words = quads[at][2].strip('<>"').split('"')[0]
        odd = (
            '""',
            '" "',
            f'"{words}"',
            f'"{words}x"',
            f'"{words}"@en',
            f'"{words}"@EN-gb',
            f'"{words}"^^<{XSD}string>',
            f'"{words}"^^<{XSD}integer>',
            f'"{words}"^^<{XSD}decimal>',
            f'"{words}"^^<{XSD}double>',
            f'"abc"^^<{XSD}decimal>',
            f'"01"^^<{XSD}integer>',
            f'"+1"^^<{XSD}integer>',
            f'"1.50"^^<{XSD}decimal>',
            f'".5"^^<{XSD}decimal>',
            f'"1e5"^^<{XSD}double>',
            f'"true"^^<{XSD}boolean>',
            f'"1"^^<{XSD}boolean>',
            f'"2020-02-30"^^<{XSD}date>',
            f'"2020-02-03"^^<{XSD}date>',
            f'"2020-02-03T04:05:06Z"^^<{XSD}dateTime>',
            '"tab\\there, line\\nthere, \\"quoted\\" and \\\\"',
            '"\\u0041b\\u0001"',
            '"raw\ttab"',
            '"Grüße – 患者"',
            "<https://w3id.org/trialgraph/id/nowhere>",
            "<no scheme>",
            f"<{words or 'x'}>",
        )
        self._put(quads, at, self._random.choice(odd))

    def _number(self, quads: Quads) -> None:
        numbers = [at for at, one in enumerate(quads) if one[2].endswith(("integer>", "decimal>"))]
        if not numbers:
            return
        at = self._random.choice(numbers)
        kind = self._random.choice(("integer", "decimal"))
        number = self._random.choice((-1, 0, 1, 2, 7, 40, 41, 95, 99, 100, 101, 250, 10**6))
        told = str(number) if kind == "integer" else f"{Decimal(number) / 8:f}"
        self._put(quads, at, f'"{told}"^^<{XSD}{kind}>')

    def _class(self, quads: Quads) -> None:
        kinds = [at for at, one in enumerate(quads) if one[1] == TYPE]
        if kinds:
            self._put(quads, self._random.choice(kinds), self._random.choice(self._words.classes))

    def _more_classes(self, quads: Quads) -> None:
        self._say(quads, TYPE, self._random.choice(self._words.classes))

    def _wanted(self, quads: Quads) -> None:
        """Say what shapes ask about, with a value that they name or one of the graph."""
        predicate, values = self._random.choice(self._words.asked)
        others = [self._random.choice(quads)[2]]
        self._say(quads, predicate, self._random.choice([*values, *others]))

    def _swap(self, quads: Quads) -> None:
        one, other = self._at(quads), self._at(quads)
        mine, theirs = quads[one][2], quads[other][2]
        self._put(quads, one, theirs)
        self._put(quads, other, mine)

    def _dangle(self, quads: Quads) -> None:
        gone = self._random.choice(quads)[0]
        quads[:] = [one for one in quads if one[0] != gone]

    def _cycle(self, quads: Quads) -> None:
        at = self._at(quads)
        self._put(quads, at, quads[at][0])

    def _foreign(self, quads: Quads) -> None:
        self._say(quads, "<http://example.org/says>", '"something"')

    def _rename(self, quads: Quads) -> None:
        """Give a node the name of another document's, or of another node."""
        old = self._random.choice(quads)[0]
        new = self._random.choice((f"{GRAPH[:-2]}0/fact/1>", self._random.choice(quads)[0]))
        quads[:] = [(new if s == old else s, p, new if o == old else o, g) for s, p, o, g in quads]

    def _twice(self, quads: Quads) -> None:
        quads.insert(self._at(quads), self._random.choice(quads))

    def _shuffle(self, quads: Quads) -> None:
        self._random.shuffle(quads)

    def _other_graph(self, quads: Quads) -> None:
        at = self._at(quads)
        quads[at] = (*quads[at][:3], "<urn:other>")

    def _subclass(self, quads: Quads) -> None:
        below, above = self._random.choices(self._words.classes, k=2)
        quads.append((below, iri_text(expand("rdfs:subClassOf")), above, quads[0][3]))
        quads.sort()

    def _blank(self, quads: Quads) -> None:
        self._put(quads, self._at(quads), "_:b0")

    def _broken_line(self, quads: Quads) -> None:
        at = self._at(quads)
        self._put(quads, at, self._random.choice(("", "plain", '"open', "<open", "<a> <b>")))


class _vocabulary:  # noqa: N801 - read like a function
    """What the shapes name: their classes, and predicates with the values beside them."""

    def __init__(self) -> None:
        together = Graph()
        for file in sorted(Path(str(assets.room("shapes"))).glob("*.ttl")):
            together.parse(data=file.read_text(encoding="utf-8"), format="turtle")
        classes = set(together.objects(None, SH.targetClass))
        below = {one for one, above in shapes.subclasses() if above in classes}
        self.classes = sorted(map(token_of, classes | below))
        self.asked = sorted(
            (token_of(path), _values(together, shape))
            for shape, path in together.subject_objects(SH.path)
            if isinstance(path, URIRef)
        )


def _values(together: Graph, shape: Node) -> list[str]:
    """Return the values that a shape names, and some that it may not like."""
    listed = [
        one for head in together.objects(shape, SH["in"]) for one in Collection(together, head)
    ]
    named = [*together.objects(shape, SH.hasValue), *listed]
    return sorted({*map(token_of, named), f'"1"^^<{XSD}integer>', '"other"'})


def outcome(check: Callable[[bytes], ShapeReport], nquads: bytes) -> Outcome:
    """Return what a check finds, or the error it ends with."""
    try:
        return check(nquads)
    except Exception as error:  # noqa: BLE001 - whatever one ends with, so must the other
        return type(error).__name__, _ADDRESS.sub("", str(error))


def differences(graphs: Sequence[bytes]) -> Iterator[tuple[bytes, Outcome, Outcome]]:
    """Yield the graphs that the two ways judge differently, with what either says."""
    for nquads in graphs:
        for quick, slow in (
            (fast.check_document, shapes.check_document),
            (fast.check_derived, shapes.check_derived),
        ):
            told, wanted = outcome(quick, nquads), outcome(slow, nquads)
            if told != wanted:
                yield nquads, told, wanted
