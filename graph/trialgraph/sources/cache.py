"""Replies on disk: bodies by their SHA-256, and a journal of what was asked and answered.

The journal is only ever added to: it says when each record came, from which
address, and that it had not changed since. Whatever is killed leaves a body
that no line names, never a line without its body.
"""

import os
import sqlite3
import tempfile
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self

from trialgraph.errors import SourceUnavailable

_SCHEMA = """
CREATE TABLE IF NOT EXISTS reply (
    number INTEGER PRIMARY KEY, question TEXT NOT NULL, address TEXT NOT NULL,
    status INTEGER NOT NULL, sha256 TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    media TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, date TEXT NOT NULL,
    fetched_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS reply_by_question ON reply (question, number);
CREATE TABLE IF NOT EXISTS search (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, words TEXT NOT NULL, since TEXT NOT NULL,
    found INTEGER NOT NULL, fetched INTEGER NOT NULL, begun_at TEXT NOT NULL,
    finished_at TEXT NOT NULL
) STRICT;
"""
_FIELDS = (
    "question, address, status, sha256, start, end, media, etag, last_modified, date, fetched_at"
)
_ADD = f"INSERT INTO reply ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - ours
_LATEST = (
    f"SELECT {_FIELDS} FROM reply WHERE question = ? AND status != 404 "  # noqa: S608 - ours
    "ORDER BY number DESC LIMIT 1"
)
_FINISH = (
    "INSERT INTO search (source, words, since, found, fetched, begun_at, finished_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_LAST_SEARCH = (
    "SELECT source, words, since, found, fetched, begun_at, finished_at FROM search "
    "WHERE source = ? AND words = ? AND fetched >= ? * found ORDER BY number DESC LIMIT 1"
)
_PATIENCE_SECONDS = 30.0  # another process may be writing


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal.

    Attributes:
        question: what it answers: the address that asks for just this.
        address: what was asked; another one where many were asked for at once.
        status: 200; 304 when a kept reply was confirmed; 404 when there was none.
        sha256: of the body; ``start`` and ``end`` are the part of it that answers.
        date: as the source printed it; ``fetched_at`` is our clock, UTC, ISO 8601.
    """

    question: str
    address: str
    status: int
    sha256: str
    start: int
    end: int
    media: str
    etag: str
    last_modified: str
    date: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class FinishedSearch:
    """A search of which all was fetched that was wanted."""

    source: str
    words: str
    since: str
    found: int
    fetched: int
    begun_at: str
    finished_at: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a cache holds, and when its newest reply came."""

    replies: int
    megabytes: float
    newest: str


class Cache:
    """A folder of replies."""

    def __init__(self, folder: Path, journal: sqlite3.Connection) -> None:
        self.folder = folder
        self._journal = journal
        self._held: tuple[str, bytes] = ("", b"")

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open or make a cache.

        Raises:
            SourceUnavailable: the folder cannot be used.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            journal = sqlite3.connect(
                folder / "journal.sqlite", isolation_level=None, timeout=_PATIENCE_SECONDS
            )
            try:
                journal.executescript(_SCHEMA)
            except sqlite3.Error:
                journal.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise SourceUnavailable(
                f"the folder of replies {folder} cannot be used ({error}); "
                "set TRIALGRAPH_CACHE to another, or move it away"
            ) from error
        return cls(folder, journal)

    def latest(self, question: str) -> Line | None:
        """Return the newest line that answers a question; that there was none is no answer."""
        row = self._journal.execute(_LATEST, (question,)).fetchone()
        return None if row is None else Line(*row)

    def body(self, line: Line) -> bytes | None:
        """Return what a line answers, ``None`` where its bytes are gone or damaged."""
        digest, whole = self._held
        if digest != line.sha256:
            try:
                whole = self._file(line.sha256).read_bytes()
            except OSError:
                return None
            if sha256(whole).hexdigest() != line.sha256:
                return None
            self._held = (line.sha256, whole)
        return whole[line.start : line.end]

    def keep(self, body: bytes) -> str:
        """Keep a body; return its SHA-256."""
        digest = sha256(body).hexdigest()
        file = self._file(digest)
        self._held = (digest, body)
        if file.exists() and file.read_bytes() == body:
            return digest
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as part:
                part.write(body)
            Path(name).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        return digest

    def add(self, *lines: Line) -> None:
        """Write lines into the journal, all or none."""
        self._journal.execute("BEGIN")
        with self._journal:
            self._journal.executemany(_ADD, [astuple(line) for line in lines])

    def finish(self, search: FinishedSearch) -> None:
        """Write down that a search is finished."""
        self._journal.execute(_FINISH, astuple(search))

    def last_search(
        self, source: str, words: str, *, only_whole: bool = False
    ) -> FinishedSearch | None:
        """Return the last finished run of a search; only one that fetched all it found, if so."""
        row = self._journal.execute(_LAST_SEARCH, (source, words, int(only_whole))).fetchone()
        return None if row is None else FinishedSearch(*row)

    def holdings(self, base: str) -> Holdings:
        """Return how much is held of the source with this address."""
        query = (
            "SELECT sha256, max(fetched_at) FROM reply "
            "WHERE substr(address, 1, ?) = ? AND sha256 != '' GROUP BY sha256"
        )
        rows = self._journal.execute(query, (len(base), base)).fetchall()
        files = [file for digest, _ in rows if (file := self._file(digest)).exists()]
        size = sum(file.stat().st_size for file in files)
        newest = max((when for _, when in rows), default="")
        return Holdings(len(files), round(size / 1e6, 3), newest)

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def _file(self, digest: str) -> Path:
        """Return the file of a body."""
        return self.folder / "replies" / digest[:2] / digest
