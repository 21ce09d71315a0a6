"""What requests to a store's server may take, set by who asks them for somebody else.

A service has limits that are none of the store's own: they hold for all that is sent while
they are set, in the thread that set them.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from trialgraph.errors import QueryStopped


@dataclass(frozen=True, slots=True)
class _Allowance:
    """What is left.

    Attributes:
        seconds: that were given, for all requests together.
        until: when they are over, by ``time.monotonic``.
        octets: of one answer.
    """

    seconds: float = math.inf
    until: float = math.inf
    octets: float = math.inf


_ALLOWANCE = ContextVar("_ALLOWANCE", default=_Allowance())  # noqa: B039 - it is frozen


@contextmanager
def allowing(seconds: float, octets: float = math.inf) -> Iterator[None]:
    """Give all that is sent meanwhile so much, and never more than was given around it.

    Args:
        seconds: for all requests together.
        octets: of each answer.
    """
    outer = _ALLOWANCE.get()
    inner = _Allowance(seconds, time.monotonic() + seconds, min(octets, outer.octets))
    if outer.until < inner.until:
        inner = _Allowance(outer.seconds, outer.until, inner.octets)
    before = _ALLOWANCE.set(inner)
    try:
        yield
    finally:
        _ALLOWANCE.reset(before)


def seconds_left(most: float) -> float:
    """Return how long a request may take.

    Args:
        most: seconds, if nobody gives less.

    Raises:
        TimeoutError: the time is over.
    """
    left = patience(most)
    if not left:
        raise TimeoutError
    return left


def patience(most: float) -> float:
    """Return how long something may be waited for, 0 where the time is over."""
    return max(0.0, min(most, _ALLOWANCE.get().until - time.monotonic()))


def seconds_given(most: float) -> float:
    """Return how many seconds were given, ``most`` if nobody gave less."""
    return min(most, _ALLOWANCE.get().seconds)


def is_over() -> bool:
    """Tell whether the time is over."""
    return _ALLOWANCE.get().until <= time.monotonic()


def check_octets(octets: int) -> None:
    """Refuse an answer that has more bytes than it may have.

    Raises:
        QueryStopped: it has.
    """
    most = _ALLOWANCE.get().octets
    if octets > most:
        raise QueryStopped(
            f"the answer is over {most:g} bytes; add conditions or a LIMIT",
            "octets",
        )
