"""Whole graphs over HTTP: how they are named, what is read of them, and what is refused."""

import httpx
import pytest
from tests.server.writing import BOMB, TURTLE, code


@pytest.mark.parametrize(
    ("media", "content", "status", "wanted"),
    [
        ("text/turtle", "<a:s> <a:p> .", 400, "bad-graph"),
        ("text/turtle", "<a:s> <a:p> '\xff' .".encode("latin-1"), 400, "bad-graph"),
        ("application/ld+json", '{"@context": "http://127.0.0.1:9/"}', 400, "bad-graph"),
        ("application/ld+json", '{"@id": "a:g", "@graph": [{"a:p": 1}]}', 400, "bad-graph"),
        ("application/rdf+xml", BOMB, 503, "query-stopped"),
        ("application/n-quads", "<a:s> <a:p> <a:o> <a:g> .", 415, "unsupported-media-type"),
        ("application/trig", "", 415, "unsupported-media-type"),
        ("", "", 415, "unsupported-media-type"),
        ("text/turtle; charset=utf-16", "", 415, "unsupported-media-type"),
        ("multipart/form-data; boundary=x", "--x--", 400, "bad-graph"),
        ("text/turtle", "#" * 200_001, 413, "request-too-large"),
    ],
)
def test_what_graphs_are_refused(
    writing: httpx.Client, media: str, content: str | bytes, status: int, wanted: str
) -> None:
    answer = writing.put(
        "/graph-store?graph=a:bad", content=content, headers={"content-type": media}
    )
    assert code(answer) == (status, wanted)
    assert code(writing.get("/graph-store?graph=a:bad")) == (404, "graph-missing")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?graph=",
        "?graph=relative",
        "?graph=a:b&graph=a:c",
        "?graph=a:b&default",
        "?graph=a:%3C",
        "/x?default",
    ],
)
def test_requests_that_name_no_graph_or_several(writing: httpx.Client, address: str) -> None:
    answer = writing.put(f"/graph-store{address}", content="", headers=TURTLE)
    assert code(answer) == (400, "bad-request")


def test_other_methods_are_told_which_there_are(writing: httpx.Client) -> None:
    answer = writing.request("PATCH", "/graph-store?default")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, PUT, POST, DELETE, OPTIONS"


def test_pages_of_others_are_told_that_they_may_write(writing: httpx.Client) -> None:
    asks = {"Origin": "https://example.org", "Access-Control-Request-Method": "PUT"}
    asks["Access-Control-Request-Headers"] = "authorization,content-type,if-match"
    answer = writing.options("/graph-store?graph=a:b", headers=asks)
    assert answer.status_code == 204
    allowed = answer.headers["access-control-allow-methods"].split(", ")
    assert {"PUT", "POST", "DELETE"} <= set(allowed)


def test_the_life_of_a_graph(writing: httpx.Client) -> None:
    address = "/graph-store?graph=a:life"
    assert writing.put(address, content="<a:s> <a:p> 1 .", headers=TURTLE).status_code == 201
    assert writing.put(address, content="[] <a:p> 2 .", headers=TURTLE).status_code == 204
    more = {"content-type": "application/n-triples"}
    assert writing.post(address, content="_:x <a:p> <a:more> .", headers=more).status_code == 204
    found = writing.get(address, headers={"accept": "application/n-triples"})
    assert len(found.text.splitlines()) == 2
    assert writing.head(address).status_code == 200
    assert writing.delete(address).status_code == 204
    assert code(writing.delete(address)) == (404, "graph-missing")
    assert writing.head(address).status_code == 404


def test_a_graph_may_be_empty(writing: httpx.Client) -> None:
    address = "/graph-store?graph=a:empty"
    assert writing.put(address, content="", headers=TURTLE).status_code == 201
    found = writing.get(address, headers={"accept": "application/n-triples"})
    assert (found.status_code, found.text) == (200, "")


def test_the_default_graph_is_the_one_without_a_name(writing: httpx.Client) -> None:
    put = writing.put("/graph-store?default", content="<a:s> <a:p> 'nameless' .", headers=TURTLE)
    assert put.status_code == 204
    found = writing.get("/graph-store?default", headers={"accept": "application/n-triples"})
    assert found.text == '<a:s> <a:p> "nameless" .\n'
    assert writing.delete("/graph-store?default").status_code == 204


def test_a_posted_graph_without_a_name_is_given_one(writing: httpx.Client) -> None:
    answer = writing.post("/graph-store", content="<> <a:p> 1 .", headers=TURTLE)
    assert answer.status_code == 201
    made = answer.headers["location"]
    assert made.startswith(f"{writing.base_url}/graph-store/")
    found = writing.get(made, headers={"accept": "application/n-triples"})
    assert found.text.startswith(f"<{made}> ")
