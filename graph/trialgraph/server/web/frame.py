"""What stands around every page: which data it shows, and where a program finds the same."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from trialgraph import names
from trialgraph.catalogue.sentences import counted
from trialgraph.errors import EvidenceError, QueryStopped
from trialgraph.rdf.term import iri_text, plain
from trialgraph.server.addresses import api_of
from trialgraph.server.bounded import BoundedReader
from trialgraph.store import Reader
from trialgraph.store.allowance import allowing, patience

if TYPE_CHECKING:
    from trialgraph.server.published import Published

Made = TypeVar("Made")

_FRAME_SECONDS = 1.0  # that the page of an error waits for its frame
_LONGEST_SECONDS = 60.0  # that what pages share is waited for, where nobody gives less

_KINDS = f"""PREFIX : <{names.ONTOLOGY}>
SELECT ?kind (COUNT(?document) AS ?count) {{ ?document a :Document ; :statedKind ?kind }}
GROUP BY ?kind"""
_SOURCES = {
    "ctgov": "records of ClinicalTrials.gov",
    "pubmed": "records of PubMed",
    "medline": "records of PubMed",
    "jats": "papers as XML",
    "pdf": "papers as PDF",
    "html": "papers as pages",
    "text": "papers and records as text",
}
"""First part of a document's kind to what people call it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Which data a page shows.

    Attributes:
        documents: number held.
        trials: number reported or registered.
        data_version: of the published store; empty where nothing is published.
        data_date: day of its publication.
        sources: what was read, each with its number, the most first.
    """

    documents: int = 0
    trials: int = 0
    data_version: str = ""
    data_date: str = ""
    sources: tuple[tuple[str, int], ...] = ()

    @property
    def counted(self) -> str:
        """Return how much is held, in words."""
        return counted(self.documents, self.trials)


NO_FRAME = Frame()


@dataclass(frozen=True, slots=True)
class Same:
    """Where a program finds what a page shows; empty where there is none.

    Attributes:
        json: path in the JSON API.
        turtle: path of the same in Turtle.
        csv: path of the same as a table.
        ndjson: path of the same, a row a line.
        query: SPARQL whose answer it is.
        thing: IRI that the page is about; the page then has the links of its data.
    """

    json: str = ""
    turtle: str = ""
    csv: str = ""
    ndjson: str = ""
    query: str = ""
    thing: str = ""

    def links(self) -> tuple[tuple[str, str], ...]:
        """Return the address of each form there is, with the words of its link."""
        sparql = f"/sparql?{urlencode({'query': self.query})}" if self.query else ""
        known = (
            (self.json, "as JSON"),
            (self.turtle, "as Turtle"),
            (self.csv, "as CSV"),
            (self.ndjson, "as NDJSON"),
            (sparql, "open in SPARQL"),
        )
        return tuple((address, words) for address, words in known if address)


NO_SAME = Same()
_EVERY_STATEMENT = "SELECT ?property ?value {{\n  {iri} ?property ?value\n}}"


def same_of(iri: names.Iri, *, is_stored: bool = True) -> Same:
    """Return where a program finds what the page about one thing shows.

    Args:
        iri: of the thing.
        is_stored: whether the graph says anything of it.
    """
    api = api_of(iri) or ""
    if not is_stored:
        return Same(json=api)
    query = _EVERY_STATEMENT.format(iri=iri_text(iri))
    return Same(json=api, turtle=f"{api}.ttl", query=query, thing=iri)


class Remembered(Generic[Made]):
    """What is the same for all of a version: made once, and kept while the version is open."""

    def __init__(self, make: Callable[[Reader], Made]) -> None:
        self._make = make
        self._known: WeakKeyDictionary[Reader, Made] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def __call__(self, reader: Reader) -> Made:
        """Return it; others wait while it is made, which is done once for all of them.

        Raises:
            QueryStopped: it is not there in the time that who asks has.
        """
        version = reader.lent if isinstance(reader, BoundedReader) else reader
        if version in self._known:
            return self._known[version]
        if not self._lock.acquire(timeout=patience(_LONGEST_SECONDS)):
            raise QueryStopped("what all pages share is still being made; ask again", "queue")
        try:
            if version not in self._known:
                self._known[version] = self._make(version)
            return self._known[version]
        finally:
            self._lock.release()


def _frame(reader: Reader) -> Frame:
    held = reader.statistics()
    counts: dict[str, int] = {}
    for row in reader.select(_KINDS):
        words = _SOURCES.get(plain(row["kind"]).partition("-")[0], _SOURCES["text"])
        counts[words] = counts.get(words, 0) + int(plain(row["count"]))
    most_first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return Frame(
        held.documents,
        held.trials,
        data_version=str(reader.version),
        data_date=reader.published_at[:10],
        sources=tuple(most_first),
    )


frame_of = Remembered(_frame)
"""Return the frame of a version."""


def frame_now(published: "Published") -> Frame:
    """Return the frame of the newest version; none where that cannot be had soon.

    It stands around what is wrong, which may be the store itself.
    """
    try:
        with allowing(_FRAME_SECONDS), published.reading() as reader:
            return frame_of(reader)
    except EvidenceError:
        return NO_FRAME
