"""A process that looks over one document as it would be stored, and stores nothing.

It is started as ``python -m trialgraph.ingest.validating STORE LIMITS``, for one document:
bytes from outside are read in no process that lives on.
"""

import json
import resource
import signal
import sys
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from trialgraph.check.report import ShapeFinding
from trialgraph.documents.reader import read_document
from trialgraph.errors import EvidenceError, UnsupportedMedia
from trialgraph.ingest.arriving import records
from trialgraph.ingest.containers import taken_apart_bytes
from trialgraph.ingest.faults import fault_set_aside
from trialgraph.ingest.looking_over import looked_over
from trialgraph.store.bounds import bound, bound_seconds
from trialgraph.store.failures import failure
from trialgraph.store.frames import Head, receive, send
from trialgraph.store.known_terms import known_terms
from trialgraph.store.orphans import end_with_owner
from trialgraph.store.write_limits import WriteLimits


def main(arguments: list[str]) -> None:
    """Look over the one document that standard input gives."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_owner()
    limits = WriteLimits(**json.loads(arguments[1]))
    bound(resource.RLIMIT_DATA, limits.memory)
    bound_seconds(limits.reading_seconds)
    send(sys.stdout.buffer, {"status": "ready"})
    head, content = receive(sys.stdin.buffer)
    send(sys.stdout.buffer, reply(Path(arguments[0]), str(head["name"]), content))


def reply(store: Path, name: str, content: bytes) -> Head:
    """Return what is found in a document, or why it cannot be read."""
    try:
        identifier, found = _looked_over(store, name, content)
    except EvidenceError as error:
        return failure(error)
    lines = [{"about": name, **asdict(one)} for one in found]
    return {"status": "read", "identifier": identifier, "findings": lines}


def _looked_over(store: Path, name: str, content: bytes) -> tuple[str, tuple[ShapeFinding, ...]]:
    """Return the identifier of a document, and what the shapes find in what it says.

    Raises:
        DocumentError: it cannot be read.
        UnsupportedMedia: there are several documents, or none.
    """
    found = list(islice(records(name, lambda: taken_apart_bytes(content)), 2))
    if len(found) != 1:
        number = "several documents" if found else "no document"
        raise UnsupportedMedia(f"found {number} in one body, wanted one; send each by itself")
    inside = found[0].content
    if isinstance(inside, EvidenceError):
        raise inside
    document = fault_set_aside(lambda: read_document(inside))
    return document.identifier, looked_over(document, known_terms(store))


if __name__ == "__main__":
    main(sys.argv[1:])
