"""A client that has an answer is told so; a graph is changed only as the client knows it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from tests.server.conftest import Live, stored
from tests.server.writing import TURTLE, code, update

from trialgraph.catalogue.describing import describe
from trialgraph.server import Settings, create_app, validators
from trialgraph.store import tags
from trialgraph.store.address import Address
from trialgraph.store.backups import backup
from trialgraph.store.restoring import restore
from trialgraph.store.tags import mark_in, newest_mark, tag_of

QUERY = "SELECT ?d { ?d a :Document }"
GRAPH = "/graph-store?graph=a:conditions"


def asked(
    client: httpx.Client, query: str = QUERY, known: str = "", accept: str = "text/csv"
) -> httpx.Response:
    """Return the answer to a query by GET, of a client that knows some answers."""
    headers = {"Accept": accept} | ({"If-None-Match": known} if known else {})
    return client.get("/sparql", params={"query": query}, headers=headers)


def tag(client: httpx.Client, query: str = QUERY, accept: str = "text/csv") -> str:
    """Return the tag of the answer to a query."""
    return str(asked(client, query, accept=accept).headers["etag"])


@pytest.mark.parametrize("known", ["{}", '"x", {}', '{} , W/"y"', "*", 'W/"a,b",{}'])
def test_who_has_an_answer_is_told_so(client: httpx.Client, known: str) -> None:
    first = asked(client)
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["etag"].startswith('W/"')
    again = asked(client, known=known.format(first.headers["etag"]))
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "vary", "cache-control"):
        assert again.headers[name] == first.headers[name]
    assert "content-length" not in again.headers
    strong = first.headers["etag"].removeprefix("W/")
    assert asked(client, known=strong).status_code == 304  # weak comparison


def test_a_tag_is_of_one_query_in_one_form(client: httpx.Client) -> None:
    here = tag(client)
    assert asked(client, "SELECT ?x { ?x a :Document }", here).status_code == 200
    assert asked(client, known=here, accept="application/json").status_code == 200
    assert asked(client, known='"x"').status_code == 200
    assert asked(client, "SELECT", here).status_code == 400
    assert asked(client, "SELECT", "*").status_code == 400
    named = {"query": QUERY, "default-graph-uri": "a:none"}
    assert client.get("/sparql", params=named).headers["etag"] != here
    posted = client.post("/sparql", data={"query": QUERY}, headers={"If-None-Match": here})
    assert posted.status_code == 200  # a condition of GET


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (UUID () AS ?x) {}",
        "SELECT (StrUUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
        "SELECT * { ?s <http://www.w3.org/ns/shacl#prefix> ?o }",
    ],
)
def test_an_answer_that_may_be_another_next_time_has_no_tag(
    client: httpx.Client, query: str
) -> None:
    answer = asked(client, query)
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_words_that_only_look_like_it_do_no_harm(client: httpx.Client) -> None:
    query = 'SELECT * { ?s ?p ?randomised FILTER(?randomised = "known") }'
    assert asked(client, query, tag(client, query)).status_code == 304


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_descriptions_have_tags(tmp_path: Path, live: Live, path: str) -> None:
    store = stored(tmp_path / "store", 3)
    describe(store)
    with live(create_app(Settings(store))) as at, httpx.Client(base_url=at) as client:
        first = client.get(path)
        known = {"If-None-Match": first.headers["etag"]}
        again = client.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(path, headers=known).status_code == 304
        other = client.get(path, headers={**known, "Accept": "application/n-triples"})
        assert other.status_code == 200


def served_tag(store: Path, live: Live, **more: str) -> str:
    """Return the tag of an answer of a server over a store."""
    settings = Settings(store, workers=1, **more)  # type: ignore[arg-type]
    with live(create_app(settings)) as at, httpx.Client(base_url=at) as client:
        return tag(client)


def test_other_stores_and_modes_have_other_tags(tmp_path: Path, live: Live) -> None:
    one, other = stored(tmp_path / "one", 3), stored(tmp_path / "other", 3)
    assert served_tag(one, live) == served_tag(one, live)
    assert served_tag(one, live) != served_tag(other, live)
    assert served_tag(one, live) != served_tag(one, live, default_graph="plain")


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Return what makes this program another release of it."""

    def to_another() -> None:
        monkeypatch.setattr(tags, "program", lambda: "another")
        validators.program.cache_clear()

    yield to_another
    validators.program.cache_clear()


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/version",
        "/api/v1/effects.csv",
        "/api/v1/questions/os-benefit-from-adding?drug=pertuzumab",
        "/api/v1/questions/os-benefit-from-adding.rq",
        "/data/document/sha-1.ttl",
        "/ontology.nt",
    ],
)
def test_after_an_upgrade_nobody_has_an_answer_of_the_program_before(
    client: httpx.Client, upgrade: Callable[[], None], path: str
) -> None:
    known = {"If-None-Match": client.get(path).headers["etag"]}
    assert client.get(path, headers=known).status_code == 304
    upgrade()
    assert client.get(path, headers=known).status_code == 200


