"""What was answered is written down: a line in the log, a count in the metrics."""

import asyncio
import json
import os
from datetime import datetime
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from trialgraph.server.access import Access
from trialgraph.server.access_log import AccessLog
from trialgraph.server.metrics import EDGES, Metrics, route_of
from trialgraph.server.settings import Shown

TOLD = {
    "query_hash": "0123456789abcdef",
    "kind": "SELECT",
    "rows": 7,
    "worker_seconds": 0.25,
    "outcome": "ok",
    "version": 12,
}


async def answering(scope: Scope, _: Receive, send: Send) -> None:
    """Answer in two pieces, tell of it, and fail where that is asked for."""
    scope["trialgraph"].update(TOLD)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"12345", "more_body": True})
    if scope["path"] == "/breaks-off":
        raise RuntimeError
    await send({"type": "http.response.body", "body": b"678"})


async def silent(_: Scope, __: Receive, ___: Send) -> None:
    """Answer nothing, as to a client that is gone."""


async def receive() -> Message:
    """Return what a client sends."""
    return {"type": "http.request"}


def asked(path: str = "/sparql", client: str = "127.0.0.1", **headers: str) -> Scope:
    """Return a request."""
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"query=ASK%20{secret}",
        "headers": given,
        "client": (client, 4711) if client else None,
    }


