"""Draws for one study: from what was measured, and plain ones; the same for the same seed."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import orjson

TABLE = Path(__file__).with_name("measured.json")

Drawn = TypeVar("Drawn")

_OWN = 0.5
"""So often a size has the rank of its study: large studies are large in most respects."""
_RARE = 0.98
_LONGEST_TAIL = 5.0
"""The largest study of half a million is larger than the largest measured, at most so often."""


class Field(NamedTuple):
    """What is drawn of a field: how often it is there, how large it is, which code it has."""

    share: float
    sizes: tuple[int, ...] = ()
    codes: tuple[tuple[float, str], ...] = ()


Fields = dict[str, Field]


@cache
def fields(*, with_results: bool) -> Fields:
    """Return the measured fields of studies with results, or of those without."""
    table = orjson.loads(TABLE.read_bytes())["with results" if with_results else "without results"]
    return {path: _field(one) for path, one in table.items()}


def _field(one: dict[str, object]) -> Field:
    sizes, counts = one.get("sizes", ()), one.get("codes", {})
    whole = sum(counts.values()) if isinstance(counts, dict) else 0
    codes, so_far = [], 0
    for code, count in counts.items() if isinstance(counts, dict) else ():
        so_far += count
        codes.append((so_far / whole, code))
    return Field(
        float(str(one["share"])), tuple(sizes) if isinstance(sizes, list) else (), tuple(codes)
    )


class Chance:
    """Everything that is drawn for one part of one study.

    Attributes:
        random: a number from 0 up to 1.
        rank: where the study stands among all by size.
    """

    __slots__ = ("_fields", "between", "gauss", "random", "rank")

    def __init__(self, seed: str, measured: Fields, rank: float | None = None) -> None:
        """Begin anew: the same seed draws the same."""
        source = random.Random(seed)  # noqa: S311 -- invented studies are no secret
        self.random = source.random
        self.gauss = source.gauss
        self.between = source.randint
        self._fields = measured
        self.rank = self.random() if rank is None else rank

    def pick(self, pool: Sequence[Drawn]) -> Drawn:
        """Return one of a pool."""
        return pool[int(self.random() * len(pool))]

    def happens(self, share: float) -> bool:
        """Tell whether what happens so often happens."""
        return self.random() < share

    def has(self, path: str) -> bool:
        """Tell whether a field is there."""
        found = self._fields.get(path)
        return found is not None and self.random() < found.share

    def code(self, path: str, otherwise: str = "") -> str:
        """Return one of the codes that a field had, as often as it had it."""
        found = self._fields.get(path)
        at = self.random()
        if found is not None:
            for up_to, code in found.codes:
                if at < up_to:
                    return code
        return otherwise

    def size(self, path: str, *, has_tail: bool = False) -> int:
        """Return how long a text is or how many a list has; nought where there was none.

        Args:
            path: of the field.
            has_tail: one in fifty is larger than the largest measured.
        """
        found = self._fields.get(path)
        if found is None or not found.sizes:
            return 0
        sizes = found.sizes
        last = len(sizes) - 1
        at = self.rank if self.random() < _OWN else self.random()
        if has_tail and at > _RARE:
            longer = ((1 - _RARE) / (1 - at + 1e-9)) ** 0.35
            return int(sizes[last] * min(longer, _LONGEST_TAIL))
        place = at * last
        low = int(place)
        part = place - low
        part = part * part if low == last - 1 else part
        return int(sizes[low] + (sizes[low + 1] - sizes[low]) * part + 0.5)
