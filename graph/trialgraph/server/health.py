"""What a supervisor asks: whether the service lives, and whether it can answer."""

import asyncio
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from trialgraph.errors import QueryError, QueryStopped
from trialgraph.server.openapi import problems
from trialgraph.server.published import Published
from trialgraph.server.warming import Warming
from trialgraph.store import Statistics
from trialgraph.store.allowance import allowing
from trialgraph.store.asked import Question, looked_over
from trialgraph.store.pool import WorkerPool

_SMALLEST = "ASK {}"
_PATIENCE_SECONDS = 5.0
_CLIENT = "readyz"  # has a place of its own among those who ask


def add_health(app: FastAPI, published: Published, pool: WorkerPool, warming: Warming) -> None:
    """Add both addresses to an app."""
    question = Question(_SMALLEST, "json", looked_over(_SMALLEST, pool.limits))

    @app.get("/healthz", operation_id="health")
    async def health() -> JSONResponse:
        """Tell that the service lives; whether it can answer, ``/readyz`` tells."""
        return JSONResponse({"status": "ok"})

    @app.get(
        "/readyz",
        operation_id="readiness",
        responses=problems(HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT),
    )
    async def readiness() -> JSONResponse:
        """Tell from which version questions and queries are answered now."""
        await warming.first()
        version, held = await run_in_threadpool(_newest, published)
        await _ask(pool, question)
        return JSONResponse(
            {"status": "ok", "data_version": str(version), "documents": held.documents},
            headers={"Cache-Control": "no-store"},
        )


def _newest(published: Published) -> tuple[int, Statistics]:
    """Return which version is newest, and what it holds; errors as ``Published.reading``."""
    with allowing(_PATIENCE_SECONDS), published.reading() as reader:
        return reader.version, reader.statistics()


async def _ask(pool: WorkerPool, question: Question) -> None:
    """Have a process answer.

    Raises:
        QueryStopped: none does, or not soon.
    """
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), pool.asking(question, _CLIENT):
            return
    except TimeoutError as error:
        found = f"no process answered within {_PATIENCE_SECONDS:g} seconds"
        raise QueryStopped(
            f"{found}; wait, or start the service with more workers", "worker"
        ) from error
    except QueryError as error:
        raise QueryStopped(f"no process answers now: {error}", "worker") from error
