"""Judgements about single values and pairs of them: the reference's own, and those of plain cases.

A plain case is a number beside numbers, or words without an escape; there a judgement takes a
hundredth of the time, and the differential test holds both to each other.
"""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.pytypes import SHACLExecutor
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from trialgraph.check.nodes import node_written, token_of
from trialgraph.check.sheet import number

Judge = Callable[[str], bool]
Beside = Callable[[Sequence[str], Sequence[str]], Iterable[str]]
Order = Callable[[Any, Any], bool]
Plain = Callable[[str], bool | None]
"""Judges a value, or leaves it to the reference by ``None``."""

_FOCUS = URIRef("urn:focus")
_LIMITS: dict[Node, Order] = {
    SH.minInclusive: operator.ge,
    SH.maxInclusive: operator.le,
    SH.minExclusive: operator.gt,
    SH.maxExclusive: operator.lt,
}
ORDERS: dict[Node, Order] = {
    SH.lessThan: operator.lt,
    SH.lessThanOrEquals: operator.le,
}


def judge_of(component: ConstraintComponent, parameter: Node, wanted: Iterable[Node]) -> Judge:
    """Return what tells whether a component accepts a single value.

    Args:
        component: of the reference.
        parameter: its name.
        wanted: the values of the parameter.
    """
    executor, nothing, plain = SHACLExecutor(), Graph(), _plain(parameter, list(wanted))

    def judge(token: str) -> bool:
        told = plain(token)
        if told is not None:
            return told
        conforms, _ = component.evaluate(executor, nothing, {_FOCUS: {node_written(token)}}, [])
        return bool(conforms)

    return judge


def _plain(parameter: Node, wanted: list[Node]) -> Plain:
    """Return what judges the plain cases of a component with one value."""
    one = wanted[0] if len(wanted) == 1 else None
    if isinstance(one, Literal):
        if parameter == SH.pattern and one.datatype is None:
            return _pattern(str(one))
        if parameter == SH.minLength and isinstance(one.value, int):
            return _length(one.value)
        if parameter in _LIMITS:
            return _limit(_LIMITS[parameter], token_of(one))
    return lambda _: None


def _is_plain(token: str) -> bool:
    return token[0] == token[-1] == '"' and "\\" not in token


def _pattern(pattern: str) -> Plain:
    found = re.compile(pattern).search
    return lambda token: found(token[1:-1]) is not None if _is_plain(token) else None


def _length(least: int) -> Plain:
    return lambda token: len(token) - 2 >= least if _is_plain(token) else None


def _limit(right: Order, limit: str) -> Plain:
    bound = number(limit)

    def told(token: str) -> bool | None:
        value = number(token)
        return None if value is None or bound is None else right(value, bound)

    return told


def judge_beside(component: ConstraintComponent, parameter: Node, other: URIRef) -> Beside:
    """Return what yields the values that a component rejects beside those of a predicate."""
    executor, order = SHACLExecutor(), ORDERS.get(parameter)

    def wrong(values: Sequence[str], others: Sequence[str]) -> Iterator[str]:
        beside = Graph()
        for token in others:
            beside.add((_FOCUS, other, node_written(token)))
        for token in values:
            conforms, _ = component.evaluate(executor, beside, {_FOCUS: {node_written(token)}}, [])
            if not conforms:
                yield token

    return wrong if order is None else _numbers_first(order, wrong)


def _numbers_first(right: Order, wrong: Beside) -> Beside:
    """Return a comparison that judges numbers by itself."""

    def told(values: Sequence[str], others: Sequence[str]) -> Iterable[str]:
        mine, theirs = [number(one) for one in values], [number(one) for one in others]
        if None in mine or None in theirs:
            return wrong(values, others)
        return (
            token
            for token, value in zip(values, mine, strict=True)
            if not all(right(value, one) for one in theirs)
        )

    return told
