"""The OpenAPI document: what each route of JSON answers, problems included."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from trialgraph.evidence.decisions import LONGEST_NAME, LONGEST_REASON
from trialgraph.evidence.reviews import LONGEST_QUOTE, LONGEST_VALUE

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


_CORRECTION: Schema = {
    "type": "object",
    "required": ["field", "value", "quote", "start", "end"],
    "properties": {
        "field": {"type": "string", "maxLength": LONGEST_NAME},
        "value": {"type": "string", "maxLength": LONGEST_VALUE},
        "quote": {"type": "string", "maxLength": LONGEST_QUOTE},
        **{name: {"type": "integer", "minimum": 0} for name in ("start", "end")},
    },
}
_REVIEW: Schema = {
    "type": "object",
    "required": ["verb", "fact", "reason", "by"],
    "properties": {
        "verb": {"enum": ["confirm", "correct", "reject", "undo"]},
        "fact": {"type": "string"},
        "reason": {"type": "string", "maxLength": LONGEST_REASON},
        "by": {"type": "string", "maxLength": LONGEST_NAME},
        "corrections": {"type": "array", "items": _CORRECTION},
    },
}
REVIEW_BODY: Schema = {
    "requestBody": {
        "description": "A review of a fact; of undo, `fact` is the review.",
        "required": True,
        "content": {"application/json": {"schema": _REVIEW}},
    },
}
"""What a route takes that takes a review in; a form of a page has the same fields and the token."""

NOT_MODIFIED: dict[int | str, Schema] = {
    HTTPStatus.NOT_MODIFIED.value: {
        "description": "The client has the answer already: If-None-Match names its ETag.",
    },
}
"""The response of a route whose answers have tags."""

_OF_HEADS = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
)


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


def documenting(app: FastAPI, of_resources: Mapping[str, Schema]) -> Callable[[], Schema]:
    """Return what makes the document of an app, once.

    Args:
        app: with all its routes.
        of_resources: schemas that they refer to, by name.
    """

    def document() -> Schema:
        if not app.openapi_schema:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            # The framework says 422 for parameters that do not fit; here that is 400.
            for operations in made["paths"].values():
                for operation in operations.values():
                    # Heads that are too long or too slow are refused on every route.
                    answered = operation["responses"]
                    for status, problem in problems(*_OF_HEADS).items():
                        answered.setdefault(str(status), problem)
                    if _OF_THE_FRAMEWORK in str(operation["responses"].get("422", "")):
                        del operation["responses"]["422"]
            schemas = {"Problem": _PROBLEM, REPORT_LINE: _REPORT_LINE, **of_resources}
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
