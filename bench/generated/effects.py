"""Comparisons of two arms that hold together: counts, estimate, interval and p-value."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from generated.chance import Chance
from generated.outcomes import Kind
from generated.plan import Arm, Plan

_CONTROLS = frozenset({"PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})
_Z = {"95": 1.959964, "90": 1.644854, "99": 2.575829}
_ONE_SIDED_Z = 1.644854
_SMALL_P = 0.0001
_ONE_SIDED = 0.02
_UNREACHED = 0.01


class Told(NamedTuple):
    """One arm's part of a comparison.

    Attributes:
        place: of the arm in the plan.
        n: analysed.
        events: with the event, where events are counted.
        value: median, percentage or mean as printed.
        lower: limit of the value's interval, or its standard deviation.
        upper: the other limit, empty where there is a standard deviation.
    """

    place: int
    n: int
    events: int
    value: str
    lower: str = ""
    upper: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A comparison on one outcome, with figures as they are printed.

    Attributes:
        outcome: place among the plan's outcomes.
        measure: HR, OR, RR, difference or MD.
        lower: of the interval; empty where it is one-sided.
        upper: empty where it was not reached.
        p: with its sign where it is a bound: ``<0.0001``.
        is_open: the types of the arms do not tell which is held against which.
    """

    outcome: int
    kind: Kind
    measure: str
    value: str
    level: str
    lower: str
    upper: str
    p: str
    method: str
    experimental: Told
    comparator: Told
    is_open: bool

    @property
    def is_one_sided(self) -> bool:
        """Tell whether the interval has one limit."""
        return not self.lower


def pairs(arms: tuple[Arm, ...]) -> list[tuple[int, int, bool]]:
    """Return which arms are compared, the control last, and whether their types leave that open."""
    kinds = [arm.kind for arm in arms]
    untreated = [at for at, kind in enumerate(kinds) if kind in _CONTROLS]
    active = [at for at, kind in enumerate(kinds) if kind == "ACTIVE_COMPARATOR"]
    control = (untreated or active or [len(arms) - 1])[-1]
    others = [at for at in range(len(arms)) if at != control]
    tested = [at for at in others if kinds[at] == "EXPERIMENTAL"] or others
    is_control = bool(untreated) or (bool(active) and "EXPERIMENTAL" in kinds)
    return [(one, control, not is_control or _is_equal(kinds, one)) for one in tested]


def _is_equal(kinds: list[str], one: int) -> bool:
    """Tell whether an arm counts as a control too."""
    return kinds[one] in _CONTROLS or (
        kinds[one] == "ACTIVE_COMPARATOR" and "EXPERIMENTAL" in kinds
    )


def effect(plan: Plan, outcome: int, pair: int = 0, look: int = 0) -> Effect:
    """Return a comparison of a study; the record and all reports print the same one.

    Args:
        plan: of a study with two arms or more.
        outcome: place among the plan's outcomes.
        pair: place among the compared pairs.
        look: 0 for the first report, 1 for a later one with more events, and so on.
    """
    chance = Chance(f"{plan.seed}/{plan.number}/effect/{outcome}/{pair}", {})
    found = pairs(plan.arms)
    one, other, is_open = found[pair % len(found)]
    kind = plan.outcomes[outcome].kind
    make = _survival if kind == "time-to-event" else _means
    make = _proportions if kind == "proportion" else make
    return make(chance, plan, (outcome, one, other), look=look, is_open=is_open)


def figure(number: float, decimals: int = 2) -> str:
    """Return a number as printed, never a negative nought."""
    printed = f"{number:.{decimals}f}"
    return printed[1:] if printed[0] == "-" and not float(printed) else printed


def _p(z: float) -> str:
    p = math.erfc(abs(z) / math.sqrt(2))
    return "<0.0001" if p < _SMALL_P else figure(p, 4) if p < 0.1 else figure(min(p, 0.999), 3)


class _Interval(NamedTuple):
    level: str
    lower: str
    upper: str


def _interval(chance: Chance, value: float, error: float, *, is_ratio: bool) -> _Interval:
    """Return an interval around a value, of which a ratio's is on the logarithmic scale."""
    level = "95" if chance.happens(0.85) else chance.pick(("90", "99"))
    is_one_sided = chance.happens(_ONE_SIDED)
    if not is_one_sided and is_ratio and chance.happens(_UNREACHED):
        return _Interval(level, figure(math.exp(value - _Z[level] * error)), "")
    z = _ONE_SIDED_Z if is_one_sided else _Z[level]
    ends = (value - z * error, value + z * error)
    lower, upper = (figure(math.exp(end) if is_ratio else end, 2) for end in ends)
    return _Interval("95", "", upper) if is_one_sided else _Interval(level, lower, upper)


