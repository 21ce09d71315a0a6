"""A process that asks the shapes about open graphs, until it is killed.

It is started as ``python -m trialgraph.check.validating MEMORY``; the shapes stay
read between requests, which takes longer than asking them.
"""

import sys
from dataclasses import asdict

from trialgraph.check.shapes import check_open
from trialgraph.errors import QueryStopped
from trialgraph.store.failures import failure
from trialgraph.store.frames import Head
from trialgraph.store.obeying import begin, obey


def main(arguments: list[str]) -> None:
    """Check graphs from standard input until it closes."""
    begin(int(arguments[0]))
    obey(lambda _, content: [(_reply(content), b"")])


def _reply(ntriples: bytes) -> Head:
    """Return what the shapes find in a graph."""
    try:
        findings = check_open(ntriples).findings
    except MemoryError:
        message = "the shapes took more memory than allowed; spread the statements over graphs"
        return failure(QueryStopped(message, "memory"))
    return {"status": "checked", "findings": [asdict(one) for one in findings]}


if __name__ == "__main__":
    main(sys.argv[1:])
