"""A child answers frames, waits when nobody reads, and can be ended at any moment."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from trialgraph.store import children
from trialgraph.store.children import Child, ChildGone

HERE = Path(__file__).parent
Use = Callable[[Child], Awaitable[None]]


@pytest.fixture(autouse=True)
def echo_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a child find the module of these tests."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]))


def with_child(use: Use, *arguments: str) -> None:
    """Use a child and close it."""

    async def used() -> None:
        child = await Child.start("echo_child", *arguments)
        try:
            await use(child)
        finally:
            await child.close()
        assert not child.is_alive
        with pytest.raises(ProcessLookupError):
            os.kill(child.pid, 0)

    asyncio.run(used())


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; a hang ends after a minute."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.005)


def test_a_frame_comes_back_as_the_child_answers_it() -> None:
    async def use(child: Child) -> None:
        child.send({"a": "ü"}, b"\x00 bytes")
        assert await child.receive() == ({"a": "ü"}, b"\x00 bytes")
        large = bytes(3_000_000)
        child.send({"b": 1}, large)
        child.send({"c": 2})
        assert await child.receive() == ({"b": 1}, large)
        assert await child.receive() == ({"c": 2}, b"")
        assert child.is_alive

    with_child(use)


def test_a_child_that_ends_is_gone_for_who_waits_and_who_sends() -> None:
    async def use(child: Child) -> None:
        child.send({"last": "words"})
        child.send({"ask": "end"})
        await until(lambda: not child.is_alive)
        assert await child.receive() == ({"last": "words"}, b"")
        with pytest.raises(ChildGone) as gone:
            await child.receive()
        assert gone.value.exit_code == 3
        with pytest.raises(ChildGone) as gone:
            child.send({})
        assert gone.value.exit_code == 3

    with_child(use)


def test_a_child_is_killed_at_once_whatever_it_does() -> None:
    async def use(child: Child) -> None:
        child.send({"ask": "hang"})
        waiting = asyncio.create_task(child.receive())
        await asyncio.sleep(0)
        child.kill()
        child.kill()
        with pytest.raises(ChildGone):
            await waiting

    with_child(use)


def test_a_child_that_does_not_end_is_killed_when_it_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(children, "_GOODBYE_SECONDS", 0.05)

    stopped: list[int] = []

    async def use(child: Child) -> None:
        os.kill(child.pid, signal.SIGSTOP)
        stopped.append(child.pid)

    with_child(use)
    with pytest.raises(ProcessLookupError):
        os.kill(stopped[0], 0)


def test_a_child_that_is_closed_comes_to_its_own_end(tmp_path: Path) -> None:
    async def use(child: Child) -> None:
        child.send({"ask": "pour", "pieces": 40})
        await child.receive()

    with_child(use, "ready", str(tmp_path / "told"))
    assert (tmp_path / "told").read_text() == "ended"


def test_a_child_waits_while_nobody_takes_what_it_says(tmp_path: Path) -> None:
    told = tmp_path / "told"

    async def use(child: Child) -> None:
        child.send({"ask": "pour", "pieces": 400})
        await until(told.exists)
        for _ in range(100):  # so much room, and no more, is between the two
            await asyncio.sleep(0.001)
        assert int(told.read_text()) < 100
        numbers = [(await child.receive())[0]["number"] for _ in range(400)]
        assert numbers == list(range(400))

    with_child(use, "ready", str(told))


def test_a_wait_that_is_given_up_loses_no_frame() -> None:
    async def use(child: Child) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await child.receive()
        child.send({"n": 1})
        assert await child.receive() == ({"n": 1}, b"")

    with_child(use)


@pytest.mark.parametrize("module", ["trialgraph.no_such_module", "this"])
def test_a_module_that_does_not_get_ready_is_told(module: str) -> None:
    with pytest.raises(ChildGone):
        asyncio.run(Child.start(module))


def test_a_child_that_says_it_cannot_start_is_told() -> None:
    with pytest.raises(ChildGone, match="not ready"):
        asyncio.run(Child.start("echo_child", "store-missing"))


def test_a_child_that_is_silent_is_waited_for_only_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(children, "_START_SECONDS", 0.0)
    with pytest.raises(ChildGone, match="in 0 seconds"):
        asyncio.run(Child.start("echo_child"))