async def answer(app: Access, scope: Scope) -> list[Message]:
    """Return what goes out for a request."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent


def logged(app: Access, scope: Scope, file: Path) -> dict[str, object]:
    """Return the line that a request leaves."""

    async def run() -> None:
        log = AccessLog.to(str(file))
        try:
            await answer(Access(app.app, log=log), scope)
        finally:
            log.close()

    asyncio.run(run())
    (line,) = file.read_text().splitlines()
    found: dict[str, object] = json.loads(line)
    return found


def test_a_request_leaves_one_line_with_its_cost(tmp_path: Path) -> None:
    line = logged(Access(answering), asked(), tmp_path / "log")
    assert line.items() >= TOLD.items()
    assert (line["client"], line["method"], line["path"]) == ("127.0.0.1", "GET", "/sparql")
    assert (line["status"], line["bytes"], line["is_whole"]) == (200, 8, True)
    assert isinstance(line["seconds"], float)
    assert datetime.fromisoformat(str(line["time"])).tzinfo is not None


def test_neither_the_query_nor_the_token_is_logged(tmp_path: Path) -> None:
    scope = asked(authorization="Bearer precious-token")
    logged(Access(answering), scope, tmp_path / "log")
    text = (tmp_path / "log").read_text()
    assert "secret" not in text
    assert "precious" not in text


def test_an_answer_that_breaks_off_is_logged_as_a_part(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        logged(Access(answering), asked("/breaks-off"), tmp_path / "log")
    line = json.loads((tmp_path / "log").read_text())
    assert (line["status"], line["bytes"], line["is_whole"]) == (200, 5, False)


def test_a_client_that_is_gone_leaves_a_line_without_a_status(tmp_path: Path) -> None:
    line = logged(Access(silent), asked(client=""), tmp_path / "log")
    assert (line["status"], line["client"], line["is_whole"]) == (0, "", False)


def test_a_path_with_a_line_break_stays_one_line(tmp_path: Path) -> None:
    line = logged(Access(silent), asked('/a\n{"status": 200}'), tmp_path / "log")
    assert line["path"] == '/a\\n{"status": 200}'


def test_lines_go_out_soon_and_are_added_to_the_end(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text("{}\n")

    async def run() -> None:
        log = AccessLog.to(str(file))
        for number in range(3):
            log.write({"number": number})
        async with asyncio.timeout(30):
            while len(file.read_text().splitlines()) < 4:  # noqa: ASYNC110 - the file tells
                await asyncio.sleep(0.01)
        log.close()

    asyncio.run(run())
    assert file.read_text().splitlines() == ["{}", *(f'{{"number":{n}}}' for n in range(3))]


def test_a_pipe_that_nobody_reads_loses_lines_and_stops_nobody() -> None:
    near, far = os.pipe()

    async def run() -> AccessLog:
        log = AccessLog(far)
        for _ in range(60_000):
            log.write({"some": "x" * 100})
        return log

    log = asyncio.run(run())
    lost = log.lost
    os.close(near)  # whoever wrote is woken, and told that nobody reads
    log.close()
    assert 0 < lost <= log.lost


def test_many_lines_do_not_wait_for_the_time_to_come(tmp_path: Path) -> None:
    async def run() -> int:
        log = AccessLog.to(str(tmp_path / "log"))
        for _ in range(1000):
            log.write({"some": "x" * 100})
        log.close()
        return log.lost

    assert asyncio.run(run()) == 0
    assert len((tmp_path / "log").read_text().splitlines()) == 1000


def test_a_log_ends_with_the_life_of_the_app(tmp_path: Path) -> None:
    async def life(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "lifespan.shutdown.complete"})

    async def run() -> list[Message]:
        log = AccessLog.to(str(tmp_path / "log"))
        log.write({"last": "line"})
        return await answer(Access(life, log=log), {"type": "lifespan"})

    assert asyncio.run(run()) == [{"type": "lifespan.shutdown.complete"}]
    assert (tmp_path / "log").read_text() == '{"last":"line"}\n'


def figures(text: bytes) -> dict[str, float]:
    """Return the samples of a page of metrics, whose form is checked on the way."""
    samples = {}
    known = set()
    for line in text.decode().splitlines():
        if line.startswith("#"):
            _, word, name, rest = line.split(" ", 3)
            assert word in {"HELP", "TYPE"}
            assert rest
            known.add(name)
        else:
            sample, value = line.rsplit(" ", 1)
            name = sample.partition("{")[0]
            assert known & {name, name.rsplit("_", 1)[0]}
            samples[sample] = float(value)
    return samples


def test_metrics_count_what_was_answered() -> None:
    app = Access(answering, shown="all")
    for _ in range(3):
        asyncio.run(answer(app, asked()))
    asyncio.run(answer(app, asked("/nowhere/else")))
    (start, body) = asyncio.run(answer(app, asked("/metrics")))
    assert start["status"] == 200
    found = figures(body["body"])
    at = 'route="sparql"'
    assert found[f'trialgraph_requests_total{{{at},method="GET",status="200"}}'] == 3
    assert found['trialgraph_requests_total{route="other",method="GET",status="200"}'] == 1
    assert found['trialgraph_outcomes_total{outcome="ok"}'] == 4
    assert found["trialgraph_rows_total"] == 28
    assert found["trialgraph_worker_seconds_total"] == 1.0
    assert found["trialgraph_response_bytes_total"] == 32
    assert found["trialgraph_requests_running"] == 1
    assert found[f"trialgraph_request_seconds_count{{{at}}}"] == 3
    assert found[f'trialgraph_request_seconds_bucket{{{at},le="+Inf"}}'] == 3


def test_a_time_is_counted_up_to_and_with_its_edge() -> None:
    metrics = Metrics()
    for seconds in (EDGES[2], EDGES[2] + 0.0001, 1000.0):
        metrics.count(("sparql", "GET", 200), seconds, 0, {})
    found = figures(metrics.text())
    buckets = [v for k, v in found.items() if "_bucket" in k]
    assert buckets == [0, 0, 1, *[2] * (len(EDGES) - 3), 3]


@pytest.mark.parametrize(
    ("shown", "scope", "is_shown"),
    [
        ("off", asked("/metrics"), False),
        ("all", asked("/metrics", "203.0.113.9"), True),
        ("loopback", asked("/metrics"), True),
        ("loopback", asked("/metrics", "::1"), True),
        ("loopback", asked("/metrics", "203.0.113.9"), False),
        ("loopback", asked("/metrics", ""), False),
        ("loopback", asked("/metrics", "a-socket"), False),
        ("loopback", asked("/metrics", x_forwarded_for="203.0.113.9"), False),
        ("loopback", asked("/metrics", forwarded="for=203.0.113.9"), False),
    ],
)
def test_metrics_are_shown_to_whom_the_setting_says(
    shown: Shown, scope: Scope, *, is_shown: bool
) -> None:
    sent = asyncio.run(answer(Access(answering, shown=shown), scope))
    assert sent[-1]["body"].startswith(b"# HELP") is is_shown


@pytest.mark.parametrize(
    ("method", "status", "has_body"),
    [("GET", 200, True), ("HEAD", 200, False), ("POST", 405, True), ("OPTIONS", 204, False)],
)
def test_metrics_are_answered_by_method(method: str, status: int, *, has_body: bool) -> None:
    app = Access(answering, shown="all")
    start, body = asyncio.run(answer(app, {**asked("/metrics"), "method": method}))
    headers = dict(start["headers"])
    assert (start["status"], bool(body["body"])) == (status, has_body)
    assert (b"allow" in headers) == (status in {204, 405})
    assert (headers.get(b"content-type") == b"application/problem+json") == (status == 405)


def test_made_up_paths_and_methods_are_counted_as_one() -> None:
    assert [route_of(path) for path in ("/", "/sparql", "/api/v1/x", "/a/b", "x")] == [
        "",
        "sparql",
        "api",
        "other",
        "",
    ]
    app = Access(answering, shown="all")
    for method in ("BREW", "WHEN"):
        asyncio.run(answer(app, {**asked(), "method": method}))
    found = figures(app.metrics.text())
    assert found['trialgraph_requests_total{route="sparql",method="other",status="200"}'] == 2
