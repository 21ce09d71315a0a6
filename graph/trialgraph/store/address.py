"""Where a store is: a directory of this machine, or the query URL of another server."""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from trialgraph.errors import BadParameter

_SCHEMES = ("http://", "https://")
_ANY_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_DIGITS = 16
_STATE = "TRIALGRAPH_STATE"


@dataclass(frozen=True, slots=True)
class Address:
    """A store that another server keeps, by the URL that answers its queries."""

    url: str

    def __str__(self) -> str:
        return self.url


Place = Path | Address
"""A directory of this machine, or a store on another server."""


def place_of(words: str | Place) -> Place:
    """Return the place that a person names: a URL, or else a directory; a place as it is.

    Raises:
        BadParameter: the URL is of another scheme, has no host, or holds a user or password.
    """
    if not isinstance(words, str):
        return words
    other = _ANY_SCHEME.match(words)
    if other and not words.lower().startswith(_SCHEMES):
        raise BadParameter(
            f"found the scheme {other[1]!r} in {words!r}, wanted a directory of this machine, or a "
            "URL that begins with http:// or https://; name one of them"
        )
    if not words.lower().startswith(_SCHEMES):
        return Path(words)
    parts = urlsplit(words)
    if not parts.hostname:
        raise BadParameter(f"found no host in {words!r}, wanted such as http://host:8890/sparql")
    if "@" in parts.netloc:
        raise BadParameter(
            f"found a user in the URL of the store at {parts.hostname}, wanted it in the "
            "environment: set TRIALGRAPH_STORE_USER and TRIALGRAPH_STORE_PASSWORD"
        )
    return Address(words.partition("#")[0])


def folder_of(place: Place) -> Path:
    """Return the directory that keeps documents, ledger and vocabularies of a store.

    A store on another server has a companion directory on this machine: that of
    ``TRIALGRAPH_STATE``, or one below the user's data directory, named by a hash of the URL.
    """
    if isinstance(place, Path):
        return place
    stated = os.environ.get(_STATE, "")
    if stated:
        return Path(stated)
    home = os.environ.get("XDG_DATA_HOME", "") or Path.home() / ".local" / "share"
    name = sha256(place.url.encode()).hexdigest()[:_DIGITS]
    return Path(home) / "trialgraph" / name


def beside(place: Place, ending: str) -> Path:
    """Return the path that stands beside the directory of a store, its name with an ending."""
    folder = folder_of(place)
    return folder.with_name(folder.name + ending)
