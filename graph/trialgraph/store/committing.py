"""The process that holds a store and changes it for the server, one change at a time.

It is started as ``python -m trialgraph.store.committing STORE LIMITS``. A turn begins with
a copy of the writer's own state, on which the change is tried out elsewhere, and
ends with the change or without. As the store is held all that time, nobody changes
it between the trial and the change. Between turns it is let go of when nothing comes
for a while, and soon when somebody waits: so other servers and commands come to it.
"""

import json
import resource
import shutil
import signal
import sys
import time
from pathlib import Path

from trialgraph.errors import EvidenceError
from trialgraph.store.bounds import bound
from trialgraph.store.failures import failure
from trialgraph.store.folder import Folder
from trialgraph.store.frames import Head, PipeClosed, TimeIsUp, receive, send
from trialgraph.store.holding import is_awaited
from trialgraph.store.tags import newest_mark
from trialgraph.store.write_limits import WriteLimits
from trialgraph.store.writer import Writer, create_or_open

_IDLE_SECONDS = 2.0
_HELD_SECONDS = 1.0  # though others wait: to open a store for each change would be dear


def main(arguments: list[str]) -> None:
    """Change a store as standard input says, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = WriteLimits(**json.loads(arguments[1]))
    bound(resource.RLIMIT_DATA, limits.commit_memory)
    committing = Committing(Path(arguments[0]), limits.holder_seconds)
    send(sys.stdout.buffer, {"status": "ready"})
    while True:
        try:
            head, content = receive(sys.stdin.buffer, committing.patience)
        except TimeIsUp:
            committing.let_go()
            continue
        except PipeClosed:
            committing.let_go()
            return
        send(sys.stdout.buffer, committing.reply(head, content))


class Committing:
    """Takes turns at a store.

    Attributes:
        patience: seconds to wait for what comes next; ``None`` for ever.
    """

    def __init__(self, path: Path, holder_seconds: float) -> None:
        """Name the store, and the seconds that another holder of it is waited for."""
        self._folder = Folder(path)
        self._holder_seconds = holder_seconds
        self._held_since = 0.0
        self._writer: Writer | None = None
        self._is_turn = False

    @property
    def patience(self) -> float | None:
        """Return how long to wait for a request, in seconds; ``None`` for ever."""
        return None if self._is_turn or self._writer is None else _IDLE_SECONDS

    def reply(self, head: Head, content: bytes) -> Head:
        """Return what came of a request: begin, commit, leave or let go."""
        told = self._reply(head, content)
        self._give_way()
        return told

    def _reply(self, head: Head, content: bytes) -> Head:
        try:
            match head["do"]:
                case "begin":
                    copy = self._begin()
                    return {"status": "begun", "copy": str(copy), "mark": self._mark()}
                case "commit":
                    return {"status": "committed", "version": self._commit(content.decode())}
                case "let go":
                    self.let_go()
                    return {"status": "left"}
                case _:
                    self._is_turn = False
                    return {"status": "left"}
        except EvidenceError as error:
            return failure(error)

    def let_go(self) -> None:
        """Let others come to the store."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
            shutil.rmtree(self._folder.rehearsal, ignore_errors=True)

    def _give_way(self) -> None:
        """Let go between two turns when others wait and this process had its time."""
        if self._writer is None or self._is_turn:
            return
        is_long = time.monotonic() - self._held_since > _HELD_SECONDS
        if is_long and is_awaited(self._folder.path):
            self.let_go()

    def _begin(self) -> Path:
        """Return a copy of the store's newest state, for one trial."""
        if self._writer is None:
            self._folder.check()  # one that is gone is not made anew: what was held is elsewhere
            self._writer = create_or_open(self._folder.path, self._holder_seconds, gives_way=True)
            self._held_since = time.monotonic()
        shutil.rmtree(self._folder.rehearsal, ignore_errors=True)
        self._writer.copy(self._folder.rehearsal)
        self._is_turn = True
        return self._folder.rehearsal

    def _mark(self) -> str:
        """Return the mark of the state that a turn begins with, empty when nobody can read it."""
        has_more = self._folder.unpublished.exists()
        return "" if has_more else newest_mark(self._folder.path)

    def _commit(self, text: str) -> int:
        """Run an update for good; return the version in which readers see it.

        An empty one changes nothing; what is seen already is not published anew.
        """
        if self._writer is None or not self._is_turn:
            raise EvidenceError("a change without a turn; begin one first")
        try:
            if text:
                self._writer.update(text)
            return self._writer.publish()
        finally:
            self._is_turn = False


if __name__ == "__main__":
    main(sys.argv[1:])
