"""Where a store on a server is looked for, and what is refused before anything is sent."""

from pathlib import Path

import pytest

from trialgraph.cli import main
from trialgraph.errors import BadParameter, StoreFormat, StoreUnreachable
from trialgraph.store import Address, open_reader, place_of
from trialgraph.store.address import beside, folder_of
from trialgraph.store.remote.companion import companion
from trialgraph.store.remote.settings import settings_of

URL = "http://127.0.0.1:9/sparql"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("UPDATE_URL", "GRAPH_STORE_URL", "STORE_USER", "STORE_PASSWORD", "STORE_SECONDS"):
        monkeypatch.delenv(f"TRIALGRAPH_{name}", raising=False)
    monkeypatch.delenv("TRIALGRAPH_STATE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_a_url_is_a_server_and_anything_else_a_directory() -> None:
    assert place_of(URL) == Address(URL)
    assert place_of("HTTPS://host/sparql#x") == Address("HTTPS://host/sparql")
    assert place_of("http/store") == Path("http/store")


@pytest.mark.parametrize("words", ["http:///sparql", "http://dba:secret@host/sparql"])
def test_a_url_without_host_or_with_a_password_is_refused_and_not_repeated(words: str) -> None:
    with pytest.raises(BadParameter) as told:
        place_of(words)
    assert "secret" not in str(told.value)


def test_a_refused_url_is_wrong_use_on_the_command_line(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["stats", "--store", "http://dba:secret@host/sparql"]) == 2
    assert "secret" not in capfd.readouterr().err


def test_the_companion_directory_is_named_by_the_url(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = folder_of(Address(URL))
    assert found.parent == tmp_path / "data" / "trialgraph"
    assert found != folder_of(Address(f"{URL}2"))
    assert beside(Address(URL), "-replies").name == f"{found.name}-replies"
    monkeypatch.setenv("TRIALGRAPH_STATE", str(tmp_path / "state"))
    assert folder_of(Address(URL)) == tmp_path / "state"
    assert folder_of(tmp_path) == tmp_path


def test_the_companion_of_one_store_is_not_taken_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIALGRAPH_STATE", str(tmp_path / "state"))
    companion(Address(URL))
    with pytest.raises(StoreFormat, match="companion of http"):
        companion(Address("http://other/sparql"))


def test_the_usual_places_of_updates_follow_the_query_url() -> None:
    assert settings_of(Address("http://h/sparql")).update[0] == "http://h/sparql-auth"
    assert settings_of(Address("http://h/ds/query")).update[0] == "http://h/ds/update"
    assert settings_of(Address("http://h/ds/query")).graph_store == (
        "http://h/ds/store",
        "http://h/ds/data",
        "http://h/ds",
        "http://h/ds/query/rdf-graphs/service",
        "http://h/ds/query",
    )
    assert settings_of(Address("http://h/repositories/r")).update[0] == (
        "http://h/repositories/r/statements"
    )


def test_the_environment_names_other_places_and_the_password_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRIALGRAPH_UPDATE_URL", "http://h/u")
    monkeypatch.setenv("TRIALGRAPH_GRAPH_STORE_URL", "http://h/g")
    monkeypatch.setenv("TRIALGRAPH_STORE_PASSWORD", "secret")
    found = settings_of(Address(URL))
    assert (found.update, found.graph_store) == (("http://h/u",), ("http://h/g",))
    assert "secret" not in repr(found)


@pytest.mark.parametrize("words", ["soon", "0", "-1", "inf", "nan"])
def test_a_time_limit_is_a_number_of_seconds(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALGRAPH_STORE_SECONDS", words)
    with pytest.raises(BadParameter, match="seconds"):
        settings_of(Address(URL))


def test_a_server_that_is_not_there_is_told_as_such(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StoreUnreachable, match="check the address"):
        open_reader(Address(URL))
    assert main(["stats", "--store", URL]) == 5
    assert "[store-unreachable]" in capfd.readouterr().err
