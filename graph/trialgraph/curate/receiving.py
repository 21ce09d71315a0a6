"""A process that takes one review into a store: what the service starts for each.

It is started as ``python -m trialgraph.curate.receiving STORE``. Killed, it leaves an
intent in the ledger, and the next change of the store does the review again.
"""

import signal
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from trialgraph.curate import review
from trialgraph.curate.decision import Decision, Motive
from trialgraph.errors import EvidenceError
from trialgraph.evidence.reviews import Correction
from trialgraph.model.text import Span
from trialgraph.store.failures import failure
from trialgraph.store.frames import Head, PipeClosed, receive, send
from trialgraph.store.orphans import end_with_owner
from trialgraph.store.snapshots import current_version


def main(arguments: list[str]) -> None:
    """Take in the reviews of standard input, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_owner()
    store = Path(arguments[0])
    send(sys.stdout.buffer, {"status": "ready"})
    while True:
        try:
            head, _ = receive(sys.stdin.buffer)
        except PipeClosed:
            return
        send(sys.stdout.buffer, reply(store, head))


def reply(store: Path, head: Head) -> Head:
    """Return what came of one review."""
    try:
        made = taken(store, cast("Mapping[str, Any]", head["review"]))
    except EvidenceError as error:
        return failure(error)
    return {"status": "done", "line": made.to_json(), "version": current_version(store)}


def taken(store: Path, asked: Mapping[str, Any]) -> Decision:
    """Take a review in and return it.

    Args:
        store: of the document.
        asked: ``verb`` (confirm, correct, reject, undo), ``fact`` (of undo, the review),
            ``reason``, ``by``, and ``corrections``.
    """
    why = Motive(asked["reason"], asked["by"], datetime.now(UTC))
    fact: str = asked["fact"]
    match asked["verb"]:
        case "confirm":
            return review.confirm(store, fact, why)
        case "reject":
            return review.reject(store, fact, why)
        case "undo":
            return review.undo(store, fact, why)
        case _:
            corrections = [
                Correction(one["field"], one["value"], one["quote"], Span(one["start"], one["end"]))
                for one in asked["corrections"]
            ]
            return review.correct(store, fact, corrections, why)


if __name__ == "__main__":
    main(sys.argv[1:])
