"""The page on the JSON API is true: it is the one that the resources make of themselves."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trialgraph.server import Settings, create_app
from trialgraph.server.addresses import API
from trialgraph.server.api.asking import ENDINGS, takes
from trialgraph.server.api.manual import MARK, generated, main
from trialgraph.server.api.routes import RESOURCES
from trialgraph.store import create_or_open

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
MANUAL = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the OpenAPI document."""
    with create_or_open(tmp_path_factory.mktemp("empty") / "store") as writer:
        writer.publish()
        return create_app(Settings(writer.path)).api.openapi()


def test_the_generated_part_is_as_the_resources_say(tmp_path: Path) -> None:
    made = tmp_path / "api.md"
    made.write_text(MANUAL.partition(MARK)[0] + MARK + "old", encoding="utf-8")
    main([str(made)])
    how = "run: python -m trialgraph.server.api.manual docs/reference/api.md"
    assert made.read_text(encoding="utf-8") == MANUAL, how
    assert generated() in MANUAL


def test_every_address_stands_there(document: dict[str, Any]) -> None:
    addresses = {path for path in document["paths"] if path.startswith(f"{API}/")}
    with_endings = {
        f"{API}{one.path.replace(':path', '')}{ENDINGS[form]}"
        for one in RESOURCES
        for form in one.forms
        if form in ENDINGS
    }
    for path in addresses - with_endings:
        assert path.removesuffix(".csv").removesuffix(".ndjson") in MANUAL, path


def test_every_parameter_stands_there(document: dict[str, Any]) -> None:
    for path, operation in operations(document):
        if operation["operationId"] in {one.operation for one in RESOURCES}:
            section = MANUAL.split(f"### {operation['operationId']}\n")[1].split("\n### ")[0]
            for one in operation["parameters"]:
                assert f"`{one['name']}`" in section, path


def test_every_field_of_every_row_stands_there(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    kinds = {kind.name for one in RESOURCES for kind in (one.row, *one.parts.values())}
    for name in kinds:
        section = MANUAL.split(f"### {name}\n")[1].split("\n### ")[0]
        written = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
        found = set(schemas[name]["properties"])
        beside = {one for one in found if one.endswith("_decimal")}
        assert {one.removesuffix("_decimal") for one in beside} <= written
        assert written == found - beside, name


def test_every_resource_takes_what_the_document_says(document: dict[str, Any]) -> None:
    said = {operation["operationId"]: operation for _, operation in operations(document)}
    for one in RESOURCES:
        told = [each["name"] for each in said[one.operation]["parameters"]]
        assert sorted(told) == sorted({*one.in_path, *takes(one)}), one.operation


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the operations of the API by GET, with their paths."""
    for path, methods in document["paths"].items():
        if path.startswith(f"{API}/") and "get" in methods:
            yield path, methods["get"]
