"""Many things, a portion at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def portions(things: Iterable[Thing], size: int) -> Iterator[tuple[Thing, ...]]:
    """Yield things in their order, as many at a time as are wanted, at the end fewer."""
    rest = iter(things)
    while some := tuple(islice(rest, size)):
        yield some
