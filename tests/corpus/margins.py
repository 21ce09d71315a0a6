"""Trials that want to show that the new treatment is not worse by more than a margin."""

import math
from dataclasses import replace
from decimal import Decimal
from statistics import NormalDist
from typing import Literal

from tests.corpus.areas import Area
from tests.corpus.designs import main_paper, secondaries
from tests.corpus.figures import Figures, Level
from tests.corpus.looks import CONVENTION
from tests.corpus.plan import Declared, Draft, Look

Outcome = Literal["shown", "worse but shown", "not shown", "beyond", "at the margin", "unprinted"]
# Table 3.2: strength, reason, direction, and what weakens it.
_RULINGS: dict[Outcome, tuple[str, str]] = {
    "shown": ("confirmed", "margin_excluded"),
    "worse but shown": ("confirmed", "margin_excluded"),
    "not shown": ("not_shown", "margin_not_excluded"),
    "beyond": ("nominal", "beyond_margin"),
    "at the margin": ("undetermined", "rounding"),
    "unprinted": ("undetermined", "margin_not_printed"),
}
_FIGURES: dict[Outcome, tuple[str, str, str]] = {
    # Value, lower and upper limit of a hazard ratio; the margin is 1.25.
    "shown": ("1.02", "0.89", "1.17"),
    "worse but shown": ("1.12", "1.04", "1.21"),
    "not shown": ("1.10", "0.90", "1.34"),
    "beyond": ("1.62", "1.33", "1.97"),
    "at the margin": ("1.06", "0.90", "1.25"),
    "unprinted": ("1.02", "0.89", "1.17"),
}
_POINTS: dict[Outcome, tuple[str, str, str]] = {
    # Difference of proportions in points, more is better; the margin is 10 points.
    "shown": ("-2.1", "-6.3", "2.1"),
    "worse but shown": ("-5.0", "-8.9", "-1.1"),
    "not shown": ("-6.2", "-13.0", "0.6"),
    "beyond": ("-18.4", "-25.1", "-11.7"),
    "at the margin": ("-4.0", "-10.0", "2.0"),
    "unprinted": ("-2.1", "-6.3", "2.1"),
}
_PERCENT = 0.4
_IN_ERRORS = 2 * NormalDist().inv_cdf(0.975)
_OUTCOMES: tuple[Outcome, ...] = (
    "shown",
    "shown",
    "worse but shown",
    "not shown",
    "beyond",
    "at the margin",
    "unprinted",
)


def non_inferiority(draft: Draft, area: Area) -> None:
    """One primary end point, tested against a margin in all randomised patients."""
    draft.scenario.append("non-inferiority")
    draft.levels = [(Level("0.05", 2), ("primary",))]
    main_paper(draft)
    in_points = draft.rng.random() < 0.4
    end_point = "ORR" if in_points else "OS"
    draft.end_points.append(Declared(notation=end_point, role="primary"))
    outcome = draft.rng.choice(_OUTCOMES)
    value, lower, upper = (_POINTS if in_points else _FIGURES)[outcome]
    strength, reason = _RULINGS[outcome]
    events = _enlarged(draft, (value, lower, upper), in_points=in_points)
    look = Look(
        series=draft.key(end_point, "RD" if in_points else "HR"),
        papers=("paper",),
        effect="none",
        figures=Figures(value=value, lower=lower, upper=upper, level="95", z=0.0),
        state="margin",
        level=CONVENTION,
        stage="primary",
        role="primary",
        hypothesis="noninferiority",
        margin="" if outcome == "unprinted" else ("-10" if in_points else "1.25"),
        events=events,
        strength=strength,
        reason=reason,
        direction=_direction(value, in_points=in_points),
    )
    if look.margin:
        look.reservations.add("margin_unjustified")  # no paper says where it comes from
    if outcome == "worse but shown":
        look.reservations.add("statistically_worse")
    if strength == "confirmed":
        look.reservations.add("one_population_only")
    draft.looks.append(look)
    secondaries(draft, area, None, count=1)


def _enlarged(draft: Draft, printed: tuple[str, str, str], *, in_points: bool) -> int | None:
    """Make the arms as large as the figures are narrow; return the events of a hazard ratio."""
    lower, upper = (float(one) for one in printed[1:])
    width = (upper - lower) / 100 if in_points else math.log(upper / lower)
    error = width / _IN_ERRORS
    events = 4 / error**2
    patients = events * _PERCENT * (1 - _PERCENT) if in_points else events / _PERCENT
    draft.arms = [
        replace(arm, randomised=round(patients / len(draft.arms)) + place)
        for place, arm in enumerate(draft.arms)
    ]
    return None if in_points else round(events)


def _direction(value: str, *, in_points: bool) -> str:
    """Return the arm that a printed value favours."""
    is_worse = Decimal(value) < 0 if in_points else Decimal(value) > 1
    return "comparator" if is_worse else "experimental"
