"""Who writes to a store on another server: one small graph says it to all machines.

SPARQL has no lock. A writer puts its name and the end of its lease where nobody's valid
name is, reads the graph again, and yields where another name stands beside its own: of
two that begin at once one at most goes on, also where the server does not make updates
one after the other, as long as it shows each update to the queries after it. Times are
the server's. The lease is advisory: who does not ask for it is not stopped, nor is a
request that the server makes only after the lease has run out.
"""

import os
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from trialgraph.errors import BadQuery, EvidenceError, StoreHeld, StoreUnreachable
from trialgraph.names import ID, Iri, expand
from trialgraph.rdf.term import integer, plain, term_text, text
from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.remote.answers import rows_of
from trialgraph.store.remote.connection import Connection

LEASE = Iri(f"{ID}graph/store/lease")
"""The graph that says who writes; it is there while someone does."""

_WORDS, _UNTIL = expand("dcterms:description"), expand("dcterms:valid")
_MACHINE, _SINCE = expand("dcterms:creator"), expand("dcterms:created")
_ALL = f"SELECT ?lease ?p ?o {{ GRAPH <{LEASE}> {{ ?lease ?p ?o }} }}"
_NOW = "SELECT (NOW() AS ?now) {}"
_SECONDS = 600
_REQUESTS = 4  # of the longest kind that have time in a lease
_RENEWED = 3  # times in a lease


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease, as all machines read it.

    Attributes:
        lease: its name, made at random.
        machine: the companion directory that it writes from, a name made at random.
        words: host and process, for a person.
        since: seconds since 1970, as ``until``.
    """

    lease: Iri
    machine: str
    words: str
    since: int
    until: int

    def statements(self) -> str:
        """Return what the graph says, as Turtle without prefixes."""
        said = {
            _WORDS: text(self.words),
            _MACHINE: text(self.machine),
            _SINCE: integer(self.since),
            _UNTIL: integer(self.until),
        }
        return "".join(f"<{self.lease}> <{p}> {term_text(o)} .\n" for p, o in said.items())


class Lease:
    """The right of one writer to change a store, as far as all others ask for it."""

    def __init__(self, connection: Connection, folder: Folder) -> None:
        """Begin without it.

        Args:
            connection: to the store.
            folder: companion directory, held by this process.
        """
        self._connection = connection
        self._machine = _machine(folder)
        self._seconds = max(_SECONDS, round(_REQUESTS * connection.settings.seconds))
        self._since = 0
        self._renewed_at = 0.0

    def take(self, urls: Sequence[str]) -> str:
        """Have the lease; return the URL that takes updates, empty where none does.

        What another process of this companion directory left is taken over at once: its
        lock is ours, so it is dead.

        Raises:
            StoreHeld: another machine writes; the message says who and until when.
            StoreUnreachable: no server answers.
        """
        self._refuse_other(_server_time(self._connection))
        for url in urls:
            with suppress(BadQuery, StoreUnreachable):
                if self._taken(url):
                    return url
        return ""

    def keep(self, url: str) -> None:
        """Make sure before a change that the lease is still ours, and renew it in time.

        Raises:
            StoreHeld: it ran out, and another machine has it.
        """
        if _clock() - self._renewed_at > self._seconds / _RENEWED and not self._taken(url):
            raise StoreHeld(
                f"found that {self._connection.settings.query} does not keep who writes to it, "
                "wanted the lease that was written there; do it again"
            )

    def give_back(self, url: str) -> None:
        """Let others write; what the server does not take runs out by itself."""
        if self._since and url:
            with suppress(EvidenceError):
                self._remove(url, lambda one: one.machine == self._machine)
            self._since = 0

    def _taken(self, url: str) -> bool:
        """Take or renew the lease; tell whether the server took what was written.

        The new one is there before the old one goes, so that nobody comes in between.

        Raises:
            StoreHeld: another has it.
        """
        begun, now = _clock(), _server_time(self._connection)
        self._refuse_other(now)
        mine = Holder(
            lease=Iri(f"{LEASE}/{uuid4().hex}"),
            machine=self._machine,
            words=f"process {os.getpid()} on {socket.gethostname()}",
            since=self._since or now,
            until=now + self._seconds,
        )
        self._connection.update(f"INSERT DATA {{ GRAPH <{LEASE}> {{ {mine.statements()} }} }}", url)
        if mine not in holders(self._connection):
            return False
        self._since = mine.since
        try:
            self._refuse_other(now)
        except StoreHeld:
            self.give_back(url)
            raise
        self._remove(url, lambda one: one != mine and self._is_over(one, now))
        self._renewed_at = begun
        return True

    def _is_over(self, one: Holder, now: int) -> bool:
        """Tell whether a lease is nobody's any more, or this writer's own."""
        return one.until <= now or one.machine == self._machine

    def _refuse_other(self, now: int) -> None:
        """Refuse to go on where another has a lease.

        Raises:
            StoreHeld: another has one.
        """
        for one in holders(self._connection):
            if not self._is_over(one, now):
                raise _held(self._connection.settings.query, one, now)

    def _remove(self, url: str, is_wanted: Callable[[Holder], bool]) -> None:
        """Take leases out of the graph, exactly as they were read."""
        for one in filter(is_wanted, holders(self._connection)):
            statements = f"GRAPH <{LEASE}> {{ {one.statements()} }}"
            self._connection.update(f"DELETE DATA {{ {statements} }}", url)


def holders(connection: Connection) -> list[Holder]:
    """Return who has a lease of a store, also one that has run out."""
    said: dict[str, dict[str, str]] = {}
    for row in rows_of(connection.query(_ALL).content):
        said.setdefault(plain(row["lease"]), {})[plain(row["p"])] = plain(row["o"])
    return [
        Holder(Iri(lease), one[_MACHINE], one[_WORDS], int(one[_SINCE]), int(one[_UNTIL]))
        for lease, one in said.items()
        if {_MACHINE, _WORDS, _SINCE, _UNTIL} <= one.keys()
    ]


def _server_time(connection: Connection) -> int:
    """Return the server's clock, seconds since 1970."""
    (row,) = rows_of(connection.query(_NOW).content)
    when = datetime.fromisoformat(plain(row["now"]))
    return round((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())


def _machine(folder: Folder) -> str:
    """Return the name of a companion directory, other than that of any copy of it."""
    file = folder.path / "MACHINE"
    if not file.exists():
        write_whole(file, uuid4().hex.encode())
    return f"{file.read_text('ascii')}-{file.stat().st_ino}-{socket.gethostname()}"


def _clock() -> float:
    """Return seconds of a clock that goes on while the machine sleeps, where it has one."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _held(store: str, one: Holder, now: int) -> StoreHeld:
    """Return the error of who comes second."""
    since, until = (
        datetime.fromtimestamp(when, UTC).isoformat(timespec="seconds")
        for when in (one.since, one.until)
    )
    return StoreHeld(
        f"{one.words} is writing to the store at {store} since {since}; wait until it is done, or "
        f"read: reading works meanwhile; if it is dead, its lease ends at {until} "
        f"({one.until - now} seconds from now)"
    )
