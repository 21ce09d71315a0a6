"""The front hands requests on by their path, and its routes answer errors as the others do."""

import asyncio
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send
from tests.server.conftest import Live

from trialgraph.errors import BadQuery
from trialgraph.server import Settings, create_app, problems
from trialgraph.server.front import Front
from trialgraph.server.requests import read_body, send_whole


async def route(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer, or fail, as the query string says."""
    match scope["query_string"]:
        case b"wrong":
            raise BadQuery("it is wrong")
        case b"mistake":
            raise ZeroDivisionError
        case _:
            body = await read_body(scope, receive, 10)
            await send_whole(send, 200, [(b"x-path", scope["path"].encode())], b"read " + body)


@pytest.fixture
def front() -> Front:
    """Return a front with one route for a path and one for all below another."""
    api = FastAPI()
    problems.install(api)
    return Front(api, {"/one": route, "/many/": route})


def test_a_path_is_answered_by_its_route_and_the_rest_by_the_framework(
    front: Front, live: Live
) -> None:
    with live(front) as at:
        assert httpx.post(f"{at}/one", content=b"this").text == "read this"
        assert httpx.get(f"{at}/many/of/them").headers["x-path"] == "/many/of/them"
        assert httpx.get(f"{at}/many").json()["code"] == "not-found"
        assert httpx.get(f"{at}/one/more").status_code == 404
        assert httpx.head(f"{at}/one").headers["content-length"] == "5"


def test_errors_of_a_route_are_problems(front: Front, live: Live) -> None:
    with live(front) as at:
        wrong = httpx.get(f"{at}/one?wrong", headers={"Origin": "https://example.org"})
        assert (wrong.status_code, wrong.json()["code"]) == (400, "bad-query")
        assert wrong.headers["access-control-allow-origin"] == "*"
        assert httpx.head(f"{at}/one?wrong").status_code == 400
        large = httpx.post(f"{at}/one", content=b"x" * 11)
        assert (large.status_code, large.json()["code"]) == (413, "request-too-large")
        mistake = httpx.get(f"{at}/one?mistake")
        assert (mistake.status_code, mistake.json()["code"]) == (500, "internal-error")
        assert "ZeroDivision" not in mistake.text


def test_a_route_adds_to_what_is_told_of_a_request(store: Path) -> None:
    told: dict[str, object] = {}

    async def asked(query: str) -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/sparql",
            "query_string": f"query={query}".encode(),
            "headers": [],
            "http_version": "1.1",
            "trialgraph": told,
        }
        await app(scope, receive, send)

    async def receive() -> Message:
        await asyncio.Event().wait()  # nothing follows, and the client stays
        return {"type": "http.disconnect"}

    async def send(_: Message) -> None:
        """Take what is sent."""

    async def both() -> None:
        async with app.api.router.lifespan_context(app.api):
            await asked("SELECT(1AS?x){}")
            assert told["worker_seconds"]
            assert told | {"worker_seconds": 0} == {
                "query_hash": sha256(b"SELECT(1AS?x){}").hexdigest()[:16],
                "kind": "SELECT",
                "rows": 1,
                "octets": 139,
                "worker_seconds": 0,
                "outcome": "ok",
                "version": 1,
            }
            await asked("ASK{")
            assert told["outcome"] == "bad-query"

    app = create_app(Settings(store))
    asyncio.run(both())
