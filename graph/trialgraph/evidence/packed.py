"""Values of the model as a few bytes, and back.

A field that has its default is left out. What is packed is read by this version alone.
"""

import dataclasses
import types
import typing
import zlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

import orjson

from trialgraph.model.text import Absence, Number, Span
from trialgraph.rdf.values import values_of

_FASTEST = 1

Model = TypeVar("Model")
_Way = Callable[[typing.Any], typing.Any]


@dataclasses.dataclass(frozen=True, slots=True)
class _Ways:
    """How values of one type are written and read."""

    written: _Way
    read: _Way


def packed(value: object) -> bytes:
    """Return a value of the model as bytes; equal values give equal bytes."""
    return zlib.compress(plain_packed(value), _FASTEST)


def unpacked(content: bytes, model: type[Model]) -> Model:
    """Return the value of a class that ``packed`` wrote."""
    return plain_unpacked(zlib.decompress(content), model)


def plain_packed(value: object) -> bytes:
    """Return a small value of the model as bytes, not compressed."""
    return orjson.dumps(_of_model(type(value)).written(value))


def plain_unpacked(content: bytes, model: type[Model]) -> Model:
    """Return the value of a class that ``plain_packed`` wrote."""
    return cast("Model", _of_model(model).read(orjson.loads(content)))


def _same(value: object) -> object:
    return value


_AS_IT_IS = _Ways(_same, _same)


def _span(value: Span) -> list[object]:
    whole = [value.start, value.end]
    return [*whole, value.pointer] if value.pointer else cast("list[object]", whole)


def _number(value: Number | Absence) -> object:
    return (
        value.value
        if isinstance(value, Absence)
        else [str(value.value), value.printed, _span(value.span)]
    )


def _number_of(read: typing.Any) -> Number | Absence:  # noqa: ANN401 -- what JSON gives
    if isinstance(read, str):
        return Absence(read)
    return Number(Decimal(read[0]), read[1], Span(*read[2]))


_SIMPLE: dict[object, _Ways] = {
    date: _Ways(date.isoformat, date.fromisoformat),
    Span: _Ways(_span, lambda read: Span(*read)),
    Number: _Ways(_number, _number_of),
}


_KNOWN: dict[type, _Ways] = {}


def _of_model(model: type) -> _Ways:
    """Return how values of a class are written and read: by their fields' names."""
    if model not in _KNOWN:
        _KNOWN[model] = _made(model)
    return _KNOWN[model]


def _made(model: type) -> _Ways:
    """Return new ways for a class."""
    hints = typing.get_type_hints(model)
    fields = dataclasses.fields(model)
    ways = {one.name: _of_hint(hints[one.name]) for one in fields}
    values = values_of([one.name for one in fields])
    rows = [(one.name, one.default, ways[one.name].written) for one in fields]
    read_as = {name: one.read for name, one in ways.items() if one is not _AS_IT_IS}

    def written(value: object) -> object:
        return {
            name: way(one)
            for (name, default, way), one in zip(rows, values(value), strict=True)
            if one is not default and (default is dataclasses.MISSING or one != default)
        }

    def read(said: dict[str, object]) -> object:
        for name, one in said.items():
            if name in read_as:
                said[name] = read_as[name](one)
        return model(**said)

    return _Ways(written, read)


def _of_hint(hint: object) -> _Ways:
    """Return how values of a type are written and read; ``None`` is itself."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        there = [one for one in args if one not in {type(None), Absence}]
        return _or_none(_of_hint(there[0])) if type(None) in args else _of_hint(there[0])
    if origin is tuple:
        part = _of_hint(args[0])
        return _Ways(
            lambda value: [part.written(one) for one in value],
            lambda read: tuple([part.read(one) for one in read]),
        )
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    is_model = isinstance(hint, type) and dataclasses.is_dataclass(hint)
    return _of_model(cast("type", hint)) if is_model else _AS_IT_IS


def _or_none(ways: _Ways) -> _Ways:
    """Return the same ways for values that may be ``None``."""
    return _Ways(
        lambda value: None if value is None else ways.written(value),
        lambda read: None if read is None else ways.read(read),
    )
