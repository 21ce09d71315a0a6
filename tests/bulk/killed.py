"""A bulk load in a process of its own, which is killed after some time.

It is started as ``python killed.py FOLDER STORE SECONDS [JOBS]``; portions are small, so that
there are many points between two of them.
"""

import os
import signal
import sys
import threading
from pathlib import Path

from trialgraph.bulk import deriving, loading, spool, tasks
from trialgraph.bulk.run import Options, bulk_load


def main(folder: str, store: str, seconds: str, jobs: str = "1") -> None:
    """Load, and be killed."""
    for room, name, size in (
        (tasks, "_DOCUMENTS", 2),
        (loading, "_DOCUMENTS_AT_ONCE", 5),
        (deriving, "_DOCUMENTS", 5),
        (deriving, "_GRAPHS", 5),
        (spool, "_QUADS_AT_ONCE", 500),
    ):
        if not hasattr(room, name):
            raise AttributeError(name)
        setattr(room, name, size)
    if float(seconds):
        end = threading.Timer(float(seconds), os.kill, (os.getpid(), signal.SIGKILL))
        end.daemon = True
        end.start()
    bulk_load([Path(folder)], Path(store), Options(int(jobs)))


if __name__ == "__main__":
    main(*sys.argv[1:])
