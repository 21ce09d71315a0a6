"""Clients that are slow, wrong, many or gone cost the others nothing."""

import socket
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.robustness.served import Reply, Served, read_reply

_HOST = b"Host: 127.0.0.1\r\n"
_QUERY = b"Content-Type: application/sparql-query\r\n"
_ASK = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
_ENDLESS = b"SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
CLIENTS = 500

BROKEN = {
    "no request at all": b"\r\n\r\n",
    "no version": b"GET /sparql\r\n\r\n",
    "an unknown version": b"GET / HTTP/9.9\r\n\r\n",
    "bytes that are no text": bytes(range(128, 256)) * 20,
    "a line feed in a header": b"GET / HTTP/1.1\r\nHost: a\r\n b\r\nX\x00: y\r\n\r\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\n"
    + _HOST
    + _QUERY
    + b"Content-Length: 6\r\nContent-Length: 60\r\n\r\nASK {}",
    "a length below nothing": b"POST /sparql HTTP/1.1\r\n" + _HOST + b"Content-Length: -1\r\n\r\n",
    "a length of letters": b"POST /sparql HTTP/1.1\r\n" + _HOST + b"Content-Length: six\r\n\r\n",
    "a chunk of no size": b"POST /sparql HTTP/1.1\r\n"
    + _HOST
    + _QUERY
    + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n0\r\n\r\n",
    "a very long line": b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + _HOST + b"\r\n",
    "a very long header": b"GET / HTTP/1.1\r\n" + _HOST + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "very many headers": b"GET / HTTP/1.1\r\n" + _HOST + b"X: y\r\n" * 100_000 + b"\r\n",
    "two requests in one": b"POST /sparql HTTP/1.1\r\n"
    + _HOST
    + _QUERY
    + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
}


_OLD = defaultdict[str, set[int]](
    set, {"no version": {200}}
)  # as HTTP/0.9 was, which some servers still speak


@pytest.mark.parametrize("name", BROKEN)
def test_broken_requests_are_refused(name: str, well: Served) -> None:
    reply = well.raw(BROKEN[name], is_ended=True)
    assert reply.status in {0, 400, 404, 411, 413, 414, 431, 505} | _OLD[name]


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("BREW", "/sparql", {400, 405, 501}),
        ("TRACE", "/sparql", {400, 405, 501}),
        ("PATCH", "/sparql", {405}),
        ("DELETE", "/sparql", {405}),
        ("GET", "/sparql?query=%FF%FE", {400}),
        ("GET", "/sparql?query=ASK%00%7B%7D", {400}),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {400}),
        ("GET", "/sparql?query=" + "x" * 60_000, {400, 414}),
        ("GET", "/sparql?" + "a=b&" * 15_000, {400, 414}),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=%00", {400}),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=relative", {400}),
    ],
)
def test_odd_requests_get_a_clear_answer(
    method: str, target: str, status: set[int], well: Served
) -> None:
    assert well.send(method, target).status in status


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe\xfa", b"ASK {} \xc3", b"\xed\xa0\x80", "ASK {}".encode("utf-16"), b"\x00" * 50],
)
def test_what_is_no_utf_8_is_no_query(body: bytes, well: Served) -> None:
    reply = well.ask(body)
    assert (reply.status, bool(reply.code)) == (400, True)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("multipart/form-data; boundary=x", 415),
        ("text/plain", 415),
        ("", 415),
        ("application/sparql-query; charset=utf-16", 415),
        ("application/x-www-form-urlencoded", 400),
    ],
)
def test_other_kinds_of_bodies_are_refused(kind: str, status: int, well: Served) -> None:
    reply = well.send("POST", "/sparql", b"ASK {}", {"Content-Type": kind})
    assert (reply.status, bool(reply.code)) == (status, True)


def test_clients_that_send_half_a_request_hold_nobody_up(well: Served) -> None:
    begun = [
        b"GET /spar",
        b"POST /sparql HTTP/1.1\r\n" + _HOST + _QUERY + b"Content-Length: 100\r\n\r\nASK",
        b"PUT /graph-store?graph=urn:x HTTP/1.1\r\n" + _HOST + b"Content-Length: 9\r\n\r\n",
    ]
    waiting = [well.connect() for _ in range(60)]
    for at, connection in enumerate(waiting):
        connection.sendall(begun[at % len(begun)])
    well.assert_well()
    for connection in waiting:
        connection.close()


def test_a_body_that_never_ends_is_not_kept(well: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + _HOST + _QUERY + b"Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    reply = well.raw(head, *[chunk] * 1_000)
    assert reply.status in {0, 413}


def test_a_body_shorter_than_announced_is_no_query(well: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + _HOST + _QUERY + b"Content-Length: 1000\r\n\r\n"
    reply = well.raw(head, b"ASK {}", is_ended=True)
    assert reply.status in {0, 400}


def test_clients_that_read_nothing_do_not_keep_the_workers(well: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + _HOST + _QUERY
    request = head + b"Content-Length: %d\r\n\r\n" % len(_ENDLESS) + _ENDLESS
    waiting = [well.connect() for _ in range(8)]
    for connection in waiting:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(request)
    assert _patiently(well) == 200
    for connection in waiting:
        connection.close()


def test_who_reads_late_gets_all_of_a_long_answer(well: Served) -> None:
    query = _ENDLESS + b" LIMIT 3000"
    head = b"POST /sparql HTTP/1.1\r\nConnection: close\r\nAccept: text/csv\r\n" + _HOST + _QUERY
    waiting = [well.connect() for _ in range(4)]
    for connection in waiting:
        connection.sendall(head + b"Content-Length: %d\r\n\r\n" % len(query) + query)
    assert _patiently(well) == 200  # behind them in the queue of this client
    for connection in waiting:
        reply = read_reply(connection)
        assert (reply.status, reply.is_whole) == (200, True)
        assert reply.body.count(b"\n") >= 3001
        assert len(reply.body) > 1 << 18
        connection.close()


def test_clients_that_go_away_do_not_keep_the_workers(well: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\n" + _HOST + _QUERY
    costly = b"SELECT (COUNT(*) AS ?n) " + _ENDLESS.partition(b"*")[2]
    for _ in range(30):
        with well.connect() as connection:
            connection.sendall(head + b"Content-Length: %d\r\n\r\n" % len(costly) + costly)
    assert _patiently(well) == 200


def test_five_hundred_clients_at_once_are_answered_or_told_to_wait(well: Served) -> None:
    def asked(_: int) -> Reply:
        with well.connect() as connection:
            connection.sendall(_ASK)
            return read_reply(connection)

    with ThreadPoolExecutor(CLIENTS) as clients:
        found = list(clients.map(asked, range(CLIENTS)))
    # 503 tells those whose turn did not come in the time that a query has.
    assert {one.status for one in found} <= {200, 429, 503}
    assert all("retry-after" in one.headers for one in found if one.status != 200)
    assert any(one.status == 200 for one in found)


def test_requests_in_a_row_on_one_connection_are_answered_in_order(well: Served) -> None:
    keep = _ASK.replace(b"Connection: close\r\n", b"")
    with well.connect() as connection:
        connection.sendall(keep * 20 + _ASK)
        reply = read_reply(connection)
    assert reply.status == 200
    assert reply.body.count(b"HTTP/1.1 200") == 20


def _patiently(well: Served) -> int:
    """Return the status of a small query, asked again while the server says to wait."""
    status = 429
    for _ in range(100):
        status = well.raw(_ASK).status
        if status not in {429, 503}:
            break
    return status
