"""Queries side by side: streamed, fairly shared, and stopped for good when nobody wants them."""

import asyncio
import os
import resource
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from trialgraph.errors import BadQuery, QueryStopped, StoreMissing, TooBusy
from trialgraph.store import create_or_open
from trialgraph.store.asked import Question, form_of, looked_over
from trialgraph.store.children import Child, ChildGone
from trialgraph.store.limits import Form, Limits
from trialgraph.store.pool import WorkerPool
from trialgraph.store.turns import Turns

ALL = "SELECT ?s ?n { ?s :start ?n }"
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"
# Ten numbers six times over: a million rows.
MILLION = "SELECT ?a ?b ?c ?d ?e ?f {" + "".join(f" ?s{i} :start ?{i} ." for i in "abcdef") + " }"
MANY = Limits(rows=2_000_000, octets=2_000_000_000, seconds=120)
Use = Callable[[WorkerPool], Awaitable[None]]


def question(query: str, form: Form | None = None) -> Question:
    """Return a query as a pool takes it."""
    seen = looked_over(query, Limits())
    return Question(query, form_of(seen, form), seen)


def with_pool(store: Path, use: Use, limits: Limits | None = None, size: int = 1) -> None:
    """Use a pool and close it."""

    async def used() -> None:
        pool = WorkerPool(store, limits or Limits(), size)
        try:
            await use(pool)
        finally:
            await pool.close()

    asyncio.run(used())


async def whole(pool: WorkerPool, query: str, client: str = "a") -> bytes:
    """Return all pieces of an answer."""
    async with pool.asking(question(query), client) as answer:
        return b"".join([piece async for piece in answer])


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; a hang ends after a minute."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.005)


