"""An answer as it comes from the process that makes it, piece by piece."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from trialgraph.store.asked import is_last, is_more, process_is_gone, remarks_of, time_is_up
from trialgraph.store.children import Child, ChildGone
from trialgraph.store.failures import raise_failure
from trialgraph.store.frames import Frame, Head
from trialgraph.store.limits import Form, Limits

if TYPE_CHECKING:
    from trialgraph.store.remarks import Remark


class StreamedAnswer:
    """An answer of which the first piece is there; it can be read once.

    Attributes:
        version: of the data it was asked of.
        tag: tells it from other answers; empty when the next one may be another.
        first: the first piece; all of it when ``is_done``.
        is_done: whether the process sends no more.
        is_whole: whether the first piece is all there is.
        octets: of the pieces that came so far.
        rows: solutions or lines, once it is done; 0 before.
        seconds: of the processor that it took, once it is done; 0 before.
        remarks: what is odd in the query, once it is done; only of short answers.
        limits: of the query.
    """

    def __init__(self, child: Child, form: Form, limits: Limits) -> None:
        self.child = child
        self.form = form
        self.version = 0
        self.tag = ""
        self.first = b""
        self.is_done = False
        self.is_whole = False
        self.octets = 0
        self.rows = 0
        self.seconds = 0.0
        self.remarks: tuple[Remark, ...] = ()
        self.limits = limits
        self._left = limits.seconds
        self._asked_at = 0.0
        self._is_late = False

    def ask(self, head: Head) -> None:
        """Ask; whether the process is gone is told by what is received."""
        self._asked_at = asyncio.get_running_loop().time()
        with suppress(ChildGone):
            self.child.send(head)

    async def begin(self) -> None:
        """Wait for the first piece; errors as those of the context."""
        self._left -= asyncio.get_running_loop().time() - self._asked_at
        self._begun(await self._received())

    def has_come(self) -> bool:
        """Take the first piece in if it is there and all there is, and tell so."""
        frame = self.child.received(is_last)
        if frame is None:
            return False
        self._take(frame)
        self._begun(frame)
        return True

    def _begun(self, frame: Frame) -> None:
        told, self.first = frame
        self.is_whole = self.is_done
        self.version = cast("int", told["version"])
        self.tag = cast("str", told["tag"])

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the pieces.

        Raises:
            QueryStopped: the answer breaks off; what came so far is not whole.
        """
        yield self.first
        while not self.is_done:
            yield (await self._received())[1]

    async def _received(self) -> Frame:
        """Return the next frame, within what is left of the time of this query."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        timer = loop.call_later(max(0.0, self._left), self._stop)
        try:
            frame = await self.child.receive()
        except ChildGone as error:
            if self._is_late:
                raise time_is_up(self.limits) from error
            raise process_is_gone(error.exit_code) from error
        finally:
            timer.cancel()
            self._left = max(0.0, self._left + begin - loop.time())
        self._take(frame)
        return frame

    def _take(self, frame: Frame) -> None:
        """Note a frame; errors as ``_note``."""
        self._note(frame[0])
        self.octets += len(frame[1])

    def _stop(self) -> None:
        """Stop a query that takes too long."""
        self._is_late = True
        self.child.kill()

    def _note(self, head: Head) -> None:
        """Note what a frame tells.

        Raises:
            EvidenceError: what the process found wrong.
        """
        if is_more(head):
            return
        self.is_done = True
        raise_failure(head)
        self.rows = cast("int", head["rows"])
        self.seconds = cast("float", head["seconds"])
        self.remarks = remarks_of(head)
