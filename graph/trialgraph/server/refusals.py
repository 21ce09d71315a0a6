"""What is answered before the app is asked: heads that are too long, too slow, or no HTTP."""

import json
from dataclasses import dataclass
from http import HTTPStatus

import httptools

from trialgraph.errors import BadRequest, RequestTooLarge, RequestTooSlow, TooBusy
from trialgraph.names import ROOT
from trialgraph.server.openapi import PROBLEM_TYPE

ADDRESS_OCTETS = 65_535
"""Of the address in a request line, with its parameters; the parser takes no more."""
FIELDS_OCTETS = 1 << 16
"""Of the header fields of a request: their names and values, and two for each."""
HEAD_MEASURED = min(ADDRESS_OCTETS, FIELDS_OCTETS)
"""A head that came in no more bytes than these is within both limits."""
HEAD_OCTETS = 2 * (ADDRESS_OCTETS + FIELDS_OCTETS)
"""Of a head that is not whole yet; half of them may stand between what is counted."""

_Fields = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer without asking the app; the connection ends with it."""

    status: HTTPStatus
    code: str
    detail: str
    hint: str

    def __bytes__(self) -> bytes:
        """Return the answer as it goes out: a problem (RFC 9457)."""
        body = json.dumps(
            {
                "type": f"{ROOT}problems#{self.code}",
                "title": self.status.phrase,
                "status": self.status.value,
                "code": self.code,
                "detail": self.detail,
                "hint": self.hint,
            }
        )
        later = "retry-after: 1\r\n" if self.status is HTTPStatus.SERVICE_UNAVAILABLE else ""
        head = (
            f"HTTP/1.1 {self.status.value} {self.status.phrase}\r\n"
            f"content-type: {PROBLEM_TYPE}\r\ncontent-length: {len(body)}\r\n"
            f"cache-control: no-store\r\n{later}connection: close\r\n\r\n"
        )
        return (head + body).encode()


TOO_MANY = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    TooBusy.code,
    "there are too many connections",
    "close those that are idle, and ask again later",
)
LONG_ADDRESS = Refusal(
    HTTPStatus.REQUEST_URI_TOO_LONG,
    RequestTooLarge.code,
    f"the address of the request has over {ADDRESS_OCTETS} bytes",
    "send a long query by POST",
)
LONG_FIELDS = Refusal(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    RequestTooLarge.code,
    f"the header fields of the request have over {FIELDS_OCTETS} bytes",
    "leave out what the service does not read, such as cookies",
)
_NO_HTTP = Refusal(
    HTTPStatus.BAD_REQUEST,
    BadRequest.code,
    "found bytes that are no request of HTTP/1.1",
    "percent-encode blanks and other characters in the address; "
    "state the length of the body once, in digits",
)


def late(seconds: float) -> Refusal:
    """Return the answer to a head that is not whole after so many seconds."""
    return Refusal(
        HTTPStatus.REQUEST_TIMEOUT,
        RequestTooSlow.code,
        f"the head of the request did not come to its end in {seconds:g} seconds",
        "send it again, whole",
    )


def too_long(address: bytes, fields: _Fields) -> Refusal | None:
    """Return the answer to a head over its limits, ``None`` to one within them."""
    if len(address) > ADDRESS_OCTETS:
        return LONG_ADDRESS
    octets = sum(len(name) + len(value) + 2 for name, value in fields)
    return LONG_FIELDS if octets > FIELDS_OCTETS else None


class TooLong(Exception):
    """A head over its limits; raised within the parser, which then stops.

    Attributes:
        refusal: what is answered.
    """

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.detail)


def refusal_of(error: httptools.HttpParserError) -> Refusal:
    """Return the answer to bytes that the parser stopped at."""
    cause = error.__context__
    return cause.refusal if isinstance(cause, TooLong) else _NO_HTTP
