"""What is due can be derived by other processes, from what is on disk."""

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from tests.corpus.made import told_in

from trialgraph import names
from trialgraph.evidence.blocks import Block, Sight, blocks, derived_graphs
from trialgraph.evidence.decisions import NOTHING_DECIDED
from trialgraph.evidence.derive import derive, write_derived
from trialgraph.evidence.outlines import judged_part_of, judged_parts, outline_of, outlines
from trialgraph.evidence.renewal import renew, take_in
from trialgraph.model.document import Document
from trialgraph.model.reading import TrialDocument
from trialgraph.names import Iri
from trialgraph.rdf.vocabulary import load_terms
from trialgraph.rdf.write import document_quads
from trialgraph.store import Identities, Mark, Writer, create_or_open, open_reader
from trialgraph.terms.index import TermIndex

Made = dict[str, tuple[TrialDocument, Document]]


@pytest.fixture(scope="module")
def terms() -> TermIndex:
    return load_terms()


@pytest.fixture(scope="module")
def made() -> Made:
    """Return the documents of some trials, by identifier."""
    planted = [told_in(number, 3) for number in range(1, 9)]
    pairs = (pair for one in planted for pair in zip(one.documents, one.pages, strict=True))
    return {reading.identifier: (reading, page) for reading, page in pairs}


@pytest.fixture(scope="module")
def wanted(
    made: Made, terms: TermIndex, tmp_path_factory: pytest.TempPathFactory
) -> dict[Iri, bytes]:
    """Return the derived graphs as one process writes them."""
    with create_or_open(tmp_path_factory.mktemp("one") / "store") as writer:
        put(writer, made)
        derive(writer, terms, made)
        return contents(writer)


def put(writer: Writer, made: Made) -> None:
    """Store the graphs of documents."""
    writer.replace_graphs(
        {names.document(one): document_quads(*pair) for one, pair in made.items()}
    )


def contents(writer: Writer) -> dict[Iri, bytes]:
    """Return the derived graphs."""
    return {graph: writer.graph(graph) for graph in writer.graphs() if "/id/graph/" in graph}


def in_another_process(store: Path, block: Block) -> list[dict[Iri, bytes]]:
    """Return the graphs of a block, derived from what is on disk."""
    with Identities.look(store / "identities.sqlite") as index, open_reader(store) as reader:
        return list(derived_graphs(Sight(index, reader, load_terms(), NOTHING_DECIDED), block))


def settled(writer: Writer, some: Iterable[dict[Iri, bytes]], block: Block) -> None:
    """Write the graphs of a block."""
    for graphs in some:
        write_derived(writer, graphs)
    writer.identities.settle(block.graphs)


def test_other_processes_derive_what_one_derives(
    made: Made, wanted: dict[Iri, bytes], terms: TermIndex, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    spawned = multiprocessing.get_context("spawn")
    with create_or_open(store) as writer, ProcessPoolExecutor(2, spawned) as workers:
        put(writer, made)
        renew(writer, terms, made)
        writer.publish()
        due = list(blocks(writer.identities, 4))
        assert len(due) > 2
        for block, some in zip(
            due, workers.map(in_another_process, [store] * len(due), due), strict=True
        ):
            settled(writer, some, block)
        assert contents(writer) == wanted
        assert writer.identities.owing(-1, 1) == []


def test_documents_need_not_be_read_out_of_the_store(
    made: Made, wanted: dict[Iri, bytes], terms: TermIndex, tmp_path: Path
) -> None:
    readings = {name: reading for name, (reading, _) in made.items()}
    with create_or_open(tmp_path / "store") as writer:
        renew(writer, terms, ())
        index = writer.identities
        take_in(index, readings.keys(), {one: outline_of(made[one][0]) for one in readings})
        renew(writer, terms, ())
        sight = Sight(
            index, writer, terms, NOTHING_DECIDED, lambda one: judged_part_of(readings[one])
        )
        for block in blocks(index, 10):
            settled(writer, derived_graphs(sight, block), block)
        assert contents(writer) == wanted
        assert index.marked(Mark) == {}


def test_what_goes_together_is_in_one_block(made: Made, terms: TermIndex, tmp_path: Path) -> None:
    with create_or_open(tmp_path / "store") as writer:
        put(writer, made)
        renew(writer, terms, made)
        found = [one.graphs for one in blocks(writer.identities, 1)]
    assert sorted(graph for graphs in found for graph in graphs) == sorted(
        {graph for graphs in found for graph in graphs}
    )
    for graphs in found:
        assert sum(graph.startswith(names.trial_graph("")) for graph in graphs) <= 1


def test_a_reading_has_the_outline_that_its_graph_gives(made: Made, tmp_path: Path) -> None:
    with create_or_open(tmp_path / "store") as writer:
        put(writer, made)
        held = outlines(writer)
        for name, (reading, _) in made.items():
            assert repr(outline_of(reading)) == repr(held[name])
            assert repr(judged_part_of(reading)) == repr(judged_parts(writer, name))
