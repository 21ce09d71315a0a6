"""The service describes itself so that programs and editors need nothing but its address."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import VOID
from tests.server.conftest import GRAPH, Live, some_quads, stored

from trialgraph.catalogue.described import DATASET
from trialgraph.catalogue.describing import describe
from trialgraph.errors import NotDescribed
from trialgraph.names import PREFIXES, Iri, term
from trialgraph.server import create_app
from trialgraph.server.description import Address, Description, base_of
from trialgraph.server.settings import Settings
from trialgraph.store import create_or_open, newest_description
from trialgraph.store.limits import GRAPH_FORMS, MEDIA_TYPES

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")

# What the editor of the SIB asks of any service that it is pointed to.
PREFIXES_QUERY = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace
WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix"""
EXAMPLES_QUERY = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|sh:describe ?query . } ORDER BY ?sq"""
CLASSES_QUERY = """PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype WHERE {
  { ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
    ?pp void:property ?prop .
    OPTIONAL {
      { ?pp void:classPartition [ void:class ?objectClass ] }
      UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] } } }
  UNION { ?ls void:subjectsTarget [ void:class ?subjectClass ] ;
    void:linkPredicate ?prop ; void:objectsTarget [ void:class ?objectClass ] } }"""


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store whose newest version is described."""
    path = tmp_path_factory.mktemp("described") / "store"
    describe(stored(path, 10))
    return path


@pytest.fixture(scope="module")
def asked(described: Path, live: Live) -> Iterator[httpx.Client]:
    """Return a client of a server over that store."""
    with (
        live(create_app(Settings(described))) as at,
        httpx.Client(base_url=at, timeout=30) as client,
    ):
        yield client


def graph(answer: httpx.Response) -> Graph:
    """Return the statements of an answer."""
    assert answer.status_code == 200
    media = answer.headers["content-type"].split(";")[0]
    return Graph().parse(data=answer.content, format=media)


def rows(client: httpx.Client, query: str) -> list[dict[str, str]]:
    """Return the rows that a service gives."""
    found = client.get("/sparql", params={"ac": "1", "query": query}).json()["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]


@pytest.mark.parametrize("form", GRAPH_FORMS)
@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_a_description_comes_in_every_form_of_a_graph(
    asked: httpx.Client, path: str, form: str
) -> None:
    media = next(name for one, name in MEDIA_TYPES.items() if one == form).split(";")[0]
    answer = asked.get(path, headers={"Accept": media})
    assert answer.headers["content-type"].split(";")[0] == media
    if form == "jsonld":  # rdflib reads it by what it calls deprecated itself
        assert DATASET in {one["@id"] for one in answer.json()}
    elif form not in {"nquads", "trig"}:
        assert (URIRef(DATASET), RDF.type, VOID.Dataset) in graph(answer)


def test_the_address_is_the_one_that_was_asked(asked: httpx.Client) -> None:
    found = graph(asked.get("/sparql"))
    service = URIRef(f"{asked.base_url}/sparql".replace("//sparql", "/sparql"))
    assert (service, SD.endpoint, service) in found
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in found
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) not in found
    assert (service, SD.defaultDataset, URIRef(DATASET)) in found


def test_updates_are_named_where_a_token_allows_them(writing: httpx.Client) -> None:
    service = URIRef(f"{str(writing.base_url).rstrip('/')}/sparql")
    found = graph(writing.get("/sparql"))
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) in found


def test_a_proxy_in_front_tells_the_address(asked: httpx.Client) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "trials.example.org"}
    service = URIRef("https://trials.example.org/sparql")
    answer = asked.get("/sparql", headers=headers)
    assert (service, SD.endpoint, service) in graph(answer)
    assert "X-Forwarded-Host" in answer.headers["vary"]


@pytest.mark.parametrize("host", [b"a b", b"<script>", b"", b"x" * 300])
def test_an_address_that_is_none_is_not_repeated(host: bytes) -> None:
    scope = {"type": "http", "scheme": "http", "headers": [(b"host", host)]}
    assert base_of(scope) == "http://localhost"


def test_the_data_are_counted_by_class_and_property(asked: httpx.Client) -> None:
    found = graph(asked.get("/.well-known/void"))
    dataset = URIRef(DATASET)
    assert found.value(dataset, VOID.triples) == Literal(12)
    assert found.value(dataset, VOID.distinctSubjects) == Literal(11)
    parts = {
        found.value(one, VOID["class"]): one for one in found.objects(dataset, VOID.classPartition)
    }
    assert set(parts) == {URIRef(term("Document"))}
    assert found.value(parts[URIRef(term("Document"))], VOID.entities) == Literal(1)
    counts = {
        str(found.value(one, VOID.property)): found.value(one, VOID.triples)
        for one in found.objects(dataset, VOID.propertyPartition)
    }
    assert counts[term("start")] == Literal(10)


