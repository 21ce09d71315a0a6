"""Pooling: published figures, the identities of the models, and what is refused."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, isclose, log, sqrt
from statistics import NormalDist

import pytest

from trialgraph.verdict.pooling import (
    Between,
    Estimate,
    IntervalMethod,
    Limits,
    PooledEffect,
    pool,
)

QUANTILE = NormalDist().inv_cdf(0.975)


def ratio(value: float, low: float, high: float) -> Estimate:
    return Estimate(log(value), log(high / low) / (2 * QUANTILE))


def one_sided(value: float, high: float) -> Estimate:
    """Return a ratio with the upper limit of a one-sided 95 % interval."""
    return Estimate(log(value), log(high / value) / NormalDist().inv_cdf(0.95))


def printed(effect: PooledEffect, limits: Limits) -> str:
    return f"{exp(effect.effect):.3f} ({exp(limits.low):.3f}-{exp(limits.high):.3f})"


FIRST = ratio(0.65, 0.54, 0.78)


@dataclass(frozen=True)
class Published:
    """Two trials and what pooling them gives."""

    estimates: tuple[Estimate, Estimate]
    common: str
    random: str
    q: str
    i2: str
    tau2: str
    is_notable: bool


PUBLISHED = [
    Published(
        (FIRST, one_sided(0.76, 0.967)),
        "0.680 (0.583-0.794)",
        "0.680 (0.583-0.794)",
        "0.81",
        "0",
        "0.000",
        is_notable=False,
    ),
    Published(
        (FIRST, one_sided(0.81, 1.02)),
        "0.696 (0.597-0.811)",
        "0.708 (0.574-0.874)",
        "1.70",
        "41",
        "0.010",
        is_notable=False,
    ),
    Published(
        (ratio(0.62, 0.51, 0.75), one_sided(1.03, 1.36)),
        "0.705 (0.597-0.833)",
        "0.784 (0.478-1.288)",
        "6.74",
        "85",
        "0.110",
        is_notable=True,
    ),
    Published(
        (ratio(0.64, 0.47, 0.88), one_sided(0.73, 0.97)),
        "0.680 (0.540-0.856)",
        "0.680 (0.540-0.856)",
        "0.31",
        "0",
        "0.000",
        is_notable=False,
    ),
]


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case.common)
@pytest.mark.parametrize("between", Between)
def test_two_trials_pool_to_the_published_figures(case: Published, between: Between) -> None:
    found = pool(case.estimates, between)
    differ = found.heterogeneity
    assert printed(found.common, found.common.limits[0]) == case.common
    assert printed(found.random, found.random.limits[0]) == case.random
    assert (f"{differ.q:.2f}", f"{100 * differ.i2:.0f}") == (case.q, case.i2)
    assert f"{differ.tau2:.3f}" == case.tau2
    assert differ.is_notable is case.is_notable


def test_two_trials_have_no_headline_by_student_and_no_prediction() -> None:
    found = pool(PUBLISHED[2].estimates)
    methods = [limits.method for limits in found.random.limits]
    assert methods == [IntervalMethod.NORMAL, IntervalMethod.MODIFIED_HARTUNG_KNAPP]
    assert printed(found.random, found.random.limits[1]) == "0.784 (0.031-19.557)"
    assert found.prediction is None


# Thirteen trials of the BCG vaccine (Colditz 1994), the usual example of the textbooks: cases
# and others of the vaccinated, then of the others.
COUNTS = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]


def risk_ratio(cases: int, others: int, control: int, rest: int) -> Estimate:
    treated, untreated = cases + others, control + rest
    variance = 1 / cases - 1 / treated + 1 / control - 1 / untreated
    return Estimate(log(cases / treated / (control / untreated)), sqrt(variance))


BCG = [risk_ratio(*counts) for counts in COUNTS]


@pytest.mark.parametrize(
    ("between", "tau2", "effect"),
    [
        (Between.REML, "0.313", "-0.715"),
        (Between.DERSIMONIAN_LAIRD, "0.309", "-0.714"),
        (Between.PAULE_MANDEL, "0.318", "-0.715"),
    ],
)
def test_thirteen_trials_pool_to_the_published_figures(
    between: Between, tau2: str, effect: str
) -> None:
    found = pool(BCG, between)
    assert (f"{found.heterogeneity.tau2:.3f}", f"{found.random.effect:.3f}") == (tau2, effect)
    assert f"{found.common.effect:.3f}" == "-0.430"
    assert f"{found.heterogeneity.q:.1f}" == "152.2"
    assert f"{100 * found.heterogeneity.i2:.0f}" == "92"
    assert found.heterogeneity.p < 1e-20


def test_three_trials_or_more_have_all_intervals_and_a_prediction() -> None:
    found = pool(BCG)
    modified, plain, normal = found.random.limits
    assert modified.low == plain.low < normal.low < normal.high < plain.high == modified.high
    assert found.prediction is not None
    assert found.prediction[0] < normal.low < normal.high < found.prediction[1]


def test_the_modified_interval_is_never_narrower_than_the_plain_one() -> None:
    alike = [Estimate(0.10, 0.2), Estimate(0.11, 0.2), Estimate(0.12, 0.2)]
    modified, plain, _ = pool(alike).random.limits
    assert modified.low < plain.low < plain.high < modified.high
    assert modified.method is IntervalMethod.MODIFIED_HARTUNG_KNAPP


def test_the_same_estimate_twice_halves_the_variance() -> None:
    found = pool([Estimate(-0.3, 0.1), Estimate(-0.3, 0.1)])
    assert isclose(found.common.effect, -0.3)
    assert isclose(found.common.error, 0.1 / sqrt(2))
    assert found.common.weights == (0.5, 0.5)
    assert (found.heterogeneity.i2, found.heterogeneity.tau2) == (0.0, 0.0)
    assert found.heterogeneity.p == 1.0


@pytest.mark.parametrize(
    "estimates", [[], [Estimate(0.1, 0.2)], [Estimate(0.1, 0.2), Estimate(0.1, 0.0)]]
)
def test_what_cannot_be_pooled_is_refused(estimates: list[Estimate]) -> None:
    with pytest.raises(ValueError, match="two estimates or more"):
        pool(estimates)


def drawn(seed: int) -> list[Estimate]:
    """Return estimates of a made-up family of trials."""
    source = random.Random(seed)  # noqa: S311 - made-up figures, no secret
    spread = source.choice([0.0, 0.1, 0.5])
    count = source.randint(2, 12)
    errors = [source.uniform(0.05, 0.6) for _ in range(count)]
    return [Estimate(source.gauss(-0.3, sqrt(spread**2 + e**2)), e) for e in errors]


def weighted(estimates: Sequence[Estimate], tau2: float) -> tuple[float, float]:
    """Return mean and Q, written out anew."""
    weights = [(estimate.error * estimate.error + tau2) ** -1 for estimate in estimates]
    mean = sum(w * e.effect for w, e in zip(weights, estimates, strict=True)) / sum(weights)
    q = sum(w * (e.effect - mean) ** 2 for w, e in zip(weights, estimates, strict=True))
    return mean, q


@pytest.mark.parametrize("seed", range(200))
def test_each_estimator_meets_the_equation_that_defines_it(seed: int) -> None:
    estimates = drawn(seed)
    df = len(estimates) - 1
    variances = [e.error**2 for e in estimates]
    moment, matched, likely = (
        pool(estimates, one).heterogeneity.tau2
        for one in (Between.DERSIMONIAN_LAIRD, Between.PAULE_MANDEL, Between.REML)
    )
    q = weighted(estimates, 0.0)[1]
    total = sum(1 / v for v in variances)
    expected = df + moment * (total - sum(1 / v**2 for v in variances) / total)
    assert isclose(q, expected, rel_tol=1e-9) if moment else q <= df + 1e-9
    assert isclose(weighted(estimates, matched)[1], df, rel_tol=1e-6) if matched else q <= df
    assert all(
        restricted(estimates, likely) >= restricted(estimates, other) - 1e-9
        for other in (0.0, 0.001, 0.01, 0.05, 0.2, 1.0, likely * 0.9, likely * 1.1)
    )


def restricted(estimates: Sequence[Estimate], tau2: float) -> float:
    """Return the logarithm of the restricted likelihood up to a constant, written out anew."""
    variances = [e.error**2 + tau2 for e in estimates]
    information = sum(1 / v for v in variances)
    q = weighted(estimates, tau2)[1]
    return -0.5 * (sum(log(v) for v in variances) + log(information) + q)
