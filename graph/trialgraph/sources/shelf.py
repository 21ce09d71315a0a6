"""Questions answered from the cache where a kept reply is fresh, else by their source."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from trialgraph.errors import BadReply, SourceUnavailable
from trialgraph.sources.asking import Asker, Question, Source
from trialgraph.sources.cache import Cache, Line
from trialgraph.sources.pace import Clock
from trialgraph.sources.replies import Reply


@dataclass(frozen=True, slots=True)
class Kept:
    """What answers a question, and the line of the journal that says so."""

    body: bytes
    line: Line


class Shelf:
    """The replies of all sources.

    Attributes:
        floor: replies kept since then are fresh, UTC, ISO 8601.
    """

    def __init__(self, asker: Asker, cache: Cache, fresh_for: timedelta, clock: Clock) -> None:
        self._asker = asker
        self._cache = cache
        self._clock = clock
        self.floor = _stamp(clock.utc() - fresh_for)

    def stamp(self) -> str:
        """Return the time as the journal writes it."""
        return _stamp(self._clock.utc())

    def held(self, question: str, floor: str = "") -> Kept | None:
        """Return a fresh kept answer; a later floor than the shelf's own asks for a fresher one."""
        with _told():
            kept = self._kept(question)
        is_fresh = kept is not None and kept.line.fetched_at >= max(floor, self.floor)
        return kept if is_fresh else None

    def ask(
        self, source: Source, address: str, media: frozenset[str], floor: str = ""
    ) -> Kept | None:
        """Return the answer to a question, ``None`` when the source has none.

        Raises:
            SourceUnavailable: the source does not answer.
            BadReply: it answers with something else.
        """
        fresh = self.held(address, floor)
        if fresh is not None:
            return fresh
        with _told():
            kept = self._kept(address)
            reply = self._asker.ask(_question(source, address, media, kept))
            return self._recorded(address, reply, kept)

    def keep_parts(self, kept: Kept, parts: Mapping[str, tuple[int, int]]) -> None:
        """Write down which parts of a reply answer questions of their own."""
        blank = replace(kept.line, etag="", last_modified="")
        lines = [
            replace(blank, question=question, start=start, end=end)
            for question, (start, end) in parts.items()
        ]
        with _told():
            self._cache.add(*(line for line in lines if self._cache.latest(line.question) != line))

    def _kept(self, question: str) -> Kept | None:
        """Return what is kept, fresh or not."""
        line = self._cache.latest(question)
        body = self._cache.body(line) if line else None
        return None if line is None or body is None else Kept(body, line)

    def _recorded(self, address: str, reply: Reply, kept: Kept | None) -> Kept | None:
        """Write a reply down; return what it answers."""
        if reply.status == HTTPStatus.NOT_MODIFIED:
            if kept is None:
                raise BadReply("found 304 (not modified) for what was never fetched; ask again")
            line = replace(kept.line, status=304, date=reply.date, fetched_at=self.stamp())
            self._cache.add(line)
            return Kept(kept.body, line)
        is_there = reply.status == HTTPStatus.OK
        line = Line(
            question=address,
            address=address,
            status=200 if is_there else 404,
            sha256=self._cache.keep(reply.body) if is_there else "",
            start=0,
            end=len(reply.body) if is_there else 0,
            media=reply.media,
            etag=reply.etag,
            last_modified=reply.last_modified,
            date=reply.date,
            fetched_at=self.stamp(),
        )
        self._cache.add(line)
        return Kept(reply.body, line) if is_there else None


def _question(source: Source, address: str, media: frozenset[str], kept: Kept | None) -> Question:
    """Return what is asked: only for what has changed, where something is kept."""
    if kept is None:
        return Question(source, address, media)
    return Question(source, address, media, kept.line.etag, kept.line.last_modified)


def _stamp(time: datetime) -> str:
    """Return a time as the journal writes it; as words they sort as times do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


@contextmanager
def _told() -> Iterator[None]:
    """Tell in our words that replies cannot be kept."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise SourceUnavailable(
            f"the reply cannot be kept ({error}); make room, or set TRIALGRAPH_CACHE"
        ) from error
