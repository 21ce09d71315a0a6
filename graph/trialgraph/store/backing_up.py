"""A process that makes backups of a store, until it is killed.

It is started as ``python -m trialgraph.store.backing_up STORE``. Killed in the middle it
leaves nothing at the place of the backup.
"""

import sys
from dataclasses import asdict
from pathlib import Path

from trialgraph.errors import EvidenceError
from trialgraph.store.backups import backup
from trialgraph.store.failures import failure
from trialgraph.store.frames import Head
from trialgraph.store.obeying import begin, obey


def main(arguments: list[str]) -> None:
    """Make a backup at each place that standard input names, until it closes."""
    store = Path(arguments[0])
    begin()
    obey(lambda head, _: [(_reply(store, Path(str(head["place"]))), b"")])


def _reply(store: Path, place: Path) -> Head:
    """Return what is told of a backup."""
    try:
        return {"status": "done", **asdict(backup(store, place))}
    except EvidenceError as error:
        return failure(error)


if __name__ == "__main__":
    main(sys.argv[1:])
