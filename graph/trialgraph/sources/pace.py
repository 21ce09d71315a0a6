"""How fast one source may be asked."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and waiting for it; tests hand in another.

    Attributes:
        now: seconds since some moment; they only grow.
        utc: the time of day, which somebody may set back.
    """

    now: Callable[[], float] = time.monotonic
    utc: Callable[[], datetime] = _utc
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """At most so many requests in any stretch of so many seconds, as sources state their limits."""

    def __init__(self, count: int, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._asked: deque[float] = deque(maxlen=count)
        self._held_until = clock.now()

    def wait(self) -> None:
        """Wait until one more request is allowed, and count it."""
        allowed = self._held_until
        if len(self._asked) == self._asked.maxlen:
            allowed = max(allowed, self._asked[0] + self._seconds)
        pause = allowed - self._clock.now()
        if pause > 0:
            self._clock.sleep(pause)
        self._asked.append(self._clock.now())

    def hold(self, seconds: float) -> None:
        """Allow no request for so many seconds: the source said so."""
        self._held_until = max(self._held_until, self._clock.now() + seconds)
