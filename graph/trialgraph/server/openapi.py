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
    },
    "additionalProperties": False,
}


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
                    operation["responses"].pop("422", None)
            made["components"] = {"schemas": {"Problem": _PROBLEM}}
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
