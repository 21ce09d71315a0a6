"""The forest plot of a pool: what each estimate and each model comes to, as rows to draw."""

from math import exp
from typing import TYPE_CHECKING

from trialgraph.catalogue.figures import as_printed
from trialgraph.catalogue.forest import Forest, ForestRow
from trialgraph.catalogue.turning import turned_limits, turned_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trialgraph.catalogue.estimate_pool import EstimatePool
    from trialgraph.catalogue.pool_entries import PoolEntry
    from trialgraph.catalogue.pool_request import PoolRequest
    from trialgraph.verdict.pooling import PooledEffect


def pool_forest(made: "EstimatePool", request: "PoolRequest") -> Forest:
    """Return the plot of a pool; one that is refused shows its estimates and no diamond."""
    rows = [*_estimates(made), *_diamonds(made)]
    return Forest(
        title=f"{made.name}: {request.analysis} analyses",
        description=_described(made, rows),
        rows=rows,
        scale="log" if made.is_ratio else "linear",
        null=1.0 if made.is_ratio else 0.0,
        favours=_favours(made.members),
    )


def _estimates(made: "EstimatePool") -> "Iterator[ForestRow]":
    weights = made.result.common.weights if made.result else (None,) * len(made.members)
    for one, weight in zip(made.members, weights, strict=True):
        low, high = limits(one)
        value, ends = _value(one), _ends(one)
        yield ForestRow(
            label=one.row.text("label"),
            value=value,
            low=low,
            high=high,
            figures=_figures(_printed(one, value), *ends),
            weight=weight,
        )


def _printed(one: "PoolEntry", value: float) -> str:
    """Return the estimate as printed, or as computed where it had to be turned."""
    printed = "" if one.row.cells["is_reversed"] else one.row.text("value_printed")
    return printed or f"{value:.3g}"


def _value(one: "PoolEntry") -> float:
    """Return the estimate, experimental over comparator."""
    effect = one.candidate.estimate.effect if one.candidate.estimate else 0.0
    return exp(effect) if one.is_ratio else effect


def limits(one: "PoolEntry") -> tuple[float | None, float | None]:
    """Return the printed limits, turned where the comparator is in the numerator."""
    low, high = (
        float(words) if (words := one.row.text(name)) else None for name in ("lower", "upper")
    )
    if not one.row.cells["is_reversed"]:
        return low, high
    return turned_limits(low, high, is_ratio=one.is_ratio)


def _ends(one: "PoolEntry") -> tuple[str, ...]:
    """Return the limits as printed, or as computed where they had to be turned."""
    if not one.row.cells["is_reversed"]:
        return tuple(as_printed(one.row, name) for name in ("lower", "upper"))
    return tuple(turned_words(end, is_ratio=one.is_ratio) for end in limits(one))


def _diamonds(made: "EstimatePool") -> "Iterator[ForestRow]":
    if made.result is None:
        return
    yield _diamond(made, "Common effect", made.result.common)
    yield _diamond(made, "Random effects", made.result.random)


def _diamond(made: "EstimatePool", model: str, effect: "PooledEffect") -> ForestRow:
    """Return a model with its headline interval."""
    headline = effect.limits[0]
    value, low, high = (
        made.printed(number) for number in (effect.effect, headline.low, headline.high)
    )
    return ForestRow(
        label=f"{model} ({headline.method})",
        value=value,
        low=low,
        high=high,
        figures=f"{value:.3f} ({low:.3f} to {high:.3f})",
        weight=None,
        is_pooled=True,
    )


def _figures(printed: str, low: str, high: str) -> str:
    if low and high:
        return f"{printed} ({low} to {high})"
    if high:
        return f"{printed} (upper limit {high})"
    return f"{printed} (lower limit {low})" if low else printed


def _described(made: "EstimatePool", rows: "Sequence[ForestRow]") -> str:
    """Return in words what the plot shows."""
    told = "; ".join(f"{row.label} {row.figures}" for row in rows)
    if made.refused:
        codes = ", ".join(str(one.code) for one in made.refused)
        return f"{told}. Not pooled: {codes}."
    return f"{told}. A synthesis has no verdict." if made.result else f"{told}."


def _favours(members: "Sequence[PoolEntry]") -> tuple[str, str]:
    """Return what lies left and right of no effect, as the verdicts of the estimates show."""
    signs = {
        (one.candidate.estimate.effect < 0) == (one.row.text("direction") == "experimental")
        for one in members
        if one.candidate.estimate
        and one.candidate.estimate.effect
        and one.row.text("direction") in {"experimental", "comparator"}
    }
    added = {one.candidate.comparison for one in members}
    if len(signs) != 1 or len(added) != 1:
        return ("", "")
    sides = (f"favours {added.pop()}", "favours control")
    return sides if signs.pop() else (sides[1], sides[0])
