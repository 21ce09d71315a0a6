"""The nodes of one graph, found in its N-Quads without making terms of them.

A term stays the characters that N-Quads write it with, its token. Tokens are compared instead
of terms, so only lines whose every token is the one way to write its term are taken; the
others are for the reference. Nodes are described in few ways, and what was met often is
matched as a whole: making objects of all lines takes longer than all else here.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from trialgraph.names import expand
from trialgraph.rdf.term import BOOLEAN, DATE, DECIMAL, INTEGER, iri_text

TYPE = iri_text(expand("rdf:type"))

_NAME = "<[^>]++>"
# Classes of one or two characters are several times as fast as longer ones. What they let through
# is found otherwise: a line break by counting lines, other raw control characters by looking.
_PLAIN = r'"[^"\\]*+(?:\\["\\ntr][^"\\]*+)*+"'
_FORMS = {
    "name": _NAME,
    "plain": _PLAIN,
    "tagged": rf"{_PLAIN}@[a-z]++(?:-[a-z0-9]++)*+",
} | {
    name: rf'"{lexical}"\^\^{re.escape(iri_text(datatype))}'
    for name, lexical, datatype in (
        ("integer", r"(?:0|-?[1-9][0-9]*+)", INTEGER),
        ("decimal", r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+", DECIMAL),
        ("boolean", "(?:true|false)", BOOLEAN),
        ("date", "[0-9]{4}-[0-9]{2}-[0-9]{2}", DATE),
    )
}
_OBJECT = "|".join(f"{form}(?= )" for form in _FORMS.values())
_FORM = re.compile("|".join(f"(?P<{name}>{form}$)" for name, form in _FORMS.items()))
_LINE = re.compile(rf"({_NAME}) ({_NAME}) ({_OBJECT}) ({_NAME}) \.\n")
_RUN = "+"
_RAW = (b"\t", b"\r")
_INTEGER_END = f'"^^{iri_text(INTEGER)}'
_DECIMAL_END = f'"^^{iri_text(DECIMAL)}'

_KEPT = 20_000  # memory stays bounded though every document brought new ways to describe a node
_OFTEN = frozenset(4**power for power in range(2, 12))
_LONG = 40  # lines of a node that is described in its own way each time
_NEXT = 8  # ways that are tried before a node is read line by line
_FIELDS = 2  # the subject and the graph stand before the objects

Fields = tuple[str, ...]
"""A node: its token, that of its graph, and the objects of those of its lines that matter."""


class Frame:
    """How a node is described: the predicates of its lines, in their order.

    Several lines that do not matter and that follow each other with one predicate are a run,
    of any length: how many references a document has is no other way to describe a document.

    Attributes:
        where: the fields of a predicate that matters.
        types: the fields that state a class.
        repeated: pairs of fields of one predicate that follow each other.
        has_runs: whether there are more lines than predicates.
        after: the frames that were met after this one, the last one first.
        match: matches all lines of such a node; ``None`` until it was met often.
    """

    __slots__ = (
        "_forms",
        "_kept",
        "_matched",
        "_met",
        "after",
        "has_runs",
        "match",
        "predicates",
        "repeated",
        "types",
        "where",
    )

    def __init__(self, predicates: tuple[str, ...], wanted: frozenset[str]) -> None:
        self.predicates = predicates
        self._kept = [not wanted or one in wanted for one in predicates]
        self.has_runs = any(one.endswith(_RUN) for one in predicates)
        self.where: dict[str, tuple[int, ...]] = {}
        field = _FIELDS
        for predicate, is_kept in zip(predicates, self._kept, strict=True):
            if is_kept:
                self.where[predicate] = (*self.where.get(predicate, ()), field)
                field += 1
        self.types = self.where.get(TYPE, ())
        self.repeated = tuple(pair for fields in self.where.values() for pair in pairwise(fields))
        self.after: list[Frame] = []
        self.match: re.Pattern[str] | None = None
        self._forms: list[set[str]] = [set() for _ in predicates]
        self._met = 0
        self._matched = 0

    def met(self, lines: list[re.Match[str]]) -> None:
        """Take in that a node was read line by line."""
        if len(self.predicates) > _LONG:
            return
        at, last = -1, ""
        for line in lines:
            at += line[2] != last or not self.predicates[at].endswith(_RUN)
            last = line[2]
            form = _FORM.match(line[3])
            self._forms[at].add(str(form and form.lastgroup))
        self._met += 1
        forms = sum(map(len, self._forms))
        if self._met in _OFTEN and forms > self._matched:
            self._matched = forms
            whole = "".join(self._lines())
            self.match = re.compile(_on_one_line(whole) if self.has_runs else whole)

    def _lines(self) -> Iterator[str]:
        """Yield the pattern of each line, and that no line of the node follows."""
        # The subject and the graph are the first two groups, looked ahead for in the first line.
        yield rf"(?=({_NAME}) {_NAME} (?:{_OBJECT}) ({_NAME}) )"
        for predicate, is_kept, forms in zip(self.predicates, self._kept, self._forms, strict=True):
            said = "|".join(_FORMS[name] for name in sorted(forms))
            told = f"({said})" if is_kept else f"(?:{said})"
            line = rf"\1 {re.escape(predicate.removesuffix(_RUN))} {told} \2 \.\n"
            yield f"(?:{line})++" if predicate.endswith(_RUN) else line
        yield r"(?!\1 )"


class Sheet:
    """The nodes of one graph.

    Attributes:
        nodes: the fields of each subject, and its frame.
        graph: the token of the graph that all lines are in, empty where they are in several.
    """

    __slots__ = ("_alike", "_inverse", "_tables", "graph", "nodes")

    def __init__(self, nodes: dict[str, tuple[Fields, Frame]], graph: str) -> None:
        self.nodes = nodes
        self.graph = graph
        self._tables: dict[str, list[tuple[str, str]]] = {}
        self._alike: dict[Frame, list[Fields]] = {}
        self._inverse: dict[str, dict[str, list[str]]] = {}

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Return what a node says with a predicate."""
        node = self.nodes.get(subject)
        if node is None:
            return []
        fields, frame = node
        return [fields[at] for at in frame.where.get(predicate, ())]

    def table(self, predicate: str) -> list[tuple[str, str]]:
        """Return every subject and object of a predicate."""
        found = self._tables.get(predicate)
        if found is None:
            found = self._tables[predicate] = [
                (fields[0], fields[at])
                for frame, nodes in self._by_frame().items()
                if predicate in frame.where
                for fields in nodes
                for at in frame.where[predicate]
            ]
        return found

    def _by_frame(self) -> dict[Frame, list[Fields]]:
        """Return the nodes by how they are described."""
        if not self._alike:
            for fields, frame in self.nodes.values():
                self._alike.setdefault(frame, []).append(fields)
        return self._alike

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
        for fields, frame in self.nodes.values():
            for predicate, at in frame.where.items():
                for one in at:
                    yield fields[0], predicate, fields[one]


