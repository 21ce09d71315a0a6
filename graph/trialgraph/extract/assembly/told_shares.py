"""Which arm an estimate holds against which, as the shares of patients beside their arms show.

"in 440 (90%) given A and 468 (96%) given B (relative risk 0.94": A over B, recomputed; the
shares need not have been read as values of an end point.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from trialgraph.extract.assembly.setting import Setting
from trialgraph.extract.mentions.numbers import POSITIVE, group_number
from trialgraph.model import lazy
from trialgraph.model.result import Estimate
from trialgraph.model.text import Number

_PAIR = 2
_ALL, _ENDLESS = 100, Decimal(10_000)
_RATIOS = frozenset({"RR", "OR"})
_DIFFERENCES = frozenset({"RD", "difference"})
# Estimates are often adjusted, so that they lie a little beside what the shares give.
_LESS, _MORE = Decimal("0.98"), Decimal("1.02")
_SHARE = lazy.regex(
    rf"(?<![\d.,=<>-])(?P<share>{POSITIVE})\s?%[)\]]?(?:\s?[(\[][^()\[\]]{{0,60}}[)\]])?"
    r"(?:\sof)?(?:\s(?:patients|women|men|children|adults|infants|people|those|participants))?"
    r"\s(?:in|with|for|among|on|given|taking|receiving|who received|assigned to|allocated to"
    r"|randomi[sz]ed to)\s(?:the\s)?(?=[A-Za-z])"
)


def in_order_of_shares(setting: Setting, estimates: Sequence[Estimate]) -> list[Estimate]:
    """Return estimates with their arms in the order that shares show.

    What has no shares beside it follows another of the same end point and measure that was
    turned round: a report prints the differences of one end point the same way round.
    """
    turned = [turned_by_shares(setting, one) for one in estimates]
    round_the_other_way = {
        (*_kind(before), before.experimental)
        for before, after in zip(estimates, turned, strict=True)
        if before.experimental and after.experimental == before.comparator
    }
    return [
        replace(one, experimental=one.comparator, comparator=one.experimental)
        if (*_kind(one), one.experimental) in round_the_other_way
        and _is_reckoned(one)
        and not _shares(setting, one)
        else one
        for one in turned
    ]


def _kind(estimate: Estimate) -> tuple[str, str]:
    return estimate.end_point, estimate.measure


def turned_by_shares(setting: Setting, estimate: Estimate) -> Estimate:
    """Return an estimate with its arms in the only order in which their shares give it."""
    value = estimate.value
    if not _is_reckoned(estimate):
        return estimate
    labels = [arm.label for arm in setting.trial.arms]
    arms = [arm for arm in (estimate.experimental, estimate.comparator) if arm] or labels
    if not isinstance(value, Number) or len(arms) != _PAIR:
        return estimate
    shares = _shares(setting, estimate)
    if set(shares) != set(arms):
        return estimate
    one, other = arms
    is_so = _gives(estimate.measure, value, shares[one], shares[other])
    is_turned = _gives(estimate.measure, value, shares[other], shares[one])
    if is_so == is_turned:
        return estimate
    first, second = (one, other) if is_so else (other, one)
    return replace(estimate, experimental=first, comparator=second)


def _is_reckoned(estimate: Estimate) -> bool:
    """Tell whether an estimate of running text is one that two shares give."""
    is_own = estimate.rule.startswith("sentence-") and not estimate.second_hand
    return is_own and estimate.measure in _RATIOS | _DIFFERENCES


def _shares(setting: Setting, estimate: Estimate) -> dict[str, Number]:
    """Return the last two shares of a sentence by arm; one arm may be called by another name."""
    end = setting.view.offset(estimate.span.start)
    start = setting.view.sentence_at(end).start
    labels = [arm.label for arm in setting.trial.arms]
    last = list(_SHARE.finditer(setting.view.text, start, end))[-_PAIR:]
    named = {arm.start: arm.value for arm in setting.arms_in(start, end)}
    whose = [named.get(match.end()) for match in last]
    if len(labels) == len(last) == _PAIR and whose.count(None) == 1:
        known = next(label for label in whose if label)
        whose = [label or next(one for one in labels if one != known) for label in whose]
    return {
        label: group_number(setting.view, match, "share")
        for label, match in zip(whose, last, strict=True)
        if label
    }


def _gives(measure: str, printed: Number, one: Number, other: Number) -> bool:
    """Tell whether two rounded shares can give an estimate, the first over or less the second."""
    (low, high), (least, most) = _range(one), _range(other)
    if measure in _DIFFERENCES:
        off = _half(printed)
        return low - most - off <= printed.value <= high - least + off
    if measure == "OR":
        low, high, least, most = (_odds(share) for share in (low, high, least, most))
    return bool(least > 0 and low / most * _LESS <= printed.value <= high / least * _MORE)


def _range(share: Number) -> tuple[Decimal, Decimal]:
    half = _half(share)
    return share.value - half, share.value + half


def _half(number: Number) -> Decimal:
    return Decimal("0.5").scaleb(-number.decimals)


def _odds(share: Decimal) -> Decimal:
    return share / (_ALL - share) if share < _ALL else _ENDLESS
