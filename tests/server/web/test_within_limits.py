"""Pages and linked data have the limits of queries, and are told what was too much on a page."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from tests.server.conftest import Live, listening
from tests.server.test_waiting import ENDLESS
from tests.server.test_waiting import asked as asking

from trialgraph.server import Settings, create_app
from trialgraph.server.web import asked
from trialgraph.store import Reader
from trialgraph.store.limits import Limits

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TRIAL = "NCT02514681"
LONG = "/questions/every-hazard-ratio?asked=yes"
PATHS = (
    *("/trials", "/effects", "/documents", "/findings", f"/trials/{TRIAL}"),
    *(f"/effects/trial/{TRIAL}/result/OS/HR/final/0-73", f"/documents/ctgov-{TRIAL}"),
    *(LONG, "/compare?drug=pertuzumab&endpoint=OS"),
    *(f"/data/trial/{TRIAL}.ttl", f"/linkset/trial/{TRIAL}"),
)
"""Of pages that ask for more than one row."""


@pytest.fixture(scope="module")
def narrow(example_reader: Reader) -> Iterator[httpx.Client]:
    """Return a client of a service whose queries may have one row."""
    settings = Settings(example_reader.path, limits=Limits(rows=1))
    with (
        listening(create_app(settings)) as at,
        httpx.Client(base_url=at, headers=HTML, timeout=60) as client,
    ):
        yield client


@pytest.mark.parametrize("path", PATHS)
def test_what_asks_for_too_much_is_refused_on_a_page(narrow: httpx.Client, path: str) -> None:
    answer = narrow.get(path)
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["retry-after"] == "1"
    assert "the answer has over 1 rows" in answer.text


@pytest.mark.parametrize("path", ["/", "/about", "/questions", "/schema", "/ontology"])
def test_what_all_pages_share_is_had_without_a_query(narrow: httpx.Client, path: str) -> None:
    assert narrow.get(path).status_code == 200


def test_one_client_waits_with_so_many_pages_and_no_more(example_reader: Reader) -> None:
    settings = Settings(example_reader.path, limits=Limits(per_client=1, waiting=1), workers=1)
    with listening(create_app(settings)) as at:

        async def together() -> list[httpx.Response]:
            async with httpx.AsyncClient(headers=HTML, timeout=60) as client:
                urls = (f"{at}/effects?limit={n + 1}" for n in range(10))
                return await asyncio.gather(*(client.get(url) for url in urls))

        answers = asyncio.run(together())
        assert {one.status_code for one in answers} == {200, 429}
        refused = next(one for one in answers if one.status_code == 429)
        assert refused.headers["content-type"].startswith("text/html")
        assert "wait already" in refused.text
        assert httpx.get(f"{at}/effects", headers=HTML).status_code == 200


def test_no_query_of_others_holds_a_page_up(example_reader: Reader, live: Live) -> None:
    settings = Settings(example_reader.path, limits=Limits(seconds=60), workers=1)
    with (
        live(create_app(settings)) as at,
        asking(at, ENDLESS) as slow,
        httpx.Client(base_url=at, headers=HTML, timeout=60) as client,
    ):
        for path in PATHS[:5]:
            assert client.get(path).status_code == 200
        slow.setblocking(False)  # noqa: FBT003 - as sockets have it
        with pytest.raises(BlockingIOError):
            slow.recv(1)


def test_a_plain_default_graph_is_for_queries_of_others_alone(
    example_reader: Reader, live: Live
) -> None:
    settings = Settings(example_reader.path, default_graph="plain")
    with live(create_app(settings)) as at, httpx.Client(base_url=at, timeout=60) as client:
        assert client.get("/api/v1/trials").json()["rows"]
        assert TRIAL in client.get("/trials", headers=HTML).text
        counted = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o } LIMIT 1"}).json()
        assert counted["results"]["bindings"] == []


def test_a_long_answer_is_cut_in_words_and_the_api_has_all(
    site: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = site.get(LONG).text
    assert "beginning of a long answer" not in whole
    monkeypatch.setattr(asked, "MOST", 3)
    cut = site.get(LONG).text
    assert cut.count("<blockquote>") < whole.count("<blockquote>")
    assert "more rows fit than this page shows" in cut
    assert '<a href="/api/v1/questions/every-hazard-ratio">as JSON</a>' in cut
    assert '<a href="/api/v1/questions/every-hazard-ratio.csv">as CSV</a>' in cut
