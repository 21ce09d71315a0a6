"""One request to a source: paced, bounded, tried again, never led elsewhere."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
import stamina

from trialgraph.errors import BadReply, SourceError, SourceUnavailable
from trialgraph.sources.pace import Clock, Pace
from trialgraph.sources.replies import Reply, check_whole, retry_after

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MOST_REDIRECTS = 3
_ANSWERS = frozenset((200, 304, 404, 410))
_AGAIN = frozenset((408, 425, 429))
_MEGABYTE = 1_000_000
_KEY = re.compile(r"(api_key=)[^&\s\"']+")
_WORDS_SHOWN = 160
_MOST_FAILURES = 3  # one after the other; then a source is left alone for this run


@dataclass(frozen=True, slots=True)
class Source:
    """A service that is asked.

    Attributes:
        name: as people know it.
        base: address that all requests begin with.
        pace: how fast it may be asked.
        manners: parameters of every request that are no part of the question (who asks,
            a key); they never reach the journal.
    """

    name: str
    base: str
    pace: Pace
    manners: Mapping[str, str] = field(default_factory=dict)

    def address(self, path: str, **parameters: str) -> str:
        """Return the address of a question; the path is quoted already."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return f"{self.base}/{path}{query}"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a source.

    Attributes:
        media: types that a reply may have.
        etag: of the reply that is kept; so ``last_modified``.
    """

    source: Source
    address: str
    media: frozenset[str]
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how often one question is asked, and how large its reply may be."""

    attempts: int
    retry_seconds: float
    longest_wait_seconds: float
    reply_seconds: float
    total_seconds: float
    reply_megabytes: float


class _Again(Exception):
    """An attempt failed in a way that may pass.

    Attributes:
        error: what is told when no attempt is left.
    """

    def __init__(self, error: SourceError) -> None:
        super().__init__(str(error))
        self.error = error


