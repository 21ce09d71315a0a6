"""What a source answered, and whether that is a whole reply of the wanted kind."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from trialgraph.errors import BadReply

JSON = frozenset(("application/json", "text/json"))
XML = frozenset(("application/xml", "text/xml"))

# Atomic groups: a reply made to be slow cannot make them go back.
_BESIDE = rb"(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+"
_PROLOGUE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?" + _BESIDE + rb"<(?P<root>[A-Za-z_][\w.:-]*)(?P<empty>[^<>]*/>\s*\Z)?",
    re.DOTALL,
)
_CLOSED = re.compile(rb"</(?P<root>[\w.:-]+)\s*>" + _BESIDE + rb"\Z", re.DOTALL)
_TAIL = 2_000  # characters in which the end of a reply is looked for


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of a source.

    Attributes:
        status: of HTTP: 200, 304 or 404; others are errors.
        media: type without its parameters, lower case.
        date: as the source prints it; so ``etag`` and ``last_modified``.
    """

    status: int
    body: bytes = b""
    media: str = ""
    etag: str = ""
    last_modified: str = ""
    date: str = ""


def check_whole(reply: Reply, wanted: frozenset[str]) -> None:
    """Check that a reply is of the wanted kind and has its end.

    Raises:
        BadReply: another kind, or cut off.
    """
    if reply.media not in wanted:
        raise BadReply(f"found {reply.media or 'no type'}, wanted {min(wanted)}")
    if wanted is JSON:
        json_of(reply.body)
    elif not _is_closed(reply.body):
        raise BadReply(f"found XML of {len(reply.body):,} bytes without its end, wanted all of it")


def json_of(body: bytes) -> object:
    """Return the value that a body holds.

    Raises:
        BadReply: it is no JSON, or cut off.
    """
    try:
        # The E-utilities put control characters into strings.
        value: object = json.loads(body, strict=False)
    except (ValueError, RecursionError) as error:
        raise BadReply(f"found JSON of {len(body):,} bytes that does not parse ({error})") from None
    return value


def root_name(body: bytes) -> str:
    """Return the name of the root element of XML, empty when there is none."""
    match = _PROLOGUE.match(body)
    return match["root"].decode() if match else ""


def _is_closed(body: bytes) -> bool:
    """Tell whether the root element of XML has its end."""
    start = _PROLOGUE.match(body)
    if start is None:
        return False
    end = _CLOSED.search(body[-_TAIL:])
    return bool(start["empty"] or (end and end["root"] == start["root"]))


def retry_after(words: str, now: datetime) -> float | None:
    """Return for how many seconds a source asks to be left alone.

    Args:
        words: the header: seconds, or a date of HTTP.
        now: the time to count a date from.
    """
    if re.fullmatch(r"\d{1,9}", words.strip()):
        return float(words)
    try:
        when = parsedate_to_datetime(words)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())
