"""Results, verdicts, series and values by arm as statements."""

from trialgraph import names
from trialgraph.evidence.arm_results import ArmResult
from trialgraph.evidence.judging import Judged, JudgedSeries
from trialgraph.evidence.populations import ALL
from trialgraph.evidence.statements import Statements, individual
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.evidence.write_classes import write_result_classes
from trialgraph.evidence.write_trial import arm_iri, comparison_iri
from trialgraph.evidence.write_verdict import verdict_iri, write_verdict
from trialgraph.model.result import Estimate
from trialgraph.model.text import Absence, Number
from trialgraph.names import Iri
from trialgraph.verdict.dates import last_day
from trialgraph.verdict.reservations import blocking
from trialgraph.verdict.rules import is_plain_benefit

# What each measure and kind of arm value is called by others (STATO).
_MEASURES = {
    "HR": "obo:STATO_0000677",
    "OR": "obo:STATO_0000182",
    "RR": "obo:STATO_0000245",
    "RD": "obo:STATO_0000424",
}
_KINDS = {
    "median": "obo:STATO_0000659",
    "count": "obo:STATO_0000047",
    "proportion": "obo:STATO_0000607",
}


def result_iri(trial: TrialIdentity, judged: Judged) -> Iri:
    """Return a result's IRI."""
    return names.part(trial.iri, "result", *judged.key)


def series_iri(trial: TrialIdentity, series: JudgedSeries) -> Iri:
    """Return a series' IRI."""
    return names.part(trial.iri, "series", *series.key)


def write_result(graph: Statements, trial: TrialIdentity, judged: Judged) -> None:
    """State one result: its numbers, its place in time, its verdict's outcome."""
    iri = result_iri(trial, judged)
    analysis, estimate = judged.analysis, judged.analysis.estimate
    standard = _MEASURES.get(estimate.measure, "obo:STATO_0000085")
    graph.kind(iri, "Result", standard)
    graph.label(iri, _label(trial, judged))
    graph.link(iri, "trial", trial.iri)
    graph.link(trial.iri, "hasResult", iri)
    if analysis.comparison is not None:
        graph.link(iri, "comparison", comparison_iri(trial, analysis.comparison))
    graph.link(iri, "endPoint", names.concept("end-point", analysis.end_point))
    graph.words(iri, "measure", estimate.measure)
    graph.words(iri, "population", analysis.population)
    graph.words(iri, "assessor", estimate.assessor)
    graph.words(iri, "adjustment", estimate.adjustment)
    graph.words(iri, "timePoint", estimate.at)
    graph.words(iri, "model", estimate.model)
    graph.flag(iri, "isReversed", truth=analysis.is_reversed or None)
    graph.link(iri, "reportedAs", *(support.node for support in analysis.supports))
    _write_numbers(graph, iri, estimate)
    _write_p(graph, iri, estimate)
    _write_boundary(graph, iri, estimate)
    _write_time(graph, iri, judged)
    _write_outcome(graph, trial, judged)
    write_verdict(graph, iri, judged)


def _label(trial: TrialIdentity, judged: Judged) -> str:
    """Return a result in words."""
    estimate = judged.analysis.estimate
    value = estimate.value.printed if isinstance(estimate.value, Number) else estimate.value
    by = f" by {estimate.assessor}" if estimate.assessor else ""
    stage = f" ({judged.stage})" if judged.stage else ""
    end_point = judged.analysis.end_point
    return f"{trial.label} {end_point}{by} {estimate.measure} {value}{stage}"


def _write_numbers(graph: Statements, iri: Iri, estimate: Estimate) -> None:
    """State the value and its interval, with the printed text of the value."""
    if isinstance(estimate.value, Number):
        graph.decimal(iri, "value", estimate.value)
        graph.words(iri, "valuePrinted", estimate.value.printed)
        graph.integer(iri, "valueDecimals", estimate.value.decimals)
    interval = estimate.interval
    if interval is not None:
        graph.decimal(iri, "lower", interval.lower)
        graph.decimal(iri, "upper", interval.upper)
        graph.integer(iri, "lowerDecimals", decimals(interval.lower))
        graph.integer(iri, "upperDecimals", decimals(interval.upper))
        graph.decimal(iri, "level", interval.level)
        graph.integer(iri, "sides", interval.sides.count)
        graph.words(iri, "sidesOrigin", interval.sides.origin)
        graph.words(iri, "intervalKind", interval.kind)


def decimals(number: Number | Absence) -> int | None:
    """Return how many decimals a limit prints: every tolerance of rounding needs them."""
    return number.decimals if isinstance(number, Number) else None


def _write_p(graph: Statements, iri: Iri, estimate: Estimate) -> None:
    """State the p value as a comparison and a bound."""
    p = estimate.p
    if p is not None:
        graph.words(iri, "pComparator", p.comparator)
        graph.decimal(iri, "pValue", p.number)
        graph.integer(iri, "pDecimals", p.number.decimals)
        graph.words(iri, "pTests", p.tests)
        graph.integer(iri, "pSides", p.sides.count if p.sides else None)


