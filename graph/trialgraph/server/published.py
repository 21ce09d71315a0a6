"""The version that requests read: always the newest that is published."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from trialgraph.store import Reader, current_version, open_reader
from trialgraph.store.address import Place


class Published:
    """Lends the newest version to requests; an older one is closed when its last is done."""

    def __init__(self, store: Place) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._users: Counter[int] = Counter()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Lend the newest version.

        Raises:
            StoreMissing: nothing is published.
        """
        with self._lock:
            reader = self._newest()
            self._users[reader.version] += 1
        try:
            yield reader
        finally:
            with self._lock:
                self._users[reader.version] -= 1
                if reader is not self._reader:
                    self._close_unused(reader)

    def mark(self) -> str:
        """Return the mark of the newest version, empty when it has none.

        Raises:
            StoreMissing: nothing is published.
        """
        with self.reading() as reader:
            return reader.mark

    def close(self) -> None:
        """Close the version that is open."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    def _newest(self) -> Reader:
        """Return the newest version, opened when it is new."""
        held = self._reader
        if held is not None and held.version == current_version(self.store):
            return held
        self._reader = open_reader(self.store)
        if held is not None:
            self._close_unused(held)
        return self._reader

    def _close_unused(self, reader: Reader) -> None:
        """Close an older version unless a request still reads it."""
        if not self._users[reader.version]:
            reader.close()
