"""A copy of the graphs of a store on another server, made once however many threads want it."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pyoxigraph as ox

from trialgraph.errors import QueryStopped
from trialgraph.store import engine
from trialgraph.store.allowance import seconds_left


class Copy:
    """The statements of a store in memory, from when they are first wanted.

    They are fetched in a thread of their own: who waits has limits, and what they want may
    take longer; it is there when they ask again.
    """

    def __init__(self, lines: Callable[[], Iterable[str]]) -> None:
        """Take what gives the statements, as N-Quads lines."""
        self._lines = lines
        self._lock = threading.Lock()
        self._coming: Future[ox.Store] | None = None
        self._stop = threading.Event()

    def quads(self) -> ox.Store:
        """Return them; what failed is begun again by who asks next.

        Raises:
            QueryStopped: they are not there in the time that is left.
            StoreUnreachable: no server answers.
        """
        coming = self._begun()
        try:
            return coming.result(seconds_left(threading.TIMEOUT_MAX))
        except TimeoutError as error:
            raise QueryStopped(
                "the store's server cannot answer this itself, and what it holds is still being "
                "copied to answer it here; ask again later",
                "time",
            ) from error

    def forget(self) -> None:
        """Let go of them; those that are still being fetched come no further."""
        with self._lock:
            self._stop.set()
            self._coming = None

    def _begun(self) -> "Future[ox.Store]":
        """Return what has them when they are there."""
        with self._lock:
            if self._coming is None or _has_failed(self._coming):
                self._stop = threading.Event()
                thread = ThreadPoolExecutor(1)
                self._coming = thread.submit(_fetched, self._lines, self._stop)
                thread.shutdown(wait=False)
            return self._coming


def _has_failed(coming: "Future[ox.Store]") -> bool:
    return coming.done() and coming.exception() is not None


def _fetched(lines: Callable[[], Iterable[str]], stop: threading.Event) -> ox.Store:
    return engine.in_memory(_wanted(lines(), stop))


def _wanted(lines: Iterable[str], stop: threading.Event) -> Iterator[str]:
    """Yield lines as long as they are wanted."""
    for line in lines:
        if stop.is_set():
            raise QueryStopped("the copy of the store is not wanted any more; ask again", "worker")
        yield line
