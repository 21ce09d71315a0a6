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

from trialgraph.errors import BadQuery, BadRequest
from trialgraph.names import PREFIXES, Iri
from trialgraph.rdf.term import iri_text
from trialgraph.store.managed import GUARD
from trialgraph.store.update_parser import Declaration, Operation, parsed

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
        constants: a query whose solutions are the graphs that it names; empty when none.
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
        prologue: its declarations.
        bare: the text as it was sent with blanks where declarations stood, so that
            places in it are those that the sender sees.
        steps: its operations, in order.
    """

    text: str
    prologue: str
    bare: str
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
    declared, found = parsed(text, depth)
    _refuse_late(declared)
    clauses = using.clauses()
    if clauses and any(one.using or one.with_graph for one in found):
        raise BadRequest(
            "found using-graph-uri or using-named-graph-uri in the request and USING or WITH "
            "in the update, wanted one of them; take the parameters out, or the words"
        )
    prologue = "\n".join(text[one.start : one.end] for one in declared)
    steps = [_step(text, prologue, one, clauses) for one in found]
    whole = " ;\n".join(_edited(text, _edits(text, one, clauses), one) for one in found)
    bare = list(text)
    for one in declared:
        bare[one.start : one.end] = [c if c == "\n" else " " for c in bare[one.start : one.end]]
    return Update(f"{prologue}\n{whole}", prologue, "".join(bare), tuple(steps))


def _refuse_late(declared: Sequence[Declaration]) -> None:
    """Refuse declarations behind an operation that change what the earlier ones mean.

    The engine takes declarations before the first operation only, so all are put
    there, which makes no difference unless one says another thing than before.

    Raises:
        BadQuery: one does.
    """
    held = {f"{prefix}:": f"<{base}>" for prefix, base in PREFIXES.items()}
    for one in declared:
        is_other = held.get(one.name, one.meaning) != one.meaning or one.name == "BASE"
        if is_other and not one.is_first:
            raise BadQuery(
                f"found {one.name} {one.meaning} behind an operation, where it stood for "
                "something else; declare it before the first operation, or send two updates"
            )
        held[one.name] = one.meaning


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


def _step(text: str, prologue: str, one: Operation, clauses: Sequence[str]) -> Step:
    """Return an operation ready to be run."""
    return Step(
        text=f"{prologue}\n{_edited(text, _edits(text, one, clauses), one)}",
        constants=_naming(prologue, one.graphs),
        variables=_asking(text, prologue, one, clauses),
        with_graph=_naming(prologue, [one.with_graph] if _reads_with(one) else []),
        default=one.default,
        named=one.named,
    )


def _reads_with(one: Operation) -> bool:
    return bool(one.with_graph and not one.using and one.variables)


def _naming(prologue: str, spelled: Sequence[str]) -> str:
    """Return a query that makes the engine itself say what names stand for."""
    return f"{prologue}\nSELECT * {{ VALUES ?g {{ {' '.join(spelled)} }} }}" if spelled else ""


def _asking(text: str, prologue: str, one: Operation, clauses: Sequence[str]) -> str:
    """Return the query for the graphs that the variables of an operation stand for."""
    if one.where is None or not one.variables:
        return ""
    spelled = [f"NAMED {name}" if is_named else name for is_named, name in one.using]
    graphs = " ".join(f"FROM {graph}" for graph in [*spelled, *clauses])
    group = text[one.where.start : one.where.end]
    return f"{prologue}\nSELECT DISTINCT {' '.join(_marked(one))} {graphs} WHERE {group}"


def _edited(text: str, edits: Sequence[Edit], one: Operation) -> str:
    """Return the text of an operation with changes made."""
    starts = [one.start, *(edit[1] for edit in edits)]
    ends = [*(edit[0] for edit in edits), one.end]
    kept = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    written = [*(edit[2] for edit in edits), ""]
    return "".join(a + b for a, b in zip(kept, written, strict=True))
