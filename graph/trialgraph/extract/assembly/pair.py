"""The two arms of an estimate, in the order in which it holds them against each other."""

from decimal import Decimal

from trialgraph.extract.assembly.better_arm import better_arm
from trialgraph.extract.assembly.comparison import Pair, arms_of, between_arms
from trialgraph.extract.assembly.direction import is_bad
from trialgraph.extract.assembly.greater_arm import by_amounts
from trialgraph.extract.assembly.no_arms import (
    compares_no_arms,
    other_named,
    others_compared,
)
from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.effects import PrintedEffect
from trialgraph.extract.mentions.measures import ABSOLUTE_FALL
from trialgraph.extract.view import Sentence
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number

_PAIR = 2
_CLEARLY_LESS, _CLEARLY_MORE = Decimal("0.9"), Decimal("1.1")


def pair_of(
    setting: Setting, sentence: Sentence, effect: PrintedEffect, estimate: Estimate
) -> Pair | tuple[str, None] | None:
    """Return numerator and reference of an estimate of the trial's own.

    Treatments that are no arms keep the names they are printed with: two, or the one that
    stands beside the estimate, so that nobody takes it for the arms that were read. The arm that
    words call the longer has the lower hazard: where the ratio clearly says the opposite,
    it is printed the other way round.
    """
    others = others_compared(setting, sentence, effect)
    if others or compares_no_arms(setting, sentence, effect, estimate.end_point):
        return others
    if other := other_named(setting, effect):
        return other, None
    begin = effect.start if effect.told is None else effect.told
    of_many = len(setting.trial.arms) > _PAIR
    between = between_arms(setting, begin, effect.value[0]) if of_many else None
    pair = between or arms_of(setting, sentence, effect.start, effect.value[0])
    if pair and _is_fall(setting, effect):
        return pair[1], pair[0]
    has_order = len(setting.arms_in(effect.start, effect.value[0])) > 1
    lower = None if has_order else _lower_hazard(estimate)
    if pair and not has_order:
        pair = by_amounts(setting, sentence, effect, estimate, pair)
    if pair is None or lower is None:
        return pair
    said = better_arm(setting, sentence)
    better = said.value if said else None
    return (pair[1], pair[0]) if better in pair and better != pair[lower] else pair


def _is_fall(setting: Setting, effect: PrintedEffect) -> bool:
    """Tell whether a difference of risks is printed as a fall, the reference's risk first."""
    return effect.measure == "RD" and bool(ABSOLUTE_FALL.match(setting.view.text, effect.start))


def _lower_hazard(estimate: Estimate) -> int | None:
    """Return which of two arms a ratio of hazards clearly favours."""
    value = estimate.value
    if estimate.measure != "HR" or not isinstance(value, Number) or not is_bad(estimate):
        return None
    if _CLEARLY_LESS < value.value < _CLEARLY_MORE:
        return None
    return 0 if value.value < 1 else 1
