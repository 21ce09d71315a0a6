"""How a process of ours begins that answers frames with frames until it is killed."""

import resource
import signal
import sys
from collections.abc import Callable, Iterable

from trialgraph.store.bounds import bound
from trialgraph.store.frames import Frame, Head, PipeClosed, receive, send
from trialgraph.store.orphans import end_with_owner


def begin(memory: int | None = None) -> None:
    """Leave Ctrl-C to the owner, end with it, and take no more memory than that, in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_owner()
    if memory is not None:
        bound(resource.RLIMIT_DATA, memory)


def obey(reply: Callable[[Head, bytes], Iterable[Frame]]) -> None:
    """Say that all is ready, and send the reply to each frame until standard input closes."""
    send(sys.stdout.buffer, {"status": "ready"})
    while True:
        try:
            head, content = receive(sys.stdin.buffer)
        except PipeClosed:
            return
        for frame in reply(head, content):
            send(sys.stdout.buffer, *frame)
