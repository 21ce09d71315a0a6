"""What differs between servers is found, and what cannot be had whole is an error."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.store.conftest import GRAPH, numbered
from tests.store.remote.servers import Served

from trialgraph import names
from trialgraph.cli import main
from trialgraph.errors import QueryStopped, StoreFormat, StoreHeld, StoreMissing, StoreUnsuitable
from trialgraph.store import Intent, create_or_open, open_reader
from trialgraph.store.address import folder_of
from trialgraph.store.engine import Change, update_text
from trialgraph.store.folder import Folder
from trialgraph.store.places import server_capabilities
from trialgraph.store.remote import change
from trialgraph.store.remote.capabilities import measure, remembered, update_url
from trialgraph.store.remote.change import Held
from trialgraph.store.remote.connection import connect
from trialgraph.store.remote.graphs import Graphs
from trialgraph.store.remote.published import STATE, first, note, read_published
from trialgraph.store.worker import QueryWorker

EXAMPLES = Path(__file__).parents[3] / "examples" / "documents"


def filled(served: Served, count: int = 10) -> None:
    """Publish one graph of so many numbers."""
    with create_or_open(served.address) as writer:
        writer.replace_graphs({GRAPH: numbered(count)})
        writer.publish()


def test_capabilities_are_found_kept_and_told(served: Served) -> None:
    filled(served)
    found = remembered(folder_of(served.address) / "CAPABILITIES")
    assert found is not None
    assert found == measure(connect(served.address), STATE)
    assert found.update
    assert found.graph_store
    is_virtuoso = served.user == "dba"
    assert found.is_atomic is not is_virtuoso
    assert found.rows == (10_000 if is_virtuoso else 0)
    assert found.login == ("digest" if is_virtuoso else "none")
    assert found.leaves_out is is_virtuoso
    assert server_capabilities(served.address)["updates at"] == found.update


def test_the_state_is_said_once_and_never_missing(served: Served) -> None:
    filled(served)
    with create_or_open(served.address) as writer:
        writer.replace_graphs({GRAPH: numbered(2)})
        assert writer.publish() == 2
        lines = Graphs(connect(served.address), measure(connect(served.address), STATE)).lines(
            STATE
        )
    assert len(lines) == 6


def test_the_password_is_nowhere_on_disk(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    if not served.user:
        monkeypatch.setenv("TRIALGRAPH_STORE_USER", "nobody")
        monkeypatch.setenv("TRIALGRAPH_STORE_PASSWORD", "a-secret-word")
    filled(served)
    secret = "a-secret-word" if not served.user else '"dba"'
    files = [one for one in folder_of(served.address).rglob("*") if one.is_file()]
    assert files
    assert not [one for one in files if secret.encode() in one.read_bytes()]


def test_who_may_not_write_is_told(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALGRAPH_UPDATE_URL", f"{served.address.url}-nowhere")
    with pytest.raises(StoreUnsuitable, match="TRIALGRAPH_UPDATE_URL"):
        create_or_open(served.address)


def test_a_second_writer_of_this_machine_is_told(served: Served) -> None:
    with (
        create_or_open(served.address),
        pytest.raises(StoreHeld, match="is writing"),
    ):
        create_or_open(served.address)


def test_a_store_that_was_emptied_is_not_written_to_as_if_it_were_full(served: Served) -> None:
    filled(served)
    connection = connect(served.address)
    connection.update(f"DROP SILENT GRAPH <{STATE}>", update_url(connection))
    with pytest.raises(StoreMissing):
        open_reader(served.address)
    with pytest.raises(StoreFormat, match="another store"):
        create_or_open(served.address)


def test_a_store_that_was_set_back_is_noticed(served: Served) -> None:
    filled(served)
    published = read_published(connect(served.address))
    assert published is not None
    note(Folder(folder_of(served.address)), replace(published, version=7))
    with pytest.raises(StoreFormat, match="version 7 or later"):
        create_or_open(served.address)


def test_another_machine_reads_the_same_version(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(served)
    monkeypatch.setenv("TRIALGRAPH_STATE", str(tmp_path / "elsewhere"))
    with open_reader(served.address) as reader:
        assert (reader.version, reader.entries()) == (1, [])
        assert reader.dump() == numbered(10)


def test_a_change_that_was_stopped_is_made_by_the_next_ingest(
    served: Served, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    store = str(served.address)
    assert main(["ingest", str(EXAMPLES), "--store", store]) == 0
    assert main(["ingest", str(EXAMPLES), "--store", str(tmp_path / "here")]) == 0
    with create_or_open(served.address) as writer:
        entry = writer.ledger.entry("ctgov-NCT02514681")
        assert entry is not None
        writer.replace_graphs({names.document(entry.identifier): b""})
        writer.ledger.begin(Intent(entry.identifier, "store", entry.sha256))
    assert main(["ingest", str(EXAMPLES), "--store", store]) == 0
    capfd.readouterr()
    exported = []
    for one in (store, str(tmp_path / "here")):
        assert main(["export", "--store", one]) == 0
        exported.append(capfd.readouterr().out)
    assert exported[0] == exported[1]


def test_without_a_graph_store_large_changes_go_in_portions(served: Served) -> None:
    filled(served)
    connection = connect(served.address)
    can = replace(measure(connection, STATE), graph_store="")
    lines = {f"{line}\n" for line in numbered(3_000).decode().splitlines()}
    assert change.apply(connection, can, {GRAPH: Held(lines, Graphs(connection, can).lines(GRAPH))})
    assert Graphs(connection, can).lines(GRAPH) == lines
    assert not change.apply(connection, can, {GRAPH: Held(lines, lines)})


def test_an_answer_that_a_server_cuts_is_never_a_whole_one(served: Served) -> None:
    filled(served, 12_000)
    query = "SELECT ?x ?n { ?x :start ?n } ORDER BY ?n"
    with open_reader(served.address) as reader, QueryWorker(served.address) as worker:
        if served.user == "dba":
            with pytest.raises(QueryStopped, match="cuts"):
                worker.answer(query)
            with pytest.raises(QueryStopped, match="cuts"):
                worker.answer("CONSTRUCT { ?x :start ?n } { ?x :start ?n }")
        else:
            found = json.loads(worker.answer(query).content)
            assert len(found["results"]["bindings"]) == 12_000
        # A question of ours is answered whole all the same.
        assert len(reader.select(query)) == 12_000


def test_a_new_store_has_a_name_of_its_own() -> None:
    assert first().name != first().name
    assert update_text(Change()) == ""


def test_what_was_exported_is_loaded_and_goes_on(
    served: Served, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    here, file = str(tmp_path / "here"), tmp_path / "all.nq"
    assert main(["ingest", str(EXAMPLES), "--store", here]) == 0
    capfd.readouterr()
    assert main(["export", "--store", here]) == 0
    exported = capfd.readouterr().out
    file.write_text(exported, encoding="utf-8")
    store = ["--store", str(served.address)]
    assert main(["load", str(file), "--kept", here, *store]) == 0
    assert main(["load", str(file), *store]) == 1
    capfd.readouterr()
    assert main(["export", *store]) == 0
    assert capfd.readouterr().out == exported
    assert main(["ingest", str(EXAMPLES), *store]) == 0
    assert "stored" not in capfd.readouterr().out
    assert main(["check", "--quotes", *store]) == 0
