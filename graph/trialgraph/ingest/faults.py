"""The one place where a fault of ours is caught: one document's must not stop the others."""

from collections.abc import Callable
from traceback import format_exception
from typing import TypeVar

from trialgraph.errors import EvidenceError, SetAside

T = TypeVar("T")


def fault_set_aside(reading: Callable[[], T]) -> T:
    """Return what a reading of one document gives.

    Raises:
        EvidenceError: as the reading itself raises it.
        SetAside: a rule failed on this document; its report is the traceback, which
            goes to quarantine with the document.
    """
    try:
        return reading()
    except EvidenceError:
        raise
    # Any rule may fail in any way on a text that nobody foresaw, and a batch of a thousand
    # documents must not end there. Nothing is hidden: the fault is told, with its traceback.
    except Exception as fault:
        message = f"a rule failed with {type(fault).__name__}: {fault}; report it with the document"
        raise SetAside(message, "".join(format_exception(fault))) from fault
