"""Nothing that anyone sends makes the server call another or open a file."""

from itertools import pairwise
from pathlib import Path

import pytest
from tests.robustness.served import Served

_TURTLE = {"Content-Type": "text/turtle"}

REACHING = {
    "service": "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "silent service": "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "service in any case": "SELECT * {{ sErViCe <{0}> {{ ?s ?p ?o }} }}",
    "service by a variable": "SELECT * {{ VALUES ?x {{ <{0}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "service in an escape": "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "service in a long escape": "SELECT * {{ S\\U00000045RVICE <{0}> {{ ?s ?p ?o }} }}",
    "service in an exists": "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "service in a subquery": "ASK {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "service behind a comment": "ASK {{ #x\nSERVICE#y\n<{0}> {{ ?s ?p ?o }} }}",
    "service behind a comparison": "ASK {{ FILTER(?a<?b) SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "service in an optional": "ASK {{ OPTIONAL {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "service by a prefix": "PREFIX s: <{0}> ASK {{ SERVICE s: {{ ?s ?p ?o }} }}",
    "service in a graph": "ASK {{ GRAPH ?g {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "service in a construction": "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "load as a query": "LOAD <{0}>",
}
LOADING = {
    "load": "LOAD <{0}>",
    "silent load": "LOAD SILENT <{0}> INTO GRAPH <urn:g>",
    "load in an escape": "LO\\u0041D <{0}>",
    "load behind another": "INSERT DATA {{ <urn:s> <urn:p> <urn:o> }} ; LOAD <{0}>",
    "load of a file": "LOAD <file:///etc/passwd> INTO GRAPH <urn:g>",
    "service in an update": "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
}
QUIET = {
    "in a string": "SELECT ('SERVICE <{0}>' AS ?x) {{}}",
    "in a long string": 'SELECT ("""LOAD\n<{0}>""" AS ?x) {{}}',
    "in a comment": "ASK {{}} # SERVICE <{0}> {{ ?s ?p ?o }}",
    "in an address": "ASK {{ <{0}SERVICE> ?p ?o }}",
    "as a variable": "SELECT ?service ?load {{ BIND(1 AS ?service) BIND(2 AS ?load) }}",
}


@pytest.mark.parametrize("name", REACHING)
def test_a_query_that_would_reach_out_is_refused(name: str, well: Served, nobody: str) -> None:
    reply = well.ask(REACHING[name].format(nobody))
    assert (reply.status, bool(reply.code)) in {(403, True), (400, True)}


@pytest.mark.parametrize("name", LOADING)
def test_an_update_that_would_reach_out_is_refused(name: str, well: Served, nobody: str) -> None:
    reply = well.update(LOADING[name].format(nobody))
    assert (reply.status, bool(reply.code)) in {(403, True), (400, True)}
    assert well.ask("ASK { <urn:s> <urn:p> <urn:o> }", "text/csv").body.strip() != b"true"


@pytest.mark.parametrize("name", QUIET)
def test_the_words_alone_are_no_offence(name: str, well: Served, nobody: str) -> None:
    assert well.ask(QUIET[name].format(nobody)).status == 200


@pytest.mark.parametrize(
    "clause", ["FROM <{0}>", "FROM NAMED <{0}>", "FROM <{0}> FROM NAMED <{0}>"]
)
def test_an_unknown_graph_is_empty_and_is_not_fetched(
    clause: str, well: Served, nobody: str
) -> None:
    query = f"SELECT ?s ?p ?o {clause.format(nobody)} {{ ?s ?p ?o }}"
    reply = well.ask(query, "text/csv")
    assert (reply.status, reply.body.split()) == (200, [b"s,p,o"])


@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_of_the_protocol_is_not_fetched(field: str, well: Served, nobody: str) -> None:
    query = "query=SELECT%20%3Fs%20%3Fp%20%3Fo%7B%3Fs%20%3Fp%20%3Fo%7D"
    reply = well.send("GET", f"/sparql?{query}&{field}={nobody}", headers={"Accept": "text/csv"})
    assert (reply.status, reply.body.split()) == (200, [b"s,p,o"])


def test_files_are_no_graphs(well: Served, secret: Path) -> None:
    for address in (secret.as_uri(), str(secret)):
        reply = well.ask(f"ASK FROM <{address}> {{ ?s ?p ?o }}", "text/csv")
        assert b"stays in the house" not in reply.body
        assert reply.status in {200, 400}


XML_ENTITY = """<?xml version="1.0"?>
<!DOCTYPE r [<!ENTITY x SYSTEM "{0}">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="urn:a"><p xmlns="urn:">&x;</p></rdf:Description></rdf:RDF>"""


def _laughs() -> str:
    names = "abcdefghijklmno"
    bombs = "".join(f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in pairwise(names))
    entities = f'<!DOCTYPE r [<!ENTITY a "ha">{bombs}]>'
    return (
        XML_ENTITY.format("x")
        .replace(XML_ENTITY.format("x").splitlines()[1], entities)
        .replace("&x;", f"&{names[-1]};")
    )


def test_laughs_by_the_billion_are_not_unfolded(well: Served) -> None:
    kind = {"Content-Type": "application/rdf+xml"} | well.bearer
    reply = well.send("PUT", "/graph-store?graph=urn:laughs", _laughs().encode(), kind)
    assert reply.status in {400, 413, 503, 504}
    assert reply.code


def test_an_entity_opens_no_file_and_calls_nobody(well: Served, secret: Path, nobody: str) -> None:
    kind = {"Content-Type": "application/rdf+xml"} | well.bearer
    for address in (secret.as_uri(), nobody):
        body = XML_ENTITY.format(address).encode()
        well.send("PUT", "/graph-store?graph=urn:entity", body, kind)
        held = well.send("GET", "/graph-store?graph=urn:entity")
        assert b"stays in the house" not in held.body


@pytest.mark.parametrize(
    "form",
    ['"{0}"', '["{0}"]', '{{"@import": "{0}"}}', '{{"a": {{"@id": "urn:a", "@context": "{0}"}}}}'],
)
def test_a_context_from_elsewhere_is_not_fetched(form: str, well: Served, nobody: str) -> None:
    body = f'{{"@context": {form.format(nobody)}, "a": {{"@id": "urn:x"}}}}'.encode()
    kind = {"Content-Type": "application/ld+json"} | well.bearer
    reply = well.send("PUT", "/graph-store?graph=urn:context", body, kind)
    assert reply.status in {200, 201, 204, 400, 403}


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/style.css/../../../../etc/passwd",
        "/static/..%2fpages.py",
        "/static/%2e%2e%2f%2e%2e%2fapp.py",
        "//etc/passwd",
        "/graph-store/../../../etc/passwd",
        "/graph-store/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/graph-store?graph=file:///etc/passwd",
        "/api/v1/questions/../../../../etc/passwd",
        "/api/v1/questions/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/api/v1/questions/..%5c..%5cetc%5cpasswd",
    ],
)
def test_no_path_leads_out_of_the_store(path: str, well: Served) -> None:
    reply = well.send("GET", path)
    assert b"root:" not in reply.body
    assert b"[project]" not in reply.body
    assert reply.status in {400, 404, 405}
