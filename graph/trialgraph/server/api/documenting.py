"""The OpenAPI document of the resources: made from what they say of themselves."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

from trialgraph.catalogue.card import Column
from trialgraph.catalogue.paging import MOST, USUAL
from trialgraph.server.api.asking import MEDIA
from trialgraph.server.api.contract import DECIMAL, Form, Parameter, Resource, RowKind
from trialgraph.server.api.envelope import has_documents, has_name
from trialgraph.server.openapi import NOT_MODIFIED, Schema, problems

_PROBLEMS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.GONE,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_TYPES: dict[str, str] = {"number": "number", "integer": "integer", "boolean": "boolean"}
_LONGEST_CURSOR = 3000


def responses(resource: Resource, form: Form | None) -> dict[int | str, Schema]:
    """Return what a resource may answer, in one form or in any."""
    forms = (form,) if form else resource.forms
    content = {MEDIA[one].partition(";")[0]: {"schema": _schema(resource, one)} for one in forms}
    told: Schema = {"description": f"{resource.summary}", "content": content}
    found = {HTTPStatus.OK.value: told, **NOT_MODIFIED, **problems(*_PROBLEMS)}
    if resource.in_path:
        moved = {"description": "It stands under the address in Location: another name of it."}
        found[HTTPStatus.PERMANENT_REDIRECT.value] = moved
    return found


def parameters(resource: Resource) -> Schema:
    """Return the parameters of a resource as part of an operation."""
    own = [_parameter(one) for one in resource.parameters]
    return {"parameters": [*own, *_common(resource)]}


def _parameter(one: Parameter) -> Schema:
    schema: Schema = dict(one.schema)
    if one.is_repeatable:
        schema = {"type": "array", "items": schema}
    return {
        "name": one.name,
        "in": one.place,
        "description": one.meaning,
        "required": one.is_required or one.place == "path",
        "schema": schema,
        "example": [one.example] if one.is_repeatable else one.example,
    }


def _common(resource: Resource) -> Iterator[Schema]:
    fields = resource.row.fields
    yield _parameter(
        Parameter(
            "fields",
            f"keys of a row that are wanted, with commas between them: {', '.join(fields)}",
            fields[0],
            is_repeatable=True,
        )
    )
    if resource.is_paged:
        count = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
        limit = _parameter(Parameter("limit", "rows of a page", "20", count))
        yield {**limit, "example": 20}
        words = {"type": "string", "maxLength": _LONGEST_CURSOR}
        meaning = "next_cursor of the page before; bound to the version of the data"
        told = _parameter(Parameter("cursor", meaning, "", words))
        del told["example"]
        yield told


def schemas(resources: Sequence[Resource]) -> dict[str, Schema]:
    """Return the schemas that the operations refer to, by name."""
    found: dict[str, Schema] = dict(_SHARED)
    for one in resources:
        for kind in (one.row, *one.parts.values()):
            found[kind.name] = _row(kind)
        found[body_name(one)] = _body(one)
    return found


def body_name(resource: Resource) -> str:
    """Return the name of the schema of a resource's body."""
    return f"{resource.operation[0].upper()}{resource.operation[1:]}Answer"


def _schema(resource: Resource, form: Form) -> Schema:
    if form == "json":
        return {"$ref": f"#/components/schemas/{body_name(resource)}"}
    return {"type": "string"}


def _body(resource: Resource) -> Schema:
    told: Schema = {
        "@context": {"type": "string", "description": "Makes the body JSON-LD."},
        **({"@id": _NAME} if has_name(resource) else {}),
        "rows": _rows_of(resource.row),
        "searched": _ref("Searched"),
        "as_of": {"type": "string", "description": "Day that the answer is of."},
        "next_cursor": {
            "type": ["string", "null"],
            "description": "Leads to the next page; null when there is none.",
        },
        "truncated": {"type": "boolean", "description": "Whether there are rows beyond these."},
    }
    told |= {name: _rows_of(kind) for name, kind in resource.parts.items()}
    if has_documents(resource):
        told["documents"] = {
            "type": "object",
            "description": "Documents that are quoted or named, by identifier.",
            "additionalProperties": _ref("QuotedDocument"),
        }
    told |= resource.more
    return {
        "title": body_name(resource),
        "type": "object",
        "required": list(told),
        "properties": told,
        "additionalProperties": False,
    }


def _rows_of(kind: RowKind) -> Schema:
    return {"type": "array", "items": _ref(kind.name)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _row(kind: RowKind) -> Schema:
    """Return the schema of a row; no key is required, as ``fields`` leaves out what it likes."""
    told: Schema = {}
    for column in kind.columns:
        told[column.name] = _column(column)
        if column.type == "number":
            words = f"The digits of {column.name}."
            told[column.name + DECIMAL] = {"type": ["string", "null"], "description": words}
    if kind.has_passages:
        told["passages"] = {"type": "array", "items": _ref("Passage")}
    return {
        "title": kind.name,
        "type": "object",
        "properties": told,
        "additionalProperties": False,
    }


def _column(column: Column) -> Schema:
    if column.is_list:
        return {
            "type": "array",
            "items": {"type": "string"},
            "description": column.meaning,
        }
    kind = _TYPES.get(column.type, "string")
    return {"type": [kind, "null"], "description": column.meaning}


def _object(name: str, required: Sequence[str], /, **properties: Any) -> Schema:  # noqa: ANN401
    return {
        "title": name,
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


_WORDS: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_NAME: Schema = {"type": "string", "description": "IRI of the one thing that it is about."}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_PASSAGE = ("document", "start", "end", "exact")
_SEARCHED = ("documents", "trials", "data_version", "as_of")
_QUOTED = ("title", "journal", "date", "doi", "pmid", "registration", "kind", "citation")
_LINK = _object("Link", ("href", "label"), href=_WORDS, label=_WORDS)
_SHARED: dict[str, Schema] = {
    "Passage": _object(
        "Passage", _PASSAGE, document=_WORDS, start=_COUNT, end=_COUNT, exact=_WORDS
    ),
    "Searched": _object(
        "Searched",
        _SEARCHED,
        documents=_COUNT,
        trials=_COUNT,
        data_version=_WORDS,
        as_of=_WORDS,
    ),
    "Link": _LINK,
    "QuotedDocument": _object(
        "QuotedDocument",
        (*_QUOTED, "by_reference", "iri", "links"),
        **dict.fromkeys(_QUOTED, _MAYBE),
        by_reference={
            "type": "object",
            "description": "Facts that only references of other documents to this one say.",
            "additionalProperties": {"type": "array", "items": _WORDS},
        },
        iri=_WORDS,
        links={"type": "array", "items": _ref("Link")},
    ),
}
