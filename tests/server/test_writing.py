"""Changes over HTTP: who may make which, what is refused, and what a refusal leaves."""

import threading
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tests.acceptance.running import examples, run
from tests.server.conftest import GRAPH, Live, some_quads, stored
from tests.server.writing import TURTLE, UPDATE, code, holds, update
from tests.serving import TOKEN

from trialgraph.errors import StoreHeld
from trialgraph.names import ID, ONTOLOGY
from trialgraph.server import Settings, TokenHash, create_app
from trialgraph.store import Writer, create_or_open, open_reader
from trialgraph.store.write_limits import WriteLimits


def test_an_update_is_read_as_soon_as_it_is_answered(writing: httpx.Client) -> None:
    answer = update(writing, "INSERT DATA { GRAPH <a:g1> { <a:s> <a:p> 'seen' } }")
    assert answer.status_code == 204
    assert int(answer.headers["data-version"]) > 1
    assert holds(writing, "GRAPH <a:g1> { ?s ?p 'seen' }")
    form = writing.post("/sparql", data={"update": "DROP GRAPH <a:g1>"})
    assert form.status_code == 204
    assert not holds(writing, "GRAPH <a:g1> { ?s ?p ?o }")


def test_without_the_token_nothing_is_changed(nobody: httpx.Client) -> None:
    text = "INSERT DATA { <a:s> <a:p> 'unseen' }"
    for answer in (
        update(nobody, text),
        nobody.put("/graph-store", params={"graph": "a:g"}, content="", headers=TURTLE),
        nobody.post("/graph-store", content="", headers=TURTLE),
        nobody.delete("/graph-store", params={"graph": "a:g"}),
    ):
        assert code(answer) == (401, "token-wanted")
        assert answer.headers["www-authenticate"] == 'Bearer realm="trialgraph"'
    wrong = {**UPDATE, "authorization": "Bearer wrong"}
    assert code(nobody.post("/sparql", content=text, headers=wrong)) == (401, "token-wanted")
    assert not holds(nobody, "?s ?p 'unseen'")


def test_a_service_without_a_token_takes_no_changes(store: Path, live: Live) -> None:
    with (
        live(create_app(Settings(store, workers=1))) as address,
        httpx.Client(base_url=address, headers={"authorization": f"Bearer {TOKEN}"}) as client,
    ):
        assert code(update(client, "CLEAR ALL")) == (403, "writes-off")
        assert code(client.delete("/graph-store?default")) == (403, "writes-off")


MANAGED = f"{ID}document/sha-1"
SPELLINGS = {
    "an IRI": f"INSERT DATA {{ GRAPH <{MANAGED}> {{ <a:s> <a:p> 1 }} }}",
    "a prefixed name": "INSERT DATA { GRAPH document:sha-1 { <a:s> <a:p> 1 } }",
    "a prefix of its own": f"PREFIX x: <{ID}docu> CLEAR GRAPH x:ment\\/sha-1",
    "a relative IRI": "INSERT DATA { GRAPH <document/sha-1> { <a:s> <a:p> 1 } }",
    "a base": f"BASE <{ID}x/y> INSERT DATA {{ GRAPH <../document/./sha-1> {{ <a:s> <a:p> 1 }} }}",
    "an escape": "INSERT DATA { GRAPH <d\\u006Fcument/sha-1> { <a:s> <a:p> 1 } }",
    "a long escape": "DELETE WHERE { GRAPH <document\\U0000002Fsha-1> { ?s ?p ?o } }",
    "WITH": f"WITH <{MANAGED}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    "WITH and INSERT": f"WITH <{MANAGED}> INSERT {{ <a:s> <a:p> 1 }} WHERE {{ }}",
    "a variable": "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "a variable, made up": (
        "INSERT { GRAPH ?g { <a:s> <a:p> 1 } } "
        f"WHERE {{ BIND(IRI(CONCAT('{ID}', 'x')) AS ?g) }}"
    ),
    "a variable of USING": (
        f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} USING NAMED <{MANAGED}> "
        "WHERE { GRAPH ?g { ?s ?p ?o } }"
    ),
    "a value": f"INSERT {{ GRAPH ?o {{ <a:s> <a:p> 1 }} }} WHERE {{ BIND(<{ID}new> AS ?o) }}",
    "earlier operations": (
        f"INSERT DATA {{ GRAPH <a:x> {{ <a:s> <a:p> <{MANAGED}> }} }} ; "
        "INSERT { GRAPH ?g { <a:s> <a:p> 1 } } WHERE { GRAPH <a:x> { ?s ?p ?g } }"
    ),
    "COPY": f"COPY DEFAULT TO <{MANAGED}>",
    "ADD": "ADD <a:g> TO document:sha-1",
    "MOVE to it": f"MOVE <a:g> TO GRAPH <{MANAGED}>",
    "MOVE from it": f"MOVE <{MANAGED}> TO <a:g>",
    "CREATE": f"CREATE GRAPH <{ID}new>",
    "DROP": f"DROP SILENT GRAPH <{MANAGED}>",
    "CLEAR": f"CLEAR GRAPH <{MANAGED}>",
    "all graphs": "CLEAR ALL",
    "all named graphs": "DROP NAMED",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_no_spelling_of_an_update_changes_a_managed_graph(
    writing: httpx.Client, held: Path, text: str
) -> None:
    answer = update(writing, text)
    assert code(answer) == (403, "graph-managed")
    assert "trialgraph" in answer.json()["detail"]
    with open_reader(held) as reader:
        assert reader.graph(GRAPH) == some_quads(3)
        assert [graph for graph in reader.graphs() if graph.startswith(ID)] == [GRAPH]


