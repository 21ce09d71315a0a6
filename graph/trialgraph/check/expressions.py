"""Expressions of SPARQL that tell what cannot be, without the engine of the reference.

A row of a query that certainly does not pass its filter needs no look at it. Numbers and plain
words are computed as the reference does; whatever else an expression says is ``UNKNOWN``, and an
unknown row is never dropped. So nothing here has to be complete, only right.
"""

import operator
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any, Final

from rdflib import Literal, URIRef, Variable
from rdflib.plugins.sparql.parserutils import Expr

from trialgraph.check.nodes import token_of
from trialgraph.check.sheet import number


class Mark:
    """A result that is no value."""


UNKNOWN: Final = Mark()
ERROR: Final = Mark()

Value = Any
"""A value of SPARQL: a number, a truth, words, a ``Named``, a ``Told`` or a ``Mark``."""

Row = dict[str, Value]
"""What the variables of a solution stand for: tokens, and what ``Told`` holds."""

Expression = Callable[[Row], Value]
_NUMBERS = (int, Decimal)
_ORDERS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


class Named(str):
    """An IRI, which is no string of SPARQL."""

    __slots__ = ()


class Told:
    """A variable's value that an expression gave, or several terms of which it is one."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


def expression(said: Any) -> Expression:  # noqa: ANN401 - rdflib gives terms and its own nodes
    """Return an expression, ready to be computed for rows."""
    if isinstance(said, Variable):
        return _variable(str(said))
    if isinstance(said, Literal | URIRef):
        value = value_of(token_of(said))
        return lambda _: value
    make = _MADE.get(said.name) if isinstance(said, Expr) else None
    return (lambda _: UNKNOWN) if make is None else make(said)


def value_of(token: str) -> Value:
    """Return the value that a token stands for: a number, plain words or a name."""
    if token[0] == "<":
        return Named(token[1:-1])
    if token[-1] == '"' and "\\" not in token:
        return token[1:-1]
    found = number(token)
    return UNKNOWN if found is None else found


def _variable(name: str) -> Expression:
    def value(row: Row) -> Value:
        bound = row.get(name)
        if bound is None:
            return ERROR
        return bound.value if isinstance(bound, Told) else value_of(bound)

    return value


def _name(said: Any) -> str:  # noqa: ANN401 - rdflib gives terms and its own nodes
    """Return the variable that an operand is, nothing for other operands."""
    return str(said) if isinstance(said, Variable) else ""


def _mark(*values: Value) -> Mark:
    """Return what comes of values that do not go together."""
    known = UNKNOWN not in values
    return ERROR if known and ERROR in values else UNKNOWN


def _is_number(value: Value) -> bool:
    return type(value) in _NUMBERS


def _relation(said: Expr) -> Expression:
    order = _ORDERS.get(str(said.op))
    if order is None:
        return lambda _: UNKNOWN
    left, right = expression(said.expr), expression(said.other)

    def told(row: Row) -> Value:
        one, other = left(row), right(row)
        if _is_number(one) and _is_number(other):
            return order(one, other)
        return _mark(one, other)

    return told


def _every(said: Expr) -> Expression:
    """Return ``&&``: one that is false decides."""
    return _decided_by(said, decisive=False)


def _either(said: Expr) -> Expression:
    """Return ``||``: one that is true decides."""
    return _decided_by(said, decisive=True)


def _decided_by(said: Expr, *, decisive: bool) -> Expression:
    """Return what is decided by one operand that has a value; else all have the other one."""
    operands = [expression(one) for one in (said.expr, *said.other)]
    other = not decisive

    def told(row: Row) -> Value:
        last: Value = other
        for operand in operands:
            value = operand(row)
            if value is decisive:
                return decisive
            if value is not other:
                last = _mark(last, value)
        return last

    return told


def _not(said: Expr) -> Expression:
    operand = expression(said.expr)

    def told(row: Row) -> Value:
        value = operand(row)
        return (not value) if isinstance(value, bool) else _mark(value)

    return told


def _product(said: Expr) -> Expression:
    first = expression(said.expr)
    rest = [(str(sign), expression(one)) for sign, one in zip(said.op, said.other, strict=True)]

    def told(row: Row) -> Value:
        found = first(row)
        factors = [(sign, one(row)) for sign, one in rest]
        if not _is_number(found) or not all(_is_number(one) for _, one in factors):
            return _mark(found, *(one for _, one in factors))
        # The reference computes in decimals from the first factor on.
        product = Decimal(found)
        try:
            for sign, one in factors:
                product = product * one if sign == "*" else product / one
        except DecimalException:
            return UNKNOWN
        return product

    return told


def _sum(said: Expr) -> Expression:
    first = expression(said.expr)
    rest = [(str(sign), expression(one)) for sign, one in zip(said.op, said.other, strict=True)]

    def told(row: Row) -> Value:
        found = first(row)
        terms = [(sign, one(row)) for sign, one in rest]
        if not _is_number(found) or not all(_is_number(one) for _, one in terms):
            return _mark(found, *(one for _, one in terms))
        for sign, one in terms:
            found = found + one if sign == "+" else found - one
        return found

    return told


def _absolute(said: Expr) -> Expression:
    operand = expression(said.arg)

    def told(row: Row) -> Value:
        value = operand(row)
        return abs(value) if _is_number(value) else _mark(value)

    return told


def _choice(said: Expr) -> Expression:
    """Return ``IF``."""
    asked, yes, no = (expression(one) for one in (said.arg1, said.arg2, said.arg3))

    def told(row: Row) -> Value:
        value = asked(row)
        if isinstance(value, bool):
            return yes(row) if value else no(row)
        return _mark(value)

    return told


def _words(said: Expr) -> Expression:
    """Return ``STR``."""
    operand, name = expression(said.arg), _name(said.arg)

    def told(row: Row) -> Value:
        token = row.get(name)
        if type(token) is str and token[0] == "<":
            return token[1:-1]
        value = operand(row)
        return str(value) if isinstance(value, str) else _mark(value)

    return told


def _joined(said: Expr) -> Expression:
    """Return ``CONCAT``."""
    operands = [expression(one) for one in said.arg]

    def told(row: Row) -> Value:
        values = [operand(row) for operand in operands]
        for value in values:
            if type(value) is not str:
                return _mark(*values)
        return "".join(values)

    return told


def _starts(said: Expr) -> Expression:
    """Return ``STRSTARTS``."""
    whole, start = expression(said.arg1), expression(said.arg2)

    def told(row: Row) -> Value:
        one, other = whole(row), start(row)
        if type(one) is str and type(other) is str:
            return one.startswith(other)
        return _mark(one, other)

    return told


def beginning(said: Any) -> tuple[str, str] | None:  # noqa: ANN401 - rdflib gives its own nodes
    """Return two variables where a filter lets no name pass that begins with the other's words.

    That is so of ``!STRSTARTS(STR(?name), ?words)``, alone or one of those joined by ``&&``,
    also where words are added after the name.
    """
    if not isinstance(said, Expr):
        return None
    if said.name == "ConditionalAndExpression":
        found = (beginning(one) for one in (said.expr, *said.other))
        return next((one for one in found if one is not None), None)
    starts = said.expr if said.name == "UnaryNot" else None
    if not isinstance(starts, Expr) or starts.name != "Builtin_STRSTARTS":
        return None
    words = starts.arg1
    if isinstance(words, Expr) and words.name == "Builtin_CONCAT":
        words = words.arg[0]
    is_text = isinstance(words, Expr) and words.name == "Builtin_STR"
    names = (_name(words.arg), _name(starts.arg2)) if is_text else ("", "")
    return names if all(names) else None


def _is_name(said: Expr) -> Expression:
    """Return ``isIRI``."""
    operand, name = expression(said.arg), _name(said.arg)

    def told(row: Row) -> Value:
        token = row.get(name)
        if type(token) is str and token[0] == "<":
            return True
        value = operand(row)
        return _mark(value) if isinstance(value, Mark) else isinstance(value, Named)

    return told


_MADE: dict[str, Callable[[Expr], Expression]] = {
    "RelationalExpression": _relation,
    "ConditionalAndExpression": _every,
    "ConditionalOrExpression": _either,
    "UnaryNot": _not,
    "MultiplicativeExpression": _product,
    "AdditiveExpression": _sum,
    "Builtin_ABS": _absolute,
    "Builtin_IF": _choice,
    "Builtin_STR": _words,
    "Builtin_CONCAT": _joined,
    "Builtin_STRSTARTS": _starts,
    "Builtin_isIRI": _is_name,
    "Builtin_isURI": _is_name,
}
