"""Findings about plans and about how many patients there are."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.estimate_findings import Examined, shown, told
from trialgraph.evidence.findings import FindingCode, TrialFinding, finding
from trialgraph.evidence.trials import Mention, TrialIdentity
from trialgraph.model.result import ArmCount
from trialgraph.model.text import Number
from trialgraph.model.trial import Arm, SignificanceLevel
from trialgraph.names import Iri
from trialgraph.rdf.places import fact
from trialgraph.verdict import gate
from trialgraph.verdict.gate_counts import total
from trialgraph.verdict.gate_design import boundary, design, information_fraction

_BOTH = 2


def plan_findings(
    trial: TrialIdentity, arms: Sequence[MergedArm], examined: Sequence[Examined]
) -> Iterator[TrialFinding]:
    """Yield what does not fit in boundaries, sample sizes, sums and numbers of patients."""
    for one in examined:
        for check in (_boundary, _fraction, _sums):
            yield from check(one)
    for mention in trial.with_role("reports"):
        yield from _design(mention, examined)
    for mention in trial.own:
        yield from _populations(mention, arms)


def _boundary(one: Examined) -> Iterator[TrialFinding]:
    """G6: a boundary printed as a hazard ratio is the one printed as a p."""
    printed, events = one.given.boundary, one.given.total_events
    if printed is None or printed.value is None or printed.p is None or not events:
        return
    is_ratio = one.given.measure == "HR" and printed.value.value > 0
    if not is_ratio or not 0 < printed.p.value < 1:
        return
    sides = one.given.boundary_sides or 2
    checked = boundary(printed.value.value, printed.p.value, events, sides=sides)
    message = (
        f"{one.label}: a boundary of {printed.value.printed} at {events} events is not that of"
        f" p {printed.p.printed}; they are {shown(checked.distance)} standard errors apart"
    )
    yield from told(checked, FindingCode.BOUNDARY_NOT_OF_P, lambda: message, one.places)


def _fraction(one: Examined) -> Iterator[TrialFinding]:
    """G8: the fraction of information is events over planned events."""
    printed = one.judged.analysis.estimate.information_fraction
    events, planned = one.given.total_events, one.given.planned_events
    if printed is None or not events or not planned:
        return
    checked = information_fraction(events, planned, printed)
    message = (
        f"{one.label}: {events} of {planned} events are {shown(events / planned)},"
        f" printed {printed.printed}"
    )
    code = FindingCode.INFORMATION_FRACTION_DIFFERS
    yield from told(checked, code, lambda: message, one.places)


def _sums(one: Examined) -> Iterator[TrialFinding]:
    """G10: the events of the arms add up to the total."""
    estimate = one.judged.analysis.estimate
    if estimate.total_events is not None and len(estimate.events) == _BOTH:
        parts, whole = _counted(estimate.events), int(estimate.total_events.value)
        message = f"{one.label}: {parts[0]} and {parts[1]} events are {sum(parts)}, printed {whole}"
        code = FindingCode.SUM_DIFFERS
        yield from told(total(parts, whole), code, lambda: message, one.places)


def _counted(counts: Sequence[ArmCount]) -> list[int]:
    return [int(one.n.value) for one in counts]


def _design(mention: Mention, examined: Sequence[Examined]) -> Iterator[TrialFinding]:
    """G7: level, power, events and target of a sample size fit together, at some printed level."""
    plan = mention.trial.design
    figures = (plan.power, plan.planned_events, plan.target_hr)
    if any(one is None or one.value <= 0 for one in figures) or _has_margin(mention, examined):
        return
    power, events, target = (one for one in figures if one is not None)
    if not _is_power(power) or target.value == 1:
        return
    effective = _of_equal_arms(mention, int(events.value))
    checks = {
        one: design(one.alpha.value / one.sides.count, power.value, effective, target.value, None)
        for one in _primary_levels(plan.levels)
    }
    if not checks:
        return
    best = min(checks, key=lambda one: checks[one].distance)
    message = (
        f"{events.printed} events, hazard ratio {target.printed}, power {power.printed}:"
        f" {shown(checks[best].distance)} standard errors from the {_sided(best)} level"
        f" {best.alpha.printed}{_other_side(best, (power, target), effective)}"
    )
    code = FindingCode.DESIGN_NOT_CONSISTENT
    yield from told(checks[best], code, lambda: message, (mention.node,))


def _sided(level: SignificanceLevel) -> str:
    return {1: "one-sided", 2: "two-sided"}[level.sides.count]


def _is_power(power: Number) -> bool:
    return Decimal("0.5") <= power.value < 1


def _other_side(level: SignificanceLevel, figures: tuple[Number, Number], events: int) -> str:
    """Return in words that the other number of sides would fit, if it does."""
    power, target = figures
    other = 3 - level.sides.count
    checked = design(level.alpha.value / other, power.value, events, target.value, None)
    if checked.severity is not gate.Severity.PASS:
        return ""
    return f"; {'one-sided' if other == 1 else 'two-sided'} it would fit"


def _has_margin(mention: Mention, examined: Sequence[Examined]) -> bool:
    """Tell whether the document tests a margin: its events are not for superiority alone."""
    return any(
        one.judged.analysis.estimate.hypothesis != "superiority"
        for one in examined
        if one.judged.analysis.mention == mention
    )


def _of_equal_arms(mention: Mention, events: int) -> int:
    """Return as many events of arms of equal size as are worth those of the arms there are."""
    sizes = [arm.n.value for arm in mention.trial.arms if arm.n is not None and arm.n.value]
    if len(sizes) != _BOTH:
        return events
    share = sizes[0] / sum(sizes)
    return int(4 * share * (1 - share) * events)


def _primary_levels(levels: Sequence[SignificanceLevel]) -> list[SignificanceLevel]:
    """Return the levels that may be the primary end point's."""
    possible = [one for one in levels if 0 < one.alpha.value < 1]
    named = [one for one in possible if "primary" in one.applies_to]
    return named or [one for one in possible if not one.applies_to]


