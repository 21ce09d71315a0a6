"""Every page is whole by itself: its frame, its style and its errors come from here alone."""

from pathlib import Path

import httpx
import pytest
from httpx import Client
from tests.server.conftest import Live

from trialgraph.server import Settings, create_app
from trialgraph.server.web.frame import Frame, Remembered, Same, frame_of
from trialgraph.server.web.static import static, static_files
from trialgraph.store import Reader, create_or_open

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
