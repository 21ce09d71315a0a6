"""The app: which address answers what."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.responses import Response
from starlette.routing import Route

from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.choices import choices
from trialgraph.errors import EvidenceError
from trialgraph.server import problems
from trialgraph.server.front import Front
from trialgraph.server.head import HeadAsGet
from trialgraph.server.page import STYLE, front_page, question_page
from trialgraph.server.published import Published
from trialgraph.server.questions import Asks, asking, given_in, router
from trialgraph.server.sparql import SparqlService
from trialgraph.store.folder import Folder
from trialgraph.store.limits import Limits
from trialgraph.store.pool import WorkerPool

FIRST_QUESTION = "os-benefit-from-adding"

_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_PAGE_HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}


def create_app(store: Path, limits: Limits | None = None, workers: int = 2) -> Front:
    """Return the app that answers from a store's newest published version.

    Args:
        store: its directory.
        limits: of each query, and of each client.
        workers: processes that answer queries.

    Raises:
        StoreMissing: there is no store there.
        StoreFormat: it is another version's store.
    """
    Folder(store).check()
    pool = WorkerPool(store, limits or Limits(), workers)
    published = Published(store)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        finally:
            await pool.close()
            published.close()

    # The framework's own documentation pages load scripts from elsewhere: left out.
    app = FastAPI(title="trialgraph", docs_url=None, redoc_url=None, lifespan=life)
    problems.install(app)
    app.add_middleware(HeadAsGet)
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"])
    service = SparqlService(pool)
    # The front answers it; here it is found by its name.
    app.router.routes.append(Route("/sparql", service, name="sparql"))
    answers = asking(published)
    app.include_router(router(answers))
    _add_pages(app, answers, published)
    _add_health(app, published)
    return Front(app, {"/sparql": service})


def serve(
    store: Path,
    host: str = "127.0.0.1",
    port: int = 8080,
    limits: Limits | None = None,
    workers: int = 2,
) -> None:
    """Answer requests until stopped.

    Raises:
        StoreMissing: there is no store there.
        OSError: the address is taken.
    """
    app = create_app(store, limits, workers)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            http="httptools",
            loop="uvloop",
            ws="none",
        )
        uvicorn.Server(config).run(sockets=[listening])


def _add_pages(app: FastAPI, answers: Asks, published: Published) -> None:
    """Add the pages and their style sheet."""

    @app.get("/", response_class=HTMLResponse)
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

    @app.get("/style.css")
    def style() -> Response:
        """Return the style sheet."""
        return Response(STYLE, media_type="text/css")


def _add_health(app: FastAPI, published: Published) -> None:
    """Add what a supervisor asks."""

    @app.get("/healthz")
    def health() -> JSONResponse:
        """Tell that questions can be answered, and from which version."""
        with published.reading() as reader:
            held = reader.statistics()
            return JSONResponse(
                {"status": "ok", "data_version": str(reader.version), "documents": held.documents},
            )
