"""What tells one answer from another without looking at it: the mark of its data, and a tag.

Each published version has a mark, made at random when it is published, and kept with the
snapshot. It is the identity that a number has not: a version that is published after a
restore has another mark than the one that had its number before, and so has the same
number of another store; a copy or a backup of a version has its mark, as it has its data.
Versions that were published without one are marked by what was written down of them.

What makes an answer of the data is told beside the mark: after an upgrade nobody is told to have
an answer that an older program made.
"""

import json
import re
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex

import orjson

from trialgraph.store.folder import Folder
from trialgraph.store.frames import Head

_OCTETS = 8
# Editors ask a service for these; see docs/decisions/0013-descriptions.md.
_DESCRIBES = ("/ns/shacl#", "rdfs.org/ns/void#", "/ns/sparql-service-description#")
_MAY_VARY = ("now", "rand", "uuid", "bnode")
# As words, wherever they stand: a string that holds one costs no more than a tag.
_VARIES = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\b")


def new_mark() -> str:
    """Return a mark that no other version has."""
    return token_hex(_OCTETS)


def mark_in(about: bytes) -> str:
    """Return the mark of a version.

    Args:
        about: what was written down when it was published.

    Raises:
        ValueError: it is no JSON.
    """
    stated = json.loads(about)
    given = stated.get("mark") if isinstance(stated, dict) else None
    return str(given or sha256(about).hexdigest()[: 2 * _OCTETS])


@cache
def program() -> str:
    """Return what tells this program from others: its version, and that of the engine."""
    return f"{version('trialgraph')} {version('pyoxigraph')}"


def newest_mark(place: object) -> str:
    """Return the mark of the newest version of a store, empty when it cannot be told.

    What stands on another server may be changed by others at any time: it has no marks.
    """
    if not isinstance(place, Path):
        return ""
    folder = Folder(place)
    try:
        number = int(folder.current.read_text("ascii"))
        return mark_in((folder.snapshots / f"{number}.json").read_bytes())
    except (OSError, ValueError):
        return ""  # nothing is published, or just replaced


def is_of_description(head: Head) -> bool:
    """Tell whether a query of the whole dataset names terms that services describe by."""
    query = str(head["query"])
    return head["union"] is True and any(one in query for one in _DESCRIBES)


def tag_of(mark: str, head: Head) -> str:
    """Return the tag of the answer to a query, empty when a second answer may be another.

    Two answers have the same tag only if they are of the same data, query, graphs, form,
    kind of default graph and program: whoever has a tag was given that answer before.

    Args:
        mark: of the version; empty for data that have none.
        head: of the frame that asks.
    """
    query = str(head["query"])
    if not mark or _varies(query) or is_of_description(head):
        return ""
    asked = orjson.dumps([program(), query, head["union"], head["default"], head["named"]])
    return f"{mark}-{head['form']}-{sha256(asked).hexdigest()[:16]}"


def _varies(query: str) -> bool:
    """Tell whether a query may give another answer each time, on the same data."""
    words = query.lower()
    return any(one in words for one in _MAY_VARY) and _VARIES.search(words) is not None
