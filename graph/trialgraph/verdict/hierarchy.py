"""Whether earlier steps of a testing hierarchy leave the way open at an analysis."""

from collections.abc import Set as AbstractSet

from trialgraph.verdict.codes import Gate


def gate(step: int | None, met: AbstractSet[int]) -> Gate:
    """Return the gate of a step of a fixed sequence.

    A step missed at an interim is "not yet", not "failed": ask again when the
    next analysis of an earlier step arrives.

    Args:
        step: order from 1; ``None`` for an end point that the sequence does not name.
        met: steps whose tests were met at or before the time of the analysis.
    """
    if step is None:
        return Gate.NONE
    return Gate.OPEN if met >= set(range(1, step)) else Gate.BLOCKED
