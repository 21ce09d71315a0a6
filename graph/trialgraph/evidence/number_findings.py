"""All that does not recompute in one trial, in the order in which it is told."""

from collections import defaultdict
from collections.abc import Sequence

from trialgraph.evidence.arm_results import ArmResult
from trialgraph.evidence.arms import MergedArm
from trialgraph.evidence.contrast_findings import contrast_findings
from trialgraph.evidence.count_findings import comparison_findings, percentage_findings
from trialgraph.evidence.estimate_findings import Examined, estimate_findings
from trialgraph.evidence.findings import TrialFinding, in_order
from trialgraph.evidence.information import information
from trialgraph.evidence.inputs import TrialSetting, analysis_input
from trialgraph.evidence.judging import Judged
from trialgraph.evidence.plan_findings import plan_findings


def number_findings(
    setting: TrialSetting,
    arms: Sequence[MergedArm],
    results: Sequence[Judged],
    values: Sequence[ArmResult],
) -> tuple[TrialFinding, ...]:
    """Return what does not fit among the numbers of a trial.

    Args:
        setting: the trial with its plan.
        arms: of the trial.
        results: its judged analyses.
        values: its values by arm.
    """
    trial = setting.plan.trial
    examined = _examined(setting, results, values)
    return in_order(
        [
            *estimate_findings(examined),
            *percentage_findings(trial),
            *comparison_findings(examined),
            *plan_findings(trial, arms, examined),
            *contrast_findings(examined),
        ]
    )


def _examined(
    setting: TrialSetting, results: Sequence[Judged], values: Sequence[ArmResult]
) -> list[Examined]:
    """Return the results with all that their numbers are held against."""
    beside: defaultdict[tuple[str, ...], list[ArmResult]] = defaultdict(list)
    for value in values:
        for one in value.results:
            beside[one.key].append(value)
    return [
        Examined(
            judged=one,
            given=analysis_input(setting, one.analysis),
            known=information(setting.plan.trial, one.analysis),
            beside=tuple(beside[one.key]),
        )
        for one in results
    ]
