"""The OpenAPI document: what each route of JSON answers, problems included."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

Schema = dict[str, Any]

PROBLEM_TYPE = "application/problem+json"
_PLACE = {"type": "integer", "minimum": 1}
_PROBLEM: Schema = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457), where it stands, and what to do.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"},
        "detail": {"type": "string", "minLength": 1},
        "line": _PLACE,
        "column": _PLACE,
        "hint": {"type": "string", "minLength": 1},
        "suggestions": {"type": "array", "items": {"type": "string"}},
        "report": {"$ref": "#/components/schemas/ReportLine"},
    },
    "additionalProperties": False,
}


REPORT_LINE = "ReportLine"
_REPORT_LINE: Schema = {
    "title": REPORT_LINE,
    "description": "What became of a document, as `trialgraph ingest --json` prints it.",
    "type": "object",
    "required": ["source", "identifier", "outcome", "problems", "message", "code"],
    "properties": {
        "source": {"type": "string"},
        "identifier": {"type": "string"},
        "outcome": {"enum": ["stored", "unchanged", "set aside", "unreadable", "removed"]},
        "problems": {"type": "integer", "minimum": 0},
        "message": {"type": "string"},
        "code": {"type": "string"},
    },
    "additionalProperties": False,
}
_OF_THE_FRAMEWORK = "HTTPValidationError"

DOCUMENT_BODY: Schema = {
    "requestBody": {
        "description": "The bytes of one document, in any form that `trialgraph ingest` reads.",
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string"}}},
    },
}
"""What a route takes that reads a document."""


def answers(schema: str, *statuses: HTTPStatus) -> dict[int | str, Schema]:
    """Return the responses of a route that answers these statuses by JSON of a schema."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {one.value: {"description": one.phrase, "content": content} for one in statuses}


def problems(*statuses: HTTPStatus) -> dict[int | str, Schema]:
    """Return the responses of a route that answers these statuses by problems."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status.value: {
            "description": status.phrase,
            "content": {PROBLEM_TYPE: {"schema": schema}},
        }
        for status in statuses
    }


def pages(*statuses: HTTPStatus) -> dict[int | str, Schema]:
    """Return the responses of a page that tells what is wrong on itself."""
    page = {"schema": {"type": "string"}}
    return {
        status.value: {"description": status.phrase, "content": {"text/html": page}}
        for status in statuses
    }


def documenting(app: FastAPI) -> Callable[[], Schema]:
    """Return what makes the document of an app, once."""

    def document() -> Schema:
        if not app.openapi_schema:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            # The framework says 422 for parameters that do not fit; here that is 400.
            for operations in made["paths"].values():
                for operation in operations.values():
                    if _OF_THE_FRAMEWORK in str(operation["responses"].get("422", "")):
                        del operation["responses"]["422"]
            schemas = {"Problem": _PROBLEM, REPORT_LINE: _REPORT_LINE}
            made["components"] = {"schemas": schemas}
            app.openapi_schema = made
        return app.openapi_schema

    return document


FREE_PARAMETERS: Schema = {
    "parameters": [
        {
            "name": "parameters",
            "in": "query",
            "description": "Those of the question, each once, by their names.",
            "required": False,
            "style": "form",
            "explode": True,
            "schema": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    ],
}
"""The parameters of a route that takes any; each question has its own."""
