"""Pooling against statsmodels, and against the definitions written out once more.

statsmodels does not cut the tau2 of DerSimonian and Laird off at 0: homogeneous trials get a
negative one. Its iterated method is sound and is compared. What it lacks (REML, the modified
interval of Hartung and Knapp, prediction) is held against the definitions: the restricted
likelihood is the density of contrasts that know nothing of the mean, searched on grids.
"""

import random
from collections.abc import Sequence
from math import isclose, log, sqrt
from typing import Any

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from trialgraph.verdict.pooling import Between, Estimate, IntervalMethod, PooledEffect, pool

SEEDS = range(200)
CLOSE = 1e-6


def drawn(seed: int) -> list[Estimate]:
    """Return estimates of a made-up family of trials: alike, somewhat unlike, or very unlike."""
    source = random.Random(1000 + seed)  # noqa: S311 - made-up figures, no secret
    between = source.choice([0.0, 0.05, 0.2, 0.8])
    errors = [source.uniform(0.03, 0.7) for _ in range(source.randint(2, 10))]
    return [Estimate(source.gauss(-0.2, sqrt(between**2 + e**2)), e) for e in errors]


def others(estimates: Sequence[Estimate]) -> Any:  # noqa: ANN401 - statsmodels ships no types
    """Return what statsmodels makes of the same estimates, iterated as far as it can.

    A step of its iteration that passes the root by a rounding error makes it give up with 0:
    then it is stopped a little before the root.
    """
    effects = np.array([estimate.effect for estimate in estimates])
    variances = np.array([estimate.error**2 for estimate in estimates])
    found = [
        combine_effects(effects, variances, method_re="pm", atol=atol, maxiter=1000)
        for atol in (1e-11, 1e-9, 1e-7)
    ]
    return next((one for one in found if one.tau2 > 0), found[0])


def limits(effect: PooledEffect, method: IntervalMethod) -> tuple[float, float]:
    (found,) = (one for one in effect.limits if one.method is method)
    return found.low, found.high


def near(found: Sequence[float], expected: Sequence[float]) -> bool:
    pairs = zip(found, expected, strict=True)
    return all(isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE) for one, other in pairs)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_models_are_those_of_statsmodels(seed: int) -> None:
    estimates = drawn(seed)
    ours, theirs = pool(estimates, Between.PAULE_MANDEL), others(estimates)
    common, differing = ours.common, ours.random
    assert near([ours.heterogeneity.tau2], [theirs.tau2])
    assert near([common.effect, common.error], [theirs.mean_effect_fe, theirs.sd_eff_w_fe])
    assert near([differing.effect, differing.error], [theirs.mean_effect_re, theirs.sd_eff_w_re])
    assert near(ours.common.weights, theirs.weights_rel_fe)
    assert near(ours.random.weights, theirs.weights_rel_re)
    assert near([ours.heterogeneity.q], [theirs.q])
    assert near([ours.heterogeneity.p], [stats.chi2.sf(theirs.q, ours.heterogeneity.df)])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_intervals_are_those_of_statsmodels(seed: int) -> None:
    estimates = drawn(seed)
    ours, theirs = pool(estimates, Between.PAULE_MANDEL), others(estimates)
    common, by_normal, *_ = theirs.conf_int(use_t=False)
    *_, by_student = theirs.conf_int(use_t=True)
    assert near(limits(ours.common, IntervalMethod.NORMAL), common)
    assert near(limits(ours.random, IntervalMethod.NORMAL), by_normal)
    if len(estimates) > 2:
        assert near(limits(ours.random, IntervalMethod.HARTUNG_KNAPP), by_student)
    quantile = stats.t.ppf(0.975, len(estimates) - 1)
    reach = quantile * theirs.sd_eff_w_re * max(1.0, theirs.scale_hksj_re) ** 0.5
    modified = theirs.mean_effect_re - reach, theirs.mean_effect_re + reach
    assert near(limits(ours.random, IntervalMethod.MODIFIED_HARTUNG_KNAPP), modified)


def rotated(estimates: Sequence[Estimate]) -> tuple[list[list[float]], list[float]]:
    """Return covariance and values of Helmert's contrasts, which know nothing of the mean.

    Their rows are orthonormal, so that a variance between trials adds to the diagonal alone.
    """
    rows = []
    for place in range(1, len(estimates)):
        length = sqrt(place * (place + 1))
        rest = [0.0] * (len(estimates) - place - 1)
        rows.append([1 / length] * place + [-place / length, *rest])
    variances = [e.error**2 for e in estimates]
    covariance = [
        [sum(a * b * v for a, b, v in zip(one, other, variances, strict=True)) for other in rows]
        for one in rows
    ]
    values = [sum(a * e.effect for a, e in zip(row, estimates, strict=True)) for row in rows]
    return covariance, values


def density(covariance: list[list[float]], values: list[float], tau2: float) -> float:
    """Return the logarithm of the contrasts' normal density, by Cholesky's triangle."""
    lower: list[list[float]] = []
    whitened: list[float] = []
    for i, value in enumerate(values):
        row: list[float] = []
        for j in range(i):
            done = sum(a * b for a, b in zip(row, lower[j], strict=False))
            row.append((covariance[i][j] - done) / lower[j][j])
        row.append(sqrt(covariance[i][i] + tau2 - sum(a * a for a in row)))
        known = sum(a * z for a, z in zip(row, whitened, strict=False))
        whitened.append((value - known) / row[i])
        lower.append(row)
    return -sum(log(row[-1]) for row in lower) - sum(z * z for z in whitened) / 2


def searched(estimates: Sequence[Estimate]) -> float:
    """Return the tau2 where the density is highest, on a grid that closes in on it."""
    covariance, values = rotated(estimates)
    low, high, count = 0.0, 8.0, 400
    for _ in range(16):
        grid = [low + (high - low) * step / count for step in range(count + 1)]
        best = max(range(count + 1), key=lambda at: density(covariance, values, grid[at]))
        low, high, count = grid[max(0, best - 1)], grid[min(count, best + 1)], 8
    return (low + high) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_the_restricted_likelihood_is_that_of_the_contrasts(seed: int) -> None:
    estimates = drawn(seed)
    tau2 = pool(estimates, Between.REML).heterogeneity.tau2
    assert isclose(tau2, searched(estimates), rel_tol=CLOSE, abs_tol=CLOSE)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_prediction_reaches_as_far_as_student_with_two_degrees_less(seed: int) -> None:
    estimates = drawn(seed)
    found = pool(estimates)
    if len(estimates) == 2:
        assert found.prediction is None
        return
    weights = [1 / (e.error**2 + found.heterogeneity.tau2) for e in estimates]
    mean = float(np.average([e.effect for e in estimates], weights=weights))
    spread = sqrt(found.heterogeneity.tau2 + 1 / sum(weights))
    reach = float(stats.t.ppf(0.975, len(estimates) - 2)) * spread
    assert found.prediction is not None
    assert near(found.prediction, (mean - reach, mean + reach))


def test_homogeneous_trials_have_no_variance_between_them_where_statsmodels_gives_a_negative() -> (
    None
):
    alike = [Estimate(-0.30, 0.2), Estimate(-0.31, 0.2), Estimate(-0.29, 0.2)]
    effects, variances = np.array([e.effect for e in alike]), np.array([0.04] * 3)
    assert combine_effects(effects, variances, method_re="dl").tau2 < 0
    assert pool(alike, Between.DERSIMONIAN_LAIRD).heterogeneity.tau2 == 0.0
