"""Adjusted p-values of a family of tests, where a paper prints all its raw ones."""

from collections.abc import Sequence
from decimal import Decimal

_ONE = Decimal(1)


def holm(raw: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return p-values adjusted by Holm (1979), in the order given: compare each with alpha."""
    ordered = sorted(range(len(raw)), key=raw.__getitem__)
    adjusted = dict[int, Decimal]()
    highest = Decimal(0)
    for rank, place in enumerate(ordered):
        highest = max(highest, (len(raw) - rank) * raw[place])
        adjusted[place] = min(highest, _ONE)
    return tuple(adjusted[place] for place in range(len(raw)))


def hochberg(raw: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return p-values adjusted by Hochberg (1988), in the order given: compare each with alpha."""
    ordered = sorted(range(len(raw)), key=raw.__getitem__, reverse=True)
    adjusted = dict[int, Decimal]()
    lowest = _ONE
    for rank, place in enumerate(ordered, 1):
        lowest = min(lowest, rank * raw[place])
        adjusted[place] = lowest
    return tuple(adjusted[place] for place in range(len(raw)))