class Asker:
    """Asks sources over HTTP."""

    def __init__(
        self, client: httpx.Client, bounds: Bounds, clock: Clock, tell: Callable[[str], None]
    ) -> None:
        self._client = client
        self._bounds = bounds
        self._clock = clock
        self._tell = tell
        self._failures: Counter[str] = Counter()
        self._told_of: set[str] = set()

    def ask(self, question: Question) -> Reply:
        """Return a whole reply of a wanted kind, or that there is none (status 404).

        Raises:
            SourceUnavailable: it does not answer, not in time, or wants a longer pause.
            BadReply: what it answers is something else, each time.
        """
        name = question.source.name
        if self._failures[name] >= _MOST_FAILURES:
            raise SourceUnavailable(
                f"{name} failed {_MOST_FAILURES} times in a row and is not asked any more; "
                "the same call goes on from here later"
            )
        try:
            reply = self._tried(question)
        except SourceUnavailable:
            self._failures[name] += 1
            raise
        self._failures[name] = 0
        return reply

    def _tried(self, question: Question) -> Reply:
        """Return the reply to as many attempts as it takes and are allowed."""
        bounds = self._bounds
        attempts = stamina.retry_context(
            on=_Again,
            attempts=bounds.attempts,
            timeout=bounds.total_seconds,
            wait_initial=bounds.retry_seconds,
            wait_jitter=bounds.retry_seconds,
            wait_max=max(bounds.retry_seconds, bounds.longest_wait_seconds),
        )
        try:
            for attempt in attempts:
                with attempt:
                    return self._told(question, attempt.num)
        except _Again as failed:
            raise failed.error from failed.__cause__
        raise AssertionError("stamina ends with a reply or an error")  # pragma: no cover

    def _told(self, question: Question, number: int) -> Reply:
        """Return the reply to one attempt; tell once of a source that it is asked again."""
        name = question.source.name
        try:
            return self._attempted(question)
        except _Again:
            if number < self._bounds.attempts and name not in self._told_of:
                self._told_of.add(name)
                self._tell(
                    f"{name} gave no whole answer "
                    f"(attempt {number} of {self._bounds.attempts}); asking again"
                )
            raise

    def _attempted(self, question: Question) -> Reply:
        """Return the reply to one attempt.

        Raises:
            _Again: another attempt may do better.
        """
        name = question.source.name
        try:
            reply = self._followed(question)
        except (httpx.RemoteProtocolError, httpx.DecodingError) as error:
            raise _Again(BadReply(f"the reply of {name} is broken or cut off ({error})")) from error
        except httpx.TimeoutException as error:
            what = f"{name} does not answer in time; try again later"
            raise _Again(SourceUnavailable(what)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            what = f"{name} cannot be reached ({type(error).__name__}); check the network"
            raise _Again(SourceUnavailable(what)) from error
        if reply.status == HTTPStatus.OK:
            try:
                check_whole(reply, question.media)
            except BadReply as error:
                what = f"{name}: {error}; the same call may work later"
                raise _Again(BadReply(what)) from error
        return reply

    def _followed(self, question: Question) -> Reply:
        """Return the reply at the end of at most a few redirects, all within the source."""
        address = question.address
        for _ in range(_MOST_REDIRECTS + 1):
            question.source.pace.wait()
            with self._client.stream(
                "GET", _sent(address, question.source.manners), headers=_headers(question)
            ) as response:
                if response.status_code not in _REDIRECTS:
                    return self._read(question, response)
                address = _next_address(question.source, address, response)
        raise SourceUnavailable(f"{question.source.name} redirects without end; try again later")

    def _read(self, question: Question, response: httpx.Response) -> Reply:
        """Return an open response as a reply."""
        status = response.status_code
        if status in _AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._rest(question.source, response)
            raise _Again(
                SourceUnavailable(f"{question.source.name} answers {status}; try again later")
            )
        body = self._body(question.source, response)
        if status not in _ANSWERS:
            raise _refused(question.source, status, body)
        return Reply(
            status=status,
            body=body,
            media=_header(response, "content-type").partition(";")[0].strip().lower(),
            etag=_header(response, "etag"),
            last_modified=_header(response, "last-modified"),
            date=_header(response, "date"),
        )

    def _body(self, source: Source, response: httpx.Response) -> bytes:
        """Return the bytes of a response, within the bounds of size and time."""
        most = int(self._bounds.reply_megabytes * _MEGABYTE)
        latest = self._clock.now() + self._bounds.reply_seconds
        found = bytearray()
        for chunk in response.iter_bytes():
            found += chunk
            if len(found) > most:
                raise SourceUnavailable(
                    f"the reply of {source.name} has more than {most:,} bytes, "
                    "which is the most that is read; TRIALGRAPH_REPLY_MEGABYTES raises it"
                )
            if self._clock.now() > latest:
                raise httpx.ReadTimeout("the reply takes too long")
        return bytes(found)

    def _rest(self, source: Source, response: httpx.Response) -> None:
        """Leave a source alone for as long as it asks.

        Raises:
            SourceUnavailable: that is longer than is waited.
        """
        words = _header(response, "retry-after")
        seconds = retry_after(words, self._clock.utc()) if words else None
        if seconds is None:
            return
        if seconds > self._bounds.longest_wait_seconds:
            self._failures[source.name] = _MOST_FAILURES
            raise SourceUnavailable(
                f"{source.name} asks to wait {seconds:,.0f} seconds, at most "
                f"{self._bounds.longest_wait_seconds:,.0f} are waited; try again later"
            )
        self._tell(f"{source.name} asks to wait {seconds:,.0f} seconds")
        source.pace.hold(seconds)


def _header(response: httpx.Response, name: str) -> str:
    """Return a header; empty when it is missing, or could not be sent back as it came."""
    value = str(response.headers.get(name, ""))
    return value if value.isascii() and value.isprintable() else ""


def _refused(source: Source, status: int, body: bytes) -> SourceError:
    """Return the error of a request that a source refuses, with its words."""
    words = " ".join(body.decode(errors="replace").split())
    key = source.manners.get("api_key")
    shown = (words.replace(key, "...") if key else words)[:_WORDS_SHOWN] or "no reason given"
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return SourceUnavailable(
            f"{source.name} refuses us ({status}: {shown}); check the key and the contact"
        )
    return BadReply(f"{source.name} refuses the request ({status}: {shown}); check the words")


def _sent(address: str, manners: Mapping[str, str]) -> str:
    """Return an address with the parameters of good manners."""
    if not manners:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(manners)}"


def _headers(question: Question) -> dict[str, str]:
    """Return the headers of a question."""
    headers = {"Accept": ", ".join(sorted(question.media))}
    if question.etag:
        headers["If-None-Match"] = question.etag
    elif question.last_modified:
        headers["If-Modified-Since"] = question.last_modified
    return headers


def _next_address(source: Source, address: str, response: httpx.Response) -> str:
    """Return where a redirect leads.

    Raises:
        SourceUnavailable: to another host, or away from https.
    """
    words = str(response.headers.get("location", ""))
    try:
        target = urljoin(address, words)
        here, there = urlsplit(source.base), urlsplit(target)
    except ValueError:
        raise SourceUnavailable(f"{source.name} redirects to no address; try again later") from None
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        raise SourceUnavailable(
            f"{source.name} redirects to {there.hostname!r}, which is not followed; "
            "if it has moved, set its address"
        )
    return target


class _WithoutKey(logging.Filter):
    """Takes the key out of what the HTTP library logs of each request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return that the record is kept, without its key."""
        record.msg, record.args = _KEY.sub(r"\1...", record.getMessage()), ()
        return True


_WITHOUT_KEY = _WithoutKey()


def open_client(
    user_agent: str, reply_seconds: float, transport: httpx.BaseTransport | None = None
) -> httpx.Client:
    """Return a client that says who asks, follows nothing by itself and logs no key."""
    logging.getLogger("httpx").addFilter(_WITHOUT_KEY)
    # A retry is told by us; without a handler Python would print the library's own warning.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    return httpx.Client(
        headers={"User-Agent": user_agent},
        timeout=httpx.Timeout(reply_seconds),
        follow_redirects=False,
        transport=transport,
    )
