"""The estimates of one pool: whether they may be pooled, and what they come to."""

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from trialgraph.verdict.pooling import Pool, pool
from trialgraph.verdict.pools import Refusal, Refused, refusals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trialgraph.catalogue.pool_entries import PoolEntry
    from trialgraph.catalogue.pool_request import PoolRequest

_WIDEST = 300.0  # beyond it the exponential soon is no number that JSON knows


@dataclass(frozen=True, slots=True)
class EstimatePool:
    """The estimates of one pool: those that count, what refuses them, and what they come to.

    Attributes:
        name: end point, measure and assessor in words.
        refused: why they are not pooled; empty where they are, or where there is only one.
        overridden: refusals that the asker passed over.
        result: of both models; ``None`` where refused or with fewer than two estimates.
    """

    name: str
    members: "tuple[PoolEntry, ...]"
    refused: tuple[Refused, ...]
    overridden: tuple[Refusal, ...]
    result: Pool | None

    @property
    def is_ratio(self) -> bool:
        """Tell whether results are printed as ratios."""
        return any(one.is_ratio for one in self.members)

    def printed(self, number: float) -> float:
        """Return a number of the symmetric scale on the printed one."""
        return exp(max(-_WIDEST, min(number, _WIDEST))) if self.is_ratio else number


def estimate_pool(members: "tuple[PoolEntry, ...]", request: "PoolRequest") -> EstimatePool:
    """Return what estimates come to; one alone is refused nothing, for nothing is pooled."""
    if len(members) < 2:  # noqa: PLR2004 - one estimate is its own result
        return EstimatePool(pool_name(members) if members else "", members, (), (), None)
    candidates = [one.candidate for one in members]
    refused = refusals(candidates, request.allowed)
    held = {one.code for one in refusals(candidates)}
    overridden = tuple(sorted(held & request.allowed))
    estimates = [one.estimate for one in candidates if one.estimate is not None]
    result = None if refused else pool(estimates, request.between)
    return EstimatePool(pool_name(members), members, refused, overridden, result)


def pool_name(members: "Sequence[PoolEntry]") -> str:
    """Return end point, measure, assessors and time point in words."""
    row = members[0].row
    assessors = sorted({one.row.text("assessor") for one in members} - {""})
    by = f", {' and '.join(assessors)}" if assessors else ""
    at = f", at {row.text('at')}" if row.text("at") else ""
    return f"{row.text('endpoint')}, {row.text('measure')}{by}{at}"
