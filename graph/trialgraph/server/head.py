"""HEAD wherever there is GET (RFC 9110, section 9.3.2); the framework's routes have none."""

from starlette.types import ASGIApp, Receive, Scope, Send

from trialgraph.server.requests import without_body


class HeadAsGet:
    """Answers HEAD as GET is answered, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        await self._app({**scope, "method": "GET"}, receive, without_body(send))
