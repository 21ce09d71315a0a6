"""A whole store is exported, counted and checked."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Dataset, Graph
from tests.cli.conftest import Ended

from trialgraph.names import Iri
from trialgraph.store import create_or_open, open_reader
from trialgraph.store.ledger import Intent

Run = Callable[..., Ended]


def test_the_canonical_export_is_sorted_and_the_same_every_time(run: Run, store: Path) -> None:
    first, second = run("export"), run("export")
    lines = first.out.splitlines()
    assert first.out == second.out
    assert lines == sorted(set(lines))
    with open_reader(store) as reader:
        assert first.out.encode() == reader.dump()


@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_formats_of_datasets_keep_every_quad(run: Run, form: str) -> None:
    wanted = len(run("export").out.splitlines())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, in its parsers
        read = Dataset()
        read.parse(
            data=run("export", "--format", form).out,
            format={"jsonld": "json-ld"}.get(form, form),
        )
        assert len(list(read.quads())) == wanted


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("ntriples", "nt")])
def test_formats_of_one_graph_hold_the_union(run: Run, form: str, name: str) -> None:
    wanted = {line.rsplit(" <", 1)[0] for line in run("export").out.splitlines()}
    assert len(Graph().parse(data=run("export", "--format", form).out, format=name)) == len(wanted)


def test_rdf_xml_is_xml(run: Run) -> None:
    assert run("export", "--format", "rdfxml").out.startswith("<?xml")


def test_json_is_json_ld(run: Run) -> None:
    assert json.loads(run("export", "--json").out)


def test_a_format_that_there_is_not_is_refused_by_name(run: Run) -> None:
    ended = run("export", "--format", "zip")
    assert (ended.status, ended.out) == (2, "")
    assert "wanted one of nquads, trig" in ended.err


def test_stats_count_documents_trials_and_quads(run: Run) -> None:
    counted = json.loads(run("stats", "--json").out)
    assert (counted["documents"], counted["trials"], counted["data_version"]) == (2, 3, "1")
    assert counted["quads"] == len(run("export").out.splitlines())
    assert "documents: 2\n" in run("stats").out


def test_every_quote_stands_at_its_offsets(run: Run) -> None:
    ended = run("check", "--quotes")
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == "5 quotes looked up\n0 violations, 0 other findings\n"


def test_a_quote_that_is_not_there_is_a_violation(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong"
    document = "https://w3id.org/trialgraph/id/document/sha-0"
    ours = "https://w3id.org/trialgraph/ontology#"
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    passage = f"<{document}/passage/0-4>"
    lines = [
        f'{passage} <{ours}start> "0"^^<{integer}> <{document}> .',
        f'{passage} <{ours}end> "4"^^<{integer}> <{document}> .',
        f'{passage} <{ours}exact> "said" <{document}> .',
    ]
    with create_or_open(path) as writer:
        writer.keep("sha-0", b"kept", "kept")
        graph = Iri(document)
        writer.replace_graphs({graph: "\n".join(sorted(lines)).encode() + b"\n"})
        writer.publish()
    ended = run("check", "--quotes", "--store", str(path))
    assert ended.status == 3
    assert "Violation  sha-0  quote" in ended.out
    assert "found 'kept', wanted 'said'" in ended.out
    as_json = run("check", "--quotes", "--json", "--store", str(path))
    assert json.loads(as_json.out)["severity"] == "Violation"


def test_the_shapes_look_at_every_graph(run: Run) -> None:
    ended = run("check")
    assert ended.status in {0, 3}
    assert "5 quotes looked up" in ended.err


def test_the_version_is_printed(run: Run) -> None:
    assert run("version").out.startswith("trialgraph 0.")
    assert json.loads(run("version", "--json").out)["trialgraph"]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_stats_tell_of_changes_that_wait_for_the_next_ingest(
    run: Run, tmp_path: Path, form: tuple[str, ...]
) -> None:
    path = tmp_path / "stopped"
    with create_or_open(path) as writer:
        writer.publish()
        writer.ledger.begin(Intent("sha-0", "store"))
    ended = run("stats", "--store", str(path), *form)
    assert ended.status == 0
    assert ended.err.startswith("changes not published yet: 1; ")
    assert "run 'trialgraph ingest' once more" in ended.err
    assert run("stats", *form).err == ""
