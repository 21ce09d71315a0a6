"""The page on which people write queries; to programs ``/sparql`` is the service alone.

With scripts the text field is an editor and answers come without a new page; without
them the form is sent, and the page has the answer as a table.
"""

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from time import perf_counter
from typing import Literal

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from trialgraph.catalogue.card import cards, find_card
from trialgraph.errors import EvidenceError, QueryStopped
from trialgraph.server import problems
from trialgraph.server.negotiation import prefers_page
from trialgraph.server.protocol import Asked
from trialgraph.server.published import Published
from trialgraph.server.requests import Fields, header, told_of
from trialgraph.server.sparql import SparqlService
from trialgraph.server.web.frame import frame_now
from trialgraph.server.web.render import HEADERS, render
from trialgraph.server.web.sparql_answer import Beginning, Graph, Rows, graph_of, rows_of
from trialgraph.store.lexer import QueryKind
from trialgraph.store.limits import Limits

_METHODS = {"GET", "HEAD", "POST"}
_FIRST = """\
PREFIX : <https://w3id.org/trialgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?trial ?label {
  ?trial a :Trial ; rdfs:label ?label .
}
ORDER BY ?label
LIMIT 100
"""
_MEGABYTE = 1_000_000
_CUT = (
    "The answer broke off after {lines:,} lines at a limit of the service, which gives {limits}. "
    "Shown is the beginning of what came; ask for less, for example with LIMIT."
)
_GRAPHS = {"default-graph-uri", "named-graph-uri"}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer.

    Attributes:
        line: of the query, from 1; ``None`` where the place is not known.
        column: of that line, from 1.
    """

    status: HTTPStatus
    detail: str
    hint: str = ""
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer on the page.

    Attributes:
        found: rows, a graph, or whether it is so.
        seconds: from the query's coming to the answer's end.
        version: of the data.
        remarks: what is odd in the query, and that the answer is not whole.
        is_cut: whether it broke off.
    """

    found: Rows | Graph | bool
    seconds: float
    version: str
    remarks: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def kind(self) -> Literal["rows", "graph", "word"]:
        """Return what was found."""
        if isinstance(self.found, Rows):
            return "rows"
        return "graph" if isinstance(self.found, Graph) else "word"


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """What the page shows.

    Attributes:
        query: in the editor.
        answer: to it; none where nothing was asked.
        graphs: that are asked, as the protocol names them.
    """

    query: str = _FIRST
    answer: Answered | Failure | None = None
    graphs: Fields = field(default_factory=list)

    @property
    def status(self) -> HTTPStatus:
        """Return the status that the page is sent with."""
        return self.answer.status if isinstance(self.answer, Failure) else HTTPStatus.OK


class EditorPage:
    """Answers people by the page, and everybody else as the service does."""

    def __init__(self, service: SparqlService, published: Published) -> None:
        self._service = service
        self._published = published

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] not in _METHODS or not prefers_page(header(scope, b"accept")):
            await self._service(scope, receive, send)
            return
        try:
            asked = await self._service.asked(scope, receive)
        except EvidenceError as error:
            page = SparqlPage(answer=_failed(scope, error))
        else:
            if asked.update is not None:
                await self._service.answer(scope, receive, send, asked)
                return
            page = await self._page(scope, receive, asked)
        await (await run_in_threadpool(self._shown, page))(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, asked: Asked) -> SparqlPage:
        """Return the page for what was asked."""
        graphs = [one for one in asked.fields if one[0] in _GRAPHS]
        try:
            if asked.query is not None:
                answer = await self._answer(scope, receive, asked)
                return SparqlPage(asked.query, answer, graphs)
            name = dict(asked.fields).get("example")
            return SparqlPage(_example(name) if name else _FIRST, graphs=graphs)
        except EvidenceError as error:
            return SparqlPage(asked.query or _FIRST, _failed(scope, error), graphs)

    async def _answer(self, scope: Scope, receive: Receive, asked: Asked) -> Answered:
        """Return the answer to a query; errors as those of the service.

        Raises:
            QueryStopped: it broke off before anything of it came.
        """
        begin = perf_counter()
        question = self._service.question(scope, asked, _form)
        answer = Beginning()
        # The page is sent whole, by whatever version and method it is asked for, and anew.
        whole = {**scope, "http_version": "1.1", "method": "GET", "headers": []}
        await self._service.put(question, whole, receive, answer)
        limits = limits_in_words(self._service.pool.limits)
        if not answer.is_whole and not answer.first_lines(2)[1:]:
            raise QueryStopped(
                f"the answer broke off at a limit of the service, which gives {limits}; "
                "ask for less"
            )
        cut = () if answer.is_whole else (_CUT.format(limits=limits, lines=answer.lines - 1),)
        found = _found(question.seen.kind, answer)
        remarks = (*cut, *answer.remarks)
        return Answered(found, perf_counter() - begin, answer.version, remarks, bool(cut))

    def _shown(self, page: SparqlPage) -> HTMLResponse:
        """Return the page; its styles that the editor makes are let in by a word used once."""
        nonce = secrets.token_urlsafe(16)
        shown = render(
            "sparql.html",
            frame_now(self._published),
            status=page.status,
            page=page,
            nonce=nonce,
            limits=limits_in_words(self._service.pool.limits),
            examples=[(one.name, one.question) for one in cards()],
        )
        policy = HEADERS["Content-Security-Policy"]
        shown.headers["Content-Security-Policy"] = policy.replace(
            "style-src 'self'", f"style-src 'self' 'nonce-{nonce}'"
        )
        shown.headers["Cache-Control"] = "no-store"
        return shown


def limits_in_words(limits: Limits) -> str:
    """Return how much one answer may hold, such as ``100,000 rows, 50 MB and 10 seconds``."""
    size = f"{limits.octets / _MEGABYTE:,.3g} MB"
    return f"{limits.rows:,} rows, {size} and {limits.seconds:g} seconds at most"


def _form(kind: QueryKind) -> Literal["tsv", "turtle"]:
    return "tsv" if kind in {"SELECT", "ASK"} else "turtle"


def _found(kind: QueryKind, answer: Beginning) -> Rows | Graph | bool:
    if kind == "ASK":
        return answer.first_lines(1) == ["true"]
    return rows_of(answer) if kind == "SELECT" else graph_of(answer)


def _failed(scope: Scope, error: EvidenceError) -> Failure:
    """Return an error as the page tells it."""
    told_of(scope)["outcome"] = error.code
    advice = error.advice
    status = problems.status_of(error)
    return Failure(status, str(error), advice.hint, advice.line, advice.column)


def _example(name: str) -> str:
    """Return the query of a named question, with what it asks as its first line.

    Raises:
        UnknownQuestion: there is none of that name.
    """
    card = find_card(name)
    lines = card.text.splitlines()
    body = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    return "\n".join([f"# {card.question}", *lines[body:]]) + "\n"
