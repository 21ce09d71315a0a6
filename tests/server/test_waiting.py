"""Slow queries hold up other queries, never the rest of the app; HEAD is GET without a body."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message
from tests.server.conftest import Live

from trialgraph.errors import QueryStopped
from trialgraph.server import create_app
from trialgraph.server.sparql import sparql_endpoint
from trialgraph.store.worker import Limits, QueryWorker

CLIENTS = 45  # more than the threads that the framework has


def test_many_slow_queries_leave_the_rest_of_the_app_answering(
    store: Path, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, goes_on = threading.Event(), threading.Event()
    whole_answer = QueryWorker.answer

    def slow_answer(worker: QueryWorker, *given: object) -> object:
        asked.set()
        goes_on.wait(30)
        return whole_answer(worker, *given)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(QueryWorker, "answer", slow_answer)
    with (
        live(create_app(store, Limits(seconds=30))) as address,
        ThreadPoolExecutor(CLIENTS) as clients,
        httpx.Client(base_url=address, timeout=20) as client,
    ):
        url = f"{address}/sparql?query=ASK%7B%7D"
        waiting = [clients.submit(httpx.get, url, timeout=60) for _ in range(CLIENTS)]
        assert asked.wait(30)
        assert client.get("/healthz").status_code == 200
        goes_on.set()
        assert {one.result().status_code for one in waiting} == {200}


def requested(*, is_gone: bool) -> Request:
    """Return a request for an answer; its client may have gone."""

    async def receive() -> Message:
        if not is_gone:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/sparql",
        "query_string": b"query=ASK%7B%7D",
        "headers": [],
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }
    return Request(scope, receive)


def test_a_query_whose_client_has_gone_is_not_asked(store: Path) -> None:
    with QueryWorker(store) as worker:
        with pytest.raises(QueryStopped, match="has gone"):
            asyncio.run(_answered(worker, requested(is_gone=True)))
        assert worker.process_id is None


def test_a_query_waits_only_so_long_for_the_others(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(QueryWorker, "answer", lambda *_: goes_on.wait(30))

    async def two() -> list[object]:
        endpoint = sparql_endpoint(worker)
        first = asyncio.create_task(_awaited(endpoint(requested(is_gone=False))))
        await asyncio.sleep(0)
        second = await asyncio.gather(endpoint(requested(is_gone=False)), return_exceptions=True)
        goes_on.set()
        await asyncio.gather(first, return_exceptions=True)
        return list(second)

    with QueryWorker(store, Limits(seconds=0.01)) as worker:
        (error,) = asyncio.run(two())
    assert isinstance(error, QueryStopped)
    assert error.limit == "queue"


async def _answered(worker: QueryWorker, request: Request) -> Response:
    return await sparql_endpoint(worker)(request)


async def _awaited(answer: object) -> object:
    return await answer  # type: ignore[misc] # what the endpoint returns


@pytest.mark.parametrize("path", ["/", "/style.css", "/healthz", "/api/v1/questions", "/sparql"])
def test_head_is_get_without_its_body(path: str, client: httpx.Client) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_a_graph_that_is_no_iri_is_a_bad_request(client: httpx.Client) -> None:
    asked = {"query": "ASK {}", "default-graph-uri": "http://[x"}
    assert client.get("/sparql", params=asked).status_code == 400
