"""Requests to a store's server: queries and updates by SPARQLWrapper, graphs by HTTP.

Everything is sent URL-encoded by POST (Virtuoso hangs on a query that is the body
itself), and the form of the answer is asked for by ``Accept`` alone. No request follows
a redirect: it would take the password along.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgr,
    HTTPRedirectHandler,
    OpenerDirector,
    build_opener,
)

import httpx
from SPARQLWrapper import BASIC, INSERT, POST, SELECT, SPARQLWrapper

from trialgraph.errors import EvidenceError
from trialgraph.names import ID, PREFIXES, Iri
from trialgraph.store.address import Address
from trialgraph.store.allowance import seconds_left
from trialgraph.store.remote.refusals import Refusals
from trialgraph.store.remote.settings import Settings, settings_of
from trialgraph.store.remote.wholeness import Answer

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"

Parameters = tuple[tuple[str, str], ...]

# On one line, so that the lines which a server names in its errors are those of the query.
_HEAD = " ".join([f"BASE <{ID}>", *(f"PREFIX {name}: <{base}>" for name, base in PREFIXES.items())])


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers.

    Attributes:
        cut_at: number of rows after which it says that it cut the answer, 0 when it does not.
        server: what it calls itself.
    """

    content: bytes
    cut_at: int
    server: str


def connect(address: Address) -> "Connection":
    """Return the connection to a store; nothing is sent yet."""
    return Connection(settings_of(address))


class Connection:
    """Sends requests to one store; each is a call of its own, and threads may share it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._auth: dict[str, tuple[str, str]] = {}
        self._refusals = Refusals(settings)

    def query(self, sparql: str, accept: str = JSON, parameters: Parameters = ()) -> Reply:
        """Return the whole answer to a query.

        Raises:
            BadQuery: the server refuses it.
            QueryStopped: it took too long.
            StoreUnreachable: no server answers, or not this user.
        """
        with self.asked(sparql, accept, parameters) as answer:
            cut_at, server = cut_row(answer), answer.headers.get("Server", "")
            return Reply(answer.whole(self._seconds()), cut_at, server)

    @contextmanager
    def asked(self, sparql: str, accept: str, parameters: Parameters = ()) -> Iterator[Answer]:
        """Give the answer to a query as it comes; errors as ``query``."""
        url = self.settings.query
        request = self._request(url, sparql, SELECT)
        request.addCustomHttpHeader("Accept", accept)
        for name, value in parameters:
            request.addParameter(name, value)
        with self._refusals.told(url), self._sent(request, url) as answer:
            answer.refuse_other_than(accept)
            yield answer

    def update(self, sparql: str, url: str) -> None:
        """Make a change; errors as ``query``."""
        request = self._request(url, sparql, INSERT)
        with self._refusals.told(url), self._sent(request, url) as answer:
            answer.refuse_pages()
            answer.whole(self._seconds())

    def _seconds(self) -> float:
        """Return how long a request may take.

        Raises:
            TimeoutError: who asks has no time left.
        """
        return seconds_left(self.settings.seconds)

    @contextmanager
    def _sent(self, request: SPARQLWrapper, url: str) -> Iterator[Answer]:
        """Give the answer to a request of either kind."""
        made = request._createRequest()  # noqa: SLF001 - its own sending follows redirects
        with self._opener(url).open(made, timeout=self._seconds()) as response:
            yield Answer(response)

    def _opener(self, url: str) -> OpenerDirector:
        """Return what sends requests to a URL, and names the user where digest is wanted."""
        scheme, realm = self._challenge(url)
        if scheme != "digest":
            return build_opener(_Stay)
        passwords = HTTPPasswordMgr()
        passwords.add_password(realm, url, self.settings.user, self.settings.password)
        return build_opener(_Stay, HTTPDigestAuthHandler(passwords))

    def put_graph(self, url: str, graph: Iri, turtle: bytes) -> None:
        """Give a graph its whole content.

        Raises:
            StoreUnreachable: the server does not take it; the message says why.
        """
        self._graph_store("PUT", url, graph, turtle)

    def graph_at(self, url: str, graph: Iri) -> str:
        """Return a graph as its graph store gives it; errors as ``put_graph``."""
        return self._graph_store("GET", url, graph).text

    def _graph_store(self, method: str, url: str, graph: Iri, body: bytes = b"") -> httpx.Response:
        """Return the answer of a graph store that did what was asked."""
        # Virtuoso refuses a graph that is put with an Accept which its own word does not fit.
        headers = {"Content-Type": "text/turtle"} if body else {"Accept": N_TRIPLES}
        try:
            with httpx.Client(timeout=self._seconds(), auth=self._http_auth(url)) as client:
                reply = client.request(
                    method, url, params={"graph": graph}, content=body, headers=headers
                )
        except (httpx.HTTPError, OSError) as error:
            raise self._failed(error, url) from error
        if not reply.is_success:
            raise self._refusals.status(
                url, reply.status_code, reply.text, reply.headers.get("Location", "")
            )
        return reply

    def _failed(self, error: Exception, url: str) -> EvidenceError:
        """Return what a failure of httpx stands for."""
        is_slow = isinstance(error, httpx.TimeoutException)
        return self._refusals.of(TimeoutError() if is_slow else error, url)

    def _request(self, url: str, sparql: str, kind: str) -> SPARQLWrapper:
        """Return a request with the project's prefixes and base in front of the text."""
        request = SPARQLWrapper(url, updateEndpoint=url, agent="trialgraph")
        request.setQuery(f"{_HEAD} {sparql}")
        # The wrapper guesses the kind from the text, and is told here instead.
        request.queryType = kind
        request.setMethod(POST)
        request.setOnlyConneg(onlyConneg=True)
        if self._challenge(url)[0] not in {"", "digest"}:
            request.setHTTPAuth(BASIC)
            request.setCredentials(self.settings.user, self.settings.password)
        return request

    def _http_auth(self, url: str) -> httpx.Auth | None:
        """Return how a graph store wants the user to be named."""
        scheme, _ = self._challenge(url)
        if not scheme:
            return None
        kind = httpx.DigestAuth if scheme == "digest" else httpx.BasicAuth
        return kind(self.settings.user, self.settings.password)

    def _challenge(self, url: str) -> tuple[str, str]:
        """Return scheme and realm by which a URL asks for the user; empty when it does not."""
        if not self.settings.user:
            return "", ""
        if url not in self._auth:
            try:
                reply = httpx.get(url, timeout=self._seconds())
            except (httpx.HTTPError, OSError) as error:
                raise self._failed(error, url) from error
            self._auth[url] = _scheme(reply)
        return self._auth[url]

    def scheme(self, url: str) -> str:
        """Return how a URL wants the user to be named: ``digest``, ``basic``, or not at all."""
        return self._challenge(url)[0] or "none"


def cut_row(answer: Answer) -> int:
    """Return after how many rows a server says that it cut an answer, 0 when it does not."""
    return int(answer.headers.get("X-SPARQL-MaxRows") or 0)


def _scheme(reply: httpx.Response) -> tuple[str, str]:
    """Return scheme and realm of a reply that asks who is there."""
    if reply.status_code != httpx.codes.UNAUTHORIZED:
        return "", ""
    scheme, _, rest = reply.headers.get("WWW-Authenticate", "Basic").partition(" ")
    _, _, realm = rest.partition('realm="')
    return scheme.lower(), realm.partition('"')[0]


class _Stay(HTTPRedirectHandler):
    """Follows no redirect; what redirects is told as an error with its status."""

    def redirect_request(self, *_: object) -> None:
        """Make no request to the other place."""