def test_an_editor_gets_prefixes_examples_and_classes_from_the_service(asked: httpx.Client) -> None:
    prefixes = {row["prefix"]: row["namespace"] for row in rows(asked, PREFIXES_QUERY)}
    assert prefixes["drug"] == PREFIXES["drug"]
    examples = rows(asked, EXAMPLES_QUERY)
    assert any(row["sq"].endswith("#os-benefit-from-adding") for row in examples)
    assert all(row["comment"] and "SELECT" in row["query"] for row in examples)
    classes = {(row["subjectClass"], row["prop"]) for row in rows(asked, CLASSES_QUERY)}
    assert (term("Document"), PREFIXES["rdfs"] + "label") in classes


def test_an_editor_that_reads_the_description_finds_the_same_there(asked: httpx.Client) -> None:
    found = graph(asked.get("/sparql", headers={"Accept": "application/n-triples"}))
    for query in (PREFIXES_QUERY, EXAMPLES_QUERY, CLASSES_QUERY):
        assert len(list(found.query(query))) == len(rows(asked, query)) > 0


def test_the_description_is_no_part_of_the_data(asked: httpx.Client) -> None:
    found = rows(asked, "SELECT DISTINCT ?class { ?s a ?class }")
    assert [row["class"] for row in found] == [term("Document")]
    named = {"query": PREFIXES_QUERY, "default-graph-uri": GRAPH}
    assert asked.get("/sparql", params=named).json()["results"]["bindings"] == []


def test_data_of_that_kind_are_answered_before_the_description(tmp_path: Path, live: Live) -> None:
    graph_name = Iri("http://example.org/g")
    line = "".join(
        f'<urn:x> <{SH[name]}> "own" <{graph_name}> .\n' for name in ("prefix", "namespace")
    )
    with create_or_open(tmp_path / "store") as writer:
        writer.replace_graphs({graph_name: line.encode()})
        writer.publish()
    describe(tmp_path / "store")
    with live(create_app(Settings(tmp_path / "store"))) as at, httpx.Client(base_url=at) as client:
        assert [row["prefix"] for row in rows(client, PREFIXES_QUERY)] == ["own"]


def test_what_fails_to_be_described_is_told_in_the_log_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = stored(tmp_path / "store", 3)
    in_the_way = path / "snapshots" / "1.description.nt.new"
    in_the_way.mkdir()
    monkeypatch.setattr("trialgraph.server.description._LOOK_SECONDS", 0.05)
    monkeypatch.setattr("trialgraph.server.description._SHARE", 0)
    description = Description(path)

    async def until(is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not is_so():  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.02)

    async def watched() -> None:
        description.start()
        try:
            await until(lambda: "Is a directory" in caplog.text)
            with pytest.raises(NotDescribed, match="could not be counted; the service's own log"):
                await description.counted(Address("http://here"), "turtle")
            in_the_way.rmdir()
            await until(lambda: newest_description(path) is not None)
        finally:
            await description.close()

    asyncio.run(watched())
    assert "the process that counts ended with 1" in caplog.text


def test_a_store_that_tells_no_version_for_a_while_is_described_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = stored(tmp_path / "store", 3)
    (path / "CURRENT").write_text("no number")
    monkeypatch.setattr("trialgraph.server.description._LOOK_SECONDS", 0.05)
    monkeypatch.setattr("trialgraph.server.description._SHARE", 0)
    description = Description(path)

    async def watched() -> None:
        description.start()
        try:
            async with asyncio.timeout(60):
                while "found no number" not in caplog.text:  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(0.02)
                (path / "CURRENT").write_text("1")
                while newest_description(path) is None:  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(0.02)
        finally:
            await description.close()

    asyncio.run(watched())
    found = newest_description(path)
    assert found is not None
    assert found[0] == 1


def test_a_version_is_described_soon_after_it_is_published(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with create_or_open(path) as writer:
        writer.replace_graphs({GRAPH: some_quads(1)})
        version = writer.publish()

    async def until_described() -> bytes:
        description = Description(path)
        description.start()
        try:
            async with asyncio.timeout(120):
                while newest_description(path) is None:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)  # another process makes the file
            return await description.counted(Address("http://here"), "ntriples")
        finally:
            await description.close()

    assert b"<http://here/sparql>" in asyncio.run(until_described())
    found = newest_description(path)
    assert found is not None
    assert found[0] == version


def test_before_anything_is_counted_the_rest_is_told(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with create_or_open(path) as writer:
        writer.publish()
    description = Description(path)
    told = asyncio.run(description.whole(Address("http://here", is_writable=True), "ntriples"))
    assert b"SPARQL11Update" in told
    assert b"SPARQLExecutable" in told


def test_a_description_goes_with_its_version(tmp_path: Path) -> None:
    path = tmp_path / "store"
    for count in range(1, 6):
        with create_or_open(path) as writer:
            writer.replace_graphs({GRAPH: some_quads(count)})
            writer.publish()
        describe(path)
    kept = {one.name.split(".")[0] for one in (path / "snapshots").glob("*.description.nt")}
    assert kept == {one.name for one in (path / "snapshots").iterdir() if one.is_dir()}
    assert "1" not in kept