def is_gone(pid: int) -> bool:
    """Tell whether a process has ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_small_answer_is_whole_at_once(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        async with pool.asking(question(ALL, "tsv"), "a") as answer:
            assert answer.is_done
            assert (answer.form, answer.version, answer.rows) == ("tsv", 1, 10)
            assert answer.octets == len(answer.first)
            assert answer.seconds > 0
            assert len(answer.first.splitlines()) == 11

    with_pool(store, use)


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_are_told_whatever_the_form(store: Path, form: Form) -> None:
    async def use(pool: WorkerPool) -> None:
        for count in (0, 1, 10):
            async with pool.asking(question(f"{ALL} LIMIT {count}", form), "a") as answer:
                assert answer.rows == count

    with_pool(store, use)


def test_a_million_rows_are_streamed_in_little_memory(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        rows, largest = 0, 0
        async with pool.asking(question(MILLION, "tsv"), "a") as answer:
            assert not answer.is_done
            async for piece in answer:
                rows += piece.count(b"\n")
                largest = max(largest, len(piece))
            assert rows == answer.rows + 1 == 1_000_001
            assert largest < 100_000
            assert octets_of(answer.child.pid) < 200 * 1024**2

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with_pool(store, use, MANY)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def octets_of(pid: int) -> int:
    """Return the most memory that a process ever had, bytes."""
    (line,) = [
        one
        for one in Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
        if one.startswith("VmHWM")
    ]
    return int(line.split()[1]) * 1024


def test_only_the_begin_of_an_answer_is_made_when_only_that_is_wanted(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        async with pool.asking(question(MILLION), "a", only_begin=True) as answer:
            pieces = [piece async for piece in answer]
            pid = answer.child.pid
        assert len(b"".join(pieces)) < 100_000
        assert pool.pids == [pid]

    with_pool(store, use, MANY)


@pytest.mark.parametrize("limits", [Limits(rows=90_000), Limits(octets=3_000_000)])
def test_an_answer_that_grows_too_large_breaks_off(store: Path, limits: Limits) -> None:
    async def use(pool: WorkerPool) -> None:
        async with pool.asking(question(MILLION, "tsv"), "a") as answer:
            pieces: list[bytes] = []
            with pytest.raises(QueryStopped, match="over"):
                pieces.extend([piece async for piece in answer])
            pid = answer.child.pid
        assert b"true" in await whole(pool, "ASK {}")
        assert pool.pids == [pid]

    with_pool(store, use, limits)


def test_who_leaves_before_the_end_stops_the_query(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        async with pool.asking(question(MILLION), "a") as answer:
            first = answer.child.pid
        await until(lambda: is_gone(first))
        assert b"true" in await whole(pool, "ASK {}")
        assert pool.pids != [first]

    with_pool(store, use, MANY)


def test_who_is_cancelled_stops_the_query(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        await pool.start()
        (first,) = pool.pids
        asking = asyncio.create_task(whole(pool, ENDLESS))
        await until(lambda: not pool.pids)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await until(lambda: is_gone(first))
        assert b"true" in await whole(pool, "ASK {}")

    with_pool(store, use)


def test_a_query_that_takes_too_long_is_told_and_stopped(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        await pool.start()
        (first,) = pool.pids
        with pytest.raises(QueryStopped, match=r"over 0\.3 seconds") as stopped:
            await whole(pool, ENDLESS)
        assert stopped.value.limit == "time"
        await until(lambda: is_gone(first))
        await until(lambda: bool(pool.pids))  # another is ready, however busy the machine is
        assert b"true" in await whole(pool, "ASK {}")

    with_pool(store, use, Limits(seconds=0.3))


def test_a_process_that_was_killed_is_not_told_as_a_want_of_memory(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        await pool.start()
        (first,) = pool.pids
        asking = asyncio.create_task(whole(pool, ENDLESS))
        await until(lambda: not pool.pids)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(QueryStopped, match=r"killed from outside \(SIGKILL\)") as stopped:
            await asking
        assert stopped.value.limit == "worker"
        assert b"true" in await whole(pool, "ASK {}")

    with_pool(store, use)


def test_a_query_that_kills_its_process_is_told_and_the_next_is_answered(store: Path) -> None:
    deep = "SELECT * { FILTER(" + "!" * 100_000 + "true) }"

    async def use(pool: WorkerPool) -> None:
        many = Limits(length=200_000, tokens=200_000)
        asked = Question(deep, "json", looked_over(deep, many))
        with pytest.raises(QueryStopped, match="memory or the stack") as stopped:
            async with pool.asking(asked, "a"):
                pass
        assert stopped.value.limit == "memory"
        assert b"true" in await whole(pool, "ASK {}")

    with_pool(store, use)


def test_a_process_that_was_killed_while_idle_is_replaced_unnoticed(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        await pool.start()
        (first,) = pool.pids
        os.kill(first, signal.SIGKILL)
        answer = await asyncio.gather(whole(pool, "ASK {}"), return_exceptions=True)
        assert b"true" in await whole(pool, "ASK {}")
        assert pool.pids != [first]
        assert isinstance(answer[0], bytes | QueryStopped)

    with_pool(store, use)


def test_what_is_wrong_with_a_query_is_told_and_costs_no_process(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        await pool.start()
        before = pool.pids
        with pytest.raises(BadQuery, match="does not parse: line 1, column 18"):
            await whole(pool, "SELECT * { ?s ?p }")
        assert pool.pids == before

    with_pool(store, use)


def test_nothing_published_is_told(tmp_path: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        with pytest.raises(StoreMissing, match="nothing is published"):
            await whole(pool, "ASK {}")

    with create_or_open(tmp_path / "store") as writer:
        with_pool(writer.path, use)


def test_a_process_that_cannot_start_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def use(pool: WorkerPool) -> None:
        with pytest.raises(QueryStopped, match="could be started") as stopped:
            await whole(pool, "ASK {}")
        assert stopped.value.limit == "worker"

    monkeypatch.setattr("trialgraph.store.pool._MODULE", "trialgraph.no_such_module")
    with_pool(store, use)


def test_more_queries_than_processes_wait_for_their_turn(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        answers = await asyncio.gather(*(whole(pool, "ASK {}", str(n % 5)) for n in range(40)))
        assert all(b"true" in answer for answer in answers)
        assert len(pool.pids) <= 2

    with_pool(store, use, size=2)


def test_the_plain_default_graph_is_asked_when_that_is_wanted(store: Path) -> None:
    async def asked(*, is_union: bool) -> bytes:
        pool = WorkerPool(store, Limits(), 1, is_union=is_union)
        try:
            return await whole(pool, "ASK { ?s ?p ?o }")
        finally:
            await pool.close()

    assert b"true" in asyncio.run(asked(is_union=True))
    assert b"false" in asyncio.run(asked(is_union=False))


def test_one_client_has_so_many_places_and_waits_with_so_many_queries() -> None:
    async def use() -> None:
        turns = Turns(3, Limits(per_client=2, waiting=1, seconds=30))
        await turns.take("a")
        await turns.take("a")
        third = asyncio.create_task(turns.take("a"))
        await asyncio.sleep(0)
        with pytest.raises(TooBusy, match="wait already"):
            await turns.take("a")
        await turns.take("b")
        assert (turns.waiting, third.done()) == (1, False)
        turns.give_back("b")
        await asyncio.sleep(0)
        assert not third.done()
        turns.give_back("a")
        await third
        assert turns.waiting == 0

    asyncio.run(use())


def test_clients_that_wait_take_turns_however_much_one_asks() -> None:
    async def use() -> None:
        turns = Turns(1, Limits(seconds=30))
        came: list[str] = []

        async def ask(client: str) -> None:
            await turns.take(client)
            came.append(client)
            turns.give_back(client)

        await turns.take("z")
        asking = [asyncio.create_task(ask(client)) for client in "aaaabb"]
        await asyncio.sleep(0)
        turns.give_back("z")
        await asyncio.gather(*asking)
        assert came == ["a", "b", "a", "b", "a", "a"]

    asyncio.run(use())


def test_a_query_that_waits_too_long_is_told() -> None:
    async def use() -> None:
        turns = Turns(1, Limits(seconds=0.01))
        await turns.take("a")
        with pytest.raises(QueryStopped, match="ask again") as stopped:
            await turns.take("b")
        assert stopped.value.limit == "queue"
        assert turns.waiting == 0

    asyncio.run(use())


def test_a_place_given_to_one_who_has_just_left_is_not_lost() -> None:
    async def use() -> None:
        turns = Turns(1, Limits(seconds=30))
        await turns.take("a")
        second = asyncio.create_task(turns.take("b"))
        await asyncio.sleep(0)
        turns.give_back("a")  # to b, which is cancelled before it notices
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        await turns.take("c")

    asyncio.run(use())


def children() -> set[int]:
    """Return the numbers of the processes that this one has started and that answer queries."""
    task = Path(f"/proc/{os.getpid()}/task")
    found = {int(number) for file in task.glob("*/children") for number in file.read_text().split()}
    return {pid for pid in found if not is_gone(pid) and b"answering" in command(pid)}


def command(pid: int) -> bytes:
    """Return the command line of a process, empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("moment", [0.0, 0.002, 0.02, 0.1])
