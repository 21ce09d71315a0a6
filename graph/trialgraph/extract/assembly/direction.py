"""Which arm is the numerator of a hazard ratio, as the times printed beside it show.

An arm whose patients go longer without the event has the lower hazard: where the text
leaves the order of the arms open, their medians or rates settle it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from trialgraph.extract.assembly.sides import by_order
from trialgraph.extract.mentions.end_points import is_time_to_event
from trialgraph.model import lazy
from trialgraph.model.result import ArmValue, Estimate
from trialgraph.model.text import Number

_PAIR = 2
_RISKS = frozenset({"RR", "IRR", "OR"})
_CLOSE = Decimal("0.1")
_HAZARDS = frozenset({"HR", "csHR", "sHR"})
# The sooner the better: here the lower hazard is the longer wait for something good.
_GOOD_EVENT = lazy.regex(r"(?i)\bresponse|recovery|resolution|improvement|engraftment|healing")
_WITHOUT_EVENT = lazy.regex(r"(?i)\bsurviv|\balive\b|\bfree|\bwithout\b|\b(?:\w{0,8}FS|OS)\b")
_SAID = lazy.regex(r"(?i)\b(?:v|vs\.?|versus|compared (?:with|to)|relative to|over)\s")
_SAID_WITHIN = 160
_CLEARLY_LESS, _CLEARLY_MORE = Decimal("0.9"), Decimal("1.1")


def directed(
    estimate: Estimate, values: Iterable[ArmValue], labels: frozenset[str], text: str = ""
) -> Estimate:
    """Return an estimate with the order of its arms that the times of its sentence show.

    Known arms of a hazard ratio are never turned round: it and a median may point
    opposite ways. They are left out where only the other order agrees with the shares
    of patients with the event. A ratio or difference of risks can be reckoned again from them.

    Args:
        estimate: without its arms, where the text leaves them open.
        values: of all arms of the document.
        labels: of the arms of the trial.
        text: of the document, where words may say the order: "HR for A versus B".
    """
    if estimate.measure in _RISKS and not estimate.second_hand:
        return _by_shares(estimate, values)
    if estimate.measure == "RD" and not estimate.second_hand:
        return _by_difference(estimate, _shares(estimate, values))
    if estimate.measure not in _HAZARDS or estimate.second_hand:
        return estimate
    if _is_belied(estimate, values) and not _is_said(estimate, text):
        return replace(estimate, experimental=None, comparator=None)
    if not is_bad(estimate):
        return estimate
    is_open = estimate.experimental is None and len(labels) == _PAIR
    order = _by_times(estimate, values) if is_open else None
    return replace(estimate, experimental=order[0], comparator=order[1]) if order else estimate


def _by_shares(estimate: Estimate, values: Iterable[ArmValue]) -> Estimate:
    """Return a ratio of risks turned round where only that agrees with the shares beside it."""
    shares = {arm: share.value / 100 for arm, share in _shares(estimate, values).items()}
    first = shares.get(estimate.experimental or "", Decimal(0))
    second = shares.get(estimate.comparator or "", Decimal(0))
    ratio = estimate.value.value if isinstance(estimate.value, Number) else Decimal(0)
    if not (0 < first < 1 and 0 < second < 1 and ratio):
        return estimate
    wanted = _odds(first) / _odds(second) if estimate.measure == "OR" else first / second
    is_turned = (ratio < 1) != (wanted < 1) and abs(ratio * wanted - 1) < _CLOSE
    if not is_turned or _CLEARLY_LESS < ratio < _CLEARLY_MORE:
        return estimate
    return replace(estimate, experimental=estimate.comparator, comparator=estimate.experimental)


def _by_difference(estimate: Estimate, shares: Mapping[str, Number]) -> Estimate:
    """Return a difference of risks with the order of the two shares that it is taken from."""
    printed = estimate.value
    arms = [arm for arm in (estimate.experimental, estimate.comparator) if arm] or [*shares]
    if not isinstance(printed, Number) or len(arms) != _PAIR or not set(arms) <= set(shares):
        return estimate
    first, second = (shares[arm] for arm in arms)
    wanted = first.value - second.value
    # Each share is rounded; the difference of the exact ones may lie that far off.
    off = sum((Decimal(1).scaleb(-one.decimals) for one in (first, second, printed)), Decimal(0))
    is_so, is_turned = (abs(printed.value - one) <= off for one in (wanted, -wanted))
    if is_so == is_turned:
        return estimate
    one, other = arms if is_so else reversed(arms)
    return replace(estimate, experimental=one, comparator=other)


def _is_said(estimate: Estimate, text: str) -> bool:
    """Tell whether the words right before an estimate say which arm is over which."""
    before = text[max(0, estimate.span.start - _SAID_WITHIN) : estimate.span.start]
    clause = re.split(r"[(\[;]", before)[-1]
    return "%" not in clause and _SAID.search(clause) is not None


def _shares(estimate: Estimate, values: Iterable[ArmValue]) -> dict[str, Number]:
    """Return the percentage of each arm's patients that is printed beside an estimate."""
    return {
        value.arm: value.value
        for value in values
        if value.unit == "%"
        and isinstance(value.value, Number)
        and value.passages == estimate.passages
        and (value.end_point, value.population) == (estimate.end_point, estimate.population)
    }


