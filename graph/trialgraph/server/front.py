"""What takes every request first: a few routes by their path, the rest to the framework."""

from collections.abc import Mapping
from typing import cast

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from trialgraph.errors import EvidenceError
from trialgraph.server.requests import ClientGone, adding, header, told_of, without_body

# As the framework's middleware answers the pages of others, which may ask anything.
_OPEN = [(b"access-control-allow-origin", b"*")]


class Front:
    """The app as a server runs it.

    Attributes:
        api: the framework's app, with all routes.
    """

    def __init__(self, api: FastAPI, routes: Mapping[str, ASGIApp]) -> None:
        """Name the routes by their paths; one that ends in a slash takes all below it."""
        self.api = api
        of_bug = api.exception_handlers.get(Exception)
        guarded = {
            path: ServerErrorMiddleware(Guarded(api, route), handler=of_bug)
            for path, route in routes.items()
        }
        self._exact: dict[str, ASGIApp] = {
            path: route for path, route in guarded.items() if not path.endswith("/")
        }
        self._below: list[tuple[str, ASGIApp]] = [
            (path, route) for path, route in guarded.items() if path.endswith("/")
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            scope.setdefault("trialgraph", {})
            route = self._exact.get(scope["path"]) or self._route_above(scope["path"])
            if route is not None and not _is_preflight(scope):
                scope["app"] = self.api
                await route(scope, receive, send)
                return
        await self.api(scope, receive, send)

    def _route_above(self, path: str) -> ASGIApp | None:
        """Return the route that takes all below a path which this one lies under."""
        return next((route for above, route in self._below if path.startswith(above)), None)


class Guarded:
    """A route whose errors are answered as the framework's are, and that HEAD may ask."""

    def __init__(self, api: FastAPI, route: ASGIApp) -> None:
        self._api = api
        self._route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; an error after the answer has begun is the route's to tell."""
        if header(scope, b"origin"):
            send = adding(send, _OPEN)
        if scope["method"] == "HEAD":
            send = without_body(send)
        try:
            await self._route(scope, receive, send)
        except (EvidenceError, HTTPException) as error:
            answer = self._problem(scope, error)
            told_of(scope)["outcome"] = getattr(error, "code", str(answer.status_code))
            await answer(scope, receive, send)
        except ClientGone:
            told_of(scope)["outcome"] = "client-gone"

    def _problem(self, scope: Scope, error: EvidenceError | HTTPException) -> Response:
        """Return the answer that the app gives for an error."""
        kind = EvidenceError if isinstance(error, EvidenceError) else HTTPException
        return cast("Response", self._api.exception_handlers[kind](Request(scope), error))


def _is_preflight(scope: Scope) -> bool:
    """Tell whether a browser asks what a page may ask; the framework answers that."""
    is_options: bool = scope["method"] == "OPTIONS"
    return is_options and header(scope, b"access-control-request-method") != ""
