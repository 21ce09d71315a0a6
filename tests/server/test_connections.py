"""Connections have their time and their size; who is refused is told so and let go."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.robustness.served import Reply, read_reply
from tests.serving import TOKEN

from trialgraph.server import Settings, TokenHash, connections, create_app
from trialgraph.server.connections import Connection
from trialgraph.server.refusals import ADDRESS_OCTETS, FIELDS_OCTETS, HEAD_OCTETS
from trialgraph.server.requests import header, read_body, send_whole

_GET = b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the body of a PUT and of nothing else; tell what the host is said to be."""
    if scope["method"] == "PUT":
        body = await read_body(scope, receive, 1 << 30)
        return await send_whole(send, 200, [(b"x-read", b"<%s>" % body[:99])], b"")
    if scope["path"] == "/broken":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        return await send({"type": "http.response.body", "body": b"x", "more_body": True})
    return await send_whole(send, 200, [], header(scope, b"x-forwarded-host").encode())


@contextmanager
def listening(trusted: str = "", of: ASGIApp = app) -> Iterator[int]:
    """Run an app in a thread and return its port."""
    with socket.create_server(("127.0.0.1", 0)) as open_socket:
        config = uvicorn.Config(
            of,
            http=Connection,
            log_config=None,
            log_level="warning",
            lifespan="off",
            forwarded_allow_ips=trusted,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [open_socket]})
        thread.start()
        try:
            yield open_socket.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def connected(port: int) -> socket.socket:
    """Return an open connection; what takes a minute hangs."""
    return socket.create_connection(("127.0.0.1", port), 60)


def said(port: int, *pieces: bytes) -> Reply:
    """Send bytes, and return all that comes until the server closes."""
    with connected(port) as connection:
        for piece in pieces:
            connection.sendall(piece)
        return read_reply(connection)


def test_an_answer_that_breaks_off_leaves_no_line(caplog: pytest.LogCaptureFixture) -> None:
    with listening() as port:
        reply = said(port, b"GET /broken HTTP/1.1\r\nHost: a\r\n\r\n")
    assert (reply.status, reply.is_whole) == (200, False)
    assert not caplog.records


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a head come in an instant."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("begun", [b"", b"GET /x HT", b"GET /x HTTP/1.1\r\nHost: a\r\n", b"\r\n"])
def test_a_head_that_does_not_come_is_not_waited_for(begun: bytes) -> None:
    with listening() as port:
        reply = said(port, begun)
        assert (reply.status, reply.headers["connection"]) == (408, "close")


@pytest.mark.usefixtures("hurried")
def test_a_second_head_is_not_waited_for_either() -> None:
    with listening() as port, connected(port) as connection:
        connection.sendall(_GET)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /x HTTP/1.1\r\n")
        assert read_reply(connection).status == 408


