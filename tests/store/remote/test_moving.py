"""A store of any size is exported and loaded by portions, and a load that was cut off goes on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.store.conftest import GRAPH, numbered
from tests.store.remote.servers import Served

from trialgraph.cli import main
from trialgraph.errors import StoreNotFresh, StoreUnfinished, StoreUnreachable, StoreUnsuitable
from trialgraph.names import Iri
from trialgraph.store import Place, create_or_open, open_reader
from trialgraph.store.address import folder_of
from trialgraph.store.moving import load
from trialgraph.store.remote.capabilities import measure
from trialgraph.store.remote.connection import Connection, connect
from trialgraph.store.remote.graphs import Graphs
from trialgraph.store.remote.published import STATE
from trialgraph.store.remote.wholeness import Answer
from trialgraph.store.sorting import SortedLines

LARGE = Iri(f"{GRAPH}large")
OTHERS = [Iri(f"{GRAPH}{number}") for number in range(30)]


def exported(large: int = 12_000) -> list[bytes]:
    """Return the lines of one large graph and of many small ones, as an export sorts them."""
    whole = numbered(large, LARGE) + b"".join(numbered(3, one) for one in OTHERS)
    return sorted(whole.splitlines(keepends=True))


@dataclass
class Watched:
    """What went to a server and came from it.

    Attributes:
        sent: statements of each update.
        came: bytes of each piece of an answer.
    """

    sent: list[int] = field(default_factory=list)
    came: list[int] = field(default_factory=list)


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Count what each request and each piece of an answer holds."""
    seen = Watched()
    update, read = Connection.update, Answer.read

    def counted_update(self: Connection, sparql: str, url: str) -> None:
        seen.sent.append(sparql.count(" .\n") + sparql.count(" . "))
        update(self, sparql, url)

    def counted_read(self: Answer, octets: int = -1) -> bytes:
        piece = read(self, octets)
        seen.came.append(len(piece))
        return piece

    monkeypatch.setattr(Connection, "update", counted_update)
    monkeypatch.setattr(Answer, "read", counted_read)
    return seen


def test_no_request_answer_or_list_grows_with_the_store(
    place: Place, requests: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SortedLines, "most_held", 100_000)
    lines = exported()
    done = load(place, reversed(lines))
    assert (done.graphs, done.quads, done.version) == (31, len(lines), 1)
    with open_reader(place) as reader:
        assert b"".join(reader.dump_lines()) == b"".join(lines)
        assert reader.digest()
    assert max(requests.sent, default=0) <= 1_001
    assert max(requests.came, default=0) <= 1 << 20


# Of a server that cuts answers a graph is counted before it is given.
@pytest.mark.parametrize("served", ["oxigraph"], indirect=True)
def test_lines_of_a_graph_are_given_before_all_have_come(served: Served, requests: Watched) -> None:
    load(served.address, exported(40_000))
    connection = connect(served.address)
    graphs = Graphs(connection, measure(connection, STATE))
    requests.came.clear()
    lines = graphs.each_line(LARGE)
    assert next(lines)
    assert sum(requests.came) < 1_000_000
    assert sum(1 for _ in lines) == 40_000
    assert sum(requests.came) > 3_000_000


def test_a_load_that_was_cut_off_goes_on(place: Place, requests: Watched) -> None:
    lines = exported(39_000)

    def cut(portions: Iterable[dict[Iri, bytes]], count: int) -> Iterator[dict[Iri, bytes]]:
        assert count == 40
        for number, portion in enumerate(portions):
            if number == 25:
                raise StoreUnreachable("the server is gone")
            yield portion

    with pytest.raises(StoreUnreachable):
        load(place, lines, cut)
    with pytest.raises(StoreNotFresh, match="a load of other lines was cut off there"):
        load(place, lines[:-1])
    before = len(requests.sent)
    assert load(place, lines).version == 1
    if requests.sent:
        assert len([one for one in requests.sent[before:] if one > 100]) == 20
    with open_reader(place) as reader:
        assert b"".join(reader.dump_lines()) == b"".join(lines)
    assert not (folder_of(place) / "LOADING").exists()
    with pytest.raises(StoreNotFresh, match="wanted a store without any; name"):
        load(place, lines)


def test_a_server_that_holds_less_than_it_took_is_told(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = exported(10)
    kept = Connection.update

    def forgetful(self: Connection, sparql: str, url: str) -> None:
        if "estimate" not in sparql:
            kept(self, sparql, url)

    with create_or_open(served.address):
        pass
    monkeypatch.setattr(Connection, "update", forgetful)
    with pytest.raises(StoreUnsuitable, match=f"found 0 quads.*after {len(lines)}"):
        load(served.address, lines)


def test_what_is_written_while_it_is_read_is_not_exported_half(served: Served) -> None:
    load(served.address, exported(10))

    def disturbed(graphs: Sequence[Iri]) -> Iterator[Iri]:
        yield from graphs
        with create_or_open(served.address) as writer:
            writer.replace_graphs({LARGE: b""})
            writer.publish()

    with (
        open_reader(served.address) as reader,
        pytest.raises(StoreUnfinished, match="written to while it was read"),
    ):
        next(reader.dump_lines(disturbed))


def test_what_is_no_export_is_refused_before_a_store_is_made(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, store = tmp_path / "all.nq", tmp_path / "store"
    file.write_bytes(b"<a:s> <a:p> <a:o> .\n")
    assert main(["load", str(file), "--store", str(store)]) == 2
    assert "line 1" in capfd.readouterr().err
    assert not store.exists()


def test_a_person_sees_how_far_it_is(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.nq"
    file.write_bytes(b"".join(exported(3_000)))
    seen: list[int] = []

    def watched(steps: Iterable[object], count: int, _: object) -> Iterator[object]:
        seen.append(count)
        yield from steps

    monkeypatch.setattr("trialgraph.cli.keeping.watched", watched)
    monkeypatch.setattr("trialgraph.cli.exported.watched", watched)
    assert main(["load", str(file), "--store", str(place)]) == 0
    assert main(["export", "--store", str(place)]) == 0
    assert seen == [4] if isinstance(place, Path) else [4, 31]
