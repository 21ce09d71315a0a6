"""Statements leave the engine as the lines that this package writes, whatever they hold."""

import pyoxigraph as ox
import pytest

from trialgraph.names import Iri
from trialgraph.rdf.quads import line
from trialgraph.rdf.term import Literal, integer, text
from trialgraph.store import engine

GRAPH = Iri("https://w3id.org/trialgraph/id/document/x")
OPEN = ox.NamedNode("urn:open")
NAMED = ox.NamedNode("urn:a")


def lines(*quads: ox.Quad) -> list[str]:
    store = ox.Store()
    store.extend(quads)
    return list(engine.lines(store))


@pytest.mark.parametrize(
    "obj",
    [
        *(Literal(f"a{mark}b") for mark in ('"', "\\", "\n", "\r", "\t", "\b", "\x00", "\x7f")),
        *(Literal(words) for words in ("", "é", "\u200b", "\ufffe", "\U0001f600", "_:b", "<<x>>")),
        text("tea", "en"),
        integer(7),
        Iri("http://example.org/é?_:"),
    ],
)
def test_they_are_escaped_as_ours(obj: Literal | Iri) -> None:
    written = line((Iri("urn:s"), Iri("urn:p"), obj, GRAPH))
    store = ox.Store()
    store.load(written.encode(), ox.RdfFormat.N_QUADS)
    assert list(engine.lines(store)) == [written]


def test_in_an_open_graph_they_may_be_of_any_kind() -> None:
    blank, words = ox.BlankNode("b"), ox.Literal("x", language="ar", direction=ox.BaseDirection.RTL)
    assert lines(ox.Quad(blank, NAMED, NAMED, OPEN)) == ["_:b <urn:a> <urn:a> <urn:open> .\n"]
    assert lines(ox.Quad(NAMED, NAMED, words, OPEN)) == [
        '<urn:a> <urn:a> "x"@ar--rtl <urn:open> .\n'
    ]


def test_in_a_graph_of_ours_a_blank_node_is_no_statement() -> None:
    with pytest.raises(TypeError, match="stores hold IRIs only"):
        lines(ox.Quad(ox.BlankNode("b"), NAMED, NAMED, ox.NamedNode(GRAPH)))
