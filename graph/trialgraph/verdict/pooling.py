"""Inverse-variance pooling of estimates on the scale on which they are symmetric.

Both models are always given: one effect common to all trials, and effects that differ
between trials. The methods are those of the Cochrane Handbook (chapter 10), the interval of
the second model the modified one of Rover, Knapp and Friede (2015), which never is narrower
than the standard error alone would make it.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from math import log, sqrt
from statistics import NormalDist
from types import MappingProxyType

from trialgraph.model.values import dataclass
from trialgraph.verdict.distributions import chi_squared_tail, root, student_quantile

_NORMAL_QUANTILE = NormalDist().inv_cdf(0.975)
_HETEROGENEOUS_P = 0.10
_HETEROGENEOUS_TAU2 = 0.04
_FEWEST = 2
_FEWEST_TO_PREDICT = 3
_FEWEST_FOR_STUDENT = 3
_GRID = 64
_SECTIONS = 80
_GOLDEN = (sqrt(5) - 1) / 2


class Between(StrEnum):
    """How the variance between trials is estimated; each is cut off at 0."""

    REML = "restricted maximum likelihood"
    PAULE_MANDEL = "Paule-Mandel"
    DERSIMONIAN_LAIRD = "DerSimonian-Laird"


class IntervalMethod(StrEnum):
    """What an interval around a pooled effect rests on."""

    NORMAL = "normal"
    HARTUNG_KNAPP = "Hartung-Knapp"
    MODIFIED_HARTUNG_KNAPP = "modified Hartung-Knapp"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One trial's estimate: effect and standard error on the symmetric scale."""

    effect: float
    error: float


@dataclass(frozen=True, slots=True)
class Limits:
    """A two-sided 95 % interval on the symmetric scale, and its method."""

    low: float
    high: float
    method: IntervalMethod


