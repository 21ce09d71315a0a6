"""Queries by GET whose answers are short and soon there: answered without a task.

Most requests are of this kind, and what a framework does for each costs more than their
answer. A request is taken here when nothing but its query and its Accept header decide
on the answer. What turns out otherwise (an error, an answer in pieces, one that takes
its time) is passed on to the app with the question that is being asked, so that limits,
errors and streams are told in one place.
"""

import asyncio
from functools import lru_cache
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from trialgraph.errors import EvidenceError
from trialgraph.server.access import Access, Sent
from trialgraph.server.negotiation import prefers_page
from trialgraph.server.protocol import Asked, asked_in
from trialgraph.server.requests import Headers, client_of, header, told_of
from trialgraph.server.sparql import BEGUN, headers_of, tell_of
from trialgraph.store.pool import Asking, Question, WorkerPool

PATH = "/sparql"
_PATIENCE = 0.1
_KEPT = 256  # requests that need not be read again
_SHORT = 2000  # bytes of what is kept of each
# Of these headers, Accept alone decides on an answer.
_PLAIN = frozenset(
    (
        *(b"host", b"accept", b"accept-charset", b"accept-encoding", b"accept-language"),
        *(b"user-agent", b"connection", b"referer", b"dnt", b"pragma", b"cache-control"),
        *(b"sec-fetch-dest", b"sec-fetch-mode", b"sec-fetch-site", b"sec-fetch-user"),
    )
)


class Service(Protocol):
    """What queries are put to.

    Attributes:
        pool: of the processes that answer.
    """

    @property
    def pool(self) -> WorkerPool: ...  # noqa: D102 - above

    def question(self, scope: Scope, asked: Asked) -> Question:
        """Return what a request asks."""
        ...


class Client(Protocol):
    """Who waits for an answer."""

    def take(self, headers: Headers, body: bytes) -> None:
        """Take an answer, status 200."""
        ...

    def pass_on(self) -> None:
        """Have the app answer."""
        ...


class Quick:
    """An app that takes some requests before it is called, and passes them on in time.

    Attributes:
        access: the app that answers what it is called with.
        patience: seconds that an answer is waited for here; then it is the app that waits.
    """

    def __init__(self, service: Service, access: Access) -> None:
        self.access = access
        self.patience = _PATIENCE
        self._service = service
        # What is read out of a request, never what is answered: that is always asked anew.
        self._read_again = lru_cache(_KEPT)(self._read)
        self._waiting: dict[Waiting, float] = {}  # the oldest first
        self._timer: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that was not taken, or was passed on."""
        await self.access(scope, receive, send)

    def take(self, scope: Scope, client: Client) -> "Waiting | None":
        """Take a request if it is of this kind; its client hears later, and not in this call."""
        if not _is_plain(scope):
            return None
        begin = self.access.begin(scope)
        try:
            question = self._question(scope)
            asking = self._service.pool.asking(question, client_of(scope))
            waiting = Waiting(self, scope, asking, client)
            asking.start(waiting.come)
        except (EvidenceError, HTTPException):
            self.access.pass_on(scope, begin)  # the app finds the same, and tells
            return None
        waiting.begin = begin
        self._waiting[waiting] = asyncio.get_running_loop().time() + self.patience
        if self._timer is None:
            self._look_after(self.patience)
        return waiting

    def _question(self, scope: Scope) -> Question:
        """Return what a request asks, and tell of it; errors as the service's."""
        given = scope["query_string"], header(scope, b"accept")
        is_short = len(given[0]) + len(given[1]) <= _SHORT
        question, told = self._read_again(*given) if is_short else self._read(*given)
        told_of(scope).update(told)
        return question

    def _read(self, query_string: bytes, accept: str) -> tuple[Question, dict[str, object]]:
        """Return what is asked by a query string, and what is told of it."""
        headers = [(b"accept", accept.encode("latin-1"))]
        scope: Scope = {"query_string": query_string, "headers": headers}
        return self._service.question(scope, asked_in(scope)), told_of(scope)

    def forget(self, waiting: "Waiting") -> None:
        """Look no longer after one that waits."""
        del self._waiting[waiting]

    def _look_after(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        """Pass on what waits for long."""
        self._timer = None
        now = asyncio.get_running_loop().time()
        while self._waiting:
            waiting, until = next(iter(self._waiting.items()))
            if until > now:
                self._look_after(until - now)
                return
            waiting.pass_on()


class Waiting:
    """A request whose answer is waited for.

    Attributes:
        begin: when it came.
    """

    __slots__ = ("_asking", "_client", "_quick", "_scope", "begin")

    def __init__(self, quick: Quick, scope: Scope, asking: Asking, client: Client) -> None:
        self.begin = 0.0
        self._quick = quick
        self._scope = scope
        self._asking = asking
        self._client = client

    def come(self) -> None:
        """Give the answer to the client if it is whole, or have the app go on."""
        answer = self._asking.whole()
        if answer is None:
            self.pass_on()
            return
        self._quick.forget(self)
        tell_of(answer, self._scope)
        self._client.take(headers_of(answer), answer.first)
        self._quick.access.end(self._scope, self.begin, Sent(200, len(answer.first), is_whole=True))

    def pass_on(self) -> None:
        """Have the app go on where this is."""
        self._quick.forget(self)
        self._quick.access.pass_on(self._scope, self.begin)
        self._scope[BEGUN] = self._asking
        self._client.pass_on()

    def leave(self) -> None:
        """Stop the query: the client is gone."""
        self._quick.forget(self)
        self._asking.leave()
        told_of(self._scope)["outcome"] = "client-gone"
        self._quick.access.end(self._scope, self.begin, Sent(0, 0, is_whole=False))


def _is_plain(scope: Scope) -> bool:
    """Tell whether a request is a query by GET, and nothing else decides on its answer."""
    return (
        scope["method"] == "GET"
        and scope["path"] == PATH
        and scope["query_string"].startswith(b"query=")
        and scope["http_version"] == "1.1"
        and all(name in _PLAIN for name, _ in scope["headers"])
        and not prefers_page(header(scope, b"accept"))
    )
