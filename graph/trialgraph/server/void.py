"""VoID at the place where programs look for it (RFC 8615; VoID, section 7.2)."""

from starlette.types import Receive, Scope, Send

from trialgraph.server.description import VARY, Address, Description, base_of
from trialgraph.server.negotiation import best_graph_form
from trialgraph.server.requests import header
from trialgraph.server.validators import send_described
from trialgraph.store.limits import MEDIA_TYPES


class VoidService:
    """Answers with the data in numbers, by class and by property."""

    def __init__(self, description: Description) -> None:
        self._description = description

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer one request."""
        form = best_graph_form(header(scope, b"accept"))
        content = await self._description.counted(Address(base_of(scope)), form)
        headers = [(b"content-type", MEDIA_TYPES[form].encode()), (b"vary", VARY)]
        await send_described(scope, send, headers, content)
