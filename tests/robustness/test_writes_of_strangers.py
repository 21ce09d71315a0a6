"""Without the token nothing is written; with it, nothing that the product manages."""

import pytest
from tests.robustness.served import Served

_GRAPH = "https://w3id.org/trialgraph/id/document/sha-1111111111111111"
_INSERT = "INSERT DATA { GRAPH <urn:stranger> { <urn:s> <urn:p> <urn:o> } }"

STRANGERS: dict[str, dict[str, str]] = {
    "none": {},
    "empty": {"Authorization": ""},
    "a scheme alone": {"Authorization": "Bearer"},
    "a wrong one": {"Authorization": "Bearer wrong"},
    "a very long one": {"Authorization": "Bearer " + "x" * 20_000},
    "bytes that are no text": {"Authorization": "Bearer \u00ff\u00fe"},
    "another scheme": {"Authorization": "Basic YTphIHRva2VuIG9mIHRoZSB0ZXN0cw=="},
    "in a cookie": {"Cookie": "token=the token itself"},
}


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize(
    "asked",
    [
        ("POST", "/sparql", "application/sparql-update", _INSERT),
        ("POST", "/sparql", "application/x-www-form-urlencoded", "update=CLEAR%20ALL"),
        ("PUT", "/graph-store?graph=urn:stranger", "text/turtle", "<urn:s> <urn:p> 1 ."),
        ("POST", "/graph-store?default", "text/turtle", "<urn:s> <urn:p> 1 ."),
        ("DELETE", "/graph-store?graph=urn:stranger", "text/turtle", ""),
    ],
)
def test_no_stranger_writes(name: str, asked: tuple[str, str, str, str], well: Served) -> None:
    method, target, kind, body = asked
    headers = {"Content-Type": kind} | STRANGERS[name]
    reply = well.send(method, target, body.encode(), headers)
    assert (reply.status, bool(reply.code)) in {(401, True), (429, True), (400, False)}
    held = well.ask("ASK { GRAPH <urn:stranger> { ?s ?p ?o } }", "text/csv")
    assert held.body.strip() == b"false"


MANAGED = {
    "insert": "INSERT DATA {{ GRAPH <{0}> {{ <urn:s> <urn:p> 1 }} }}",
    "delete": "DELETE WHERE {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
    "clear": "CLEAR GRAPH <{0}>",
    "drop": "DROP SILENT GRAPH <{0}>",
    "clear all": "CLEAR ALL",
    "drop named": "DROP NAMED",
    "copy": "COPY DEFAULT TO <{0}>",
    "move away": "MOVE <{0}> TO <urn:away>",
    "add": "ADD <urn:x> TO GRAPH <{0}>",
    "with": "WITH <{0}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    "a variable": "DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "a variable bound": (
        "INSERT {{ GRAPH ?g {{ <urn:s> <urn:p> 1 }} }} WHERE {{ BIND(IRI('{0}') AS ?g) }}"
    ),
    "a prefix": "PREFIX x: <{0}> INSERT DATA {{ GRAPH x: {{ <urn:s> <urn:p> 1 }} }}",
    "a base": (
        "BASE <https://w3id.org/trialgraph/id/document/> "
        "INSERT DATA {{ GRAPH <sha-1111111111111111> {{ <urn:s> <urn:p> 1 }} }}"
    ),
    "an escape": (
        "INSERT DATA {{ GRAPH <https://w3id.org/trialgraph/\\u0069d/document/sha-1111111111111111>"
        " {{ <urn:s> <urn:p> 1 }} }}"
    ),
    "behind another": (
        "INSERT DATA {{ <urn:s> <urn:p> 2 }} ; "
        "INSERT DATA {{ GRAPH <{0}> {{ <urn:s> <urn:p> 1 }} }}"
    ),
    "a new one": (
        "INSERT DATA {{ GRAPH <https://w3id.org/trialgraph/id/trial/NCT99999999> "
        "{{ <urn:s> <urn:p> 1 }} }}"
    ),
}


@pytest.mark.parametrize("name", MANAGED)
def test_what_the_product_manages_is_closed_to_updates(name: str, well: Served) -> None:
    before = _everything(well)
    reply = well.update(MANAGED[name].format(_GRAPH))
    assert (reply.status, bool(reply.code)) == (403, True)
    assert _everything(well) == before


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize(
    "graph", [_GRAPH, _GRAPH.replace("/id/", "/%69d/"), _GRAPH.replace("id/", "id/../id/")]
)
def test_what_the_product_manages_is_closed_to_graphs(
    method: str, graph: str, well: Served
) -> None:
    before = _everything(well)
    kind = {"Content-Type": "text/turtle"} | well.bearer
    target = f"/graph-store?graph={graph}"
    reply = well.send(method, target, b"" if method == "DELETE" else b"<urn:s> <urn:p> 1 .", kind)
    assert reply.status in {400, 403, 404}
    assert _everything(well) == before


def _everything(well: Served) -> bytes:
    reply = well.ask(
        "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o", "text/csv"
    )
    assert (reply.status, reply.is_whole) == (200, True)
    return reply.body
