"""Our errors as frames between processes: told on one side, raised on the other."""

from collections.abc import Iterator

from trialgraph.errors import EvidenceError
from trialgraph.store.asked import advice_of
from trialgraph.store.frames import Head

FAILED = "failed"


def failure(error: EvidenceError) -> Head:
    """Return an error as the head of a frame."""
    return {"status": FAILED, "code": error.code, "message": str(error), "more": vars(error)}


def raise_failure(head: Head) -> None:
    """Raise the error that a frame tells of, as it was raised on the other side.

    Raises:
        EvidenceError: of the class whose code the frame has; none when it tells no error.
    """
    if head.get("status") != FAILED:
        return
    kinds = {kind.code: kind for kind in _kinds(EvidenceError)}
    error = kinds[str(head["code"])](str(head["message"]))
    more = head["more"]
    if isinstance(more, dict):
        vars(error).update({**more, "advice": advice_of(more.get("advice", {}))})
    raise error


def _kinds(kind: type[EvidenceError]) -> Iterator[type[EvidenceError]]:
    """Yield a class of errors and all below it."""
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)
