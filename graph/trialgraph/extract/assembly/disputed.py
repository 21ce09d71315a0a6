"""Whether words, times or shares beside a hazard ratio favour the other arm than it does."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from trialgraph.extract.assembly.better_arm import better_arm
from trialgraph.extract.assembly.direction import event_shares, is_bad
from trialgraph.extract.assembly.setting import Setting
from trialgraph.model.result import ArmValue, Estimate
from trialgraph.model.text import Number, Stated

DISPUTED = "disputed_direction"
_PAIR = 2
_IN_PROSE = "sentence-"
_HAZARDS = frozenset({"HR", "csHR", "sHR"})
_CLEARLY_LESS, _CLEARLY_MORE = Decimal("0.9"), Decimal("1.1")
# Curves may cross: medians closer than that are no sign of a ratio read the wrong way round.
_FAR_APART = Decimal("1.2")

Pair = tuple[str, str]


def with_dispute(
    setting: Setting, estimate: Estimate, read: Estimate, values: Sequence[ArmValue]
) -> Estimate:
    """Return a ratio of hazards with the words or figures beside it that favour the other arm.

    Args:
        setting: the document.
        estimate: with its arms, where they are sure.
        read: the estimate with the arms of its words, before figures made these unsure.
        values: of all arms of the document.
    """
    arms = _lower_first(estimate) or _lower_first(read)
    if arms is None or estimate.second_hand or not estimate.rule.startswith(_IN_PROSE):
        return estimate
    said = _by_words(setting, estimate, arms) if is_bad(estimate) else None
    said = said or _by_figures(estimate, values, arms)
    return replace(estimate, cautions=(*estimate.cautions, said)) if said else estimate


def _lower_first(estimate: Estimate) -> Pair | None:
    """Return the arm that has clearly the lower hazard by a ratio, and the other one."""
    one, other, ratio = estimate.experimental, estimate.comparator, estimate.value
    if estimate.measure not in _HAZARDS or not isinstance(ratio, Number):
        return None
    if one is None or other is None or _CLEARLY_LESS < ratio.value < _CLEARLY_MORE:
        return None
    return (one, other) if ratio.value < 1 else (other, one)


def _by_words(setting: Setting, estimate: Estimate, arms: Pair) -> Stated | None:
    """Return the words of its sentence that call the other arm the better one."""
    sentence = setting.view.sentence_at(setting.view.offset(estimate.span.start))
    better = better_arm(setting, sentence)
    is_other = better is not None and better.value == arms[1]
    return Stated(DISPUTED, better.printed, better.span) if better and is_other else None


def _by_figures(estimate: Estimate, values: Sequence[ArmValue], arms: Pair) -> Stated | None:
    """Return the figure of the arm that has the event later by its median, or less often."""
    medians = _medians(estimate, values) if is_bad(estimate) else {}
    lower, higher = (medians.get(arm) for arm in arms)
    if lower and higher and higher.value >= lower.value * _FAR_APART:
        return Stated(DISPUTED, higher.printed, higher.span)
    shares = event_shares(estimate, values)
    lower, higher = (shares.get(arm) for arm in arms)
    if lower and higher and higher.value * _CLEARLY_MORE <= lower.value:
        return Stated(DISPUTED, higher.printed, higher.span)
    return None


def _medians(estimate: Estimate, values: Sequence[ArmValue]) -> dict[str, Number]:
    """Return the medians by arm beside an estimate, else the only ones of its end point."""
    found = [
        (value, value.value)
        for value in values
        if value.kind == "median"
        and isinstance(value.value, Number)
        and (value.end_point, value.population) == (estimate.end_point, estimate.population)
    ]
    beside = {one.arm: number for one, number in found if one.passages == estimate.passages}
    is_only = len({(one.arm, number.value) for one, number in found}) == _PAIR
    return beside or ({one.arm: number for one, number in found} if is_only else {})
