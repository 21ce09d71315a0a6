"""Several programs write to one store in turns, and what changes nothing is no new version."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from tests.acceptance.running import examples, run
from tests.server.conftest import Live, stored
from tests.server.writing import TURTLE, code, update
from tests.serving import TOKEN

from trialgraph.errors import CommitLost, StoreHeld
from trialgraph.server import Settings, TokenHash, create_app
from trialgraph.server.writes import Writes
from trialgraph.store import create_or_open, current_version, open_reader
from trialgraph.store.holding import hold, is_awaited
from trialgraph.store.updates import Using
from trialgraph.store.write_limits import WriteLimits

_ENOUGH = 4
_HANG_SECONDS = 120.0
_HEAD = {"authorization": f"Bearer {TOKEN}"}


@contextmanager
def service(live: Live, store: Path, limits: WriteLimits) -> Iterator[httpx.Client]:
    """Run a server that takes changes and yield a client with its token."""
    settings = Settings(store, workers=1, token=TokenHash.of(TOKEN), write_limits=limits)
    with (
        live(create_app(settings)) as address,
        httpx.Client(base_url=address, headers=_HEAD, timeout=120) as client,
    ):
        yield client


def test_two_servers_under_constant_load_both_write(live: Live, tmp_path: Path) -> None:
    store = stored(tmp_path / "store", 3)
    limits = WriteLimits(holder_seconds=60)
    seen = [Counter[int](), Counter[int]()]
    is_over = threading.Event()

    def writes(client: httpx.Client, statuses: Counter[int], name: str) -> None:
        while not is_over.is_set():
            text = f"INSERT DATA {{ <a:{name}> <a:p> {sum(statuses.values())} }}"
            statuses[update(client, text).status_code] += 1
            if all(one[204] >= _ENOUGH for one in seen):
                is_over.set()

    with ExitStack() as stack:
        clients = [stack.enter_context(service(live, store, limits)) for _ in seen]
        threads = [
            threading.Thread(target=writes, args=(client, statuses, name))
            for client, statuses, name in zip(clients, seen, "ab", strict=True)
        ]
        for thread in threads:
            thread.start()
        is_over.wait(_HANG_SECONDS)
        is_over.set()
        for thread in threads:
            thread.join()
        made = sum(statuses[204] for statuses in seen)
        query = {"query": "SELECT * { VALUES ?s { <a:a> <a:b> } ?s <a:p> ?o }"}
        for client in clients:
            assert len(client.get("/sparql", params=query).json()["results"]["bindings"]) == made
    assert all(statuses[204] >= _ENOUGH for statuses in seen), seen
    assert [set(statuses) for statuses in seen] == [{204}, {204}]


def test_a_command_comes_to_the_store_of_a_busy_server(live: Live, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with create_or_open(store) as writer:
        writer.publish()
    is_over = threading.Event()
    begun = threading.Event()

    def writes(client: httpx.Client) -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            assert update(client, f"INSERT DATA {{ <a:s> <a:p> {number} }}").status_code == 204
            begun.set()

    with service(live, store, WriteLimits(holder_seconds=60)) as client:
        thread = threading.Thread(target=writes, args=(client,))
        thread.start()
        assert begun.wait(_HANG_SECONDS)
        ended = run("ingest", examples()[0], store=store)
        is_over.set()
        thread.join()
    assert ended.status == 0, ended.err


def test_a_change_waits_for_another_writer_and_is_told_in_the_end(
    live: Live, tmp_path: Path
) -> None:
    store = stored(tmp_path / "store", 3)
    with service(live, store, WriteLimits(holder_seconds=0.5)) as client:
        with create_or_open(store):
            answer = update(client, "INSERT DATA { <a:s> <a:p> 1 }")
            assert code(answer) == (503, "store-held")
            assert answer.headers["retry-after"]
        assert update(client, "INSERT DATA { <a:s> <a:p> 1 }").status_code == 204


def test_who_waits_comes_before_who_let_go(tmp_path: Path) -> None:
    had: list[str] = []
    first = hold(tmp_path, gives_way=True)

    def waits() -> None:
        with hold(tmp_path, _HANG_SECONDS):
            had.append("the one that waited")

    thread = threading.Thread(target=waits)
    thread.start()
    while not is_awaited(tmp_path):
        assert thread.is_alive()
    first.close()
    with hold(tmp_path, _HANG_SECONDS, gives_way=True):
        had.append("the one that let go")
    thread.join()
    assert had == ["the one that waited", "the one that let go"]
    assert not is_awaited(tmp_path)


def test_a_holder_that_gives_no_way_is_not_waited_for(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(StoreHeld, match="is writing to the store"):
        hold(tmp_path)


SAME = [
    "INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 'held' } }",
    "INSERT DATA { <a:s> <a:p> 'default' }",
    "DELETE DATA { GRAPH <a:g> { <a:s> <a:p> 'not held' } }",
    "DELETE WHERE { GRAPH <a:none> { ?s ?p ?o } }",
    "WITH <a:g> DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "INSERT DATA { GRAPH <a:new> { <a:s> <a:p> 1 } } ; DROP GRAPH <a:new>",
    "DROP SILENT GRAPH <a:none>",
    "CREATE SILENT GRAPH <a:g>",
    "CLEAR GRAPH <a:empty>",
]
OTHER = [
    "INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 'new' } }",
    "DELETE DATA { GRAPH <a:g> { <a:s> <a:p> 'new' } }",
    "WITH <a:g> DELETE { ?s ?p 'held' } INSERT { ?s ?p 'other' } WHERE { ?s ?p 'held' }",
    "INSERT DATA { _:b <a:p> 'default' }",
    "DROP GRAPH <a:empty>",
    "CREATE GRAPH <a:empty>",
]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, live: Live) -> Iterator[httpx.Client]:
    """Return a client of a server over a store with an open graph, an empty one and a default."""
    store = stored(tmp_path_factory.mktemp("same") / "store", 3)
    with service(live, store, WriteLimits()) as client:
        text = "CREATE GRAPH <a:empty> ; INSERT DATA { <a:s> <a:p> 'default' } ; " + SAME[0]
        assert update(client, text).status_code == 204
        yield client


def version(client: httpx.Client) -> str:
    """Return the version of the data that a server answers from."""
    found: str = client.get("/readyz").json()["data_version"]
    return found


@pytest.mark.parametrize("text", SAME)
def test_an_update_that_changes_nothing_makes_no_version(held: httpx.Client, text: str) -> None:
    before = version(held)
    answer = update(held, text)
    assert (answer.status_code, answer.headers["data-version"]) == (204, before)
    assert version(held) == before


def test_an_update_that_changes_something_makes_one(live: Live, tmp_path: Path) -> None:
    with service(live, stored(tmp_path / "store", 3), WriteLimits()) as client:
        text = "CREATE GRAPH <a:empty> ; INSERT DATA { <a:s> <a:p> 'default' } ; " + SAME[0]
        number = int(update(client, text).headers["data-version"])
        for text in OTHER:
            number += 1
            assert update(client, text).headers["data-version"] == str(number), text


@pytest.mark.parametrize("where", [{"graph": "a:put"}, {"default": ""}])
def test_a_graph_that_is_put_again_makes_no_version(
    held: httpx.Client, where: dict[str, str]
) -> None:
    turtle = "<a:s> <a:p> 'default' , 2 , 'three'@en ."
    held.put("/graph-store", params=where, content=turtle, headers=TURTLE)
    before = version(held)
    again = held.put("/graph-store", params=where, content=turtle, headers=TURTLE)
    added = held.post("/graph-store", params=where, content=turtle, headers=TURTLE)
    assert {again.headers["data-version"], added.headers["data-version"]} == {before}
    other = held.put(
        "/graph-store", params=where, content=f"{turtle} <a:s> <a:p> 4 .", headers=TURTLE
    )
    assert other.headers["data-version"] == str(int(before) + 1)
    held.put("/graph-store", params=where, content=turtle, headers=TURTLE)


def test_the_same_document_again_makes_no_version(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("ingest", examples()[0], store=store).status == 0
    before = current_version(store)
    assert "unchanged" in run("ingest", examples()[0], store=store).out
    assert current_version(store) == before


def test_a_change_beyond_the_memory_of_its_process_is_never_half_made(tmp_path: Path) -> None:
    store = stored(tmp_path / "store", 3)
    statements = " ".join(f"<a:{number}> <a:p> 'number {number}' ." for number in range(40_000))

    async def committed() -> None:
        writes = Writes(store, WriteLimits(commit_memory=192 * 1024**2))
        try:
            with pytest.raises(CommitLost):
                await writes.update(f"INSERT DATA {{ {statements} }}", Using((), ()))
        finally:
            await writes.close()

    asyncio.run(committed())
    with create_or_open(store) as writer:
        assert writer.statistics().quads in {5, 40_000 + 5}


def test_a_large_change_has_the_memory_that_it_needs(tmp_path: Path) -> None:
    store = stored(tmp_path / "store", 3)
    statements = " ".join(f"<a:{number}> <a:p> 'number {number}' ." for number in range(40_000))

    async def committed() -> int:
        writes = Writes(store, WriteLimits())
        try:
            done = await writes.update(f"INSERT DATA {{ {statements} }}", Using((), ()))
        finally:
            await writes.close()
        return done.version

    assert asyncio.run(committed()) == 2
    with open_reader(store) as reader:
        assert reader.statistics().quads == 40_000 + 5
