"""The service answers from a store on another server."""

import httpx
from tests.server.conftest import listening
from tests.store.conftest import GRAPH, numbered
from tests.store.remote.servers import Served

from trialgraph.server import Settings, create_app
from trialgraph.store import create_or_open
from trialgraph.store.limits import Limits


def test_queries_and_questions_are_answered_and_new_data_are_seen(served: Served) -> None:
    with create_or_open(served.address) as writer:
        writer.replace_graphs({GRAPH: numbered(3)})
        writer.publish()
        with (
            listening(create_app(Settings(served.address, limits=Limits(seconds=30)))) as at,
            httpx.Client(base_url=at, timeout=60) as client,
        ):
            query = {"query": "SELECT (COUNT(?n) AS ?c) { ?x :start ?n }"}
            assert client.get("/readyz").json()["data_version"] == "1"
            first = client.get("/sparql", params=query, headers={"Accept": "text/csv"})
            assert first.text.split() == ["c", "3"]
            writer.replace_graphs({GRAPH: numbered(5)})
            writer.publish()
            then = client.post("/sparql", data=query, headers={"Accept": "text/csv"})
            assert then.text.split() == ["c", "5"]
            assert client.get("/readyz").json()["data_version"] == "2"
            graph = {"query": f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"}
            turtle = client.get("/sparql", params=graph, headers={"Accept": "text/turtle"})
            assert turtle.headers["Content-Type"].startswith("text/turtle")
            assert turtle.text.count("estimate/") == 5


def test_graphs_that_a_request_names_are_those_that_are_asked(served: Served) -> None:
    with create_or_open(served.address) as writer:
        writer.replace_graphs({GRAPH: numbered(3)})
        writer.publish()
    with (
        listening(create_app(Settings(served.address, limits=Limits(seconds=30)))) as at,
        httpx.Client(base_url=at, timeout=60) as client,
    ):
        csv = {"Accept": "text/csv"}
        for graph, count in ((GRAPH, "3"), (f"{GRAPH}-not-there", "0")):
            query = "SELECT (COUNT(?n) AS ?c) { ?x :start ?n }"
            named = {"query": query, "default-graph-uri": graph}
            assert client.get("/sparql", params=named, headers=csv).text.split()[1] == count
            said_from = {"query": query.replace(" {", f" FROM <{graph}> {{", 1)}
            said = client.get("/sparql", params=said_from, headers=csv)
            assert said.text.split()[1] == count
