"""The app: which address answers what."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import uvicorn
from fastapi import APIRouter, FastAPI
from starlette.routing import Route

from trialgraph.server import (
    admin,
    admin_reviews,
    api,
    graph_store,
    landing,
    problems,
    vocabulary,
    web,
)
from trialgraph.server.access import Access
from trialgraph.server.bounded import Readings
from trialgraph.server.connections import Connection, prepare
from trialgraph.server.description import Description
from trialgraph.server.front import Front
from trialgraph.server.graph_store import GraphStore
from trialgraph.server.head import HeadAsGet
from trialgraph.server.health import add_health
from trialgraph.server.keeping import Keeping
from trialgraph.server.linked.routes import router as linked_data
from trialgraph.server.naming import naming
from trialgraph.server.openapi import documenting
from trialgraph.server.published import Published
from trialgraph.server.questions import SCHEMAS as QUESTION_SCHEMAS
from trialgraph.server.questions import router
from trialgraph.server.quick import Quick
from trialgraph.server.settings import Settings
from trialgraph.server.sparql import SparqlService
from trialgraph.server.starting import address_of, listen, open_log, place_for_backups
from trialgraph.server.tokens import Gate
from trialgraph.server.updates import UpdateService
from trialgraph.server.void import VoidService
from trialgraph.server.warming import Warming
from trialgraph.server.web.sparql_page import EditorPage
from trialgraph.server.writes import Writes
from trialgraph.store.address import folder_of
from trialgraph.store.places import check
from trialgraph.store.pool import WorkerPool

_LAST_SECONDS = 5  # beyond the longest query, before what is still answered is broken off


def create_app(settings: Settings) -> Front:
    """Return the app that answers from a store's newest published version.

    Raises:
        StoreMissing: there is no store there.
        StoreFormat: it is another version's store.
        BadParameter: there is no such place for backups.
    """
    check(settings.store)
    folder = folder_of(settings.store)
    pool = WorkerPool(settings.store, settings.limits, settings.workers, is_union=settings.is_union)
    writes = Writes(folder, settings.write_limits)
    gate = Gate(settings.token)
    published = Published(settings.store, settings.limits.seconds)
    # Pages have processes of their own, started when they are wanted: nobody's query holds them up.
    for_pages = WorkerPool(settings.store, settings.limits, settings.workers)

    description = Description(settings.store)
    warming = Warming(published, (*web.KEPT, api.make_contexts))

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        async with (
            _closed_in_the_end(writes, published),
            _running(pool, for_pages, description, settings),
            warming.running(),
        ):
            yield

    app = _framework(life, published)
    service = SparqlService(pool, description)
    app.state.sparql = service
    app.state.updates = UpdateService(writes, gate)
    editor, graphs = EditorPage(service, published), GraphStore(service, writes, gate)
    _add_services(app, editor, graphs, description)
    keeping = Keeping(folder, writes, place_for_backups(settings.backups, folder))
    face, pages = api.Face(published, pool, gate), Readings(published, for_pages)
    for routes in _routers(face, pages, gate, keeping, settings):
        app.include_router(routes)
    add_health(app, published, pool, warming)
    stores = dict.fromkeys((graph_store.PATH, f"{graph_store.PATH}/"), graphs)
    return Front(app, {"/sparql": editor, **stores}, is_writable=gate.wanted is not None)


def _routers(
    face: api.Face, pages: Readings, gate: Gate, keeping: Keeping, settings: Settings
) -> Iterator[APIRouter]:
    """Yield the routes of the framework: answers, pages, and what the token allows."""
    looking = api.validating.Validating(settings.store, settings.write_limits)
    yield router(face)
    yield api.router(face)
    yield api.validating.router(looking)
    yield linked_data(pages)
    yield web.router(pages, gate)
    yield landing.router([*sorted({one.path.replace(":path", "") for one in api.routes.RESOURCES})])
    yield vocabulary.router(settings.store)
    yield admin.router(keeping, gate)
    yield admin_reviews.router(face.published, keeping, gate)


@asynccontextmanager
async def _closed_in_the_end(writes: Writes, published: Published) -> AsyncIterator[None]:
    """Let go of the store when all requests are answered."""
    try:
        yield
    finally:
        await writes.close()
        published.close()


@asynccontextmanager
async def _running(
    pool: WorkerPool, for_pages: WorkerPool, description: Description, settings: Settings
) -> AsyncIterator[None]:
    """Have what runs beside the requests run."""
    try:
        await pool.start()
        description.start()
        gc.freeze()  # what is there now stays: it need not be looked through again
        async with naming(settings.store):
            yield
    finally:
        await description.close()
        await asyncio.gather(pool.close(), for_pages.close())


def _add_services(
    app: FastAPI, service: EditorPage, graphs: GraphStore, description: Description
) -> None:
    """Name the addresses that the front answers, so that they are found by their names."""
    reads, writes_too = ["GET", "POST"], ["GET", "PUT", "POST", "DELETE"]
    app.router.routes += [
        Route("/sparql", service, methods=reads, name="sparql"),
        Route(graph_store.PATH, graphs, methods=writes_too, name="graph-store"),
        Route(f"{graph_store.PATH}/{{path:path}}", graphs, methods=writes_too, name="graph"),
        Route("/.well-known/void", VoidService(description), methods=["GET"], name="void"),
    ]


def _framework(
    life: Callable[[FastAPI], AbstractAsyncContextManager[None]], published: Published
) -> FastAPI:
    """Return the framework's app, without routes yet."""
    # The framework's own documentation pages load scripts from elsewhere: left out.
    # A slash too many is told and not redirected: behind a proxy the address would be wrong.
    app = FastAPI(
        title="trialgraph", docs_url=None, redoc_url=None, lifespan=life, redirect_slashes=False
    )
    problems.install(app, web.error_page(published))
    app.openapi = documenting(app, {**api.SCHEMAS, **QUESTION_SCHEMAS})  # type: ignore[method-assign]
    app.add_middleware(HeadAsGet)
    return app


def serve(settings: Settings, ready: Callable[[str], None] | None = None) -> None:
    """Answer requests until stopped; those being answered then have some time to end.

    Args:
        settings: how.
        ready: is told the URL once requests are taken there.

    Raises:
        StoreMissing: there is no store there.
        AddressInUse: somebody listens there.
        BadParameter: the address, the log or the place for backups cannot be had.
    """
    app = create_app(settings)
    with listen(settings.host, settings.port) as listening:
        prepare(listening, settings.limits.sending)
        config = uvicorn.Config(
            watched(app, settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            http=Connection,
            loop="uvloop",
            ws="none",
            timeout_graceful_shutdown=int(settings.limits.seconds) + _LAST_SECONDS,
        )
        if ready is not None:
            ready(address_of(listening))
        uvicorn.Server(config).run(sockets=[listening])


def watched(app: Front, settings: Settings) -> Quick:
    """Return the app with its log and its metrics, and with what answers before it.

    Raises:
        BadParameter: the log cannot be written.
    """
    log = open_log(settings.access_log)
    return Quick(app.api.state.sparql, Access(app, log=log, shown=settings.metrics))
