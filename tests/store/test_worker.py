"""Queries from outside get a whole answer within limits, or none."""

import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from trialgraph.errors import BadQuery, QueryRefused, QueryStopped, StoreMissing
from trialgraph.names import Iri
from trialgraph.store import Writer, create_or_open
from trialgraph.store.answering import Answering, open_queries
from trialgraph.store.failures import raise_failure
from trialgraph.store.frames import Frames
from trialgraph.store.worker import Dataset, Form, Limits, QueryWorker

GRAPH = Iri("https://w3id.org/trialgraph/id/document/sha-1")
ALL = "SELECT ?s ?n { ?s :start ?n }"
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?s{i} ?p{i} ?o{i} ." for i in range(12)) + " }"


@pytest.fixture
def worker(store: Path) -> Iterator[QueryWorker]:
    """Return a worker on the store of ten numbers."""
    with QueryWorker(store, Limits(rows=50, octets=20_000)) as open_worker:
        yield open_worker


@pytest.mark.parametrize(
    ("form", "media_type", "words"),
    [
        (None, "application/sparql-results+json", b'"bindings":[{'),
        ("xml", "application/sparql-results+xml", b"<result>"),
        ("csv", "text/csv; charset=utf-8", b"s,n\r\n"),
        ("tsv", "text/tab-separated-values; charset=utf-8", b"?s\t?n\n"),
    ],
)
def test_rows_come_in_the_form_asked_for(
    worker: QueryWorker, form: Form | None, media_type: str, words: bytes
) -> None:
    answer = worker.answer(ALL, form)
    assert answer.media_type == media_type
    assert words in answer.content


@pytest.mark.parametrize(
    ("form", "media_type", "words"),
    [
        (None, "text/turtle; charset=utf-8", b"estimate/1>"),
        ("ntriples", "application/n-triples", b"#integer> .\n"),
        ("rdfxml", "application/rdf+xml", b"<rdf:RDF"),
        ("jsonld", "application/ld+json", b'"@id"'),
        ("nquads", "application/n-quads", b"#integer> .\n"),
        ("trig", "application/trig; charset=utf-8", b"estimate/1>"),
    ],
)
def test_graphs_come_in_the_form_asked_for(
    worker: QueryWorker, form: Form | None, media_type: str, words: bytes
) -> None:
    answer = worker.answer("CONSTRUCT { ?s :end ?n } WHERE { ?s :start ?n }", form)
    assert answer.media_type == media_type
    assert words in answer.content


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_yes_or_no_comes_in_every_row_form(worker: QueryWorker, form: Form) -> None:
    assert b"true" in worker.answer("ASK { ?s ?p ?o }", form).content


def test_a_thing_is_described_by_its_statements(worker: QueryWorker) -> None:
    assert b"Document" in worker.answer(f"DESCRIBE <{GRAPH}>", "ntriples").content


def test_a_graph_cannot_be_rows(worker: QueryWorker) -> None:
    with pytest.raises(BadQuery, match="can be turtle"):
        worker.answer("CONSTRUCT WHERE { ?s ?p ?o }", "csv")


def test_what_does_not_parse_is_told_with_its_place(worker: QueryWorker) -> None:
    with pytest.raises(BadQuery, match="does not parse: line 1, column 18"):
        worker.answer("SELECT * { ?s ?p }")


def test_the_union_of_all_graphs_is_asked_unless_graphs_are_named(worker: QueryWorker) -> None:
    other = Iri("http://example.org/none")
    assert len(rows(worker, ALL)) == 10
    assert len(rows(worker, ALL, Dataset(default=(GRAPH,)))) == 10
    assert not rows(worker, ALL, Dataset(default=(other,)))
    assert not rows(worker, ALL.replace("{", f"FROM <{other}> {{", 1))
    in_graphs = "SELECT ?s ?n { GRAPH ?g { ?s :start ?n } }"
    assert len(rows(worker, in_graphs)) == 10
    assert not rows(worker, in_graphs, Dataset(named=(other,)))


def rows(worker: QueryWorker, query: str, dataset: Dataset | None = None) -> list[bytes]:
    """Return the lines of an answer after its header."""
    return worker.answer(query, "tsv", dataset).content.splitlines()[1:]


def test_a_query_that_takes_too_long_is_really_stopped(store: Path) -> None:
    with QueryWorker(store, Limits(seconds=0.3)) as worker:
        worker.answer(ALL)
        first = worker.process_id
        assert first is not None
        with pytest.raises(QueryStopped, match=r"over 0\.3 seconds") as stopped:
            worker.answer(ENDLESS)
        assert stopped.value.limit == "time"
        assert worker.process_id is None
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        assert worker.answer(ALL).content


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_too_many_rows_are_no_answer(store: Path, form: Form) -> None:
    with QueryWorker(store, Limits(rows=9)) as worker:
        with pytest.raises(QueryStopped, match="over 9 rows") as stopped:
            worker.answer("SELECT * { ?s ?p ?o . ?t ?q ?r }", form)
        assert stopped.value.limit == "rows"
        assert worker.answer(ALL + " LIMIT 5", form).content


