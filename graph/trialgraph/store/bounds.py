"""What a process of ours may take, set by itself before it reads anything from outside."""

import resource


def bound(kind: int, limit: int) -> None:
    """Set a soft limit, below what the system sets as the hard one.

    Args:
        kind: one of ``resource.RLIMIT_...``.
        limit: in the unit of its kind.
    """
    hard = resource.getrlimit(kind)[1]
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (soft, hard))
