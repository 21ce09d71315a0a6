"""Printed figures that show what was planted: the effect first, then value, interval and p.

Effects are drawn at a distance from the level that counts which no rounding bridges.
"""

import math
from dataclasses import dataclass
from random import Random
from statistics import NormalDist
from typing import Literal

Sides = Literal[1, 2]
Comparator = Literal["=", "<", ">"]
Effect = Literal["benefit", "slight", "none", "slight harm", "harm"]
"""Shown at the level, favourable but not shown, exactly the null, the same for the comparator."""

_NORMAL = NormalDist()
_CLEAR = 0.45  # standard errors between an effect and the level that counts
RATIOS = frozenset({"HR", "OR", "RR", "IRR", "csHR", "sHR", "RMST_ratio"})


@dataclass(frozen=True, slots=True)
class Level:
    """A level of significance, such as 0.05 with two sides."""

    alpha: str
    sides: Sides

    @property
    def one_sided(self) -> float:
        """Return the one-sided level."""
        return float(self.alpha) / self.sides

    @property
    def quantile(self) -> float:
        """Return how many standard errors the level asks for."""
        return _NORMAL.inv_cdf(1 - self.one_sided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is printed of one estimate.

    Attributes:
        lower: empty where a one-sided interval has no such limit.
        level: of the interval in percent, empty where no interval is printed.
        p: without its comparator.
        z: standard errors in favour of the experimental arm; what the figures were made from.
    """

    value: str
    lower: str = ""
    upper: str = ""
    level: str = ""
    sides: Sides = 2
    p: str = ""
    comparator: Comparator = "="
    p_sides: Sides | None = None
    z: float = 0.0
    error: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How an estimate is to be printed.

    Attributes:
        level: that decides it.
        error: standard error on the scale of the analysis; the log of a ratio.
        interval: its level in percent and sides; ``None`` prints none.
        p_sides: of the p; 0 prints none.
    """

    measure: str
    smaller_is_better: bool
    level: Level
    error: float
    interval: tuple[str, Sides] | None = ("95", 2)
    p_sides: Literal[0, 1, 2] = 2
    null: float = 0.0


def effect_z(rng: Random, effect: Effect, level: Level) -> float:
    """Return how many standard errors an effect lies from the null, towards the new treatment."""
    reach = level.quantile
    if effect == "none":
        return 0.0
    if effect.startswith("slight"):
        size = rng.uniform(0.35, max(0.45, min(reach - _CLEAR, 1.5)))
    else:
        size = _clear_of_convention(rng.uniform(reach + _CLEAR, reach + 1.6))
    return -size if effect.endswith("harm") else size


def _clear_of_convention(size: float) -> float:
    """Return an effect that rounding does not carry over the two-sided 5 % level."""
    usual = _NORMAL.inv_cdf(0.975)
    return size if abs(size - usual) > _CLEAR / 2 else usual + _CLEAR / 2


def figures(rng: Random, effect: Effect, shown: Shown) -> Figures:
    """Return figures that show an effect at a level beyond doubt."""
    return at_distance(effect_z(rng, effect, shown.level), shown)


def at_distance(z: float, shown: Shown) -> Figures:
    """Return figures whose estimate lies some standard errors from the null."""
    way = -1 if shown.smaller_is_better else 1
    centre = shown.null + way * z * shown.error
    lower, upper, level, sides = _limits(centre, shown)
    comparator, p = printed_p(z, shown)
    return Figures(
        value=_printed(centre, shown.measure),
        lower=lower,
        upper=upper,
        level=level,
        sides=sides,
        p=p,
        comparator=comparator,
        p_sides=shown.p_sides or None,
        z=z,
        error=shown.error,
    )


def _limits(centre: float, shown: Shown) -> tuple[str, str, str, Sides]:
    """Return the limits; a one-sided interval has the one on the unfavourable side."""
    if shown.interval is None:
        return "", "", "", 2
    level, sides = shown.interval
    reach = _NORMAL.inv_cdf(1 - (1 - float(level) / 100) / sides) * shown.error
    lower, upper = (_printed(centre + sign * reach, shown.measure) for sign in (-1, 1))
    if sides == 2:
        return lower, upper, level, sides
    return ("", upper, level, 1) if shown.smaller_is_better else (lower, "", level, 1)


def _printed(value: float, measure: str) -> str:
    """Return a value as trials print it: ratios to 2 decimals, differences to 1."""
    return f"{math.exp(value):.2f}" if measure in RATIOS else f"{value + 0.0:.1f}"


def printed_p(z: float, shown: Shown) -> tuple[Comparator, str]:
    """Return the p of an effect with its comparator."""
    if not shown.p_sides:
        return "=", ""
    p = 2 * _NORMAL.cdf(-abs(z)) if shown.p_sides == 2 else _NORMAL.cdf(-z)
    at_level = shown.level.one_sided * shown.p_sides
    for bound in ("0.001", "0.0001"):
        if p < float(bound) <= at_level:
            return "<", bound
    if p < 0.00005:
        return "<", "0.0001"
    if p > 0.99:
        return ">", "0.99"
    return "=", f"{p:.4f}" if p < 0.001 else f"{p:.3f}"


def includes_null_conventionally(figure: Figures) -> bool:
    """Tell whether the two-sided 95 % interval of an effect reaches the null."""
    return abs(figure.z) < _NORMAL.inv_cdf(0.975)


def one_sided_p(figure: Figures) -> float:
    """Return the one-sided p towards the arm that the estimate favours."""
    return _NORMAL.cdf(-abs(figure.z))
