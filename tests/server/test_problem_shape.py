"""Every route tells what is wrong in the same shape (RFC 9457), and none is left out."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import httpx
import pytest
from starlette.routing import Route
from tests.server.conftest import Live, stored

from trialgraph.catalogue.describing import describe
from trialgraph.errors import Advice, EvidenceError, QueryRefused
from trialgraph.server import create_app
from trialgraph.server.front import Front
from trialgraph.server.problems import problem_of, status_of
from trialgraph.server.settings import Settings

PROBLEM = "application/problem+json"
MEMBERS = {"type", "title", "status", "code", "detail"}
MORE = {"line": int, "column": int, "hint": str, "suggestions": list}
PAGES = {"/"}
"""Routes that tell what is wrong in words on a page."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Front:
    """Return the app of a store that is described, so that no route changes meanwhile."""
    path = tmp_path_factory.mktemp("problems") / "store"
    describe(stored(path, 3))
    return create_app(Settings(path))


@pytest.fixture(scope="module")
def client(app: Front, live: Live) -> Iterator[httpx.Client]:
    """Return a client of the app as a server runs it."""
    with live(app) as at, httpx.Client(base_url=at, timeout=30) as open_client:
        yield open_client


def paths(app: Front) -> list[str]:
    """Return the paths of all routes, with something in place of each parameter."""
    written = [route.path for route in app.api.routes if isinstance(route, Route)]
    written += list(app.api.openapi()["paths"])
    return sorted({re.sub(r"\{[^}]+\}", "nothing", path) for path in written})


