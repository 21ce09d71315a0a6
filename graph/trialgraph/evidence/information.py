"""What an estimate rests on: the events and the patients that its documents print."""

import re
from collections.abc import Iterator, Sequence

from trialgraph.evidence.analyses import Analysis
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.result import ArmCount, Estimate
from trialgraph.model.text import Number
from trialgraph.model.trial import Trial
from trialgraph.verdict.gate_estimates import Information

_BOTH = 2
# A patient may have such an event several times: no count of patients bounds them.
_RECURRENT = re.compile(
    r"\brecurrent|\brepeated|\btotal (?:number|events)|\bexacerbations\b", re.IGNORECASE
)


def information(trial: TrialIdentity, analysis: Analysis) -> Information:
    """Return what is known of the events and patients behind an estimate.

    Of several counts of patients the largest is taken, so that a part of the
    patients never makes an estimate look too precise.
    """
    estimate = analysis.estimate
    sizes = _sizes(analysis)
    return Information(
        events=_events_by_arm(estimate),
        total_events=int(estimate.total_events.value) if estimate.total_events else None,
        patients=None if _may_recur(estimate) else _patients(trial, estimate, sizes),
        ratio=sizes[0] / sizes[1] if len(sizes) == _BOTH else 1.0,
        is_adjusted=estimate.adjustment == "adjusted",
    )


def _events_by_arm(estimate: Estimate) -> tuple[int, int] | None:
    """Return the events of both arms, where both are printed and had some."""
    counts = _counted(estimate.events)
    return (counts[0], counts[1]) if len(counts) == _BOTH and all(counts) else None


def _counted(counts: Sequence[ArmCount]) -> tuple[int, ...]:
    return tuple(int(one.n.value) for one in counts)


def total(printed: Number | None, by_arm: Sequence[ArmCount]) -> int | None:
    """Return a printed total, else the sum over both arms; one arm alone is no total."""
    if printed is not None:
        return int(printed.value)
    return sum(_counted(by_arm)) if len(by_arm) > 1 else None


def _may_recur(estimate: Estimate) -> bool:
    """Tell whether a patient may have the event more than once."""
    return _RECURRENT.search(f"{estimate.end_point} {estimate.end_point_printed}") is not None


def _sizes(analysis: Analysis) -> tuple[int, ...]:
    """Return how many patients were randomised to the two arms, where known and not 0."""
    if analysis.comparison is None:
        return ()
    pair = (analysis.comparison.experimental, analysis.comparison.comparator)
    sizes = (int(one.randomised.value) for one in pair if one.randomised is not None)
    return tuple(size for size in sizes if size)


def _patients(trial: TrialIdentity, estimate: Estimate, sizes: tuple[int, ...]) -> int | None:
    """Return how many patients the estimate can rest on at the most."""
    analysed = _counted(estimate.n_analysed)
    known = [sum(pair) for pair in (sizes, analysed) if len(pair) == _BOTH]
    known += [patients for mention in trial.own for patients in _of_all_arms(mention.trial)]
    return max(known, default=None)


def _of_all_arms(trial: Trial) -> Iterator[int]:
    """Yield the numbers of all patients randomised that a document prints, or that its arms make.

    An estimate may compare more than the two arms that it was read to be of.
    """
    if trial.n_randomised is not None:
        yield int(trial.n_randomised.value)
    sizes = [int(arm.n.value) for arm in trial.arms if arm.n is not None]
    if sizes:
        yield sum(sizes)
