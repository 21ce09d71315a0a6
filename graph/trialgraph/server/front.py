"""What takes every request first: a few routes by their path, the rest to the framework."""

from collections.abc import Mapping
from typing import cast

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from trialgraph.errors import EvidenceError
from trialgraph.server.origins import is_preflight, opened, send_preflight
from trialgraph.server.requests import ClientGone, told_of, without_body


class Front:
    """The app as a server runs it.

    Attributes:
        api: the framework's app, with all routes.
    """

    def __init__(
        self, api: FastAPI, routes: Mapping[str, ASGIApp], *, is_writable: bool = False
    ) -> None:
        """Name the routes.

        Args:
            api: answers what none of them does.
            routes: by their paths; one that ends in a slash takes all below it.
            is_writable: whether anyone may change the store.
        """
        self.api = api
        self._is_writable = is_writable
        guarded = {path: Guarded(api, route) for path, route in routes.items()}
        self._exact = {path: route for path, route in guarded.items() if path[-1] != "/"}
        self._below = [(path, route) for path, route in guarded.items() if path[-1] == "/"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            scope.setdefault("trialgraph", {})
            if is_preflight(scope):
                await send_preflight(scope, send, is_writable=self._is_writable)
                return
            send = opened(scope, send)
            route = self._exact.get(scope["path"]) or self._route_above(scope["path"])
            if route is not None:
                scope["app"] = self.api
                await route(scope, receive, send)
                return
        await self.api(scope, receive, send)

    def _route_above(self, path: str) -> "Guarded | None":
        """Return the route that takes all below a path which this one lies under."""
        return next((route for above, route in self._below if path.startswith(above)), None)


class Guarded:
    """A route whose errors are answered as the framework's are, and that HEAD may ask."""

    def __init__(self, api: FastAPI, route: ASGIApp) -> None:
        self._api = api
        self._route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; an error after the answer has begun is the route's to tell."""
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
        except Exception as error:  # a mistake of ours: told without its inside, then logged
            told_of(scope)["outcome"] = "internal-error"
            await self._problem(scope, error)(scope, receive, send)
            raise

    def _problem(self, scope: Scope, error: Exception) -> Response:
        """Return the answer that the app gives for an error."""
        kinds = (EvidenceError, HTTPException, Exception)
        kind = next(kind for kind in kinds if isinstance(error, kind))
        return cast("Response", self._api.exception_handlers[kind](Request(scope), error))
