"""Queries of shapes, turned into what tells quickly that they find nothing in a graph.

The algebra that rdflib makes of a query is evaluated over tokens, by joining sets. Each form of
it yields at least the solutions that it has; where nothing is left, the reference would find
nothing. Where something is left, the reference itself is asked, so that its findings are its own.
A form that is not known is a query that the reference is always asked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rdflib import Literal, URIRef, Variable
from rdflib.paths import Path as RdfPath
from rdflib.paths import SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from trialgraph.check.expressions import (
    ERROR,
    UNKNOWN,
    Expression,
    Row,
    Told,
    Value,
    beginning,
    expression,
)
from trialgraph.check.nodes import token_of
from trialgraph.check.parts import NotCompiled
from trialgraph.check.sheet import Sheet

Rows = list[Row]
Names = frozenset[str]
_EXACT = {"BGP", "Join", "Union"}


@dataclass(frozen=True, slots=True)
class Step:
    """A form of the algebra, ready to be evaluated.

    Attributes:
        rows: gives at least its solutions in a graph, those of variables bound before.
        bound: the variables that every solution binds.
        maybe: the variables that some solution binds.
        computed: those of them that an expression binds.
    """

    rows: Callable[[Sheet, Row], Rows]
    bound: Names
    maybe: Names
    computed: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Screen:
    """What tells that a query finds nothing.

    Attributes:
        step: ``None`` where nothing can be told.
        predicates: all that can stand in what it matches, as tokens; empty means any.
    """

    step: Step | None
    predicates: Names

    def may_find(self, sheet: Sheet, this: str) -> bool:
        """Tell whether the query may find something about a node."""
        return self.step is None or bool(self.step.rows(sheet, {"this": this}))


def screen(query: str) -> Screen:
    """Return the screen of a query whose ``$this`` is bound."""
    algebra = prepareQuery(query).algebra
    try:
        step = _step(algebra.p)
    except NotCompiled:
        step = None
    return Screen(step, _predicates(algebra))


def _predicates(algebra: CompValue) -> Names:
    """Return all names in a query, of which some are predicates; none where any may match."""
    names = frozenset(token_of(one) for one in _terms(algebra) if isinstance(one, URIRef))
    free = any(isinstance(one, Variable) for one in _between(algebra))
    return frozenset() if free else names


def _terms(said: Any) -> Iterator[Any]:  # noqa: ANN401 - rdflib's algebra has no types
    """Yield all terms in a part of the algebra."""
    if isinstance(said, dict):
        for key, one in said.items():
            if key != "_vars":
                yield from _terms(one)
    elif isinstance(said, list | tuple):
        for one in said:
            yield from _terms(one)
    elif isinstance(said, SequencePath):
        yield from _terms(said.args)
    elif isinstance(said, RdfPath):
        yield Variable("any")  # what other paths may match is not looked into
    else:
        yield said


def _between(said: Any) -> Iterator[Any]:  # noqa: ANN401 - rdflib's algebra has no types
    """Yield what stands where predicates do, in translated triples and in those that are not."""
    if isinstance(said, dict):
        for key, one in said.items():
            if key == "triples":
                for triples in one:
                    yield from (_first(each) for each in list(triples)[1::3])
            else:
                yield from _between(one)
    elif isinstance(said, list):
        for one in said:
            yield from _between(one)


def _first(predicate: Any) -> Any:  # noqa: ANN401 - rdflib's algebra has no types
    """Return a variable for a path that may match any predicate."""
    return next((one for one in _terms(predicate) if isinstance(one, Variable)), predicate)


def _step(part: CompValue) -> Step:
    """Return a form of the algebra, ready to be evaluated.

    Raises:
        NotCompiled: it is not known here.
    """
    make = _STEPS.get(part.name)
    if make is None:
        raise NotCompiled(part.name)
    return make(part)


def _patterns(part: CompValue) -> Step:
    patterns = [one for number, triple in enumerate(part.triples) for one in _lines(triple, number)]
    names = {one[1:] for pattern in patterns for one in pattern if one[0] == "?"}

    def rows(sheet: Sheet, given: Row) -> Rows:
        found, bound, left = [given], {f"?{one}" for one in given}, list(patterns)
        while left and found:
            pattern = min(left, key=lambda one: _cost(sheet, one, bound))
            left.remove(pattern)
            found = _matched(sheet, found, pattern, bound)
            bound.update(pattern)
        return found

    return Step(rows, frozenset({"this", *names}), frozenset({"this", *names}))


_Pattern = tuple[str, str, str]


def _lines(triple: tuple[Any, Any, Any], number: int) -> Iterator[_Pattern]:
    """Yield a triple as patterns of tokens and variables; a sequence of predicates is several."""
    subject, predicate, obj = triple
    steps = list(predicate.args) if isinstance(predicate, SequencePath) else [predicate]
    if not all(isinstance(one, URIRef) for one in steps):
        raise NotCompiled(f"predicate {predicate}")
    nodes = [_slot(subject), *(f"?.{number}.{at}" for at in range(1, len(steps))), _slot(obj)]
    for at, one in enumerate(steps):
        yield nodes[at], token_of(URIRef(str(one))), nodes[at + 1]


def _slot(one: Any) -> str:  # noqa: ANN401 - rdflib's algebra has no types
    if isinstance(one, Variable):
        return f"?{one}"
    if isinstance(one, URIRef | Literal):
        return token_of(one)
    raise NotCompiled(f"a blank node: {one}")


def _cost(sheet: Sheet, pattern: _Pattern, bound: set[str]) -> tuple[bool, int]:
    """Return what orders patterns: those that join what is found already, small ones first."""
    subject, predicate, obj = pattern
    free = all(one[0] == "?" and one not in bound for one in (subject, obj))
    return free and len(bound) > 1, len(sheet.table(predicate))


def _matched(sheet: Sheet, rows: Rows, pattern: _Pattern, bound: set[str]) -> Rows:
    """Return the rows with what a pattern adds to them."""
    subject, predicate, obj = pattern
    if not sheet.table(predicate):
        return []
    has_subject = subject[0] != "?" or subject in bound
    has_object = obj[0] != "?" or obj in bound
    if has_subject:
        if has_object:
            return [
                row for row in rows if _of(row, obj) in sheet.objects(_of(row, subject), predicate)
            ]
        return [
            {**row, obj[1:]: one}
            for row in rows
            for one in sheet.objects(_of(row, subject), predicate)
        ]
    if has_object:
        return [
            {**row, subject[1:]: one}
            for row in rows
            for one in sheet.subjects(predicate, _of(row, obj))
        ]
    if subject == obj:
        raise NotCompiled("a node that says itself")
    return [
        {**row, subject[1:]: one, obj[1:]: other}
        for row in rows
        for one, other in sheet.table(predicate)
    ]


def _of(row: Row, slot: str) -> str:
    """Return the token that a slot of a pattern stands for."""
    return slot if slot[0] != "?" else str(row[slot[1:]])


def _join(part: CompValue) -> Step:
    left, right = _step(part.p1), _step(part.p2)
    key, others = _shared(left, right)
    alone = part.p2.name == "BGP"

    def rows(sheet: Sheet, given: Row) -> Rows:
        mine = left.rows(sheet, given)
        if alone and len(mine) == 1:
            return right.rows(sheet, mine[0])
        theirs = right.rows(sheet, given) if mine else []
        return [row for _, row in _pairs(mine, theirs, key, others)]

    computed = left.computed | right.computed
    return Step(rows, left.bound | right.bound, left.maybe | right.maybe, computed)


def _optional(part: CompValue) -> Step:
    left, right = _step(part.p1), _step(part.p2)
    if part.expr.name != "TrueFilter" or not _is_exact(part.p2):
        # A row too many on the right would hide that the left stands alone.
        raise NotCompiled("an optional part with a filter")
    key, others = _shared(left, right)

    def rows(sheet: Sheet, given: Row) -> Rows:
        mine = left.rows(sheet, given)
        if not mine:
            return []
        pairs = list(_pairs(mine, right.rows(sheet, given), key, others))
        joined = {at for at, _ in pairs}
        return [row for _, row in pairs] + [row for at, row in enumerate(mine) if at not in joined]

    return Step(rows, left.bound, left.maybe | right.maybe, left.computed)


def _is_exact(part: CompValue) -> bool:
    """Tell whether a form yields its solutions and no other rows."""
    return part.name in _EXACT and all(_is_exact(part[one]) for one in ("p1", "p2") if one in part)


def _shared(left: Step, right: Step) -> tuple[list[str], list[str]]:
    """Return the variables that two sides certainly share, and those that some rows do."""
    shared = (left.maybe & right.maybe) - {"this"}
    if shared & (left.computed | right.computed):
        raise NotCompiled("a join on what is computed")
    key = sorted(shared & left.bound & right.bound)
    return key, sorted(shared.difference(key))


def _pairs(left: Rows, right: Rows, key: list[str], others: list[str]) -> Iterator[tuple[int, Row]]:
    """Yield the rows that two sides make together, with the number of the left one."""
    index: dict[tuple[str, ...], Rows] = {}
    for row in right:
        index.setdefault(tuple([row[one] for one in key]), []).append(row)
    for at, row in enumerate(left):
        for other in index.get(tuple([row[one] for one in key]), ()):
            told = (one for one in others if one in row and one in other)
            if not others or all(row[one] == other[one] for one in told):
                yield at, {**row, **other}


def _union(part: CompValue) -> Step:
    left, right = _step(part.p1), _step(part.p2)
    return Step(
        lambda sheet, given: left.rows(sheet, given) + right.rows(sheet, given),
        left.bound & right.bound,
        left.maybe | right.maybe,
        left.computed | right.computed,
    )


def _filter(part: CompValue) -> Step:
    inner, passes, names = _step(part.p), expression(part.expr), beginning(part.expr)

    def rows(sheet: Sheet, given: Row) -> Rows:
        found = inner.rows(sheet, given)
        left = found if names is None else _beginning_otherwise(found, *names)
        return [row for row in left if _may_be_true(passes(row))]

    return Step(rows, inner.bound, inner.maybe, inner.computed)


def _beginning_otherwise(rows: Rows, name: str, words: str) -> Rows:
    """Return the rows but those whose name surely begins with the words; most do."""
    told = rows[0].get(words) if rows else None
    if not isinstance(told, Told) or type(told.value) is not str:
        return rows
    start = f"<{told.value}"
    return [
        row
        for row in rows
        if row.get(words) != told or not str(row.get(name, "")).startswith(start)
    ]


def _may_be_true(value: Value) -> bool:
    return value is not False and value is not ERROR


def _extend(part: CompValue) -> Step:
    inner, name, value = _step(part.p), str(part.var), expression(part.expr)

    def rows(sheet: Sheet, given: Row) -> Rows:
        return [_with(row, name, value) for row in inner.rows(sheet, given)]

    return Step(rows, inner.bound, inner.maybe | {name}, inner.computed | {name})


def _with(row: Row, name: str, value: Expression) -> Row:
    told = value(row)
    return row if told is ERROR else {**row, name: Told(told)}


def _groups(part: CompValue) -> Step:
    """Return the groups of ``GROUP BY`` with their sums."""
    group = part.p
    if group.name != "Group" or not _is_exact(group.p):
        raise NotCompiled("groups of more than patterns")
    by = [] if group.expr is None else list(group.expr)
    if not all(isinstance(one, Variable) for one in by):
        raise NotCompiled("groups by what is computed")
    inner, keys = _step(group.p), [str(one) for one in by]

    def rows(sheet: Sheet, given: Row) -> Rows:
        groups: dict[tuple[Any, ...], Rows] = {}
        for row in inner.rows(sheet, given):
            groups.setdefault(tuple([row.get(one) for one in keys]), []).append(row)
        if not groups:
            # The reference gives one row without sums where there is nothing to group.
            return [dict(given) if by else _summed(part.A, [], given)]
        return [_summed(part.A, members, given) for members in groups.values()]

    sums = frozenset(str(one.res) for one in part.A)
    return Step(rows, frozenset({"this"}), sums | {"this"}, sums)


def _summed(aggregates: Iterable[CompValue], members: Rows, given: Row) -> Row:
    """Return the row of a group."""
    row = dict(given)
    for one in aggregates:
        found = _aggregate(one, members)
        if found is not ERROR:
            row[str(one.res)] = Told(found)
    return row


def _aggregate(said: CompValue, members: Rows) -> Value:
    """Return a sum of plain numbers, or the one value that all rows have."""
    if said.distinct or not isinstance(said.vars, Variable):
        return UNKNOWN
    each = expression(said.vars)
    values = [each(row) for row in members]
    if not values:
        return ERROR if said.name == "Aggregate_Sample" else UNKNOWN
    if said.name == "Aggregate_Sum" and all(type(one) is int for one in values):
        return sum(values)
    alike = all(one == values[0] and type(one) is type(values[0]) for one in values)
    return values[0] if said.name == "Aggregate_Sample" and alike else UNKNOWN


_STEPS: dict[str, Callable[[CompValue], Step]] = {
    "BGP": _patterns,
    "Join": _join,
    "LeftJoin": _optional,
    "Union": _union,
    "Filter": _filter,
    "Extend": _extend,
    "AggregateJoin": _groups,
    "Project": lambda part: _step(part.p),
    "Distinct": lambda part: _step(part.p),
    "OrderBy": lambda part: _step(part.p),
}
