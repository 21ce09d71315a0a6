"""How many processors a process may use, which may be fewer than the machine has."""

import math
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_ROOT = Path("/")


def processors(root: Path = _ROOT) -> int:
    """Return how many processors this process may use.

    Of those of the machine, those that it may run on (``taskset``, sets of processors of a
    container); and no more than its control groups, of version 2, give it time for, a part of one
    counted as one.

    Args:
        root: below which the system tells of control groups.
    """
    return max(1, min([_allowed(), *_times(root)]))


def _allowed() -> int:
    """Return on how many processors this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _times(root: Path) -> Iterator[int]:
    """Yield for how many processors there is time: in the own group, and in those around it."""
    own = _group(root / "proc/self/cgroup")
    for group in (own, *own.parents):
        try:
            words = (root / "sys/fs/cgroup" / group / "cpu.max").read_text("ascii")
        except (OSError, ValueError):
            continue
        time, _, period = words.partition(" ")
        if time.isdigit() and period.strip().isdigit():
            yield math.ceil(int(time) / int(period))


def _group(file: Path) -> PurePosixPath:
    """Return the group of this process, below that of all; that of all where none is told."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return PurePosixPath()
    found = [line.removeprefix("0::/") for line in lines if line.startswith("0::/")]
    group = PurePosixPath(found[0] if found else "")
    return PurePosixPath() if ".." in group.parts else group
