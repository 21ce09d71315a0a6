"""The process that holds a store and changes it for the server, one change at a time.

It is started as ``python -m trialgraph.store.committing STORE``. A turn begins with
a copy of the writer's own state, on which the change is tried out elsewhere, and
ends with the change or without. As the store is held all that time, nobody changes
it between the trial and the change. Between turns it is let go of when nothing comes
for a while, so that other commands come to it beside a running server.
"""

import shutil
import signal
import sys
from pathlib import Path

from trialgraph.errors import EvidenceError
from trialgraph.store.failures import failure
from trialgraph.store.folder import Folder
from trialgraph.store.frames import Head, PipeClosed, TimeIsUp, receive, send
from trialgraph.store.writer import Writer, create_or_open

_IDLE_SECONDS = 2.0


def main(arguments: list[str]) -> None:
    """Change a store as standard input says, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    committing = Committing(Path(arguments[0]))
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

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)
        self._writer: Writer | None = None
        self._is_turn = False

    @property
    def patience(self) -> float | None:
        """Return how long to wait for a request, in seconds; ``None`` for ever."""
        return None if self._is_turn or self._writer is None else _IDLE_SECONDS

    def reply(self, head: Head, content: bytes) -> Head:
        """Return what came of a request: begin, commit, leave or let go."""
        try:
            match head["do"]:
                case "begin":
                    return {"status": "begun", "copy": str(self._begin())}
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

    def _begin(self) -> Path:
        """Return a copy of the store's newest state, for one trial."""
        if self._writer is None:
            self._folder.check()  # one that is gone is not made anew: what was held is elsewhere
            self._writer = create_or_open(self._folder.path)
        shutil.rmtree(self._folder.rehearsal, ignore_errors=True)
        self._writer.copy(self._folder.rehearsal)
        self._is_turn = True
        return self._folder.rehearsal

    def _commit(self, text: str) -> int:
        """Run an update for good; return the version in which readers see it."""
        if self._writer is None or not self._is_turn:
            raise EvidenceError("a change without a turn; begin one first")
        try:
            self._writer.update(text)
            return self._writer.publish()
        finally:
            self._is_turn = False


if __name__ == "__main__":
    main(sys.argv[1:])
