"""Pools from printed figures to intervals, against the definitions written out once more.

Levels, sides, scales and turned estimates are read here by scipy's quantiles; the restricted
likelihood is searched on a fine grid. What ``verdict`` computes is not used.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pytest
from scipy import stats
from tests.catalogue.made_rows import CARD, row

from trialgraph.catalogue.answer import AnswerRow, Cell
from trialgraph.catalogue.pooling import completed
from trialgraph.terms.index import TermIndex

TWO_SIDED = 1.959963984540054
CLOSE = 2e-3  # the grid's step; figures of answers have six decimals
LOGARITHMIC = {"HR", "OR", "RR"}


@dataclass(frozen=True)
class Printed:
    """An estimate as a paper prints it: ``0.5 to 0.8``, ``<0.967`` or ``>1.1``."""

    value: str
    limits: str
    level: float = 95
    measure: str = "HR"
    is_reversed: bool = False

    @property
    def ends(self) -> tuple[str | None, str | None]:
        """Return the lower and the upper limit."""
        if self.limits[0] in "<>":
            end = self.limits[1:]
            return (None, end) if self.limits[0] == "<" else (end, None)
        low, high = self.limits.split(" to ")
        return low, high

    def cells(self) -> dict[str, Cell]:
        """Return the cells of its row."""
        lower, upper = self.ends
        return {
            "measure": self.measure,
            "value": float(self.value),
            "value_decimals": decimals(self.value),
            "lower": lower and float(lower),
            "lower_decimals": decimals(lower),
            "upper": upper and float(upper),
            "upper_decimals": decimals(upper),
            "level": self.level,
            "sides": 2 if lower and upper else 1,
            "is_reversed": self.is_reversed or None,
        }

    def effect_and_error(self) -> tuple[float, float]:
        """Return what is pooled, by other quantiles than those of ``verdict``."""
        lower, upper = (None if end is None else self._scaled(end) for end in self.ends)
        value, level = self._scaled(self.value), self.level / 100
        if lower is not None and upper is not None:
            error = (upper - lower) / 2 / stats.norm.isf((1 - level) / 2)
        else:
            end = upper if upper is not None else lower
            assert end is not None
            error = abs(end - value) / stats.norm.isf(1 - level)
        return (-value if self.is_reversed else value), float(error)

    def _scaled(self, printed: str) -> float:
        number = float(printed)
        return float(np.log(number)) if self.measure in LOGARITHMIC else number


def decimals(printed: str | None) -> int | None:
    return None if printed is None else len(printed.partition(".")[2])


def expected(figures: list[Printed]) -> Mapping[str, float]:
    """Return both models of printed figures on the symmetric scale."""
    pairs = np.array([one.effect_and_error() for one in figures])
    y, variance, k = pairs[:, 0], pairs[:, 1] ** 2, len(figures)

    def mean(tau2: float) -> tuple[float, float, float]:
        w = 1 / (variance + tau2)
        mu = (w * y).sum() / w.sum()
        return float(mu), float(1 / np.sqrt(w.sum())), float((w * (y - mu) ** 2).sum())

    widest = max(float(((y - y.mean()) ** 2).sum()), 1e-9)
    grid = np.concatenate([[0.0], np.geomspace(1e-6, 1, 20_000) * widest])
    w = 1 / (variance + grid[:, None])
    around = (w * (y - ((w * y).sum(1) / w.sum(1))[:, None]) ** 2).sum(1)
    tau2 = float(grid[np.argmax(np.log(w).sum(1) - np.log(w.sum(1)) - around)])
    common, common_error, q = mean(0.0)
    random, error, spread = mean(tau2)
    reach = stats.t.isf(0.025, k - 1) * error * np.sqrt(max(1, spread / (k - 1)))
    return {
        "common": common,
        "common lower": common - TWO_SIDED * common_error,
        "common upper": common + TWO_SIDED * common_error,
        "q": q,
        "p": float(stats.chi2.sf(q, k - 1)),
        "i2": max(0.0, 1 - (k - 1) / q) if q > 0 else 0.0,
        "tau2": tau2,
        "random": random,
        "lower": float(random - reach),
        "upper": float(random + reach),
    }


def found(rows: tuple[AnswerRow, ...], *, is_ratio: bool) -> Mapping[str, float]:
    """Return both models of a pool's rows on the symmetric scale."""
    common, modified = (
        next(one for one in rows if (one.cells["model"], one.cells["method"]) == wanted)
        for wanted in (
            ("common effect", "normal"),
            ("random effects", "modified Hartung-Knapp"),
        )
    )

    def scaled(one: AnswerRow, name: str) -> float:
        number = float(one.text(name))
        return float(np.log(number)) if is_ratio else number

    return {
        "common": scaled(common, "value"),
        "common lower": scaled(common, "lower"),
        "common upper": scaled(common, "upper"),
        "q": float(common.text("q")),
        "p": float(common.text("q_p")),
        "i2": float(common.text("i2")),
        "tau2": float(common.text("tau2")),
        "random": scaled(modified, "value"),
        "lower": scaled(modified, "lower"),
        "upper": scaled(modified, "upper"),
    }


