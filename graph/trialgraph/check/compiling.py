"""Shapes, read from their graph and made ready to be asked of many documents.

What is not known here is an error, never skipped: a shape that says more than this module
understands must not pass for one that says less.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from pyshacl.shapes_graph import ShapesGraph
from rdflib import OWL, RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from trialgraph.check.judging import ORDERS, judge_beside, judge_of
from trialgraph.check.nodes import token_of
from trialgraph.check.parts import (
    AtLeast,
    AtMost,
    Beside,
    Each,
    Form,
    Forms,
    Has,
    Holds,
    NotCompiled,
    OfKind,
    Part,
    Path,
    Verdicts,
    all_hold,
    any_holds,
    none_holds,
)
from trialgraph.check.sheet import Sheet

_SHAPE = "https://w3id.org/trialgraph/shapes#"
_LEVEL = URIRef(f"{_SHAPE}level")
_SAID = {RDF.type, SH.targetClass, SH.message, SH.severity, SH.path, _LEVEL}
_SINGLE = {
    SH["in"],
    SH.pattern,
    SH.datatype,
    SH.nodeKind,
    SH.minLength,
    SH.maxLength,
    SH.minInclusive,
    SH.maxInclusive,
    SH.minExclusive,
    SH.maxExclusive,
    SH.languageIn,
}
_PAIRS = {SH.disjoint, SH.lessThan, SH.lessThanOrEquals}
_LISTS: dict[Node, Holds] = {SH["and"]: all_hold, SH["or"]: any_holds}
_FORMS: dict[Node, Holds] = {SH.property: all_hold, SH["not"]: none_holds}
_COUNTS = {SH.minCount, SH.maxCount, SH.hasValue}
_ABOUT = {SH.prefixes, SH.select, SH.declare, SH.prefix, SH.namespace, SH.alternativePath}
_KNOWN = _SAID | _SINGLE | _PAIRS | _LISTS.keys() | _FORMS.keys() | _COUNTS | _ABOUT | {SH.sparql}
_KINDS = {SH.NodeShape, SH.PropertyShape, OWL.Ontology}


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A shape with a name.

    Attributes:
        node: the shape itself.
        targets: the classes it looks at, as tokens.
        form: what is asked; ``None`` where a query decides.
        query: the text of its query, with its prefixes.
    """

    node: URIRef
    targets: frozenset[str]
    severity: str
    message: str
    form: Form | None = None
    query: str = ""

    def holds(self, sheet: Sheet, focus: str) -> bool:
        """Tell whether a node conforms."""
        return self.form is None or self.form.conforms(sheet, focus)

    def values(self, sheet: Sheet, focus: str) -> Iterator[str]:
        """Yield what breaks it at a node, as ``Part.broken`` does."""
        if self.form is not None:
            at = self.form.looked(sheet, focus)
            for part in self.form.parts:
                yield from part.broken(at)

    @property
    def name(self) -> str:
        """Return its name, as listed in ``shapes/README.md``."""
        return self.node.removeprefix(_SHAPE)


