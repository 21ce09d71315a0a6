"""The results of a reading as records: effects, values by arm, events and baseline."""

from trialgraph.extract.json_values import (
    Json,
    near,
    number,
    pair,
    record,
    span_keys,
    value_of,
)
from trialgraph.model.reading import Baseline
from trialgraph.model.result import (
    AdverseEvent,
    ArmCount,
    ArmValue,
    Boundary,
    Estimate,
    Interval,
    PValue,
)
from trialgraph.model.text import Absence, Number

_RATIOS = frozenset({"HR", "csHR", "sHR", "OR", "RR", "IRR", "RMST_ratio", "WR"})
_DIFFERENCES = frozenset({"RD", "difference", "MD", "SMD", "RMST_difference"})


def effect_record(estimate: Estimate) -> Json:
    """Return one comparison of arms on an end point."""
    return record(
        **_effect_names(estimate),
        **_interval(estimate.interval),
        **_p_value(estimate.p),
        **_analysis(estimate),
        boundary=_boundary(estimate.boundary),
        significant=estimate.significant,
        authors_say=value_of(estimate.authors_say),
        authors_say_span=pair(estimate.authors_say.span) if estimate.authors_say else None,
        second_hand=estimate.second_hand,
        trial=estimate.trial,
        rule=estimate.rule,
        **span_keys(estimate.span, near(estimate.passages, *_printed(estimate))),
    )


def _printed(estimate: Estimate) -> tuple[Number | Absence | None, ...]:
    """Return the numbers that make up an estimate: its value, limits and p."""
    interval, p = estimate.interval, estimate.p
    limits = (interval.lower, interval.upper) if interval else ()
    return (estimate.value, *limits, p.number if p else None)


def _effect_names(estimate: Estimate) -> dict[str, Json]:
    return record(
        endpoint=estimate.end_point,
        endpoint_printed=estimate.end_point_printed,
        assessor=estimate.assessor,
        at=estimate.at,
        measure=estimate.measure,
        value=number(estimate.value),
        printed=None if isinstance(estimate.value, Absence) else estimate.value.printed,
        hypothesis=estimate.hypothesis,
        null_value=_null_value(estimate.measure),
        margin=number(estimate.margin),
        experimental=estimate.experimental,
        comparator=estimate.comparator,
        population=estimate.population,
        adjustment=estimate.adjustment,
        model=estimate.model,
    )


def _null_value(measure: str) -> int | None:
    if measure in _RATIOS:
        return 1
    return 0 if measure in _DIFFERENCES else None


def _interval(interval: Interval | None, *, kind: bool = True) -> dict[str, Json]:
    if interval is None:
        return {}
    return record(
        ci_level=number(interval.level),
        ci_lower=number(interval.lower),
        ci_upper=number(interval.upper),
        ci_sides=interval.sides.count,
        ci_kind=interval.kind if kind else None,
    )


def _p_value(p: PValue | None) -> dict[str, Json]:
    if p is None:
        return {}
    return record(
        p_operator=p.comparator,
        p_value=number(p.number),
        p_sides=p.sides.count if p.sides else None,
        p_sides_span=pair(p.sides.span) if p.sides and p.sides.span else None,
        p_is=p.tests,
    )


def _analysis(estimate: Estimate) -> dict[str, Json]:
    return record(
        n_analysed=_counts(estimate.n_analysed),
        events=_counts(estimate.events),
        total_events=number(estimate.total_events),
        planned_events=number(estimate.planned_events),
        information_fraction=number(estimate.information_fraction),
        stage=estimate.stage,
        data_cutoff=estimate.data_cutoff.iso if estimate.data_cutoff else None,
        follow_up_months=number(estimate.follow_up_months),
        role=estimate.role,
    )


def _counts(counts: tuple[ArmCount, ...]) -> Json:
    return {count.arm: number(count.n) for count in counts} or None


def _boundary(boundary: Boundary | None) -> Json:
    if boundary is None:
        return None
    return record(
        value=number(boundary.value),
        p=number(boundary.p),
        name=boundary.name,
        spending=boundary.spending,
        kind=boundary.kind,
        crossed=boundary.crossed,
        **span_keys(boundary.span),
    )


_NO_MEDIAN = frozenset({Absence.NOT_REACHED, Absence.NOT_ESTIMABLE})


def arm_value_record(value: ArmValue) -> Json:
    """Return one value of one arm."""
    return record(
        endpoint=value.end_point,
        endpoint_printed=value.end_point_printed,
        assessor=value.assessor,
        arm=value.arm,
        kind=value.kind,
        value=number(value.value),
        unit=value.unit,
        at=value.at,
        **_interval(value.interval, kind=False),
        not_reached=True if value.value in _NO_MEDIAN else None,
        not_estimable=True if value.value is Absence.NOT_ESTIMABLE else None,
        n=number(value.n),
        N=number(value.total),
        population=value.population,
        stage=value.stage,
        rule=value.rule,
        **span_keys(value.span, near(value.passages, value.value, value.n, value.total)),
    )


def adverse_event_record(event: AdverseEvent) -> Json:
    """Return the patients of one arm with an adverse event."""
    return record(
        term=event.term,
        grade=event.grade,
        serious=event.serious,
        arm=event.arm,
        n=number(event.n),
        N=number(event.total),
        percent=number(event.percent),
        population=event.population,
        **span_keys(event.span, near(event.passages, event.n, event.total, event.percent)),
    )


def baseline_record(cell: Baseline) -> Json:
    """Return one cell of a baseline table."""
    return record(
        characteristic=cell.characteristic,
        category=cell.category,
        arm=cell.arm,
        kind=cell.kind,
        n=number(cell.n),
        percent=number(cell.percent),
        N=number(cell.total),
        value=number(cell.value),
        sd=number(cell.standard_deviation),
        min=number(cell.minimum),
        max=number(cell.maximum),
        q1=number(cell.lower_quartile),
        q3=number(cell.upper_quartile),
        unit=cell.unit,
        **span_keys(cell.span),
    )
