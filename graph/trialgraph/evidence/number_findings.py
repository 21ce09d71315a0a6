"""All that does not recompute in one trial, in the order in which it is told."""

from collections import defaultdict
from collections.abc import Sequence

from trialgraph.evidence.arm_results import ArmResult
from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.contrast_findings import contrast_findings
from trialgraph.evidence.count_findings import (
    comparison_findings,
    label_findings,
    percentage_findings,
)
from trialgraph.evidence.estimate_findings import Examined, estimate_findings
from trialgraph.evidence.findings import TrialFinding, in_order
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.plan_findings import plan_findings
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.terms.index import TermIndex


def number_findings(
    trial: TrialIdentity,
    arms: Sequence[MergedArm],
    results: Sequence[Judged],
    values: Sequence[ArmResult],
    terms: TermIndex,
) -> tuple[TrialFinding, ...]:
    """Return what does not fit among the numbers of a trial.

    Args:
        trial: with what its documents say.
        arms: of the trial.
        results: its judged analyses.
        values: its values by arm.
        terms: names of end points.
    """
    examined = _examined(trial, results, values)
    return in_order(
        [
            *estimate_findings(examined),
            *percentage_findings(trial),
            *label_findings(trial, terms),
            *comparison_findings(examined),
            *plan_findings(trial, arms, examined),
            *contrast_findings(examined),
        ]
    )


def _examined(
    trial: TrialIdentity, results: Sequence[Judged], values: Sequence[ArmResult]
) -> list[Examined]:
    """Return the results with all that their numbers are held against."""
    beside: defaultdict[tuple[str, ...], list[ArmResult]] = defaultdict(list)
    for value in values:
        for one in value.results:
            beside[one.key].append(value)
    return [Examined(trial, one, tuple(beside[one.key])) for one in results]
