"""Names are found in a store on another server, by whichever machine asks."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.acceptance.running import run
from tests.server.conftest import listening
from tests.store.remote.servers import Served, oxigraph

from trialgraph.ingest.run import ingest
from trialgraph.server import Settings, create_app
from trialgraph.store.limits import Limits

EXAMPLES = Path(__file__).parents[3] / "examples" / "documents"
PAPER = "sha-18ed832dca911a39"
LIMITS = Limits(seconds=60)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server with the examples, brought in from a machine of its own."""
    folder = tmp_path_factory.mktemp("server")
    with oxigraph(folder) as found, pytest.MonkeyPatch.context() as environment:
        found.set_in(environment, folder.with_name("writer"))
        assert {line.outcome for line in ingest([EXAMPLES], found.address)} == {"stored"}
        yield found


@pytest.fixture(params=["writer", "other"])
def machine(request: pytest.FixtureRequest) -> str:
    """Return which machine serves: the one that brought the documents in, or another."""
    return str(request.param)


@pytest.fixture
def client(served: Served, machine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """Return a client of a service on a machine."""
    served.set_in(monkeypatch, served.folder.with_name(machine))
    app = create_app(Settings(served.address, limits=LIMITS))
    with listening(app) as at, httpx.Client(base_url=at, timeout=120) as found:
        yield found


def test_a_name_is_found_and_leads_to_its_page(client: httpx.Client) -> None:
    told = client.get("/api/v1/resolve", params={"q": "Herceptin"}).json()
    (drug,) = told["rows"]
    assert (drug["type"], drug["label"], drug["is_exact"]) == ("drug", "trastuzumab", True)
    assert told["is_current"] is True
    begun = client.get("/api/v1/suggest", params={"q": "prec", "type": "trial"}).json()["rows"]
    assert [one["label"] for one in begun] == ["PRECIOUS"]
    box = client.get("/", params={"q": "Perjeta"})
    assert (box.status_code, box.headers["location"]) == (303, "/interventions/pertuzumab")
    assert client.get(box.headers["location"]).status_code == 200


def test_a_document_that_a_name_leads_to_is_there(client: httpx.Client) -> None:
    listed = client.get("/api/v1/documents").json()["rows"]
    assert len(listed) == 5
    assert {one["state"] for one in listed} == {"stored"}
    parts = [client.get("/api/v1/documents?limit=2").json()]
    while parts[-1]["next_cursor"]:
        query = {"limit": 2, "cursor": parts[-1]["next_cursor"]}
        parts.append(client.get("/api/v1/documents", params=query).json())
    assert [row["id"] for part in parts for row in part["rows"]] == [one["id"] for one in listed]
    found = client.get("/api/v1/documents", params={"q": "NCT02514681"}).json()["rows"]
    assert "ctgov-NCT02514681" in {one["id"] for one in found}
    assert client.get(f"/documents/{PAPER}").status_code == 200
    assert client.get(f"/api/v1/documents/{PAPER}/facts").json()["rows"]
    missing = client.get("/api/v1/documents/sha-0000000000000000")
    assert (missing.status_code, missing.json()["code"]) == (404, "document-not-stored")


def test_the_text_is_only_where_it_was_brought_in(client: httpx.Client, machine: str) -> None:
    told = client.get("/api/v1/documents/ctgov-NCT02514681/text")
    found = (told.status_code, told.json().get("code"))
    assert found == {"writer": (200, None), "other": (404, "document-not-stored")}[machine]


def test_the_command_makes_the_index(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    state = served.folder.with_name("third")
    served.set_in(monkeypatch, state)
    ended = run("index", "--store", str(served.address), "--json")
    assert (ended.status, ended.out.strip()) == (0, '{"version": 1}')
    assert (state / "snapshots" / "1.names.sqlite").is_file()
