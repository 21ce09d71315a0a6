"""A child whose owner was killed ends too, also in the middle of a long query."""

import os
import select
import signal
import threading
import time

_GRACE_SECONDS = 2.0  # for one that is told in order to end, and does


def end_with_owner(descriptor: int = 0) -> None:
    """End this process soon after its owner is gone.

    The owner holds the other end of a pipe or a socket. Who reads it sees its end, but
    only between two questions; the kernel tells of it at any time.

    Args:
        descriptor: of the end of the line that is ours.
    """
    threading.Thread(target=_watch, args=(descriptor,), daemon=True).start()


def _watch(descriptor: int) -> None:
    """Wait until the other end is closed for good, then kill this process if it goes on."""
    line = select.poll()
    line.register(descriptor, 0)  # what is always told: a hang-up
    line.poll()
    time.sleep(_GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
