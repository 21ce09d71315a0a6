"""The version that requests read: always the newest that is published."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from trialgraph.store import Reader, current_version, open_reader
from trialgraph.store.address import Place
from trialgraph.store.allowance import allowing

_SECONDS = 10.0


class Published:
    """Lends the newest version to requests; an older one is closed when its last is done."""

    def __init__(self, store: Place, seconds: float = _SECONDS) -> None:
        """Take a store.

        Args:
            store: that requests read.
            seconds: that its server, if it is on one, may take to tell which version is newest.
        """
        self.store = store
        self._seconds = seconds
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._reader: Reader | None = None
        self._users: Counter[Reader] = Counter()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Lend the newest version.

        Raises:
            StoreMissing: nothing is published.
            StoreUnreachable: its server does not answer.
            QueryStopped: its server does not answer in time.
        """
        reader = self._lent()
        try:
            yield reader
        finally:
            with self._lock:
                self._users[reader] -= 1
                if reader is not self._reader:
                    self._close_unused(reader)

    async def mark(self) -> str:
        """Return the mark of the newest version, empty when it has none; nothing waits for it.

        Raises:
            StoreMissing: nothing is published.
        """
        if not isinstance(self.store, Path):
            return ""  # what stands on a server may change at any time: nobody is asked for that
        held = self._reader
        if held is not None and held.version == current_version(self.store):
            return held.mark
        return await run_in_threadpool(self._mark)  # to open a version takes its time

    def close(self) -> None:
        """Close the version that is open."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    def _mark(self) -> str:
        with self.reading() as reader:
            return reader.mark

    def _lent(self) -> Reader:
        """Return the newest version, which is read from now on.

        No lock is held while a server is asked: who waits for one that does not answer waits
        no longer for others who do.
        """
        with allowing(self._seconds):
            newest = current_version(self.store)
            held = self._held(newest)
            if held is not None:
                return held
            if not isinstance(self.store, Path):
                return self._taken_in(open_reader(self.store))
            with self._opening:  # one opens it for all
                return self._held(newest) or self._taken_in(open_reader(self.store))

    def _held(self, version: int) -> Reader | None:
        """Return what is open if it is that version; it is read from now on."""
        with self._lock:
            held = self._reader
            if held is None or held.version != version:
                return None
            self._users[held] += 1
            return held

    def _taken_in(self, opened: Reader) -> Reader:
        """Return a version that was opened, now the newest."""
        with self._lock:
            before, self._reader = self._reader, opened
            self._users[opened] += 1
            if before is not None:
                self._close_unused(before)
            return opened

    def _close_unused(self, reader: Reader) -> None:
        """Close an older version unless a request still reads it."""
        if not self._users[reader]:
            del self._users[reader]
            reader.close()
