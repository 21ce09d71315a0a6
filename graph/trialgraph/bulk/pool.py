"""Processes that work for one that writes, with no more work under way than it can take."""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol, TypeVar

from trialgraph.errors import WorkerLost
from trialgraph.store.orphans import end_with_owner

Work = TypeVar("Work")
Result = TypeVar("Result")

# Tasks a process: those that it has and those whose results wait. While the writer loads for a
# minute, the others go on.
_UNDER_WAY = 96
_SELDOM = (50_000, 20, 100)
"""How many values more, and how many looks at the young, there are before the collector looks.

A document is thousands of values that hold no cycles and go at once when nothing holds them;
looking for cycles among them every 700 values takes a tenth of the time to read it. Where
there are cycles, some megabytes wait a little longer.
"""


class Pool(Protocol):
    """Who does the work.

    Attributes:
        is_apart: others than this process do it, which its own time does not count.
    """

    is_apart: bool

    def each(self, do: Callable[[Work], Result], tasks: Iterable[Work]) -> Iterator[Result]:
        """Yield the results of tasks, in their order."""
        ...


class _Alone:
    """This process does all of it."""

    is_apart = False

    def each(self, do: Callable[[Work], Result], tasks: Iterable[Work]) -> Iterator[Result]:
        """Yield the results of tasks as they are asked for."""
        return map(do, tasks)


class _Processes:
    """Some processes do it."""

    is_apart = True

    def __init__(self, executor: ProcessPoolExecutor, jobs: int) -> None:
        self._executor = executor
        self._window = _UNDER_WAY * jobs

    def each(self, do: Callable[[Work], Result], tasks: Iterable[Work]) -> Iterator[Result]:
        """Yield the results of tasks; no more are begun than are under way.

        Raises:
            WorkerLost: a process ended, such as for want of memory.
        """
        waiting: deque[Future[Result]] = deque()
        try:
            for one in tasks:
                waiting.append(self._executor.submit(do, one))
                while len(waiting) >= self._window or (waiting and waiting[0].done()):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLost(
                "found that a process which reads documents was ended, by the system for want of "
                "memory or by somebody; run the same command again, with fewer --jobs: it goes on "
                "where it was"
            ) from error
        finally:
            for one_waiting in waiting:
                one_waiting.cancel()


@contextmanager
def pool(jobs: int, prepare: Callable[..., None], *given: object) -> Iterator[Pool]:
    """Start processes, each prepared first, and end them in the end; one job needs none."""
    if jobs == 1:
        with _seldom_collected():
            prepare(*given)
            yield _Alone()
        return
    spawned = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, spawned, _prepared, (prepare, given))
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


def _prepared(prepare: Callable[..., None], given: tuple[object, ...]) -> None:
    """Prepare this process, which ends with the one that started it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        end_with_owner(parent.sentinel)
    prepare(*given)
    gc.set_threshold(*_SELDOM)
    gc.freeze()  # modules and tables stay to the end and need no look
