"""What a document would say that cannot be: an estimate outside its own interval, and the like.

A document that prints such a thing is stored as it prints it. A correction that brings it
about is a slip of whoever corrects.
"""

from collections.abc import Iterator

from trialgraph.model.reading import TrialDocument
from trialgraph.model.result import AdverseEvent, ArmValue, Estimate, Interval, PValue
from trialgraph.model.text import Absence, Number

_ABOVE_ZERO = frozenset({"HR", "csHR", "sHR", "OR", "RR", "IRR", "RMST_ratio", "WR"})


def impossible(reading: TrialDocument) -> frozenset[str]:
    """Return what cannot be in what a document says, each with its numbers and its place."""
    told = [
        *(one for each in reading.estimates for one in _of_estimate(each, reading)),
        *(one for each in reading.arm_values for one in _of_value(each)),
        *(one for each in reading.adverse_events for one in _of_counts(each)),
    ]
    return frozenset(told)


def _of_estimate(one: Estimate, reading: TrialDocument) -> Iterator[str]:
    """Yield what cannot be in an estimate."""
    yield from _outside(one.value, one.interval, str(one.span))
    yield from _not_a_probability(one.p, str(one.span))
    if one.measure in _ABOVE_ZERO and isinstance(one.value, Number) and one.value.value <= 0:
        yield f"says {one.value.printed} as {one.measure} at {one.span}, wanted a ratio above 0"
    patients = 0 if one.second_hand else _patients(one, reading)
    if one.total_events and patients and one.total_events.value > patients:
        yield (
            f"says {one.total_events.printed} events at {one.span}, wanted no more than the "
            f"{patients} patients"
        )


def _patients(one: Estimate, reading: TrialDocument) -> int:
    """Return the most patients that an estimate may be of; 0 where the document tells none."""
    counts = [sum(int(each.n.value) for each in one.n_analysed)]
    for trial in reading.trials:
        arms = (arm.n for arm in trial.arms)
        counts.append(sum(int(n.value) for n in arms if n))
        counts += [int(n.value) for n in (trial.n_randomised, trial.enrolment) if n]
    return max(counts)


def _of_value(one: ArmValue) -> Iterator[str]:
    """Yield what cannot be in the value of an arm."""
    yield from _outside(one.value, one.interval, str(one.span))
    yield from _of_counts(one)


def _of_counts(one: ArmValue | AdverseEvent) -> Iterator[str]:
    """Yield that more patients had an event than were looked at."""
    if one.n and one.total and one.n.value > one.total.value:
        yield f"says {one.n.printed} of {one.total.printed} patients at {one.span}"


def _outside(value: Number | Absence, interval: Interval | None, place: str) -> Iterator[str]:
    """Yield that a value is outside its interval, or that the interval runs downwards."""
    lower, upper = (
        (None, None) if interval is None else (_number(interval.lower), _number(interval.upper))
    )
    if lower and upper and lower.value > upper.value:
        yield (
            f"says an interval at {place} whose lower limit, {lower.printed}, is above its "
            f"upper one, {upper.printed}"
        )
    if not isinstance(value, Number):
        return
    if lower and value.value < lower.value:
        yield f"says {value.printed} at {place}, below its own interval, from {lower.printed}"
    if upper and value.value > upper.value:
        yield f"says {value.printed} at {place}, above its own interval, to {upper.printed}"


def _not_a_probability(p: PValue | None, place: str) -> Iterator[str]:
    """Yield that a p value is none."""
    if p is not None and not 0 <= p.number.value <= 1:
        yield f"says a p value of {p.number.printed} at {place}, wanted one from 0 to 1"


def _number(limit: Number | Absence) -> Number | None:
    return limit if isinstance(limit, Number) else None
