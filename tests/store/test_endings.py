"""A process that ended is told by how it ended, and no more is said than that tells."""

import signal

import pytest

from trialgraph.store.endings import ended_early


@pytest.mark.parametrize(
    ("exit_code", "limit", "words"),
    [
        (-signal.SIGABRT, "memory", "broke down: it most likely ran out of the memory"),
        (-signal.SIGSEGV, "memory", "broke down"),
        (-signal.SIGXCPU, "time", "used up the seconds of CPU allowed to it (SIGXCPU)"),
        (-signal.SIGKILL, "worker", "killed from outside (SIGKILL)"),
        (-signal.SIGTERM, "worker", "ended (SIGTERM), and why is not known"),
        (-250, "worker", "(signal 250)"),
        (3, "worker", "ended (status 3), and why is not known"),
        (None, "worker", "ended, and why is not known"),
    ],
)
def test_a_limit_is_named_only_where_the_ending_tells_it(
    exit_code: int | None, limit: str, words: str
) -> None:
    stopped = ended_early("that answered", exit_code, "ask for less")
    assert stopped.limit == limit
    assert words in str(stopped)
    assert str(stopped).endswith("ask for less")
