"""Whether earlier steps of a testing hierarchy leave the way open at an analysis."""

from collections.abc import Iterable

from trialgraph.verdict.codes import Formal, Gate

_STATES = {Formal.MET: Gate.OPEN, Formal.NOT_MET: Gate.BLOCKED, Formal.BLOCKED: Gate.BLOCKED}


def gate_after(formals: Iterable[Formal]) -> Gate:
    """Return what the analyses of one end point make of the way behind it.

    A test that was met at any look lets pass: one missed at an interim is "not yet". ``none``
    where nobody knows.
    """
    states = {_STATES.get(one, Gate.NONE) for one in formals}
    for gate in (Gate.OPEN, Gate.BLOCKED):
        if gate in states:
            return gate
    return Gate.NONE


def gate_of_step(ways: Iterable[Gate], wanted: int, *, by_any: bool = False) -> Gate:
    """Return whether a step lets the next be tested; ``none`` where nobody knows.

    Args:
        ways: behind each of its end points that is reported.
        wanted: number of its end points.
        by_any: one of them is enough (parallel gatekeeping); else all are needed.
    """
    found = list(ways)
    found += [Gate.NONE] * (max(1, wanted) - len(found))
    needed, lost = (any, all) if by_any else (all, any)
    if needed(one is Gate.OPEN for one in found):
        return Gate.OPEN
    return Gate.BLOCKED if lost(one is Gate.BLOCKED for one in found) else Gate.NONE
