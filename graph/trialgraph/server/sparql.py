"""The SPARQL service: SPARQL 1.1 Query over HTTP, read-only and within limits."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from trialgraph.errors import QueryStopped
from trialgraph.server.negotiation import best_form
from trialgraph.server.protocol import read_question
from trialgraph.store.lexer import query_kind
from trialgraph.store.limits import MEDIA_TYPES, forms_of
from trialgraph.store.worker import QueryWorker

_DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix format: <http://www.w3.org/ns/formats/> .
[] a sd:Service ;
  sd:endpoint <> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML,
    format:SPARQL_Results_CSV, format:SPARQL_Results_TSV,
    format:Turtle, format:N-Triples, format:RDF_XML, format:JSON-LD ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""


def sparql_endpoint(worker: QueryWorker) -> Callable[[Request], Awaitable[Response]]:
    """Return the service over a worker; without a query it describes itself.

    The worker answers one query at a time. The others wait here and not in threads,
    of which the rest of the app would have none left; one whose client has gone by
    then is not asked at all.
    """
    places = asyncio.Semaphore(1)

    async def answer(request: Request) -> Response:
        question = await read_question(request, worker.limits.length)
        accept = request.headers.get("accept", "")
        if question.text is None:
            best_form(accept, ["turtle"])
            return Response(_DESCRIPTION, media_type=MEDIA_TYPES["turtle"])
        form = best_form(accept, forms_of(query_kind(question.text)))
        async with _place(places, worker.limits.seconds):
            if await request.is_disconnected():
                raise QueryStopped("whoever asked has gone", "queue")
            found = await run_in_threadpool(worker.answer, question.text, form, question.dataset)
        headers = {"Vary": "Accept", "ETag": f'"{found.version}-{found.form}"'}
        return Response(found.content, media_type=found.media_type, headers=headers)

    return answer


@asynccontextmanager
async def _place(places: asyncio.Semaphore, seconds: float) -> AsyncIterator[None]:
    """Have a place at the worker.

    Raises:
        QueryStopped: other queries took as long as one query may.
    """
    try:
        async with asyncio.timeout(seconds):
            await places.acquire()
    except TimeoutError as error:
        raise QueryStopped(
            "other queries took all the time there was; ask again", "queue"
        ) from error
    try:
        yield
    finally:
        places.release()
