"""The routes of the JSON API: each resource by its path, and with the ending of each form."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from trialgraph.server.addresses import API
from trialgraph.server.api import about, context, documents, effects, pools, reviews, things, trials
from trialgraph.server.api.asking import ENDINGS, MEDIA
from trialgraph.server.api.contract import Form, Resource
from trialgraph.server.api.documenting import parameters, responses, schemas
from trialgraph.server.api.face import Face
from trialgraph.server.openapi import Schema
from trialgraph.store import Reader

RESOURCES: tuple[Resource, ...] = (
    *effects.RESOURCES,
    *trials.RESOURCES,
    *things.RESOURCES,
    *documents.RESOURCES,
    *reviews.RESOURCES,
    *pools.RESOURCES,
    *about.RESOURCES,
)
"""All of them; of two that fit an address the first answers."""

SCHEMAS: dict[str, Schema] = schemas(RESOURCES)
"""Of their bodies and rows, by name."""

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]

_TITLES: dict[Form, str] = {"csv": "Csv", "ndjson": "Ndjson", "turtle": "Turtle"}


def router(face: Face) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix=API)
    for one in RESOURCES:
        for path, form in _addresses(one):
            routes.add_api_route(
                path,
                _endpoint(face, one, form),
                operation_id=one.operation + (f"As{_TITLES[form]}" if form else ""),
                summary=one.summary,
                response_class=_ANSWERS[form] if form else JSONResponse,
                responses=responses(one, form),
                openapi_extra=parameters(one),
                response_model=None,
            )
    return routes


def make_contexts(_: Reader) -> None:
    """Make the contexts of all bodies before the first request: the ontology is read for them."""
    for one in RESOURCES:
        context.address(one)


def _addresses(resource: Resource) -> Iterator[tuple[str, Form | None]]:
    """Yield the paths of a resource, those with an ending first: an id may hold anything."""
    for form, ending in ENDINGS.items():
        if form in resource.forms:
            yield f"{resource.path}{ending}", form
    yield resource.path, None


def _endpoint(face: Face, resource: Resource, form: Form | None) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await face.answer(resource, request, form)

    endpoint.__doc__ = resource.summary
    return endpoint


def _answer_of(form: Form) -> type[Response]:
    return type(
        f"{_TITLES[form]}Response", (Response,), {"media_type": MEDIA[form].partition(";")[0]}
    )


_ANSWERS = {form: _answer_of(form) for form in ENDINGS}
