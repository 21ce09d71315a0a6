"""The page on the service is true: every route, form, limit and status stands there."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.routing import BaseRoute, Route
from starlette.types import Message

from trialgraph.errors import EvidenceError, QueryStopped
from trialgraph.server import Settings, create_app
from trialgraph.server.access import METRICS_PATH
from trialgraph.server.addresses import API
from trialgraph.server.origins import send_preflight
from trialgraph.server.problems import status_of
from trialgraph.store import create_or_open
from trialgraph.store.limits import GRAPH_FORMS, MEDIA_TYPES, ROW_FORMS, Limits

if TYPE_CHECKING:
    from fastapi import APIRouter

MANUAL = (Path(__file__).parents[2] / "docs" / "reference" / "service.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """Return the cells of the last table under a heading, without its head."""
    section = re.split(r"^## ", MANUAL.split(f"## {heading}\n")[1], flags=re.MULTILINE)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    last_head = max(number for number, row in enumerate(rows) if set(row[0]) == {"-"})
    return rows[last_head + 1 :]


def within(routes: Iterable[BaseRoute]) -> Iterator[Route]:
    """Yield all routes, also those that the document of the JSON routes leaves out: pages."""
    for route in routes:
        included: APIRouter | None = getattr(route, "original_router", None)
        if isinstance(route, Route):
            yield route
        elif included is not None:
            yield from within(included.routes)


def test_every_route_of_the_app_stands_there_and_no_other(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "store") as writer:
        writer.publish()
    app = create_app(Settings(tmp_path / "store")).api
    found = {
        (path, method.upper())
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    }
    found |= {
        (route.path.replace(":path", ""), method)
        for route in within(app.routes)
        for method in route.methods or ("GET", "POST")
    }
    found.add((METRICS_PATH, "GET"))  # in front of the app
    written = {
        (path.strip("`"), method)
        for path, methods, _ in table("Routes")
        for method in methods.split(", ")
    }
    of_api = {(path, method) for path, method in found if path.startswith(f"{API}/")}
    assert {("/api/v1/...", method) for _, method in of_api} <= written
    written -= {("/api/v1/...", method) for method in ("GET", "POST")}
    assert written == {(path, method) for path, method in found - of_api if method != "HEAD"}


def test_no_address_is_written_as_the_framework_has_it() -> None:
    for page in sorted((Path(__file__).parents[2] / "docs").rglob("*.md")):
        assert ":path}" not in page.read_text("utf-8"), page


@pytest.mark.parametrize("path", ["/effects", "/sparql", "/api/v1/validate"])
@pytest.mark.parametrize("is_writable", [True, False])
def test_what_other_origins_may_ask_is_as_it_is_written(path: str, *, is_writable: bool) -> None:
    told = " ".join(MANUAL.split("(the preflight of CORS)")[1].split("\n\n")[0].split())
    reads, asks, writes = told.split("; ")[:3]
    assert methods(path, is_writable=is_writable) == {
        *re.findall(r"\b(GET|HEAD)\b", reads),
        *(["POST"] if f"`{path}`" in asks else []),
    }
    for start in ("/graph-store", "/admin/"):
        assert f"`{start}`" in writes
        changes = set(re.findall(r"\b(POST|PUT|DELETE)\b", writes)) if is_writable else set()
        assert methods(f"{start}x", is_writable=is_writable) == {"GET", "HEAD"} | changes


def methods(path: str, *, is_writable: bool) -> set[str]:
    """Return the methods that a browser is told."""
    told: dict[str, bytes] = {}

    async def send(message: Message) -> None:
        told.update((name.decode(), value) for name, value in message.get("headers", ()))

    asyncio.run(send_preflight({"path": path}, send, is_writable=is_writable))
    return set(told["access-control-allow-methods"].decode().split(", "))


@pytest.mark.parametrize(
    ("kinds", "forms"), [("SELECT, ASK", ROW_FORMS), ("CONSTRUCT, DESCRIBE", GRAPH_FORMS)]
)
def test_every_form_of_an_answer_stands_there(kinds: str, forms: tuple[str, ...]) -> None:
    (cell,) = (row[1] for row in table("SPARQL") if row[0] == kinds)
    media = {form: name.split(";")[0] for form, name in MEDIA_TYPES.items() if form in forms}
    assert set(re.findall(r"`([^`]+)`", cell)) == set(media.values())
    assert cell.startswith(f"`{media[next(form for form in media if form == forms[0])]}`")


def test_every_limit_stands_there_with_its_value() -> None:
    written = [int(re.findall(r"\d+", value)[0]) for _, value in table("Limits")]
    assert sorted(written) == sorted(int(limit) for limit in asdict(Limits()).values())


@pytest.mark.parametrize("limit", ["", "time"])
def test_every_status_of_a_stopped_query_stands_there(limit: str) -> None:
    assert "query-stopped" in codes(status_of(QueryStopped("", limit)))


def test_codes_stand_beside_their_status() -> None:
    errors = {error.code: error for error in family(EvidenceError)}
    for statuses, cell in table("Errors"):
        ours = [code for code in re.findall(r"`([a-z-]+)`", cell) if code in errors]
        for code in set(ours) - {"query-stopped"}:
            assert str(status_of(errors[code]("")).value) in statuses.split(", "), code


def codes(status: HTTPStatus) -> str:
    """Return what is written beside a status."""
    return next(cell for numbers, cell in table("Errors") if str(status.value) in numbers)


def family(error: type[EvidenceError]) -> list[type[EvidenceError]]:
    """Return an error and all below it."""
    return [error, *(below for child in error.__subclasses__() for below in family(child))]
