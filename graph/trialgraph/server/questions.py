"""Named questions over HTTP, with the same body as ``trialgraph ask --json``."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from trialgraph.catalogue.answer import Answer
from trialgraph.catalogue.ask import ask
from trialgraph.catalogue.card import Card, cards
from trialgraph.catalogue.executables import questions_turtle
from trialgraph.errors import BadParameter
from trialgraph.names import Iri
from trialgraph.server.openapi import FREE_PARAMETERS, problems
from trialgraph.server.published import Published
from trialgraph.store.known_terms import known_terms

_PROBLEMS = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE)


class TurtleResponse(Response):
    """A graph as Turtle."""

    media_type = "text/turtle"


class Asks(Protocol):
    """Answers a named question with the words given for its parameters."""

    def __call__(self, name: str, given: Mapping[str, str]) -> Answer:
        """Return the answer in the newest version."""
        ...


def asking(published: Published) -> Asks:
    """Return what answers named questions in the newest version."""

    def answer(name: str, given: Mapping[str, str]) -> Answer:
        with published.reading() as reader:
            return ask(reader, name, given, known_terms(published.store))

    return answer


def given_in(request: Request) -> dict[str, str]:
    """Return the parameters of a request's query string.

    Raises:
        BadParameter: one is given twice.
    """
    pairs = request.query_params.multi_items()
    given = dict(pairs)
    if len(given) != len(pairs):
        raise BadParameter("a parameter is given twice; give each once")
    return given


def router(answers: Asks) -> APIRouter:
    """Return the routes of the named questions."""
    routes = APIRouter(prefix="/api/v1")

    @routes.get("/questions", operation_id="listQuestions")
    def list_questions() -> JSONResponse:
        """List the questions with what each can be asked about."""
        return JSONResponse({"questions": [_described(card) for card in cards()]})

    @routes.get(
        "/questions.ttl",
        operation_id="listQuestionsAsTurtle",
        response_class=TurtleResponse,
    )
    def publish_questions(request: Request) -> Response:
        """List the questions as SHACL executables that this service answers."""
        target = Iri(str(request.url_for("sparql")))
        return TurtleResponse(questions_turtle(target=target))

    @routes.get(
        "/questions/{name}",
        operation_id="askQuestion",
        responses=problems(*_PROBLEMS),
        openapi_extra=FREE_PARAMETERS,
    )
    def ask_question(name: str, request: Request) -> JSONResponse:
        """Answer a question; its parameters are those of the query string."""
        answer = answers(name, given_in(request))
        headers = {"ETag": f'"{answer.searched.data_version}"', "Cache-Control": "no-cache"}
        return JSONResponse(answer.to_json(), headers=headers)

    return routes


def _described(card: Card) -> dict[str, object]:
    """Return a question as the list prints it."""
    parameters = [
        {"name": p.name, "type": p.type, "optional": p.is_optional, "meaning": p.meaning}
        for p in card.parameters
    ]
    return {"name": card.name, "question": card.question, "parameters": parameters}
