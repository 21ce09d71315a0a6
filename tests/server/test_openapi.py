"""The OpenAPI document is true: what is sent as it says is answered as it says."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from trialgraph.server import create_app
from trialgraph.server.addresses import API
from trialgraph.server.settings import Settings

EXAMPLES = 40
FEW = 5
"""For each of the many addresses of the API, which are answered by the same code."""
TWINS = (".csv", ".ndjson", ".ttl")
TRIED = {f"{API}/effects{ending}" for ending in TWINS} | {f"{API}/trials/{{id}}.csv"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


@pytest.fixture(scope="module")
def document(store: Path) -> dict[str, Any]:
    """Return the document."""
    return create_app(Settings(store)).api.openapi()


def test_it_is_of_version_3_1_and_names_every_operation(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    operations = [one for path in document["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and "_" not in name for name in names)


def test_every_status_of_an_error_is_a_problem(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert set(answer["content"]) == {"application/problem+json"}, path


def test_it_tells_what_becomes_of_conditions_and_of_what_is_too_large(
    document: dict[str, Any],
) -> None:
    assert "304" in document["paths"]["/api/v1/questions/{name}"]["get"]["responses"]
    assert "413" in document["paths"]["/admin/documents"]["post"]["responses"]
    for operations in document["paths"].values():
        for operation in operations.values():
            assert {"408", "414", "431"} <= set(operation["responses"])


@pytest.fixture(scope="session")
def api(address: str) -> Any:  # noqa: ANN401 - the tool's own
    """Return the document of a running server as the tool reads it."""
    return schemathesis.openapi.from_url(f"{address}/openapi.json")


@pytest.mark.unmeasured
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_what_is_sent_by_the_document_is_answered_by_the_document(
    api: Any,  # noqa: ANN401
    mode: GenerationMode,
) -> None:
    asked: Counter[str] = Counter()
    for result in api.get_all_operations():
        operation = result.ok()
        if mode is GenerationMode.NEGATIVE and not operation.path_parameters:
            continue  # nothing can be sent that it does not take
        if operation.path.endswith(TWINS) and operation.path not in TRIED:
            continue  # the other forms of an address are read and limited as its JSON is

        is_one_of_many = operation.path.startswith(f"{API}/")
        examples = FEW if is_one_of_many else EXAMPLES

        @settings(max_examples=examples, derandomize=True, deadline=None, database=None)
        @given(case=operation.as_strategy(generation_mode=mode))
        def answered(case: Any) -> None:  # noqa: ANN401
            answer = case.call(timeout=30)
            case.validate_response(answer, checks=CHECKS)
            asked[case.operation.label] += 1

        answered()
    assert len(asked) >= (1 if mode is GenerationMode.NEGATIVE else 6)
    assert all(asked.values())
