"""Completes the rows of a question with pooled effects, refusals and what is left out.

Nothing is stored: a pool is a function of the estimates held and of what is asked, so it is
never older than they are. A synthesis has no verdict; each row names its model.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from trialgraph.catalogue.answer import AnswerRow, Cell
from trialgraph.catalogue.estimate_pool import EstimatePool, estimate_pool, pool_name
from trialgraph.catalogue.pool_analyses import NotAsked, not_asked
from trialgraph.catalogue.pool_entries import PoolEntry, by_other_method, entries
from trialgraph.catalogue.pool_forest import pool_forest
from trialgraph.catalogue.pool_request import PoolRequest, pool_request
from trialgraph.verdict.pooling import Limits, Pool, PooledEffect
from trialgraph.verdict.pools import Refusal, ineligible, remarks

if TYPE_CHECKING:
    from trialgraph.catalogue.card import Card
    from trialgraph.catalogue.codes import Json
    from trialgraph.catalogue.forest import Forest
    from trialgraph.terms.index import TermIndex

_DIGITS = 6
_QUANTILE = 1.959963984540054
_FEWEST_FOR_I2 = 3
TWO_TRIALS = "k = 2: not interpretable"

PoolKey = tuple[str, ...]
"""End point, measure, assessor and time point: what the estimates of one pool have in common."""


@dataclass(frozen=True, slots=True)
class PooledRows:
    """The completed rows of a question, and a plot of each pool."""

    rows: tuple[AnswerRow, ...]
    forests: "tuple[Forest, ...]"


def completed(
    card: "Card", found: Sequence[AnswerRow], given: Mapping[str, str], terms: "TermIndex"
) -> PooledRows:
    """Return rows of syntheses and refusals, then each estimate with its part in them.

    Raises:
        BadParameter: a word outside the few that a parameter takes.
        UnknownOverride: a refusal that there is not, or that is never passed over.
    """
    request = pool_request(given)
    everything = entries(found, terms)
    behind = not_asked(found, request)
    rows: list[AnswerRow] = []
    forests: list[Forest] = []
    for group in _groups(everything, request):
        out = _left_out(group, behind)
        made = estimate_pool(tuple(one for one in group if id(one) not in out), request)
        rows += _summary(card, made, request)
        rows += _members(made)
        rows += [_told(one, "excluded", code=out[id(one)]) for one in group if id(one) in out]
        forests += [pool_forest(made, request)] if made.members else []
    return PooledRows(tuple(rows), tuple(forests))


def _left_out(group: Sequence[PoolEntry], behind: Mapping[str, NotAsked]) -> dict[int, str]:
    """Return the first reason why each estimate that is not pooled is left out.

    Args:
        group: estimates that would be pooled with each other.
        behind: why estimates are not asked for.
    """
    found = {id(one): _reasons(one, behind) for one in group}
    out = {place: str(codes[0]) for place, codes in found.items() if codes}
    others = by_other_method([one for one in group if id(one) not in out])
    other = [id(one) for one in group if one.candidate.identifier in others]
    return {place: str(NotAsked.OTHER_METHOD) for place in other} | out


def _reasons(one: PoolEntry, behind: Mapping[str, NotAsked]) -> tuple[str, ...]:
    """Return why an estimate is not pooled: it never is, or it is not one asked for."""
    name = one.candidate.identifier
    return (*ineligible(one.candidate), *([behind[name]] if name in behind else []))


def _groups(everything: Iterable[PoolEntry], request: PoolRequest) -> Iterator[Sequence[PoolEntry]]:
    """Yield the estimates that would be pooled with each other, in the order of the rows."""
    groups: defaultdict[PoolKey, list[PoolEntry]] = defaultdict(list)
    for one in everything:
        groups[_key(one, request)].append(one)
    yield from groups.values()


def _key(one: PoolEntry, request: PoolRequest) -> PoolKey:
    """Return what tells pools apart; the assessor does unless that is overridden."""
    is_apart = Refusal.ASSESSORS_DIFFER not in request.allowed
    names = ("endpoint", "measure", *(["assessor"] if is_apart else []), "at")
    return tuple(one.row.text(name) for name in names)


def _summary(card: "Card", made: EstimatePool, request: PoolRequest) -> Iterator[AnswerRow]:
    """Yield a row an interval of each model, or a row a refusal."""
    empty: dict[str, Cell] = {one.name: [] if one.is_list else None for one in card.columns}
    common = {**empty, "pool": made.name, "k": len(made.members), **_subject(made)}
    labels = {one.candidate.identifier: one.row.text("label") for one in made.members}
    for one in made.refused:
        concerns: list[Json] = [*dict.fromkeys(labels[name] for name in one.identifiers)]
        told: dict[str, Cell] = {"kind": "refusal", "code": str(one.code), "concerns": concerns}
        yield AnswerRow({**common, **told}, ())
    if made.result is not None:
        noted = remarks([one.candidate for one in made.members])
        common |= {"kind": "synthesis", "allowed": [*map(str, made.overridden)]}
        common |= {"remarks": [*map(str, noted)], **_heterogeneity(made.result, request)}
        for model, effect in _models(made.result):
            for limits in effect.limits:
                yield AnswerRow(common | _synthesis(made, model, effect, limits), ())


def _models(result: Pool) -> tuple[tuple[str, PooledEffect], ...]:
    return (("common effect", result.common), ("random effects", result.random))


def _subject(made: EstimatePool) -> dict[str, Cell]:
    """Return what all estimates of a pool have in common."""
    return {
        name: values.pop()
        for name in ("endpoint", "measure", "assessor", "at", "added", "population")
        if len(values := {one.row.text(name) or None for one in made.members}) == 1
    }


def _heterogeneity(result: Pool, request: PoolRequest) -> dict[str, Cell]:
    differ = result.heterogeneity
    is_pair = len(result.common.weights) < _FEWEST_FOR_I2
    return {
        "q": rounded(differ.q),
        "q_p": rounded(differ.p),
        "i2": rounded(differ.i2),
        "i2_note": TWO_TRIALS if is_pair else None,
        "tau2": rounded(differ.tau2),
        "tau2_method": str(request.between),
        "is_heterogeneous": differ.is_notable,
    }


def _synthesis(
    made: EstimatePool, model: str, effect: PooledEffect, limits: Limits
) -> dict[str, Cell]:
    """Return one interval of a model on the printed scale."""
    prediction = made.result.prediction if made.result and model == "random effects" else None
    low, high = prediction or (None, None)
    return {
        "model": model,
        "method": str(limits.method),
        "is_headline": limits is effect.limits[0],
        "value": rounded(made.printed(effect.effect)),
        "lower": rounded(made.printed(limits.low)),
        "upper": rounded(made.printed(limits.high)),
        "level": 95,
        "sides": 2,
        "standard_error": rounded(effect.error),
        "prediction_lower": None if low is None else rounded(made.printed(low)),
        "prediction_upper": None if high is None else rounded(made.printed(high)),
    }


def _members(made: EstimatePool) -> Iterator[AnswerRow]:
    """Yield the estimates of a pool with their weights, or as refused, or as the only one."""
    if made.result is None:
        kind = "refused" if made.refused else "single"
        yield from (_told(one, kind, name=made.name) for one in made.members)
        return
    weights = zip(made.result.common.weights, made.result.random.weights, strict=True)
    for one, (common, random) in zip(made.members, weights, strict=True):
        shares: dict[str, Cell] = {
            "weight_common": rounded(common),
            "weight_random": rounded(random),
        }
        yield _told(one, "pooled", name=made.name, shares=shares)


def _told(
    one: PoolEntry,
    kind: str,
    *,
    name: str = "",
    code: str = "",
    shares: Mapping[str, Cell] | None = None,
) -> AnswerRow:
    """Return the row of an estimate with its standard error and its part in the pool."""
    single = "single estimate" if kind == "single" else None
    told: dict[str, Cell] = {
        "kind": kind,
        "pool": name or pool_name([one]),
        "model": single,
        "code": str(code) or None,
        "assessor": one.row.text("assessor") or None,
        "limit_error": None if one.relative_error is None else rounded(one.relative_error),
    }
    return AnswerRow({**one.row.cells, **told, **_error(one), **(shares or {})}, one.row.passages)


def _error(one: PoolEntry) -> dict[str, Cell]:
    """Return the standard error of an estimate and the two-sided 95 % interval it gives."""
    estimate = one.candidate.estimate
    if estimate is None or one.candidate.is_imprecise:
        return {}
    reach = _QUANTILE * estimate.error
    ends = [estimate.effect - reach, estimate.effect + reach]
    lower, upper = (exp(end) if one.is_ratio else end for end in ends)
    return {
        "standard_error": rounded(estimate.error),
        "derived_lower": rounded(lower),
        "derived_upper": rounded(upper),
    }


def rounded(number: float) -> float:
    """Return a computed number without the digits in which machines may differ."""
    return round(number, _DIGITS)