def _write_boundary(graph: Statements, iri: Iri, estimate: Estimate) -> None:
    """State the boundary that governed the analysis, and how much information there was."""
    graph.integer(iri, "totalEvents", estimate.total_events)
    graph.integer(iri, "plannedEvents", estimate.planned_events)
    graph.decimal(iri, "informationFraction", estimate.information_fraction)
    boundary = estimate.boundary
    if boundary is not None:
        graph.decimal(iri, "boundaryValue", boundary.value)
        graph.decimal(iri, "boundaryP", boundary.p)
        graph.words(iri, "boundaryName", boundary.name)
        graph.words(iri, "boundarySpending", boundary.spending)
        graph.words(iri, "boundaryKind", boundary.kind)
        graph.flag(iri, "boundaryCrossed", truth=boundary.crossed)


def _write_time(graph: Statements, iri: Iri, judged: Judged) -> None:
    """State when the result could be read, and up to when its figures reach."""
    graph.code(iri, "stage", "Stage", judged.stage)
    if judged.available is not None:
        graph.day(iri, "availableFrom", judged.available.first)
        graph.words(iri, "availablePrecision", judged.available.precision)
        graph.day(iri, "availableForSure", last_day(judged.available))
    if judged.data_cutoff is not None:
        graph.day(iri, "dataCutoff", judged.data_cutoff.first)
        graph.words(iri, "dataCutoffPrecision", judged.data_cutoff.precision)
        graph.day(iri, "dataCutoffForSure", last_day(judged.data_cutoff))
    graph.decimal(iri, "followUpMonths", judged.follow_up_months)


def _write_outcome(graph: Statements, trial: TrialIdentity, judged: Judged) -> None:
    """State what the verdict comes to, so that a question needs no second node."""
    iri, verdict = result_iri(trial, judged), judged.verdict
    graph.code(iri, "direction", "Direction", verdict.direction)
    graph.code(iri, "strength", "Strength", verdict.strength)
    graph.code(iri, "reason", "Reason", verdict.reason)
    graph.code(iri, "basis", "Basis", verdict.basis)
    graph.words(iri, "rule", verdict.rule)
    graph.link(
        iri, "reservation", *(individual("Reservation", one) for one in verdict.reservations)
    )
    graph.link(
        iri,
        "blockingReservation",
        *(individual("Reservation", one) for one in sorted(blocking(verdict))),
    )
    is_whole = judged.analysis.population == ALL
    claims = [one for one in (verdict, judged.further) if one is not None]
    is_benefit = is_whole and any(is_plain_benefit(one) for one in claims)
    graph.flag(iri, "isPlainBenefit", truth=is_benefit)
    graph.flag(iri, "isCurrent", truth=judged.is_current)
    graph.flag(iri, "isDecisive", truth=judged.is_decisive)
    graph.flag(iri, "isOpen", truth=verdict.is_open)
    graph.words(iri, "unknownKeyPart", *judged.unknown_parts)
    graph.link(iri, "supersededBy", *(result_iri(trial, later) for later in judged.superseded_by))
    graph.link(iri, "verdict", verdict_iri(iri))
    write_result_classes(graph, iri, judged.analysis.estimate.measure, verdict.direction)


def write_series(graph: Statements, trial: TrialIdentity, series: JudgedSeries) -> None:
    """State which of a series' results decides and which is current."""
    iri = series_iri(trial, series)
    graph.kind(iri, "Series")
    graph.link(iri, "ofTrial", trial.iri)
    for one in series.members:
        graph.link(result_iri(trial, one), "series", iri)
        if one.is_decisive:
            graph.link(iri, "decisiveResult", result_iri(trial, one))
        if one.is_current:
            graph.link(iri, "currentResult", result_iri(trial, one))
    graph.code(iri, "sustainedState", "SustainedState", series.sustained)
    graph.flag(iri, "matchedOnUnknown", truth=series.matched_on_unknown)
    graph.flag(iri, "orderConflict", truth=series.order_conflict)


def write_arm_result(graph: Statements, trial: TrialIdentity, result: ArmResult) -> None:
    """State a value of one arm."""
    iri = names.part(trial.iri, "arm-result", *result.key)
    value = result.value.value
    graph.kind(iri, "ArmResult", *([_KINDS[value.kind]] if value.kind in _KINDS else []))
    arm, number = result.value.arm, value.value
    printed = number.printed if isinstance(number, Number) else str(number)
    label = f"{trial.label} {arm.label} {result.value.end_point} {value.kind} {printed}"
    graph.label(iri, label)
    graph.link(iri, "arm", arm_iri(trial, arm))
    graph.link(iri, "forEndPoint", names.concept("end-point", result.value.end_point))
    graph.link(iri, "ofResult", *(result_iri(trial, one) for one in result.results))
    graph.words(iri, "kind", value.kind)
    graph.words(iri, "unit", value.unit)
    graph.decimal(iri, "armValue", number)
    if isinstance(number, Absence):
        graph.words(iri, "armValueAbsence", number)
    if value.interval is not None:
        graph.decimal(iri, "armLower", value.interval.lower)
        graph.decimal(iri, "armUpper", value.interval.upper)
    graph.flag(iri, "isCurrentValue", truth=result.is_current)
    graph.link(iri, "reportedAs", *(one.node for one in result.supports))
