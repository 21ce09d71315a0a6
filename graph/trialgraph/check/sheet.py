"""The nodes of one graph, found in its N-Quads without making terms of them.

A term stays the characters that N-Quads write it with, its token. Tokens are compared instead
of terms, so only lines whose every token is the one way to write its term are taken; the
others are for the reference. Lines are cut at their blanks, which no name holds, and what is
known of a token, or of the predicates that describe a node, is found out once: making objects
of all lines takes longer than all else here.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from operator import lt

from trialgraph.names import expand
from trialgraph.rdf.term import BOOLEAN, DATE, DECIMAL, INTEGER, iri_text

TYPE = iri_text(expand("rdf:type"))

_NAME = re.compile("<[^> ]++>")
_PLAIN = r'"[^"\\]*+(?:\\["\\ntr][^"\\]*+)*+"'
_TYPED = "|".join(
    rf'"{lexical}"\^\^{re.escape(iri_text(datatype))}'
    for lexical, datatype in (
        ("(?:0|-?[1-9][0-9]*+)", INTEGER),
        (r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+", DECIMAL),
        ("(?:true|false)", BOOLEAN),
        ("[0-9]{4}-[0-9]{2}-[0-9]{2}", DATE),
    )
)
_OBJECT = re.compile(rf"{_PLAIN}(?:@[a-z]++(?:-[a-z0-9]++)*+)?+|{_NAME.pattern}|{_TYPED}")
_RAW = (b"\t", b"\r")
_END = " ."
INTEGER_END = f'"^^{iri_text(INTEGER)}'
DECIMAL_END = f'"^^{iri_text(DECIMAL)}'

_KEPT = 8_000  # names
FRAMES_KEPT = 3_000
"""Memory stays bounded though most documents bring a new way to describe a node: one takes some
kilobytes with what is made for it, and those that come back are made again in no time."""
_LONG = 40  # lines of a node that is described in its own way each time


class Frame:
    """How a node is described: the predicates of its lines, in their order.

    Several lines that do not matter and that follow each other with one predicate may be one:
    how many references a document has is no other way to describe a document.

    Attributes:
        where: the lines of a predicate, counted from the first of the node.
        types: the lines that state a class.
    """

    __slots__ = ("types", "where")

    def __init__(self, predicates: tuple[str, ...]) -> None:
        self.where: dict[str, tuple[int, ...]] = {}
        for line, predicate in enumerate(predicates):
            self.where[predicate] = (*self.where.get(predicate, ()), line)
        self.types = self.where.get(TYPE, ())


Node = tuple[str, int]
"""A node, and the first of its lines."""


class Sheet:
    """The nodes of one graph.

    Attributes:
        said: the objects of all lines.
        nodes: the first line of each node, and its frame.
        alike: the nodes of each frame, with their first lines.
        graph: the token of the graph that all lines are in, empty where they are in several.
    """

    __slots__ = ("_inverse", "_tables", "alike", "graph", "nodes", "said")

    def __init__(self, said: list[str], graph: str) -> None:
        self.said = said
        self.graph = graph
        self.nodes: dict[str, tuple[int, Frame]] = {}
        self.alike: dict[Frame, list[Node]] = {}
        self._tables: dict[str, list[tuple[str, str]]] = {}
        self._inverse: dict[str, dict[str, list[str]]] = {}

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return what a node says with a predicate."""
        node = self.nodes.get(subject)
        if node is None:
            return []
        first, frame = node
        return [self.said[first + line] for line in frame.where.get(predicate, ())]

    def table(self, predicate: str) -> list[tuple[str, str]]:
        """Return every subject and object of a predicate."""
        found = self._tables.get(predicate)
        if found is None:
            found = self._tables[predicate] = [
                (subject, self.said[first + line])
                for frame, nodes in self.alike.items()
                if predicate in frame.where
                for subject, first in nodes
                for line in frame.where[predicate]
            ]
        return found

    def subjects(self, predicate: str, obj: str) -> list[str]:
        """Return the nodes that say an object with a predicate."""
        index = self._inverse.get(predicate)
        if index is None:
            index = self._inverse[predicate] = {}
            for subject, told in self.table(predicate):
                index.setdefault(told, []).append(subject)
        return index.get(obj, [])

    def classes(self) -> frozenset[str]:
        """Return the classes that any node is of."""
        return frozenset(obj for _, obj in self.table(TYPE))

    def statements(self) -> Iterator[tuple[str, str, str]]:
        """Yield subject, predicate and object of every line that matters."""
        for subject, (first, frame) in self.nodes.items():
            for predicate, lines in frame.where.items():
                for line in lines:
                    yield subject, predicate, self.said[first + line]


