"""Named questions over HTTP, with the same body as ``trialgraph ask --json``."""

import json
from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import ask, query_text
from trialgraph.catalogue.card import Card, cards, find_card
from trialgraph.catalogue.executables import questions_turtle
from trialgraph.errors import BadParameter, NotAcceptable
from trialgraph.names import Iri
from trialgraph.server.addresses import API
from trialgraph.server.answer_part import PARAMETERS, Part, part_in
from trialgraph.server.api import Face
from trialgraph.server.api.left_out import HEADER
from trialgraph.server.bounded import BoundedReader
from trialgraph.server.description import BY_ADDRESS, base_of
from trialgraph.server.negotiation import best_of
from trialgraph.server.openapi import FREE_PARAMETERS, NOT_MODIFIED, Schema, answers, problems
from trialgraph.server.requests import Headers, header, told_of
from trialgraph.server.validators import has_already, tag_of, validating
from trialgraph.store.known_terms import known_terms

_PROBLEMS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_NAME: Schema = {
    "name": "name",
    "in": "path",
    "required": True,
    "description": "Of the question, as the list has it.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "example": "os-benefit-from-adding",
}


_ANSWER = "QuestionAnswer"
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_ROWS: Schema = {"type": "array", "items": {"type": "object", "additionalProperties": True}}
SCHEMAS: dict[str, Schema] = {
    _ANSWER: {
        "title": _ANSWER,
        "type": "object",
        "required": [
            *("question", "parameters", "columns", "rows", "documents", "searched", "left_out")
        ],
        "properties": {
            "question": {"type": "string"},
            "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
            "columns": {**_TEXTS, "description": "Keys of each row, beside its passages."},
            "rows": {**_ROWS, "description": "Each with the columns of the question."},
            "documents": {
                "type": "object",
                "description": "Documents that are quoted or named, by identifier.",
                "additionalProperties": {"type": "object", "additionalProperties": True},
            },
            "searched": {"$ref": "#/components/schemas/Searched"},
            "forest": {**_ROWS, "description": "The plot of each pool; of questions that pool."},
            "truncated": {"type": "boolean", "description": "Whether a limit left out rows."},
            "left_out": {
                **_ROWS,
                "description": "Facts that reviewers rejected, and that might have been in it.",
            },
        },
        "additionalProperties": False,
    }
}
"""Of the bodies of questions, by name."""


class TurtleResponse(Response):
    """A graph as Turtle."""

    media_type = "text/turtle"


class JsonBytes(Response):
    """JSON that is made already."""

    media_type = "application/json"


class CsvResponse(Response):
    """A table."""

    media_type = "text/csv"


class NdjsonResponse(Response):
    """A row a line, each as JSON."""

    media_type = "application/x-ndjson"


class SparqlResponse(Response):
    """A query."""

    media_type = "application/sparql-query"


# The endings first: a name holds no dot, and a path parameter would take it.
_TWINS: dict[str, tuple[str, type[Response]]] = {
    ".rq": ("getQuestionQuery", SparqlResponse),
    ".csv": ("askQuestionAsCsv", CsvResponse),
    ".ndjson": ("askQuestionAsNdjson", NdjsonResponse),
    "": ("askQuestion", JsonBytes),
}
_FORMS = {
    "application/json": "",
    "text/csv": ".csv",
    "application/x-ndjson": ".ndjson",
    "application/jsonl": ".ndjson",
}
"""Media type to the ending of its form, the usual one first."""
_SUMMARIES = {
    ".rq": "The SPARQL of a question, with the words given bound as terms.",
    ".csv": "Answer a question as a table.",
    ".ndjson": "Answer a question, a row a line.",
    "": "Answer a question; its parameters are those of the query string.",
}


def given_in(request: Request) -> dict[str, str]:
    """Return the parameters of a request's query string.

    Raises:
        BadParameter: one is given twice.
    """
    pairs = request.query_params.multi_items()
    given = {name: words.strip() for name, words in pairs}
    if len(given) != len(pairs):
        raise BadParameter("a parameter is given twice; give each once")
    return given


def refuse_parameters(request: Request) -> None:
    """Refuse the parameters of an address that takes none.

    Raises:
        BadParameter: there is one.
    """
    for name in request.query_params:
        raise BadParameter(f"found parameter {name[:80]!r}, wanted none; leave it out")


def router(face: Face) -> APIRouter:
    """Return the routes of the named questions.

    Args:
        face: answers within limits.
    """
    routes = APIRouter(prefix=API)
    _add_lists(routes)
    for ending, (operation, answer_class) in _TWINS.items():
        routes.add_api_route(
            f"/questions/{{name}}{ending}",
            _endpoint(face, ending),
            operation_id=operation,
            summary=_SUMMARIES[ending],
            # The framework takes an answer that it knows not for a string.
            response_class=answer_class if ending else JSONResponse,
            responses=_answers(ending) | problems(*_PROBLEMS) | NOT_MODIFIED,
            openapi_extra={"parameters": _parameters(ending)},
            response_model=None,
        )
    return routes


