"""What the service does for who keeps its store: documents in and out, and backups.

Each is done by a process of its own, which may be killed: bytes from outside are never
read in this one.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from trialgraph.errors import BackupFailed, BackupsOff, CommitLost, DocumentNotStored, QueryStopped
from trialgraph.server.writes import Writes
from trialgraph.store.children import Child, ChildGone
from trialgraph.store.endings import ended_early
from trialgraph.store.failures import raise_failure
from trialgraph.store.frames import Head

Line = dict[str, object]

_BACKUP_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a document.

    Attributes:
        line: as ``trialgraph ingest --json`` prints it.
        version: of the data in which it is seen; 0 when the store was not touched.
    """

    line: Line
    version: int = 0


class Keeping:
    """Brings documents in, takes them out, and makes backups."""

    def __init__(self, store: Path, writes: Writes, backups: Path | None) -> None:
        self._store = store
        self._writes = writes
        self._backups = backups
        self._reading = asyncio.Lock()
        self._backing_up = asyncio.Lock()
        self._uploads = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[int]:
        """Have a place among those who upload; give the bytes that a document may have.

        Raises:
            QueryStopped: all are taken.
        """
        if self._uploads >= self._writes.limits.uploads:
            raise QueryStopped(f"{self._uploads} documents wait to be read; ask again", "queue")
        self._uploads += 1
        try:
            yield self._writes.limits.octets
        finally:
            self._uploads -= 1

    async def bring_in(self, name: str, content: bytes) -> Kept:
        """Bring one document in.

        Args:
            name: says in the list of documents where it came from.
            content: its bytes, which may be packed.

        Raises:
            CommitLost: it is not known whether it was stored.
            QueryStopped: reading it took too long or too much.
            StoreHeld: another program is writing to the store.
            UnsupportedMedia: there are several, or none.
        """
        async with self._reading, self._child() as child:
            read = await self._read(child, {"do": "read", "name": name}, content)
            if read["line"]:
                return Kept(cast("Line", read["line"]))
            return await self._changed(child, {"do": "store"})

    async def take_out(self, identifier: str) -> Kept:
        """Take one document out, with all that followed from it.

        Raises:
            CommitLost: it is not known whether it was taken out.
            DocumentNotStored: there is none of that name.
            StoreHeld: another program is writing to the store.
        """
        async with self._reading, self._child() as child:
            kept = await self._changed(child, {"do": "remove", "identifier": identifier})
        if kept.line["outcome"] == "not stored":
            raise DocumentNotStored(str(kept.line["message"]))
        return kept

    async def review(self, asked: Head) -> Kept:
        """Take a review of a fact in; its line is the decision as JSON.

        Args:
            asked: as ``trialgraph.curate.receiving`` takes it.

        Raises:
            CommitLost: it is not known whether it was taken in.
            DecisionError: it cannot be.
            StoreHeld: another program is writing to the store.
        """
        try:
            async with (
                self._reading,
                _started("trialgraph.curate.receiving", str(self._store)) as child,
            ):
                return await self._changed(child, {"review": asked})
        except ChildGone as error:
            raise QueryStopped("no process could be started for it; ask again", "worker") from error

    async def back_up(self) -> Head:
        """Make a backup below the directory for them; return its name, size and version.

        Raises:
            BackupsOff: there is no such directory.
            BackupFailed: it cannot be written, took too long, or another is being made.
        """
        if self._backups is None:
            raise BackupsOff(
                "this service makes no backups; it makes them when it is started with "
                "--backups DIRECTORY; 'trialgraph backup' makes one beside a running service"
            )
        if self._backing_up.locked():
            raise BackupFailed("found a backup that is being made, wanted one at a time; wait")
        name = f"trialgraph-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.tar"
        async with self._backing_up:
            made = await self._backed_up(self._backups / name)
        return {"name": name, **{key: made[key] for key in ("version", "octets", "unfinished")}}

    async def _backed_up(self, place: Path) -> Head:
        """Return what is told of a backup."""
        try:
            async with asyncio.timeout(_BACKUP_SECONDS):
                async with _started("trialgraph.store.backing_up", str(self._store)) as child:
                    child.send({"place": str(place)})
                    reply, _ = await child.receive()
        except (TimeoutError, ChildGone) as error:
            raise BackupFailed(
                f"the process that makes the backup ended, or took over {_BACKUP_SECONDS:g} "
                "seconds; nothing was left; make it with 'trialgraph backup'"
            ) from error
        raise_failure(reply)
        return reply

    @asynccontextmanager
    async def _child(self) -> AsyncIterator[Child]:
        """Give a process that reads and stores one document."""
        limits = json.dumps(asdict(self._writes.limits))
        try:
            async with _started("trialgraph.ingest.uploading", str(self._store), limits) as child:
                yield child
        except ChildGone as error:
            raise QueryStopped("no process could be started for it; ask again", "worker") from error

    async def _read(self, child: Child, head: Head, content: bytes) -> Head:
        """Have a document read, without the store; changes are made meanwhile."""
        seconds = self._writes.limits.reading_seconds
        try:
            async with asyncio.timeout(seconds):
                child.send(head, content)
                reply, _ = await child.receive()
        except TimeoutError as error:
            raise QueryStopped(
                f"reading the document took over {seconds:g} seconds; the store is as it was; "
                "'trialgraph ingest' has no such limit",
                "time",
            ) from error
        except ChildGone as error:
            less = "send a smaller document; the store is as it was"
            raise ended_early("that read the document", error.exit_code, less) from error
        raise_failure(reply)
        return reply

    async def _changed(self, child: Child, head: Head) -> Kept:
        """Have the store changed, while nobody else does."""
        seconds = self._writes.limits.storing_seconds
        try:
            async with self._writes.standing_back(), asyncio.timeout(seconds):
                try:
                    child.send(head)
                    reply, _ = await child.receive()
                except BaseException:  # before others come to the store, it must be let go of
                    child.kill()
                    await child.close()
                    raise
        except (TimeoutError, ChildGone) as error:
            raise CommitLost(
                "the process that changes the store ended, or took too long; what it had begun is "
                "done again by the next upload or ingest; send it again, which changes nothing "
                "when it is there"
            ) from error
        raise_failure(reply)
        return Kept(cast("Line", reply["line"]), int(str(reply["version"])))


@asynccontextmanager
async def _started(module: str, *arguments: str) -> AsyncIterator[Child]:
    """Give a process; it is ended at once when the exchange with it is broken off."""
    child = await Child.start(module, *arguments)
    try:
        yield child
    except BaseException:
        child.kill()
        raise
    finally:
        await child.close()
