"""N-Quads written by hand read back as they were, line by line."""

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from trialgraph.names import Iri, expand
from trialgraph.rdf.quads import GraphText, line, parse
from trialgraph.rdf.term import Literal, Term, decimal, integer, text

GRAPH = Iri("http://example.org/graph")
SUBJECT = Iri("http://example.org/s")
LABEL = expand("rdfs:label")

words = st.text(st.characters(codec="utf-8"), max_size=40)
terms: st.SearchStrategy[Term] = st.one_of(
    words.map(text),
    words.map(lambda word: text(word, "en-GB")),
    st.integers().map(integer),
    st.decimals(allow_nan=False, allow_infinity=False, places=4).map(decimal),
    st.just(Iri("http://example.org/o")),
)


@given(st.lists(terms, max_size=8))
def test_quads_read_back_as_they_were_written(objects: list[Term]) -> None:
    graph = GraphText(GRAPH)
    for obj in objects:
        graph.add(SUBJECT, LABEL, obj)
    assert len(graph) == len(set(objects))
    assert set(parse(graph.bytes())) == {(SUBJECT, LABEL, obj, GRAPH) for obj in objects}


@given(words)
def test_another_reader_finds_the_same_words(word: str) -> None:
    written = line((SUBJECT, LABEL, text(word), GRAPH))
    triple = written.replace(f" <{GRAPH}> .", " .")
    ((_, _, obj),) = rdflib.Graph().parse(data=triple, format="nt")
    assert str(obj) == word


def test_lines_are_sorted_and_unique() -> None:
    graph = GraphText(GRAPH)
    for word in ("b", "a", "b"):
        graph.add(SUBJECT, LABEL, text(word))
    lines = graph.bytes().decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 2


def test_a_graph_without_statements_is_no_bytes() -> None:
    assert GraphText(GRAPH).bytes() == b""
    assert parse(b"") == ()


def test_long_escapes_of_others_are_understood() -> None:
    written = rb'<http://a> <http://b> "\U0001F600\u00e9\t\'" <http://g> .'
    assert parse(written)[0][2] == Literal("\U0001f600é\t'")


@pytest.mark.parametrize(
    "broken",
    [
        b"<http://a> <http://b> <http://c> .",
        b"_:a <http://b> <http://c> <http://g> .",
        b"# a comment",
        b'<http://a> <http://b> "open <http://g> .',
    ],
)
def test_what_we_never_write_is_refused_with_its_line(broken: bytes) -> None:
    with pytest.raises(ValueError, match="line 1 is not an N-Quads statement"):
        parse(broken)
