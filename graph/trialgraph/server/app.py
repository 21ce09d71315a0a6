"""The app: which address answers what."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus

import uvicorn
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse
from starlette.responses import Response
from starlette.routing import Route

from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.choices import choices
from trialgraph.errors import EvidenceError
from trialgraph.server import admin, graph_store, problems
from trialgraph.server.access import Access
from trialgraph.server.access_log import AccessLog
from trialgraph.server.connections import Connection, prepare
from trialgraph.server.description import Description
from trialgraph.server.front import Front
from trialgraph.server.graph_store import GraphStore
from trialgraph.server.head import HeadAsGet
from trialgraph.server.health import add_health
from trialgraph.server.keeping import Keeping
from trialgraph.server.openapi import FREE_PARAMETERS, documenting, pages
from trialgraph.server.page import STYLE, front_page, question_page
from trialgraph.server.published import Published
from trialgraph.server.questions import Asks, asking, given_in, router
from trialgraph.server.settings import Settings
from trialgraph.server.sparql import SparqlService
from trialgraph.server.tokens import Gate
from trialgraph.server.updates import UpdateService
from trialgraph.server.void import void_of
from trialgraph.server.writes import Writes
from trialgraph.store.address import folder_of
from trialgraph.store.places import check
from trialgraph.store.pool import WorkerPool


class StyleResponse(Response):
    """A style sheet."""

    media_type = "text/css"


_LAST_SECONDS = 5  # beyond the longest query, before what is still answered is broken off

FIRST_QUESTION = "os-benefit-from-adding"

_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_PAGE_HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}


def create_app(settings: Settings) -> Front:
    """Return the app that answers from a store's newest published version.

    Raises:
        StoreMissing: there is no store there.
        StoreFormat: it is another version's store.
    """
    check(settings.store)
    is_union = settings.default_graph == "union"
    pool = WorkerPool(settings.store, settings.limits, settings.workers, is_union=is_union)
    writes = Writes(folder_of(settings.store), settings.write_limits)
    gate = Gate(settings.token)
    published = Published(settings.store)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        try:
            await pool.start()
            description.start()
            yield
        finally:
            await description.close()
            await writes.close()
            await pool.close()
            published.close()

    app = _framework(life)
    description = Description(settings.store)
    service = SparqlService(pool, description)
    app.state.updates = UpdateService(writes, gate)
    graphs = GraphStore(service, writes, gate)
    _add_services(app, service, graphs)
    app.router.routes.append(Route("/.well-known/void", void_of(description), name="void"))
    _add_questions(app, published)
    keeping = Keeping(folder_of(settings.store), writes, settings.backups)
    app.include_router(admin.router(keeping, gate))
    add_health(app, published, pool)
    return Front(
        app, {"/sparql": service, graph_store.PATH: graphs, f"{graph_store.PATH}/": graphs}
    )


def _add_services(app: FastAPI, service: SparqlService, graphs: GraphStore) -> None:
    """Name the addresses that the front answers, so that they are found by their names."""
    reads, writes_too = ["GET", "POST"], ["GET", "PUT", "POST", "DELETE"]
    app.router.routes += [
        Route("/sparql", service, methods=reads, name="sparql"),
        Route(graph_store.PATH, graphs, methods=writes_too, name="graph-store"),
        Route(f"{graph_store.PATH}/{{path:path}}", graphs, methods=writes_too, name="graph"),
    ]


def _framework(life: Callable[[FastAPI], AbstractAsyncContextManager[None]]) -> FastAPI:
    """Return the framework's app, without routes yet."""
    # The framework's own documentation pages load scripts from elsewhere: left out.
    # A slash too many is told and not redirected: behind a proxy the address would be wrong.
    app = FastAPI(
        title="trialgraph", docs_url=None, redoc_url=None, lifespan=life, redirect_slashes=False
    )
    problems.install(app)
    app.openapi = documenting(app)  # type: ignore[method-assign]
    app.add_middleware(HeadAsGet)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"])
    return app


def serve(settings: Settings) -> None:
    """Answer requests until stopped; those being answered then have some time to end.

    Raises:
        StoreMissing: there is no store there.
        OSError: the address is taken, or the log cannot be written.
    """
    app = watched(create_app(settings), settings)
    host, port = settings.host, settings.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        prepare(listening, settings.limits.sending)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            http=Connection,
            loop="uvloop",
            ws="none",
            timeout_graceful_shutdown=int(settings.limits.seconds) + _LAST_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listening])


def watched(app: Front, settings: Settings) -> Access:
    """Return the app with its log and its metrics.

    Raises:
        OSError: the log cannot be written.
    """
    log = AccessLog.to(settings.access_log) if settings.access_log else None
    return Access(app, log=log, shown=settings.metrics)


def _add_questions(app: FastAPI, published: Published) -> None:
    """Add the named questions, as JSON and as pages."""
    answers = asking(published)
    app.include_router(router(answers))
    _add_pages(app, answers, published)


def _add_pages(app: FastAPI, answers: Asks, published: Published) -> None:
    """Add the pages and their style sheet."""

    @app.get(
        "/",
        operation_id="page",
        response_class=HTMLResponse,
        responses=pages(
            HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE
        ),
        openapi_extra=FREE_PARAMETERS,
    )
    def page(request: Request) -> HTMLResponse:
        """Ask a question on a page."""
        with published.reading() as reader:
            held = choices(reader)
        try:
            given = given_in(request)
            name = given.pop("question", FIRST_QUESTION)
            card = find_card(name)
        except EvidenceError as error:
            text = front_page(held, str(error))
            return HTMLResponse(text, problems.status_of(error).value, _PAGE_HEADERS)
        if not request.query_params:
            return HTMLResponse(front_page(held), HTTPStatus.OK.value, _PAGE_HEADERS)
        is_asked = given.pop("asked", "") != "" or bool(given)
        given = {key: value.strip() for key, value in given.items() if value.strip()}
        status = HTTPStatus.OK
        try:
            result = answers(name, given) if is_asked else None
            text = question_page(card, given, result, held)
        except EvidenceError as error:
            status = problems.status_of(error)
            text = question_page(card, given, str(error), held)
        return HTMLResponse(text, status.value, _PAGE_HEADERS)

    @app.get("/style.css", operation_id="styleSheet", response_class=StyleResponse)
    def style() -> Response:
        """Return the style sheet."""
        return StyleResponse(STYLE)
