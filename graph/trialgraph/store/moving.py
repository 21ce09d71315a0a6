"""Moves a store: the quads that an export gave, and what is kept beside them.

The road from a directory to a server: export, load (or the server's own bulk loader,
and then a load of nothing), and the documents and ledger copied to the companion.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from trialgraph.errors import StoreFormat, StoreNotFresh, StoreUnsuitable
from trialgraph.names import ID, Iri
from trialgraph.rdf.quads import line as rewritten
from trialgraph.rdf.quads import parse
from trialgraph.rdf.term import iri_text
from trialgraph.store.address import Place, folder_of
from trialgraph.store.folder import Folder, write_whole
from trialgraph.store.ledger import Ledger
from trialgraph.store.places import create_or_open
from trialgraph.store.sorting import SortedLines
from trialgraph.store.surface import Writer

Portion = dict[Iri, bytes]
"""N-Quads by the graph that they are of."""

_NOTED_EVERY = 20  # portions; each note waits for the disk
_OURS = f"<{ID}".encode()
_VOCABULARIES = "vocabularies"
_PORTION_LINES = 1_000  # Virtuoso takes no text of over some 4,000 statements
_PORTION_OCTETS = 300_000

Watch = Callable[[Iterable[Portion], int], Iterable[Portion]]
"""Gives portions on as they are, and shows how far it is; told how many they are."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load brought in, and the version that is published then."""

    graphs: int
    quads: int
    version: int


def load(
    place: Place, lines: Iterable[bytes], watch: Watch = lambda portions, _: portions
) -> Loaded:
    """Bring N-Quads as exported into a store that holds no graph yet, and publish it.

    Without any line, what a server's bulk loader brought in is published. However many
    lines there are, some megabytes are held; the others wait on disk. A load that was cut
    off goes on where it was, when it is asked for once more with the same lines.

    Raises:
        StoreNotFresh: the store holds graphs already.
        StoreUnsuitable: its server took everything and holds less.
        ValueError: a line is no statement of a named graph.
    """
    with SortedLines() as ordered:
        ordered.add(_by_graph(lines))
        whole = _counted(ordered)
        begun = _Begun(folder_of(place) / "LOADING", whole)
        with create_or_open(place) as writer:
            done = begun.portions(place, len(writer.graphs())) if whole.quads else 0
            for number, portion in enumerate(watch(_portions(ordered), whole.portions)):
                if number >= done:
                    writer.extend_graphs(portion)
                    begun.note(number)
            _refuse_loss(writer, whole)
            version = writer.publish()
            begun.end()
    return Loaded(whole.graphs, whole.quads, version)


def copy_kept(source: Path, place: Place) -> int:
    """Copy documents, ledger and vocabularies of a directory to a store, and return how many.

    Raises:
        StoreMissing: there is no store in the directory.
        StoreNotFresh: the store's ledger has documents already.
        StoreFormat: the ledger cannot be copied.
    """
    giving, taking = Folder(source), Folder(folder_of(place))
    giving.check()
    with create_or_open(place) as writer:
        if writer.ledger.count():
            raise StoreNotFresh(
                f"found documents in the ledger of {taking.path}, wanted none; name a fresh store"
            )
    for one in (giving.documents, giving.quarantine, source / _VOCABULARIES):
        if one.exists():
            shutil.copytree(one, taking.path / one.name, dirs_exist_ok=True)
    try:
        with Ledger.look(giving.ledger) as old:
            old.copy_to(taking.ledger)
    except OSError as error:
        raise StoreFormat(f"the ledger {giving.ledger} cannot be copied: {error}") from error
    with Ledger.look(taking.ledger) as ledger:
        return ledger.count()


def _by_graph(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield N-Quads lines with the graph that they are of in front.

    Raises:
        ValueError: one is no statement of a named graph.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            (quad,) = parse(line)
        except ValueError as error:
            raise ValueError(
                f"line {number} is not an N-Quads statement of a named graph as exported"
            ) from error
        yield f"{iri_text(quad[3])} {rewritten(quad)}".encode()


def _apart(ordered: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the graph and the line of what has the graph in front."""
    for line in ordered:
        graph, _, statement = line.partition(b" ")
        yield graph, statement


def _portions(ordered: Iterable[bytes]) -> Iterator[Portion]:
    """Yield lines by graph, in portions that any server takes."""
    portion: defaultdict[Iri, list[bytes]] = defaultdict(list)
    count = octets = 0
    for graph, statement in _apart(ordered):
        if count == _PORTION_LINES or (count and octets + len(statement) > _PORTION_OCTETS):
            yield _joined(portion)
            portion.clear()
            count = octets = 0
        portion[Iri(graph[1:-1].decode())].append(statement)
        count, octets = count + 1, octets + len(statement)
    if portion:
        yield _joined(portion)


def _joined(portion: Mapping[Iri, list[bytes]]) -> Portion:
    return {graph: b"".join(statements) for graph, statements in portion.items()}


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is to be loaded.

    Attributes:
        digest: SHA-256 of the sorted lines, hex.
        of_documents: how many of the quads are in graphs that any store counts.
    """

    graphs: int
    quads: int
    of_documents: int
    portions: int
    digest: str


def _counted(ordered: Iterable[bytes]) -> _Whole:
    """Return what there is to load, as ``_portions`` will give it."""
    digest, quads, of_documents, graphs, last = sha256(), 0, 0, 0, b""
    for graph, statement in _apart(ordered):
        digest.update(statement)
        graphs += graph != last
        quads += 1
        of_documents += graph.startswith(_OURS)
        last = graph
    portions = sum(1 for _ in _portions(ordered))
    return _Whole(graphs, quads, of_documents, portions, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class _Begun:
    """The file that tells of a load which is not done yet."""

    file: Path
    whole: _Whole

    def portions(self, place: Place, held: int) -> int:
        """Return how many portions an earlier load of the same lines has brought in.

        Raises:
            StoreNotFresh: the store holds graphs, and not those of such a load.
        """
        digest, done = _noted(self.file)
        if digest == self.whole.digest:
            return done
        if held:
            cut = "a load of other lines was cut off there; " if digest else ""
            raise StoreNotFresh(
                f"found {held} graphs in {place}, wanted a store without any; {cut}"
                "name a new directory or an empty server"
            )
        self.note(-1)
        return 0

    def note(self, number: int) -> None:
        """Write down that a portion is in the store; each may be brought in twice."""
        if (number + 1) % _NOTED_EVERY == 0:
            said = {"digest": self.whole.digest, "portions": number + 1}
            write_whole(self.file, json.dumps(said).encode())

    def end(self) -> None:
        """Forget the load, which is done."""
        self.file.unlink(missing_ok=True)


def _noted(file: Path) -> tuple[str, int]:
    """Return the digest of a load that was cut off, and how many portions are in."""
    try:
        said = json.loads(file.read_bytes())
        return str(said["digest"]), int(said["portions"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", 0


def _refuse_loss(writer: Writer, whole: _Whole) -> None:
    """Refuse a store that holds less than it was given.

    Raises:
        StoreUnsuitable: its server took everything and holds less.
    """
    held = writer.statistics().quads
    if held < whole.of_documents:
        raise StoreUnsuitable(
            f"found {held} quads in the store after {whole.of_documents} were brought in, wanted "
            "as many; look into the server's log, empty it, and load again"
        )