def points(value: str, limits: str, **more: bool) -> Printed:
    return Printed(value, limits, measure="RD", **more)


SETS: dict[str, list[Printed]] = {
    "turned": [Printed("0.50", "0.40 to 0.625"), Printed("2.0", "1.60 to 2.50", is_reversed=True)],
    "opposite": [Printed("0.50", "0.40 to 0.625"), Printed("2.0", "1.60 to 2.50")],
    "upper limits": [Printed("0.76", "<0.967"), Printed("0.81", "<1.02")],
    "lower limits": [Printed("0.76", ">0.60"), Printed("0.81", ">0.61")],
    "all kinds of limits": [
        Printed("0.76", "<0.967"),
        Printed("0.81", ">0.61"),
        Printed("0.70", "0.50 to 0.98"),
    ],
    "points": [
        points("10.8", "4.2 to 17.5"),
        points("3.0", "-2.0 to 8.0"),
        points("-5.2", "-12.0 to 1.6", is_reversed=True),
    ],
    "a point limit alone": [points("6.2", ">1.1"), points("4.0", "-1.0 to 9.0")],
    "levels": [
        Printed("0.70", "0.55 to 0.89", 90),
        Printed("0.80", "0.60 to 1.07"),
        Printed("0.65", "0.40 to 1.06", 99),
    ],
    "a one-sided level": [Printed("0.76", "<0.967", 97.5), Printed("0.90", "0.70 to 1.16")],
    "identical": [Printed("0.70", "0.50 to 0.98")] * 5,
    "worlds apart": [
        Printed("0.10", "0.09 to 0.11"),
        Printed("9.0", "8.1 to 10.0"),
        Printed("1.00", "0.90 to 1.11"),
        Printed("0.50", "0.45 to 0.56"),
    ],
    "six": [
        Printed("0.62", "0.51 to 0.75"),
        Printed("1.03", "0.80 to 1.36"),
        Printed("0.80", "0.60 to 1.06"),
        Printed("0.71", "0.50 to 1.03"),
        Printed("0.90", "0.70 to 1.20"),
        Printed("0.55", "0.35 to 0.88"),
    ],
    "one huge trial": [
        Printed("0.70", "0.50 to 0.98"),
        Printed("0.900", "0.890 to 0.910"),
        Printed("0.80", "0.50 to 1.28"),
    ],
    "odds": [
        Printed("1.50", "1.10 to 2.05", measure="OR"),
        Printed("0.92", "0.60 to 1.41", measure="OR"),
    ],
    "risks": [
        Printed("0.70", "0.55 to 0.89", 90, "RR"),
        Printed("1.20", "<1.90", 95, "RR"),
        Printed("0.95", "0.80 to 1.13", 95, "RR"),
    ],
}


@pytest.mark.parametrize("name", SETS)
def test_a_pool_is_what_its_printed_figures_come_to(name: str, terms: TermIndex) -> None:
    figures = SETS[name]
    rows = [
        row(f"t{place}", iri=f"urn:{place}", **one.cells()) for place, one in enumerate(figures)
    ]
    made = completed(CARD, rows, {}, terms).rows
    assert [one for one in made if one.kind in {"refusal", "excluded"}] == []
    is_ratio = figures[0].measure in LOGARITHMIC
    told = tuple(one for one in made if one.kind == "synthesis")
    assert found(told, is_ratio=is_ratio) == pytest.approx(expected(figures), rel=CLOSE, abs=CLOSE)


@pytest.mark.parametrize("limits", ["0.70 to 0.70", "<0.70", ">0.70"])
def test_a_limit_that_is_the_value_has_no_weight(limits: str, terms: TermIndex) -> None:
    odd, usual = Printed("0.70", limits), Printed("0.80", "0.60 to 1.07")
    made = completed(CARD, [row("a", **odd.cells()), row("b", **usual.cells())], {}, terms).rows
    assert [(one.kind, one.text("code")) for one in made] == [
        ("single", ""),
        ("excluded", "no_standard_error"),
    ]