def test_too_many_bytes_are_no_answer(store: Path) -> None:
    with QueryWorker(store, Limits(octets=100)) as worker:
        with pytest.raises(QueryStopped, match="over 100 bytes") as stopped:
            worker.answer("CONSTRUCT WHERE { ?s ?p ?o }", "rdfxml")
        assert stopped.value.limit == "octets"
        assert worker.answer("ASK {}").content


def test_a_process_that_was_killed_is_not_told_as_a_want_of_memory(store: Path) -> None:
    with QueryWorker(store) as worker:
        worker.answer("ASK {}")
        process = worker.process_id
        assert process
        os.kill(process, signal.SIGKILL)
        with pytest.raises(QueryStopped, match=r"killed from outside \(SIGKILL\)") as stopped:
            worker.answer("ASK {}")
        assert stopped.value.limit == "worker"
        assert worker.answer("ASK {}").content


def test_a_query_that_kills_its_process_is_told_and_the_next_is_answered(store: Path) -> None:
    deep = "SELECT * { FILTER(" + "!" * 100_000 + "true) }"
    with QueryWorker(store, Limits(length=200_000, tokens=200_000, depth=100)) as worker:
        with pytest.raises(QueryStopped, match="memory or the stack") as stopped:
            worker.answer(deep)
        assert stopped.value.limit == "memory"
        assert worker.answer("ASK {}").content


def test_a_process_that_was_killed_from_outside_is_replaced(worker: QueryWorker) -> None:
    worker.answer("ASK {}")
    assert worker.process_id is not None
    os.kill(worker.process_id, signal.SIGKILL)
    with pytest.raises(QueryStopped):
        worker.answer("ASK {}")
    assert worker.answer("ASK {}").content


def test_a_query_waits_for_the_one_before_it_only_so_long(store: Path) -> None:
    with QueryWorker(store, Limits(seconds=0.01)) as worker, worker.turn():
        with pytest.raises(QueryStopped, match="ask again") as stopped:
            worker.answer("ASK {}")
        assert stopped.value.limit == "queue"


@pytest.mark.parametrize(
    ("query", "limits"),
    [
        ("ASK { " + "{" * 101 + "}" * 101 + " }", Limits()),
        ("ASK {} # " + "x" * 100, Limits(length=50)),
        ("ASK { ?a ?b ?c . ?d ?e ?f }", Limits(tokens=9)),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", Limits()),
        ("DROP ALL", Limits()),
    ],
)
def test_what_is_refused_never_starts_a_process(store: Path, query: str, limits: Limits) -> None:
    with QueryWorker(store, limits) as worker:
        with pytest.raises(QueryRefused):
            worker.answer(query)
        assert worker.process_id is None


def test_a_new_version_is_asked_as_soon_as_it_is_published(
    worker: QueryWorker, writer: Writer
) -> None:
    assert worker.answer(ALL).version == 1
    writer.replace_graphs({GRAPH: b""})
    writer.publish()
    answer = worker.answer("ASK { ?s ?p ?o }")
    assert answer.version == 2
    assert b"false" in answer.content


def test_a_relative_iri_is_a_thing_of_ours(worker: QueryWorker) -> None:
    assert b"true" in worker.answer("ASK { <document/sha-1> a :Document }").content


def test_a_process_that_does_not_end_is_killed(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trialgraph.store.worker._GOODBYE_SECONDS", 0.05)
    with QueryWorker(store) as worker:
        worker.answer("ASK {}")
        stuck = worker.process_id
        assert stuck is not None
        os.kill(stuck, signal.SIGSTOP)
    with pytest.raises(ProcessLookupError):
        os.kill(stuck, 0)


def test_memory_that_runs_out_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("trialgraph.store.snapshots.open_for_reading", greedy)
    pipe = io.BytesIO()
    Answering(open_queries(str(store)), Limits(), pipe).answer({"query": "ASK {}", "form": "json"})
    ((head, content),) = Frames().take(pipe.getvalue())
    with pytest.raises(QueryStopped) as stopped:
        raise_failure(head)
    assert stopped.value.limit == "memory"
    assert content == b""


def test_a_query_that_takes_more_memory_than_allowed_is_stopped(store: Path) -> None:
    steps = "BIND('xxxxxxxxxxxxxxxx' AS ?v0) " + " ".join(
        f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(28)
    )
    with QueryWorker(store, Limits(memory=300 * 1024**2)) as worker:
        with pytest.raises(QueryStopped) as stopped:
            worker.answer(f"SELECT (STRLEN(?v28) AS ?length) {{ {steps} }}")
        assert stopped.value.limit == "memory"
        assert worker.answer("ASK {}").content


def test_nothing_published_is_told(tmp_path: Path) -> None:
    with (
        create_or_open(tmp_path / "store") as writer,
        QueryWorker(writer.path) as worker,
        pytest.raises(StoreMissing, match="nothing is published"),
    ):
        worker.answer("ASK {}")
    with pytest.raises(StoreMissing, match="no store"):
        QueryWorker(tmp_path / "other")