Node = tuple[Fields, Frame, int, int]
"""The fields of a node, its frame, how many lines it has, and where the last one ends."""


class Reader:
    """Reads graphs, the faster the more it has read.

    Args:
        wanted: the predicates that matter, as tokens; none means all.
    """

    def __init__(self, wanted: frozenset[str] = frozenset()) -> None:
        self._wanted = wanted
        self._frames: dict[tuple[str, ...], Frame] = {}
        self._start = Frame((), wanted)

    def sheet(self, nquads: bytes) -> Sheet | None:
        """Return the nodes of N-Quads, or ``None`` where tokens are not enough to tell.

        That is so where a term is written in a way that is not the usual one, where the lines
        of a node are apart or not sorted, and where a line is no statement at all.

        Raises:
            ValueError: the bytes are not UTF-8.
        """
        text = nquads.decode()
        if any(raw in nquads for raw in _RAW):
            return None
        nodes: dict[str, tuple[Fields, Frame]] = {}
        graphs: set[str] = set()
        at, count, frame = 0, 0, self._start
        while at < len(text):
            known = _known(text, at, frame)
            fields, frame, lines, at = known or self._read(text, at, frame)
            if not fields or fields[0] in nodes:
                return None
            for one, other in frame.repeated:
                if fields[one] >= fields[other]:
                    return None
            nodes[fields[0]] = fields, frame
            graphs.add(fields[1])
            count += lines
        if count != nquads.count(b"\n"):
            return None
        return Sheet(nodes, graphs.pop() if len(graphs) == 1 else "")

    def _read(self, text: str, at: int, before: Frame) -> Node:
        """Return a node read line by line, its frame, and where it ends; no fields for none."""
        match = _LINE.match(text, at)
        if match is None:
            return (), before, 0, at
        subject, lines = match[1], [match]
        while (match := _LINE.match(text, lines[-1].end())) is not None and match[1] == subject:
            lines.append(match)
        graph = {line[4] for line in lines}
        predicates, objects = self._told(lines)
        frame = self._frames.get(predicates) or self._new(predicates)
        frame.met(lines)
        _follows(before, frame)
        fields = subject, graph.pop() if len(graph) == 1 else "", *objects
        return fields, frame, len(lines), lines[-1].end()

    def _told(self, lines: list[re.Match[str]]) -> tuple[tuple[str, ...], list[str]]:
        """Return what describes a node, and the objects that matter."""
        predicates: list[str] = []
        objects: list[str] = []
        wanted, last = self._wanted, ""
        for line in lines:
            predicate = line[2]
            if not wanted or predicate in wanted:
                objects.append(line[3])
                predicates.append(predicate)
            elif predicate != last:
                predicates.append(predicate)
            elif not predicates[-1].endswith(_RUN):
                predicates[-1] += _RUN
            last = predicate
        return tuple(predicates), objects

    def _new(self, predicates: tuple[str, ...]) -> Frame:
        """Return a frame that was not met before, and keep it."""
        if len(self._frames) >= _KEPT:
            self._frames.clear()
            self._start = Frame((), self._wanted)
        frame = self._frames[predicates] = Frame(predicates, self._wanted)
        return frame


def _on_one_line(pattern: str) -> str:
    """Return a pattern whose terms hold no break of lines, which would count as another line."""
    return pattern.replace("[^>]", r"[^>\n]").replace(r'[^"\\]', r'[^"\\\n]')


def _known(text: str, at: int, before: Frame) -> Node | None:
    """Return a node that is described in a way that was met here before."""
    for number, frame in enumerate(before.after):
        match = None if frame.match is None else frame.match.match(text, at)
        if match is not None:
            if number:
                _follows(before, frame)
            end = match.end()
            lines = text.count("\n", at, end) if frame.has_runs else len(frame.predicates)
            return match.groups(), frame, lines, end
    return None


def _follows(before: Frame, frame: Frame) -> None:
    """Take in that a frame was met after another, so that it is tried first."""
    after = before.after
    if frame in after:
        after.remove(frame)
    after.insert(0, frame)
    del after[_NEXT:]


def number(token: str) -> int | Decimal | None:
    """Return the number that a token stands for, ``None`` for what is no number."""
    if token.endswith(_INTEGER_END):
        return int(token[1 : -len(_INTEGER_END)])
    if token.endswith(_DECIMAL_END):
        return Decimal(token[1 : -len(_DECIMAL_END)])
    return None
