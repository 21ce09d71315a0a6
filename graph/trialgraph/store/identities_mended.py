"""A damaged index of identities is taken away: it follows from what the store holds."""

import sqlite3
from contextlib import closing
from pathlib import Path

from trialgraph.errors import StoreFormat


def take_away_damaged(file: Path, error: object) -> None:
    """Take the index away where an error of SQLite came of damage to it; else do nothing.

    The caller has closed it.

    Raises:
        StoreFormat: it was damaged, and is gone; the same command does its work now.
    """
    if isinstance(error, sqlite3.DatabaseError) and not _is_sound(file):
        for one in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            one.unlink(missing_ok=True)
        raise StoreFormat(
            f"found the index {file} damaged ({error}) and took it away; no document is lost: "
            "run the same command again, which makes it anew"
        ) from error


def _is_sound(file: Path) -> bool:
    """Tell whether SQLite finds nothing wrong, and the tables are those of an index."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as index:
            index.execute("SELECT digest, words FROM imprint LIMIT 1")
            index.execute("SELECT number, identifier, outline FROM document LIMIT 1")
            return index.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False