class Compiler:
    """Makes rules of a graph of shapes.

    Args:
        graph: all shapes together.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._shapes = ShapesGraph(graph)
        _ = self._shapes.shapes  # read now: what looks one up does not read them

    def rules(self) -> tuple[Rule, ...]:
        """Return every shape that has a target.

        Raises:
            NotCompiled: a shape says what is not known here.
        """
        said = {one for one in self._graph.predicates() if str(one).startswith(str(SH))}
        kinds = set(self._graph.objects(None, RDF.type))
        if strange := [*(said - _KNOWN), *(kinds - _KINDS)]:
            raise NotCompiled(f"unknown to the compiled shapes: {sorted(map(str, strange))}")
        return tuple(
            self._rule(one) for one in sorted(set(self._graph.subjects(SH.targetClass)), key=str)
        )

    def _rule(self, shape: Node) -> Rule:
        if not isinstance(shape, URIRef):
            raise NotCompiled("a shape with a target and without a name")
        targets = frozenset(token_of(one) for one in self._graph.objects(shape, SH.targetClass))
        severity = str(self._one(shape, SH.severity)).rsplit("#", 1)[-1]
        message = str(self._one(shape, SH.message))
        if (shape, SH.sparql, None) in self._graph:
            return Rule(shape, targets, severity, message, query=self._query(shape))
        if (shape, SH.property, None) in self._graph:
            # Its findings would bear the name of the inner shape.
            raise NotCompiled(f"{shape}: sh:property in a shape with a target")
        return Rule(shape, targets, severity, message, self._form(shape))

    def _query(self, shape: URIRef) -> str:
        """Return the query of a shape that has nothing else."""
        constraint = self._one(shape, SH.sparql)
        others = set(self._graph.predicates(constraint)) - {SH.prefixes, SH.select}
        if others or self._parameters(shape) != [SH.sparql]:
            raise NotCompiled(f"{shape}: something beside its query")
        component = SPARQLBasedConstraint(self._shapes.lookup_shape_from_node(shape))
        (helper,) = component.sparql_constraints
        return str(helper.apply_prefixes(helper.select_text))

    def _form(self, shape: Node) -> Form:
        """Return a shape without its name."""
        paths = list(self._graph.objects(shape, SH.path))
        return Form(
            self._path(self._one(shape, SH.path)) if paths else None,
            tuple(part for told in self._parameters(shape) for part in self._parts(shape, told)),
        )

    def _parameters(self, shape: Node) -> list[Node]:
        """Return the components that a shape uses."""
        said = set(self._graph.predicates(shape)) - _SAID
        return sorted(said, key=str)

    def _parts(self, shape: Node, parameter: Node) -> Iterator[Part]:
        """Yield what a component asks."""
        objects = list(self._graph.objects(shape, parameter))
        match parameter:
            case SH.minCount:
                yield AtLeast(self._number(shape, parameter))
            case SH.maxCount:
                yield AtMost(self._number(shape, parameter))
            case SH.hasValue:
                yield Has(frozenset(map(token_of, objects)))
            case one if one in _FORMS:
                yield Forms(self._forms(objects), _FORMS[one])
            case one if one in _LISTS:
                listed = Collection(self._graph, self._one(shape, parameter))
                yield Forms(self._forms(listed), _LISTS[one])
            case one if one in _SINGLE:
                judge = judge_of(self._component(shape, parameter), one, objects)
                yield (OfKind if one == SH.nodeKind else Each)(Verdicts(judge))
            case one if one in _PAIRS:
                yield self._pair(shape, one)
            case _:
                raise NotCompiled(f"{shape}: {parameter}")

    def _pair(self, shape: Node, parameter: Node) -> Part:
        """Return a component that sets values beside those of another predicate."""
        other = self._one(shape, parameter)
        if not isinstance(other, URIRef):
            raise NotCompiled(f"{shape}: {parameter} of {other!r}")
        wrong = judge_beside(self._component(shape, parameter), parameter, other)
        return Beside(token_of(other), ORDERS.get(parameter), wrong)

    def _component(self, shape: Node, parameter: Node) -> ConstraintComponent:
        """Return the component of the reference."""
        return CONSTRAINT_PARAMETERS_MAP[parameter](self._shapes.lookup_shape_from_node(shape))

    def _forms(self, shapes: Iterable[Node]) -> tuple[Form, ...]:
        return tuple(map(self._form, shapes))

    def _path(self, path: Node) -> Path:
        """Return a way to values."""
        if isinstance(path, URIRef):
            return Path("one", (token_of(path),))
        said = set(self._graph.predicates(path))
        if said == {SH.alternativePath}:
            return Path("any", self._listed(self._one(path, SH.alternativePath)))
        if said == {RDF.first, RDF.rest}:
            return Path("then", self._listed(path))
        raise NotCompiled(f"a path of {sorted(map(str, said))}")

    def _listed(self, head: Node) -> tuple[str, ...]:
        """Return the predicates of a list."""
        listed = list(Collection(self._graph, head))
        if not listed or not all(isinstance(one, URIRef) for one in listed):
            raise NotCompiled("a path of paths")
        return tuple(map(token_of, listed))

    def _number(self, shape: Node, parameter: Node) -> int:
        return int(str(self._one(shape, parameter)))

    def _one(self, shape: Node, said: Node) -> Node:
        """Return the only object of a predicate."""
        objects = list(self._graph.objects(shape, said))
        if len(objects) != 1:
            raise NotCompiled(f"{shape}: one {said} is wanted, not {len(objects)}")
        return objects[0]
