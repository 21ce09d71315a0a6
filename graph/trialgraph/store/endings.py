"""What is known of a process that ended before it had answered, and what is not."""

import signal

from trialgraph.errors import QueryStopped

_NATIVE = frozenset({signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS})
"""How a process ends by itself that gets no more memory, or has no more stack."""


def ended_early(doing: str, exit_code: int | None, less: str) -> QueryStopped:
    """Return the error for work that its process did not survive.

    The limit is ``memory`` only where the process broke down by itself, as it does
    without memory or stack, and ``time`` where the system says that its seconds of CPU
    are used up; who kills from outside leaves no reason behind.

    Args:
        doing: what the process did, such as ``answering the query``.
        exit_code: as of ``subprocess``: a negative one is the signal; ``None`` when not known.
        less: what to do when it was too much.
    """
    name = _signal_name(exit_code)
    if exit_code is not None and -exit_code in _NATIVE:
        return QueryStopped(
            f"the process {doing} broke down: it most likely ran out of the memory or the stack "
            f"allowed to it; {less}",
            "memory",
        )
    if exit_code == -signal.SIGXCPU:
        return QueryStopped(
            f"the process {doing} used up the seconds of CPU allowed to it ({name}); {less}", "time"
        )
    if exit_code == -signal.SIGKILL:
        return QueryStopped(
            f"the process {doing} was killed from outside ({name}): by an operator, or by the "
            f"system, which does so when all its memory is taken; ask again, or {less}",
            "worker",
        )
    known = f" ({name})" if name else ""
    return QueryStopped(
        f"the process {doing} ended{known}, and why is not known; ask again, or {less}", "worker"
    )


def _signal_name(exit_code: int | None) -> str:
    """Return how a process ended, in a word or two; empty when that is not known."""
    if exit_code is None:
        return ""
    if exit_code >= 0:
        return f"status {exit_code}"
    known = {one.value: one.name for one in signal.Signals}
    return known.get(-exit_code, f"signal {-exit_code}")