def _populations(mention: Mention, arms: Sequence[MergedArm]) -> Iterator[TrialFinding]:
    """Yield populations of an arm that hold more patients than it was given by chance.

    Patients are counted in the arm whose treatment they got; more over all arms than
    were randomised is impossible.
    """
    by_name: dict[str, list[tuple[Arm, Number, Number]]] = {}
    for arm in mention.trial.arms:
        merged = next((one for one in arms if one.is_called(arm.label, mention.document)), None)
        randomised = merged.randomised if merged is not None else None
        if randomised is not None:
            for size in arm.n_by_population:
                by_name.setdefault(size.population, []).append((arm, size.n, randomised))
    for name, sized in by_name.items():
        yield from _population(mention, name, sized)


def _population(
    mention: Mention, name: str, sized: Sequence[tuple[Arm, Number, Number]]
) -> Iterator[TrialFinding]:
    """Yield what does not fit in one population of all arms."""
    held = sum(int(size.value) for _, size, _ in sized)
    randomised = sum(int(whole.value) for _, _, whole in sized)
    larger = [(arm, size, whole) for arm, size, whole in sized if size.value > whole.value]
    if not larger:
        return
    is_whole = len(sized) == len(mention.trial.arms)
    sizes = " and ".join(f"{size.printed} in {arm.label}" for arm, size, _ in larger)
    wholes = " and ".join(whole.printed for _, _, whole in larger)
    message = f"{name}: {sizes}, of {wholes} randomised; {held} of {randomised} in all arms"
    places = [_size_node(mention, arm, size) for arm, size, _ in larger]
    if held > randomised and is_whole:
        yield finding(FindingCode.IMPOSSIBLE_N, "warning", message, places)
    else:
        yield finding(FindingCode.AS_TREATED_SHIFT, "information", message, places)


def _size_node(mention: Mention, arm: Arm, size: Number) -> Iri:
    """Return the IRI of the reported size of a population of an arm."""
    return fact(mention.document, "population-size", arm.span, size.span)
