"""The SPARQL service: SPARQL 1.1 Query over HTTP, read-only and within limits."""

from collections.abc import Awaitable, Callable

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

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
    """Return the service over a worker; without a query it describes itself."""

    async def answer(request: Request) -> Response:
        question = await read_question(request, worker.limits.length)
        accept = request.headers.get("accept", "")
        if question.text is None:
            best_form(accept, ["turtle"])
            return Response(_DESCRIPTION, media_type=MEDIA_TYPES["turtle"])
        form = best_form(accept, forms_of(query_kind(question.text)))
        found = await run_in_threadpool(worker.answer, question.text, form, question.dataset)
        headers = {"Vary": "Accept", "ETag": f'"{found.version}-{found.form}"'}
        return Response(found.content, media_type=found.media_type, headers=headers)

    return answer
