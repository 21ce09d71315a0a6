"""How long the arms of a comparison were treated, as printed: harms are read beside it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from trialgraph.evidence.comparisons import MergedComparison
from trialgraph.evidence.trials import TrialIdentity
from trialgraph.model.text import Number

_EXPOSURE = re.compile(
    r"\b(?:duration of (?:\w+ )*treatment|treatment duration|number of (?:[\w-]+ )*cycles"
    r"|(?:treatment|drug) exposure)\b",
    re.IGNORECASE,
)


def exposure_differs(trial: TrialIdentity, comparison: MergedComparison) -> bool | None:
    """Tell whether the printed medians of treatment differ (CONSORT Harms 2022 item 17).

    ``None`` where no document prints one and the same measure for both arms.
    """
    measured: defaultdict[tuple[str, str, str], dict[bool, object]] = defaultdict(dict)
    for key, is_first, value in _exposures(trial, comparison):
        measured[key][is_first] = value
    pairs = [one for one in measured.values() if one.keys() == {True, False}]
    return any(one[True] != one[False] for one in pairs) if pairs else None


def _exposures(
    trial: TrialIdentity, comparison: MergedComparison
) -> Iterator[tuple[tuple[str, str, str], bool, object]]:
    """Yield the medians of treatment of both arms: what was measured, in which arm, how much."""
    for mention in trial.own:
        for one in mention.reading.arm_values:
            if one.kind != "median" or not isinstance(one.value, Number):
                continue
            if not _EXPOSURE.search(one.end_point):
                continue
            key = (mention.document, one.end_point, one.unit)
            if comparison.experimental.is_called(one.arm, mention.document):
                yield key, True, one.value.value
            elif comparison.comparator.is_called(one.arm, mention.document):
                yield key, False, one.value.value
