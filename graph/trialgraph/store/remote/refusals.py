"""What went wrong with a request to a store's server, in our words and without passwords."""

import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, IncompleteRead
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit

from trialgraph.errors import BadQuery, EvidenceError, QueryStopped, StoreUnreachable
from trialgraph.store.allowance import seconds_given
from trialgraph.store.remote.settings import Settings

_WHY = 300
_READ = 1 << 16
_CUT = "without sending complete message body"  # as httpx tells it
_HINT = "check the address, that the server runs, and TRIALGRAPH_STORE_USER and _PASSWORD"
# By the status: what it says of the server, and what to do.
_STATUS = {
    401: ("wants another user", "set TRIALGRAPH_STORE_USER and TRIALGRAPH_STORE_PASSWORD"),
    403: ("forbids it to this user", "set TRIALGRAPH_STORE_USER and _PASSWORD to one who may"),
    404: ("has no such place", "check the address"),
    407: ("is behind a proxy that wants a user", "set HTTP_PROXY or NO_PROXY"),
    429: ("is asked too often", "wait, and do it again"),
    503: ("is busy or being started", "wait, and do it again"),
}
# With these a server tells of the query itself (Virtuoso with 500 as well as with 400).
_OF_THE_QUERY = {400, 413, 414, 500}


class Refusals:
    """Turns failures of requests into errors that say what was found, wanted and to do."""

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.seconds
        named = f"{settings.user}:{settings.password}".encode()
        self._secrets = [b64encode(named).decode()] if settings.password else []
        if settings.password not in {"", settings.user}:
            self._secrets.append(settings.password)

    @contextmanager
    def told(self, url: str) -> Iterator[None]:
        """Tell what goes wrong with a query or an update inside.

        Raises:
            BadQuery: the server refuses it.
            QueryStopped: it took too long.
            StoreUnreachable: no server answers, or not this user, or not to the end.
        """
        try:
            yield
        except HTTPError as error:
            with error:
                words = error.read(_READ).decode("utf-8", "replace")
                place = error.headers.get("Location", "")
            raise self.status(url, error.code, words or error.reason, place) from error
        except (OSError, HTTPException) as error:
            raise self.of(error, url) from error

    def status(self, url: str, code: int, words: str, place: str = "") -> EvidenceError:
        """Return the error that an HTTP status stands for.

        Args:
            url: that was asked.
            code: of the status.
            words: of the server.
            place: that it redirects to.
        """
        why = self._why(words)
        if code in _OF_THE_QUERY:
            return BadQuery(f"the store at {url} refuses the query: {why or code}")
        if place:
            return StoreUnreachable(
                f"found that {url} redirects to {_bare(place)} ({code}), wanted the service "
                "itself: no password is sent after a redirect; name that URL if you trust it"
            )
        what, to_do = _STATUS.get(code, (f"answers {code}", _HINT))
        return StoreUnreachable(
            f"found that the store at {url} {what} ({code} {why}), wanted a SPARQL 1.1 service "
            f"that answers; {to_do}"
        )

    def of(self, error: Exception, url: str) -> EvidenceError:
        """Return what the failure of a connection stands for."""
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return self._too_slow(url)
        if isinstance(reason, ssl.SSLError) or "CERTIFICATE_VERIFY_FAILED" in str(reason):
            return _distrusted(url, self._why(str(reason)))
        if isinstance(reason, IncompleteRead) or _CUT in str(reason):
            return StoreUnreachable(
                f"found an answer of the store at {url} that is cut off in the middle, wanted all "
                "of it; do it again, and look into the server's log where it is so again"
            )
        return StoreUnreachable(
            f"found no answer of a store at {url} ({self._why(str(reason))}), wanted a SPARQL 1.1 "
            f"service; {_HINT}"
        )

    def _too_slow(self, url: str) -> QueryStopped:
        given = seconds_given(self._seconds)
        is_own = given == self._seconds
        more = "set TRIALGRAPH_STORE_SECONDS to give it more" if is_own else "ask again later"
        return QueryStopped(
            f"the store at {url} took over {given:g} seconds; ask for less, or {more}", "time"
        )

    def _why(self, words: str) -> str:
        """Return the beginning of a server's words in one line, without any password."""
        for secret in self._secrets:
            words = words.replace(secret, "***")
        return " ".join(words.split())[:_WHY]


def _distrusted(url: str, why: str) -> StoreUnreachable:
    return StoreUnreachable(
        f"found a certificate at {url} that is not trusted ({why}), wanted one of a known "
        "authority for that host; nothing was sent; name the file of your own authority in "
        "SSL_CERT_FILE, or mend the server's certificate"
    )


def _bare(url: str) -> str:
    """Return a URL without user, password and query."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
