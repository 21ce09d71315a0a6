"""Pages of long lists, by key: what comes next does not depend on how much was skipped."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Generic, TypeVar

from trialgraph.errors import BadParameter, CursorExpired, TooManyRows

One = TypeVar("One")

USUAL = 50
"""Rows of a page when nobody says how many."""
MOST = 500
"""Rows of a page."""
WHOLE = 10_000
"""Rows of a table that is given whole."""
_CURSOR = re.compile(
    r"(?P<version>\d{1,18}) (?P<seal>[0-9a-f]{16}) (?P<key>[^\x00-\x20<>\"{}|^`\\]+)"
)
_LONGEST = 2_000  # characters of a cursor; keys are IRIs


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted.

    Attributes:
        limit: rows at most, 1 to ``MOST``; ``WHOLE`` of a list that is given whole.
        after: key of the last row of the page before; empty for the first page.
        of_list: what list it is; see ``list_of``.
        is_whole: whether a part of the list would be wrong.
        names: which index of names orders the list, or finds its rows; empty where none does.
    """

    limit: int = USUAL
    after: str = ""
    of_list: str = ""
    is_whole: bool = False
    names: str = ""

    @classmethod
    def of(cls, version: int, limit: int = USUAL, cursor: str = "", of_list: str = "") -> "Page":
        """Return the page that a cursor leads to.

        Args:
            version: of the data that is asked now.
            limit: rows wanted.
            cursor: as ``cursor_to`` gave it; empty for the first page.
            of_list: what list it has to be of.

        Raises:
            BadParameter: the limit is out of bounds, or the cursor is none of this list.
            CursorExpired: the data has changed since the page before.
        """
        if not 1 <= limit <= MOST:
            raise BadParameter(f"found limit={limit}, wanted 1 to {MOST}; ask page by page")
        if not cursor:
            return cls(limit, of_list=of_list)
        given, key, seal = _read(cursor)
        if given != version:
            raise CursorExpired(
                f"found a cursor of data version {given}, wanted one of version {version}: "
                "the data has changed since the page before; begin again without a cursor"
            )
        if seal != _seal(version, key, of_list):
            raise BadParameter(
                "found a cursor of another list, or of other filters, wanted the next_cursor of "
                "this one; begin again without one, and change no filter between pages"
            )
        return cls(limit, key, of_list)

    @classmethod
    def whole(cls) -> "Page":
        """Return the page that holds a whole list; one that is too long is refused."""
        return cls(WHOLE, is_whole=True)

    def by_names(self, names: str) -> "Page":
        """Return this page of a list that an index of names orders, or finds the rows of.

        Another index may order it otherwise: its rows would be skipped, or come twice.

        Args:
            names: which index it is now.

        Raises:
            CursorExpired: the page before was made by another one.
        """
        given, _, after = self.after.partition(":")
        if self.after and given != names:
            raise CursorExpired(
                f"found a cursor of the names of version {given[:20]!r}, wanted one of version "
                f"{names!r}: the index of names was made anew since the page before; begin again "
                "without a cursor"
            )
        return replace(self, after=after, names=names)

    def part(self, found: Sequence[One], version: int, key: Callable[[One], str]) -> "Part[One]":
        """Return what belongs to the page of the rows found from it on.

        Args:
            found: so many as the page holds, and one more where there are more.
            version: of the data.
            key: of a row, by which the list is ordered.

        Raises:
            TooManyRows: the whole list is wanted, and it has more.
        """
        wanted = found[: self.limit]
        if len(found) <= self.limit:
            return Part(wanted)
        if self.is_whole:
            raise TooManyRows(
                f"found more than {self.limit} rows, wanted a table that can be given whole; "
                "set filters until fewer fit, or take it in pages: add limit=500, and follow the "
                "header Link rel=next, or next_cursor, to the last page"
            )
        last = key(wanted[-1])
        told = f"{self.names}:{last}" if self.names else last
        return Part(wanted, cursor_to(version, told, self.of_list))


@dataclass(frozen=True, slots=True)
class Part(Generic[One]):
    """A part of a list.

    Attributes:
        rows: in the order of their keys.
        next_cursor: leads to the next part; empty when this is the last.
        is_current: whether all of it is of the version that is read: the index of names of an
            earlier one answers while a new one is made.
    """

    rows: Sequence[One]
    next_cursor: str = ""
    is_current: bool = True


def list_of(path: str, given: Mapping[str, Sequence[str]]) -> str:
    """Return what tells a list from all others: where it stands, and its filters."""
    return repr((path, sorted((name, sorted(words)) for name, words in given.items() if words)))


def cursor_to(version: int, key: str, of_list: str = "") -> str:
    """Return the cursor that leads to what comes after a key, in this list alone."""
    told = f"{version} {_seal(version, key, of_list)} {key}"
    return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _seal(version: int, key: str, of_list: str) -> str:
    return sha256(f"{version} {key} {of_list}".encode("utf-8", "replace")).hexdigest()[:16]


def _read(cursor: str) -> tuple[int, str, str]:
    """Return the version, the key and the seal of a cursor."""
    padded = cursor[:_LONGEST] + "=" * (-len(cursor[:_LONGEST]) % 4)
    try:
        told = urlsafe_b64decode(padded.encode("ascii")).decode()
    except (ValueError, NoBase64):  # characters that are not ASCII are a ValueError, too
        told = ""
    match = _CURSOR.fullmatch(told)
    if match is None:
        raise BadParameter(
            "found a cursor that this service did not give, wanted the next_cursor of an answer; "
            "begin again without one"
        )
    return int(match["version"]), match["key"], match["seal"]
