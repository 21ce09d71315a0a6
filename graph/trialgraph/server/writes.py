"""Changes from outside, one at a time: tried out on a copy, checked, and then made.

A change that is refused at any step leaves the store as it was, and what was made is
on disk and published before anyone is told.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, cast

from trialgraph.errors import (
    CommitLost,
    EvidenceError,
    QueryStopped,
    RequestTooLarge,
    ShapeBroken,
)
from trialgraph.names import Iri
from trialgraph.server.validators import ANYTHING, Precondition
from trialgraph.store.children import Child, ChildGone
from trialgraph.store.endings import ended_early
from trialgraph.store.failures import raise_failure
from trialgraph.store.frames import Frame, Head
from trialgraph.store.posted_graphs import Posted
from trialgraph.store.updates import Using
from trialgraph.store.write_limits import WriteLimits

Kind = Literal["put", "add", "remove"]

_FINDINGS = 100  # named in an answer


@dataclass(frozen=True, slots=True)
class Written:
    """A change that was made.

    Attributes:
        version: of the data in which it can be read.
        existed: whether the graph that was written was there before.
    """

    version: int
    existed: bool


class Writes:
    """Makes changes in turns; its processes start with the first and stay."""

    def __init__(self, store: Path, limits: WriteLimits) -> None:
        self.limits = limits
        self._turn = asyncio.Lock()
        self._waiting = 0
        told = json.dumps(asdict(limits))
        self._rehearsing = _Kept("trialgraph.store.rehearsing", told)
        self._validating = _Kept("trialgraph.check.validating", str(limits.memory))
        self._committing = _Kept("trialgraph.store.committing", str(store), told)

    async def update(self, text: str, using: Using) -> Written:
        """Run a SPARQL update.

        Raises:
            BadQuery: it does not parse.
            BadRequest: it names graphs that the request names too.
            GraphManaged: it writes to a graph that commands of ours write.
            QueryRefused: it would fetch from another server, or is nested too deep.
            QueryStopped: it took too long or too much, or others did.
            ShapeBroken: a graph would break a shape afterwards.
            StoreHeld: another program is writing to the store.
            UpdateFailed: an operation cannot be done.
        """
        head: Head = {"kind": "update", "using": using.default, "using_named": using.named}
        return await self._written(head, text.encode())

    async def graph(
        self,
        kind: Kind,
        graph: Iri,
        posted: Posted | None = None,
        wanted: Precondition = ANYTHING,
    ) -> Written:
        """Put a graph in the place of another, add to it, or remove it.

        Args:
            kind: what to do.
            graph: empty for the default graph.
            posted: the statements; none to remove.
            wanted: what the graph has to be before.

        Raises:
            PreconditionFailed: it is not that.
            BadGraph: they do not parse.
            GraphMissing: there is none to remove.
            EvidenceError: as for ``update``.
        """
        head: Head = {"kind": kind, "graph": graph}
        if posted is not None:
            head |= {"content_type": posted.content_type, "base": posted.base}
        return await self._written(head, posted.content if posted else b"", wanted)

    async def close(self) -> None:
        """End the processes; what is being committed is committed."""
        for kept in (self._rehearsing, self._validating, self._committing):
            await kept.close()

    async def _written(
        self, head: Head, content: bytes, wanted: Precondition = ANYTHING
    ) -> Written:
        """Return what came of a change, once it is its turn."""
        if len(content) > self.limits.octets:
            raise RequestTooLarge(
                f"found a change of {len(content):,} bytes, wanted {self.limits.octets:,} at most; "
                "send it in parts"
            )
        async with self._having_turn() as begun:
            copy, mark = begun["copy"], str(begun["mark"])
            text, existed = await self._rehearse({**head, "copy": copy}, content)
            wanted.check(mark, exists=existed)
            done = await self._commit({"do": "commit"}, text)
        return Written(int(str(done["version"])), existed)

    @asynccontextmanager
    async def standing_back(self) -> AsyncIterator[None]:
        """Let another process of ours write to the store; changes wait meanwhile.

        Raises:
            QueryStopped: too many wait.
            CommitLost: the process that holds the store ended by itself.
        """
        async with self._taking_turn():
            if self._committing.is_running:
                await self._commit({"do": "let go"})
            yield

    @asynccontextmanager
    async def _having_turn(self) -> AsyncIterator[Head]:
        """Hold the store; give the copy of it that a change is tried out on, and its mark."""
        async with self._taking_turn():
            begun = await self._commit({"do": "begin"})
            try:
                yield begun
            finally:
                await self._commit({"do": "leave"})

    @asynccontextmanager
    async def _taking_turn(self) -> AsyncIterator[None]:
        """Wait until no other change is being made.

        Raises:
            QueryStopped: too many wait.
        """
        if self._waiting >= self.limits.waiting:
            raise QueryStopped(f"{self._waiting} changes wait for their turn; ask again", "queue")
        self._waiting += 1
        try:
            async with self._turn:
                yield
        finally:
            self._waiting -= 1

    async def _commit(self, head: Head, content: bytes = b"") -> Head:
        """Have the process that holds the store do something."""
        try:
            async with (
                asyncio.timeout(self.limits.commit_seconds),
                self._committing.child() as child,
            ):
                child.send(head, content)
                reply, _ = await child.receive()
        except (ChildGone, TimeoutError) as error:  # RAND() may make it other than it was tried
            raise CommitLost(
                "the process that writes to the store ended; whether the change was made is seen "
                "by asking for it; send it again if not"
            ) from error
        raise_failure(reply)
        return reply

    async def _rehearse(self, head: Head, content: bytes) -> tuple[bytes, bool]:
        """Try a change out, and have the shapes asked; return the text that makes it."""
        try:
            async with asyncio.timeout(self.limits.seconds), self._rehearsing.child() as child:
                child.send(head, content)
                about, text = await child.receive()
                raise_failure(about)
                graphs = [await child.receive() for _ in range(int(str(about["checks"])))]
        except TimeoutError as error:
            raise QueryStopped(
                f"the change took over {self.limits.seconds:g} seconds; do it in smaller steps",
                "time",
            ) from error
        except ChildGone as error:
            less = "do it in smaller steps"
            raise ended_early("that tried the change out", error.exit_code, less) from error
        await self._check(graphs)
        return text, about["existed"] is True

    async def _check(self, graphs: list[Frame]) -> None:
        """Refuse a change after which a graph would break a shape.

        Raises:
            ShapeBroken: with all that the shapes found.
            QueryStopped: they took too long or too much.
        """
        found: list[dict[str, str]] = []
        try:
            async with asyncio.timeout(self.limits.check_seconds):
                for head, content in graphs:
                    found += await self._findings(str(head["graph"]), content)
        except TimeoutError as error:
            raise QueryStopped(
                f"the shapes took over {self.limits.check_seconds:g} seconds; write to a smaller "
                "graph",
                "time",
            ) from error
        except ChildGone as error:
            less = "write to a smaller graph"
            raise ended_early("that asked the shapes", error.exit_code, less) from error
        broken = [one for one in found if one["severity"] == "Violation"]
        if broken:
            first = broken[0]
            raise ShapeBroken(
                f"found {len(broken)} broken shapes after the change, wanted none; the first is "
                f"{first['shape']} on <{first['focus']}>: {first['message']} Nothing was changed",
                tuple(found[:_FINDINGS]),
            )

    async def _findings(self, graph: str, content: bytes) -> list[dict[str, str]]:
        """Return what the shapes find in a graph."""
        async with self._validating.child() as child:
            child.send({"do": "check"}, content)
            reply, _ = await child.receive()
        raise_failure(reply)
        found = cast("list[dict[str, str]]", reply["findings"])
        return [{**one, "graph": graph} for one in found]


class _Kept:
    """A process that stays between requests, until one of them goes wrong."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = (module, *arguments)
        self._child: Child | None = None

    @property
    def is_running(self) -> bool:
        """Tell whether there is a process now."""
        return self._child is not None and self._child.is_alive

    @asynccontextmanager
    async def child(self) -> AsyncIterator[Child]:
        """Lend the process; it is ended if the exchange with it is broken off."""
        if self._child is None or not self._child.is_alive:
            await self.close()
            self._child = await Child.start(*self._command)
        try:
            yield self._child
        except EvidenceError:
            raise  # the process told it, and waits for the next request
        except BaseException:
            self._child.kill()
            await self.close()
            raise

    async def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is not None:
            await child.close()
