"""The SPARQL service keeps to the protocol, and never sends a part as the whole."""

from typing import Any

import pytest
from httpx import Client
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

ALL = "SELECT ?s ?n { ?s :start ?n }"
GRAPH = "https://w3id.org/trialgraph/id/document/sha-1"
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"
FORM = "application/x-www-form-urlencoded"


def found_by(service: SPARQLWrapper) -> Any:  # noqa: ANN401 - its type depends on the form
    """Return what a third party's client makes of the answer."""
    return service.queryAndConvert()


def wrapped(address: str, query: str, form: str) -> SPARQLWrapper:
    """Return a third party's client with a query."""
    service = SPARQLWrapper(f"{address}/sparql", returnFormat=form)
    service.setQuery(query)
    return service


@pytest.mark.parametrize("how", ["get", "post", "direct"])
def test_a_common_client_gets_rows_whichever_way_it_asks(address: str, how: str) -> None:
    service = wrapped(address, "PREFIX : <https://w3id.org/trialgraph/ontology#>" + ALL, JSON)
    if how != "get":
        service.setMethod(POST)
    if how == "direct":
        service.setRequestMethod(POSTDIRECTLY)
    found = found_by(service)
    assert sorted(int(row["n"]["value"]) for row in found["results"]["bindings"]) == list(range(10))


def test_a_common_client_gets_xml_csv_and_graphs(address: str) -> None:
    assert found_by(wrapped(address, "ASK { ?s ?p ?o }", XML)) is not None
    assert found_by(wrapped(address, "SELECT (1 AS ?one) {}", CSV)) == b"one\r\n1\r\n"
    described = found_by(wrapped(address, f"DESCRIBE <{GRAPH}>", TURTLE))
    assert b"a paper <b>" in described


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;charset=utf-8;q=0.5", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, application/sparql-results+xml;q=0.3", "text/csv"),
        ("text/*;q=0.9, text/csv;q=0", "text/tab-separated-values"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
        ("text/html, application/xhtml+xml, */*", "application/sparql-results+json"),
        ("text/html, application/xhtml+xml, */*;q=0.1", "text/html"),
        ("text/html", "text/html"),
        ("text/csv, text/html", "text/csv"),
        ("text/csv;q=high, application/json;q=0.2", "application/sparql-results+json"),
    ],
)
def test_the_accepted_form_with_the_greatest_weight_is_sent(
    client: Client, accept: str, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": ALL}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_graphs_come_in_the_accepted_form(client: Client, accept: str, media_type: str) -> None:
    query = {"query": "CONSTRUCT WHERE { ?s :start ?n }"}
    answer = client.get("/sparql", params=query, headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert b"estimate/1" in answer.content


def test_a_form_that_cannot_be_made_is_told(client: Client) -> None:
    answer = client.get("/sparql", params={"query": ALL}, headers={"Accept": "text/turtle"})
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("SELECT * {", 400, "bad-query"),
        ("", 400, "bad-query"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "query-refused"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 403, "query-refused"),
        ("LOAD <http://127.0.0.1:9/>", 403, "query-refused"),
        ("ASK " + "{" * 2000 + "}" * 2000, 403, "query-refused"),
        (ENDLESS, 504, "query-stopped"),
        ("SELECT * { ?s ?p ?o . ?t ?q ?r }", 503, "query-stopped"),
    ],
)
def test_what_is_not_answered_is_a_problem_and_no_part_of_an_answer(
    client: Client, query: str, status: int, code: str
) -> None:
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["detail"]
    assert "results" not in problem


def test_the_service_answers_again_after_a_query_was_stopped(client: Client) -> None:
    client.get("/sparql", params={"query": ENDLESS})
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_graphs_named_by_the_protocol_are_asked(client: Client) -> None:
    ask = {"query": "ASK { ?s ?p ?o }"}
    here = {**ask, "default-graph-uri": GRAPH}
    elsewhere = {**ask, "default-graph-uri": "http://example.org/none"}
    named = {"query": "ASK { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": GRAPH}
    answers = [client.post("/sparql", data=asked).json() for asked in (here, elsewhere, named)]
    assert [answer["boolean"] for answer in answers] == [True, False, True]


def test_graphs_of_a_direct_post_stand_in_the_address(client: Client) -> None:
    answer = client.post(
        "/sparql",
        params={"default-graph-uri": "http://example.org/none"},
        content="ASK { ?s ?p ?o }",
        headers={"Content-Type": "application/sparql-query; charset=UTF-8"},
    )
    assert answer.json()["boolean"] is False


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        (b"no=query", FORM, 400),
        (b"query=%FF", FORM, 400),
        (b"query=ASK%7B%7D&default-graph-uri=relative", FORM, 400),
        (b"query=ASK%7B%7D&named-graph-uri=a%20b", FORM, 400),
        (b"&".join(b"x=1" for _ in range(200)), FORM, 400),
        (b"ASK {} # \xff", "application/sparql-query", 400),
        ("ASK {}".encode("utf-16"), "application/sparql-query; charset=utf-16", 415),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "", 415),
        (b"update=DROP+ALL", FORM, 403),
        (b"DROP ALL", "application/sparql-update", 403),
        (b"ASK {} #" + b"x" * 2_000_000, "application/sparql-query", 413),
    ],
)
def test_a_request_that_is_not_the_protocol_is_refused(
    client: Client, content: bytes, media_type: str, status: int
) -> None:
    answer = client.post("/sparql", content=content, headers={"Content-Type": media_type})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_other_methods_are_not_allowed(client: Client) -> None:
    answer = client.put("/sparql", content=b"")
    assert answer.status_code == 405
    assert answer.headers["allow"]
    assert answer.json()["code"] == "method-not-allowed"


def test_without_a_query_the_service_describes_itself(client: Client) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"].startswith("text/turtle")
    assert f"sd:endpoint <{client.base_url.join('/sparql')}>" in answer.text
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_pages_of_others_may_ask(client: Client) -> None:
    headers = {"Origin": "https://example.org"}
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "*"
