"""The demonstration answers the first question; the server is started on the store asked for."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended

from trialgraph.server import Settings, TokenHash
from trialgraph.store import open_reader

Run = Callable[..., Ended]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "store"


def test_it_prints_the_answer_with_its_sentence(run: Run, kept: Path) -> None:
    ended = run("demo", "--store", str(kept))
    assert ended.status == 0
    assert "Confirmed: none in the documents held" in ended.out
    assert "Nominal" in ended.out
    assert "PRECIOUS" in ended.out
    assert "Not significant" in ended.out
    assert "CLEOPATRA" in ended.out
    assert "PATINA" not in ended.out
    assert "“" in ended.out
    assert f"trialgraph ask os-benefit-from-adding drug=pertuzumab --store {kept}" in ended.err


def test_it_wants_a_fresh_directory(run: Run, kept: Path) -> None:
    ended = run("demo", "--store", str(kept))
    assert (ended.status, ended.out) == (1, "")
    assert "[store-not-fresh]" in ended.err


def test_without_a_store_nothing_is_left_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = json.loads(run("demo", "--json").out)
    assert answer["searched"]["documents"] == 5
    assert {row["kind"] for row in answer["rows"]} >= {"answer", "near miss"}
    assert list(tmp_path.iterdir()) == []


def test_the_server_is_started_on_the_store_and_port_asked_for(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Settings] = []

    def serve(settings: Settings, ready: Callable[[str], None]) -> None:
        served.append(settings)
        ready("http://127.0.0.1:8081/")

    monkeypatch.setattr("trialgraph.server.serve", serve)
    ended = run("serve", "--port", "8081", "--workers", "3", "--default-graph", "plain", "--json")
    assert (ended.status, served) == (
        0,
        [Settings(store, port=8081, workers=3, default_graph="plain")],
    )
    assert json.loads(ended.out)["address"] == "http://127.0.0.1:8081/"
    assert ended.err.startswith(f"serving {store} at http://127.0.0.1:8081/")


def test_a_token_lets_changes_in_and_a_fresh_store_be_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Settings] = []
    monkeypatch.setattr("trialgraph.server.serve", lambda settings, _: served.append(settings))
    fresh = tmp_path / "fresh"
    assert run("serve", "--store", str(fresh)).status != 0
    monkeypatch.setenv("TRIALGRAPH_WRITE_TOKEN", "0123456789abcdef")
    assert run("serve", "--store", str(fresh)).status == 0
    assert served[0].token is not None
    assert served[0].token.fits("0123456789abcdef")
    assert "0123456789abcdef" not in repr(served[0])
    with open_reader(fresh) as reader:
        assert reader.dump() == b""


def test_the_hash_of_a_token_is_printed_for_the_settings(run: Run) -> None:
    printed = run("token", stdin="0123456789abcdef\n").out.strip()
    assert TokenHash.read(printed).fits("0123456789abcdef")
    hashed = json.loads(run("token", "--json", stdin="0123456789abcdef\n").out)["hash"]
    assert TokenHash.read(hashed).fits("0123456789abcdef")
