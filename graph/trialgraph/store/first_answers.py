"""Beginnings of long answers that were made ready for a version, in a file beside it.

Nobody changes the file once it is there: another version has another one. It must not know
what a question is: what is kept has a name, a stamp of all that it was made of, and is bytes.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from trialgraph.store.building import settle

_TABLE = """CREATE TABLE kept (
    name TEXT PRIMARY KEY, stamp TEXT NOT NULL, content BLOB NOT NULL
) STRICT, WITHOUT ROWID"""


def keep_answers(file: Path, answers: Iterable[tuple[str, str, bytes]]) -> None:
    """Make the file of a version, whole or not at all.

    Args:
        file: ``snapshots.first_answers_file`` tells its place.
        answers: name, stamp and content of each.

    Raises:
        OSError: the store may not be written to.
        sqlite3.OperationalError: the same, or the disk is full.
    """
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
        connection.execute(_TABLE)
        for answer in answers:
            connection.execute("INSERT INTO kept VALUES (?, ?, ?)", answer)
    settle(beside)
    beside.replace(file)


def kept_answer(file: Path, name: str, stamp: str) -> bytes | None:
    """Return what is kept by a name, ``None`` where there is none of this stamp."""
    if not file.exists():
        return None
    query = "SELECT content FROM kept WHERE name = ? AND stamp = ?"
    address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            row = connection.execute(query, (name, stamp)).fetchone()
    except sqlite3.DatabaseError:  # damaged, or gone meanwhile: it is only a shorter way
        return None
    return None if row is None else bytes(row[0])
