"""One fact for a value of an arm that a document prints several times."""

from dataclasses import replace

from trialgraph.extract.assembly.merging import same_number
from trialgraph.model.result import ArmValue

_WHOLE = {"all", "measurable disease"}


def merged_values(values: list[ArmValue]) -> list[ArmValue]:
    """Return values with each fact once; ``also`` holds the other places that print it."""
    kept: list[ArmValue] = []
    for value in values:
        at = next((i for i, other in enumerate(kept) if _same(other, value)), None)
        if at is None:
            kept.append(value)
        else:
            kept[at] = _joined(kept[at], value)
    return kept


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
    patients = {one.population, other.population}
    if not same_thing(one, other) or (len(patients) > 1 and patients != _WHOLE):
        return False
    if one.assessor and other.assessor and one.assessor != other.assessor:
        return False
    uppers = [value.interval.upper for value in (one, other) if value.interval]
    same_limits = len(uppers) == 1 or not uppers or same_number(*uppers)
    return same_number(one.value, other.value) and same_limits


def _joined(one: ArmValue, other: ArmValue) -> ArmValue:
    best, rest = (other, one) if one.interval is None and other.interval else (one, other)
    return replace(
        best,
        n=best.n or rest.n,
        total=best.total or rest.total,
        at=best.at or rest.at,
        assessor=best.assessor or rest.assessor,
        stage=best.stage or rest.stage,
        population=max(best.population, rest.population, key=len),
        also=tuple(dict.fromkeys((*best.also, rest.span, *rest.also))),
    )