def test_the_tag_of_a_query_is_of_the_program_that_answers(upgrade: Callable[[], None]) -> None:
    head = {"query": "ASK {}", "form": "json", "union": True, "default": [], "named": []}
    before = tag_of("mark", head)
    assert before.startswith("mark-json-")
    upgrade()
    assert before != tag_of("mark", head)


def test_what_ships_tells_a_program_from_others(
    upgrade: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "one.rq").write_text("ASK {}", encoding="ascii")
    monkeypatch.setattr("trialgraph.assets.room", lambda _: tmp_path)
    upgrade()
    before = validators.program()
    assert validators.program() == before
    (tmp_path / "questions" / "one.rq").write_text("ASK { }", encoding="ascii")
    validators.program.cache_clear()
    assert validators.program() != before


def test_what_is_published_after_a_restore_is_another_version(tmp_path: Path) -> None:
    store, copy, restored = (tmp_path / name for name in ("store", "backup", "restored"))
    stored(store, 3)
    first = newest_mark(store)
    backup(store, copy)
    restore(copy, restored)
    assert newest_mark(restored) == first  # the same data
    stored(store, 4)
    stored(restored, 5)
    assert len({first, newest_mark(store), newest_mark(restored)}) == 3
    assert (store / "CURRENT").read_text() == (restored / "CURRENT").read_text()


def test_versions_without_a_mark_have_one_all_the_same(tmp_path: Path) -> None:
    about = b'{"published_at": "2026-01-01T00:00:00+00:00", "statistics": {}}'
    assert mark_in(about) == mark_in(about) != mark_in(about.replace(b"2026", b"2025"))
    assert newest_mark(tmp_path) == newest_mark(Address("http://e.org/")) == ""
    store = stored(tmp_path / "store", 1)
    shutil.rmtree(store / "snapshots")
    assert newest_mark(store) == ""
    assert tag_of("", {"query": "ASK {}", "form": "json"}) == ""


@pytest.fixture
def graph(writing: httpx.Client) -> Iterator[str]:
    """Return the tag of a graph that was put just now."""
    assert writing.put(GRAPH, content="<a:s> <a:p> 1 .", headers=TURTLE).is_success
    yield writing.get(GRAPH).headers["etag"]
    writing.delete(GRAPH)


def test_a_graph_is_not_sent_to_who_has_it(writing: httpx.Client, graph: str) -> None:
    assert writing.get(GRAPH, headers={"If-None-Match": graph}).status_code == 304
    missing = writing.get("/graph-store?graph=a:none", headers={"If-None-Match": graph})
    assert code(missing) == (404, "graph-missing")
    assert update(writing, "INSERT DATA { <a:x> <a:y> <a:z> }").is_success
    assert writing.get(GRAPH, headers={"If-None-Match": graph}).status_code == 200


def test_a_change_that_someone_else_made_is_not_lost(writing: httpx.Client, graph: str) -> None:
    known = {**TURTLE, "If-Match": graph}
    mine = writing.put(GRAPH, content="<a:s> <a:p> 2 .", headers=known)
    assert mine.status_code == 204
    for method in ("PUT", "POST", "DELETE"):
        late = writing.request(method, GRAPH, content="<a:s> <a:p> 3 .", headers=known)
        assert code(late) == (412, "precondition-failed")
        assert late.json()["hint"]
    assert "2" in writing.get(GRAPH).text
    now = {"If-Match": f'"x", {writing.get(GRAPH).headers["etag"]}'}
    assert writing.delete(GRAPH, headers=now).status_code == 204


@pytest.mark.parametrize(
    ("field", "known", "status"),
    [
        ("If-Match", "*", 204),
        ("If-Match", "W/{}", 412),
        ("If-Match", '"x"', 412),
        ("If-None-Match", "*", 412),
        ("If-None-Match", "{}", 412),
        ("If-None-Match", "W/{}", 412),
        ("If-None-Match", '"x"', 204),
    ],
)
def test_conditions_on_a_graph_that_is_there(
    writing: httpx.Client, graph: str, field: str, known: str, status: int
) -> None:
    headers = {**TURTLE, field: known.format(graph)}
    assert writing.put(GRAPH, content="", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("field", "known", "status"),
    [("If-Match", "*", 412), ("If-Match", '"x"', 412), ("If-None-Match", "*", 201)],
)
def test_conditions_on_a_graph_that_is_not_there(
    writing: httpx.Client, field: str, known: str, status: int
) -> None:
    headers = {**TURTLE, field: known}
    assert writing.put(f"{GRAPH}/new", content="", headers=headers).status_code == status
    writing.delete(f"{GRAPH}/new")