def _is_belied(estimate: Estimate, values: Iterable[ArmValue]) -> bool:
    """Tell whether the shares with the event agree with a hazard ratio only turned round."""
    shares = event_shares(estimate, values)
    first, second = (shares.get(arm or "") for arm in (estimate.experimental, estimate.comparator))
    ratio = estimate.value.value if isinstance(estimate.value, Number) else Decimal(1)
    if first is None or second is None or _CLEARLY_LESS < ratio < _CLEARLY_MORE:
        return False
    if not (first.value and second.value):
        return False
    wanted = first.value / second.value
    return (ratio < 1) != (wanted < 1) and abs(ratio * wanted - 1) < _CLOSE


def event_shares(estimate: Estimate, values: Iterable[ArmValue]) -> dict[str, Number]:
    """Return the percentages of patients with the event that are printed beside an estimate."""
    counted = [
        value
        for value in values
        if value.kind == "proportion" and not _WITHOUT_EVENT.search(value.end_point_printed)
    ]
    return _shares(estimate, counted)


def _odds(share: Decimal) -> Decimal:
    return share / (1 - share)


def is_bad(estimate: Estimate) -> bool:
    """Tell whether a ratio of hazards is of something that is better late or never."""
    return is_time_to_event(estimate.end_point) and not _GOOD_EVENT.search(estimate.end_point)


def _by_times(estimate: Estimate, values: Iterable[ArmValue]) -> tuple[str, str] | None:
    """Return numerator and reference by one pair of times that differ clearly."""
    timed = [
        value
        for value in values
        if value.kind in {"median", "rate_at_time"}
        and value.passages == estimate.passages
        and (value.end_point, value.population) == (estimate.end_point, estimate.population)
    ]
    found = {(one.arm, one.kind): one.value.value for one in timed if isinstance(one.value, Number)}
    kinds = {kind for _, kind in found}
    arms = sorted({arm for arm, _ in found}, key=lambda arm: found.get((arm, min(kinds)), 0))
    ratio = estimate.value.value if isinstance(estimate.value, Number) else Decimal(1)
    if len(timed) != _PAIR or by_order(*timed):
        return None  # "3.7 v 7.4 months" names no arm between the two: the order was guessed
    if len(kinds) != 1 or len(arms) != _PAIR or _CLEARLY_LESS < ratio < _CLEARLY_MORE:
        return None
    shorter, longer = arms
    kind = min(kinds)
    if found[longer, kind] < found[shorter, kind] * _CLEARLY_MORE:
        return None
    return (longer, shorter) if ratio < 1 else (shorter, longer)
