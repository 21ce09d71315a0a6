"""One change is all or nothing, and what was put in is what comes out."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialgraph.errors import BadQuery, DiskFailed, DocumentNotStored, StoreFormat, StoreHeld
from trialgraph.names import Iri, expand, term, trial, trial_graph
from trialgraph.rdf.quads import GraphText, parse
from trialgraph.rdf.term import Literal, integer, text
from trialgraph.store import DocumentEntry, Intent, Statistics, Writer, create_or_open
from trialgraph.store.engine import graph_lines

GRAPH = Iri("https://w3id.org/trialgraph/id/document/sha-1")
OTHER = Iri("https://w3id.org/trialgraph/id/document/sha-2")
LABEL = expand("rdfs:label")


def labelled(*words: str, graph: Iri = GRAPH) -> bytes:
    """Return a graph with some labels."""
    of = GraphText(graph)
    for word in words:
        of.add(graph, LABEL, text(word))
    return of.bytes()


def test_a_new_graph_replaces_the_old_one_whole(writer: Writer) -> None:
    assert writer.replace_graphs({GRAPH: labelled("a", "b")})
    assert writer.graph(GRAPH) == labelled("a", "b")


def test_the_same_graph_again_changes_nothing(writer: Writer) -> None:
    assert not writer.replace_graphs({GRAPH: writer.graph(GRAPH)})


def test_empty_bytes_drop_a_graph_and_leave_the_others(writer: Writer) -> None:
    writer.replace_graphs({OTHER: labelled("kept", graph=OTHER)})
    writer.replace_graphs({GRAPH: b""})
    assert writer.graph(GRAPH) == b""
    assert writer.graphs() == [OTHER]


def test_a_statement_of_another_graph_is_refused_and_nothing_changes(writer: Writer) -> None:
    before = writer.graph(GRAPH)
    with pytest.raises(ValueError, match="sha-2"):
        writer.replace_graphs({GRAPH: labelled("a") + labelled("b", graph=OTHER)})
    assert writer.graph(GRAPH) == before


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sets(st.text(st.characters(codec="utf-8"), max_size=30), max_size=5))
def test_any_words_come_out_of_the_store_as_they_went_in(writer: Writer, words: set[str]) -> None:
    graph = labelled(*words)
    writer.replace_graphs({GRAPH: graph})
    assert writer.graph(GRAPH) == graph
    rows = writer.select(f"SELECT ?o {{ <{GRAPH}> rdfs:label ?o }}")
    assert {row["o"] for row in rows} == {text(word) for word in words}


def test_a_value_that_the_engine_writes_shorter_is_one_value(writer: Writer) -> None:
    decimal = expand("xsd:decimal")
    for printed in ("0.50", "0.5"):
        of = GraphText(GRAPH)
        of.add(GRAPH, LABEL, Literal(printed, decimal))
        writer.replace_graphs({GRAPH: of.bytes()})
    ((_, _, value, _),) = parse(writer.graph(GRAPH))
    assert value == Literal("0.5", decimal)


def test_words_in_a_language_keep_it(writer: Writer) -> None:
    of = GraphText(GRAPH)
    of.add(GRAPH, LABEL, text("survie", "fr"))
    writer.replace_graphs({GRAPH: of.bytes()})
    assert writer.graph(GRAPH) == of.bytes()


def test_a_variable_without_a_value_has_no_key(writer: Writer) -> None:
    (row,) = writer.select("SELECT ?a ?b { BIND(1 AS ?a) OPTIONAL { ?b rdfs:label 'none' } }")
    assert row == {"a": integer(1)}


def test_a_node_that_a_query_makes_up_is_told_from_an_iri(writer: Writer) -> None:
    (row,) = writer.select("SELECT (BNODE() AS ?made) {}")
    assert str(row["made"]).startswith("_:")


@pytest.mark.parametrize("query", ["SELECT * {", "ASK {}"])
def test_only_select_queries_that_parse_are_answered(writer: Writer, query: str) -> None:
    with pytest.raises(BadQuery):
        writer.select(query)


def test_trials_that_are_only_mentioned_are_not_counted(writer: Writer) -> None:
    graph = trial_graph("NCT1")
    of = GraphText(graph)
    for number, link in (("NCT1", "reportedBy"), ("NCT2", "mentionedBy")):
        of.add(trial(number), expand("rdf:type"), term("Trial"))
        of.add(trial(number), term(link), GRAPH)
    writer.replace_graphs({graph: of.bytes()})
    assert writer.statistics().trials == 1


def test_statistics_count_documents_and_statements(writer: Writer) -> None:
    assert writer.statistics() == Statistics(documents=1, trials=0, quads=11)


def test_publishing_without_a_change_keeps_the_version(writer: Writer) -> None:
    assert writer.publish() == 1
    writer.replace_graphs({GRAPH: labelled("new")})
    assert writer.publish() == 2
    assert writer.publish() == 2


def test_a_change_of_an_earlier_run_is_published_by_the_next(store: Path) -> None:
    with create_or_open(store) as first:
        first.replace_graphs({GRAPH: labelled("unpublished")})
    with create_or_open(store) as second:
        assert second.publish() == 2


def test_a_store_without_documents_can_be_published(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "new") as writer:
        assert writer.publish() == 1


def test_a_second_writer_is_told_who_holds_the_store(writer: Writer) -> None:
    with pytest.raises(StoreHeld, match=f"process {os.getpid()} is writing"):
        create_or_open(writer.path)


def test_a_writer_in_another_process_is_told_too(writer: Writer) -> None:
    script = (
        "import sys; from pathlib import Path; from trialgraph.store import create_or_open\n"
        "create_or_open(Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", script, str(writer.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert f"StoreHeld: process {os.getpid()}" in done.stderr


def test_a_closed_store_can_be_written_again(store: Path) -> None:
    writer = create_or_open(store)
    writer.close()
    writer.close()
    with create_or_open(store) as again:
        assert again.graphs() == [GRAPH]


def test_damaged_quads_are_told_and_the_store_let_go(store: Path) -> None:
    (store / "quads" / "CURRENT").write_text("nonsense")
    for _ in range(2):
        with pytest.raises(StoreFormat, match="damaged"):
            create_or_open(store)


def test_another_program_that_has_the_quads_open_is_told(store: Path) -> None:
    quads = ox.Store(str(store / "quads"))
    for _ in range(2):
        with pytest.raises(StoreHeld, match="another program"):
            create_or_open(store)
    del quads


def test_a_full_disk_is_not_told_as_another_program(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(_: Path) -> ox.Store:
        raise OSError("IO error: No space left on device: While appending to file: 000001.log")

    monkeypatch.setattr("trialgraph.store.engine.open_for_writing", opened)
    for _ in range(2):
        with pytest.raises(DiskFailed, match=r"No space left.*make room"):
            create_or_open(store)


def test_a_node_without_a_name_is_never_held() -> None:
    quads = ox.Store()
    quads.add(ox.Quad(ox.BlankNode(), ox.NamedNode(LABEL), ox.Literal("x"), ox.NamedNode(GRAPH)))
    with pytest.raises(TypeError, match="IRIs only"):
        graph_lines(quads, GRAPH)


def test_a_directory_with_other_files_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(StoreFormat, match="not empty"):
        create_or_open(tmp_path)


def test_a_file_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreFormat, match="not a store"):
        create_or_open(tmp_path / "file")


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ('{"format": 0}', "format 0"),
        ("not json", "not the format file"),
        ("[]", "not the format file"),
    ],
)
def test_a_store_of_another_format_is_refused_by_name(
    store: Path, written: str, named: str
) -> None:
    (store / "FORMAT").write_text(written)
    with pytest.raises(StoreFormat, match=named):
        create_or_open(store)


def test_bytes_and_text_of_a_document_are_kept(writer: Writer) -> None:
    writer.keep("sha-1", b"\xef\xbb\xbfwords", "words")
    assert writer.kept("sha-1") == (b"\xef\xbb\xbfwords", "words")


def test_files_that_two_documents_share_stay_until_both_are_forgotten(writer: Writer) -> None:
    writer.keep("a", b"same", "same")
    writer.keep("b", b"same", "other")
    writer.forget("a")
    assert writer.kept("b") == (b"same", "other")
    writer.forget("b")
    writer.forget("b")
    assert not [file for file in (writer.path / "documents").rglob("*") if file.is_file()]


def test_new_bytes_of_a_document_replace_the_old_ones(writer: Writer) -> None:
    writer.keep("a", b"old", "old")
    writer.keep("a", b"new", "new")
    assert writer.kept("a") == (b"new", "new")
    assert len([file for file in (writer.path / "documents").rglob("*") if file.is_file()]) == 1


def test_a_document_that_was_never_kept_is_named(writer: Writer) -> None:
    with pytest.raises(DocumentNotStored, match="'sha-9'"):
        writer.kept("sha-9")


def test_a_document_set_aside_lies_with_its_report(writer: Writer) -> None:
    place = writer.quarantine("sha-9", b"bytes", "the quote is not at its place")
    assert (place / "content").read_bytes() == b"bytes"
    assert (place / "report.txt").read_text() == "the quote is not at its place"
    assert writer.set_aside("sha-9") == b"bytes"
    writer.release("sha-9")
    assert not place.exists()


@pytest.mark.parametrize("identifier", ["sha-9", "../up"])
def test_what_was_never_set_aside_has_no_bytes(writer: Writer, identifier: str) -> None:
    assert writer.set_aside(identifier) is None


@pytest.mark.parametrize("identifier", ["../up", "..", "a/b", ""])
def test_an_identifier_never_leaves_the_quarantine(writer: Writer, identifier: str) -> None:
    with pytest.raises(ValueError, match="identifier of letters"):
        writer.quarantine(identifier, b"", "")


ENTRY = DocumentEntry("sha-1", "text", "00", "reader 1", "1", "1", "stored", "paper.txt")


def test_the_ledger_tells_what_became_of_a_document_and_when(writer: Writer) -> None:
    writer.ledger.record(ENTRY)
    found = writer.ledger.entry("sha-1")
    assert found is not None
    assert found.source == "paper.txt"
    assert found.recorded_at.endswith("+00:00")
    assert writer.ledger.entries() == [found]


def test_a_document_struck_out_of_the_ledger_is_gone(writer: Writer) -> None:
    writer.ledger.record(ENTRY)
    writer.ledger.forget("sha-1")
    assert writer.ledger.entry("sha-1") is None


def test_an_intent_is_listed_until_it_is_cleared_also_after_a_restart(store: Path) -> None:
    with create_or_open(store) as writer:
        writer.ledger.begin(Intent("sha-1", "store", "00"))
        writer.ledger.begin(Intent("sha-2", "remove"))
    with create_or_open(store) as writer:
        assert writer.ledger.unfinished() == [
            Intent("sha-1", "store", "00"),
            Intent("sha-2", "remove"),
        ]
        writer.ledger.clear("sha-1")
        assert writer.ledger.unfinished() == [Intent("sha-2", "remove")]


def test_a_writer_killed_in_the_middle_leaves_its_intent_and_its_acknowledged_change(
    store: Path,
) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from trialgraph.store import Intent, create_or_open\n"
        "writer = create_or_open(Path(sys.argv[1]))\n"
        "writer.ledger.begin(Intent('sha-1', 'remove'))\n"
        f"writer.replace_graphs({{{GRAPH!r}: b''}})\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(store)], check=False)
    with create_or_open(store) as writer:
        assert writer.ledger.unfinished() == [Intent("sha-1", "remove")]
        assert writer.graph(GRAPH) == b""
        assert writer.publish() == 2
