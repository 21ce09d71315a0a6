"""What every store gives to who reads it and to who changes it, wherever its quads lie."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, Self

from trialgraph.names import Iri
from trialgraph.store.address import Place
from trialgraph.store.engine import Row
from trialgraph.store.identities import Identities
from trialgraph.store.ledger import DocumentEntry, Ledger
from trialgraph.store.snapshots import Statistics

Watch = Callable[[Sequence[Iri]], Iterable[Iri]]
"""Gives names of graphs on as they are read, and shows how far it is."""


class Reader(Protocol):
    """The published version of a store; ``store.reader`` says what each method gives."""

    @property
    def place(self) -> Place:
        """Return where the store is."""

    @property
    def path(self) -> Path:
        """Return the directory that keeps its documents and ledger."""

    @property
    def version(self) -> int:
        """Return the number of the version, from 1."""

    @property
    def mark(self) -> str:
        """Return what tells it from all other versions, empty when nothing does."""

    @property
    def published_at(self) -> str:
        """Return when it was published: UTC, ISO 8601."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query of ours."""

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""

    def open_graph(self, graph: Iri) -> bytes:
        """Return a graph that anyone may have written as sorted N-Triples."""

    def graphs(self) -> list[Iri]:
        """Return the names of all graphs, sorted."""

    def dump(self) -> bytes:
        """Return everything as sorted N-Quads."""

    def dump_lines(self, watch: Watch = ...) -> Iterator[bytes]:
        """Yield the lines of the dump, a bounded part of them held in memory."""

    def digest(self) -> str:
        """Return the SHA-256 of the dump, hex."""

    def statistics(self) -> Statistics:
        """Return how much this version holds, as counted when it was published."""

    def kept_text(self, identifier: str) -> str:
        """Return the canonical text of a document."""

    def entries(self) -> list[DocumentEntry]:
        """Return all documents of the ledger."""

    def entries_after(self, after: str, limit: int, state: str = "") -> list[DocumentEntry]:
        """Return documents of the ledger by identifier, those after a given one."""

    def entries_count(self, state: str = "") -> int:
        """Return how many documents the ledger has; of one state where given."""

    def entries_since(self, day: str) -> list[str]:
        """Return the identifiers of documents stored on a day or later, ISO 8601."""

    def entries_known_as(self, words: str) -> list[DocumentEntry]:
        """Return the documents of an identifier, a hash, or a file's name."""

    def entries_naming(self, words: str) -> list[DocumentEntry]:
        """Return documents set aside whose bytes have a number in them."""

    def entry(self, identifier: str) -> DocumentEntry | None:
        """Return what the ledger has of one document."""

    def unfinished(self) -> int:
        """Return how many changes were begun and are not published yet."""

    def close(self) -> None:
        """Let go of the version; closing twice is harmless."""


class Writer(Protocol):
    """The one process that changes a store; ``store.writer`` says what each method gives."""

    @property
    def path(self) -> Path:
        """Return the directory that keeps its documents and ledger."""

    @property
    def ledger(self) -> Ledger:
        """Return the ledger of the store."""

    @property
    def identities(self) -> Identities:
        """Return the index of what documents say of trials and publications."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query over all graphs, published or not."""

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""

    def graphs(self) -> list[Iri]:
        """Return the names of all graphs, sorted."""

    def replace_graphs(self, changes: Mapping[Iri, bytes]) -> bool:
        """Give graphs new contents; tell whether anything changed."""

    def extend_graphs(self, changes: Mapping[Iri, bytes]) -> None:
        """Add statements to graphs, which keep those that they have."""

    def publish(self) -> int:
        """Make all changes visible to readers, and return the version they then read."""

    def statistics(self) -> Statistics:
        """Return how much the store holds now, by counting."""

    def keep(self, identifier: str, content: bytes, text: str) -> None:
        """Keep the bytes and the canonical text of a document."""

    def kept(self, identifier: str) -> tuple[bytes, str]:
        """Return the bytes and the canonical text of a document."""

    def forget(self, identifier: str) -> None:
        """Remove the kept bytes and text of a document."""

    def quarantine(self, identifier: str, content: bytes, report: str) -> Path:
        """Set a document aside with the report that says why; return its folder."""

    def set_aside(self, identifier: str) -> bytes | None:
        """Return the bytes of a document in quarantine, ``None`` when it is not there."""

    def release(self, identifier: str) -> None:
        """Take a document out of quarantine."""

    def flush(self) -> None:
        """Bring all changes to disk."""

    def close(self) -> None:
        """Let go of the store; closing twice is harmless."""
