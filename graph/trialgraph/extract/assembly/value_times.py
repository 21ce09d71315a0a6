"""The time point that two values of a comparison share: "33% with A and 44% with B at 3 months"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.context import time_point
from trialgraph.extract.view import Sentence
from trialgraph.model.result import ArmValue

_TIMED = {"proportion", "mean", "other"}


def with_shared_times(
    setting: Setting, sentence: Sentence, values: Sequence[ArmValue]
) -> Iterator[ArmValue]:
    """Yield the values of a sentence, those before a last one with the time that follows it."""
    for value in values:
        alike = [one for one in values if _is_alike(one, value)]
        timed = [one for one in alike if one.at]
        alone = len({one.arm for one in alike}) == len(alike)
        if alone and len(timed) == 1 and _follows(setting, sentence, timed[0]):
            yield replace(value, at=timed[0].at)
        else:
            yield value


def _is_alike(one: ArmValue, other: ArmValue) -> bool:
    """Tell whether two values are of one thing in the same patients, at whatever time."""
    return one.kind in _TIMED and (one.end_point, one.kind, one.population) == (
        other.end_point,
        other.kind,
        other.population,
    )


def _follows(setting: Setting, sentence: Sentence, value: ArmValue) -> bool:
    """Tell whether the time of a value is named behind it."""
    behind = setting.view.offset(value.span.end)
    return time_point(setting.words(behind, sentence.end)) == value.at
