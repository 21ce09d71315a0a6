"""Nothing that a client sends makes a line of its own in the log file, or speaks to a terminal."""

import json
import socket

import pytest
from tests.serving import TOKEN, served
from tests.small_store import build

# What is sent in the head of a request as it is, and what must not come out.
REQUESTS = {
    "path": b"GET /a%0d%0a%7b%22status%22:200%1b%5b2J%7f%c2%9b31m%e2%80%a8%e2%80%ae%ff HTTP/1.1",
    "query": b"GET /sparql?query=ASK%0d%0a%7b%7d%23secret%1b%5b2J&%0a=%0d HTTP/1.1",
    "form": b"POST /sparql HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded",
    "agent": b'GET /healthz HTTP/1.1\r\nuser-agent: x\x1b[2J\x9b31m {"status": 200}',
    "token": b'GET /healthz HTTP/1.1\r\nauthorization: Bearer a\x1b[2J\x80 {"status": 200}',
    "folded": b'GET /healthz HTTP/1.1\r\nuser-agent: x\r\n {"status": 200}',
    "bare": b'GET /healthz HTTP/1.1\r\nuser-agent: x\n{"status": 200}',
    "client": b'GET /healthz HTTP/1.1\r\nx-forwarded-for: \x1b[2J\x9b, {"status": 200}',
    "method": b"GE\x1bT /healthz HTTP/1.1",
}


def sent(port: int, head: bytes) -> bytes:
    """Send the head of a request, and return what comes until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as open_socket:
        open_socket.sendall(head + b"\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        return b"".join(iter(lambda: open_socket.recv(1 << 16), b""))


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return the lines of the log after all these requests, and one that says where they end."""
    folder = tmp_path_factory.mktemp("log")
    log = folder / "access.log"
    with served(build(folder / "store"), "--access-log", str(log)) as service:
        port = int(service.address.rpartition(":")[2])
        for head in REQUESTS.values():
            assert sent(port, head).startswith(b"HTTP/1.1 ")
        sent(port, b"GET /the-last HTTP/1.1")
    return log.read_bytes().split(b"\n")[:-1]


def test_each_line_is_one_request(lines: list[bytes]) -> None:
    logged = [json.loads(line) for line in lines]
    assert logged[-1]["path"] == "/the-last"
    assert all(line["time"] and "client" in line for line in logged)
    assert len(logged) > 3
    assert {line["status"] for line in logged if line["path"] == "/the-last"} == {404}


def test_no_line_holds_a_control_of_any_kind(lines: list[bytes]) -> None:
    for line in lines:
        assert line.decode("utf-8").isprintable(), line


def test_a_path_is_logged_with_its_controls_written_out(lines: list[bytes]) -> None:
    paths = [json.loads(line)["path"] for line in lines]
    (odd,) = (path for path in paths if path.startswith("/a"))
    assert odd.startswith("/a\\r\\n{")
    assert "\\x9b31m\\u2028\\u202e" in odd


def test_neither_queries_nor_tokens_nor_agents_are_there(lines: list[bytes]) -> None:
    whole = b"".join(lines)
    for words in (b"secret", b"Bearer", b"user-agent", TOKEN.encode()):
        assert words not in whole
