"""Printed values as JSON values: numbers with the printed value, spans as pairs."""

from collections.abc import Iterable
from typing import TypeAlias

from trialgraph.model.text import Absence, Number, Span, Stated

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def record(**keys: Json) -> dict[str, Json]:
    """Return the keys whose value is known; an empty list is knowledge, an empty word is not."""
    return {key: value for key, value in keys.items() if value is not None and value != ""}


def number(printed: Number | Absence | None) -> int | float | None:
    """Return the value that JSON prints as the document did, or nothing for an absence."""
    if not isinstance(printed, Number):
        return None
    whole = printed.value == printed.value.to_integral_value()
    return int(printed.value) if whole else float(printed.value)


def value_of(stated: Stated | None) -> str | None:
    """Return the standard value of printed words."""
    return stated.value if stated else None


def pair(span: Span) -> list[Json]:
    """Return a span as ``[start, end]``."""
    return [span.start, span.end]


def span_keys(span: Span, others: Iterable[Span] = ()) -> dict[str, Json]:
    """Return ``span`` and, where a fact rests on several places, ``spans``."""
    places: list[Json] = [pair(each) for each in others]
    return {"span": pair(span), **({"spans": places} if places else {})}
