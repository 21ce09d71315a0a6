"""A thing's IRI leads to its page or its data; the data hold what hangs on it, and are valid."""

import httpx
import pytest
from pyshacl import validate
from rdflib import PROV, RDF, Graph, Literal, Namespace, URIRef
from tests.server.linked.conftest import HTML, RESULT, TRIAL

from trialgraph import names
from trialgraph.catalogue import thing
from trialgraph.catalogue.thing import find_thing, first_name
from trialgraph.errors import UnknownThing
from trialgraph.names import Iri
from trialgraph.server.web.frame import Same
from trialgraph.server.web.render import render
from trialgraph.store import Reader

OA = Namespace("http://www.w3.org/ns/oa#")
# rdflib's own parser of JSON-LD uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

FORMS = {".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt", ".rdf": "xml"}
ALL = "SELECT DISTINCT ?s { ?s ?p ?o FILTER(!STRSTARTS(STR(?s), '%sgraph/')) }"


def graph(client: httpx.Client, path: str) -> Graph:
    """Return what an address tells, as a graph."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Graph().parse(data=answer.content, format=FORMS[f".{path.rpartition('.')[2]}"])


@pytest.mark.parametrize(
    ("accept", "leads_to"),
    [
        (HTML, f"/effects/{RESULT}"),
        ("*/*", f"/data/{RESULT}.ttl"),
        ("", f"/data/{RESULT}.ttl"),
        ("application/ld+json", f"/data/{RESULT}.jsonld"),
        ("application/n-triples, text/turtle;q=0.3", f"/data/{RESULT}.nt"),
        ("application/rdf+xml", f"/data/{RESULT}.rdf"),
        ("text/turtle, text/html;q=0.5", f"/data/{RESULT}.ttl"),
        ("text/turtle;q=0.5, text/html", f"/effects/{RESULT}"),
    ],
)
def test_a_thing_leads_to_what_is_accepted(
    example_client: httpx.Client, accept: str, leads_to: str
) -> None:
    told = example_client.get(f"/id/{RESULT}", headers={"accept": accept})
    assert (told.status_code, told.headers["location"]) == (303, leads_to)
    assert told.headers["vary"] == "Accept"
    links = told.headers["link"]
    assert f'</data/{RESULT}.jsonld>; rel="describedby"; type="application/ld+json"' in links
    assert f'</effects/{RESULT}>; rel="describedby"; type="text/html"' in links
    assert f'</linkset/{RESULT}>; rel="linkset"' in links
    head = example_client.head(f"/id/{RESULT}", headers={"accept": accept})
    assert (head.status_code, head.content) == (303, b"")


def test_a_thing_that_is_accepted_in_no_form_is_told(example_client: httpx.Client) -> None:
    told = example_client.get(f"/id/{TRIAL}", headers={"accept": "image/png"})
    assert (told.status_code, told.json()["code"]) == (406, "not-acceptable")


@pytest.mark.parametrize("path", ["/id/trial/NCT99999999", "/id/x", "/id/", "/id/drug/%22%3E"])
def test_what_is_not_held_is_told_to_programs_and_to_people(
    example_client: httpx.Client, path: str
) -> None:
    told = example_client.get(path)
    assert (told.status_code, told.json()["code"]) == (404, "unknown-thing")
    page = example_client.get(path, headers={"accept": HTML})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert example_client.get(path.replace("/id/", "/data/")).status_code == 404


def test_another_registration_of_a_trial_leads_to_its_first(example_client: httpx.Client) -> None:
    told = example_client.get("/id/trial/UMIN000018202", headers={"accept": HTML})
    assert told.headers["location"] == "/trials/NCT02514681"
    for ending in ("", ".jsonld"):
        told = example_client.get(f"/data/trial/UMIN000018202{ending}")
        assert (told.status_code, told.headers["location"]) == (303, f"/data/{TRIAL}{ending}")


def test_the_name_of_a_graph_leads_to_the_graph(example_client: httpx.Client) -> None:
    told = example_client.get(f"/id/graph/{TRIAL}", follow_redirects=True)
    held = Graph().parse(data=told.content, format="turtle")
    assert (URIRef(names.ID + TRIAL), RDF.type, URIRef(names.term("Trial"))) in held


@pytest.mark.parametrize("path", [TRIAL, RESULT, "drug/pertuzumab", "end-point/OS"])
def test_all_forms_say_the_same(example_client: httpx.Client, path: str) -> None:
    first, *others = (graph(example_client, f"/data/{path}{ending}") for ending in FORMS)
    assert len(first) > 5
    for other in others:
        assert set(other) == set(first)


def test_the_accept_header_decides_where_the_address_does_not(
    example_client: httpx.Client,
) -> None:
    told = example_client.get(f"/data/{TRIAL}", headers={"accept": "application/n-triples"})
    assert told.headers["content-type"] == "application/n-triples"
    assert told.headers["content-location"] == f"/data/{TRIAL}.nt"
    assert told.headers["vary"] == "Accept"
    assert "vary" not in example_client.get(f"/data/{TRIAL}.nt").headers


def test_who_has_the_data_is_told_so_and_other_pages_may_ask(
    example_client: httpx.Client,
) -> None:
    told = example_client.get(f"/data/{TRIAL}.ttl", headers={"origin": "https://a.example"})
    assert told.headers["access-control-allow-origin"] == "*"
    again = {"if-none-match": told.headers["etag"]}
    answer = example_client.get(f"/data/{TRIAL}.ttl", headers=again)
    assert (answer.status_code, answer.content) == (304, b"")
    assert example_client.get(f"/data/{TRIAL}.nt", headers=again).status_code == 200


def test_data_of_a_trial_hold_all_its_parts(
    example_client: httpx.Client, example_reader: Reader
) -> None:
    held = graph(example_client, f"/data/{TRIAL}.nt")
    own = example_reader.graph(names.trial_graph("NCT02514681")).decode().splitlines()
    stored = Graph().parse(data="\n".join(f"{one.rpartition(' <')[0]} ." for one in own))
    assert set(stored) <= set(held)


@pytest.mark.parametrize("path", [TRIAL, RESULT, "document/ctgov-NCT02514681"])
def test_data_are_valid_by_the_shapes_that_are_served(
    example_client: httpx.Client, path: str
) -> None:
    data = graph(example_client, f"/data/{path}.ttl")
    shapes = Graph().parse(data=example_client.get("/shapes").content, format="turtle")
    ontology = Graph().parse(data=example_client.get("/ontology").content, format="turtle")
    conforms, _, report = validate(data, shacl_graph=shapes, ont_graph=ontology)
    assert conforms, report
    broken = URIRef(names.ID + TRIAL + "/result/made-up")
    data.add((broken, RDF.type, URIRef(names.term("Result"))))
    assert not validate(data, shacl_graph=shapes, ont_graph=ontology)[0]


@pytest.mark.usefixtures("replaced")
def test_a_selector_has_no_words_of_another_text(example_reader: Reader) -> None:
    said = find_thing(example_reader, Iri(f"{names.ID}{RESULT}")).statements
    has = {predicate.rpartition("#")[2] for _, predicate, _ in said}
    assert "exact" in has
    assert has.isdisjoint({"prefix", "suffix"})


def test_passages_have_selectors_that_find_their_words(
    example_client: httpx.Client, example_reader: Reader
) -> None:
    held = graph(example_client, f"/data/{RESULT}.nt")
    found = 0
    for passage in held.subjects(RDF.type, URIRef(names.term("Passage"))):
        document = str(held.value(passage, OA.hasSource)).rpartition("/")[2]
        text = example_reader.kept_text(document)
        position, quotation = (
            next(
                one
                for one in held.objects(passage, OA.hasSelector)
                if (one, RDF.type, kind) in held
            )
            for kind in (OA.TextPositionSelector, OA.TextQuoteSelector)
        )
        start, end = (int(str(held.value(position, one))) for one in (OA.start, OA.end))
        exact = str(held.value(quotation, OA.exact))
        assert text[start:end] == exact
        before, after = (str(held.value(quotation, one) or "") for one in (OA.prefix, OA.suffix))
        assert before + exact + after in text
        found += 1
    assert found


def test_the_run_that_read_a_document_is_told(
    example_client: httpx.Client, example_reader: Reader
) -> None:
    document = "document/ctgov-NCT02514681"
    entry = example_reader.entry("ctgov-NCT02514681")
    assert entry is not None
    held = graph(example_client, f"/data/{document}.nt")
    run = held.value(URIRef(names.ID + document), PROV.wasGeneratedBy)
    assert (run, RDF.type, PROV.Activity) in held
    assert held.value(run, PROV.used) == URIRef(f"urn:sha256:{entry.sha256}")
    ended = held.value(run, PROV.endedAtTime)
    assert isinstance(ended, Literal)
    assert str(ended) == entry.recorded_at


def test_what_is_left_out_is_said(example_reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thing, "NODES", 3)
    monkeypatch.setattr(thing, "LINKS", 2)
    part = find_thing(example_reader, Iri(names.ID + TRIAL))
    assert not part.is_whole
    assert len({s for s, _, _ in part.statements if s.startswith(names.ID)}) < 20
    assert [o for s, _, o in part.statements if s == names.data_of(part.iri) if "Not" in str(o)]


def test_not_all_that_leads_to_a_thing_is_looked_at(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_thing(example_reader, Iri(names.ID + TRIAL)).is_whole
    monkeypatch.setattr(thing, "LOOKED_AT", 3)
    assert not find_thing(example_reader, Iri(names.ID + TRIAL)).is_whole


def test_only_what_is_held_has_a_first_name(example_reader: Reader) -> None:
    assert first_name(example_reader, Iri(f"{names.ID}drug/pertuzumab"))
    with pytest.raises(UnknownThing):
        first_name(example_reader, Iri(f"{names.ID}drug/unheard-of"))


def test_every_thing_that_the_store_speaks_of_has_data(
    example_client: httpx.Client, example_reader: Reader
) -> None:
    subjects = sorted(str(row["s"]) for row in example_reader.select(ALL % names.ID))
    ours = [one for one in subjects if one.startswith(names.ID)]
    for iri in ours[:: max(len(ours) // 40, 1)]:
        path = iri.removeprefix(names.ID)
        assert example_client.get(f"/data/{path}.nt").status_code == 200, iri


def test_a_page_and_its_data_have_signposts(example_client: httpx.Client) -> None:
    told = example_client.get(f"/data/{TRIAL}.ttl")
    links = told.headers["link"]
    assert f'<{names.ID}{TRIAL}>; rel="describes"' in links
    assert '</trials/NCT02514681>; rel="alternate"; type="text/html"' in links
    assert f'</linkset/{TRIAL}>; rel="linkset"; type="application/linkset+json"' in links
    answer = example_client.get(f"/linkset/{TRIAL}")
    assert answer.headers["content-type"] == "application/linkset+json"
    assert "X-Forwarded-Host" in answer.headers["vary"]
    page, data = answer.json()["linkset"]
    assert page["anchor"].endswith("/trials/NCT02514681")
    assert page["cite-as"] == [{"href": names.ID + TRIAL}]
    assert data["describes"] == [{"href": names.ID + TRIAL}]
    assert any(one["href"].endswith(f"/effects/{RESULT}") for one in page["item"])
    for link in page["describedby"]:
        path = link["href"].removeprefix(str(example_client.base_url).rstrip("/"))
        if path.startswith("/data/"):
            assert example_client.get(path).headers["content-type"].startswith(link["type"])


def test_the_page_about_a_thing_leads_to_its_data() -> None:
    same = Same(thing=names.ID + RESULT)
    page = render("error.html", same=same, title="", detail="", hint="", suggestions=[])
    links = page.headers["link"]
    assert f'<{names.ID}{RESULT}>; rel="cite-as"' in links
    assert f'</data/{RESULT}.ttl>; rel="describedby"; type="text/turtle"' in links
    assert '</trials/NCT02514681>; rel="collection"; type="text/html"' in links
    alternate = f'<link rel="alternate" type="application/ld+json" href="/data/{RESULT}.jsonld">'
    assert alternate in bytes(page.body).decode()
    other = render("error.html", title="", detail="", hint="", suggestions=[])
    assert "link" not in other.headers


def test_the_description_of_the_service_leads_to_all_of_it(example_client: httpx.Client) -> None:
    told = example_client.get("/sparql", headers={"accept": "application/n-triples"}).text
    for path in ("/data/", "/schema", "/ontology", "/shapes"):
        assert f"<{str(example_client.base_url).rstrip('/')}{path}>" in told
