"""Printed values as JSON values: numbers with the printed value, spans as pairs."""

from collections.abc import Iterable
from typing import TypeAlias

from trialgraph.model.text import Absence, Number, Span, Stated

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_LONGEST_PLACE = 380  # characters; a longer place of a number points at nothing in particular


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


def near(passages: Iterable[Span], *printed: Number | Absence | None) -> tuple[Span, ...]:
    """Return passages; of ones too long to point at a number, the stretch over these numbers."""
    passages = tuple(passages)
    if sum(passage.end - passage.start for passage in passages) <= _LONGEST_PLACE:
        return passages
    places = [one.span for one in printed if isinstance(one, Number)]
    stretches = []
    for passage in passages:
        held = [place for place in places if passage.holds(place)]
        if held:
            last = max(place.end for place in held)
            stretches.append(Span(min(place.start for place in held), last))
    return tuple(stretches)


def span_keys(span: Span, others: Iterable[Span] = ()) -> dict[str, Json]:
    """Return ``span`` and, where a fact rests on several places, ``spans``."""
    places: list[Json] = [pair(each) for each in others]
    return {"span": pair(span), **({"spans": places} if places else {})}
