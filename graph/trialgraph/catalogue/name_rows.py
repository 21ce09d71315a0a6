"""Asks a store for what an index of names is made of: of everything, or of some things."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from trialgraph import names
from trialgraph.names import Iri
from trialgraph.rdf.term import iri_text, plain

if TYPE_CHECKING:
    from trialgraph.store import Reader, Row

_AT_ONCE = 500
_HEAD = (
    f"PREFIX : <{names.ONTOLOGY}> PREFIX rdfs: <{names.PREFIXES['rdfs']}> "
    f"PREFIX dcterms: <{names.PREFIXES['dcterms']}> "
)

Values = dict[str, list[str]]
"""Subject to the words or IRIs that are said of it, each once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Some things of a store.

    Attributes:
        reader: a published version.
        only: which things; ``None`` for all.
    """

    reader: "Reader"
    only: Collection[Iri] | None = None

    def values(self, pattern: str) -> Values:
        """Return what a pattern over ``?s`` (the thing) and ``?o`` finds, by thing."""
        return self._grouped(pattern, "s")

    def of_parts(self, pattern: str) -> Values:
        """Return what a pattern over ``?s``, ``?of`` (a part of it) and ``?o`` finds, by part."""
        return self._grouped(pattern, "of")

    def _grouped(self, pattern: str, by: str) -> Values:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row in self._rows(pattern, f"?{by} ?o"):
            found[plain(row[by])][plain(row["o"])] = None
        return {one: list(said) for one, said in found.items()}

    def _rows(self, pattern: str, columns: str) -> "Iterator[Row]":
        if self.only is None:
            yield from self.reader.select(f"{_HEAD} SELECT {columns} {{ {pattern} }}")
            return
        waiting = iter(sorted(self.only))
        while some := list(islice(waiting, _AT_ONCE)):
            bound = " ".join(map(iri_text, some))
            query = f"{_HEAD} SELECT {columns} {{ VALUES ?s {{ {bound} }} {pattern} }}"
            yield from self.reader.select(query)
