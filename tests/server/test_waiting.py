"""Slow queries hold up other queries, never the rest of the app; HEAD is GET without a body."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from tests.server.conftest import Live

from trialgraph.server import Settings, create_app
from trialgraph.store.limits import Limits

CLIENTS = 45  # more than the threads that the framework has
ALL = "SELECT ?s ?n { ?s :start ?n }"
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"
# Ten numbers five times over: a hundred thousand rows.
LONG = "SELECT ?a ?b ?c ?d ?e {" + "".join(f" ?s{i} :start ?{i} ." for i in "abcde") + " }"


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition of another process; a hang ends after a minute."""
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("what was waited for did not come about")


def workers() -> set[int]:
    """Return the numbers of the processes that answer queries for this one."""
    return {one for one in _children() if b"trialgraph.store.answering" in _command(one)}


def _children() -> Iterator[int]:
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # of a thread that has just ended
            yield from map(int, (task / "children").read_text("ascii").split())


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def path_of(query: str) -> str:
    """Return the path and the query string that ask a query."""
    return f"/sparql?query={quote(query)}"


@pytest.fixture
def others() -> set[int]:
    """Return the processes of other servers, before the one of a test starts."""
    return workers()


@pytest.fixture
def at(store: Path, live: Live, others: set[int]) -> Iterator[str]:
    """Return the address of a server with one worker that takes its time."""
    assert os.getpid() not in others
    with live(
        create_app(Settings(store, limits=Limits(seconds=60, rows=10**9, octets=10**12), workers=1))
    ) as address:
        assert httpx.get(f"{address}{path_of('ASK {}')}", timeout=60).status_code == 200
        yield address


