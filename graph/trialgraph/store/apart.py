"""A copy of a store's quads that other processes read while the writer goes on."""

import shutil
from pathlib import Path

from trialgraph.names import Iri
from trialgraph.store import engine
from trialgraph.store.engine import Row
from trialgraph.store.writer import Writer


def put_apart(writer: Writer, place: Path) -> None:
    """Make a copy of the quads in a place, in that of an earlier copy; it takes hardly any room."""
    shutil.rmtree(place, ignore_errors=True)
    writer.copy(place)


class Apart:
    """The quads of a store as they were when they were put apart; nobody changes them."""

    def __init__(self, place: Path) -> None:
        self._quads = engine.open_for_reading(place)

    def select(self, sparql: str) -> list[Row]:
        """Return the solutions of a SELECT query of ours."""
        return engine.rows(self._quads, sparql)

    def graph(self, graph: Iri) -> bytes:
        """Return one graph as sorted N-Quads, empty when there is none."""
        return "".join(sorted(engine.graph_lines(self._quads, graph))).encode()


class Nothing:
    """A store that holds nothing."""

    def select(self, sparql: str) -> list[Row]:
        """Return no solutions."""
        del sparql
        return []

    def graph(self, graph: Iri) -> bytes:
        """Return an empty graph."""
        del graph
        return b""
