"""Processes of ours that an event loop talks to, and may kill at any moment.

A child is one socket: it reads frames from its standard input and writes frames to
its standard output. A small question costs each side one write and one read.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Self, cast

from trialgraph.store.frames import Frame, Frames, Head, encoded

_START_SECONDS = 60.0
_GOODBYE_SECONDS = 5.0
_LOOK_SECONDS = 0.001  # between the last byte of a process and its end
_DYING_SECONDS = 1.0  # between the same, at most
_HELD = 1 << 18  # bytes received and not yet asked for, before the child has to wait


class ChildGone(Exception):
    """The process ended, or was killed; what it was doing is lost.

    Attributes:
        exit_code: as of ``subprocess``: a negative one is the signal; ``None`` when not known.
    """

    def __init__(self, message: str = "", exit_code: int | None = None) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class Child:
    """A process that answers frames with frames; for one task at a time.

    Attributes:
        pid: number of the process.
    """

    def __init__(self, process: subprocess.Popen[bytes], line: "_Line") -> None:
        self._process = process
        self._line = line
        self.pid = process.pid

    @classmethod
    async def start(cls, module: str, *arguments: str) -> Self:
        """Return a process that runs a module of ours and is ready.

        It says so with a first frame, ``{"status": "ready"}``.

        Raises:
            ChildGone: it ended before, said something else, or was not ready in time.
        """
        near, far = socket.socketpair()
        with far:
            try:
                loop = asyncio.get_running_loop()
                _, line = await loop.create_unix_connection(_Line, sock=near)
            except BaseException:
                near.close()
                raise
            try:  # last, so that nobody who is cancelled before leaves a process behind
                process = _started(far, module, arguments)
            except OSError:
                line.abort()
                raise
        child = cls(process, line)
        try:
            await child._wait_until_ready(module)
        except BaseException:  # cancelled too: the process must not be left behind
            child.kill()
            await child.close()
            raise
        return child

    @property
    def is_alive(self) -> bool:
        """Tell whether the process can still answer."""
        return not self._line.is_closed

    def send(self, head: Head, content: bytes = b"") -> None:
        """Send a frame; it goes out at once, or as soon as the process reads on.

        Raises:
            ChildGone: the process is gone.
        """
        try:
            self._line.send(encoded(head, content))
        except ChildGone as error:
            raise ChildGone(exit_code=self._process.poll()) from error

    async def receive(self) -> Frame:
        """Return the next head and its content.

        Raises:
            ChildGone: the process is gone, and all that it sent was received.
        """
        try:
            return await self._line.receive()
        except ChildGone as error:
            raise await self._gone() from error

    def received(self, wanted: Callable[[Head], bool]) -> Frame | None:
        """Return the next head and its content, if it is there and wanted by its head."""
        return self._line.received(wanted)

    def when_heard(self, then: Callable[[], None]) -> None:
        """Have something called once, when the next frame is there or the process is gone."""
        self._line.then = then

    def kill(self) -> None:
        """End the process at once; ``close`` has to follow."""
        self._process.kill()
        self._line.abort()

    async def close(self) -> None:
        """Tell the process that nothing follows and wait for its end; kill it if need be."""
        self._line.end()
        try:
            async with asyncio.timeout(_GOODBYE_SECONDS):
                await self._line.closed.wait()
                await self._ended()
        except TimeoutError:
            pass
        finally:
            self.kill()
            await self._ended()

    async def _gone(self) -> ChildGone:
        """Return the error for a process that is gone, once it is known how it ended."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_DYING_SECONDS):
                await self._ended()
        return ChildGone(exit_code=self._process.poll())

    async def _ended(self) -> None:
        """Wait until the process has ended."""
        while self._process.poll() is None:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(_LOOK_SECONDS)

    async def _wait_until_ready(self, module: str) -> None:
        try:
            async with asyncio.timeout(_START_SECONDS):
                head, _ = await self.receive()
        except TimeoutError as error:
            raise ChildGone(f"{module} was not ready in {_START_SECONDS:g} seconds") from error
        if head.get("status") != "ready":
            raise ChildGone(f"{module} is not ready: {head.get('message', head)}")


class _Line(asyncio.Protocol):
    """The near end of a child's socket."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()
        self.then: Callable[[], None] | None = None
        self.is_closed = False
        self._is_ending = False
        self._frames = Frames()
        self._arrived: deque[Frame] = deque()
        self._held = 0
        self._is_paused = False
        self._waiting: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take bytes in; let the child wait when they are not asked for."""
        if self._is_ending:
            return
        frames = self._frames.take(data)
        if not frames:
            return
        self._arrived.extend(frames)
        self._held += sum(len(content) for _, content in frames)
        if self._held > _HELD and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, _: Exception | None) -> None:
        """Tell who waits that nothing follows."""
        self.is_closed = True
        self.closed.set()
        self._wake()

    def send(self, frame: bytes) -> None:
        """Send bytes."""
        if self.is_closed:
            raise ChildGone
        self._transport.write(frame)

    async def receive(self) -> Frame:
        """Return the next frame."""
        while not self._arrived:
            if self.is_closed:
                raise ChildGone
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        return self._next()

    def received(self, wanted: Callable[[Head], bool]) -> Frame | None:
        """Return the next frame if it is there and its head is wanted."""
        return self._next() if self._arrived and wanted(self._arrived[0][0]) else None

    def _next(self) -> Frame:
        """Return the next of the frames that arrived."""
        frame = self._arrived.popleft()
        self._held -= len(frame[1])
        if self._is_paused and self._held <= _HELD and not self.is_closed:
            self._is_paused = False
            self._transport.resume_reading()
        return frame

    def end(self) -> None:
        """Tell the child that nothing follows; what it still says is passed over."""
        if self.is_closed:
            return
        self._is_ending = True
        self._transport.write_eof()
        if self._is_paused:  # it must not wait for ever for someone who reads
            self._transport.resume_reading()

    def abort(self) -> None:
        """Close at once."""
        self.is_closed = True
        self._transport.abort()
        self._wake()

    def _wake(self) -> None:
        """Let go on who waits for a frame."""
        if self.then is not None:
            then, self.then = self.then, None
            then()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        self._waiting = None


def _started(
    far: socket.socket, module: str, arguments: tuple[str, ...]
) -> "subprocess.Popen[bytes]":
    """Return a process whose standard input and output are a socket."""
    return subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=far.fileno(),
        stdout=far.fileno(),
        stderr=subprocess.DEVNULL,
        env=environment(),
    )


def environment() -> dict[str, str]:
    """Return the environment of a process that queries: what there is, and a setting of its own.

    The engine frees many small pieces of memory at the end of each query, far more than
    the C library keeps at hand; so a sixth of its time went into giving them back.
    """
    return {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=200", **os.environ}
