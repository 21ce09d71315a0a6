"""What a process of ours may take, set by itself before it reads anything from outside."""

import resource


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