@dataclass(frozen=True, slots=True)
class PooledEffect:
    """What one model gives.

    Attributes:
        effect: on the symmetric scale: the logarithm of a ratio, a difference as it is.
        error: its standard error.
        weights: of the estimates in their order; they sum to 1.
        limits: by each method that suits the number of trials; the first is the headline.
    """

    effect: float
    error: float
    weights: tuple[float, ...]
    limits: tuple[Limits, ...]


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How far the trials differ beyond chance.

    Attributes:
        q: Cochran's Q, of ``df`` degrees of freedom, and its ``p``.
        i2: share of the variation that is no chance, 0 to 1.
        tau2: variance between trials, by ``method``.
    """

    q: float
    df: int
    p: float
    i2: float
    tau2: float
    method: Between

    @property
    def is_notable(self) -> bool:
        """Tell whether p is below 0.10 or tau2 above 0.04; I2 has no say."""
        return self.p < _HETEROGENEOUS_P or self.tau2 > _HETEROGENEOUS_TAU2


@dataclass(frozen=True, slots=True)
class Pool:
    """Both models of the same estimates.

    Attributes:
        prediction: where the effect of another such trial lies with 95 %; from three trials on.
    """

    common: PooledEffect
    random: PooledEffect
    heterogeneity: Heterogeneity
    prediction: tuple[float, float] | None


def pool(estimates: Sequence[Estimate], between: Between = Between.REML) -> Pool:
    """Return both models of two or more estimates.

    Raises:
        ValueError: fewer than two estimates, or a standard error that is not above 0.
    """
    if len(estimates) < _FEWEST or any(estimate.error <= 0 for estimate in estimates):
        message = "pooling needs two estimates or more, each with a standard error above 0"
        raise ValueError(message)
    tau2 = _TAU2[between](estimates)
    random = _random_effects(estimates, tau2)
    return Pool(
        common=_common_effect(estimates),
        random=random,
        heterogeneity=_heterogeneity(estimates, tau2, between),
        prediction=_prediction(random, tau2),
    )


def _weighted(estimates: Sequence[Estimate], tau2: float) -> tuple[float, list[float]]:
    """Return the mean by inverse variance, and the weights, which do not sum to 1."""
    weights = [1 / (estimate.error**2 + tau2) for estimate in estimates]
    products = (w * e.effect for w, e in zip(weights, estimates, strict=True))
    return sum(products) / sum(weights), weights


def _q(estimates: Sequence[Estimate], tau2: float = 0.0) -> float:
    mean, weights = _weighted(estimates, tau2)
    pairs = zip(weights, estimates, strict=True)
    return sum(w * (e.effect - mean) ** 2 for w, e in pairs)


def _common_effect(estimates: Sequence[Estimate]) -> PooledEffect:
    mean, weights = _weighted(estimates, 0.0)
    error = 1 / sqrt(sum(weights))
    limits = _limits(mean, error, _NORMAL_QUANTILE, IntervalMethod.NORMAL)
    return PooledEffect(mean, error, _shares(weights), (limits,))


def _random_effects(estimates: Sequence[Estimate], tau2: float) -> PooledEffect:
    """Return the second model; of two trials its t has no use as a headline."""
    mean, weights = _weighted(estimates, tau2)
    error = 1 / sqrt(sum(weights))
    df = len(estimates) - 1
    scale = _q(estimates, tau2) / df
    quantile = student_quantile(df)
    normal = _limits(mean, error, _NORMAL_QUANTILE, IntervalMethod.NORMAL)
    modified = _limits(
        mean, error * sqrt(max(1.0, scale)), quantile, IntervalMethod.MODIFIED_HARTUNG_KNAPP
    )
    plain = _limits(mean, error * sqrt(scale), quantile, IntervalMethod.HARTUNG_KNAPP)
    ordered = (modified, plain, normal) if df + 1 >= _FEWEST_FOR_STUDENT else (normal, modified)
    return PooledEffect(mean, error, _shares(weights), ordered)


def _limits(mean: float, error: float, quantile: float, method: IntervalMethod) -> Limits:
    return Limits(mean - quantile * error, mean + quantile * error, method)


def _shares(weights: list[float]) -> tuple[float, ...]:
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def _heterogeneity(estimates: Sequence[Estimate], tau2: float, between: Between) -> Heterogeneity:
    q, df = _q(estimates), len(estimates) - 1
    i2 = max(0.0, (q - df) / q) if q else 0.0
    return Heterogeneity(q, df, chi_squared_tail(q, df), i2, tau2, between)


def _prediction(random: PooledEffect, tau2: float) -> tuple[float, float] | None:
    """Return the interval of Higgins, Thompson and Spiegelhalter (2009): t with k - 2."""
    df = len(random.weights) - 2
    if len(random.weights) < _FEWEST_TO_PREDICT:
        return None
    reach = student_quantile(df) * sqrt(tau2 + random.error**2)
    return random.effect - reach, random.effect + reach


def _dersimonian_laird(estimates: Sequence[Estimate]) -> float:
    _, weights = _weighted(estimates, 0.0)
    total = sum(weights)
    scale = total - sum(weight**2 for weight in weights) / total
    return max(0.0, (_q(estimates) - len(estimates) + 1) / scale)


def _paule_mandel(estimates: Sequence[Estimate]) -> float:
    """Return the tau2 at which Q is what chance alone gives."""
    df = len(estimates) - 1
    if _q(estimates) <= df:
        return 0.0
    return root(lambda tau2: df - _q(estimates, tau2), 0.0, _widest(estimates))


def _restricted_maximum_likelihood(estimates: Sequence[Estimate]) -> float:
    """Return the tau2 of the highest peak: the best of a grid, followed to its top."""
    widest = _widest(estimates)
    grid = [widest * (step / _GRID) ** 3 for step in range(_GRID + 1)]
    likely = [_restricted_likelihood(estimates, tau2) for tau2 in grid]
    best = likely.index(max(likely))
    low, high = grid[max(0, best - 1)], grid[min(_GRID, best + 1)]
    top = _top(lambda tau2: _restricted_likelihood(estimates, tau2), low, high)
    return top if _restricted_likelihood(estimates, top) > likely[0] else 0.0


def _restricted_likelihood(estimates: Sequence[Estimate], tau2: float) -> float:
    """Return its logarithm, without the parts that do not depend on tau2."""
    _, weights = _weighted(estimates, tau2)
    return (sum(map(log, weights)) - log(sum(weights)) - _q(estimates, tau2)) / 2


def _top(of: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function with one peak is highest, by golden sections."""
    for _ in range(_SECTIONS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, right) if of(left) >= of(right) else (left, high)
    return (low + high) / 2


def _widest(estimates: Sequence[Estimate]) -> float:
    """Return a tau2 that no estimator exceeds: the sum of squares around the plain mean."""
    mean = sum(estimate.effect for estimate in estimates) / len(estimates)
    return sum((estimate.effect - mean) ** 2 for estimate in estimates)


_TAU2: Mapping[Between, Callable[[Sequence[Estimate]], float]] = MappingProxyType(
    {
        Between.REML: _restricted_maximum_likelihood,
        Between.PAULE_MANDEL: _paule_mandel,
        Between.DERSIMONIAN_LAIRD: _dersimonian_laird,
    }
)
