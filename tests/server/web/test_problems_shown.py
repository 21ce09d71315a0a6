"""What a reader could not read of a document for sure is told on its page and by the API."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.server.conftest import Live
from tests.small_store import document_graph, put

from trialgraph import names
from trialgraph.names import term
from trialgraph.rdf.term import text
from trialgraph.server import Settings, create_app
from trialgraph.store import DocumentEntry, create_or_open

IDENTIFIER = "sha-1111111111111111"
MESSAGE = "HR 0.73 stands where no single <end point> is named"
PATH = f"/documents/{IDENTIFIER}"


@pytest.fixture
def service(tmp_path: Path, live: Live) -> Iterator[httpx.Client]:
    """Serve one document whose estimate could not be told what it is of."""
    words = "ALPHA reports. Adding pertuzumab gave a\n  hazard ratio of 0.73 for death."
    graph, facts = document_graph(IDENTIFIER, {"problem": "0.73"})
    put(
        graph,
        facts["problem"],
        rdf__type=term("ReportedProblem"),
        statedCode=text("estimate-without-end-point"),
        statedMessage=text(MESSAGE),
    )
    put(graph, names.document(IDENTIFIER), statedProblem=facts["problem"])
    with create_or_open(tmp_path / "store") as writer:
        writer.ledger.record(DocumentEntry(IDENTIFIER, "text", "00", "r", "t", "o", "stored"))
        writer.keep(IDENTIFIER, words.encode(), words)
        writer.replace_graphs({names.document(IDENTIFIER): graph.bytes()})
        writer.publish()
    app = create_app(Settings(tmp_path / "store"))
    with live(app) as at, httpx.Client(base_url=at, timeout=60) as client:
        yield client


def test_the_page_tells_each_problem_and_leads_to_its_place(service: httpx.Client) -> None:
    page = service.get(PATH, headers={"accept": "text/html"}).text
    assert "What could not be read for sure" in page
    assert "HR 0.73 stands where no single &lt;end point&gt; is named" in page
    assert f'href="{PATH}?at=58-62#at"' in page
    there = service.get(f"{PATH}?at=58-62", headers={"accept": "text/html"}).text
    assert '<span id="at">' in there


def test_the_api_tells_each_problem_with_its_characters(service: httpx.Client) -> None:
    (problem,) = service.get(f"/api/v1{PATH}").json()["problems"]
    assert (problem["code"], problem["message"]) == ("estimate-without-end-point", MESSAGE)
    (passage,) = problem["passages"]
    assert (passage["start"], passage["end"], passage["exact"]) == (58, 62, "0.73")
