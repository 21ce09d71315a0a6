"""What is answered before the app is called is answered, told and stopped as the app does it."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.robustness.served import Reply, read_reply

from trialgraph.server import Settings, create_app
from trialgraph.server.app import watched
from trialgraph.server.connections import Connection
from trialgraph.store.worker import Limits

_LONG = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(12))} }}"
_VARYING = {"time", "seconds", "worker_seconds"}


@dataclass
class Counted:
    """An app, and how often it was called."""

    app: ASGIApp
    calls: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        self.calls += scope["type"] == "http"
        await self.app(scope, receive, send)


@dataclass(frozen=True)
class Running:
    """A server, the app behind its quick answers, and its log."""

    port: int
    app: Counted
    log: Path

    def connect(self) -> socket.socket:
        """Return an open connection; what takes a minute hangs."""
        return socket.create_connection(("127.0.0.1", self.port), 60)

    def asked(self, query: str, accept: str = "*/*", *more: str) -> Reply:
        """Return the answer to a query, with more lines in the head of the request."""
        with self.connect() as connection:
            connection.sendall(request(query, accept, "Connection: close", *more))
            return read_reply(connection)


def request(query: str, accept: str = "*/*", *more: str) -> bytes:
    """Return a request for a query."""
    lines = [f"GET /sparql?query={quote(query)} HTTP/1.1", "Host: a", f"Accept: {accept}", *more]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


@contextmanager
def running(store: Path, log: Path, keep: int = 5, patience: float = 0.1) -> Iterator[Running]:
    """Run a server with one worker in a thread."""
    limits = Limits(seconds=2, rows=100, octets=50_000)
    settings = Settings(store, workers=1, limits=limits, access_log=str(log))
    app = watched(create_app(settings), settings)
    app.patience = patience
    counted = Counted(app.access.app)
    app.access.app = counted
    with socket.create_server(("127.0.0.1", 0)) as open_socket:
        config = uvicorn.Config(
            app, http=Connection, log_level="critical", timeout_keep_alive=keep, ws="none"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [open_socket]})
        thread.start()
        try:
            yield Running(open_socket.getsockname()[1], counted, log)
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def at(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a running server."""
    with running(store, tmp_path_factory.mktemp("quick") / "log") as one:
        yield one


@pytest.fixture(scope="module")
def patient(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a running server that leaves nothing to the app for being slow."""
    with running(store, tmp_path_factory.mktemp("patient") / "log", patience=60) as one:
        yield one


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("ASK {}", "application/sparql-results+json"),
        ("ASK {}", "text/csv;q=0.5, application/sparql-results+xml"),
        ("SELECT ?s ?n { GRAPH ?g { ?s :start ?n } } ORDER BY ?n", "*/*"),
        ("SELECT * { ?s a :Documnet }", "*/*"),
        ("CONSTRUCT { ?s a :Document } { ?s a :Document }", "text/turtle"),
    ],
)
def test_a_short_answer_is_the_one_of_the_app(patient: Running, query: str, accept: str) -> None:
    before = patient.app.calls
    soon = patient.asked(query, accept)
    assert patient.app.calls == before
    whole = patient.asked(query, accept, "X-Other: 1")
    assert patient.app.calls == before + 1
    assert soon.status == 200
    dated = {"date": ""}
    assert (soon.body, {**soon.headers, **dated}) == (whole.body, {**whole.headers, **dated})


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("ASK {", 400),
        ("", 400),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 403),
        ("SELECT ?n { ?n a :Document . BIND(1/0 AS ?n) }", 400),
        (_LONG, 504),
    ],
)
def test_what_goes_wrong_is_told_by_the_app(at: Running, query: str, status: int) -> None:
    before = at.app.calls
    reply = at.asked(query)
    assert (reply.status, at.app.calls) == (status, before + 1)
    assert reply.code
    assert at.asked("ASK {}").status == 200


@pytest.mark.parametrize("line", ["Origin: http://a", "Authorization: Bearer x", "Expect: x"])
def test_what_other_headers_decide_is_left_to_the_app(at: Running, line: str) -> None:
    before = at.app.calls
    at.asked("ASK {}", "*/*", line)
    assert at.app.calls == before + 1


def test_requests_sent_at_once_are_answered_in_turn(at: Running) -> None:
    asked = [f"SELECT ({n} AS ?n) {{}}" for n in range(5)]
    with at.connect() as connection:
        last = request("ASK {}", "*/*", "Connection: close")
        connection.sendall(b"".join(map(request, asked)) + last)
        came = b""
        while part := connection.recv(1 << 16):
            came += part
    values = [b'"value":"%d"' % n for n in range(5)] + [b'"boolean":true']
    places = [came.find(value) for value in values]
    assert came.count(b"HTTP/1.1 200") == 6
    assert -1 not in places
    assert places == sorted(places)


def test_the_log_tells_of_both_ways_alike(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path / "log") as at:
        at.asked("ASK {}")
        at.asked("ASK {}", "*/*", "X-Other: 1")
    soon, whole = map(json.loads, (tmp_path / "log").read_text().splitlines())
    assert list(soon) == list(whole)
    assert [soon[key] for key in soon.keys() - _VARYING] == [
        whole[key] for key in soon.keys() - _VARYING
    ]
    assert (soon["outcome"], soon["is_whole"], soon["bytes"]) == ("ok", True, 26)


def test_who_leaves_while_waiting_in_the_queue_is_told_of(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path / "log") as at:
        with at.connect() as first, at.connect() as second:
            first.sendall(request(_LONG))
            second.sendall(request("ASK {}"))
        assert at.asked("ASK {}").status == 200
    told = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    outcomes = sorted((one["kind"], one["outcome"]) for one in told)
    assert outcomes == [("ASK", "client-gone"), ("ASK", "ok"), ("SELECT", "client-gone")]


def test_a_connection_that_rests_is_closed(store: Path, tmp_path: Path) -> None:
    with running(store, tmp_path / "log", keep=1) as at, at.connect() as connection:
        for _ in range(3):
            connection.sendall(request("ASK {}"))
            assert b"200 OK" in connection.recv(1 << 16)
        assert connection.recv(1 << 16) == b""
