"""Processes that work for one that writes, with no more work under way than it can take."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from trialgraph.errors import WorkerLost
from trialgraph.store.orphans import end_with_owner

Work = TypeVar("Work")
Result = TypeVar("Result")

_UNDER_WAY = 8  # tasks a process: those that it has and those whose results wait


class Pool:
    """Some processes."""

    def __init__(self, executor: ProcessPoolExecutor, jobs: int) -> None:
        self._executor = executor
        self._window = _UNDER_WAY * jobs

    def each(self, do: Callable[[Work], Result], tasks: Iterable[Work]) -> Iterator[Result]:
        """Yield the results of tasks in their order; no more are begun than are under way.

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
    """Start processes, each prepared first, and end them in the end."""
    spawned = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, spawned, _prepared, (prepare, given))
    try:
        yield Pool(executor, jobs)
    finally:
        executor.shutdown(cancel_futures=True)


def _prepared(prepare: Callable[..., None], given: tuple[object, ...]) -> None:
    """Prepare this process, which ends with the one that started it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        end_with_owner(parent.sentinel)
    prepare(*given)
