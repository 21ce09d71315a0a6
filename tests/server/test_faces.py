"""The JSON face answers named questions; a new version is seen at once."""

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from httpx import Client
from starlette.types import ASGIApp
from tests.small_store import build

from trialgraph.errors import AddressInUse, EvidenceError, QueryStopped, StoreMissing
from trialgraph.server import Settings, create_app, problems, serve
from trialgraph.server.published import Published
from trialgraph.store import create_or_open

Live = Callable[[ASGIApp], AbstractContextManager[str]]

QUESTION = "/api/v1/questions/os-benefit-from-adding"


def test_a_question_that_does_not_exist_is_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/questions/nonsense")
    assert answer.status_code == 404
    assert answer.json()["code"] == "unknown-question"


def test_the_json_face_has_the_body_of_the_contract(client: Client) -> None:
    answer = client.get(QUESTION, params={"drug": "pertuzumab"})
    assert answer.status_code == 200
    assert answer.json()["parameters"] == {"drug": "pertuzumab"}
    assert answer.json()["searched"]["documents"] == 1
    tag = {"If-None-Match": answer.headers["etag"]}
    again = client.get(QUESTION, params={"drug": "pertuzumab"}, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    assert again.headers["cache-control"] == "no-cache"
    assert client.get(QUESTION, params={"drug": "none"}, headers=tag).status_code == 404
    anything = client.get(QUESTION, params={"drug": "none"}, headers={"If-None-Match": "*"})
    assert anything.status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 400, "bad-parameter"),
        ("drug=pertuzumab&drug=other", 400, "bad-parameter"),
        ("dose=1", 400, "bad-parameter"),
        ("drug=nonsense", 404, "unknown-name"),
    ],
)
def test_words_that_do_not_fit_are_a_problem(
    client: Client, query: str, status: int, code: str
) -> None:
    answer = client.get(f"{QUESTION}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json;q=0.5, application/x-ndjson", "application/x-ndjson"),
        ("application/jsonl", "application/x-ndjson"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("*/*", "application/json"),
        ("image/png", "application/json"),  # as ever
    ],
)
def test_a_question_is_answered_in_the_form_that_is_wanted(
    client: Client, accept: str, media: str
) -> None:
    told = client.get(QUESTION, params={"drug": "pertuzumab"}, headers={"Accept": accept})
    assert told.headers["content-type"] == media
    assert told.headers["vary"] == "Accept"
    known = {"Accept": accept, "If-None-Match": told.headers["etag"]}
    assert client.get(QUESTION, params={"drug": "pertuzumab"}, headers=known).status_code == 304
    other = {**known, "Accept": "text/csv" if "csv" not in media else "application/json"}
    assert client.get(QUESTION, params={"drug": "pertuzumab"}, headers=other).status_code == 200


@pytest.mark.parametrize(
    ("headers", "service"),
    [
        ({"Host": "inner:8080"}, "http://inner:8080/sparql"),
        (
            {"X-Forwarded-Host": "evidence.example", "X-Forwarded-Proto": "https"},
            "https://evidence.example/sparql",
        ),
        ({"Host": 'a"b'}, "http://localhost/sparql"),
    ],
)
def test_questions_are_of_the_service_that_was_asked(
    client: Client, headers: dict[str, str], service: str
) -> None:
    told = client.get("/api/v1/questions.ttl", headers=headers)
    assert told.status_code == 200
    assert f"schema:target <{service}>" in told.text
    assert told.headers["vary"] == "Host, X-Forwarded-Host, X-Forwarded-Proto"


def test_an_answer_says_that_reviews_left_nothing_out(client: Client) -> None:
    assert client.get(QUESTION, params={"drug": "pertuzumab"}).json()["left_out"] == []


def test_a_page_that_does_not_exist_is_a_problem(client: Client) -> None:
    answer = client.get("/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_health_tells_that_the_service_lives(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readiness_tells_the_version(client: Client) -> None:
    answer = client.get("/readyz").json()
    assert answer == {"status": "ok", "data_version": "1", "documents": 1}


def test_a_new_version_is_read_by_the_next_request(tmp_path: Path, live: Live) -> None:
    with (
        create_or_open(tmp_path / "store") as writer,
        live(create_app(Settings(writer.path))) as at,
    ):
        assert httpx.get(f"{at}/readyz").status_code == 503
        assert httpx.get(f"{at}/healthz").status_code == 200
        for version in ("1", "2"):
            (writer.path / "UNPUBLISHED").touch()
            writer.publish()
            assert httpx.get(f"{at}/readyz").json()["data_version"] == version
            assert httpx.get(f"{at}/readyz").json()["data_version"] == version


def test_a_version_stays_open_while_a_request_reads_it(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "store") as writer:
        writer.publish()
        published = Published(writer.path)
        with published.reading() as old:
            (writer.path / "UNPUBLISHED").touch()
            writer.publish()
            with published.reading() as new:
                assert (old.version, new.version) == (1, 2)
            assert old.select("SELECT * { ?s ?p ?o }") == []
        published.close()
        published.close()


def test_a_pool_as_json_has_its_plot_and_a_wrong_override_is_a_problem(
    tmp_path: Path, live: Live
) -> None:
    question = "/api/v1/questions/pooled-effect?drug=pertuzumab&endpoint=OS"
    with live(create_app(Settings(build(tmp_path / "store")))) as address:
        answer = httpx.get(f"{address}{question}").json()
        wrong = httpx.get(f"{address}{question}&allow=everything")
    (plot,) = answer["forest"]
    assert {row["label"] for row in plot["rows"]} == {"ALPHA", "BETA"}
    assert (wrong.status_code, wrong.json()["code"]) == (400, "unknown-override")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QueryStopped("", "time"), 504),
        (QueryStopped("", "memory"), 503),
        (StoreMissing(), 503),
        (EvidenceError(), 500),
    ],
)
def test_each_error_has_its_status(error: EvidenceError, status: int) -> None:
    assert problems.status_of(error) == status


def test_a_bug_is_a_problem_that_tells_nothing_of_the_inside(live: Live) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/bug")
    def bug() -> None:
        raise ZeroDivisionError("secret")

    @app.get("/invalid")
    def invalid() -> None:
        raise RequestValidationError([{"msg": "not a number"}])

    with live(app) as at:
        told = httpx.get(f"{at}/bug")
        assert told.status_code == 500
        assert told.json()["code"] == "internal-error"
        assert "secret" not in told.text
        assert httpx.get(f"{at}/invalid").json()["code"] == "bad-parameter"


def test_a_missing_store_and_a_taken_port_are_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        serve(Settings(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(AddressInUse):
        serve(Settings(store, port=taken.getsockname()[1]))


def test_serve_listens_until_stopped(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[str, int]] = []

    def run(_: object, sockets: list[socket.socket]) -> None:
        served.extend(one.getsockname()[:2] for one in sockets)

    monkeypatch.setattr(uvicorn.Server, "run", run)
    serve(Settings(store, port=0))
    assert served[0][0] == "127.0.0.1"
