"""Requests that offer to go on in another protocol; the offer is passed over.

A server may ignore it (RFC 9110, section 7.8). The parser ends such a request with its
head, though a body may follow: clients that prefer HTTP/2, such as Java's, offer it with
every first request, a posted query among them. Its body is read by another parser, which
is told the head again, without the offer.
"""

from typing import Protocol

import httptools

_Fields = list[tuple[bytes, bytes]]
_OF_BODIES = frozenset({b"content-length", b"transfer-encoding"})


class Parsed(Protocol):
    """What is told by a parser of requests."""

    def on_message_begin(self) -> None: ...  # noqa: D102 - as the parser's
    def on_url(self, url: bytes) -> None: ...  # noqa: D102
    def on_header(self, name: bytes, value: bytes) -> None: ...  # noqa: D102
    def on_headers_complete(self) -> None: ...  # noqa: D102
    def on_body(self, body: bytes) -> None: ...  # noqa: D102
    def on_message_complete(self) -> None: ...  # noqa: D102


def parser_of_body(told: Parsed, headers: _Fields) -> httptools.HttpRequestParser:
    """Return a parser that goes on behind a head, with the body that its headers announce.

    Args:
        told: of the body, and of all requests after it.
        headers: of the head, their names in small letters.

    Raises:
        HttpParserError: they announce no body that can be read.
    """
    parser = httptools.HttpRequestParser(_Continued(told))
    fields = b"".join(b"%s: %s\r\n" % one for one in headers if one[0] in _OF_BODIES)
    parser.feed_data(b"POST / HTTP/1.1\r\n" + fields + b"\r\n")
    return parser


class _Continued:
    """Passes on what a parser tells, but for the first head, which is known."""

    def __init__(self, told: Parsed) -> None:
        self._told = told
        self._is_known = True
        self.on_body = told.on_body
        self.on_message_complete = told.on_message_complete

    def on_message_begin(self) -> None:
        if not self._is_known:
            self._told.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if not self._is_known:
            self._told.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._is_known:
            self._told.on_header(name, value)

    def on_headers_complete(self) -> None:
        if not self._is_known:
            self._told.on_headers_complete()
        self._is_known = False
