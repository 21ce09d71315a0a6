"""Events and patients behind an estimate, counted by arm."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trialgraph.extract.mentions.end_points import TIME_TO_EVENT, is_time_to_event
from trialgraph.model.result import ArmCount, ArmValue, Estimate
from trialgraph.model.text import Number
from trialgraph.model.trial import Trial

# Times that are known of every patient; deterioration and response are not.
_OF_ALL = TIME_TO_EVENT - {"TTD", "DoR"}


def with_counts(estimate: Estimate, values: Sequence[ArmValue], trial: Trial) -> Estimate:
    """Return an estimate with the events and patients of its arms, where printed once."""
    if None in (estimate.experimental, estimate.comparator) or estimate.second_hand:
        return estimate
    counted = [value for value in values if _is_of(value, estimate)]
    events = () if estimate.population != "all" else _both(estimate, _events(counted, estimate.at))
    patients = _both(estimate, ((value.arm, value.total) for value in counted))
    if not patients and estimate.end_point in _OF_ALL and estimate.population == "all":
        patients = _both(estimate, _as_analysed(trial))
    return replace(estimate, events=events, n_analysed=patients)


def _is_of(value: ArmValue, estimate: Estimate) -> bool:
    analysed = "all" if value.population == "measurable disease" else value.population
    return (
        analysed == estimate.population
        and value.end_point == estimate.end_point
        and value.assessor == estimate.assessor
    )


def _events(counted: list[ArmValue], at: str) -> Iterable[tuple[str, Number | None]]:
    """Return events by arm; those until another time ("one death within 30 days") are not all."""
    return (
        (value.arm, value.n)
        for value in counted
        if is_time_to_event(value.end_point)
        and value.kind in {"proportion", "count"}
        and value.at in {"", at}
    )


def _as_analysed(trial: Trial) -> Iterable[tuple[str, Number | None]]:
    """Return the patients of each arm that the head of a table gives as analysed."""
    return (
        (arm.label, size.n)
        for arm in trial.arms
        for size in arm.n_by_population
        if size.population.startswith("ITT")
    )


def _both(estimate: Estimate, found: Iterable[tuple[str, Number | None]]) -> tuple[ArmCount, ...]:
    """Return a count for each of the two arms; nothing when one is missing or told twice."""
    arms = (estimate.experimental, estimate.comparator)
    counts = {(arm, n.value): ArmCount(arm=arm, n=n) for arm, n in found if n and arm in arms}
    whole = len(counts) == len({arm for arm, _ in counts}) == len(arms)
    return tuple(counts.values()) if whole else ()
