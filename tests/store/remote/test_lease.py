"""Two machines do not write to one store at once: the second is told who does."""

import os
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from tests.store.conftest import GRAPH, numbered
from tests.store.remote.servers import Served

from trialgraph.errors import StoreFormat, StoreHeld, StoreUnreachable
from trialgraph.names import Iri
from trialgraph.store import Writer, create_or_open, open_reader
from trialgraph.store.folder import Folder
from trialgraph.store.remote import lease
from trialgraph.store.remote.capabilities import update_url
from trialgraph.store.remote.connection import Connection, connect
from trialgraph.store.remote.lease import LEASE, Holder, Lease, holders

Machine = Callable[[str], None]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Go on as another machine, which has another companion directory."""

    def go_on(name: str) -> None:
        monkeypatch.setenv("TRIALGRAPH_STATE", str(tmp_path / name))

    return go_on


def held_until(served: Served, seconds: int) -> None:
    """Set the end of the lease that there is, so many seconds from now on."""
    connection = connect(served.address)
    (one,) = holders(connection)
    other = replace(one, until=one.until + seconds)
    url = update_url(connection)
    graph = f"GRAPH <{LEASE}>"
    connection.update(f"INSERT DATA {{ {graph} {{ {other.statements()} }} }}", url)
    connection.update(
        f"DELETE WHERE {{ {graph} {{ <{one.lease}> <http://purl.org/dc/terms/valid> "
        f"{one.until} }} }}",
        url,
    )
    assert holders(connection) == [other]


def test_the_second_machine_is_told_who_writes_and_goes_on_after_it(
    served: Served, machine: Machine
) -> None:
    machine("one")
    with create_or_open(served.address) as writer:
        writer.replace_graphs({GRAPH: numbered(3)})
        writer.publish()
        machine("two")
        with pytest.raises(StoreHeld) as told:
            create_or_open(served.address)
        words = f"process {os.getpid()} on {socket.gethostname()} is writing to the store"
        assert words in str(told.value)
        assert "seconds from now" in str(told.value)
        with open_reader(served.address) as reader:
            assert reader.graphs() == [GRAPH]
            assert reader.dump() == numbered(3)
            assert reader.statistics().quads == 4
    assert holders(connect(served.address)) == []
    with create_or_open(served.address) as second:
        second.replace_graphs({GRAPH: numbered(2)})
        assert second.publish() == 2


def killed(writer: Writer) -> None:
    """End a writer as a kill does: its lock on this machine goes, its lease stays."""
    writer._holder.close()  # type: ignore[attr-defined] # noqa: SLF001
    writer.ledger.close()


def test_the_lease_of_a_dead_writer_runs_out(served: Served, machine: Machine) -> None:
    machine("one")
    killed(create_or_open(served.address))
    machine("two")
    with pytest.raises(StoreHeld, match=r"if it is dead, its lease ends at"):
        create_or_open(served.address)
    held_until(served, -100_000)
    with create_or_open(served.address):
        (one,) = holders(connect(served.address))
        assert one.until > one.since
    assert holders(connect(served.address)) == []


def test_the_same_machine_goes_on_at_once_after_a_kill(served: Served, machine: Machine) -> None:
    machine("one")
    killed(create_or_open(served.address))
    with create_or_open(served.address) as writer:
        assert writer.publish() == 1
        assert len(holders(connect(served.address))) == 1


def test_who_lost_the_lease_writes_no_more(
    served: Served, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine("one")
    with create_or_open(served.address) as slow:
        slow.replace_graphs({GRAPH: numbered(3)})
        held_until(served, -100_000)
        machine("two")
        with create_or_open(served.address) as second:
            second.replace_graphs({GRAPH: numbered(5)})
            second.publish()
            monkeypatch.setattr(lease, "_clock", lambda: float("inf"))
            for write in (lambda: slow.replace_graphs({GRAPH: b""}), slow.publish):
                with pytest.raises(StoreHeld, match="is writing to the store"):
                    write()
            with pytest.raises(StoreHeld):
                slow.extend_graphs({GRAPH: numbered(9)})
            assert second.graph(GRAPH) == numbered(5)
    with open_reader(served.address) as reader:
        assert reader.dump() == numbered(5)


def test_a_lease_is_renewed_in_time(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = connect(served.address)
    with create_or_open(served.address) as writer:
        (before,) = holders(connection)
        writer.replace_graphs({GRAPH: numbered(1)})
        assert holders(connection) == [before]
        monkeypatch.setattr(lease, "_clock", lambda: float("inf"))
        writer.replace_graphs({GRAPH: numbered(2)})
        (after,) = holders(connection)
        assert after.lease != before.lease
        assert (after.machine, after.since) == (before.machine, before.since)


def test_of_many_that_begin_at_once_one_at_most_goes_on(served: Served, tmp_path: Path) -> None:
    count = 6
    url = update_url(connect(served.address))
    together = Barrier(count)

    def begin(number: int) -> Lease | None:
        folder = Folder(tmp_path / str(number))
        folder.create()
        one = Lease(connect(served.address), folder)
        together.wait(60)
        try:
            return one if one.take([url]) else None
        except StoreHeld:
            return None

    with ThreadPoolExecutor(count) as threads:
        for _ in range(5):
            taken = [one for one in threads.map(begin, range(count)) if one]
            assert len(taken) <= 1
            assert len(holders(connect(served.address))) == len(taken)
            for one in taken:
                one.give_back(url)
            assert holders(connect(served.address)) == []


def test_one_that_came_in_between_is_seen(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = connect(served.address)
    url = update_url(connection)
    other = Holder(Iri(f"{LEASE}/other"), "other", "process 1 on elsewhere", 1, 4_000_000_000)
    kept = Connection.update

    def between(self: Connection, sparql: str, at: str) -> None:
        monkeypatch.setattr(Connection, "update", kept)
        kept(self, sparql, at)
        kept(self, f"INSERT DATA {{ GRAPH <{LEASE}> {{ {other.statements()} }} }}", at)

    monkeypatch.setattr(Connection, "update", between)
    with pytest.raises(StoreHeld, match="process 1 on elsewhere"):
        create_or_open(served.address)
    assert holders(connection) == [other]
    connection.update(f"DROP SILENT GRAPH <{LEASE}>", url)


def test_a_refused_store_leaves_no_lease(served: Served, machine: Machine) -> None:
    machine("one")
    with create_or_open(served.address):
        pass
    connection = connect(served.address)
    connection.update(
        "DROP SILENT GRAPH <https://w3id.org/trialgraph/id/graph/store>", update_url(connection)
    )
    (Path(os.environ["TRIALGRAPH_STATE"]) / "PUBLISHED").write_text(
        '{"name": "another", "version": 3, "published_at": "", '
        '"statistics": {"documents": 0, "trials": 0, "quads": 0}}',
        encoding="ascii",
    )
    with pytest.raises(StoreFormat, match="another store"):
        create_or_open(served.address)
    assert holders(connection) == []


def test_a_copy_of_a_companion_directory_is_another_machine(
    served: Served, tmp_path: Path, machine: Machine
) -> None:
    machine("one")
    with create_or_open(served.address):
        copied = tmp_path / "copy"
        copied.mkdir()
        for one in (tmp_path / "one").iterdir():
            if one.is_file():
                (copied / one.name).write_bytes(one.read_bytes())
        machine("copy")
        with pytest.raises(StoreHeld, match="is writing to the store at http"):
            create_or_open(served.address)


def test_who_is_cut_off_at_the_end_leaves_a_lease_that_ends(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise StoreUnreachable("gone")

    with monkeypatch.context() as patch, create_or_open(served.address):
        patch.setattr(Connection, "update", gone)
    assert len(holders(connect(served.address))) == 1
    with create_or_open(served.address):
        pass
    assert holders(connect(served.address)) == []