def _survival(
    chance: Chance, plan: Plan, places: tuple[int, int, int], *, look: int, is_open: bool
) -> Effect:
    outcome, one, other = places
    told = []
    share = min(0.95, 0.35 + 0.3 * chance.random() + 0.15 * look)
    median = 3 + 30 * chance.random()
    log_ratio = chance.gauss(-0.22, 0.25)
    for place, longer in ((one, math.exp(-log_ratio)), (other, 1.0)):
        n = plan.arms[place].n
        events = min(n, max(1, round(n * (1 - (1 - share) ** (1 / longer)))))
        middle, error = median * longer, math.sqrt(1 / events)
        limits = (figure(middle * math.exp(side * 1.6 * error), 1) for side in (-1, 1))
        told.append(Told(place, n, events, figure(middle, 1), *limits))
    error = math.sqrt(sum(1 / each.events for each in told))
    value = max(-2.5, min(2.5, log_ratio + chance.gauss(0, error * 0.3)))
    interval = _interval(chance, value, error, is_ratio=True)
    method = chance.pick(("Log Rank", "Regression, Cox"))
    figures = ("HR", figure(math.exp(value)), *interval, _p(value / error), method)
    return Effect(outcome, "time-to-event", *figures, told[0], told[1], is_open)


def _proportions(
    chance: Chance, plan: Plan, places: tuple[int, int, int], *, look: int, is_open: bool
) -> Effect:
    outcome, one, other = places
    base = 0.15 + 0.6 * chance.random()
    shares = (min(0.95, max(0.03, base + chance.gauss(0.08, 0.1) + 0.02 * look)), base)
    told = []
    for place, share in zip((one, other), shares, strict=True):
        n = plan.arms[place].n
        events = min(n, max(1 if n > 1 else 0, round(n * share)))
        events = n - 1 if events == n and n > 1 else events
        told.append(Told(place, n, events, figure(100 * events / n, 1)))
    is_odds = all(0 < each.events < each.n for each in told) and chance.happens(0.6)
    figures = _odds_ratio(chance, told) if is_odds else _risk_difference(chance, told)
    return Effect(outcome, "proportion", *figures, told[0], told[1], is_open)


_Figures = tuple[str, str, str, str, str, str, str]


def _odds_ratio(chance: Chance, told: list[Told]) -> _Figures:
    one, other = (each.events / (each.n - each.events) for each in told)
    error = math.sqrt(sum(1 / each.events + 1 / (each.n - each.events) for each in told))
    value = math.log(one / other)
    method = chance.pick(("Regression, Logistic", "Cochran-Mantel-Haenszel", "Fisher Exact"))
    interval = _interval(chance, value, error, is_ratio=True)
    return ("OR", figure(math.exp(value)), *interval, _p(value / error), method)


def _risk_difference(chance: Chance, told: list[Told]) -> _Figures:
    one, other = (each.events / each.n for each in told)
    variance = sum(
        part * (1 - part) / each.n for part, each in zip((one, other), told, strict=True)
    )
    error = max(100 * math.sqrt(variance), 0.5)
    value = float(told[0].value) - float(told[1].value)
    interval = _interval(chance, value, error, is_ratio=False)
    return ("RD", figure(value, 1), *interval, _p(value / error), "Chi-squared")


def _means(
    chance: Chance, plan: Plan, places: tuple[int, int, int], *, look: int, is_open: bool
) -> Effect:
    outcome, one, other = places
    spread = 1 + 20 * chance.random()
    middle = chance.gauss(0, 20) + look
    told = []
    for place, away in ((one, chance.gauss(0.25, 0.3) * spread), (other, 0.0)):
        n = plan.arms[place].n
        deviation = spread * (0.9 + 0.2 * chance.random())
        told.append(Told(place, n, 0, figure(middle + away, 1), figure(deviation, 2)))
    error = max(spread * math.sqrt(sum(1 / each.n for each in told)), 0.1)
    value = float(told[0].value) - float(told[1].value)
    interval = _interval(chance, value, error, is_ratio=False)
    method = chance.pick(("t-test, 2 sided", "ANCOVA", "ANOVA"))
    figures = ("MD", figure(value, 1), *interval, _p(value / error), method)
    kind = plan.outcomes[outcome].kind
    return Effect(outcome, kind, *figures, told[0], told[1], is_open)