def test_who_is_gone_while_a_process_starts_leaves_none_behind(store: Path, moment: float) -> None:
    before = children()

    async def cancelled(pool: WorkerPool) -> None:
        asking = asyncio.create_task(whole(pool, ENDLESS))
        await asyncio.sleep(moment)  # at any moment of the start the outcome is the same
        asking.cancel()
        await asyncio.wait([asking])

    with_pool(store, cancelled)
    assert children() == before


def test_a_process_that_is_busy_when_the_pool_closes_ends_with_its_query(store: Path) -> None:
    before = children()

    async def closed_meanwhile() -> None:
        pool = WorkerPool(store, Limits(), 1)
        child = await pool.take("a")
        await pool.close()
        pool.give_back("a", child, is_idle=True)
        await until(lambda: is_gone(child.pid))
        await pool.close()
        assert pool.pids == []

    asyncio.run(closed_meanwhile())
    assert children() == before


def test_one_process_that_does_not_start_leaves_no_other_behind(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = children()
    begin, count = Child.start, 0

    async def start(module: str, *arguments: str) -> Child:
        nonlocal count
        count += 1
        if count == 1:
            raise ChildGone("no room")
        return await begin(module, *arguments)

    async def failing(pool: WorkerPool) -> None:
        monkeypatch.setattr(Child, "start", start)
        with pytest.raises(QueryStopped, match="no room"):
            await pool.start()

    with_pool(store, failing, size=2)
    assert count == 2
    assert children() == before


def test_a_pool_is_warmed_once_and_with_one_process(store: Path) -> None:
    async def use(pool: WorkerPool) -> None:
        await asyncio.gather(*(pool.warm() for _ in range(3)))
        (pid,) = pool.pids
        assert b"results" in await whole(pool, ALL)
        assert pool.pids == [pid]

    with_pool(store, use, size=2)


def test_a_query_of_ours_is_asked_of_all_graphs_and_nobody_remarks_on_it(store: Path) -> None:
    text = "SELECT ?x { ?x a :Trail }"
    asked = question(text)
    ours = Question(text, asked.form, asked.seen, is_ours=True)
    assert asked.head(is_union=False)["union"] is False
    assert ours.head(is_union=False)["union"] is True

    async def use(pool: WorkerPool) -> None:
        for one, count in ((asked, 1), (ours, 0)):
            async with pool.asking(one, "a") as answer:
                assert not [piece async for piece in answer if b"uri" in piece]
                assert len(answer.remarks) == count

    with_pool(store, use)
