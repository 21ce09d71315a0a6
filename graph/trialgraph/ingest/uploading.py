"""A process that brings one document into a store, or takes one out, until it is killed.

It is started as ``python -m trialgraph.ingest.uploading STORE LIMITS``. A document from
outside is first read without the store: what harms its reader is found out, or killed,
before anything is held or changed. Killed later, it leaves an intent in the ledger, and
the next ingest or upload does the change again.
"""

import contextlib
import json
import resource
import sys
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from trialgraph.documents.reader import read_document
from trialgraph.errors import DocumentError, EvidenceError, SetAside, UnsupportedMedia
from trialgraph.ingest.arriving import Arrival, records
from trialgraph.ingest.containers import taken_apart_bytes
from trialgraph.ingest.faults import fault_set_aside
from trialgraph.ingest.lines import IngestLine
from trialgraph.ingest.reading import examined
from trialgraph.ingest.run import ingest_arrivals, refused, remove
from trialgraph.store.bounds import bound, bound_seconds
from trialgraph.store.failures import failure
from trialgraph.store.frames import Head
from trialgraph.store.known_terms import known_terms
from trialgraph.store.obeying import begin, obey
from trialgraph.store.snapshots import current_version
from trialgraph.store.write_limits import WriteLimits


def main(arguments: list[str]) -> None:
    """Do what standard input says, until it closes."""
    limits = WriteLimits(**json.loads(arguments[1]))
    begin(limits.memory)
    # They bind what it starts as well: the process that opens a PDF.
    bound_seconds(limits.reading_seconds)
    uploading = Uploading(Path(arguments[0]))
    obey(lambda head, content: [(uploading.reply(head, content), b"")])


class Uploading:
    """Reads a document, and then stores it."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._arrival: Arrival

    def reply(self, head: Head, content: bytes) -> Head:
        """Return what came of a request: read, store or remove."""
        try:
            match head["do"]:
                case "read":
                    line = self._read(str(head["name"]), content)
                    return {"status": "read", "line": asdict(line) if line else None}
                case "store":
                    bound(resource.RLIMIT_CPU, resource.RLIM_INFINITY)
                    (line,) = ingest_arrivals([self._arrival], self._store)
                case _:
                    bound(resource.RLIMIT_CPU, resource.RLIM_INFINITY)
                    (line,) = remove(self._store, [str(head["identifier"])])
        except EvidenceError as error:
            return failure(error)
        return {"status": "done", "line": asdict(line), "version": current_version(self._store)}

    def _read(self, name: str, content: bytes) -> IngestLine | None:
        """Read a document as it will be stored; return why it cannot be, if so.

        Raises:
            UnsupportedMedia: there are several, or none.
        """
        found = list(islice(records(name, lambda: taken_apart_bytes(content)), 2))
        if len(found) != 1:
            number = "several documents" if found else "no document"
            raise UnsupportedMedia(
                f"found {number} in one upload, wanted one; send each by itself, or let "
                "'trialgraph ingest' take the archive or the list apart"
            )
        self._arrival = found[0]
        inside = self._arrival.content
        if isinstance(inside, EvidenceError):
            return refused(name, inside)
        try:
            document = fault_set_aside(lambda: read_document(inside))
        except (DocumentError, SetAside) as error:
            return refused(name, error)
        with contextlib.suppress(SetAside):  # it goes to quarantine when it is stored
            examined(document, known_terms(self._store))
        return None


if __name__ == "__main__":
    main(sys.argv[1:])
