"""Which arm is the numerator of a ratio of rates, as the rates printed before it show."""

from dataclasses import replace
from decimal import Decimal

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.numbers import POSITIVE
from trialgraph.model import lazy
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number

_OF_RATES = frozenset({"IRR", "RR"})
_PAIR = 2
_CLOSE = Decimal("0.03")
_CLEARLY_LESS, _CLEARLY_MORE = Decimal("0.95"), Decimal("1.05")
_BRACKET = r"(?:\s?[(\[][^()\[\]]{0,80}[)\]])?"
_PER = r"(?:\s(?:events|cases|episodes|per)(?:\s[\w-]+){0,3})?"
# "0.50 (95% CI 0.45-0.55) with A": the rate stands right before its arm.
_RATE = lazy.regex(
    rf"(?<![\d.,=])(?P<rate>{POSITIVE}){_BRACKET}{_PER}{_BRACKET}"
    r"\s(?:with|in|for|among|on)\s(?:the\s)?$"
)
_BEFORE = 140


def turned_by_rates(setting: Setting, estimate: Estimate) -> Estimate:
    """Return a ratio of rates with its arms in the order in which their rates give it."""
    if estimate.measure not in _OF_RATES or estimate.second_hand:
        return estimate
    one, other, ratio = estimate.experimental, estimate.comparator, estimate.value
    rates = _rates(setting, estimate)
    if not isinstance(ratio, Number) or one is None or other is None or len(rates) != _PAIR:
        return estimate
    if {one, other} != set(rates) or _CLEARLY_LESS < ratio.value < _CLEARLY_MORE:
        return estimate
    wanted = rates[one] / rates[other]
    if abs(ratio.value * wanted - 1) < _CLOSE < abs(ratio.value / wanted - 1):
        return replace(estimate, experimental=other, comparator=one)
    return estimate


def _rates(setting: Setting, estimate: Estimate) -> dict[str, Decimal]:
    """Return the only rate of each arm that the sentence prints before an estimate, if not 0."""
    end = setting.view.offset(estimate.span.start)
    start = setting.view.sentence_at(end).start
    found: dict[str, set[Decimal]] = {}
    for arm in setting.arms_in(start, end):
        match = _RATE.search(setting.words(max(start, arm.start - _BEFORE), arm.start))
        if match and Decimal(match["rate"]):
            found.setdefault(arm.value, set()).add(Decimal(match["rate"]))
    return {arm: rates.pop() for arm, rates in found.items() if len(rates) == 1}