class Reader:
    """Reads graphs, the faster the more it has read.

    Args:
        wanted: the predicates that matter, as tokens; none means all.
    """

    def __init__(self, wanted: frozenset[str] = frozenset()) -> None:
        self._wanted = wanted
        self._frames: dict[tuple[str, ...], Frame] = {}
        self._known: set[str] = set()

    def sheet(self, nquads: bytes) -> Sheet | None:
        """Return the nodes of N-Quads, or ``None`` where tokens are not enough to tell.

        That is so where a term is written in a way that is not the usual one, where lines are
        not sorted, and where a line is no statement at all.

        Raises:
            ValueError: the bytes are not UTF-8.
        """
        lines = nquads.decode().split("\n")
        if lines.pop() or not lines or any(raw in nquads for raw in _RAW):
            return None
        graph = lines[0].rpartition(_END)[0].rpartition(" ")[2]
        return self._read(lines, graph) or self._of_several(lines)

    def _of_several(self, lines: list[str]) -> Sheet | None:
        """Return the nodes of several graphs together."""
        parts = [line.removesuffix(_END).rpartition(" ") for line in lines]
        graphs = {graph for _, _, graph in parts}
        if len(graphs) < 2 or not all(map(_NAME.fullmatch, graphs)):  # noqa: PLR2004 - several
            return None
        if not all(line.endswith(_END) for line in lines):
            return None
        return self._read([statement for statement, _, _ in parts], "")

    def _read(self, lines: list[str], graph: str) -> Sheet | None:
        """Return the nodes of lines that all end with a graph, where they are as they must be."""
        if not all(map(lt, lines, islice(lines, 1, None))):
            return None
        end = f" {graph}{_END}" if graph else ""
        told: list[str] = []
        said: list[str] = []
        starts: dict[str, int] = {}
        last = ""
        try:
            for line in lines:
                subject, predicate, obj = line.split(" ", 2)
                if subject != last:
                    starts[subject] = len(told)
                    last = subject
                told.append(predicate)
                said.append(obj.removesuffix(end))
        except ValueError:
            return None
        if not all(map(_NAME.fullmatch, (*starts, graph))) or not self._are_usual(said, starts):
            return None
        sheet = Sheet(said, graph)
        return sheet if self._describe(sheet, starts, tuple(told)) else None

    def _are_usual(self, said: list[str], names: Iterable[str]) -> bool:
        """Tell whether all objects are written in the one usual way."""
        known = self._known
        new = set(said).difference(known, names)
        if "" in new:
            return False
        words = [one for one in new if one[0] == one[-1] == '"' and "\\" not in one]
        if not _are_words(words):
            return False
        others = new.difference(words)
        if not all(map(_OBJECT.fullmatch, others)):
            return False
        # What may well be met again is kept: names and numbers, no words.
        if len(known) >= _KEPT:
            known.clear()
        known.update([one for one in others if one[-1] == ">"])
        return True

    def _describe(self, sheet: Sheet, starts: dict[str, int], told: tuple[str, ...]) -> bool:
        """Fill in the nodes; tell whether all predicates are names."""
        frames, nodes, alike = self._frames, sheet.nodes, sheet.alike
        ends = islice((*starts.values(), len(told)), 1, None)
        for (subject, first), end in zip(starts.items(), ends, strict=True):
            at, frame = first, frames.get(told[first:end])
            if frame is None:
                at, frame = self._new(sheet, first, told[first:end])
                if frame is None:
                    return False
            nodes[subject] = at, frame
            if frame in alike:
                alike[frame].append((subject, at))
            else:
                alike[frame] = [(subject, at)]
        return True

    def _new(
        self, sheet: Sheet, first: int, predicates: tuple[str, ...]
    ) -> tuple[int, Frame | None]:
        """Return the first line of a node and its frame, ``None`` where it has no usual names.

        A long node gets lines of its own at the end, without those that do not matter.
        """
        if len(predicates) > _LONG:
            lines = self._lines(predicates)
            at = len(sheet.said)
            sheet.said += [sheet.said[first + line] for line in lines]
            first, predicates = at, tuple([predicates[line] for line in lines])
        frame = self._frames.get(predicates)
        if frame is None and all(map(_NAME.fullmatch, predicates)):
            if len(self._frames) >= FRAMES_KEPT:
                self._frames.clear()
            frame = self._frames[predicates] = Frame(predicates)
        return first, frame

    def _lines(self, predicates: tuple[str, ...]) -> list[int]:
        """Return the lines that matter, and one of those that follow each other otherwise."""
        wanted, after = self._wanted, (*predicates[1:], "")
        return [
            line
            for line, predicate in enumerate(predicates)
            if not wanted or predicate in wanted or predicate != after[line]
        ]


def _are_words(words: list[str]) -> bool:
    """Tell whether tokens that begin and end with a quotation mark hold no other.

    Looking at all of them at once takes a tenth of the time.
    """
    return "\n".join(words).count('"') == 2 * len(words) and '"' not in words


def number(token: str) -> int | Decimal | None:
    """Return the number that a token stands for, ``None`` for what is no number."""
    if token.endswith(INTEGER_END):
        return int(token[1 : -len(INTEGER_END)])
    if token.endswith(DECIMAL_END):
        return Decimal(token[1 : -len(DECIMAL_END)])
    return None