@pytest.mark.usefixtures("hurried")
def test_a_body_may_take_longer_than_a_head() -> None:
    with listening() as port, connected(port) as connection:
        connection.sendall(b"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
        threading.Event().wait(1.0)  # longer than a head may take
        connection.sendall(b"b")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200")


def test_a_head_that_grows_is_refused() -> None:
    with listening() as port:
        pieces = [b"X-%d: %s\r\n" % (at, b"y" * 1000) for at in range(4 * HEAD_OCTETS // 1000)]
        assert said(port, b"GET /x HTTP/1.1\r\n", *pieces).status == 431


def test_many_requests_in_a_row_are_no_long_head() -> None:
    with listening() as port, connected(port) as connection:
        connection.sendall(_GET * (2 * HEAD_OCTETS // len(_GET)) + _GET[:9])
        connection.sendall(_GET[9:-2] + b"Connection: close\r\n\r\n")
        reply = read_reply(connection)
    assert reply.body.count(b"HTTP/1.1 200") == 2 * HEAD_OCTETS // len(_GET)


def test_an_answer_without_the_body_being_read_ends_the_connection() -> None:
    head = b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n"
    with listening() as port, connected(port) as connection:
        connection.sendall(head)
        answer = connection.recv(1 << 16)
        assert b"connection: close" in answer
        connection.sendall(b"x" * 100_000)  # still taken in, so that the answer is not lost
        assert read_reply(connection).status == 0


def test_an_answer_to_a_whole_body_leaves_the_connection_open() -> None:
    request = b"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
    with listening() as port, connected(port) as connection:
        for _ in range(3):
            connection.sendall(request)
            answer = connection.recv(1 << 16)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"connection: close" not in answer


def test_there_are_only_so_many_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "most", 4)
    with listening() as port:
        with connected(port) as first, connected(port) as second:
            for one in (first, second):
                one.sendall(_GET)
                assert one.recv(1 << 16).startswith(b"HTTP/1.1 200")
            assert said(port).status == 503  # half of all is what one address may have
        assert said(port, _GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")).status == 200


@pytest.mark.parametrize(("trusted", "host"), [("", b""), ("127.0.0.1", b"evil.example")])
def test_only_a_proxy_tells_the_name_that_the_service_is_known_by(
    trusted: str, host: bytes
) -> None:
    request = b"GET /x HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: evil.example\r\nConnection: close"
    with listening(trusted) as port:
        assert said(port, request + b"\r\n\r\n").body == host


def in_pieces(content: bytes, octets: int) -> list[bytes]:
    """Return bytes cut into packets."""
    return [content[at : at + octets] for at in range(0, len(content), octets)]


CUTS = [7_001, 60_000, 1 << 20]


@pytest.mark.parametrize("octets", CUTS)
@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        (ADDRESS_OCTETS, 10, 200),
        (ADDRESS_OCTETS + 1, 10, 414),
        (80_000, 10, 414),
        (1_000_000, 10, 414),
        (2, 60_000, 200),
        (2, FIELDS_OCTETS + 10, 431),
        (2, 80_000, 431),
        (2, 1_000_000, 431),
        (60_000, 60_000, 200),
    ],
)
def test_a_head_has_its_limits_however_it_is_cut(
    octets: int, address: int, fields: int, status: int
) -> None:
    head = b"GET /%s HTTP/1.1\r\nHost: a\r\n" % (b"x" * (address - 1))
    head += b"X-Long: %s\r\nConnection: close\r\n\r\n" % (b"y" * fields)
    with listening() as port:
        reply = said(port, *in_pieces(head, octets))
    assert reply.status == status
    if status != 200:
        check_problem(reply)


def check_problem(reply: Reply) -> dict[str, object]:
    """Assert that a refusal has the shape of all others, and return it."""
    problem: dict[str, object] = json.loads(reply.body)
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["connection"] == "close"
    assert set(problem) == {"type", "title", "status", "code", "detail", "hint"}
    assert problem["status"] == reply.status
    assert str(problem["type"]).endswith(f"#{problem['code']}")
    assert all(problem.values())
    return problem


@pytest.mark.parametrize(
    "request_",
    [
        b"what is this\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /x HTTP/1.1\r\nHost a\r\n\r\n",
        b"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: two\r\n\r\n",
        b"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"CONNECT here HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_what_is_no_request_is_a_problem(request_: bytes) -> None:
    with listening() as port:
        reply = said(port, request_)
        assert (reply.status, check_problem(reply)["code"]) == (400, "bad-request")


def test_what_was_asked_before_is_answered_before_the_connection_ends() -> None:
    with listening() as port:
        reply = said(port, _GET + b"what is this\r\n\r\n")
    assert reply.status == 200
    assert b"HTTP/1.1" not in reply.body


@pytest.mark.parametrize("upgrade", [b"websocket", b"h2c"])
@pytest.mark.parametrize(
    "body",
    [
        b"\r\n",
        b"Content-Length: 2\r\n\r\nab",
        b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n",
    ],
)
def test_an_upgrade_is_passed_over_and_leaves_no_line(
    upgrade: bytes, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    asks = (
        b"PUT /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: " + upgrade + b"\r\n" + body
    )
    with listening() as port, connected(port) as connection:
        for at in (len(asks), len(asks) - 1, len(asks) - len(body)):
            connection.sendall(asks[:at])
            connection.sendall(asks[at:])
            answer = connection.recv(1 << 16)
            assert answer.startswith(b"HTTP/1.1 200")
            assert (b"x-read: <ab>" if len(body) > 2 else b"x-read: <>") in answer
        connection.sendall(asks + _GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        assert read_reply(connection).body.count(b"HTTP/1.1 200") == 1
    assert not caplog.records


_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def test_who_waits_to_be_told_to_go_on_is_told_so() -> None:
    with listening() as port, connected(port) as connection:
        connection.sendall(
            b"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        assert connection.recv(1 << 16) == _CONTINUE
        connection.sendall(b"ab")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200")


BODIES = [
    ("POST", "/sparql", "application/sparql-query"),
    ("POST", "/sparql", "application/x-www-form-urlencoded"),
    ("POST", "/sparql", "application/sparql-update"),
    ("PUT", "/graph-store?graph=a:b", "text/turtle"),
    ("POST", "/graph-store", "text/turtle"),
    ("POST", "/admin/documents", "application/octet-stream"),
]


def announced(method: str, path: str, media: str, *fields: str) -> bytes:
    """Return the head of a request with a body that nobody should wait for."""
    lines = [f"{method} {path} HTTP/1.1", "Host: a", f"Content-Type: {media}", *fields]
    lines += ["Content-Length: 99999999999", "Expect: 100-continue"]
    return "\r\n".join([*lines, "", ""]).encode()


@pytest.mark.parametrize(("method", "path", "media"), BODIES)
def test_a_body_that_is_too_large_is_refused_before_it_comes(
    store: Path, method: str, path: str, media: str
) -> None:
    settings = Settings(store, token=TokenHash.of(TOKEN))
    token = f"Authorization: Bearer {TOKEN}"
    with listening(of=create_app(settings)) as port:
        reply = said(port, announced(method, path, media, token))
    assert (reply.status, check_problem(reply)["code"]) == (413, "request-too-large")


@pytest.mark.parametrize(("method", "path", "media"), BODIES[2:])
def test_a_stranger_is_refused_before_a_body_comes(
    store: Path, method: str, path: str, media: str
) -> None:
    settings = Settings(store, token=TokenHash.of(TOKEN))
    with listening(of=create_app(settings)) as port:
        reply = said(port, announced(method, path, media))
    assert (reply.status, reply.code) == (401, "token-wanted")
