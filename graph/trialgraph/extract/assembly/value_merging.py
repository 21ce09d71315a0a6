"""One fact for a value of an arm that a document prints several times."""

from collections import defaultdict
from dataclasses import replace

from trialgraph.extract.assembly.merging import same_number
from trialgraph.model import lazy
from trialgraph.model.result import ArmValue
from trialgraph.model.text import Number, Span

_WHOLE = {"all", "measurable disease"}
_SIZE = lazy.regex(r"\s?\(n\s?=\s?\d[\d,]*\)|\s(?:subgroup|subset|(?:sub)?population|cohort)\b")


def merged_values(values: list[ArmValue]) -> list[ArmValue]:
    """Return values with each fact once; ``also`` holds the other places that print it."""
    kept: list[ArmValue] = []
    also: list[dict[Span, None]] = []
    alike: dict[tuple[object, ...], dict[int, None]] = defaultdict(dict)
    for value in values:
        near = sorted({at for key in _keys(value, (-1, 0, 1)) for at in alike[key]})
        at = next((at for at in near if _same(kept[at], value)), len(kept))
        if at == len(kept):
            kept.append(value)
            also.append({})
        else:
            kept[at], rest = _joined(kept[at], value)
            also[at][rest] = None
        for key in _keys(kept[at], (0,)):
            alike[key][at] = None
    return [
        replace(value, also=tuple(spans)) if spans else value
        for value, spans in zip(kept, also, strict=True)
    ]


def _keys(value: ArmValue, steps: tuple[int, ...]) -> list[tuple[object, ...]]:
    """Return under what values of one thing and about one size are kept together."""
    number = value.value
    sizes = [int(number.value) + step for step in steps] if isinstance(number, Number) else [None]
    return [(value.end_point, value.arm, value.kind, size) for size in sizes]


def same_thing(one: ArmValue, other: ArmValue) -> bool:
    """Tell whether two values are of one end point, arm, kind and time.

    A share is one fact with its time point and, printed again, without it.
    """
    times = {one.at, other.at}
    return (one.end_point, one.arm, one.kind) == (other.end_point, other.arm, other.kind) and (
        len(times) == 1 or (one.kind == "proportion" and "" in times)
    )


def _same(one: ArmValue, other: ArmValue) -> bool:
    # An analysis set that only the table names is still the whole trial to the text.
    patients = {_SIZE.sub("", value.population) for value in (one, other)}
    if not same_thing(one, other) or (len(patients) > 1 and patients != _WHOLE):
        return False
    if one.assessor and other.assessor and one.assessor != other.assessor:
        return False
    uppers = [value.interval.upper for value in (one, other) if value.interval]
    same_limits = len(uppers) == 1 or not uppers or same_number(*uppers)
    return same_number(one.value, other.value) and same_limits


def _joined(one: ArmValue, other: ArmValue) -> tuple[ArmValue, Span]:
    """Return one fact for two, with the place of the one that is not shown."""
    best, rest = (other, one) if one.interval is None and other.interval else (one, other)
    whole = replace(
        best,
        n=best.n or rest.n,
        total=best.total or rest.total,
        at=best.at or rest.at,
        assessor=best.assessor or rest.assessor,
        stage=best.stage or rest.stage,
        population=max(best.population, rest.population, key=len),
    )
    return whole, rest.span
