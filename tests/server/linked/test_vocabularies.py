"""The ontology and the shapes are given out by form and version, and as pages made from them."""

import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.term import Node
from tests.server.conftest import stored
from tests.server.linked.conftest import HTML

from trialgraph import assets, names
from trialgraph.catalogue.describing import describe
from trialgraph.names import Iri
from trialgraph.rdf.manual import manual
from trialgraph.rdf.released import ONTOLOGY_IRI, SHAPES_IRI, version
from trialgraph.server.web.diagram import SHOWN, diagram
from trialgraph.server.web.ontology_page import ontology_page, required
from trialgraph.server.web.schema_page import schema_page
from trialgraph.store import Reader
from trialgraph.store.described_counts import NOT_COUNTED, newest_counts

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

FORMS = {".ttl": "turtle", ".rdf": "xml", ".jsonld": "json-ld", ".nt": "nt"}
PAGE_OCTETS = 200_000


class Anchors(HTMLParser):
    """The ids of a page, and what its links lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        told = {name: value or "" for name, value in attrs}
        self.ids += [told["id"]] if "id" in told else []
        self.links += [told["href"]] if tag == "a" else []
        self.inline += [tag] if "style" in told or tag in {"style", "script"} else []


def named(graph: Graph) -> set[tuple[Node, Node, Node]]:
    """Return the statements without blank nodes."""
    return {one for one in graph if not any(isinstance(node, BNode) for node in one)}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """Return the ontology as it ships."""
    text = (assets.room("ontology") / "trialgraph.ttl").read_text(encoding="utf-8")
    return Graph().parse(data=text, format="turtle")


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
def test_each_is_given_in_every_form(example_client: httpx.Client, path: str) -> None:
    told = {
        ending: Graph().parse(data=example_client.get(f"{path}{ending}").content, format=form)
        for ending, form in FORMS.items()
    }
    assert len(told[".ttl"]) > 1000
    for ending, graph in told.items():
        assert named(graph) == named(told[".ttl"]), ending
        assert len(graph) == len(told[".ttl"]), ending


def test_the_ontology_is_the_one_that_ships(example_client: httpx.Client, ontology: Graph) -> None:
    told = Graph().parse(data=example_client.get("/ontology").content, format="turtle")
    assert named(told) == named(ontology)
    assert version() == str(ontology.value(URIRef(ONTOLOGY_IRI), OWL.versionInfo))


def test_the_shapes_are_those_that_ship_with_a_version(example_client: httpx.Client) -> None:
    told = Graph().parse(data=example_client.get("/shapes").content, format="turtle")
    files = [one for one in assets.room("shapes").iterdir() if one.name.endswith(".ttl")]
    shapes = Graph()
    for one in files:
        shapes.parse(data=one.read_text(encoding="utf-8"), format="turtle")
    assert set(told.subjects(SH.targetClass)) == set(shapes.subjects(SH.targetClass))
    here = URIRef(SHAPES_IRI)
    assert told.value(here, OWL.versionIRI) == URIRef(f"{SHAPES_IRI}/{version()}")
    assert {str(one).rpartition("#")[2] for one in told.subjects(SH.deactivated)} == {"ForeignNode"}


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (HTML, "text/html; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml, text/turtle;q=0.9, text/html;q=0.8", "application/rdf+xml"),
    ],
)
def test_the_accept_header_decides(
    example_client: httpx.Client, path: str, accept: str, media_type: str
) -> None:
    told = example_client.get(path, headers={"accept": accept})
    assert told.headers["content-type"] == media_type
    assert told.headers["vary"] == "Accept"
    assert f'<{names.ROOT}{path[1:]}/{version()}>; rel="cite-as"' in told.headers["link"]
    assert 'rel="license"' in told.headers["link"]
    again = {"accept": accept, "if-none-match": told.headers["etag"]}
    assert example_client.get(path, headers=again).status_code == 304
    assert example_client.head(path, headers={"accept": accept}).content == b""


@pytest.mark.parametrize("path", ["/ontology", "/shapes"])
def test_only_the_version_that_is_in_use_is_given(example_client: httpx.Client, path: str) -> None:
    for ending in ("", ".ttl", ".rdf"):
        told = example_client.get(f"{path}/{version()}{ending}")
        assert told.content == example_client.get(path + (ending or ".ttl")).content
    other = example_client.get(f"{path}/0.0.1")
    assert (other.status_code, other.json()["code"]) == (404, "unknown-thing")
    assert version() in other.json()["hint"]
    assert example_client.get(f"{path}.png").status_code == 404


def test_every_term_has_its_anchor_on_the_page(
    example_client: httpx.Client, ontology: Graph
) -> None:
    told = example_client.get("/ontology", headers={"accept": HTML})
    assert len(told.content) < PAGE_OCTETS
    page = Anchors(told.text)
    ours = {
        str(term).removeprefix(names.ONTOLOGY)
        for term in ontology.subjects(RDFS.isDefinedBy)
        if str(term).startswith(names.ONTOLOGY)
    }
    assert ours <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", ["/ontology", "/shapes", "/schema"])
def test_pages_lead_to_anchors_that_are_there(example_client: httpx.Client, path: str) -> None:
    told = example_client.get(path, headers={"accept": HTML})
    assert len(told.content) < PAGE_OCTETS
    page = Anchors(told.text)
    assert page.inline == []
    ids = {path: set(page.ids)}
    for link in page.links:
        target, _, anchor = link.partition("#")
        target = target or path
        if anchor and target not in ids:
            shown = example_client.get(target, headers={"accept": HTML}).text
            ids[target] = set(Anchors(shown).ids)
        assert not anchor or anchor in ids[target], link


def test_the_manual_says_what_the_ontology_says(ontology: Graph) -> None:
    told = manual()
    held = next(one for one in told.properties if one.name == "statedKind")
    assert "Document" in held.domain
    assert len(held.domain) == len(set(held.domain)) > 5
    trial = next(one for one in told.classes if one.name == "Trial")
    assert trial.examples
    assert "Study" in trial.broader
    assert told.above("Trial") == ("Study", "EvidenceEntity")
    declared = {
        one
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for one in ontology.subjects(RDF.type, kind)
        if str(one).startswith(names.ONTOLOGY)
    }
    assert len(told.properties) == len(declared)


def test_what_is_required_is_in_the_words_of_the_shapes() -> None:
    asked = {rule.path: rule for rule in required(manual(), "Result") if rule.is_required}
    assert asked["endPoint"].message == "The result has no end point."
    assert asked["endPoint"].severity == "Violation"
    wider = {rule.of for rule in required(manual(), "ReportedEstimate")}
    assert {"ReportedEntity", "ReportedEstimate"} <= wider


def test_terms_are_counted_as_the_data_are(example_reader: Reader) -> None:
    describe(Path(example_reader.path))
    counts = newest_counts(example_reader.path)
    assert counts.version == example_reader.version
    ((held),) = example_reader.select("SELECT (COUNT(?x) AS ?n) { ?x a :Result }")
    results = counts.classes[names.term("Result")]
    assert str(results) == getattr(held["n"], "value", "")
    assert counts.properties[Iri(f"{names.ONTOLOGY}hasResult")] == results
    shown = {one.row.entry.term.name: one.row.entry.count for one in schema_page(counts).main}
    assert shown["Result"] == f"{results:,}"
    assert ontology_page(counts).counted == str(counts.version)


def test_nothing_is_counted_before_it_is(tmp_path: Path) -> None:
    assert newest_counts(stored(tmp_path / "store", 1)) is NOT_COUNTED
    page = schema_page(NOT_COUNTED)
    assert page.counted == ""
    assert {row.entry.count for row in page.others} == {""}


def test_every_link_that_is_drawn_is_one_of_the_ontology() -> None:
    told = manual()
    drawn = diagram(told)
    boxes = {one.name for one in drawn.boxes}
    assert {one.of for one in drawn.arrows} | {one.to for one in drawn.arrows} == boxes
    known = {one.name: one for one in told.properties}
    for arrow in drawn.arrows:
        for name in arrow.names:
            assert arrow.to in known[name].range
            assert {arrow.of, *told.above(arrow.of)} & set(known[name].domain)
    assert boxes - SHOWN.keys() <= {one.name for one in told.classes}


def test_the_drawing_is_told_in_words_too(example_client: httpx.Client) -> None:
    page = example_client.get("/schema", headers={"accept": HTML}).text
    assert re.search(r'<svg [^>]*role="img" aria-labelledby="drawn"', page)
    table = page.partition('<table id="links">')[2].partition("</table>")[0]
    for arrow in diagram(manual()).arrows:
        for name in arrow.names:
            assert f'href="/ontology#{name}"' in table


def test_the_schema_says_why_it_counts_more_trials_than_the_foot(
    example_client: httpx.Client,
) -> None:
    page = example_client.get("/schema", headers={"accept": HTML}).text
    assert "a trial that documents only mention" in page
    assert "counts the trials that a document reports or registers" in page
    query = "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a :Trial PATTERN }"
    every, told = (
        example_client.get(
            "/sparql",
            params={"query": query.replace("PATTERN", pattern)},
            headers={"accept": "text/csv"},
        ).text.split()[1]
        for pattern in ("", "; :reportedBy|:registeredBy ?document")
    )
    assert int(told) < int(every)
    assert f"{told} trials" in page
