"""What is asked for out of habit: where the API begins, what robots may read, the icon."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from trialgraph.server.addresses import API
from trialgraph.server.web.static import static_answer

_ROBOTS = """User-agent: *
Disallow: /sparql?
Disallow: /graph-store
Disallow: /admin/
Disallow: /review
Crawl-delay: 1
"""


def router(paths: list[str]) -> APIRouter:
    """Return the routes.

    Args:
        paths: of all resources of the API.
    """
    routes = APIRouter(include_in_schema=False)
    told = {
        "title": "trialgraph",
        "openapi": "/openapi.json",
        "resources": [f"{API}{one}" for one in paths],
        "sparql": "/sparql",
        "linked_data": "/.well-known/void",
        "pages": "/",
    }

    def landing(_: Request) -> Response:
        headers = {"Link": '</openapi.json>; rel="service-desc", </>; rel="service-doc"'}
        return JSONResponse(told, headers=headers)

    def robots(_: Request) -> Response:
        return PlainTextResponse(_ROBOTS)

    def icon(_: Request) -> Response:
        return static_answer("icon.svg", "")

    for path, answer in (
        (API, landing),
        (f"{API}/", landing),
        ("/robots.txt", robots),
        ("/favicon.ico", icon),
    ):
        routes.add_api_route(path, answer, methods=["GET"], include_in_schema=False)
    return routes
