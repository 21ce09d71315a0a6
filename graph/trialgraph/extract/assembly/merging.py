"""One fact for an estimate that a document prints several times."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from trialgraph.model.result import Estimate, Interval
from trialgraph.model.text import Number


def same_number(one: object, other: object) -> bool:
    """Tell whether two printed numbers are one, the coarser a rounding of the finer."""
    if not isinstance(one, Number) or not isinstance(other, Number):
        return not isinstance(one, Number) and not isinstance(other, Number)
    coarse, fine = sorted((one, other), key=lambda number: number.decimals)
    step = Decimal(1).scaleb(-coarse.decimals)
    rounded = {fine.value.quantize(step, mode) for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN)}
    return coarse.value in rounded


def merged(estimates: Iterable[Estimate]) -> list[Estimate]:
    """Return estimates with each fact once; ``also`` holds the other places that print it."""
    kept: list[Estimate] = []
    for estimate in estimates:
        at = next((i for i, other in enumerate(kept) if _same(other, estimate)), None)
        if at is None:
            kept.append(estimate)
        else:
            kept[at] = _joined(kept[at], estimate)
    return kept


def _same(one: Estimate, other: Estimate) -> bool:
    return (
        (one.end_point, one.measure, one.second_hand)
        == (other.end_point, other.measure, other.second_hand)
        and _agree(one.population, other.population, "all")
        and all(
            _agree(a, b, None)
            for a, b in (
                (one.adjustment, other.adjustment),
                (one.experimental, other.experimental),
                (one.comparator, other.comparator),
                (one.assessor, other.assessor),
            )
        )
        and same_number(one.value, other.value)
        and _same_limits(one.interval, other.interval)
        and (one.p is None or other.p is None or same_number(one.p.number, other.p.number))
    )


def _agree(one: object, other: object, unknown: object) -> bool:
    return one == other or (unknown is None and unknown in (one, other))


def _same_limits(one: Interval | None, other: Interval | None) -> bool:
    if one is None or other is None:
        return True
    return same_number(one.lower, other.lower) and same_number(one.upper, other.upper)


def _weight(estimate: Estimate) -> tuple[bool, int, bool, bool]:
    decimals = estimate.value.decimals if isinstance(estimate.value, Number) else 0
    return (
        estimate.interval is not None,
        decimals,
        estimate.p is not None,
        estimate.stage is not None,
    )


def _joined(one: Estimate, other: Estimate) -> Estimate:
    """Return the fuller of two printings, completed by the other."""
    best, rest = (other, one) if _weight(other) > _weight(one) else (one, other)
    fields = (
        "interval",
        "p",
        "assessor",
        "adjustment",
        "stage",
        "authors_say",
        "significant",
        "boundary",
        "total_events",
        "information_fraction",
        "experimental",
        "comparator",
    )
    filled = {name: getattr(rest, name) for name in fields if getattr(best, name) is None}
    return replace(best, also=tuple(dict.fromkeys((*best.also, rest.span, *rest.also))), **filled)


def without_restatements(found: list[Estimate]) -> list[Estimate]:
    """Return estimates without bare repetitions of a value that another one prints in full."""
    full = [one for one in found if one.interval or one.p]
    kept: list[Estimate] = []
    for one in found:
        bare = one.interval is None and one.p is None and not one.second_hand
        if bare and any(
            other.measure == one.measure and same_number(other.value, one.value) for other in full
        ):
            continue
        if one.rule == "sentence-p" and any(_has_its_p(other, one) for other in full):
            continue
        kept.append(one)
    return kept


def comparison_of(one: Estimate) -> tuple[object, ...]:
    """Return what estimates with different values must differ in."""
    return (
        *(one.end_point, one.measure, one.population, one.at, one.assessor),
        *(one.experimental, one.comparator, one.adjustment, one.stage, one.trial),
    )


def _has_its_p(full: Estimate, alone: Estimate) -> bool:
    """Tell whether an estimate is what a p value printed alone was computed with."""
    return (
        full.measure != "other"
        and (full.end_point, full.population) == (alone.end_point, alone.population)
        and full.p is not None
        and alone.p is not None
        and same_number(full.p.number, alone.p.number)
    )
