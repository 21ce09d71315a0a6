"""No request stalls the others, and each answer is of one version."""

import asyncio
from itertools import count
from pathlib import Path

import httpx
import pytest
from tests.server.conftest import listening
from tests.small_store import build

from trialgraph.catalogue import paging
from trialgraph.catalogue.paging import cursor_to
from trialgraph.errors import QueryStopped
from trialgraph.server import Settings, create_app
from trialgraph.server.api.face import Kept, _Whole
from trialgraph.server.bounded import BoundedReader, bounded
from trialgraph.server.published import Published
from trialgraph.store import Reader
from trialgraph.store.limits import Form, Limits
from trialgraph.store.worker import QueryWorker


class AtOnce:
    """Answers queries with what a worker says, as if versions came between."""

    def __init__(self, store: Path, newer: int) -> None:
        self.worker = QueryWorker(store)
        self.newer = newer
        self.asked = 0

    def __call__(self, query: str, form: Form, seconds: float) -> tuple[int, bytes]:
        """Return an answer; the first ones are of a newer version."""
        assert seconds > 0
        self.asked += 1
        answer = self.worker.answer(query, form)
        return answer.version + (self.asked <= self.newer), answer.content


QUERY = "SELECT ?n { VALUES ?n { 1 } }"


@pytest.mark.parametrize("newer", [0, 1, 3])
def test_a_request_is_begun_again_when_a_version_comes_between(
    example_reader: Reader, newer: int
) -> None:
    published = Published(example_reader.path)
    asks = AtOnce(example_reader.path, newer)
    with asks.worker:
        rows = bounded(published, asks, Limits(), lambda reader: reader.select(QUERY))
    published.close()
    assert [row["n"].value for row in rows] == ["1"]  # type: ignore[union-attr]
    assert asks.asked == newer + 1


def test_versions_that_never_stay_are_told(example_reader: Reader) -> None:
    published = Published(example_reader.path)
    asks = AtOnce(example_reader.path, 99)
    with asks.worker, pytest.raises(QueryStopped, match="wanted one that stays"):
        bounded(published, asks, Limits(), lambda reader: reader.select(QUERY))
    published.close()


def test_all_queries_of_a_request_share_one_time(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks(query: str, form: Form, seconds: float) -> tuple[int, bytes]:
        assert (query, form) == (QUERY, "json")
        assert seconds > 0
        return example_reader.version, b'{"results":{"bindings":[{}]}}'

    reader = BoundedReader(example_reader, asks, Limits(seconds=10))
    ticks = count(step=6)
    monkeypatch.setattr("trialgraph.server.bounded.time.monotonic", lambda: next(ticks))
    assert reader.select(QUERY)
    assert reader.select(QUERY)
    with pytest.raises(QueryStopped) as stopped:
        reader.select(QUERY)
    assert stopped.value.limit == "time"


def test_it_reads_as_the_version_itself_does(example_reader: Reader) -> None:
    asks = AtOnce(example_reader.path, 0)
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 500"
    with asks.worker, BoundedReader(example_reader, asks, Limits()) as reader:
        assert reader.select(query) == example_reader.select(query)
        assert reader.statistics() == example_reader.statistics()
        assert reader.entries() == example_reader.entries()
        assert reader.graphs() == example_reader.graphs()
        assert reader.digest() == example_reader.digest()
        graph = reader.graphs()[0]
        assert reader.graph(graph) == example_reader.graph(graph)


def test_a_slow_answer_is_stopped_and_others_are_given(example_reader: Reader) -> None:
    settings = Settings(example_reader.path, limits=Limits(seconds=0.1), workers=1)
    with listening(create_app(settings)) as address:
        slow = [f"{address}/api/v1/effects?limit=500&adds={name}" for name in ("Perjeta", "x")]

        async def together() -> list[int]:
            async with httpx.AsyncClient(timeout=60) as client:
                asked = (client.get(slow[number % 2]) for number in range(12))
                return [one.status_code for one in await asyncio.gather(*asked)]

        statuses = asyncio.run(together())
        assert set(statuses) <= {200, 404, 429, 503, 504}
        assert httpx.get(f"{address}/healthz").status_code == 200


def test_one_client_cannot_wait_with_everything(example_reader: Reader) -> None:
    limits = Limits(per_client=1, waiting=1)
    settings = Settings(example_reader.path, limits=limits, workers=1)
    with listening(create_app(settings)) as address:

        async def together() -> list[httpx.Response]:
            async with httpx.AsyncClient(timeout=60) as client:
                urls = (f"{address}/api/v1/effects?limit={n + 1}" for n in range(10))
                return await asyncio.gather(*(client.get(url) for url in urls))

        answers = asyncio.run(together())
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert all(one.json()["code"] == "too-busy" for one in refused)
    assert all(one.headers["retry-after"] for one in refused)
    assert any(one.status_code == 200 for one in answers)


def test_a_cursor_of_an_older_version_is_gone(tmp_path: Path) -> None:
    with listening(create_app(Settings(build(tmp_path / "store")))) as address:
        cursor = cursor_to(99, "https://example.org/a")
        answer = httpx.get(f"{address}/api/v1/effects", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor-expired")


@pytest.mark.parametrize("ending", [".csv", ".ndjson", ".ttl"])
def test_a_table_without_a_limit_is_whole_or_refused(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    every = api.get("/effects?limit=500").json()["rows"]
    monkeypatch.setattr(paging, "USUAL", 5)
    told = api.get(f"/effects{ending}")
    assert 'rel="next"' not in told.headers["link"]
    assert all(row["iri"].rpartition("/")[2] in told.text for row in every)
    some = api.get(f"/effects{ending}?limit=2")
    assert 'rel="next"' in some.headers["link"]
    monkeypatch.setattr(paging, "WHOLE", len(every) - 1)
    refused = api.get(f"/effects{ending}?fields=iri")
    assert (refused.status_code, refused.json()["code"]) == (400, "too-many-rows")


def test_a_cursor_of_another_list_or_other_filters_is_refused(
    api: httpx.Client,
) -> None:
    cursor = api.get("/effects?limit=2").json()["next_cursor"]
    for path in (
        "/trials?",
        "/effects?endpoint=OS&",
        "/trials/NCT02514681/effects?",
        "/documents?",
    ):
        answer = api.get(f"{path}cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (400, "bad-parameter"), path
    assert api.get(f"/effects.csv?limit=3&cursor={cursor}").status_code == 200


def test_answers_are_kept_and_the_oldest_go_first() -> None:
    kept = Kept(octets=10)
    for number in range(4):
        kept.keep(f"tag{number}", _Whole(b"12345", "text/csv", "", 1, "m"))
        kept.get("tag0")
    assert kept.get("tag0") is not None
    assert kept.get("tag1") is None
    kept.keep("", _Whole(b"1", "text/csv", "", 1, ""))
    assert kept.get("") is None
