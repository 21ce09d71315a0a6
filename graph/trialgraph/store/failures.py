"""Our errors as frames between processes: told on one side, raised on the other.

This is the one form of them, for queries, changes, documents and backups alike.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, cast

from trialgraph.errors import Advice, EvidenceError
from trialgraph.store.frames import Head

FAILED = "failed"


def failure(error: EvidenceError) -> Head:
    """Return an error as the head of a frame."""
    more = {**vars(error), "advice": asdict(error.advice)}
    return {"status": FAILED, "code": error.code, "message": str(error), "more": more}


def raise_failure(head: Head) -> None:
    """Raise the error that a frame tells of, as it was raised on the other side.

    Raises:
        EvidenceError: of the class whose code the frame has; none when it tells no error.
    """
    if head.get("status") != FAILED:
        return
    kinds = {kind.code: kind for kind in _kinds(EvidenceError)}
    error = kinds[str(head["code"])](str(head["message"]))
    more = cast("dict[str, object]", head["more"])
    vars(error).update({**more, "advice": advice_of(more["advice"])})
    raise error


def advice_of(said: object) -> Advice:
    """Return the advice that a frame carries."""
    given = cast("dict[str, Any]", said)
    return Advice(**{**given, "suggestions": tuple(given.get("suggestions", ()))})


def _kinds(kind: type[EvidenceError]) -> Iterator[type[EvidenceError]]:
    """Yield a class of errors and all below it."""
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)
