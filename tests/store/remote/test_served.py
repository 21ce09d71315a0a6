"""The service answers from a store on another server."""

from collections.abc import Iterator

import httpx
import pytest
from tests.acceptance.running import run
from tests.server.conftest import listening
from tests.store.conftest import GRAPH, numbered
from tests.store.remote.servers import Served

from trialgraph.errors import BadParameter
from trialgraph.server import Settings, TokenHash, create_app
from trialgraph.store import create_or_open
from trialgraph.store.limits import Limits

COUNT = "SELECT (COUNT(?n) AS ?c) { ?x :start ?n }"
CSV = {"Accept": "text/csv"}


def publish(served: Served, count: int) -> None:
    """Publish one graph of so many numbers."""
    with create_or_open(served.address) as writer:
        writer.replace_graphs({GRAPH: numbered(count)})
        writer.publish()


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    """Return a client of the service over a store of three numbers."""
    publish(served, 3)
    settings = Settings(served.address, limits=Limits(seconds=30))
    with listening(create_app(settings)) as at, httpx.Client(base_url=at, timeout=60) as found:
        yield found


def test_queries_and_questions_are_answered_and_new_data_are_seen(
    served: Served, client: httpx.Client
) -> None:
    assert client.get("/readyz").json()["data_version"] == "1"
    assert client.get("/sparql", params={"query": COUNT}, headers=CSV).text.split() == ["c", "3"]
    publish(served, 5)
    assert client.post("/sparql", data={"query": COUNT}, headers=CSV).text.split() == ["c", "5"]
    assert client.get("/readyz").json()["data_version"] == "2"
    graph = {"query": f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"}
    turtle = client.get("/sparql", params=graph, headers={"Accept": "text/turtle"})
    assert turtle.headers["Content-Type"].startswith("text/turtle")
    assert turtle.text.count("estimate/") == 5


def test_graphs_that_a_request_names_are_those_that_are_asked(client: httpx.Client) -> None:
    for graph, count in ((GRAPH, "3"), (f"{GRAPH}-not-there", "0")):
        named = {"query": COUNT, "default-graph-uri": graph}
        assert client.get("/sparql", params=named, headers=CSV).text.split()[1] == count
        said_from = {"query": COUNT.replace(" {", f" FROM <{graph}> {{", 1)}
        said = client.get("/sparql", params=said_from, headers=CSV)
        assert said.text.split()[1] == count


def test_such_a_service_only_reads_and_says_why(served: Served, client: httpx.Client) -> None:
    client.headers["authorization"] = "Bearer only-for-the-tests"
    turtle = {"content-type": "text/turtle"}
    for answer in (
        client.post("/sparql", data={"update": f"CLEAR GRAPH <{GRAPH}>"}),
        client.put("/graph-store?graph=a:g", content="", headers=turtle),
        client.post("/admin/documents", content=b"x"),
        client.delete("/admin/documents/sha-1"),
        client.post("/admin/backup"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "writes-off")
    assert client.get("/readyz").status_code == 200
    void = client.get("/.well-known/void")
    assert (void.status_code, void.json()["code"]) == (503, "not-described")
    assert "another server" in void.json()["detail"]
    assert client.get("/sparql", headers={"accept": "text/turtle"}).status_code == 200
    with create_or_open(served.address) as writer:
        assert writer.graph(GRAPH) == numbered(3)


def test_a_token_and_a_place_for_backups_are_refused(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = "only-for-the-tests-0123456789"  # noqa: S105 - of no service
    with pytest.raises(BadParameter, match="write token"):
        Settings(served.address, token=TokenHash.of(token))
    for options in (["--write-token", token], ["--backups", "backups"]):
        ended = run("serve", "--store", str(served.address), *options)
        assert ended.status == 2
        assert "wanted none: this service only reads it" in ended.err
    monkeypatch.setenv("TRIALGRAPH_WRITE_TOKEN", token)
    assert run("serve", "--store", str(served.address)).status == 2
