"""Answers of servers, of which nothing may be missing.

An answer tells its length, comes in chunks that end with an empty one (RFC 9112, section
6), or ends where the connection ends; of the last kind only one that closes its own
brackets shows whether it is whole.
"""

import time
from http.client import HTTPMessage, HTTPResponse, IncompleteRead

from trialgraph.errors import StoreUnreachable
from trialgraph.store.allowance import check_octets

_PIECE = 1 << 16
_PAGES = {"text/html", "application/xhtml+xml"}
_SELF_DELIMITING = "json"


class Answer:
    """The body of an answer, as a file to read from; a cut one is an error.

    Attributes:
        headers: of the answer.
    """

    def __init__(self, response: HTTPResponse) -> None:
        self._response = response
        self.headers: HTTPMessage = response.headers

    def read(self, octets: int = -1) -> bytes:
        """Return the next bytes, empty at the end; all that are left without a number.

        Raises:
            HTTPException: the answer was cut off.
            OSError: the connection was, or nothing came for too long.
        """
        if octets < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        found = self._response.read1(octets) if octets else b""
        if octets and not found and self._response.length:
            raise IncompleteRead(b"", self._response.length)
        return found

    def whole(self, seconds: float) -> bytes:
        """Return all of it.

        Args:
            seconds: that it may take, however steadily it drips.

        Raises:
            TimeoutError: it took longer; others as ``read``.
            QueryStopped: it is longer than who asks may be given.
        """
        until = time.monotonic() + seconds
        pieces = []
        came = 0
        while piece := self.read(_PIECE):
            pieces.append(piece)
            came += len(piece)
            check_octets(came)
            if time.monotonic() > until:
                raise TimeoutError
        return b"".join(pieces)

    def refuse_pages(self) -> None:
        """Refuse a page for people, such as one that asks for a password.

        Raises:
            StoreUnreachable: it is one.
        """
        if self.headers.get_content_type() in _PAGES:
            raise StoreUnreachable(
                f"found a page for people ({self.headers.get_content_type()}) at "
                f"{self._response.geturl()}, wanted the answer of a SPARQL 1.1 service; check the "
                "address, and that no proxy or login page stands before the server"
            )

    def refuse_other_than(self, accept: str) -> None:
        """Refuse a page for people, and what cannot be seen to be whole; errors so."""
        self.refuse_pages()
        is_framed = self._response.chunked or self._response.length is not None
        if not is_framed and _SELF_DELIMITING not in accept:
            raise StoreUnreachable(
                f"found an answer at {self._response.geturl()} that tells neither its length nor "
                "its end, wanted Content-Length or chunks (HTTP/1.1), without which a cut answer "
                "looks whole; set the server or the proxy before it so"
            )