def _parameters(ending: str) -> list[Schema]:
    """Return the parameters of a question in one form; a query has no rows to take a part of."""
    of_rows = () if ending == ".rq" else PARAMETERS
    return [_NAME, *FREE_PARAMETERS["parameters"], *of_rows]


def _add_lists(routes: APIRouter) -> None:
    """Add the lists of all questions."""

    @routes.get("/questions", operation_id="listQuestions")
    def list_questions(request: Request) -> JSONResponse:
        """List the questions with what each can be asked about."""
        refuse_parameters(request)
        return JSONResponse({"questions": [_described(card) for card in cards()]})

    @routes.get(
        "/questions.ttl",
        operation_id="listQuestionsAsTurtle",
        response_class=TurtleResponse,
    )
    def publish_questions(request: Request) -> Response:
        """List the questions as SHACL executables that this service answers."""
        target = Iri(f"{base_of(request.scope)}/sparql")
        return TurtleResponse(questions_turtle(target=target), headers={"Vary": BY_ADDRESS})


def _answers(ending: str) -> dict[int | str, Schema]:
    """Return the response of a question in one form; without an ending Accept says which."""
    several = [ending] if ending else [one for one in _FORMS.values() if one]
    content = {_TWINS[one][1].media_type: {"schema": {"type": "string"}} for one in several}
    told: dict[int | str, Schema] = {
        HTTPStatus.OK.value: {"description": HTTPStatus.OK.phrase, "content": content}
    }
    for status, schema in ({} if ending else answers(_ANSWER, HTTPStatus.OK)).items():
        told[status] = {**schema, "content": schema["content"] | content}
    return told


def _endpoint(face: Face, ending: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    """Return what answers a question in one form."""

    async def ask_question(request: Request) -> Response:
        form = ending or _wanted(request)
        tag = _tag(await face.published.mark(), request, form)
        if has_already(request.scope, tag, is_given=False):
            return _not_modified(request, tag)
        name, given = str(request.path_params["name"]), given_in(request)

        def read(reader: BoundedReader) -> tuple[str, tuple[bytes, int]]:
            return reader.mark, _content(form, reader, name, given)

        mark, (content, left_out) = await face.within_limits(request, read)
        tag = _tag(mark, request, form)
        if has_already(request.scope, tag):
            return _not_modified(request, tag)
        _, answer_class = _TWINS[form]
        counted = {} if form == ".rq" else {HEADER: str(left_out)}
        headers = {**counted, "Vary": "Accept", **_texts(validating(tag))}
        return answer_class(content, headers=headers)

    return ask_question


def _wanted(request: Request) -> str:
    """Return the ending of the form that a request wants most; of JSON where it takes none.

    So it was always answered: a refusal would break who asks for something else.
    """
    try:
        return _FORMS[best_of(header(request.scope, b"accept"), _FORMS)]
    except NotAcceptable:
        return ""


def _content(
    ending: str, reader: BoundedReader, name: str, given: Mapping[str, str]
) -> tuple[bytes, int]:
    """Return the answer to a question, or its SPARQL with the words bound, in one form.

    With it goes how many facts reviews took out of it.
    """
    terms = known_terms(reader.place)
    if ending == ".rq":
        text = query_text(reader, name, given, terms) if given else find_card(name).text
        return text.encode(), 0
    part, own = part_in(given, find_card(name))
    # One more tells whether there are more.
    answer = ask(reader, name, own, terms, part.limit + 1 if part.limit else 0)
    return _written(ending, answer, part), len(answer.left_out)


def _written(ending: str, answer: Answer, part: Part) -> bytes:
    """Return the part of an answer that is wanted in one form."""
    match ending:
        case ".csv":
            return part.csv(answer).encode()
        case ".ndjson":
            return b"".join(_json(part.row(row)) + b"\n" for row in part.of(answer).rows)
        case _:
            return _json(part.to_json(answer))


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _tag(mark: str, request: Request, form: str) -> str:
    """Return the tag of the answer to a question, empty when the data have no mark."""
    return tag_of(mark, f"{request.url.path}?{request.url.query} {form}")


def _not_modified(request: Request, tag: str) -> Response:
    """Answer that a client has the answer already."""
    told_of(request.scope)["outcome"] = "not-modified"
    headers = {"Vary": "Accept", **_texts(validating(tag))}
    return Response(status_code=HTTPStatus.NOT_MODIFIED.value, headers=headers)


def _texts(headers: Headers) -> dict[str, str]:
    """Return headers as the framework takes them."""
    return {name.decode(): value.decode() for name, value in headers}


def _described(card: Card) -> dict[str, object]:
    """Return a question as the list prints it."""
    parameters = [
        {"name": p.name, "type": p.type, "optional": p.is_optional, "meaning": p.meaning}
        for p in card.parameters
    ]
    return {"name": card.name, "question": card.question, "parameters": parameters}
