"""A registry's tables of events and of baseline measures as the rows that ``extract`` prints.

The tables themselves are the one home of these facts; the rows are only a face of them.
"""

from collections.abc import Iterator

from trialgraph.extract.json_values import Json, number, record, span_keys
from trialgraph.extract.record_values import code
from trialgraph.model import lazy
from trialgraph.model.registry import (
    BaselineMeasure,
    BaselineTables,
    EventTables,
    Measurement,
    RegistryResults,
)
from trialgraph.model.text import Number

_COUNTED = lazy.regex(r"(?i)(?:number of )?(?:participants|patients|subjects|people)")


def event_rows(results: RegistryResults | None) -> list[Json]:
    """Return one row for each group of each registered event, all grades together."""
    return list(_event_rows(results.events)) if results and results.events else []


def _event_rows(tables: EventTables) -> Iterator[Json]:
    arms = {each.identifier: each.arm or each.title or each.identifier for each in tables.groups}
    for event in tables.events:
        for count in event.counts:
            yield record(
                term=event.term,
                grade="any",
                serious=event.serious,
                arm=arms.get(count.group, count.group),
                n=number(count.affected),
                N=number(count.at_risk),
                population="safety",
                **span_keys(count.span),
            )


def baseline_rows(results: RegistryResults | None) -> list[Json]:
    """Return one row for each cell of the baseline tables."""
    return list(_baseline_rows(results.baseline)) if results and results.baseline else []


def _baseline_rows(tables: BaselineTables) -> Iterator[Json]:
    arms = {group.identifier: group.arm or group.title for group in tables.groups}
    over_all = {each.group: each.n for each in tables.denominators}
    for measure in tables.measures:
        own = {(each.group, each.class_title): each.n for each in measure.denominators}
        for cell in measure.measurements:
            total = own.get((cell.group, cell.class_title), own.get((cell.group, "")))
            yield record(
                characteristic=measure.title,
                category=": ".join(filter(None, (cell.class_title, cell.category))),
                arm=arms.get(cell.group, cell.group),
                **_figures(measure, cell),
                N=number(total if isinstance(total, Number) else over_all.get(cell.group)),
                **span_keys(cell.span),
            )


def _figures(measure: BaselineMeasure, cell: Measurement) -> dict[str, Json]:
    """Return the numbers of a cell under the names that its parameter gives them."""
    parameter = code(measure.parameter)
    if parameter == "COUNT_OF_PARTICIPANTS" or _COUNTED.fullmatch(measure.unit.strip()):
        return {"kind": "count", "n": number(cell.value)}
    kind = {"MEAN": "mean", "MEDIAN": "median"}.get(parameter)
    return {
        "kind": kind,
        "value": number(cell.value),
        "unit": measure.unit,
        **_spread(code(measure.dispersion), cell),
    }


def _spread(dispersion: str, cell: Measurement) -> dict[str, Json]:
    if dispersion == "STANDARD_DEVIATION":
        return {"sd": number(cell.spread)}
    if dispersion == "FULL_RANGE":
        return {"min": number(cell.lower), "max": number(cell.upper)}
    if dispersion.startswith("INTER_QUARTILE"):
        return {"q1": number(cell.lower), "q3": number(cell.upper)}
    return {}
