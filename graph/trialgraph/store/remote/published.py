"""Which version of a store is published: a small graph of the store says it to everyone.

There are no snapshots on another server: what is written is seen at once, and the
number says when a change was whole. The companion directory keeps the number that this
machine saw last, so that a store that was emptied or set back is noticed.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from trialgraph.errors import StoreFormat
from trialgraph.names import ID, Iri, expand
from trialgraph.rdf.term import integer, plain, term_text, text
from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.remote.answers import rows_of
from trialgraph.store.remote.connection import Connection
from trialgraph.store.snapshots import Statistics

STATE = Iri(f"{ID}graph/store")
"""The graph, and the node, that tells of the store itself."""

_VOID = "http://rdfs.org/ns/void#"
_LABEL = expand("rdfs:label")
_TERMS = {
    "version": expand("schema:version"),
    "published_at": expand("dcterms:modified"),
    "documents": Iri(f"{_VOID}documents"),
    "trials": Iri(f"{_VOID}distinctSubjects"),
    "quads": Iri(f"{_VOID}triples"),
}
_QUERY = f"SELECT ?s ?p ?o {{ GRAPH <{STATE}> {{ ?s ?p ?o }} }}"


@dataclass(frozen=True, slots=True)
class Published:
    """A published version; version 0 is a store that nothing was published in yet.

    Attributes:
        name: of the store, made at random when it was made.
    """

    name: str
    version: int
    published_at: str
    statistics: Statistics

    def after(self, statistics: Statistics) -> "Published":
        """Return the next version, published now."""
        return Published(self.name, self.version + 1, _now(), statistics)

    def is_other_than(self, before: "Published") -> bool:
        """Tell whether this is another version, or another store."""
        return (self.name, self.version) != (before.name, before.version)

    def statements(self) -> str:
        """Return what the graph says, as Turtle without prefixes."""
        return f"<{STATE}> <{_LABEL}> {term_text(text(self.name))} .\n{self.numbers()}"

    def numbers(self) -> str:
        """Return the part that tells of this version alone."""
        counted = {name: integer(count) for name, count in asdict(self.statistics).items()}
        said = {
            _TERMS["version"]: integer(self.version),
            _TERMS["published_at"]: text(self.published_at),
            **{_TERMS[name]: count for name, count in counted.items()},
        }
        return "".join(
            f"<{STATE}/{self.version}> <{p}> {term_text(o)} .\n" for p, o in said.items()
        )


def first() -> Published:
    """Return what a new store says."""
    return Published(uuid4().hex, 0, _now(), Statistics(0, 0, 0))


def read_published(connection: Connection) -> Published | None:
    """Return what a store says of itself, ``None`` where none was made there.

    Raises:
        StoreFormat: it says nothing that we understand.
    """
    rows = rows_of(connection.query(_QUERY).content)
    if not rows:
        return None
    numbers = (int(plain(row["o"])) for row in rows if row["p"] == _TERMS["version"])
    newest = f"{STATE}/{max(numbers, default=0)}"
    said = {plain(row["p"]): plain(row["o"]) for row in rows if row["s"] in {STATE, newest}}
    try:
        counts = (int(said[_TERMS[name]]) for name in ("documents", "trials", "quads"))
        version, when = int(said[_TERMS["version"]]), said[_TERMS["published_at"]]
        return Published(said[_LABEL], version, when, Statistics(*counts))
    except (KeyError, ValueError) as error:
        raise StoreFormat(
            f"the graph {STATE} of {connection.settings.query} does not say which version is "
            f"published ({error}); drop that graph and ingest a document again"
        ) from error


def seen(folder: Folder) -> Published | None:
    """Return the version that this machine saw last, ``None`` where it saw none."""
    try:
        said = json.loads(_file(folder).read_bytes())
        return Published(**{**said, "statistics": Statistics(**said["statistics"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(folder: Folder, published: Published) -> None:
    """Write down which version this machine saw last."""
    write_whole(_file(folder), json.dumps(asdict(published)).encode())


def refuse_other(folder: Folder, found: Published) -> None:
    """Refuse to change a store that is not the one that the ledger here tells of.

    Raises:
        StoreFormat: the server's store is another one, or was set back.
    """
    before = seen(folder)
    if before is None or (before.name == found.name and before.version <= found.version):
        return
    what = "another store" if before.name != found.name else f"version {found.version} of it"
    raise StoreFormat(
        f"found {what} on the server, wanted version {before.version} or later of the one that "
        f"{folder.path} tells of; move that directory away, and ingest the documents again"
    )


def _file(folder: Folder) -> Path:
    return folder.path / "PUBLISHED"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