@pytest.mark.parametrize(
    "address",
    [
        f"?graph={quote(MANAGED, safe='')}",
        f"?graph={MANAGED}",
        f"?graph={MANAGED.replace('document', 'd%6Fcument')}",
        f"?graph={ID}anything",
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_no_spelling_of_an_address_changes_a_managed_graph(
    writing: httpx.Client, held: Path, address: str, method: str
) -> None:
    content = "" if method == "DELETE" else "<a:s> <a:p> 1 ."
    answer = writing.request(method, f"/graph-store{address}", content=content, headers=TURTLE)
    assert code(answer) == (403, "graph-managed")
    with open_reader(held) as reader:
        assert reader.graph(GRAPH) == some_quads(3)


def test_a_graph_named_by_the_address_of_the_base_is_managed_too(writing: httpx.Client) -> None:
    # Behind a proxy the service may stand under any name, that of the base included.
    head = {**TURTLE, "host": "w3id.org"}
    answer = writing.put("/graph-store/x", content="", headers=head)
    assert answer.status_code == 201  # https is not http, and the path is another
    assert code(writing.get("/graph-store/x")) == (404, "graph-missing")


def test_a_failing_operation_leaves_the_store_as_it_was(writing: httpx.Client) -> None:
    text = "INSERT DATA { GRAPH <a:half> { <a:s> <a:p> 1 } } ; DROP GRAPH <a:never>"
    version = writing.get("/readyz").json()["data_version"]
    assert code(update(writing, text)) == (409, "update-failed")
    assert not holds(writing, "GRAPH <a:half> { ?s ?p ?o }")
    assert writing.get("/readyz").json()["data_version"] == version


def test_a_broken_shape_is_refused_with_the_report(writing: httpx.Client) -> None:
    text = f"INSERT DATA {{ GRAPH <a:shapes> {{ <a:e> a <{ONTOLOGY}ReportedEstimate> }} }}"
    answer = update(writing, text)
    assert code(answer) == (422, "shape-broken")
    finding = answer.json()["findings"][0]
    assert (finding["severity"], finding["focus"], finding["graph"]) == (
        "Violation",
        "a:e",
        "a:shapes",
    )
    assert not holds(writing, "GRAPH <a:shapes> { ?s ?p ?o }")
    put = writing.put(
        "/graph-store?graph=a:shapes",
        content=f"[] a <{ONTOLOGY}ReportedEstimate> .",
        headers=TURTLE,
    )
    assert code(put) == (422, "shape-broken")


@pytest.mark.parametrize(
    ("text", "status", "wanted"),
    [
        ("LOAD <http://127.0.0.1:9/>", 403, "query-refused"),
        (
            "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            403,
            "query-refused",
        ),
        ("INSERT DATA { <a:s> <a:p> }", 400, "bad-query"),
        ("CREATE GRAPH <a:there> ; CREATE GRAPH <a:there>", 409, "update-failed"),
    ],
)
def test_what_updates_are_refused(
    writing: httpx.Client, text: str, status: int, wanted: str
) -> None:
    assert code(update(writing, text)) == (status, wanted)


def test_a_syntax_error_is_told_with_its_place(writing: httpx.Client) -> None:
    text = "PREFIX x: <a:>\nCLEAR DEFAULT ;\n  PREFIX y: <b:>\n  INSERT DATA { x:s y:p }"
    assert "error at 4:25" in update(writing, text).json()["detail"]


def test_graphs_are_named_in_the_request_or_in_the_text(writing: httpx.Client) -> None:
    text = "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"
    answer = update(writing, text, **{"using-graph-uri": "a:u"})
    assert code(answer) == (400, "bad-request")
    assert code(update(writing, "CLEAR DEFAULT", **{"using-graph-uri": "no iri"}))[0] == 400


def test_an_update_that_never_ends_is_stopped_and_the_next_one_runs(
    live: Live, tmp_path: Path
) -> None:
    with create_or_open(tmp_path / "store") as writer:
        writer.publish()
    limits = WriteLimits(seconds=2)
    settings = Settings(
        tmp_path / "store", workers=1, token=TokenHash.of(TOKEN), write_limits=limits
    )
    values = f"VALUES ?x {{ {'1 ' * 300} }}"
    endless = " ".join(values.replace("?x", f"?x{n}") for n in range(6))
    with (
        live(create_app(settings)) as address,
        httpx.Client(
            base_url=address, headers={"authorization": f"Bearer {TOKEN}"}, timeout=60
        ) as client,
    ):
        text = f"INSERT {{ <a:s> <a:p> ?n }} WHERE {{ SELECT (COUNT(*) AS ?n) {{ {endless} }} }}"
        assert code(update(client, text)) == (504, "query-stopped")
        assert update(client, "INSERT DATA { <a:s> <a:p> 1 }").status_code == 204


def test_two_writers_at_once_both_write_and_none_sees_half(writing: httpx.Client) -> None:
    update(writing, "INSERT DATA { GRAPH <a:race> { <a:n> <a:p> 0 } }")
    count = (
        "WITH <a:race> DELETE { <a:n> <a:p> ?old } INSERT { <a:n> <a:p> ?new } "
        "WHERE { <a:n> <a:p> ?old BIND(?old + 1 AS ?new) }"
    )
    found: list[int] = []

    def writer() -> None:
        found.extend(update(writing, count).status_code for _ in range(4))

    threads = [threading.Thread(target=writer) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [204] * 12
    assert holds(writing, "GRAPH <a:race> { <a:n> <a:p> 12 }")


def test_a_store_held_by_another_program_is_told_and_later_written(
    writing: httpx.Client, held: Path
) -> None:
    with _held(held):
        answer = update(writing, "INSERT DATA { <a:s> <a:p> 'later' }")
        assert code(answer) == (503, "store-held")
        assert answer.headers["retry-after"]
    assert update(writing, "INSERT DATA { <a:s> <a:p> 'later' }").status_code == 204


def test_a_store_that_is_gone_is_not_made_anew(live: Live, tmp_path: Path) -> None:
    store = stored(tmp_path / "store", 3)
    settings = Settings(store, workers=1, token=TokenHash.of(TOKEN))
    head = {"authorization": f"Bearer {TOKEN}"}
    with (
        live(create_app(settings)) as address,
        httpx.Client(base_url=address, headers=head, timeout=60) as client,
    ):
        away = store.rename(tmp_path / "away")
        answer = update(client, "INSERT DATA { <a:s> <a:p> 1 }")
        assert code(answer) == (503, "store-missing")
        assert not store.exists()
        away.rename(store)
        assert update(client, "INSERT DATA { <a:s> <a:p> 1 }").headers["data-version"] == "2"


def _held(path: Path) -> Writer:
    """Return the writer of a store, once a server lets go of it that makes no changes."""
    while True:
        with suppress(StoreHeld):
            return create_or_open(path)


def test_documents_are_ingested_beside_an_idle_server_with_a_token(
    live: Live, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    with create_or_open(store) as writer:
        writer.publish()
    settings = Settings(store, workers=1, token=TokenHash.of(TOKEN))
    head = {"authorization": f"Bearer {TOKEN}"}
    with (
        live(create_app(settings)) as address,
        httpx.Client(base_url=address, headers=head, timeout=60) as client,
    ):
        text = "INSERT DATA { GRAPH <a:g> { [] <a:p> 'from outside' } . <a:s> <a:p> _:b }"
        assert update(client, text).status_code == 204
        while (ended := run("ingest", examples()[0], store=store)).status == 1:
            assert "store-held" in ended.err
        assert ended.status == 0
        assert holds(client, f"?document a <{ONTOLOGY}Document>")
        assert code(update(client, "CLEAR ALL")) == (403, "graph-managed")
    for command in ("check", "stats", "documents"):
        assert run(command, store=store).status == 0
    for form in ("nquads", "trig", "turtle", "jsonld"):
        assert '"from outside"' in run("export", "--format", form, store=store).out
    assert run("export", store=store).out == run("export", store=store).out
