"""Every page is whole by itself: its frame, its style and its errors come from here alone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from httpx import Client
from tests.server.conftest import Live

from trialgraph.errors import QueryStopped
from trialgraph.server import Settings, create_app
from trialgraph.server.bounded import BoundedReader
from trialgraph.server.published import Published
from trialgraph.server.web.frame import NO_FRAME, Frame, Remembered, Same, frame_now, frame_of
from trialgraph.server.web.static import static, static_files
from trialgraph.store import Reader, create_or_open
from trialgraph.store.allowance import allowing
from trialgraph.store.limits import Form, Limits

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_the_frame_tells_which_data_is_shown(example_reader: Reader) -> None:
    frame = frame_of(example_reader)
    assert (frame.documents, frame.data_version) == (example_reader.statistics().documents, "1")
    assert frame.data_date == example_reader.published_at[:10]
    assert sum(count for _, count in frame.sources) == frame.documents
    assert frame.counted.startswith(f"{frame.documents} documents, ")


def test_what_is_the_same_for_a_version_is_made_once(example_reader: Reader) -> None:
    made: list[Reader] = []
    remembered = Remembered(made.append)
    remembered(example_reader)
    remembered(example_reader)
    assert made == [example_reader]


def test_a_page_leads_to_the_same_for_programs() -> None:
    same = Same(json="/api/v1/x", query="ASK { ?s ?p 'a b' }")
    assert same.links() == (
        ("/api/v1/x", "as JSON"),
        ("/sparql?query=ASK+%7B+%3Fs+%3Fp+%27a+b%27+%7D", "open in SPARQL"),
    )
    assert Same().links() == ()
    assert Frame().counted.startswith("0 documents")


@pytest.mark.parametrize("name", sorted(static_files()))
def test_what_pages_load_is_kept_for_good_under_the_hash_of_its_bytes(
    client: Client, name: str
) -> None:
    told = client.get(static(name))
    assert told.content == static_files()[name]
    assert "immutable" in told.headers["cache-control"]
    assert client.get(f"/static/{name}?v=old").headers["cache-control"] == "no-cache"


def test_nothing_else_can_be_loaded(client: Client) -> None:
    for name in ("nothing.css", "..%2Fpages.py", "%00"):
        assert client.get(f"/static/{name}").status_code == 404


def test_people_are_told_of_errors_on_a_page_and_programs_by_a_problem(client: Client) -> None:
    page = client.get("/nothing", headers=HTML)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert 'role="alert"' in page.text
    assert "Not medical advice" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for accept in ("*/*", "application/json, text/html;q=0.5", "text/html;q=0"):
        told = client.get("/nothing", headers={"accept": accept})
        assert told.headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/nothing", headers=HTML).json()["code"] == "not-found"


def test_a_store_without_data_is_told_on_a_page(tmp_path: Path, live: Live) -> None:
    with (
        create_or_open(tmp_path / "store") as writer,
        live(create_app(Settings(writer.path))) as at,
    ):
        page = httpx.get(f"{at}/readyz", headers=HTML)
        assert page.status_code == 503
        assert page.headers["retry-after"] == "1"
        assert "No data is published." in page.text


def test_nobody_waits_longer_for_what_pages_share_than_for_a_page(example_reader: Reader) -> None:
    making, more = threading.Event(), threading.Event()

    def made(reader: Reader) -> int:
        making.set()
        more.wait(30)
        return reader.version

    shared = Remembered(made)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(shared, example_reader)
        assert making.wait(30)
        for seconds in (0.0, 0.01):
            with allowing(seconds), pytest.raises(QueryStopped, match="still being made"):
                shared(example_reader)
        more.set()
        assert first.result() == shared(example_reader) == example_reader.version


def test_what_pages_share_is_that_of_the_version_whoever_reads_it(example_reader: Reader) -> None:
    made: list[Reader] = []

    def make(reader: Reader) -> int:
        made.append(reader)
        return reader.version

    def asks(query: str, form: Form, seconds: float) -> tuple[int, bytes]:
        raise AssertionError(query, form, seconds)

    shared = Remembered(make)
    for _ in range(2):
        shared(BoundedReader(example_reader, asks, Limits()))
    assert made == [example_reader]


def test_an_error_has_no_frame_where_that_cannot_be_had(tmp_path: Path) -> None:
    with create_or_open(tmp_path):
        assert frame_now(Published(tmp_path)) == NO_FRAME
