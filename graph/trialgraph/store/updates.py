"""An update as it is run: the graphs that it may write to, and the same text with a guard.

What cannot be told from the text, which graphs a variable stands for, is told twice.
Before an operation is rehearsed its condition is asked for them, so that a managed
graph is refused by name. That alone proves nothing: ``RAND()``, ``NOW()`` or a LIMIT
without order may give other graphs when the update is run for good. So a guard is
written into the condition itself, both times: solutions in which the variable stands
for a managed graph, or for what is no IRI, are left out by the engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from trialgraph.errors import BadRequest
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text
from trialgraph.store.managed import GUARD
from trialgraph.store.update_parser import Operation, operations

Edit = tuple[int, int, str]
"""A change of a text: from, to, and what stands there then."""


@dataclass(frozen=True, slots=True)
class Using:
    """The graphs that a request names for the conditions of its update to be asked over.

    Attributes:
        default: graphs whose union is the default graph (``using-graph-uri``).
        named: graphs that GRAPH sees (``using-named-graph-uri``).
    """

    default: tuple[Iri, ...] = ()
    named: tuple[Iri, ...] = ()

    def clauses(self) -> list[str]:
        """Return the graphs as SPARQL names them behind USING."""
        return [*map(iri_text, self.default), *(f"NAMED {iri_text(name)}" for name in self.named)]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation, ready to be run.

    Attributes:
        text: the operation with its guard and all declarations that it needs.
        constants: a query whose one solution is the graphs that it names; empty when none.
        variables: a query whose solutions are the graphs that its variables stand for
            when it is asked before the operation; empty when there are none.
        with_graph: a query whose one solution is the graph that the condition takes as
            its default graph; empty when it is the store's own.
        default: whether it writes to the default graph.
        named: whether it writes to all named graphs.
    """

    text: str
    constants: str
    variables: str
    with_graph: str
    default: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Update:
    """A whole update, ready to be run.

    Attributes:
        text: all of it, with guards; one transaction.
        steps: its operations, in order.
    """

    text: str
    steps: tuple[Step, ...]


def prepared(text: str, using: Using, depth: int) -> Update:
    """Return an update as it is to be run.

    Args:
        text: SPARQL 1.1 Update.
        using: graphs that the request names beside the text.
        depth: how deep brackets may be nested.

    Raises:
        BadQuery: it is no update.
        BadRequest: graphs are named in the request, and in the text by USING or WITH.
        QueryRefused: it would fetch from another server, or is nested too deep.
    """
    found = operations(text, depth)
    clauses = using.clauses()
    if clauses and any(one.using or one.with_graph for one in found):
        raise BadRequest(
            "found using-graph-uri or using-named-graph-uri in the request and USING or WITH "
            "in the update, wanted one of them; take the parameters out, or the words"
        )
    edits = [(one, _edits(text, one, clauses)) for one in found]
    whole = _edited(text, [edit for _, some in edits for edit in some], 0, len(text))
    return Update(whole, tuple(_step(text, one, some, clauses) for one, some in edits))


def _edits(text: str, one: Operation, clauses: Sequence[str]) -> list[Edit]:
    """Return what is written into an operation: the graphs of the request, and the guard."""
    if one.where is None:
        return []
    start, end = one.where.start, one.where.end
    guards = "".join(f" FILTER(!BOUND({v}) || {GUARD.format(v)})" for v in _marked(one))
    using = "".join(f" USING {clause}" for clause in clauses)
    group = text[start:end]
    if one.verb == "DELETE WHERE":
        # The short form takes neither USING nor FILTER; the long one says the same.
        if not (guards or using):
            return []
        return [(one.start, end, f"DELETE {group}{using} WHERE {{ {group}{guards} }}")]
    found = [(one.condition, one.condition, f"{using} ")] if using else []
    if guards:
        found.append((start, end, f"{{ {group}{guards} }}"))
    return found


def _marked(one: Operation) -> list[str]:
    return [f"?{name}" for name in one.variables]


def _step(text: str, one: Operation, edits: Sequence[Edit], clauses: Sequence[str]) -> Step:
    """Return an operation ready to be run."""
    return Step(
        text=f"{one.prologue}\n{_edited(text, edits, one.start, one.end)}",
        constants=_naming(one.prologue, one.graphs),
        variables=_asking(text, one, clauses),
        with_graph=_naming(one.prologue, [one.with_graph] if _reads_with(one) else []),
        default=one.default,
        named=one.named,
    )


def _reads_with(one: Operation) -> bool:
    return bool(one.with_graph and not one.using and one.variables)


def _naming(prologue: str, spelled: Sequence[str]) -> str:
    """Return a query that makes the engine itself say what names stand for."""
    binds = " ".join(f"BIND({name} AS ?g{n})" for n, name in enumerate(spelled))
    return f"{prologue}\nSELECT * {{ {binds} }}" if spelled else ""


def _asking(text: str, one: Operation, clauses: Sequence[str]) -> str:
    """Return the query for the graphs that the variables of an operation stand for."""
    if one.where is None or not one.variables:
        return ""
    spelled = [f"NAMED {name}" if is_named else name for is_named, name in one.using]
    graphs = " ".join(f"FROM {graph}" for graph in [*spelled, *clauses])
    group = text[one.where.start : one.where.end]
    return f"{one.prologue}\nSELECT DISTINCT {' '.join(_marked(one))} {graphs} WHERE {group}"


def _edited(text: str, edits: Sequence[Edit], start: int, end: int) -> str:
    """Return a stretch of a text with changes made."""
    starts = [start, *(edit[1] for edit in edits)]
    ends = [*(edit[0] for edit in edits), end]
    kept = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    written = [*(edit[2] for edit in edits), ""]
    return "".join(a + b for a, b in zip(kept, written, strict=True))
