"""Has what all pages share made once a version, before somebody waits for it.

These are the terms, and what is the same on every page of a version. The service is ready
when that of its first version is made.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.concurrency import run_in_threadpool

from trialgraph.errors import EvidenceError
from trialgraph.server.published import Published
from trialgraph.store import Reader
from trialgraph.store.known_terms import known_terms

_LOOK_SECONDS = 1.0
_LOG = logging.getLogger(__name__)
Make = Callable[[Reader], object]


class Warming:
    """Makes what is kept of each version."""

    def __init__(self, published: Published, kept: tuple[Make, ...]) -> None:
        """Take what is to be made.

        Args:
            published: the store.
            kept: each keeps what it makes of a version, and is asked for it again by pages.
        """
        self._published = published
        self._kept = kept
        self._is_done = asyncio.Event()

    async def first(self) -> None:
        """Return when the first version is looked at."""
        await self._is_done.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Have it made while this is entered."""
        watching = asyncio.get_running_loop().create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self) -> None:
        """Look for versions; requests are told of what fails, and it is tried again."""
        made = ""
        while True:
            try:
                made = await run_in_threadpool(self._made, made)
            except EvidenceError as error:
                _LOG.info("what pages share was not made: %s", error)
            self._is_done.set()
            await asyncio.sleep(_LOOK_SECONDS)

    def _made(self, before: str) -> str:
        """Make what is kept of the newest version unless that was done; return which it is."""
        with self._published.reading() as reader:
            newest = f"{reader.version} {reader.published_at}"
            if newest != before:
                known_terms(self._published.store)
                for make in self._kept:
                    make(reader)
            return newest
