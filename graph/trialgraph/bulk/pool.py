"""Processes that work for one that writes, with no more work under way than it can take."""

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from trialgraph.errors import WorkerLost
from trialgraph.store.orphans import end_with_owner

Work = TypeVar("Work")
Result = TypeVar("Result")
Octets = Callable[[Work], int]

# Tasks a process: those that it has and those whose results wait. While the writer loads for a
# minute, the others go on.
_UNDER_WAY = 96
# A task of a large file comes with its bytes.
_OCTETS_UNDER_WAY = 64_000_000
_SELDOM = (50_000, 20, 100)
"""How many values more, and how many looks at the young, there are before the collector looks.

A document is thousands of values that hold no cycles and go at once when nothing holds them;
looking for cycles among them every 700 values takes a tenth of the time to read it. Where
there are cycles, some megabytes wait a little longer.
"""


def _few(_: object) -> int:
    """Return that a task takes next to nothing, such as names of files."""
    return 0


class Pool(Protocol):
    """Who does the work.

    Attributes:
        is_apart: others than this process do it, which its own time does not count.
    """

    is_apart: bool

    def each(
        self, do: Callable[[Work], Result], tasks: Iterable[Work], octets: Octets[Work] = _few
    ) -> Iterator[Result]:
        """Yield the results of tasks, in their order.

        Args:
            do: what is done with each.
            tasks: asked for as there is room for more.
            octets: tells how many bytes a task takes while it waits.
        """
        ...


class _Alone:
    """This process does all of it."""

    is_apart = False

    def each(
        self, do: Callable[[Work], Result], tasks: Iterable[Work], octets: Octets[Work] = _few
    ) -> Iterator[Result]:
        """Yield the results of tasks as they are asked for: none waits, whatever its bytes."""
        del octets
        return map(do, tasks)


class _Processes:
    """Some processes do it."""

    is_apart = True

    def __init__(self, executor: ProcessPoolExecutor, jobs: int) -> None:
        self._executor = executor
        self._jobs = jobs

    def each(
        self, do: Callable[[Work], Result], tasks: Iterable[Work], octets: Octets[Work] = _few
    ) -> Iterator[Result]:
        """Yield the results of tasks; no more are begun than are under way.

        Raises:
            WorkerLost: a process ended, such as for want of memory.
        """
        waiting = _Waiting[Result](self._jobs)
        try:
            for one in tasks:
                waiting.add(self._executor.submit(_done, do, one), octets(one))
                while waiting.is_first_due():
                    yield waiting.first()
            while waiting.results:
                yield waiting.first()
        except BrokenProcessPool as error:
            raise WorkerLost(
                "found that a process which reads documents was ended, by the system for want of "
                "memory or by somebody; run the same command again, with fewer --jobs: it goes on "
                "where it was"
            ) from error
        finally:
            for one_waiting, _ in waiting.results:
                one_waiting.cancel()


@dataclass(slots=True)
class _Waiting(Generic[Result]):
    """Results of tasks that are under way, in their order, each with the bytes of its task."""

    jobs: int
    results: deque[tuple[Future[Result], int]] = field(default_factory=deque)
    octets: int = 0

    def add(self, result: Future[Result], octets: int) -> None:
        """Take one more."""
        self.results.append((result, octets))
        self.octets += octets

    def is_first_due(self) -> bool:
        """Tell whether the first is to be taken before more is begun."""
        if not self.results:
            return False
        is_full = (
            len(self.results) >= _UNDER_WAY * self.jobs
            or self.octets >= _OCTETS_UNDER_WAY * self.jobs
        )
        return is_full or self.results[0][0].done()

    def first(self) -> Result:
        """Return the first as soon as it is there; it waits no more."""
        result, octets = self.results.popleft()
        self.octets -= octets
        return result.result()


@contextmanager
def pool(jobs: int, prepare: Callable[..., None], *given: object) -> Iterator[Pool]:
    """Start processes, each prepared first, and end them in the end; one job needs none."""
    if jobs == 1:
        with _seldom_collected():
            prepare(*given)
            yield _Alone()
        return
    spawned = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, spawned, _begun, (prepare, given))
    try:
        with _seldom_collected():
            yield _Processes(executor, jobs)
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let the collector look less often meanwhile: this process writes what the others made."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


_TO_PREPARE: list[tuple[Callable[..., None], tuple[object, ...]]] = []


def _begun(prepare: Callable[..., None], given: tuple[object, ...]) -> None:
    """Leave Ctrl-C to the process that started this one, end with it, and note what comes first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        end_with_owner(parent.sentinel)
    _TO_PREPARE.append((prepare, given))


def _done(do: Callable[[Work], Result], one: Work) -> Result:
    """Do a task in this process, which the first one finds unprepared.

    What is raised meanwhile is raised by the task; else all that would be told is that a
    process ended.
    """
    if _TO_PREPARE:
        prepare, given = _TO_PREPARE[0]
        prepare(*given)
        _TO_PREPARE.clear()
        gc.set_threshold(*_SELDOM)
        gc.freeze()  # modules and tables stay to the end and need no look
    return do(one)
