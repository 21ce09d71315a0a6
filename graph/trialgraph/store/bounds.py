"""What a process of ours may take, set by itself before it reads anything from outside."""

import math
import resource
import time


def bound(kind: int, limit: int) -> None:
    """Set a soft limit, below what the system sets as the hard one.

    Args:
        kind: one of ``resource.RLIMIT_...``.
        limit: in the unit of its kind, or ``resource.RLIM_INFINITY``.
    """
    hard = resource.getrlimit(kind)[1]
    is_free = hard == resource.RLIM_INFINITY
    soft = limit if is_free else hard if limit == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (soft, hard))


def bound_seconds(seconds: float) -> None:
    """Allow so many seconds of CPU from now on, to this process and to each it starts.

    Those spent on starting do not count: a slow machine is not slow work.
    """
    bound(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))
