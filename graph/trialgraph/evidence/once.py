"""Methods that are asked the same of one analysis many times and answer once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from trialgraph.evidence.analyses import Analysis

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def once_each(method: Callable[[Asked, Analysis], Answer]) -> Callable[[Asked, Analysis], Answer]:
    """Return a method that is computed once for each analysis, as ``cached_property`` once.

    Analyses are told apart as objects: comparing all that they hold takes longer than most
    answers. Each is kept beside its answer, so that no other can take its identity.
    """
    place = f"_{method.__name__}_of_each"

    @wraps(method)
    def remembered(asked: Asked, analysis: Analysis) -> Answer:
        known: dict[int, tuple[Analysis, Answer]] = asked.__dict__.setdefault(place, {})
        if id(analysis) not in known:
            known[id(analysis)] = analysis, method(asked, analysis)
        return known[id(analysis)][1]

    return remembered
