"""VoID at the place where programs look for it (RFC 8615; VoID, section 7.2)."""

from collections.abc import Awaitable, Callable

from fastapi import Request
from starlette.responses import Response

from trialgraph.server.description import VARY, Address, Description, base_of
from trialgraph.server.negotiation import best_graph_form
from trialgraph.store.limits import MEDIA_TYPES


def void_of(description: Description) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers with the data in numbers, by class and by property."""

    async def answer(request: Request) -> Response:
        form = best_graph_form(request.headers.get("accept", ""))
        content = await description.counted(Address(base_of(request.scope)), form)
        return Response(content, media_type=MEDIA_TYPES[form], headers={"Vary": VARY.decode()})

    return answer