def check(answer: httpx.Response, status: int) -> dict[str, object]:
    """Assert that an answer is a problem, and return it."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    problem: dict[str, object] = answer.json()
    assert set(problem) >= MEMBERS
    assert set(problem) <= MEMBERS | set(MORE)
    assert problem["status"] == status
    assert str(problem["type"]).endswith(f"#{problem['code']}")
    for member, kind in MORE.items():
        assert isinstance(problem.get(member, kind()), kind)
    return problem


def test_every_route_refuses_a_method_that_it_does_not_know(
    app: Front, client: httpx.Client
) -> None:
    assert len(paths(app)) > 7
    for path in paths(app):
        answer = client.patch(path)
        assert check(answer, 405)["code"] == "method-not-allowed", path
        allowed = set(answer.headers["allow"].split(", "))
        assert allowed <= {"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"}, path
        assert ("GET" in allowed) == ("HEAD" in allowed), path
        assert answer.headers["cache-control"] == "no-store"
        options = client.options(path)
        assert (options.status_code, options.content) == (204, b""), path
        assert set(options.headers["allow"].split(", ")) == allowed >= {"OPTIONS"}, path
        for method in {"GET", "PUT", "DELETE", "POST"} - allowed:
            answer = client.request(method, path)
            assert check(answer, 405)["code"] == "method-not-allowed", path


PAGE = "https://example.org"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("wanted", ["authorization", "content-type,accept", "if-none-match", ""])
def test_a_preflight_is_answered_on_every_route(
    app: Front, client: httpx.Client, method: str, wanted: str
) -> None:
    asks = {"Origin": PAGE, "Access-Control-Request-Method": method}
    asks |= {"Access-Control-Request-Headers": wanted} if wanted else {}
    told = []
    for path in [*paths(app), "/none"]:
        answer = client.options(path, headers=asks)
        assert (answer.status_code, answer.content) == (204, b""), path
        told.append({k: v for k, v in answer.headers.items() if k != "date"})
    # Nobody may write here; what takes a query or a document takes POST.
    assert {one.pop("access-control-allow-methods") for one in told} == {
        "GET, HEAD",
        "GET, HEAD, POST",
    }
    assert all(one == told[0] for one in told)
    allowed = set(told[0]["access-control-allow-headers"].lower().split(", "))
    assert {*wanted.split(","), "if-match"} - {""} <= allowed
    assert told[0]["access-control-allow-origin"] == "*"
    assert int(told[0]["access-control-max-age"]) > 600
    assert "access-control-allow-credentials" not in told[0]


def test_pages_of_others_may_read_every_answer(app: Front, client: httpx.Client) -> None:
    for path in [*paths(app), "/none"]:
        answer = client.get(path, headers={"Origin": PAGE})
        assert answer.headers.get_list("access-control-allow-origin") == ["*"], path
        assert "ETag" in answer.headers["access-control-expose-headers"], path
        assert "access-control-allow-origin" not in client.get(path).headers, path


def test_head_has_the_status_and_type_of_get_and_no_body(app: Front, client: httpx.Client) -> None:
    for path in paths(app):
        with client.stream("GET", path) as got:
            head = client.head(path)
            assert head.status_code == got.status_code, path
            assert head.headers["content-type"] == got.headers["content-type"], path
            assert head.content == b"", path


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD"])
@pytest.mark.parametrize("path", ["/none", "/sparql/", "/.well-known/none", "/%00"])
def test_an_unknown_path_is_a_problem(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, path)
    if method == "HEAD":
        assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)
    else:
        assert check(answer, 404)["hint"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/sparql?query=SELECT", 400, "bad-query"),
        ("/sparql?query=ASK{}&query=ASK{}", 400, "bad-request"),
        ("/sparql?query=%FF", 400, "bad-request"),
        ("/sparql?update=CLEAR+ALL", 400, "bad-request"),
        ("/api/v1/questions/none", 404, "unknown-question"),
        ("/api/v1/questions/trials-adding?drug=a&drug=b", 400, "bad-parameter"),
        ("/api/v1/questions/trials-adding?nothing=a", 400, "bad-parameter"),
    ],
)
def test_a_wrong_parameter_is_a_problem(
    client: httpx.Client, path: str, status: int, code: str
) -> None:
    assert check(client.get(path), status)["code"] == code


@pytest.mark.parametrize("accept", ["text/html", "text/html,*/*;q=0.8", PROBLEM, "image/png"])
def test_a_problem_is_told_to_programs_whatever_is_accepted(
    client: httpx.Client, accept: str
) -> None:
    headers = {"Accept": accept}
    check(client.get("/api/v1/none", headers=headers), 404)
    check(client.post("/none", headers=headers), 404)


@pytest.mark.parametrize("accept", ["text/html,*/*;q=0.8", PROBLEM, "image/png"])
def test_a_query_that_is_wrong_is_told_to_programs_by_a_problem(
    client: httpx.Client, accept: str
) -> None:
    query = {"query": "SELECT"}
    answer = client.get("/sparql", params=query, headers={"Accept": accept})
    assert answer.headers["content-type"] == PROBLEM


@pytest.mark.parametrize(
    ("query", "code", "place", "hint"),
    [
        ("SELECT *\n{ ?s foaf:name ?o }", "bad-query", (2, 6), "PREFIX foaf: <http://xmlns"),
        ("SELECT ?x ?y { ?x a ?y } GROUP BY ?x", "bad-query", (1, 11), "add ?y to GROUP BY"),
        ("SELECT * { ?s ?p }", "bad-query", (1, 18), "a subject, a property and an object"),
        ("SELECT * { SERVICE <http://127.0.0.1/> {} }", "query-refused", (1, 12), "VALUES"),
        ("LOAD <http://127.0.0.1/>", "query-refused", (1, 1), ""),
        ("SELCT * {}", "bad-query", (1, 1), "did you mean SELECT?"),
    ],
)
def test_a_wrong_query_is_told_with_place_and_hint(
    client: httpx.Client, query: str, code: str, place: tuple[int, int], hint: str
) -> None:
    answer = client.get("/sparql", params={"query": query})
    problem = check(answer, answer.status_code)
    assert (problem["code"], problem["line"], problem["column"]) == (code, *place)
    assert hint in str(problem["hint"])


def test_a_query_that_took_too_long_is_told_what_was_slow(address: str) -> None:
    parts = "".join(f" ?s{n} ?p{n} ?o{n} ." for n in range(12))
    query = {"query": f"SELECT (COUNT(*) AS ?n) {{{parts} }}"}
    problem = check(httpx.get(f"{address}/sparql", params=query, timeout=30), 504)
    assert "share no variable" in str(problem["hint"])


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("SELECT * { ?t a :Trail }", "unknown-term"),
        ("ASK { ?t a :Trail }", "unknown-term"),
        ("SELECT ?trail { ?trial a :Document }", "unbound-variable"),
    ],
)
def test_a_valid_query_that_finds_nothing_is_answered_and_remarked_on(
    client: httpx.Client, query: str, remark: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Origin": "http://e.org"})
    assert answer.status_code == 200
    assert answer.headers["query-remark"].startswith(f"{remark};message=")
    assert "did you mean" in answer.headers["query-remark"]
    assert "Query-Remark" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("name", ["größe", "剂量", "дозы"])
def test_a_remark_keeps_the_letters_of_any_script(client: httpx.Client, name: str) -> None:
    query = f"SELECT ?{name} {{ ?t a :Document }}"
    answer = client.post("/sparql", data={"query": query})
    written = answer.headers["query-remark"]
    assert written.isascii()
    assert f"?{name} is selected and never gets a value" in displayed(written)


def displayed(header: str) -> str:
    """Return the words of a Display String (RFC 9651, section 4.2.10)."""
    found = re.fullmatch(r'[a-z-]+;message=%"((?:[ !#$&-~]|%[0-9a-f]{2})*)"', header)
    assert found
    return unquote(found[1], errors="strict")


def test_an_answer_that_found_something_has_no_remark(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?t { ?t a :Document }"})
    assert "query-remark" not in answer.headers


def test_advice_is_told_where_there_is_some() -> None:
    plain = problem_of(EvidenceError("x"))
    assert set(plain) == MEMBERS
    advised = QueryRefused("x").advised(Advice(1, 2, "do it", ("so",)))
    assert problem_of(advised) == {
        **problem_of(QueryRefused("x")),
        "line": 1,
        "column": 2,
        "hint": "do it",
        "suggestions": ("so",),
    }
    assert status_of(advised) == 403
