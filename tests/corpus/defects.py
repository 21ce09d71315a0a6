"""Figures that do not recompute, planted one at a time where no other analysis rests on them.

What each does to the verdict is decided with it: arithmetic that no reading can mend leaves
none; whatever else is odd leaves the verdict to the figure that decides it.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from statistics import NormalDist

from tests.corpus.figures import RATIOS, Figures
from tests.corpus.plan import Draft, Look, Percent
from tests.corpus.vocabulary import is_kin

_NORMAL = NormalDist()
_TWO_SIDED = _NORMAL.inv_cdf(0.975)
_ONE_SIDED = _NORMAL.inv_cdf(0.95)
_HALF, _USUAL = 0.005, 0.025
_OF_A_TEST = {"lenient_level", "fails_conventional_level", "level_assumed"}
_SHARES = ("ORR", "DCR", "completion", "adherence")


def _secondary(draft: Draft) -> Look | None:
    """Return a secondary analysis on which nothing else rests, towards the new treatment."""
    options = [
        one
        for one in draft.looks
        if one.state == "outside"
        and one.role == "secondary"
        and one.series[1] == "HR"
        and not one.series[3]
        and one.effect in {"benefit", "slight"}
        and not one.is_turned
        and one.strength != "undetermined"
        and one.figures.sides == 2
        and len(one.papers) == 1
        and float(one.figures.value) < 1
    ]
    return draft.rng.choice(options) if options else None


def outside_its_interval(draft: Draft) -> None:
    """A value beyond its own limits: no reading can be right (G1)."""
    look = _secondary(draft)
    if look is None or float(look.figures.lower) < 0.3:
        return
    draft.scenario.append("value outside")
    beyond = f"{float(look.figures.lower) - 0.06:.2f}"
    look.figures = replace(look.figures, value=beyond, p="", p_sides=None)
    _leave_open(look)
    for code in ("value_outside_interval", "interval_not_symmetric"):
        draft.find(code, *look.papers)


def _leave_open(look: Look) -> None:
    """Take the verdict from an analysis whose numbers contradict each other."""
    look.strength, look.reason, look.basis = "undetermined", "conflicting_inputs", "verified"
    look.reservations -= _OF_A_TEST


def lopsided(draft: Draft) -> None:
    """The limit on the favourable side twice as far away as the other one (G2)."""
    look = _secondary(draft)
    # At another level than the interval's its width would decide, not its limit.
    if look is None or look.level is None or look.level.one_sided != _USUAL:
        return
    draft.scenario.append("lopsided")
    value, upper = (float(one) for one in (look.figures.value, look.figures.upper))
    lower = f"{value * (value / upper) ** 2:.2f}"
    look.figures = replace(look.figures, lower=lower, p="", p_sides=None)
    draft.find("interval_not_symmetric", *look.papers)


def other_p(draft: Draft) -> None:
    """A p that is not that of the interval beside it, though on the same side of the level (G3)."""
    look = _secondary(draft)
    if look is None or not look.figures.p or (look.effect == "slight" and look.figures.z < 1.25):
        return
    draft.scenario.append("other p")
    z = look.figures.z + 1.2 if look.effect == "benefit" else look.figures.z - 1.05
    sides = look.figures.p_sides or 2
    p = f"{sides * _NORMAL.cdf(-z):.6f}" if z > 3 else f"{sides * _NORMAL.cdf(-z):.4f}"
    look.figures = replace(look.figures, p=p, comparator="=")
    draft.find("p_contradicts_interval", *look.papers)


def wrong_side(draft: Draft) -> None:
    """Limits of one-sided 95 % tests, printed as the ends of a two-sided interval (G4, G4n)."""
    look = _secondary(draft)
    if look is None or look.events is None or look.level is None or look.level.alpha != "0.05":
        return
    centre = math.log(float(look.figures.value))
    reach = _ONE_SIDED * look.figures.error
    lower, upper = (f"{math.exp(centre + sign * reach):.2f}" for sign in (-1, 1))
    fewest, most = _needed(lower, upper)
    patients = draft.compared(look.series[2])
    # What rounding leaves open is nobody's defect.
    is_possible = most <= patients
    if not (is_possible or fewest > patients) or fewest <= look.events * 1.2:
        return
    draft.scenario.append("wrong side")
    look.figures = replace(look.figures, lower=lower, upper=upper, p="", p_sides=None)
    draft.find("side_suspect", *look.papers)
    if not is_possible:
        draft.find("impossible_precision", *look.papers)
        _leave_open(look)


def too_narrow(draft: Draft) -> None:
    """Standard errors printed as the limits of 95 %: more events than there are patients (G4n)."""
    look = _secondary(draft)
    if look is None or look.events is None:
        return
    centre = math.log(float(look.figures.value))
    lower, upper = (f"{math.exp(centre + sign * look.figures.error):.2f}" for sign in (-1, 1))
    if _needed(lower, upper)[0] <= draft.compared(look.series[2]):
        return
    draft.scenario.append("too narrow")
    look.figures = replace(look.figures, lower=lower, upper=upper, p="", p_sides=None)
    for code in ("precision_contradicts_events", "impossible_precision"):
        draft.find(code, *look.papers)
    _leave_open(look)


def _needed(lower: str, upper: str) -> tuple[float, float]:
    """Return the fewest events that so narrow an interval needs, as far as rounding tells."""
    low, high = float(lower), float(upper)
    widths = (
        math.log((high + sign * _HALF) / (low - sign * _HALF)) / (2 * _TWO_SIDED)
        for sign in (1, -1)
    )
    fewest, most = (4 / width**2 for width in widths)
    return fewest, most


def percentages(draft: Draft) -> None:
    """Patients of each arm with an event, and a share of them that may be of another total."""
    known = {one.notation for one in draft.end_points} | {one.series[0] for one in draft.looks}
    free = [one for one in _SHARES if not any(is_kin(one, other) for other in known)]
    if not free or not any(one.key == "paper" for one in draft.papers):
        return
    draft.scenario.append("percentages")
    end_point = draft.rng.choice(free)
    is_odd = draft.rng.random() < 0.5
    for place, arm in enumerate(draft.arms):
        n = int(arm.randomised * draft.rng.uniform(0.3, 0.8))
        total = arm.randomised - (11 if is_odd and not place else 0)
        if total != arm.randomised:
            draft.find("percentage_of_other_total", "paper")
        printed = f"{100 * n / total:.1f}"
        draft.percents.append(Percent("paper", end_point, arm.label, n, arm.randomised, printed))


def miscounted_arm(draft: Draft) -> None:
    """A later paper prints another number of patients for one arm."""
    papers = [one for one in draft.papers if one.kind in {"paper", "interim", "update"}]
    if len(papers) < 2:
        return
    draft.scenario.append("miscounted arm")
    papers[-1].miscounts = draft.rng.choice((2, 3))
    draft.find("value_conflict", *(one.key for one in papers))


def imprecise_limits(draft: Draft) -> None:
    """Note the one-sided limits too near to the value to derive an interval from (G12)."""
    for look in draft.looks:
        if _is_imprecise(look.figures, look.series[1]):
            draft.find("imprecise_limit", *look.papers)


def _is_imprecise(figure: Figures, measure: str) -> bool:
    """Tell whether rounding moves the standard error of a one-sided limit by over a tenth."""
    if figure.sides != 1 or measure not in RATIOS:
        return False
    value, end = float(figure.value), float(figure.upper or figure.lower)
    return (_HALF / end + _HALF / value) / abs(math.log(end / value)) > 0.1


Defect = Callable[[Draft], None]
_OF_FIGURES: tuple[Defect, ...] = (
    outside_its_interval,
    lopsided,
    other_p,
    other_p,
    wrong_side,
    wrong_side,
    too_narrow,
)


def one_of_figures(draft: Draft) -> None:
    """Plant the first of the defects, in any order, that an analysis of the trial can have."""
    before = len(draft.findings)
    for defect in draft.rng.sample(_OF_FIGURES, len(_OF_FIGURES)):
        if len(draft.findings) == before:
            defect(draft)
