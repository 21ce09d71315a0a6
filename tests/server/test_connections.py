"""Connections have their time and their size; who is refused is told so and let go."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from tests.robustness.served import Reply, read_reply

from trialgraph.server import connections
from trialgraph.server.connections import HEAD_OCTETS, Connection
from trialgraph.server.requests import header, read_body, send_whole

_GET = b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the body of a PUT and of nothing else; tell what the host is said to be."""
    if scope["method"] == "PUT":
        await read_body(receive, 1 << 30)
    await send_whole(send, 200, [], header(scope, b"x-forwarded-host").encode())


@contextmanager
def listening(trusted: str = "") -> Iterator[int]:
    """Run the app in a thread and return its port."""
    with socket.create_server(("127.0.0.1", 0)) as open_socket:
        config = uvicorn.Config(
            app, http=Connection, log_level="critical", lifespan="off", forwarded_allow_ips=trusted
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


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a head come in an instant."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)


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
        threading.Event().wait(0.5)  # longer than a head may take
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