def asked(address: str, query: str) -> socket.socket:
    """Return a connection on which a query was asked."""
    where = urlsplit(address)
    near = socket.create_connection((where.hostname, where.port))
    near.sendall(f"GET {path_of(query)} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
    return near


def test_many_slow_queries_leave_the_rest_of_the_app_answering(
    store: Path, live: Live, others: set[int]
) -> None:
    limits = Limits(seconds=1, waiting=CLIENTS)
    with (
        live(create_app(Settings(store, limits=limits, workers=2))) as address,
        ThreadPoolExecutor(CLIENTS) as clients,
        httpx.Client(base_url=address, timeout=20) as client,
    ):
        url = f"{address}{path_of(ENDLESS)}"
        waiting = [clients.submit(httpx.get, url, timeout=60) for _ in range(CLIENTS)]
        until(lambda: len(workers() - others) == 2)
        assert client.get("/healthz").status_code == 200
        assert {one.result().status_code for one in waiting} <= {503, 504}
        # New processes are being started in place of those that were stopped.
        until(lambda: client.get(path_of("ASK {}")).status_code == 200)


def test_a_client_with_too_many_queries_is_told_when_to_come_back(store: Path, live: Live) -> None:
    with live(
        create_app(Settings(store, limits=Limits(seconds=1, waiting=2), workers=1))
    ) as address:
        asking = [asked(address, ENDLESS) for _ in range(3)]
        refused = httpx.get(f"{address}{path_of('ASK {}')}", timeout=30)
        while refused.status_code != 429:  # the three may not have come in before
            refused = httpx.get(f"{address}{path_of('ASK {}')}", timeout=30)
            asking.append(asked(address, ENDLESS))
        assert refused.json()["code"] == "too-busy"
        assert int(refused.headers["retry-after"]) > 0
        for one in asking:
            one.close()


def test_a_query_whose_client_goes_away_is_stopped(at: str, others: set[int]) -> None:
    (first,) = workers() - others
    near = asked(at, ENDLESS)
    time.sleep(0.1)  # so that it is asked; to leave sooner would stop it sooner
    near.close()
    until(lambda: first not in workers())
    assert httpx.get(f"{at}{path_of('ASK {}')}", timeout=30).status_code == 200


def test_an_answer_whose_client_goes_away_is_stopped(at: str, others: set[int]) -> None:
    (first,) = workers() - others
    with asked(at, LONG.replace("{", "{ ?x ?y ?z . ?s ?t ?u . ", 1)) as near:
        assert near.recv(1000).startswith(b"HTTP/1.1 200")
    until(lambda: first not in workers())
    assert httpx.get(f"{at}{path_of('ASK {}')}", timeout=30).status_code == 200


def test_a_long_answer_comes_in_chunks_and_whole(at: str) -> None:
    with httpx.stream("GET", f"{at}{path_of(LONG)}", headers={"Accept": "text/csv"}) as answer:
        assert answer.headers["transfer-encoding"] == "chunked"
        assert "-csv-" in answer.headers["etag"]
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert sum(part.count(b"\n") for part in answer.iter_raw()) == 100_001


def test_an_answer_that_breaks_off_has_no_final_chunk(store: Path, live: Live) -> None:
    with live(create_app(Settings(store, limits=Limits(rows=50_000), workers=1))) as address:
        connection = HTTPConnection(urlsplit(address).netloc)
        connection.request("GET", path_of(LONG))
        answer = connection.getresponse()
        assert answer.status == 200
        with pytest.raises(IncompleteRead):
            answer.read()
        connection.close()
        assert httpx.get(f"{address}{path_of('ASK {}')}").status_code == 200


def test_an_answer_whose_process_dies_has_no_final_chunk(at: str, others: set[int]) -> None:
    (worker,) = workers() - others
    connection = HTTPConnection(urlsplit(at).netloc)
    connection.request("GET", path_of(LONG.replace("{", "{ ?x ?y ?z . ?s ?t ?u . ", 1)))
    answer = connection.getresponse()
    os.kill(worker, 9)
    with pytest.raises(IncompleteRead):
        answer.read()
    connection.close()


def test_a_client_that_reads_too_slowly_is_left(store: Path, live: Live, others: set[int]) -> None:
    limits = Limits(rows=10**9, octets=10**12, sending=0.2)
    with (
        live(create_app(Settings(store, limits=limits, workers=1))) as address,
        asked(address, LONG.replace("{", "{ ?x ?y ?z . ?s ?t ?u . ", 1)) as near,
    ):
        assert near.recv(1000).startswith(b"HTTP/1.1 200")
        (first,) = workers() - others
        until(lambda: first not in workers())
        received = b"".join(iter(lambda: near.recv(1 << 20), b""))
        assert received
        assert not received.endswith(b"0\r\n\r\n")


def test_http_1_0_gets_no_answer_in_pieces(at: str) -> None:
    where = urlsplit(at)
    with socket.create_connection((where.hostname, where.port)) as near:
        near.sendall(f"GET {path_of(LONG)} HTTP/1.0\r\n\r\n".encode())
        received = near.recv(1 << 16)
    assert received.startswith(b"HTTP/1.1 400")


def test_a_body_that_never_ends_is_left(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trialgraph.server.requests._BODY_SECONDS", 0.05)
    where = urlsplit(at)
    with socket.create_connection((where.hostname, where.port)) as near:
        near.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: test\r\nContent-Length: 99\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
        assert near.recv(1 << 16).startswith(b"HTTP/1.1 408")


def test_a_client_that_leaves_in_its_own_words_costs_nothing(at: str) -> None:
    where = urlsplit(at)
    with socket.create_connection((where.hostname, where.port)) as near:
        near.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: test\r\nContent-Length: 99\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
    assert httpx.get(f"{at}{path_of('ASK {}')}").status_code == 200


def test_head_of_a_long_answer_makes_only_its_begin(at: str) -> None:
    before = workers()
    assert before
    head = httpx.head(f"{at}{path_of(LONG)}")
    assert (head.status_code, head.content) == (200, b"")
    assert "-json-" in head.headers["etag"]
    assert httpx.get(f"{at}{path_of('ASK {}')}").status_code == 200
    assert workers() == before


@pytest.mark.parametrize(
    "path", ["/", "/effects", "/questions", "/healthz", "/api/v1/questions", "/sparql"]
)
def test_head_is_get_without_its_body(path: str, client: httpx.Client) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_a_graph_that_is_no_iri_is_a_bad_request(client: httpx.Client) -> None:
    asked = {"query": "ASK {}", "default-graph-uri": "http://[x"}
    assert client.get("/sparql", params=asked).status_code == 400
