"""Findings of the shapes at the speed of bulk work, the same as the reference gives.

The shapes are read from the same files as the reference reads and compiled once a process
(``compiling``). How a node is described, its predicates in their order, settles most of what
shapes ask; what is left is asked of the values (``plans``). Documents that are written unusually
go to the reference (``sheet``), and so does everything while a shape says what is not known.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rdflib import Graph, URIRef

from trialgraph.check import shapes
from trialgraph.check.compiling import Compiler, Rule
from trialgraph.check.nodes import node_written, token_of
from trialgraph.check.parts import NotCompiled
from trialgraph.check.plans import SUBCLASS, Classes, Plan, Planner
from trialgraph.check.quotes import WrongQuote, quotes, wrong_quotes
from trialgraph.check.quoting import all_stand
from trialgraph.check.report import ShapeFinding, ShapeReport
from trialgraph.check.screens import screen
from trialgraph.check.shapes import SEVERITIES, ShapeFile, find_alone, shape_files, subclasses
from trialgraph.check.sheet import TYPE, Frame, Node, Reader, Sheet, number
from trialgraph.names import Iri, term
from trialgraph.rdf.term import iri_text

_log = logging.getLogger(__name__)
_DOCUMENT = iri_text(term("Document"))


class Checker:
    """The shapes, compiled.

    Args:
        files: the shape files, as ``shapes.shape_files`` gives them.
        below: pairs of a class and a class above it.

    Attributes:
        reader: of the graphs to look at.

    Raises:
        NotCompiled: a file says what is not known to the compiled shapes.
    """

    def __init__(self, files: Sequence[ShapeFile], below: Iterable[tuple[URIRef, URIRef]]) -> None:
        together = Graph()
        for file in files:
            together += file.graph
        rules = Compiler(together).rules()
        self._above: dict[str, set[str]] = {}
        for one, wider in below:
            self._above.setdefault(token_of(one), set()).add(token_of(wider))
        self._planner = Planner(rules, self._above)
        self._screens = {rule.name: screen(rule.query) for rule in rules if rule.query}
        self.reader = Reader(self._wanted(rules))
        self._levels = {node: level for file in files for node, level in file.levels.items()}
        # A file is looked into for the sake of a class that is there, or directly above one.
        names = {rule.node: rule.name for rule in rules}
        self._looked_into = {
            names[one]: frozenset(map(token_of, file.targets))
            for file in files
            for one in names.keys() & set(file.graph.subjects())
        }

    def _wanted(self, rules: Iterable[Rule]) -> frozenset[str]:
        """Return the predicates that any rule looks at, none where one looks at all."""
        asked = [test.predicates for test in self._screens.values()]
        forms = (rule.form.predicates() for rule in rules if rule.form is not None)
        return frozenset({TYPE, SUBCLASS}).union(*forms, *asked) if all(asked) else frozenset()

    def findings(self, sheet: Sheet) -> list[ShapeFinding] | None:
        """Return what the shapes find, ``None`` where only the reference can tell."""
        blamed: list[tuple[Rule, str]] = []
        queries: dict[Rule, list[str]] = {}
        for frame, nodes in sheet.alike.items():
            for plan, some in self._plans(sheet, frame, nodes):
                if not plan.is_known:
                    return None
                blamed += _blamed(plan, sheet, some)
                for rule in plan.queries:
                    queries.setdefault(rule, []).extend([subject for subject, _ in some])
        found = [one for rule, subject in blamed for one in self._at(rule, sheet, subject)]
        found += [one for rule, nodes in queries.items() for one in self._asked(rule, sheet, nodes)]
        return self._seen(sheet, found) if found else found

    def _plans(
        self, sheet: Sheet, frame: Frame, nodes: list[Node]
    ) -> Iterator[tuple[Plan, list[Node]]]:
        """Yield nodes of a frame with what to ask of them: those of the same classes together."""
        said, types = sheet.said, frame.types
        told = [tuple([said[first + line] for line in types]) for _, first in nodes]
        if len(set(told)) == 1:
            yield self._planner.plan(frame, told[0]), nodes
            return
        by_class: dict[Classes, list[Node]] = {}
        for classes, node in zip(told, nodes, strict=True):
            by_class.setdefault(classes, []).append(node)
        for classes, some in by_class.items():
            yield self._planner.plan(frame, classes), some

    def _at(self, rule: Rule, sheet: Sheet, subject: str) -> Iterator[ShapeFinding]:
        """Yield what a rule finds at a node."""
        for token in rule.values(sheet, subject):
            yield ShapeFinding(
                shape=rule.name,
                severity=SEVERITIES.get(rule.severity, "Info"),
                level=self._levels.get(rule.node, "note"),
                focus=Iri(subject[1:-1]),
                message=rule.message,
                value="" if token in {"", subject} else str(node_written(token)),
            )

    def _asked(self, rule: Rule, sheet: Sheet, nodes: list[str]) -> list[ShapeFinding]:
        """Return what the query of a rule finds, asking the reference where it may find any."""
        test = self._screens[rule.name]
        if not any(test.may_find(sheet, node) for node in nodes):
            return []
        known = test.predicates
        return find_alone(
            rule.node,
            (
                (node_written(subject), node_written(predicate), node_written(obj))
                for subject, predicate, obj in sheet.statements()
                if not known or predicate in known or predicate == TYPE
            ),
        )

    def _seen(self, sheet: Sheet, found: list[ShapeFinding]) -> list[ShapeFinding]:
        """Return the findings of those files that are looked into."""
        classes = sheet.classes()
        wide = classes.union(*(self._above.get(one, ()) for one in classes))
        return [one for one in found if self._looked_into[one.shape] & wide]


def _blamed(plan: Plan, sheet: Sheet, nodes: list[Node]) -> Iterator[tuple[Rule, str]]:
    """Yield the rules that nodes described alike break, with the node."""
    said = sheet.said
    for line, right, rules in plan.values:
        if not all(map(right.__getitem__, [said[first + line] for _, first in nodes])):
            wrong = [subject for subject, first in nodes if not right[said[first + line]]]
            yield from ((rule, subject) for subject in wrong for rule in rules)
    if plan.pairs:
        yield from _out_of_order(plan, said, nodes)
    for line, rule in plan.ways:
        # What is found of an object decides for all nodes that say it.
        ways = {said[first + line]: subject for subject, first in nodes}
        broken = {way for way, subject in ways.items() if not rule.holds(sheet, subject)}
        yield from ((rule, subject) for subject, first in nodes if said[first + line] in broken)
    for rule in plan.rules:
        yield from ((rule, subject) for subject, _ in nodes if not rule.holds(sheet, subject))


def _out_of_order(plan: Plan, said: list[str], nodes: list[Node]) -> Iterator[tuple[Rule, str]]:
    """Yield the rules that want two numbers in an order, with each node where they are not."""
    for line, beside, order, rule in plan.pairs:
        for subject, first in nodes:
            one, other = number(said[first + line]), number(said[first + beside])
            if one is None or other is None or not order(one, other):
                yield rule, subject


def check_document(nquads: bytes) -> ShapeReport:
    """Return what the shapes find in the graph of one document, as ``shapes.check_document``.

    Raises:
        ValueError: the bytes are not N-Quads as this package writes them.
    """
    found = _report(_sheet(nquads), is_document=True)
    return shapes.check_document(nquads) if found is None else found


def check_derived(nquads: bytes) -> ShapeReport:
    """Return what the shapes find in derived graphs, as ``shapes.check_derived``.

    Raises:
        ValueError: the bytes are not N-Quads as this package writes them.
    """
    found = _report(_sheet(nquads), is_document=False)
    return shapes.check_derived(nquads) if found is None else found


def check_quoting(
    nquads: bytes, texts: Mapping[str, str]
) -> tuple[ShapeReport, tuple[WrongQuote, ...]]:
    """Return what ``check_document`` finds, and the quotations that are wrong.

    The graph is read once where all quotations are right.

    Args:
        nquads: the graph of one document.
        texts: canonical texts by the identifier of their document.

    Raises:
        ValueError: the bytes are not N-Quads as this package writes them.
    """
    sheet = _sheet(nquads)
    found = _report(sheet, is_document=True)
    stands = sheet is not None and all_stand(sheet, texts)
    wrong = () if stands else wrong_quotes(quotes(nquads), texts)
    return shapes.check_document(nquads) if found is None else found, wrong


def _sheet(nquads: bytes) -> Sheet | None:
    """Return the nodes of a graph, ``None`` where only the reference can read it."""
    checker = compiled()
    return None if checker is None or not nquads else checker.reader.sheet(nquads)


def _report(sheet: Sheet | None, *, is_document: bool) -> ShapeReport | None:
    """Return what is found without the reference, ``None`` where that cannot be told."""
    checker = compiled()
    if checker is None or sheet is None:
        return None
    if is_document and _DOCUMENT not in sheet.objects(sheet.graph, TYPE):
        return None
    found = checker.findings(sheet)
    return None if found is None else ShapeReport(tuple(sorted(set(found))))


@lru_cache(maxsize=1)
def compiled() -> Checker | None:
    """Return the shapes that ship, ``None`` where only the reference understands them."""
    try:
        return Checker(shape_files(), subclasses())
    except NotCompiled as reason:
        _log.warning("shapes are checked by the reference, many times slower: %s", reason)
        return None
