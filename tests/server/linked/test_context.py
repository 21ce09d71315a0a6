"""A body of the API is JSON-LD: it says just what the store says."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node
from tests.server.api.test_resources import needed, path_of

from trialgraph import names
from trialgraph.catalogue.effects import columns
from trialgraph.names import expand, term
from trialgraph.rdf.term import Literal as OurLiteral
from trialgraph.rdf.term import iri_text
from trialgraph.server.api import context
from trialgraph.server.api.contract import DECIMAL, Resource
from trialgraph.server.api.routes import RESOURCES
from trialgraph.store import Reader

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

Triple = tuple[Node, Node, Node]

EFFECT = (
    *("strength", "direction", "basis", "reservation", "blockingReservation", "stage", "reason"),
    *("endPoint", "trial", "measure", "population", "value", "valuePrinted", "level", "lower"),
    *("upper", "sides", "isCurrent", "isDecisive", "isOpen", "followUpMonths", "rule"),
    *("lowerDecimals", "upperDecimals", "pDecimals"),
)
TRIAL = ("registration", "title", "phase", "treats", "enrolment", "started", "evidence")
FINDING = ("code", "severity", "message")
LISTED = ("skos:prefLabel",)
THING = (*LISTED, "skos:altLabel", "skos:broader")
SAID = {
    "listEffects": EFFECT,
    "getTrialEffects": EFFECT,
    "getEffect": (*EFFECT[:4], "reportedAs", "foundBy", "statedValuePrinted", "inDocument"),
    "listTrials": (*TRIAL, "rdfs:label", "skos:exactMatch", "hasPostedResults"),
    "getTrial": TRIAL,
    "getTrialArms": ("hasArm", "role", "randomised", "includes", "rdfs:label"),
    "getTrialComparisons": ("hasComparison", "experimentalArm", "adds", "differenceKind"),
    "getTrialEndpoints": ("hasEndPoint", "measures", "role", "state"),
    "getTrialDocuments": ("statedKind", "statedTitle"),
    "getTrialFindings": FINDING,
    "getTrialHistory": ("series", "value", "stage", "strength", "followUpMonths", "trial"),
    "listInterventions": LISTED,
    "getIntervention": (*THING, "skos:exactMatch"),
    "listConditions": LISTED,
    "getCondition": THING,
    "listEndpoints": LISTED,
    "getEndpoint": THING,
    "listDocuments": ("statedTitle",),
    "getDocument": ("statedTitle", "reportedBy"),
    "getDocumentFacts": ("rdf:type", "inDocument", "foundBy", "place"),
    "poolEffects": ("stage", "direction", "series", "isCurrent", "valueDecimals"),
    "listFindings": FINDING,
}
"""Address to properties that its body says, each of one thing at least."""
SILENT = {
    "getEffectPassages": "the characters around a passage are of the text, not of the graph",
    "getDocumentText": "a text is no statement",
    "resolveName": "what words may mean is no statement about a thing",
    "suggestNames": "what words may mean is no statement about a thing",
    "getStatistics": "counts are of the store, not of a thing in it",
    "getVersions": "versions are of the service, not of a thing in the store",
}
"""Address to the reason why its body says nothing of the graph."""
ELSEWHERE = {"listReviews"}
"""Addresses without a row in a store of examples; where they have some, it is tested there."""


def body_of(client: httpx.Client, path: str, **given: str) -> dict[str, Any]:
    """Return a body of the API with its context put inside, so that nothing is fetched."""
    answer = client.get(path, params=given or None)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    made = client.get(told["@context"])
    assert made.status_code == 200, told["@context"]
    return told | {"@context": made.json()["@context"], "unknown": 1.5}


def read(body: dict[str, Any]) -> Graph:
    """Return what a body says."""
    return Graph().parse(data=json.dumps(body), format="json-ld")


def stored(reader: Reader, told: Graph) -> set[Triple]:
    """Return what the store says of the things and with the properties that a body has."""
    query = "SELECT ?s ?p ?o {{ VALUES ?s {{ {} }} VALUES ?p {{ {} }} ?s ?p ?o }}"
    subjects, properties = set(told.subjects()), set(told.predicates())
    rows = reader.select(query.format(_values(subjects), _values(properties)))
    return {(URIRef(str(row["s"])), URIRef(str(row["p"])), _node(row["o"])) for row in rows}


def _values(nodes: set[Node]) -> str:
    return " ".join(iri_text(names.Iri(str(one))) for one in sorted(nodes, key=str))


def _node(value: object) -> URIRef | Literal:
    if not isinstance(value, OurLiteral):
        return URIRef(str(value))
    if value.language:
        return Literal(value.value, lang=value.language)
    datatype = URIRef(value.datatype)
    return Literal(value.value, datatype=None if datatype == XSD.string else datatype)


@pytest.mark.parametrize("one", RESOURCES, ids=lambda one: one.operation)
def test_a_body_says_what_the_store_says(
    example_client: httpx.Client, example_reader: Reader, one: Resource
) -> None:
    body = body_of(example_client, f"/api/v1{path_of(one)}", **needed(one))
    told = read(body)
    if one.operation in {*SILENT, *ELSEWHERE}:
        assert set(told) == set()
        return
    wanted = {expand(each) if ":" in each else term(each) for each in SAID[one.operation]}
    assert wanted <= {str(each) for each in told.predicates()}
    assert set(told) - stored(example_reader, told) == set()
    named = {row["iri"] for row in body["rows"] if row["iri"]}
    assert {str(each) for each in told.subjects()} & named


def test_each_address_says_something_or_the_reason_why_not_is_told() -> None:
    assert sorted(one.operation for one in RESOURCES) == sorted([*SAID, *SILENT, *ELSEWHERE])
    silent = {one.operation for one in RESOURCES if not context.says_something(one)}
    assert silent == set(SILENT)


def test_estimates_become_all_that_the_store_has_of_these_properties(
    example_client: httpx.Client, example_reader: Reader
) -> None:
    body = body_of(example_client, "/api/v1/effects", limit="100")
    assert body["next_cursor"] is None
    told = read(body)
    assert len(set(told.subjects())) == len(body["rows"]) > 5
    assert set(told) == stored(example_reader, told)


def test_more_of_the_things_that_the_documents_speak_of(
    example_client: httpx.Client, example_reader: Reader
) -> None:
    for path in _others(example_client):
        told = read(body_of(example_client, path))
        assert set(told) - stored(example_reader, told) == set(), path


def turtle(client: httpx.Client, path: str) -> set[Triple]:
    """Return what the Turtle of an address says."""
    address, _, asked = path.partition("?")
    answer = client.get(f"{address}.ttl{'?' if asked else ''}{asked}")
    assert answer.status_code == 200, answer.text
    plain = URIRef(expand("xsd:string"))
    return {
        (s, p, Literal(str(o)) if isinstance(o, Literal) and o.datatype == plain else o)
        for s, p, o in Graph().parse(data=answer.content, format="turtle")
    }


@pytest.mark.parametrize(
    "one", [one for one in RESOURCES if one.has_turtle], ids=lambda one: one.operation
)
def test_what_a_body_says_its_turtle_says_too(example_client: httpx.Client, one: Resource) -> None:
    path = f"/api/v1{path_of(one)}"
    asked = urlencode(needed(one))
    told = read(body_of(example_client, path, **needed(one)))
    assert set(told) - turtle(example_client, f"{path}?{asked}" if asked else path) == set()


def _others(client: httpx.Client) -> Iterator[str]:
    """Yield addresses of every trial, document and concept held, and of their parts."""
    parts = {
        "trials": (
            *("", "/effects", "/arms", "/comparisons", "/endpoints"),
            *("/documents", "/findings", "/history"),
        ),
        "documents": ("", "/facts"),
        "interventions": ("",),
        "conditions": ("",),
        "endpoints": ("",),
    }
    for room, each in parts.items():
        rows = client.get(f"/api/v1/{room}?limit=500").json()["rows"]
        for row in rows:
            name = row["iri"].removeprefix(names.ID).partition("/")[2]
            yield from (f"/api/v1/{room}/{name}{part}" for part in each)
    for row in client.get("/api/v1/effects?limit=500").json()["rows"]:
        yield f"/api/v1/effects/{row['iri'].removeprefix(names.ID)}"


def test_a_synthesis_and_what_is_not_stored_say_nothing(example_client: httpx.Client) -> None:
    allowed = "interim_included,unknown_key_part"
    path = f"/api/v1/pool?drug=pertuzumab&endpoint=OS&allow={allowed}"
    body = body_of(example_client, path)
    assert any(row["value"] is not None for row in body["rows"] if row["iri"] is None)
    assert all(isinstance(each, URIRef) for each in read(body).subjects())
    assert RDF.type not in set(read(body).predicates())


def test_rows_without_their_names_say_nothing(example_client: httpx.Client) -> None:
    told = body_of(example_client, "/api/v1/effects", fields="label,value,strength")
    assert told["rows"][0]["strength"]
    assert set(read(told)) == set()
    named = body_of(example_client, "/api/v1/effects", fields="strength,iri")
    assert {str(one) for one in read(named).predicates()} == {term("strength")}


def test_a_number_for_apps_says_nothing_and_its_decimal_all() -> None:
    meant = _meant("listEffects")
    assert meant["value"] is None
    assert meant[f"value{DECIMAL}"] == {"@id": term("value"), "@type": str(XSD.decimal)}
    assert all(meant[one] is None for one in ("searched", "next_cursor", "passages", "kind"))


def test_every_column_is_meant_or_means_nothing() -> None:
    for one in RESOURCES:
        if one.operation not in SILENT:
            meant = _meant(one.operation)
            assert [name for name in one.row.fields if name not in meant] == []
    assert {each.name for each in columns()} <= set(_meant("listEffects"))
    strength = _meant("listEffects")["strength"]
    assert strength["@context"]["confirmed"] == f"{names.ONTOLOGY}Confirmed"


def test_the_same_key_may_mean_something_else_elsewhere() -> None:
    assert _meant("getTrialArms")["trial"]["@reverse"] == term("hasArm")
    assert _meant("getTrialHistory")["trial"]["@id"] == term("trial")
    assert _meant("listFindings")["trial"] is None
    assert _meant("getEffect")["rule"] == {"@id": term("rule")}
    assert _meant("getEffect")["sources"]["@context"]["rule"] == {"@id": term("foundBy")}


def _meant(operation: str) -> dict[str, Any]:
    (one,) = (each for each in RESOURCES if each.operation == operation)
    meant = context.context(one)["@context"]
    assert isinstance(meant, dict)
    return meant


def test_another_content_has_another_version() -> None:
    (arms,) = (one for one in RESOURCES if one.operation == "getTrialArms")
    made = context.context(arms)
    assert context.address(arms) == context.address(arms)
    assert context.version(made) in context.address(arms)
    for name in ("role", "iri"):
        meant = dict(_meant("getTrialArms")) | {name: None}
        assert context.version({"@context": meant}) != context.version(made)


def test_a_context_is_served_under_its_version(example_client: httpx.Client) -> None:
    address = example_client.get("/api/v1/effects?limit=1").json()["@context"]
    told = example_client.get(address, headers={"origin": "https://a.example"})
    assert told.headers["content-type"] == "application/ld+json"
    assert told.headers["access-control-allow-origin"] == "*"
    again = {"if-none-match": told.headers["etag"]}
    assert example_client.get(address, headers=again).status_code == 304
    other = example_client.get("/api/v1/context/listEffects-000000000000.jsonld")
    assert (other.status_code, other.json()["code"]) == (404, "unknown-thing")
